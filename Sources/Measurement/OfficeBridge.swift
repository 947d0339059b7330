/// What each commune became when provinces and communes were merged: which offices of before are which of after.
public struct OfficeBridge: Sendable, Hashable {
    /// The last day of the provinces and communes of before, and the first of the merged ones.
    public static let lastDay = "2025-06-30"
    public static let firstDay = "2025-07-01"

    /// By the code of after, the codes of before, and the other way round.
    private let predecessors: [String: Set<String>]
    private let successors: [String: Set<String>]

    /// - Parameter became: codes of before, each with the code of what it, or a part of it, became. The same code may name another place before
    ///   than after.
    public init(_ became: some Sequence<(before: String, after: String)>) {
        var predecessors: [String: Set<String>] = [:], successors: [String: Set<String>] = [:]
        for (before, after) in became {
            predecessors[after, default: []].insert(before)
            successors[before, default: []].insert(after)
        }
        (self.predecessors, self.successors) = (predecessors, successors)
    }

    /// - Parameter successors: by the code of before, the code of what all of it became.
    public init(successors: [String: String]) { self.init(successors.map { (before: $0.key, after: $0.value) }) }

    /// Two sets of offices that are the same place.
    public struct Offices: Sendable, Hashable {
        public let before: Int
        public let after: Int
    }

    /// The offices an export names before and after, where they are the same places: every office of before became one of after, or is
    /// parted among several that are all there, and every office of after is made of offices of before, all of them.
    ///
    /// - Returns: `nil` where an office is missing on either side, or no register of places knows it.
    func offices(before: Set<String>, after: Set<String>) -> Offices? {
        guard !after.isEmpty, after.allSatisfy({ predecessors[$0] != nil }) else { return nil }
        let made = after.reduce(into: Set<String>()) { $0.formUnion(predecessors[$1] ?? []) }
        // What was parted is whole where all its parts are.
        guard made == before, before.allSatisfy({ after.isSuperset(of: successors[$0] ?? []) }) else { return nil }
        return Offices(before: before.count, after: after.count)
    }
}
