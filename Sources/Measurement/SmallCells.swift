/// Counts few enough to be somebody are not told, nor those that would give them away: what single lines outside a report need
/// of it; a report is judged as a whole by `PublicReport`.
public enum SmallCells {
    /// A count from 1 to below this is not told.
    public static let least = PublicReport.leastThreshold

    public static func isTold(_ count: Int) -> Bool { !(1..<least).contains(count) }

    /// The parts of a whole that may be told: none from 1 to 9, and never one that is what the others leave of the whole.
    ///
    /// - Parameter parts: which add up to a whole that is told.
    /// - Returns: as many, `nil` for what is withheld.
    public static func told(_ parts: [Int]) -> [Int?] {
        var model = CellModel()
        let cells = parts.map { model.add(.init(name: "", value: $0, isSmall: !isTold($0), width: least)) }
        model.sum(cells.map { ($0, 1) }, is: parts.reduce(0, +))
        let suppression = Suppression(of: model)
        return zip(cells, parts).map { suppression.isTold($0) ? $1 : nil }
    }
}
