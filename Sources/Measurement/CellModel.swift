/// Numbers that are to be published together, and what anyone can reckon about them: which sums they form and which
/// is at least how much.
///
/// Knows nothing of reports: a cell is a whole number with a name.
public struct CellModel: Sendable {
    public struct Cell: Sendable, Hashable {
        public let name: String
        public let value: Int
        /// So few dossiers stand behind it that it must not be told.
        public let isSmall: Bool
        /// It stands in no table, but sums of cells may tell it.
        public let isHidden: Bool
        /// What everyone knows it to be at the least: 0, or 1 where a table would not name it otherwise.
        public let least: Int
        /// How far apart the smallest and the largest possible value of it have to be where it is not told.
        public let width: Int
        /// What is given up first for another cell's sake: 0 before 1, 1 before 2.
        public let rank: Int
        /// A 0 of it is told even where it follows what is not: it is a count, and nobody stands behind it.
        public let tellsZero: Bool

        public init(
            name: String, value: Int, isSmall: Bool = false, isHidden: Bool = false, least: Int = 0, width: Int, rank: Int = 0, tellsZero: Bool = true
        ) {
            self.name = name
            self.value = value
            self.isSmall = isSmall
            self.isHidden = isHidden
            self.least = least
            self.width = width
            self.rank = rank
            self.tellsZero = tellsZero
        }
    }

    /// Σ factor × cell = constant, known to everyone.
    public struct Sum: Sendable, Hashable {
        public let terms: [Term]
        public let constant: Int

        public struct Term: Sendable, Hashable {
            public let cell: Int
            public let factor: Int
        }
    }

    public private(set) var cells: [Cell] = []
    public private(set) var sums: [Sum] = []
    /// What must not be told either where a cell is not told.
    private(set) var followers: [[Int]] = []

    public init() {}

    /// - Returns: the cell's number, by which sums and followers name it.
    @discardableResult
    public mutating func add(_ cell: Cell) -> Int {
        cells.append(cell)
        followers.append([])
        return cells.count - 1
    }

    /// These cells add up to that one.
    public mutating func sum(_ parts: [Int], is whole: Int) {
        sums.append(Sum(terms: parts.map { .init(cell: $0, factor: 1) } + [.init(cell: whole, factor: -1)], constant: 0))
    }

    public mutating func sum(_ terms: [(cell: Int, factor: Int)], is constant: Int) {
        sums.append(Sum(terms: terms.map { .init(cell: $0.cell, factor: $0.factor) }, constant: constant))
    }

    /// Where the one is not told, neither is the other.
    public mutating func follow(_ cell: Int, by follower: Int) { followers[cell].append(follower) }
}
