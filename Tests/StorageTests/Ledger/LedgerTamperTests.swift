import Formats
import Foundation
@testable import Storage
import Testing

/// The same attacks as in memory, for a sample, through the database and the published files.
@Suite("Hands in a ledger on disk")
struct LedgerTamperTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout [String]) -> Void
        let findings: [LedgerFinding]
    }

    /// Forty events under checkpoints at 20, 30 and 35; then the whole chain made anew over other contents.
    @Test("a ledger written anew from end to end is known by its checkpoints", arguments: [
        Case(testDescription: "an edit", change: { $0[7] = $0[7].replacing("\"attributes\":7", with: "\"attributes\":8") }, findings: [.init(.edited, 8), .init(.rechained, 8)]),
        Case(testDescription: "a deletion", change: { $0.remove(at: 12) }, findings: [.init(.deleted, 13), .init(.rechained, 13)]),
        Case(testDescription: "an insertion", change: { $0.insert("{}", at: 0) }, findings: [.init(.inserted, 1), .init(.rechained, 1)]),
        Case(testDescription: "a swap", change: { $0.swapAt(3, 33) }, findings: [.init(.swapped, 4, upTo: 34), .init(.rechained, 4)]),
        Case(testDescription: "another history", change: { for index in 20..<40 { $0[index] = "{\"forged\":\(index)}" } }, findings: [.init(.forked, 21, upTo: 35), .init(.rechained, 21)]),
        Case(testDescription: "a truncation into the checkpoint", change: { $0.removeLast(10) }, findings: [.init(.truncated, 31, upTo: 35)]),
        Case(testDescription: "everything removed", change: { $0 = [] }, findings: [.init(.truncated, 1, upTo: 35)]),
        Case(testDescription: "nothing", change: { _ in }, findings: []),
        Case(testDescription: "the tail behind the checkpoint", change: { $0[37] = "{}" }, findings: []),
    ])
    func anew(_ c: Case) async throws {
        try await inFolder { folder in
            let place = try await Self.published(in: folder)
            try await LedgerHand(place.database).rewrite(c.change)
            let result = try await place.verified()
            #expect(result.findings == c.findings)
            #expect(result.json["findings"]?.array?.count == c.findings.count && result.json["checkpointed"] == 35)
            // The chain alone shows nothing.
            #expect(try await SQLiteLedger(path: place.database).verify().valid)
            #expect(result.tail == max(0, result.events - 35))
        }
    }

    private static func published(in folder: URL) async throws -> LedgerPlace {
        let place = LedgerPlace(folder: folder), ledger = try place.ledger()
        for size in [20, 30, 35] {
            let from = size == 20 ? 0 : size == 30 ? 20 : 30
            try await ledger.append((from..<size).map(lookUp))
            try await ledger.checkpoint()
        }
        try await ledger.append((35..<40).map(lookUp))
        return place
    }

    struct Published: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (LedgerPlace) async throws -> Void
        let findings: [LedgerFinding]
        var covered = 35
    }

    private static func lines(_ place: LedgerPlace, _ change: (inout [String]) -> Void) throws {
        var lines = try String(contentsOf: place.lines, encoding: .utf8).split(separator: "\n").map(String.init)
        change(&lines)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: place.lines)
    }

    private static func flip(_ place: LedgerPlace, event: Int) throws {
        var hashes = try Data(contentsOf: place.hashes)
        hashes[(event - 1) * 32 + 5] ^= 1
        try hashes.write(to: place.hashes)
    }

    @Test("a hand in what was published is seen too, and does not hide one in the ledger", arguments: [
        Published(testDescription: "a checkpoint edited", change: { try LedgerTamperTests.lines($0) { $0[1] = $0[1].replacing("05:00", with: "06:00") } }, findings: [.init(.checkpoint, 2)]),
        Published(testDescription: "a checkpoint that is no checkpoint", change: { try LedgerTamperTests.lines($0) { $0[2] = "{}" } }, findings: [.init(.checkpoint, 3)], covered: 30),
        Published(testDescription: "checkpoints out of order", change: { try LedgerTamperTests.lines($0) { $0.swapAt(0, 2) } }, findings: [.init(.checkpoint, 2), .init(.checkpoint, 3)]),
        Published(testDescription: "a hash edited: the checkpoint before still tells", change: { try LedgerTamperTests.flip($0, event: 33) }, findings: [.init(.hashes, 31, upTo: 35)]),
        Published(testDescription: "all hashes lost: the roots still tell", change: { try FileManager.default.removeItem(at: $0.hashes) }, findings: [.init(.hashes, 1, upTo: 20)]),
        Published(
            testDescription: "an event and its hash edited, and the chain made anew",
            change: { place in
                try LedgerTamperTests.flip(place, event: 33)
                try await LedgerHand(place.database).rewrite { $0[32] = "{}" }
            }, findings: [.init(.rewritten, 31, upTo: 35), .init(.hashes, 31, upTo: 35)]),
        Published(
            testDescription: "an event edited and all hashes lost",
            change: { place in
                try FileManager.default.removeItem(at: place.hashes)
                try await LedgerHand(place.database).rewrite { $0[22] = "{}" }
            }, findings: [.init(.rewritten, 21, upTo: 30), .init(.hashes, 1, upTo: 20)]),
        Published(
            testDescription: "an event edited under a hash that stands",
            change: { place in
                try LedgerTamperTests.flip(place, event: 33)
                try await LedgerHand(place.database).rewrite { $0[2] = "{}" }
            }, findings: [.init(.edited, 3), .init(.rechained, 3), .init(.rewritten, 31, upTo: 35), .init(.hashes, 31, upTo: 35)]),
    ])
    func places(_ c: Published) async throws {
        try await inFolder { folder in
            let place = try await Self.published(in: folder)
            try await c.change(place)
            let result = try await place.verified()
            #expect(result.findings == c.findings)
            #expect(result.covered?.size == c.covered)
        }
    }

    @Test("another ledger's checkpoints are not this one's, whoever signed them")
    func foreign() async throws {
        try await inFolder { folder in
            let place = try await Self.published(in: folder)
            let text = try Data(contentsOf: place.lines), hashes = try Data(contentsOf: place.hashes)
            try text.write(to: folder.appending(path: "elsewhere/other.checkpoints.jsonl"))
            try hashes.write(to: folder.appending(path: "elsewhere/other.hashes"))
            let result = try await SQLiteLedger(path: place.database).verify(with: try place.keys.verifier, checkpoints: place.checkpoints, tenant: "other")
            #expect(result.findings.map(\.kind) == [.checkpoint, .checkpoint, .checkpoint] && result.covered?.size == 0 && result.tail == 40)
            await #expect(throws: StorageError.checkpoints(.missing)) {
                try await SQLiteLedger(path: place.database).verify(with: try place.keys.verifier, checkpoints: folder.path)
            }
        }
    }
}
