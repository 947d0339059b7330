import CLibPQ
import Connectors
import Expressions
import Synchronization

/// One connection to a PostgreSQL server, opened at its first statement; every statement blocks its thread.
///
/// The session may only read, and ends a statement by itself after its time.
final class PostgresSession: Sendable {
    /// Lives behind the lock, one thread at a time.
    private final class Line {
        let connection: OpaquePointer
        var prepared: Set<String> = []

        init(_ connection: OpaquePointer) { self.connection = connection }

        deinit { PQfinish(connection) }
    }

    /// A statement with its places for keys.
    struct Statement: Sendable, Hashable {
        /// Unique in the connector.
        let name: String
        let text: String
        /// What stands at `$1`, `$2`, ….
        let parameters: [String]

        /// PostgreSQL's texts hold no null.
        static func isSent(_ value: String) -> Bool { !value.utf8.contains(0) }

        /// - Throws: `.notAsked` where a value cannot be sent.
        func bound(_ arguments: [ConceptID: String]) throws(LookUpFailure) -> [String: String] {
            guard arguments.values.allSatisfy(Self.isSent) else { throw .notAsked }
            return Dictionary(uniqueKeysWithValues: arguments.map { ($0.key.rawValue, $0.value) })
        }
    }

    /// A statement the server did not carry out.
    struct Refusal: Error {
        let failure: LookUpFailure
        /// SQLSTATE; the server's message may quote a key and is not kept.
        let state: String
    }

    /// What an error of a session is as a look-up's, and its SQLSTATE where it has one.
    static func failure(_ error: any Error) -> (failure: LookUpFailure, state: String?) {
        if let refusal = error as? Refusal { return (refusal.failure, refusal.state) }
        return (error as? LookUpFailure ?? .down, nil)
    }

    private let parameters: [String: String]
    private let line: Mutex<Line?>

    /// - Parameters:
    ///   - address: `postgresql://…`, as libpq reads it.
    ///   - timeout: for connecting, and for each statement.
    init(address: String, timeout: Duration) {
        let milliseconds = max(1, timeout.nanoseconds / 1_000_000)
        parameters = [
            "dbname": address, "fallback_application_name": "onceonly", "client_encoding": "UTF8",
            // Whole seconds, two at the least: libpq knows no less.
            "connect_timeout": String(max(2, (milliseconds + 999) / 1_000)), "tcp_user_timeout": String(milliseconds),
            "options": "-c default_transaction_read_only=on -c statement_timeout=\(milliseconds) -c lock_timeout=\(milliseconds) -c DateStyle=ISO,YMD -c bytea_output=hex -c standard_conforming_strings=on",
        ]
        line = Mutex(nil)
    }

    func close() { line.withLock { $0 = nil } }

    /// - Throws: `LookUpFailure`, `Refusal`; a session opens another line at the next statement then.
    func rows(of statement: Statement, with keys: [String: String]) throws -> Rows {
        try line.withLock { line in
            let open = try line ?? opened()
            // After a fault nothing that was prepared on the line, and nothing that still comes over it, is believed.
            line = nil
            let rows = try Self.rows(of: statement, with: keys, over: open)
            line = open
            return rows
        }
    }

    private func opened() throws -> Line {
        let names = parameters.keys.sorted()
        let connection = Self.withTexts(names) { keywords in
            Self.withTexts(names.map { parameters[$0] ?? "" }) { values in
                // `dbname` may be a whole address.
                PQconnectdbParams(keywords, values, 1)
            }
        }
        guard let connection else { throw LookUpFailure.down }
        let line = Line(connection)
        guard PQstatus(connection) == CONNECTION_OK else { throw LookUpFailure.down }
        return line
    }

