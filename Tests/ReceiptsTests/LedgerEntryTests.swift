import Formats
@testable import Receipts
import Testing

@Suite("Ledger events")
struct LedgerEntryTests {
    @Test("what is written is read back, for two thousand events")
    func roundTrip() throws {
        var maker = Maker(seed: 2)
        for _ in 0..<2_000 {
            let entry = maker.entry()
            #expect(try LedgerEntry(json: entry.json) == entry)
            #expect(try LedgerEntry(json: JSON(parsing: entry.json.serialized(.canonical))) == entry)
        }
    }

    @Test("a changed event is refused, or is another event; it is never read as the same one")
    func changed() throws {
        var maker = Maker(seed: 4)
        var refused = 0
        for _ in 0..<60 {
            let entry = maker.entry()
            for change in Changes.all(of: entry.json) {
                // A member added later is not an error: fields may be added.
                guard change.serialized().contains("\"unheard\"") == false else { continue }
                do {
                    let read = try LedgerEntry(json: change)
                    #expect(read != entry, "\(change.serialized())")
                    #expect(try LedgerEntry(json: read.json) == read)
                } catch { refused += 1 }
            }
        }
        #expect(refused > 1_000)
    }

    static let submitted: JSON = [
        "kind": "submitted", "dossier": "d", "hour": "2026-11-24T09", "form": "f", "version": "1", "procedure": "1.001193", "channel": "online", "simulated": true,
        "baseline": "b", "baselineStatus": "in-force", "confirmations": 0,
        "current": [["leaf": "a", "atom": "s1.a", "required": true, "outcome": "declared", "touched": true, "reason": "absent"]],
        "blanks": [["leaf": "a", "atom": "s1.a", "demand": "required"]],
        "documents": [["id": "p", "required": true, "disposition": "upload", "DuocSoHoa": 1, "DuocTaiSuDung": 2]],
    ]

    struct Case: CustomTestStringConvertible, Sendable {
        let list: String?, key: String, value: JSON?

        init(_ list: String?, _ key: String, _ value: JSON?) { (self.list, self.key, self.value) = (list, key, value) }

        var testDescription: String { "\(list ?? "event").\(key) = \(value?.serialized() ?? "missing")" }
    }

    @Test("what does not read is refused by the name of its member", arguments: [
        Case(nil, "kind", "closed"), Case(nil, "dossier", nil), Case(nil, "hour", 9), Case(nil, "simulated", "true"), Case(nil, "confirmations", "0"), Case(nil, "confirmations", -1),
        Case(nil, "current", nil), Case("current", "outcome", "typed"), Case("current", "required", nil), Case("current", "reason", "no idea"), Case("current", "touched", "yes"),
        Case("current", "source", 1), Case("blanks", "demand", "maybe"), Case("blanks", "role", 1), Case("current", "role", true), Case("documents", "DuocSoHoa", 2), Case("documents", "DuocTaiSuDung", 3), Case("documents", "by", true),
        Case("documents", "available", 1),
    ])
    func refused(_ c: Case) throws {
        var event = try #require(Self.submitted.object)
        if let list = c.list {
            var item = try #require(event[list]?[0]?.object)
            item[c.key] = c.value
            event[list] = [.object(item)]
        } else {
            event[c.key] = c.value
        }
        #expect(throws: LedgerFormatError(member: c.key)) { try LedgerEntry(json: .object(event)) }
    }

    @Test("a whole event reads, and a member added later does not hinder")
    func whole() throws {
        var event = try #require(Self.submitted.object)
        let entry = try LedgerEntry(json: .object(event))
        event["added"] = ["x": 1]
        #expect(try LedgerEntry(json: .object(event)) == entry)
        #expect(entry.kind == "submitted")
    }

    @Test("what the applicant changed is told a source each, beside the submission")
    func changes() throws {
        func leaf(_ id: String, _ outcome: SubmittedOutcome, _ source: String?) -> SubmittedFact.CurrentLeaf {
            .init(leaf: id, atom: "s1." + id, required: true, outcome: outcome, isTouched: true, source: source, isOwnIdentity: false, isEarlier: false, reason: nil)
        }
        let fact = SubmittedFact(
            form: "f", version: "1", procedure: "p", channel: "online", isSimulated: true, baseline: "b", baselineStatus: "in-force",
            current: [
                leaf("a", .corrected, "land"), leaf("b", .overridden, "derived"), leaf("c", .disputed, "land"), leaf("d", .corrected, "land"), leaf("e", .prefilled, "land"),
                leaf("f", .declared, nil), leaf("g", .corrected, nil),
            ], blanks: [], documents: [], confirmations: 0)
        let entry = LedgerEntry(dossier: "d", hour: "2026-11-24T09", fact: .submitted(fact))
        #expect(entry.withChanges.map(\.fact) == [
            .submitted(fact), .corrected(ChangedFact(source: "derived", leaves: ["b"])), .corrected(ChangedFact(source: "land", leaves: ["a", "d"])),
            .corrected(ChangedFact(source: "unnamed", leaves: ["g"])), .disputed(ChangedFact(source: "land", leaves: ["c"])),
        ])
        let other = LedgerEntry(dossier: "d", hour: "2026-11-24T09", fact: .withdrawn)
        #expect(other.withChanges == [other])
    }
}
