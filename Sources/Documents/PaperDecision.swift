import Expressions
public import Vocabulary

/// Whether stored documents meet a demanded paper: which, and why the others do not.
public struct PaperDecision: Sendable, Hashable {
    /// `earlierResult`, `stored` or `upload`.
    public let disposition: DocumentDisposition
    /// Those that are used: one, or all of one list of kinds that together do instead.
    public let used: [DocumentRecord]
    /// Those that are not, the latest issued first.
    public let unused: [Unused]
    /// They would be used, had the applicant not declined.
    public let isAvailable: Bool

    public struct Unused: Sendable, Hashable {
        public let record: DocumentRecord
        /// At least one.
        public let obstacles: [ReuseObstacle]
    }

    /// Of one about whom nothing is stored.
    public static let nothingStored = PaperDecision()

    private init() {
        disposition = .upload
        used = []
        unused = []
        isAvailable = false
    }

    /// - Parameters:
    ///   - records: all that is stored of the kind, and of those that may do instead, about the one it is demanded of. The order
    ///     decides nothing.
    ///   - kinds: where the kinds that do instead are looked up. What does instead of those in turn does not count: no text says so.
    /// - Complexity: O(records²) for each kind.
    public init(_ request: PaperRequest, among records: [DocumentRecord], kinds: [EvidenceID: EvidenceKind], _ succession: IssuerSuccession) {
        let lists = [[request.kind.id]] + request.kind.substitutes.papers
        var judged: [EvidenceID: [(record: DocumentRecord, obstacles: [ReuseObstacle])]] = [:]
        for id in Set(lists.joined()) {
            // A kind that is not kept for further use is not used, whoever put a document of it into the store.
            guard let kind = id == request.kind.id ? request.kind : kinds[id], kind.isStorable else { continue }
            let mine = records.filter { $0.kind == id }
            judged[id] = mine.map { ($0, request.of(kind).obstacles(to: $0, among: mine, succession)) }
        }
        func best(_ id: EvidenceID) -> DocumentRecord? {
            judged[id]?.filter { $0.obstacles.allSatisfy { $0 == .declined } }.map(\.record).min(by: Self.isBetter)
        }
        let whole = lists.lazy.map { list in (list, list.compactMap(best)) }.first { !$0.0.isEmpty && $0.0.count == $0.1.count }?.1 ?? []
        isAvailable = !whole.isEmpty
        used = request.isDeclined ? [] : whole
        unused = judged.values.joined().filter { !$0.obstacles.isEmpty }.map { Unused(record: $0.record, obstacles: $0.obstacles) }
            .sorted { Self.order($0.record) < Self.order($1.record) }
        disposition = used.isEmpty ? .upload : used.allSatisfy { $0.provenance.origin == .procedureResult } ? .earlierResult : .stored
    }

    /// A result first, then the one issued last.
    private static func isBetter(_ a: DocumentRecord, _ b: DocumentRecord) -> Bool {
        (a.provenance.origin == .procedureResult ? 0 : 1, order(a)) < (b.provenance.origin == .procedureResult ? 0 : 1, order(b))
    }

    private static func order(_ record: DocumentRecord) -> Order {
        Order(newest: -(record.particulars.issued?.earliest.dayNumber ?? .min + 1), id: record.id)
    }

    private struct Order: Comparable {
        let newest: Int
        let id: String
        static func < (a: Self, b: Self) -> Bool { (a.newest, a.id) < (b.newest, b.id) }
    }
}
