import Foundation
import GRDB
@testable import Storage
import NIOConcurrencyHelpers
import Testing

@Suite("Writes that share a commit")
struct SharedCommitsTests {
    private struct Refused: Error {}

    /// Counts the transactions that reached the disk.
    private final class Commits: TransactionObserver, Sendable {
        let count = NIOLockedValueBox(0)
        func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
        func databaseDidChange(with event: DatabaseEvent) {}
        func databaseDidCommit(_ db: Database) { count.withLockedValue { $0 += 1 } }
        func databaseDidRollback(_ db: Database) {}
    }

    @Test("each stands or falls by itself, is on disk when it returns, and pays for no commit of its own")
    func each() async throws {
        try await inFolder { folder in
            let database = try DatabasePool.durable(at: folder.appending(path: "a.sqlite").path)
            try await database.write { try $0.execute(sql: "CREATE TABLE written (number INTEGER PRIMARY KEY) STRICT") }
            let commits = Commits()
            database.add(transactionObserver: commits, extent: .databaseLifetime)
            let shared = SharedCommits(database)
            let kept = await withTaskGroup(of: Int?.self) { group in
                for number in 0..<2000 {
                    group.addTask {
                        let write = try? await shared.write { db -> Int in
                            try db.execute(sql: "INSERT INTO written (number) VALUES (?)", arguments: [number])
                            // What is refused after it was written is written no more.
                            if number.isMultiple(of: 3) { throw Refused() }
                            return number
                        }
                        guard let write else { return nil }
                        let isThere = try? await database.read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM written WHERE number = ?)", arguments: [write]) }
                        return isThere == true ? write : -1
                    }
                }
                return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
            }
            #expect(kept == Set((0..<2000).filter { !$0.isMultiple(of: 3) }))
            let stored = try await database.read { try Int.fetchSet($0, sql: "SELECT number FROM written") }
            #expect(stored == kept)
            #expect(commits.count.withLockedValue { $0 } < 1000)
        }
    }

    @Test("a commit that fails is told to everybody in it, and the next one goes on")
    func failing() async throws {
        try await inFolder { folder in
            let database = try DatabasePool.durable(at: folder.appending(path: "a.sqlite").path)
            // Looked at only when the transaction ends.
            try await database.write {
                try $0.execute(sql: """
                    CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
                    CREATE TABLE child (parent INTEGER NOT NULL REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
                    """)
            }
            let shared = SharedCommits(database)
            await #expect(throws: DatabaseError.self) {
                try await shared.write { try $0.execute(sql: "INSERT INTO child (parent) VALUES (7)") }
            }
            try await shared.write { try $0.execute(sql: "INSERT INTO parent (id) VALUES (7)") }
            try await shared.write { try $0.execute(sql: "INSERT INTO child (parent) VALUES (7)") }
            #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM child") } == 1)
        }
    }
}
