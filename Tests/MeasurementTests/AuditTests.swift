import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("A sample to recount by hand")
struct AuditTests {
    @Test("the sum over all dossiers, atom by atom, is what the report counts", arguments: 0..<10)
    func whole(_ seed: UInt64) {
        let entries = RandomEvents.ledger(seed: seed, procedures: 5, dossiers: 60)
        let sample = AuditSample(of: entries, count: 1000, seed: seed)
        let report = Report(of: entries)
        #expect(sample.dossiers.count == sample.population && sample.population == report.scope.coverage.seen)
        let atoms = sample.dossiers.filter { $0.baselineStatus == "in-force" }.flatMap(\.atoms)
        #expect(atoms.count { $0.isInA } == report.reduction.strict.given)
        #expect(atoms.count { $0.isInB } == report.reduction.strict.demanded)
        for dossier in sample.dossiers {
            #expect(dossier.atoms.count { $0.isInA } == dossier.count.strict.low.given)
            #expect(dossier.atoms.count { $0.isInB } == dossier.count.strict.low.demanded)
            #expect(dossier.atoms.count { $0.isInHighB } == dossier.count.strict.high.demanded)
            #expect(dossier.atoms.count { $0.rule == .saved } == dossier.count.saved.count)
            #expect(dossier.atoms.allSatisfy { ($0.rule == .saved) == ($0.source != nil) })
        }
        // Everything the ledger can hold is met.
        #expect(Set(sample.dossiers.flatMap(\.atoms).map(\.rule)) == Set(AuditedAtom.Rule.allCases))
    }

    @Test("each rule follows from the blanks and leaves beside it", arguments: [
        ("f a! declared", "p a!", "still-given"), ("f a! prefilled @land", "p a!", "saved"), ("f a declared", "p a!", "still-given"), ("", "p a!", "saved"),
        ("f a! declared", "", "new-demand"), ("f a! declared", "p a", "new-demand"), ("f a! prefilled @land", "p a?", "unknown-demand"),
        ("f a! declared", "p a?", "unknown-demand"), ("f a declared", "p a", "answered-only"), ("f a declared", "", "answered-only"),
        ("f a prefilled @land touched", "p a", "answered-only"), ("f a prefilled @land", "p a", "neither"), ("f a! prefilled @land", "", "neither"),
        ("f a outside", "p a!", "outside"),
    ])
    func rules(_ leaf: String, _ blank: String, _ rule: String) throws {
        let fact = try submission(current: leaf.isEmpty ? [] : [leaf], blanks: blank.isEmpty ? [] : [blank])
        let atoms = AuditSample(of: ledger([fact]), count: 1, seed: 1).dossiers.first?.atoms ?? []
        #expect(atoms.map(\.rule.rawValue) == [rule])
    }

    @Test("the seed decides who is drawn, the order of events does not; a smaller sample begins a larger one")
    func draw() {
        let entries = RandomEvents.ledger(seed: 3, procedures: 5, dossiers: 80)
        let large = AuditSample(of: entries, count: 40, seed: 7)
        #expect(AuditSample(of: entries.reversed(), count: 40, seed: 7).json.serialized(.pretty) == large.json.serialized(.pretty))
        #expect(AuditSample(of: entries, count: 10, seed: 7).dossiers == Array(large.dossiers.prefix(10)))
        #expect(AuditSample(of: entries, count: 40, seed: 8).dossiers.map(\.dossier) != large.dossiers.map(\.dossier))
        #expect(Set(large.dossiers.map(\.dossier)).count == 40)
        #expect(large.json["seed"] == .number("7"))
        #expect(large.dossiers.allSatisfy { $0.hour.hasPrefix("2026-11-") })
    }

    @Test("every dossier is drawn about equally often")
    func even() {
        let entries = ledger((0..<20).compactMap { _ in try? plain(given: 1, of: 2) })
        var drawn: [String: Int] = [:]
        for seed in 0..<2000 { for dossier in AuditSample(of: entries, count: 5, seed: UInt64(seed)).dossiers { drawn[dossier.dossier, default: 0] += 1 } }
        // 500 expected each; five standard deviations are 97.
        #expect(drawn.count == 20 && drawn.values.allSatisfy { abs($0 - 500) < 97 })
    }

    @Test("the table has a row per atom and reads back")
    func table() throws {
        let sample = AuditSample(of: RandomEvents.ledger(seed: 4, procedures: 3, dossiers: 20), count: 5, seed: 1)
        let table = try Table(parsing: try sample.table.serialized())
        #expect(table.rows.count == sample.dossiers.reduce(0) { $0 + $1.atoms.count })
        #expect(table.column("in_a")?.count { $0 == "1" } == sample.dossiers.reduce(0) { $0 + $1.count.strict.low.given })
    }
}
