import Connectors
import Expressions
import Vocabulary

/// One batch to be asked of a database: what its list is bound to, and what its rows are read by.
struct BatchCall: Sendable {
    let statement: BatchStatement
    let keys: [String: String]
    let extraction: BatchExtraction

    /// - Returns: `nil` where the operation has no such batch, the requests are more than it takes, or one has not its key.
    init?(about requests: [ConnectorRequest], by manifest: ConnectorManifest, _ batches: [OperationID: BatchStatement], _ vocabulary: Vocabulary) {
        guard let operation = requests.first.flatMap({ manifest.operation($0.operation) }), let statement = batches[operation.id],
            let keys = statement.keys(of: requests), let extraction = BatchExtraction(of: operation, for: requests, vocabulary: vocabulary)
        else { return nil }
        (self.statement, self.keys, self.extraction) = (statement, keys, extraction)
    }
}

/// The statement of a batch. Its list is always as long as the batch may be, so that one prepared statement serves every
/// number of subjects.
struct BatchStatement: Sendable {
    let text: String
    /// As PostgreSQL has it.
    let numbered: PostgresSession.Statement
    private let key: ConceptID
    private let places: [String]

    static func all(of manifest: ConnectorManifest) -> [OperationID: BatchStatement] {
        Dictionary(manifest.operations.compactMap { operation in BatchStatement(of: operation).map { (operation.id, $0) } }, uniquingKeysWith: { first, _ in first })
    }

    /// - Returns: `nil` where the operation has no batch that is a statement.
    init?(of operation: Connectors.Operation) {
        guard let batch = operation.batch, let key = operation.keys.first, let query = batch.request.query,
            let text = NamedParameters.listed(key.rawValue, batch.size, in: query)
        else { return nil }
        self.text = text
        self.key = key
        places = NamedParameters.items(of: key.rawValue, batch.size)
        let (numbers, parameters) = NamedParameters.numbered(text)
        // No operation's name has a space.
        numbered = .init(name: operation.id.rawValue + " batch", text: numbers, parameters: parameters)
    }

    /// What is bound: the last key over and over where there are fewer keys than places; twice in a list says no more than once.
    ///
    /// - Returns: `nil` for more subjects than the batch takes, and where one has no key.
    func keys(of requests: [ConnectorRequest]) -> [String: String]? {
        let keys = requests.compactMap { $0.keys[key] }
        guard let last = keys.last, keys.count == requests.count, keys.count <= places.count else { return nil }
        return Dictionary(uniqueKeysWithValues: zip(places, keys + Array(repeating: last, count: places.count - keys.count)))
    }
}
