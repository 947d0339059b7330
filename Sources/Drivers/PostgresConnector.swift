import Connectors
import Expressions
import Vocabulary

/// Asks a register kept in a PostgreSQL database: prepared statements in sessions that may only read.
actor PostgresConnector: Connector {
    nonisolated let manifest: ConnectorManifest
    private let vocabulary: Vocabulary
    private let time: Elapsing
    private let address: String
    private let listener: Exchange.Listener?
    private let work: BlockingWork
    private let statements: [OperationID: PostgresSession.Statement]
    /// Statements about several subjects.
    private let batches: [OperationID: BatchStatement]
    private var idle: [PostgresSession] = []
    private var isClosed = false

    /// What addresses of PostgreSQL start with; others of `sql` are SQLite files.
    static let schemes = ["postgresql://", "postgres://"]

    init(manifest: ConnectorManifest, vocabulary: Vocabulary, address: String, time: Elapsing, listener: Exchange.Listener? = nil) {
        self.listener = listener
        self.manifest = manifest
        self.vocabulary = vocabulary
        self.time = time
        self.address = address
        work = BlockingWork(most: manifest.transport.concurrency)
        var statements: [OperationID: PostgresSession.Statement] = [:]
        for operation in manifest.operations {
            guard let query = operation.request.query else { continue }
            let (text, parameters) = NamedParameters.numbered(query)
            statements[operation.id] = .init(name: operation.id.rawValue, text: text, parameters: parameters)
        }
        self.statements = statements
        batches = BatchStatement.all(of: manifest)
    }

    nonisolated var asksTogether: Bool { true }

    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        let places = requests.indices.filter { index in requests[index].keys.values.allSatisfy(PostgresSession.Statement.isSent) }
        let listed = places.map { requests[$0] }
        guard let call = BatchCall(about: listed, by: manifest, batches, vocabulary) else {
            return BatchLookUp(all: .failed(.unreadable), listed.count).placed(at: places, of: requests.count)
        }
        guard !isClosed else { return BatchLookUp(all: .failed(.down), requests.count) }
        let session = session()
        return await time.within(manifest.transport.timeout, late: BatchLookUp(all: .failed(.timeout), requests.count)) {
            let said: BatchLookUp
            do {
                said = call.extraction.lookUps(in: [.rows(try await self.rows(of: call.statement.numbered, call.keys, in: session))])
            } catch {
                let failure = PostgresSession.failure(error).failure
                // One key that is no number fails a statement that compares numbers.
                said = BatchLookUp(all: .failed(failure), listed.count, byOne: failure == .unreadable)
            }
            return said.placed(at: places, of: requests.count)
        }
    }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation), let statement = statements[request.operation] else { return .failed(.unreadable) }
        guard !isClosed else { return .failed(.down) }
        let (vocabulary, listener) = (vocabulary, listener)
        let keys: [String: String]
        do {
            // Before a session is taken: one that is taken for nothing would not be given back.
            keys = try statement.bound(operation.arguments(request.keys, vocabulary))
        } catch {
            listener?(Exchange(request, .failed(.init(error))))
            return .failed(error)
        }
        let session = session()
        return await time.within(manifest.transport.timeout) {
            do {
                let rows = try await self.rows(of: statement, keys, in: session)
                listener?(Exchange(request, .answered(.rows(rows), status: nil)))
                return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: .rows(rows))
            } catch {
                let (failure, state) = PostgresSession.failure(error)
                listener?(Exchange(request, .failed(state != nil && failure == .unreadable ? .statement : .init(failure), code: state.map { "SQLSTATE \($0)" })))
                return .failed(failure)
            }
        }
    }

    /// Whether the server is there and takes a statement.
    func probe() async -> Exchange.Event {
        guard !isClosed else { return .failed(.unreachable) }
        let session = session(), statement = PostgresSession.Statement(name: "onceonly_probe", text: "select '1'", parameters: [])
        return await time.within(manifest.transport.timeout, late: .failed(.timeout)) {
            do {
                return .answered(.rows(try await self.rows(of: statement, [:], in: session)), status: nil)
            } catch {
                let (failure, state) = PostgresSession.failure(error)
                return .failed(.init(failure), code: state.map { "SQLSTATE \($0)" })
            }
        }
    }

    /// Belongs to one call until its statement ends, even where nobody waits for it any more.
    private func session() -> PostgresSession { idle.popLast() ?? PostgresSession(address: address, timeout: manifest.transport.timeout) }

    private func rows(of statement: PostgresSession.Statement, _ keys: [String: String], in session: PostgresSession) async throws -> Rows {
        defer { takeBack(session) }
        return try await work.run { try session.rows(of: statement, with: keys) }
    }

    private func takeBack(_ session: PostgresSession) {
        if !isClosed, idle.count < manifest.transport.concurrency { idle.append(session) }
    }

    func close() async {
        isClosed = true
        let sessions = idle
        idle = []
        for session in sessions { session.close() }
        work.end()
    }
}
