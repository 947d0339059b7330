import Formats
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

    /// Old communes 01, 02 and 03; the first two became 02, the third became 09. So 02 is another place after than before.
    private static let bridge = OfficeBridge(successors: ["01": "02", "02": "02", "03": "09"])

    struct Across: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Rows: period, procedure, dossiers, commune.
        let rows: [String]
        var refused: String?
        var isBridged = true
        /// The report's period and the other one.
        var days = ["2025-10-01", "2025-12-31", "2025-01-01", "2025-03-31"]
    }

    private static let before = ["2025-01,p1,2,01", "2025-02,p1,1,02", "2025-02,p1,0,03"], after = ["2025-11,p1,2,02", "2025-12,p1,4,09"]

    static let across = [
        Across(testDescription: "the same places", rows: before + after),
        Across(testDescription: "the other way round", rows: before + after, days: ["2025-01-01", "2025-03-31", "2025-10-01", "2025-12-31"]),
        Across(testDescription: "an office of before that is missing after", rows: before + ["2025-11,p1,6,02"], refused: "merger-unbridged"),
        Across(testDescription: "an office of after that is made of others too", rows: [before[0], before[1]] + after, refused: "merger-unbridged"),
        Across(testDescription: "half of what became one", rows: [before[0], before[2]] + after, refused: "merger-unbridged"),
        Across(testDescription: "an office no register of places knows", rows: before + after + ["2025-11,p1,1,77"], refused: "merger-unbridged"),
        Across(testDescription: "old codes in the period after", rows: before + ["2025-11,p1,4,01", "2025-11,p1,1,03"], refused: "merger-unbridged"),
        Across(testDescription: "a row that names no office", rows: before + after + ["2025-11,p1,1,"], refused: "merger-unbridged"),
        Across(testDescription: "more dossiers seen than the offices have", rows: ["2025-01,p1,1,01", "2025-02,p1,0,02", "2025-02,p1,0,03"] + after, refused: "merger-unbridged"),
        Across(testDescription: "an office in rows of other days alone", rows: [before[0], before[1], "2025-04,p1,1,03"] + after, refused: "merger-unbridged"),
        Across(testDescription: "no export", rows: [], refused: "merger-2025"),
        Across(testDescription: "nothing that says what communes became", rows: before + after, refused: "merger-2025", isBridged: false),
        Across(testDescription: "a period over the day itself", rows: before + after, refused: "merger-2025", days: ["2025-06-01", "2025-12-31", "2025-01-01", "2025-03-31"]),
        Across(testDescription: "a period without an end", rows: before + after, refused: "merger-2025", days: ["2025-10-01", "2025-12-31", "", "2025-07-15"]),
    ]

    @Test("across the merger periods are compared where the offices are the same places, and only there", arguments: across)
    func acrossMerger(_ c: Across) throws {
        let (one, other) = (try plain(given: 6, of: 10, procedure: "p1"), try plain(given: 4, of: 10, procedure: "p1"))
        let entries = Self.entries([one, one], "a", "2025-02-10T03") + Self.entries([other, other, other], "b", "2025-11-10T03")
        func day(_ index: Int) -> String? { c.days[index].isEmpty ? nil : c.days[index] }
        let received = c.rows.isEmpty ? nil : ReceivedTable.reading((["period,procedure,dossiers,commune"] + c.rows).joined(separator: "\n") + "\n", named: "r.csv").table
        let base = try #require(Period(from: day(2), to: day(3)))
        let report = Report(
            of: entries, period: try #require(Period(from: day(0), to: day(1))), received: received, comparedWith: base,
            bridge: c.isBridged ? Self.bridge : nil)
        #expect(report.json["comparison"]?["refused"] == c.refused.map(JSON.string) ?? .null)
        guard c.refused == nil, case .compared(let change)? = report.comparison?.outcome else { return }
        let isForward = c.days[0] > c.days[2]
        #expect(Self.equal(change.weighted, isForward ? (0.4, 0.2, 0, 0.6) : (0.6, -0.2, 0, 0.4)))
        #expect(change.offices == OfficeBridge.Offices(before: 3, after: 2) && report.json["comparison"]?["offices"] == ["before": 3, "after": 2])
        // How many offices there are is no figure the public edition has been taught to judge.
        #expect(PublicReport(report).json["comparison"]?["offices"]?["before"]?.number == nil)
    }

    @Test("a commune that was parted is no single one's: it is bridged where all its parts are there, and there alone", arguments: [
        (["1", "2"], ["8", "9"], true), (["1", "2"], ["8"], false), (["1"], ["8", "9"], false), (["1"], ["8"], false), (["2"], ["9"], false), (["1", "2", "3"], ["7", "8", "9"], true), (["3"], ["7"], true),
    ] as [(Set<String>, Set<String>, Bool)])
    func parted(_ before: Set<String>, _ after: Set<String>, _ isSame: Bool) {
        // Of 1 a part became 8 and the rest, with 2, became 9.
        for order in [[("1", "8"), ("1", "9"), ("2", "9"), ("3", "7")], [("3", "7"), ("2", "9"), ("1", "9"), ("1", "8")]] {
            let bridge = OfficeBridge(order.map { (before: $0.0, after: $0.1) })
            #expect(bridge.offices(before: before, after: after) == (isSame ? OfficeBridge.Offices(before: before.count, after: after.count) : nil))
        }
    }

    @Test("periods of one side need no offices")
    func sameSide() throws {
        let change = try #require(try Self.split([try plain(given: 6, of: 10)], [try plain(given: 4, of: 10)]))
        #expect(change.offices == nil)
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
