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
    private let statements: [OperationID: PostgresSession.Statement]
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
        var statements: [OperationID: PostgresSession.Statement] = [:]
        for operation in manifest.operations {
            guard let query = operation.request.query else { continue }
            let (text, parameters) = NamedParameters.numbered(query)
            statements[operation.id] = .init(name: operation.id.rawValue, text: text, parameters: parameters)
        }
        self.statements = statements
    }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation), let statement = statements[request.operation] else { return .failed(.unreadable) }
        guard !isClosed else { return .failed(.down) }
        let (vocabulary, listener) = (vocabulary, listener)
        // A session belongs to one call until its statement ends, even where nobody waits for it any more.
        let session = idle.popLast() ?? PostgresSession(address: address, timeout: manifest.transport.timeout)
        return await time.within(manifest.transport.timeout) {
            do {
                let keys = try operation.arguments(request.keys)
                let rows = try await self.rows(of: statement, Dictionary(uniqueKeysWithValues: keys.map { ($0.key.rawValue, $0.value) }), in: session)
                listener?(Exchange(request, .answered(.rows(rows), status: nil)))
                return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: .rows(rows))
            } catch {
                let failure = error as? LookUpFailure ?? .down
                listener?(Exchange(request, .failed(.init(failure))))
                return .failed(failure)
            }
        }
    }

    private func rows(of statement: PostgresSession.Statement, _ keys: [String: String], in session: PostgresSession) async throws -> Rows {
        defer { takeBack(session) }
        return try await onThread { try session.rows(of: statement, with: keys) }
    }

    private func takeBack(_ session: PostgresSession) {
        if !isClosed, idle.count < manifest.transport.concurrency { idle.append(session) }
    }

    func close() async {
        isClosed = true
        let sessions = idle
        idle = []
        for session in sessions { session.close() }
    }
}

/// From `:name` to `$1`, as PostgreSQL's protocol has its places.
enum NamedParameters {
    /// Colons in strings, quoted names, comments and casts (`::`) are no parameters.
    static func numbered(_ query: String) -> (text: String, parameters: [String]) {
        var text = ""
        var parameters: [String] = []
        var rest = query[...]
        while let character = rest.first {
            if let end = endOfLiteral(rest) {
                text += rest[..<end]
                rest = rest[end...]
                continue
            }
            rest = rest.dropFirst()
            if character == ":", rest.first == ":" {
                text += "::"
                rest = rest.dropFirst()
                continue
            }
            let name = character == ":" ? rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } : ""
            guard let first = name.first, !first.isNumber else {
                text.append(character)
                continue
            }
            if !parameters.contains(String(name)) { parameters.append(String(name)) }
            text += "$\((parameters.firstIndex(of: String(name)) ?? 0) + 1)"
            rest = rest.dropFirst(name.count)
        }
        return (text, parameters)
    }

    /// Where a string, a quoted name or a comment that starts here ends.
    private static func endOfLiteral(_ text: Substring) -> Substring.Index? {
        func after(_ mark: String, from start: Substring.Index) -> Substring.Index {
            text[start...].firstRange(of: mark)?.upperBound ?? text.endIndex
        }
        guard let first = text.first else { return nil }
        let second = text.index(after: text.startIndex)
        switch first {
        // A doubled quote ends one literal and starts the next.
        case "'", "\"": return after(String(first), from: second)
        case "-" where text.hasPrefix("--"): return after("\n", from: second)
        case "/" where text.hasPrefix("/*"): return after("*/", from: second)
        default: return nil
        }
    }
}
