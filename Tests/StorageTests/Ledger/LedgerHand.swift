import GRDB
import Receipts
@testable import Storage

/// A hand in a ledger's rows: another program, with the triggers dropped.
struct LedgerHand {
    private let database: DatabaseQueue

    init(_ path: String) throws {
        var configuration = Configuration()
        // The ledger may not be closed yet.
        configuration.busyMode = .timeout(60)
        database = try DatabaseQueue(path: path, configuration: configuration)
    }

    func run(_ sql: String) async throws {
        try await database.write { db in
            try Self.disarm(db)
            try db.execute(sql: sql)
        }
    }

    /// Writes the whole ledger anew with other contents, hashes and numbers as if they had always been these.
    func rewrite(_ change: @escaping @Sendable (inout [String]) -> Void) async throws {
        try await database.write { db in
            try Self.disarm(db)
            var contents = try String.fetchAll(db, sql: "SELECT content FROM events ORDER BY sequence")
            change(&contents)
            try db.execute(sql: "DELETE FROM events")
            var last = LedgerRow.origin
            for (index, content) in contents.enumerated() {
                let hash = LedgerRow.digest(last, content)
                try db.execute(sql: "INSERT INTO events (sequence, previous, hash, content) VALUES (?, ?, ?, ?)", arguments: [index + 1, last, hash, content])
                last = hash
            }
            try db.execute(sql: "UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'", arguments: [contents.count])
        }
    }

    private static func disarm(_ db: GRDB.Database) throws {
        try db.execute(sql: "DROP TRIGGER IF EXISTS events_never_change; DROP TRIGGER IF EXISTS events_never_go; DROP TRIGGER IF EXISTS events_continue")
    }
}
