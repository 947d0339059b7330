public import Connectors
import GRDB

/// A few rows of a table, to draw a manifest from.
public enum DatabaseSample {
    /// - Parameters:
    ///   - address: an SQLite file, or `postgresql://…`.
    ///   - table: quoted as SQL wants it.
    /// - Throws: `.down` where the database is not there, `.unreadable` where it has no such table.
    public static func rows(at address: String, table: String, limit: Int) async throws(LookUpFailure) -> Rows {
        let query = "select * from \(table) limit \(limit)"
        do {
            return try await onThread {
                if PostgresConnector.schemes.contains(where: { address.hasPrefix($0) }) {
                    let session = PostgresSession(address: address, timeout: .seconds(10))
                    defer { session.close() }
                    return try session.rows(of: .init(name: "sample", text: query, parameters: []), with: [:])
                }
                var configuration = Configuration()
                configuration.readonly = true
                let queue = try DatabaseQueue(path: address, configuration: configuration)
                defer { try? queue.close() }
                return try queue.read { database in try SQLConnector.rows(of: query, [:], in: database) }
            }
        } catch let failure as LookUpFailure {
            throw failure
        } catch let error as DatabaseError {
            throw error.resultCode == .SQLITE_CANTOPEN ? .down : .unreadable
        } catch {
            throw .down
        }
    }
}
