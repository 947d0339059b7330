/// Which cells of a model are not told, so that small ones stay unknown.
///
/// Small cells are not told, nor is what follows them; then, one after the other, the smallest further cells without
/// which sums would give one away. A cell is safe when the sums that are told, and that no cell is below its least
/// value, leave it values at least its width apart; so is every further cell, as a small one could be reckoned from it.
///
/// - Source: cell suppression as in Hundepool and others, Statistical Disclosure Control (2012), section 4.4; theirs
///   protects a share of each cell's value, this a fixed width.
public struct Suppression: Sendable {
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// Too few dossiers stand behind it.
        case small
        /// A difference would give a small one away.
        case difference
        /// It follows one that is not told.
        case follows
    }

    /// By cell of the model; a hidden cell is in no table and not here.
    public private(set) var reasons: [Int: Reason] = [:]
    private let model: CellModel
    /// The sums each cell is in.
    private let sumsOf: [[Int]]
    /// Cells not told for a reason of their own, and for the small ones' sake.
    private var small: [Int] = []
    private var further: [Int] = []
    private var unknown: [Bool] = []

    /// How many further cells are tried before the cheapest is taken.
    private static let trials = 40
    /// Past this size, cells are not given back one by one.
    private static let prunable = 400

    /// - Complexity: for each cell that needs another, some linear programs as large as what is not told and connected.
    public init(of model: CellModel) {
        self.model = model
        var sumsOf = [[Int]](repeating: [], count: model.cells.count)
        for (index, sum) in model.sums.enumerated() { for term in sum.terms { sumsOf[term.cell].append(index) } }
        self.sumsOf = sumsOf
        small = model.cells.indices.filter { model.cells[$0].isSmall && !model.cells[$0].isHidden }
        unknown = closure(small)
        protect()
        giveBack()
        let withSmall = closure(small)
        for cell in model.cells.indices where unknown[cell] && !model.cells[cell].isHidden {
            reasons[cell] = model.cells[cell].isSmall ? .small : further.contains(cell) && !withSmall[cell] ? .difference : .follows
        }
    }

    public func isTold(_ cell: Int) -> Bool { !unknown[cell] }

    /// Cells and all that follows them; hidden cells are never told.
    private func closure(_ start: [Int]) -> [Bool] {
        var reached = model.cells.map(\.isHidden)
        var waiting = start
        while let cell = waiting.popLast() {
            let isTold = model.cells[cell].value == 0 && model.cells[cell].tellsZero && !start.contains(cell)
            guard !reached[cell], !isTold else { continue }
            reached[cell] = true
            waiting += model.followers[cell]
        }
        return reached
    }

    private mutating func protect() {
        var checked: Set<Int> = []
        // Ranges of the part last looked at, until something more is unknown.
        var part: (cells: [Int], ranges: FeasibleRanges)?
        // Cells come in the order of the model: what is first is protected first.
        while let cell = model.cells.indices.first(where: { unknown[$0] && needsWidth($0) && !checked.contains($0) }) {
            var now = part.flatMap { $0.cells.contains(cell) ? $0 : nil } ?? unknownPart(around: cell)
            let isSafe = now.cells.firstIndex(of: cell).map { isWide($0, cell, &now.ranges) } ?? true
            part = now
            guard !isSafe else {
                checked.insert(cell)
                continue
            }
            guard let other = helper(of: cell) else {
                // Nothing is left to take: all of its sums are unknown already.
                checked.insert(cell)
                continue
            }
            further.append(other)
            part = nil
            let before = unknown
            unknown = closure(small + further)
            // More unknowns only widen ranges; the new ones are still to be looked at.
            for index in unknown.indices where unknown[index] && !before[index] { checked.remove(index) }
        }
    }

    private func unknownPart(around cell: Int) -> (cells: [Int], ranges: FeasibleRanges) {
        let (cells, sums) = component(of: cell, unknown)
        return (cells, ranges(cells, sums, unknown))
    }

    private func needsWidth(_ cell: Int) -> Bool { !model.cells[cell].isHidden || model.cells[cell].isSmall }

    /// The cheapest cell without which this one is safe; without such, the cheapest that loosens its tightest sum.
    private func helper(of cell: Int) -> Int? {
        let (_, sums) = component(of: cell, unknown)
        var touching: [Int: Int] = [:]
        for sum in sums { for term in model.sums[sum].terms where !unknown[term.cell] { touching[term.cell, default: 0] += 1 } }
        func cost(_ candidate: Int) -> (Int, Int, Int, Int) {
            // A cell in a sum where nothing else is unknown yet only moves the difference on.
            let open = sumsOf[candidate].count - (touching[candidate] ?? 0)
            let other = model.cells[candidate]
            return (other.value > other.least ? 0 : 1, open, other.rank, other.value)
        }
        let candidates = touching.keys.sorted { a, b in
            let (costA, costB) = (cost(a), cost(b))
            return costA != costB ? costA < costB : a < b
        }
        let free = candidates.filter { cost($0).0 == 0 }.sorted { a, b in
            let (x, y) = ((model.cells[a].rank, model.cells[a].value), (model.cells[b].rank, model.cells[b].value))
            return x != y ? x < y : a < b
        }
        for candidate in free.filter({ cost($0).1 == 0 }).prefix(Self.trials) where isSafe(cell, closure(small + further + [candidate])) { return candidate }
        for candidate in free.prefix(Self.trials) where isSafe(cell, closure(small + further + [candidate])) { return candidate }
        let tightest = sumsOf[cell].filter { sum in model.sums[sum].terms.contains { !unknown[$0.cell] } }.min { a, b in
            let (x, y) = (unknowns(in: a), unknowns(in: b))
            return x != y ? x < y : a < b
        }
        if let tightest {
            let members = Set(model.sums[tightest].terms.map(\.cell))
            if let own = candidates.first(where: members.contains) { return own }
        }
        return candidates.first
    }

    private func unknowns(in sum: Int) -> Int { model.sums[sum].terms.count { unknown[$0.cell] } }

    /// Whether a cell's possible values lie far enough apart.
    private func isSafe(_ cell: Int, _ unknown: [Bool]) -> Bool {
        let (cells, sums) = component(of: cell, unknown)
        var ranges = ranges(cells, sums, unknown)
        guard let place = cells.firstIndex(of: cell) else { return true }
        return isWide(place, cell, &ranges)
    }

    private func isWide(_ place: Int, _ cell: Int, _ ranges: inout FeasibleRanges) -> Bool {
        let width = Double(model.cells[cell].width)
        ranges.widen(place, to: width)
        return ranges.highest[place] - ranges.lowest[place] > width - 1e-6
    }

    private func ranges(_ cells: [Int], _ sums: [Int], _ unknown: [Bool]) -> FeasibleRanges {
        let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($0.element, $0.offset) })
        let equations = sums.map { index -> (factors: [Int: Double], constant: Double) in
            var factors: [Int: Double] = [:]
            var constant = model.sums[index].constant
            for term in model.sums[index].terms {
                let cell = model.cells[term.cell]
                if unknown[term.cell], let place = places[term.cell] {
                    factors[place, default: 0] += Double(term.factor)
                    constant -= term.factor * cell.least
                } else {
                    constant -= term.factor * cell.value
                }
            }
            return (factors, Double(constant))
        }
        return FeasibleRanges(equations: equations, solution: cells.map { Double(model.cells[$0].value - model.cells[$0].least) })
    }

    /// The unknown cells that hang together with one through sums, and those sums.
    private func component(of cell: Int, _ unknown: [Bool]) -> (cells: [Int], sums: [Int]) {
        var cells: Set<Int> = [cell]
        var sums: Set<Int> = []
        var waiting = [cell]
        while let next = waiting.popLast() {
            for sum in sumsOf[next] where sums.insert(sum).inserted {
                for term in model.sums[sum].terms where unknown[term.cell] && cells.insert(term.cell).inserted { waiting.append(term.cell) }
            }
        }
        return (cells.sorted(), sums.sorted())
    }

    /// Tells what need not be unknown after all, the largest first.
    private mutating func giveBack() {
        guard unknown.count(where: { $0 }) <= Self.prunable else { return }
        let order = further.sorted { a, b in
            let (x, y) = ((model.cells[a].rank, model.cells[a].value), (model.cells[b].rank, model.cells[b].value))
            return x != y ? x > y : a < b
        }
        for cell in order {
            let rest = further.filter { $0 != cell }
            let tried = closure(small + rest)
            guard !tried[cell], isSafeThroughout(tried, around: cell) else { continue }
            further = rest
            unknown = tried
        }
    }

    /// Whether every unknown cell is safe that hangs together with what would be told again.
    private func isSafeThroughout(_ tried: [Bool], around cell: Int) -> Bool {
        let told = model.cells.indices.filter { unknown[$0] && !tried[$0] }
        var seen: Set<Int> = []
        for cell in told {
            let near = sumsOf[cell].flatMap { model.sums[$0].terms.map(\.cell) }.filter { tried[$0] }
            for start in near where !seen.contains(start) {
                let (cells, sums) = component(of: start, tried)
                seen.formUnion(cells)
                var ranges = ranges(cells, sums, tried)
                for (place, member) in cells.enumerated() where needsWidth(member) {
                    guard isWide(place, member, &ranges) else { return false }
                }
            }
        }
        return true
    }
}