    private static func rows(of statement: Statement, with keys: [String: String], over line: Line) throws -> Rows {
        let connection = line.connection
        if !line.prepared.contains(statement.name) {
            let result = PQprepare(connection, statement.name, statement.text, 0, nil)
            defer { PQclear(result) }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(of: result, over: connection) }
            line.prepared.insert(statement.name)
        }
        let values = try statement.parameters.map { name in
            guard let value = keys[name], Statement.isSent(value) else { throw LookUpFailure.notAsked }
            return value
        }
        let isSent = withTexts(values) { PQsendQueryPrepared(connection, statement.name, Int32(values.count), $0, nil, nil, 0) }
        guard isSent == 1 else { throw LookUpFailure.down }
        // Row by row: a table somebody forgot to bound is not read into memory.
        PQsetSingleRowMode(connection)
        var columns: [String] = []
        var binary: [Int] = []
        var rows: [[String?]] = []
        var unreadable: [Int: Set<Int>] = [:]
        var size = 0
        var fault: (any Error)?
        while let result = PQgetResult(connection) {
            defer { PQclear(result) }
            guard fault == nil else { continue }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE, PGRES_TUPLES_OK:
                if columns.isEmpty {
                    columns = (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
                    binary = columns.indices.filter { isBinary(Int32($0), of: result) }
                }
                for row in 0..<PQntuples(result) {
                    let bytes = binary.filter { PQgetisnull(result, row, Int32($0)) == 0 }
                    if !bytes.isEmpty { unreadable[rows.count] = Set(bytes) }
                    rows.append(Self.row(row, of: result, without: bytes))
                    size += Place.size(of: rows[rows.count - 1])
                    if rows.count > Place.maximumElements || size > Place.maximumBytes { fault = LookUpFailure.unreadable }
                }
                if fault != nil { cancel(connection) }
            // A statement that gives no rows is no question.
            case PGRES_COMMAND_OK: fault = LookUpFailure.unreadable
            default: fault = failure(of: result, over: connection)
            }
        }
        if let fault { throw fault }
        return Rows(columns: columns, rows: rows, unreadable: unreadable)
    }

    private static func row(_ row: Int32, of result: OpaquePointer, without bytes: [Int]) -> [String?] {
        (0..<PQnfields(result)).map { column in
            PQgetisnull(result, row, column) == 1 || bytes.contains(Int(column)) ? nil : PQgetvalue(result, row, column).map { String(cString: $0) }
        }
    }

    /// Bytes are no text. Source: `pg_type.dat`, type `bytea`.
    private static func isBinary(_ column: Int32, of result: OpaquePointer) -> Bool { PQftype(result, column) == 17 }

    private static func cancel(_ connection: OpaquePointer) {
        guard let cancel = PQgetCancel(connection) else { return }
        defer { PQfreeCancel(cancel) }
        var message = [CChar](repeating: 0, count: 256)
        PQcancel(cancel, &message, 256)
    }

    /// Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes". The server's message may quote a key: it is not kept.
    private static func failure(of result: OpaquePointer?, over connection: OpaquePointer) -> any Error {
        guard PQstatus(connection) == CONNECTION_OK, let state = PQresultErrorField(result, 67 /* PG_DIAG_SQLSTATE, 'C' */).map({ String(cString: $0) }) else {
            return LookUpFailure.down
        }
        let failure: LookUpFailure = switch state {
        // Cancelled by the statement's time, no lock in time.
        case "57014", "55P03": .timeout
        // The query does not fit the tables, would write, may not read, or cannot read a key as its column.
        case _ where ["22", "25", "42", "0A", "21", "23", "34"].contains(state.prefix(2)): .unreadable
        default: .down
        }
        return Refusal(failure: failure, state: state)
    }

    /// The texts as C has them, ended by a null, for as long as `body` runs.
    private static func withTexts<Result>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result) -> Result {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            bytes += text.utf8CString
        }
        return bytes.withUnsafeBufferPointer { buffer in
            var pointers: [UnsafePointer<CChar>?] = starts.map { start in buffer.baseAddress.map { $0 + start } }
            pointers.append(nil)
            return body(&pointers)
        }
    }
}
