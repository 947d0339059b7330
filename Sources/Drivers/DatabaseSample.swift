public import Connectors
import Formats
import GRDB

/// A few rows of a table, to draw a manifest from.
public struct DatabaseSample: Sendable {
    public let rows: Rows
    /// Columns that hold bytes, which no mapping reads: they are not among the rows.
    public let binary: [String]

    /// - Parameters:
    ///   - address: an SQLite file, or `postgresql://…`.
    ///   - table: quoted as SQL wants it.
    /// - Throws: `.down` where the database is not there, `.unreadable` where it has no such table, or one of bytes alone.
    public init(at address: String, table: String, limit: Int) async throws(LookUpFailure) {
        do {
            self = try await BlockingWork(most: 1).run {
                if PostgresConnector.schemes.contains(where: { address.hasPrefix($0) }) {
                    let session = PostgresSession(address: address, timeout: .seconds(10))
                    defer { session.close() }
                    return try Self(in: session, table, limit)
                }
                var configuration = Configuration()
                configuration.readonly = true
                let queue = try DatabaseQueue(path: address, configuration: configuration)
                defer { try? queue.close() }
                return try queue.read { try Self(in: $0, table, limit) }
            }
        } catch let failure as LookUpFailure {
            throw failure
        } catch let error as DatabaseError {
            throw error.resultCode == .SQLITE_CANTOPEN ? .down : .unreadable
        } catch {
            throw PostgresSession.failure(error).failure
        }
    }

    /// SQLite keeps bytes in any column: those count that hold some here, or are declared for them.
    private init(in database: Database, _ table: String, _ limit: Int) throws {
        let statement = try database.makeStatement(sql: "select * from \(table) limit \(limit)")
        let columns = statement.columnNames
        var binary: Set<Int> = []
        let cursor = try Row.fetchCursor(statement)
        while let row = try cursor.next() {
            for (place, value) in row.databaseValues.enumerated() { if case .blob = value.storage { binary.insert(place) } }
        }
        // Of a table in a schema the declarations are not looked at.
        for column in (try? Row.fetchAll(database, sql: "pragma table_info(\(table))")) ?? [] {
            guard let name = column["name"] as String?, let type = column["type"] as String?, type.uppercased().contains("BLOB") else { continue }
            if let place = columns.firstIndex(of: name) { binary.insert(place) }
        }
        let kept = columns.indices.filter { !binary.contains($0) }.map { columns[$0] }
        guard !kept.isEmpty else { throw LookUpFailure.unreadable }
        let names = binary.isEmpty ? "*" : kept.map(Self.quoted).joined(separator: ", ")
        rows = try SQLConnector.rows(of: "select \(names) from \(table) limit \(limit)", [:], in: database)
        self.binary = binary.sorted().map { columns[$0] }
    }

    private init(in session: PostgresSession, _ table: String, _ limit: Int) throws {
        // The type of bytes is 17. Source: `pg_type.dat`, type `bytea`.
        let columns = try session.rows(of: .init(
            name: "columns", text: "select attname::text, (atttypid = 17)::text from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum",
            parameters: ["table"]), with: ["table": table])
        let names = columns.rows.map { (name: $0[0] ?? "", isBinary: $0[1] == "true") }
        let kept = names.filter { !$0.isBinary }.map(\.name)
        guard !kept.isEmpty else { throw LookUpFailure.unreadable }
        rows = try session.rows(of: .init(name: "sample", text: "select \(kept.map(Self.quoted).joined(separator: ", ")) from \(table) limit \(limit)", parameters: []), with: [:])
        binary = names.filter(\.isBinary).map(\.name)
    }

    /// A column as SQL takes it, whatever it is called.
    package static func quoted(_ name: String) -> String { "\"\(name.doubling("\""))\"" }

    /// The same of a table, before whose name its schema may stand, and a dot.
    package static func quotedTable(_ name: String) -> String { parts(of: name).map(quoted).joined(separator: ".") }

    /// A table's name without its schema.
    package static func unqualified(table name: String) -> String { parts(of: name).last ?? name }

    /// A dot in a name that is not plain, such as `Sheet1.csv`, is a part of it.
    private static func parts(of table: String) -> [String] {
        guard let match = table.wholeMatch(of: /([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)/) else { return [table] }
        return [String(match.1), String(match.2)]
    }
}
