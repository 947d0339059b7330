public import Connectors
public import Expressions
public import Receipts
public import Vocabulary

/// Everything the registers said for one dossier so far. The rest of the engine is computed from it.
public struct ReplyBook: Sendable, Hashable {
    /// One question as it was put.
    public struct Question: Sendable, Hashable {
        public let connector: ConnectorID
        public let operation: OperationID
        public let keys: [ConceptID: String]
        /// Of all three; a question is put once and looked up for every leaf.
        private let digest: Int

        public init(connector: ConnectorID, operation: OperationID, keys: [ConceptID: String]) {
            self.connector = connector
            self.operation = operation
            self.keys = keys
            var hasher = Hasher()
            hasher.combine(connector)
            hasher.combine(operation)
            hasher.combine(keys)
            digest = hasher.finalize()
        }

        public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
    }

    /// What came of it, for the attributes that were asked.
    public struct Reply: Sendable, Hashable {
        public let concepts: Set<ConceptID>
        public let relations: Set<RelationID>
        public let result: Result
        /// The as-of instant of the look-up, UTC, ISO 8601.
        public let fetchedAt: String
        /// Asked for what withheld data led to: that it was asked at all would tell them.
        public let isForOffice: Bool

        public init(concepts: Set<ConceptID>, relations: Set<RelationID>, result: Result, fetchedAt: String, isForOffice: Bool = false) {
            self.concepts = concepts
            self.relations = relations
            self.result = result
            self.fetchedAt = fetchedAt
            self.isForOffice = isForOffice
        }
    }

    public enum Result: Sendable, Hashable {
        case found(Record)
        case absent
        /// No usable answer, and why.
        case failed(Reason)
    }

    public private(set) var replies: [Question: [Reply]] = [:]

    public init() {}

    public mutating func note(_ reply: Reply, to question: Question) {
        replies[question, default: []].append(reply)
    }

    func reply(to question: Question, concept: ConceptID) -> Reply? {
        replies[question]?.first { $0.concepts.contains(concept) }
    }

    func reply(to question: Question, relation: RelationID) -> Reply? {
        replies[question]?.first { $0.relations.contains(relation) }
    }

    /// Any usable record for the question, whatever was asked of it.
    func record(for question: Question) -> Record? {
        for reply in replies[question] ?? [] {
            if case .found(let record) = reply.result { return record }
        }
        return nil
    }

    /// Whether every answer of a register failed; `nil` where it was not asked.
    func isDown(_ connector: ConnectorID) -> Bool? {
        let results = replies.filter { $0.key.connector == connector }.flatMap(\.value).map(\.result)
        guard !results.isEmpty else { return nil }
        return results.contains { if case .failed(let reason) = $0 { reason == .sourceDown || reason == .timeout } else { false } }
    }

    /// Registers that had a record, in order of their ids.
    var connectorsThatAnswered: [ConnectorID] {
        Set(replies.filter { $0.value.contains { if case .found = $0.result { true } else { false } } }.map(\.key.connector)).sorted()
    }

    /// Without failed look-ups, so that a resumed dossier asks again.
    public func droppingFailures() -> ReplyBook { keeping { if case .failed = $0.result { false } else { true } } }

    /// Without what was asked for the office alone.
    func droppingOfficeReplies() -> ReplyBook { keeping { !$0.isForOffice } }

    private func keeping(_ isKept: (Reply) -> Bool) -> ReplyBook {
        var book = ReplyBook()
        for (question, replies) in replies {
            let kept = replies.filter(isKept)
            if !kept.isEmpty { book.replies[question] = kept }
        }
        return book
    }

    /// Questions in a fixed order, for storage.
    public var ordered: [(question: Question, replies: [Reply])] {
        func key(_ question: Question) -> String {
            "\(question.connector)/\(question.operation)/" + question.keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        }
        return replies.map { (key($0.key), $0.key, $0.value) }.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
    }
}
