public import Connectors
public import Expressions
public import Vocabulary

/// Answers look-ups from recorded fixtures, without the register: its manifest is read as ever.
///
/// A key nobody recorded is `.failed(.down)`, never absent: that nothing was recorded says nothing about the register.
public struct ReplayConnector: Connector {
    public let manifest: ConnectorManifest
    private let vocabulary: Vocabulary
    private let fixtures: [Question: Fixture]
    private let decoding: ReplyDecoding

    private struct Question: Hashable {
        let operation: OperationID
        let keys: [String: String]
    }

    /// - Parameter fixtures: those of other connectors are left out; of two for one question the later counts.
    public init(_ manifest: ConnectorManifest, vocabulary: Vocabulary, fixtures: [Fixture]) {
        self.manifest = manifest
        self.vocabulary = vocabulary
        let decoding = ReplyDecoding(vocabulary)
        self.decoding = decoding
        self.fixtures = Dictionary(
            fixtures.filter { $0.connector == manifest.id }.map { (Self.question($0.operation, $0.keys, decoding), $0) }, uniquingKeysWith: { $1 })
    }

    public func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation) else { return .failed(.unreadable) }
        guard let fixture = fixture(for: request) else { return .failed(.down) }
        return fixture.lookUp(operation, for: request, vocabulary: vocabulary)
    }

    /// What was recorded for a question.
    public func fixture(for request: ConnectorRequest) -> Fixture? {
        // A yes to one name is none to another.
        let inputs = manifest.operation(request.operation)?.inputs ?? []
        return fixtures[Self.question(request.operation, request.keys.filter { inputs.contains($0.key) }, decoding)]
    }

    public func close() async {}

    private static func question(_ operation: OperationID, _ keys: [ConceptID: String], _ decoding: ReplyDecoding) -> Question {
        Question(
            operation: operation,
            keys: Dictionary(keys.map { ($0.key.rawValue, decoding.key($0.value, as: $0.key) ?? $0.value) }, uniquingKeysWith: { first, _ in first }))
    }
}

extension Fixture {
    /// What an operation makes of the recorded pages now.
    public func lookUp(_ operation: Connectors.Operation, for request: ConnectorRequest, vocabulary: Vocabulary) -> LookUp {
        var replies: [Reply] = []
        for page in pages {
            if let status = page.status, let answer = operation.reply.answer(to: status, after: replies.count) { return answer }
            replies.append(page.reply)
        }
        return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: replies)
    }
}

extension Connectors.Operation {
    /// Everything the operation can supply, confirm and open.
    public func wholeRequest(of connector: ConnectorID, keys: [ConceptID: String]) -> ConnectorRequest {
        ConnectorRequest(connector: connector, operation: id, keys: keys, concepts: Set(supplies.map(\.concept) + verifies.map(\.concept)), relations: Set(opens.map(\.relation)))
    }
}
