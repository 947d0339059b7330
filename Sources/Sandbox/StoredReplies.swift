import Foundation
import GRDB

/// Replies a register wrote down, found by key: one indexed read, whatever the size of the province.
struct StoredReplies: Sendable {
    private let queue: DatabaseQueue

    init(_ file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw ProvinceError.notAProvince(file.deletingLastPathComponent().path)
        }
        var configuration = Configuration()
        configuration.readonly = true
        queue = try DatabaseQueue(path: file.path, configuration: configuration)
    }

    /// - Returns: the reply, or nil where the register holds nothing under this key.
    func body(_ key: String) async throws -> String? {
        try await queue.read { database in
            let statement = try database.cachedStatement(sql: "select body from reply where key = ?")
            return try String.fetchOne(statement, arguments: [key])
        }
    }

    /// The reply under the next key of the same shape: about somebody else.
    ///
    /// - Parameter shape: a pattern of SQLite's `glob`, such as `/civil/persons/*/birth`.
    func otherBody(than key: String, shape: String) async throws -> String? {
        try await queue.read { database in
            // A star reaches over slashes: what lies below the shape is another kind of reply, about the same person.
            for sql in ["select body from reply where key > ?1 and key glob ?2 and key not glob ?2 || '/*' order by key limit 1",
                "select body from reply where key < ?1 and key glob ?2 and key not glob ?2 || '/*' order by key limit 1"] {
                let statement = try database.cachedStatement(sql: sql)
                if let body = try String.fetchOne(statement, arguments: [key, shape]) { return body }
            }
            return nil
        }
    }
}
