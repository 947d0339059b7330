import Formats
import Foundation
import GRDB
@testable import Measurement
import NIOConcurrencyHelpers
import Receipts
@testable import Storage
import Testing

@Suite("A ledger read for its figures")
struct FoldingTests {
    /// Rows with any content, chained as the ledger would chain them.
    private func ledger(at path: String, _ contents: [String]) async throws -> SQLiteLedger {
        let ledger = try SQLiteLedger(path: path)
        let raw = try DatabaseQueue(path: path)
        try await raw.write { db in
            try db.execute(sql: "DROP TRIGGER events_continue")
            var last: LedgerRow?
            for content in contents {
                let row = LedgerRow(content: content, after: last)
                try db.execute(sql: "INSERT INTO events (sequence, previous, hash, content) VALUES (?, ?, ?, ?)", arguments: [row.sequence, row.previous, row.hash, row.content])
                last = row
            }
        }
        return ledger
    }

    private func pseudonym(_ number: Int) -> String { String(repeating: "0", count: 24) + String(number + 0x1000_0000, radix: 16) }

    /// A dossier's events, some in pseudonyms and some under other names, over hours in which a day ends in Viet Nam.
    private func entries(_ dossiers: Int) -> [LedgerEntry] {
        (0..<dossiers).flatMap { number -> [LedgerEntry] in
            let name = number % 9 == 0 ? "d\(number)" : pseudonym(number)
            func entry(_ fact: LedgerEntry.Fact, _ hour: Int = 0) -> LedgerEntry { LedgerEntry(dossier: name, hour: "2026-11-\(10 + number % 15)T\(10 + hour + number % 9)", fact: fact) }
            func called(_ connector: String) -> LedgerEntry {
                entry(.lookedUp(LookedUpFact(connector: connector, operation: "o", purpose: "p", attributes: number % 3, result: number % 4 == 0 ? "timeout" : "found", subject: pseudonym(number * 3))))
            }
            let opened = entry(.opened(OpenedFact(
                form: "form-a", version: "1", procedure: "1.000001", purpose: "p", subjectKind: "person", channel: "online", basis: "self", hasOperator: number % 5 == 0, isSimulated: number % 3 > 0,
                subject: pseudonym(number * 5))))
            let filed = submitted(name, hour: entry(.withdrawn, 1).hour, form: "form-\(number % 4)")
            let last: LedgerEntry.Fact = number % 2 == 0 ? .completed(CompletedFact(isElectronic: number % 4 > 0)) : .supplementRequested(SupplementFact(fields: ["họ_tên"], documents: ["ct01"]))
            return [opened, called("land"), called("population")] + (number % 6 > 0 ? [filed, entry(last, 2)] : [])
        }
    }

    @Test("gives what its events give, one by one")
    func equals() async throws {
        try await inFolder { folder in
            let ledger = try SQLiteLedger(path: folder.appending(path: "l.sqlite").path)
            try await ledger.append(entries(400))
            let periods = try [#require(Period(from: "2026-11-12", to: "2026-11-18")), #require(Period(from: "2026-11-19"))]
            let fold = try await ledger.folded(over: periods), read = try await ledger.entries()
            #expect(Report(of: fold).json.serialized() == Report(of: read, period: periods[0], comparedWith: periods[1]).json.serialized())
            #expect(AuditSample(of: fold, count: 50, seed: 3) == AuditSample(of: read, period: periods[0], count: 50, seed: 3))
            // 1,866 events; read as JSON were those that said something new, once by each reader at most.
            #expect(read.count > 1_800)
            #expect(fold.facts.noted < 50)
        }
    }

    @Test("reads an event as a whole where it is not written as the ledger writes it")
    func otherLayouts() async throws {
        let base = entries(60)
        let contents = base.enumerated().map { index, entry -> String in
            let members = entry.json.object?.members ?? []
            let decoy: JSON = ["dossier": .string("decoy\(index)"), "hour": "2020-01-01T00", "subject": .string("decoy\(index)")]
            switch index % 8 {
            case 0: return entry.json.serialized(.pretty)
            case 1: return JSON.object(JSONObject(members.reversed())).serialized(.compact)
            // Members nobody knows, with the names of those that count, before them and after.
            case 2: return JSON.object(JSONObject([(key: "a", value: decoy)] + members)).serialized(.canonical)
            case 3: return JSON.object(JSONObject([(key: "a", value: .array([decoy, .string(decoy.serialized())]))] + members)).serialized(.canonical)
            case 4: return JSON.object(JSONObject(members + [(key: "zz", value: decoy)])).serialized(.canonical)
            // The same text, spelt otherwise.
            case 5: return entry.json.serialized(.canonical).replacing(#""dossier":"0"#, with: #""dossier":"\u0030"#).replacing(#""dossier":"d"#, with: #""dossier":"\u0064"#)
            case 6: return #"{ "a": "\"dossier\":\"x\"","# + entry.json.serialized(.canonical).dropFirst()
            default: return entry.json.serialized(.canonical)
            }
        }
        try await inFolder { folder in
            let ledger = try await ledger(at: folder.appending(path: "l.sqlite").path, contents + contents)
            let read = try await ledger.entries()
            #expect(read.count == 2 * base.count)
            let fold = try await ledger.folded()
            #expect(Report(of: fold).json.serialized() == Report(of: base + base).json.serialized())
            #expect(AuditSample(of: fold, count: 9, seed: 1) == AuditSample(of: base + base, count: 9, seed: 1))
        }
    }

    @Test("names the first row that reads no more, whoever reads it", arguments: [[1], [30_001, 44_000], [20_000, 20_001], [44_000]])
    func unreadable(_ bad: [Int]) async throws {
        var contents = (0..<45_000).map { lookUp($0 % 5) }.map { $0.json.serialized(.canonical) }
        for (sequence, content) in zip(bad, ["{}", #"{"kind":"withdrawn","dossier":"d1"}"#]) { contents[sequence - 1] = content }
        try await inFolder { [contents] folder in
            let ledger = try await ledger(at: folder.appending(path: "l.sqlite").path, contents)
            await #expect(throws: StorageError.unreadableEvent(sequence: bad[0])) { _ = try await ledger.folded() }
        }
    }

    @Test("tells how far it is, up to the last event; of an empty ledger it has nothing to tell")
    func progress() async throws {
        try await inFolder { folder in
            let told = Progress()
            let ledger = try await ledger(at: folder.appending(path: "l.sqlite").path, (0..<45_000).map { lookUp($0 % 5).json.serialized(.canonical) })
            let fold = try await ledger.folded { told.add($0, $1) }
            #expect(told.all.map(\.read).max() == 45_000)
            #expect(told.all.allSatisfy { $0.all == 45_000 })
            #expect(Selection(fold).lookUps.reduce(0) { $0 + $1.times } == 45_000)
            let empty = try SQLiteLedger(path: folder.appending(path: "e.sqlite").path)
            #expect(Report(of: try await empty.folded()).json == Report(of: []).json)
        }
    }
}

private final class Progress: Sendable {
    private let told = NIOLockedValueBox<[(read: Int, all: Int)]>([])

    func add(_ read: Int, _ all: Int) { told.withLockedValue { $0.append((read, all)) } }

    var all: [(read: Int, all: Int)] { told.withLockedValue { $0 } }
}
