@testable import Measurement
import Receipts
import Testing

@Suite("Two periods compared")
struct ComparisonTests {
    static func split(_ before: [SubmittedFact], _ after: [SubmittedFact], attested: Set<String> = []) throws -> Change? {
        guard case .compared(let change) = try outcome(before, after, attested: attested) else { return nil }
        return change
    }

    private static func outcome(_ before: [SubmittedFact], _ after: [SubmittedFact], attested: Set<String> = []) throws -> Comparison.Outcome? {
        Report(
            of: entries(before, "a", "2026-03-10T03") + entries(after, "b", "2026-04-10T03"), period: try #require(Period(from: "2026-04-01", to: "2026-04-30")),
            comparedWith: Period(from: "2026-03-01", to: "2026-03-31"), attested: attested
        ).comparison?.outcome
    }

    private static func entries(_ facts: [SubmittedFact], _ prefix: String, _ hour: String) -> [LedgerEntry] {
        facts.enumerated().map { LedgerEntry(dossier: "\(prefix)\($0)", hour: hour, fact: .submitted($1)) }
    }

    static func equal(_ split: Change.Split?, _ expected: (Double, Double, Double, Double)) -> Bool {
        guard let split else { return false }
        let pairs = [(split.before, expected.0), (split.within, expected.1), (split.mix, expected.2), (split.after, expected.3)]
        return pairs.allSatisfy { abs($0 - $1) < 1e-12 }
    }

    @Test("the same dossiers of procedures that ask less change within them alone")
    func within() throws {
        let change = try #require(try Self.split(
            [try plain(given: 8, of: 10, procedure: "p1"), try plain(given: 6, of: 10, procedure: "p2")],
            [try plain(given: 4, of: 10, procedure: "p1"), try plain(given: 6, of: 10, procedure: "p2")]))
        #expect(Self.equal(change.macro, (0.3, 0.2, 0, 0.5)))
        #expect(Self.equal(change.weighted, (0.3, 0.2, 0, 0.5)))
        #expect((change.inBoth, change.onlyBase, change.onlyNow) == (2, 0, 0))
    }

    @Test("more dossiers of the better procedure change the mix alone, and only by volume")
    func mix() throws {
        let (good, bad) = (try plain(given: 0, of: 10, procedure: "p1"), try plain(given: 10, of: 10, procedure: "p2"))
        let change = try #require(try Self.split([good, bad], [good, good, good, bad]))
        #expect(Self.equal(change.macro, (0.5, 0, 0, 0.5)))
        #expect(Self.equal(change.weighted, (0.5, 0, 0.25, 0.75)))
    }

    @Test("a procedure that came, and a baseline that changed, are in the mix and never within")
    func series() throws {
        let old = try plain(given: 5, of: 10, procedure: "p1")
        let redrawn = SubmittedFact(
            form: old.form, version: "1", procedure: "p1", channel: "online", isSimulated: true, baseline: "b1", baselineStatus: "in-force",
            current: try plain(given: 5, of: 20, procedure: "p1").current, blanks: try plain(given: 5, of: 20, procedure: "p1").blanks, documents: [], confirmations: 0)
        // Of another legal text, as its signer says; a baseline that only grew withholds the headline, and there is nothing to compare.
        let change = try #require(try Self.split([old], [redrawn], attested: ["b1"]))
        #expect(Self.equal(change.weighted, (0.5, 0, 0.25, 0.75)))
        #expect((change.inBoth, change.onlyBase, change.onlyNow) == (0, 1, 1))
        #expect(try Self.outcome([old], [redrawn]) == .refused(.withheld))
        // Nor is there a change from a headline that was withheld.
        #expect(try Self.outcome([submission(blanks: ["a!", "b!"], procedure: "p1", form: old.form)], [old]) == .refused(.withheld))
    }

    @Test("both parts add up to the change of both headlines, whatever the ledger", arguments: 0..<20)
    func addsUp(_ seed: UInt64) throws {
        let random = RandomLives.lived(RandomEvents.ledger(seed: seed, procedures: 6, dossiers: 90), seed: seed), entries = SoundEvents.sound(random)
        let (first, second) = (try #require(Period(from: "2026-11-01", to: "2026-11-19")), try #require(Period(from: "2026-11-20", to: "2026-11-30")))
        let report = Report(of: entries, period: second, comparedWith: first, attested: SoundEvents.attested)
        guard case .compared(let change) = report.comparison?.outcome else {
            Issue.record("\(String(describing: report.comparison?.outcome))")
            return
        }
        let before = Report(of: entries, period: first, attested: SoundEvents.attested).reduction.strict.headline
        for (split, old, new) in [
            (change.macro, before.macro, report.reduction.strict.headline.macro), (change.weighted, before.weighted, report.reduction.strict.headline.weighted),
        ] {
            let split = try #require(split), (before, after) = (try #require(old), try #require(new))
            #expect(abs(split.before - before) < 1e-9 && abs(split.after - after) < 1e-9)
            #expect(abs(split.before + split.within + split.mix - split.after) < 1e-9)
        }
        // The same with what nobody answers is withheld, however well it adds up.
        #expect(Report(of: random, period: second, comparedWith: first).comparison?.outcome == .refused(.withheld))
    }

    @Test("what is not compared says why", arguments: [
        ("2025-06-01", "2025-06-30", "2025-07-01", "2025-07-31", "merger-2025"), ("2025-06-15", "2025-07-15", "2025-08-01", "2025-08-31", "merger-2025"),
        ("2025-05-01", "2025-05-31", nil, "2025-06-30", "periods-overlap"), (nil, "2025-04-30", "2025-05-01", "2025-05-31", "nothing-measurable"),
        ("2025-07-01", "2025-07-31", "2025-08-01", nil, "nothing-measurable"), ("2026-11-01", "2026-11-30", "2026-11-30", "2026-12-31", "periods-overlap"),
        (nil, nil, "2026-11-30", "2026-12-31", "merger-2025"), ("2026-11-01", "2026-11-30", "2026-12-01", nil, "nothing-measurable"),
    ] as [(String?, String?, String?, String?, String)])
    func refused(_ baseFrom: String?, _ baseTo: String?, _ from: String?, _ to: String?, _ code: String) throws {
        let entries = ledger([try plain(given: 1, of: 2)])
        let base = try #require(Period(from: baseFrom, to: baseTo))
        let report = Report(of: entries, period: try #require(Period(from: from, to: to)), comparedWith: base)
        guard case .refused(let refusal) = report.comparison?.outcome else {
            Issue.record("compared")
            return
        }
        #expect(refusal.rawValue == code)
    }

    @Test("simulated and real dossiers are not compared")
    func kinds() throws {
        let (real, simulated) = (try plain(given: 1, of: 2, simulated: false), try plain(given: 1, of: 2))
        let report = Report(
            of: Self.entries([real], "a", "2026-03-10T03") + Self.entries([simulated], "b", "2026-04-10T03"),
            period: try #require(Period(from: "2026-04-01", to: "2026-04-30")), comparedWith: Period(from: "2026-03-01", to: "2026-03-31"))
        #expect(report.comparison?.outcome == .refused(.kinds))
    }
}
