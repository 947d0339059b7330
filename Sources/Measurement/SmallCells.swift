/// Counts few enough to be somebody are not told, nor those that would give them away.
public enum SmallCells {
    /// A count from 1 to below this is not told.
    public static let least = 10

    public static func isTold(_ count: Int) -> Bool { !(1..<least).contains(count) }

    /// The parts of a whole that may be told: none from 1 to 9, and never one that is what the others leave of the whole.
    ///
    /// Where parts are withheld they are together at least ten, so that the rest of the whole names none of them; for that the
    /// smallest of the others goes with them.
    ///
    /// - Parameters:
    ///   - parts: which add up to a whole that is told.
    /// - Returns: as many, `nil` for what is withheld.
    /// - Complexity: O(n²)
    public static func told(_ parts: [Int]) -> [Int?] {
        var withheld = Set(parts.indices.filter { !isTold(parts[$0]) })
        guard !withheld.isEmpty else { return parts }
        while withheld.count < 2 || withheld.reduce(0, { $0 + parts[$1] }) < least {
            let next = parts.indices.filter { !withheld.contains($0) && parts[$0] > 0 }.min { (parts[$0], $0) < (parts[$1], $1) }
            guard let next = next ?? parts.indices.first(where: { !withheld.contains($0) }) else { break }
            withheld.insert(next)
        }
        return parts.indices.map { withheld.contains($0) ? nil : parts[$0] }
    }
}
