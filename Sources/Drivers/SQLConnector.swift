import Connectors
import Expressions
import Foundation
import GRDB
import Vocabulary

/// Asks a register kept in an SQLite file, which is opened for reading only, when it is first asked.
actor SQLConnector: Connector {
    nonisolated let manifest: ConnectorManifest
    private let vocabulary: Vocabulary
    private let time: Elapsing
    private let path: String
    private let listener: Exchange.Listener?
    /// For what is asked of the file system; statements run on threads of the pool.
    private let work: BlockingWork
    /// Statements about several subjects.
    private let batches: [OperationID: BatchStatement]
    private var opening: Task<Opened, any Error>?
    private var isClosed = false

    /// What is open, and of which file.
    private struct Opened: Sendable {
        let file: FileIdentity
        let pool: DatabasePool
    }

    init(manifest: ConnectorManifest, vocabulary: Vocabulary, path: String, time: Elapsing, listener: Exchange.Listener? = nil) {
        self.listener = listener
        self.manifest = manifest
        self.vocabulary = vocabulary
        self.time = time
        self.path = path
        work = BlockingWork(most: manifest.transport.concurrency)
        batches = BatchStatement.all(of: manifest)
    }

    nonisolated var asksTogether: Bool { true }

    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        guard let call = BatchCall(about: requests, by: manifest, batches, vocabulary) else { return BatchLookUp(all: .failed(.unreadable), requests.count) }
        return await time.within(manifest.transport.timeout, late: BatchLookUp(all: .failed(.timeout), requests.count)) {
            do {
                let pool = try await self.pool()
                return call.extraction.lookUps(in: [.rows(try await Self.rows(of: call.statement.text, binding: call.keys, from: pool))])
            } catch {
                return BatchLookUp(all: .failed(Self.failure(error)), requests.count)
            }
        }
    }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        guard let operation = manifest.operation(request.operation), let query = operation.request.query else {
            return .failed(.unreadable)
        }
        let (vocabulary, listener) = (vocabulary, listener)
        return await time.within(manifest.transport.timeout) {
            do {
                let keys = try operation.arguments(request.keys, vocabulary)
                let pool = try await self.pool()
                let rows = try await Self.rows(of: query, binding: Self.named(keys), from: pool)
                listener?(Exchange(request, .answered(.rows(rows), status: nil)))
                return Extraction(of: operation, for: request, vocabulary: vocabulary).lookUp(in: .rows(rows))
            } catch {
                let failure = Self.failure(error)
                let code = Self.code(of: error, in: query)
                listener?(Exchange(request, .failed(code != nil && failure == .unreadable ? .statement : .init(failure), code: code)))
                return .failed(failure)
            }
        }
    }

    /// Whether the file is there and is a database; nothing of it is read.
    func probe() async -> Exchange.Event {
        await time.within(manifest.transport.timeout, late: .failed(.timeout)) {
            do {
                let pool = try await self.pool()
                return .answered(.rows(try await Self.rows(of: "select name from sqlite_master limit 0", binding: [:], from: pool)), status: nil)
            } catch {
                return .failed(.init(Self.failure(error)), code: Self.code(of: error, in: ""))
            }
        }
    }

    func close() async {
        isClosed = true
        // The pool is closed with the last who reads from it: nobody waits for a file that hangs.
        opening = nil
        work.end()
    }

    /// The pool of the file that stands at the path now: a register is published anew by a file that takes the place of the old one, and
    /// what is open would go on answering from that, be it deleted.
    ///
    /// A pool that is of another file is left to those who still read from it, and is closed with the last of them.
    private func pool() async throws -> DatabasePool {
        guard !isClosed else { throw LookUpFailure.down }
        let path = path
        let file: FileIdentity
        do {
            file = try await work.run { try FileIdentity(path) }
        } catch is CancellationError {
            // Of the file that says nothing.
            throw LookUpFailure.timeout
        } catch {
            opening = nil
            throw LookUpFailure.down
        }
        if let opening {
            let opened = try await opening.value
            if opened.file == file { return opened.pool }
            // What was opened meanwhile by somebody else is newer than what was looked at here.
            if self.opening == opening { self.opening = nil }
        }
        return try await opened().pool
    }

    /// A file that could not be opened is tried again the next time.
    private func opened() async throws -> Opened {
        guard !isClosed else { throw LookUpFailure.down }
        if let opening { return try await opening.value }
        let (path, work, concurrency) = (path, work, manifest.transport.concurrency)
        let seconds = Double(manifest.transport.timeout.nanoseconds) / 1e9
        let opening = Task {
            try await work.run {
                var configuration = Configuration()
                configuration.readonly = true
                // Waiting for a lock cannot be interrupted; a pool's readers would wait ten seconds.
                configuration.prepareDatabase { try $0.execute(sql: "pragma busy_timeout = \(Int(seconds * 1000))") }
                configuration.maximumReaderCount = min(4, concurrency)
                // A file may be replaced while it is opened.
                for _ in 0..<3 {
                    let file = try FileIdentity(path)
                    let pool = try DatabasePool(path: path, configuration: configuration)
                    if try FileIdentity(path) == file { return Opened(file: file, pool: pool) }
                }
                throw LookUpFailure.down
            }
        }
        self.opening = opening
        do {
            return try await opening.value
        } catch {
            if self.opening == opening { self.opening = nil }
            throw error
        }
    }

    /// One statement sees one state of the file: it needs no transaction around it. But where `*` leaves it to the file what columns there
    /// are, a statement prepared earlier would give them the names they had then, were the table made anew meanwhile.
    private static func rows(of query: String, binding arguments: [String: String], from pool: DatabasePool) async throws -> Rows {
        guard query.utf8.contains(UInt8(ascii: "*")) else { return try await pool.unsafeRead { try rows(of: query, binding: arguments, in: $0) } }
        return try await pool.read { try rows(of: query, binding: arguments, in: $0) }
    }

    static func rows(of query: String, _ keys: [ConceptID: String], in database: Database) throws -> Rows {
        try rows(of: query, binding: named(keys), in: database)
    }

    /// Keys by the names a query has for them.
    private static func named(_ keys: [ConceptID: String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: keys.map { ($0.key.rawValue, $0.value) })
    }

    /// A key is bound, never a part of the query, which may begin no transaction. Cancelling the task interrupts the statement.
    static func rows(of query: String, binding arguments: [String: String], in database: Database) throws -> Rows {
        let statement = try database.cachedStatement(sql: query)
        guard statement.columnCount > 0 else { throw LookUpFailure.unreadable }
        let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(arguments))
        var rows: [[String?]] = []
        var unreadable: [Int: Set<Int>] = [:]
        var size = 0
        while let row = try cursor.next() {
            guard rows.count < Place.maximumElements else { throw LookUpFailure.unreadable }
            rows.append(try row.databaseValues.enumerated().map { column, value in
                switch try cell(value, at: column, in: row) {
                case .nothing: return nil
                case .text(let text): return text
                case .unreadable:
                    unreadable[rows.count, default: []].insert(column)
                    return nil
                }
            })
            size += Place.size(of: rows[rows.count - 1])
            guard size <= Place.maximumBytes else { throw LookUpFailure.unreadable }
        }
        return Rows(columns: statement.columnNames, rows: rows, unreadable: unreadable)
    }

    private enum Cell {
        case nothing, unreadable
        case text(String)
    }

    /// - Throws: `.unreadable` for text in another encoding: what the file says of its texts is not so, and none of them is believed.
    private static func cell(_ value: DatabaseValue, at column: Int, in row: Row) throws -> Cell {
        switch value.storage {
        case .null: return .nothing
        case .int64(let number): return .text(String(number))
        case .double(let number):
            // 1240.0 was written as 1240.
            return .text(Int64(exactly: number).map(String.init) ?? String(number))
        case .string(let text):
            // SQLite keeps any bytes as text: what is no UTF-8 was read with other letters in its place, and not beyond a zero.
            return try row.withUnsafeData(atIndex: column) { data in
                guard let data else { return text.isEmpty ? .text(text) : .unreadable }
                return try data.withUnsafeBytes { bytes in
                    if bytes.elementsEqual(text.utf8) { return .text(text) }
                    guard String(validating: bytes, as: UTF8.self) != nil else { throw LookUpFailure.unreadable }
                    return .unreadable
                }
            }
        case .blob: return .unreadable
        }
    }

    /// SQLite's name for what went wrong, and what the query names and the file lacks: the query's own words, never a value.
    ///
    /// - Source: SQLite, "Result and Error Codes".
    private static func code(of error: any Error, in query: String) -> String? {
        guard let error = error as? DatabaseError else { return nil }
        let name = "SQLite \(error.resultCode.rawValue)"
        guard let message = error.message, let lack = message.wholeMatch(of: /no such (?:column|table|function): (.+)/), query.contains(lack.1) else { return name }
        return "\(name), \(message)"
    }

    private static func failure(_ error: any Error) -> LookUpFailure {
        if let failure = error as? LookUpFailure { return failure }
        if error is CancellationError { return .timeout }
        guard let error = error as? DatabaseError else { return .down }
        switch error.resultCode {
        case .SQLITE_INTERRUPT, .SQLITE_ABORT, .SQLITE_BUSY, .SQLITE_LOCKED: return .timeout
        // The query does not fit the file, or the file is no database.
        case .SQLITE_ERROR, .SQLITE_MISUSE, .SQLITE_READONLY, .SQLITE_RANGE, .SQLITE_MISMATCH, .SQLITE_TOOBIG,
            .SQLITE_NOTADB, .SQLITE_CORRUPT: return .unreadable
        default: return .down
        }
    }
}
