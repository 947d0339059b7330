import Crypto
import Formats
import Foundation
import GRDB
import Receipts
@testable import Storage
import Testing

@Suite("The ledger")
struct LedgerTests {
    @Test("gives back what was written, in order, and verifies")
    func roundTrip() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "ledger.sqlite").path
            let entries = (0..<1203).map(lookUp) + [submitted("d1")]
            let ledger = try SQLiteLedger(path: path)
            #expect(try await ledger.verify() == LedgerVerification(events: 0))
            try await ledger.append(Array(entries.prefix(700)))
            try await ledger.append(Array(entries.dropFirst(700)))
            #expect(try await ledger.entries() == entries)
            // Opened a second time: same schema, same events, the chain goes on.
            let again = try SQLiteLedger(path: path)
            try await again.append([lookUp(5)])
            #expect(try await again.verify() == LedgerVerification(events: 1205))
            #expect(try await again.verify().json.serialized(.canonical)
                == #"{"checkpointed":null,"events":1205,"findings":[],"schema":"onceonly/ledger-verify/1","tail":null,"tenant":"main","upTo":1205,"valid":true}"#)
        }
    }

    @Test("an opening or submission is written once, a look-up each time")
    func idempotent() async throws {
        try await inFolder { folder in
            let ledger = try SQLiteLedger(path: folder.appending(path: "l.sqlite").path)
            let first = [submitted("d1"), lookUp(1)]
            try await ledger.append(first)
            // The same again an hour later, another dossier, another content, and twice in one call.
            try await ledger.append([submitted("d1", hour: "2026-11-24T10"), submitted("d2"), submitted("d1", form: "form-b"), submitted("d2"), lookUp(1)])
            #expect(try await ledger.entries() == first + [submitted("d2"), submitted("d1", form: "form-b"), lookUp(1)])
        }
    }

    @Test("the database refuses every change, and an insert that does not continue the chain", arguments: [
        "UPDATE events SET content = '{}' WHERE sequence = 2", "DELETE FROM events WHERE sequence = 3", "DELETE FROM events",
        "UPDATE events SET hash = 'x'", "INSERT OR REPLACE INTO events (sequence, previous, hash, content) SELECT sequence, previous, hash, '{}' FROM events WHERE sequence = 2",
        "INSERT INTO events (sequence, previous, hash, content) VALUES (9, 'x', 'y', '{}')",
        "INSERT INTO events (previous, hash, content) VALUES ('x', 'y', '{}')",
    ])
    func refuses(_ sql: String) async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "l.sqlite").path
            let ledger = try SQLiteLedger(path: path)
            try await ledger.append((0..<5).map(lookUp))
            let raw = try DatabaseQueue(path: path)
            await #expect(throws: DatabaseError.self) { try await raw.write { try $0.execute(sql: sql) } }
            #expect(try await ledger.verify() == LedgerVerification(events: 5))
        }
    }

    struct Tampering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        let firstBad: Int
    }

    /// Twenty events, the triggers dropped, then one hand in the rows.
    @Test("a change behind its back is found and located", arguments: [
        Tampering(
            testDescription: "an edit of one digit", sql: "UPDATE events SET content = replace(content, '\"attributes\":7', '\"attributes\":8') WHERE sequence = 8", firstBad: 8),
        Tampering(testDescription: "an edit of the first event", sql: "UPDATE events SET content = content || ' ' WHERE sequence = 1", firstBad: 1),
        Tampering(testDescription: "an edit of the last event", sql: "UPDATE events SET content = content || ' ' WHERE sequence = 20", firstBad: 20),
        Tampering(testDescription: "content that is no event", sql: "UPDATE events SET content = '{}' WHERE sequence = 4", firstBad: 4),
        Tampering(testDescription: "an edited hash", sql: "UPDATE events SET hash = replace(hash, substr(hash, 1, 1), 'f') || '0' WHERE sequence = 12", firstBad: 12),
        Tampering(testDescription: "an edited link", sql: "UPDATE events SET previous = '\(String(repeating: "0", count: 64))' WHERE sequence = 12", firstBad: 12),
        Tampering(
            testDescription: "two events swapped",
            sql: "UPDATE events SET sequence = 100 WHERE sequence = 6; UPDATE events SET sequence = 6 WHERE sequence = 7; UPDATE events SET sequence = 7 WHERE sequence = 100",
            firstBad: 6),
        Tampering(testDescription: "the contents of two events swapped", sql: "UPDATE events SET content = (SELECT content FROM events AS o WHERE o.sequence = 19 - events.sequence) WHERE sequence IN (9, 10)", firstBad: 9),
        Tampering(testDescription: "a deletion in the middle", sql: "DELETE FROM events WHERE sequence = 13", firstBad: 13),
        Tampering(
            testDescription: "a deletion with the numbers closed up", sql: "DELETE FROM events WHERE sequence = 13; UPDATE events SET sequence = sequence - 1 WHERE sequence > 13",
            firstBad: 13),
        Tampering(testDescription: "the first event deleted", sql: "DELETE FROM events WHERE sequence = 1", firstBad: 1),
        Tampering(testDescription: "the last events deleted", sql: "DELETE FROM events WHERE sequence > 17", firstBad: 18),
        Tampering(testDescription: "an event inserted", sql: "UPDATE events SET sequence = sequence + 100 WHERE sequence > 5; INSERT INTO events SELECT 6, previous, hash, content FROM events WHERE sequence = 5", firstBad: 6),
        Tampering(testDescription: "an event before the first", sql: "INSERT INTO events SELECT 0, previous, hash, content FROM events WHERE sequence = 1", firstBad: 0),
        Tampering(testDescription: "everything deleted", sql: "DELETE FROM events", firstBad: 1),
    ])
    func detects(_ c: Tampering) async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "l.sqlite").path
            let ledger = try SQLiteLedger(path: path)
            try await ledger.append((0..<20).map(lookUp))
            let raw = try DatabaseQueue(path: path)
            try await raw.write { db in
                try db.execute(sql: "DROP TRIGGER events_never_change; DROP TRIGGER events_never_go; DROP TRIGGER events_continue")
                try db.execute(sql: c.sql.replacing("INSERT INTO events SELECT", with: "INSERT INTO events (sequence, previous, hash, content) SELECT"))
            }
            let verification = try await ledger.verify()
            #expect(!verification.valid)
            #expect(verification.firstBad == c.firstBad)
            #expect(verification.upTo == max(0, c.firstBad - 1))
        }
    }

    @Test("a failed append leaves nothing behind")
    func transaction() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "l.sqlite").path
            let ledger = try SQLiteLedger(path: path)
            try await ledger.append([lookUp(1)])
            let raw = try DatabaseQueue(path: path)
            // The disk says no at the third of five.
            try await raw.write { try $0.execute(sql: "CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.sequence = 4 BEGIN SELECT RAISE(ABORT, 'full'); END") }
            await #expect(throws: DatabaseError.self) { try await ledger.append((0..<5).map(lookUp)) }
            #expect(try await ledger.entries() == [lookUp(1)])
            try await raw.write { try $0.execute(sql: "DROP TRIGGER full") }
            try await ledger.append((0..<5).map(lookUp))
            #expect(try await ledger.verify() == LedgerVerification(events: 6))
        }
    }

    @Test("writers at the same time make one chain")
    func writers() async throws {
        try await inFolder { folder in
            let path = folder.appending(path: "l.sqlite").path
            let ledgers = [try SQLiteLedger(path: path), try SQLiteLedger(path: path)]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<12 {
                    group.addTask { for number in 0..<5 { try await ledgers[task % 2].append([lookUp(task * 10 + number), submitted("same")]) } }
                }
                try await group.waitForAll()
            }
            #expect(try await ledgers[0].verify() == LedgerVerification(events: 61))
        }
    }

    @Test("an exported line can be checked with a hash function and nothing of ours")
    func export() async throws {
        try await inFolder { folder in
            let ledger = try SQLiteLedger(path: folder.appending(path: "l.sqlite").path)
            try await ledger.append([lookUp(1), submitted("d1")])
            var previous = String(repeating: "0", count: 64)
            var lines: [String] = []
            for try await row in ledger.rows() { lines.append(row.exportLine) }
            #expect(lines.count == 2)
            for (index, line) in lines.enumerated() {
                let json = try JSON(parsing: line)
                let event = try #require(json["event"])
                let hash = SHA256.hash(data: Data((previous + event.serialized(.canonical)).utf8)).map { String(format: "%02x", $0) }.joined()
                #expect(json["previous"]?.string == previous)
                #expect(json["hash"]?.string == hash)
                #expect(json["sequence"]?.number == "\(index + 1)")
                previous = hash
            }
        }
    }
}
