import Diagnostics
@testable import Measurement
import Receipts
import Testing

@Suite("Indicators of Decision 766, goals, drafts")
struct IndicatorTests {
    /// `literal strict` of an indicator, each `numerator/denominator` or `-`.
    static func said(_ report: Report, _ id: Indicator.ID) -> String {
        func text(_ reading: IndicatorReading?) -> String { reading.map { "\($0.numerator)/\($0.denominator)" } ?? "-" }
        let indicator = report.indicators.first { $0.id == id }
        return text(indicator?.literal) + " " + text(indicator?.strict)
    }

    static func received(_ rows: [String], columns: String = "channel,fee,payment,result,on_time") -> ReceivedTable? {
        let (table, findings) = ReceivedTable.reading(
            "period,procedure,\(columns)\n" + rows.map { "2026-11,1.000001,\($0)\n" }.joined(), named: "r.csv")
        #expect(findings.isEmpty)
        return table
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let row: String
        let id: Indicator.ID
        let expected: String
    }

    // One received dossier each, and beside it one of which everything is known and good, so that nothing is "not measurable".
    @Test("one dossier of an export stands to each indicator as its definition says", arguments: [
        Row(testDescription: "online, electronic", row: "online,none,,electronic,yes", id: .online, expected: "2/2 2/2"),
        Row(testDescription: "online, but nothing is due at the end", row: "2,none,,none,yes", id: .online, expected: "2/2 2/2"),
        Row(testDescription: "online, a paper beside", row: "online,none,,both,yes", id: .online, expected: "2/2 1/2"),
        Row(testDescription: "online, paid at the counter", row: "online,due,other,electronic,yes", id: .online, expected: "2/2 1/2"),
        Row(testDescription: "online, pending", row: "online,none,,pending,open", id: .online, expected: "1/2 1/2"),
        Row(testDescription: "post", row: "3,none,,electronic,yes", id: .online, expected: "1/2 1/2"),
        Row(testDescription: "channel not said", row: ",none,,electronic,yes", id: .online, expected: "1/2 1/2"),
        Row(testDescription: "no fee stands outside", row: "online,none,,electronic,yes", id: .onlinePayment, expected: "1/1 1/1"),
        Row(testDescription: "a fee not said counts as due", row: "online,,other,electronic,yes", id: .onlinePayment, expected: "1/2 1/2"),
        Row(testDescription: "paid online after filing at the counter", row: "counter,1,2,electronic,yes", id: .onlinePayment, expected: "2/2 1/2"),
        Row(testDescription: "no document is due", row: "online,none,,none,yes", id: .electronicResult, expected: "1/1 1/1"),
        Row(testDescription: "both kinds", row: "online,none,,both,yes", id: .electronicResult, expected: "2/2 1/2"),
        Row(testDescription: "result not said", row: "online,none,,,yes", id: .electronicResult, expected: "1/2 1/2"),
        Row(testDescription: "still in time", row: "online,none,,pending,open", id: .onTime, expected: "1/1 1/1"),
        Row(testDescription: "late", row: "online,none,,paper,0", id: .onTime, expected: "1/2 1/2"),
        Row(testDescription: "not said whether late", row: "online,none,,paper,", id: .onTime, expected: "1/1 1/2"),
    ])
    func received(_ c: Row) throws {
        let table = Self.received([c.row, "online,due,online,electronic,yes"])
        #expect(Self.said(Report(of: [], received: table), c.id) == c.expected)
    }

    @Test("without a column, or where it is empty throughout, nothing is measurable")
    func missing() throws {
        let without = Report(of: [], received: Self.received(["online"], columns: "channel"))
        let empty = Report(of: [], received: Self.received([",,,,", ",,,,"]))
        for report in [without, empty] {
            #expect(Self.said(report, .onTime) == "- -")
            #expect(Self.said(report, .onlinePayment) == "- -")
            #expect(report.targets.filter { ["electronic", "online-paid", "electronic-result"].contains($0.id) }.allSatisfy { $0.verdict == .notMeasurable })
        }
        #expect(without.received?.columns == ["channel"])
    }

    @Test("the goals of 65, 80 and 100 % are judged on the export, row by row that stands for several")
    func goals() throws {
        let (table, _) = ReceivedTable.reading(
            """
            period,procedure,dossiers,channel,fee,payment,result
            2026-11,1.000001,13,online,due,online,electronic
            2026-11,1.000001.000.00.00.H38,3,online,none,,electronic
            2026-11,2.000002,4,counter,due,other,electronic
            2026-11,2.000002,3,counter,due,unpaid,electronic

            """, named: "r.csv")
        let report = Report(of: [], received: table)
        func target(_ id: String) -> Target? { report.targets.first { $0.id == id } }
        // Electronic 16 of 23; filed and paid online 13 of the 20 with a fee; all with an electronic result.
        #expect(abs((target("electronic")?.value ?? 0) - 16.0 / 23) < 1e-12)
        #expect(target("electronic")?.verdict == .notMet)
        #expect(target("online-paid")?.value == 0.65)
        #expect(target("online-paid")?.verdict == .met)
        #expect(target("electronic-result")?.verdict == .met)
        #expect(target("online-paid")?.interval == .range(lowest: 0, highest: 1, points: [
            .init(procedure: "1.000001", reduction: 1), .init(procedure: "2.000002", reduction: 0),
        ]))
        #expect(report.received?.procedures.map(\.procedure) == ["1.000001", "2.000002"])
    }

    @Test("a cell nobody knows is a finding that names the column and not the content, and its dossier stays received")
    func closedValues() throws {
        let secret = "Nguyen Van A"
        let (table, findings) = ReceivedTable.reading(
            "period,procedure,channel,fee,payment,result,on_time\n" + "2026-11,1.000001,\(secret),\(secret),\(secret),\(secret),\(secret)\n", named: "r.csv")
        #expect(findings.map { "\($0.code.rawValue) \($0.arguments.first ?? "")" } == ["D007 channel", "D007 fee", "D007 payment", "D007 result", "D007 on_time"])
        #expect(!findings.contains { finding in finding.arguments.contains { $0.contains(secret) } })
        #expect(Report(of: [], received: table).scope.coverage.received == 1)
    }

    struct Seen: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var current: [String] = []
        var blanks: [String] = []
        let papers: [SubmittedFact.DocumentFact]
        var events: [LedgerEntry.Fact] = []
        let id: Indicator.ID
        let expected: String
    }

    static func paper(_ disposition: String, digitized: Bool = false, reused: Int = 0, national: Bool = false, required: Bool = true) -> SubmittedFact.DocumentFact {
        .init(id: "p", required: required, disposition: disposition, by: nil, wasAvailable: false, digitized: digitized, reusedFlag: reused, isFromNationalStore: national)
    }

    static func lookUp(_ connector: String, _ result: String) -> LedgerEntry.Fact {
        .lookedUp(LookedUpFact(connector: connector, operation: "o", purpose: "p", attributes: 1, result: result))
    }

    static let electronic = LedgerEntry.Fact.completed(CompletedFact(isElectronic: true))
    static let onPaper = LedgerEntry.Fact.completed(CompletedFact(isElectronic: false))

    @Test("one dossier of the ledger stands to each indicator as its definition says", arguments: [
        Seen(testDescription: "digitized without a result", papers: [paper("stored", digitized: true)], id: .digitized, expected: "0/1 0/1"),
        Seen(testDescription: "digitized, result electronic", papers: [paper("stored", digitized: true)], events: [electronic], id: .digitized, expected: "1/1 1/1"),
        Seen(testDescription: "digitized, result on paper", papers: [paper("stored", digitized: true)], events: [onPaper], id: .digitized, expected: "0/1 0/1"),
        Seen(
            testDescription: "digitized, another handed in", papers: [paper("stored", digitized: true), paper("upload")], events: [electronic], id: .digitized,
            expected: "1/1 0/1"),
        Seen(testDescription: "the flag without reuse", papers: [paper("upload", digitized: true)], id: .reused, expected: "1/1 0/1"),
        Seen(testDescription: "the flag with reuse", papers: [paper("stored", digitized: true, reused: 1)], id: .reused, expected: "1/1 1/1"),
        Seen(testDescription: "reuse without the flag", papers: [paper("replaced-by-data", reused: 1)], id: .reused, expected: "0/1 0/1"),
        Seen(testDescription: "from the national store", papers: [paper("stored", reused: 1, national: true)], id: .shared, expected: "1/1 1/1"),
        Seen(testDescription: "from the national store, not demanded", papers: [paper("stored", national: true, required: false)], id: .shared, expected: "1/1 0/1"),
        Seen(testDescription: "population answered that it has none", papers: [], events: [lookUp("population", "absent")], id: .populationData, expected: "1/1 0/1"),
        Seen(testDescription: "population did not answer", papers: [], events: [lookUp("population", "timeout")], id: .populationData, expected: "0/1 0/1"),
        Seen(testDescription: "another register answered", papers: [], events: [lookUp("land", "found")], id: .populationData, expected: "0/1 0/1"),
        Seen(
            testDescription: "population saved a required atom", current: ["a x.a! prefilled @population"], blanks: ["x.a!"], papers: [],
            events: [lookUp("population", "found")], id: .populationData, expected: "1/1 1/1"),
        Seen(testDescription: "online and electronic", papers: [], events: [electronic], id: .online, expected: "1/1 1/1"),
        Seen(
            testDescription: "online, with a supplement", papers: [], events: [.supplementRequested(SupplementFact(fields: ["f"], documents: [])), electronic],
            id: .online, expected: "1/1 0/1"),
        Seen(testDescription: "a result on paper", papers: [], events: [onPaper], id: .electronicResult, expected: "0/1 -"),
        Seen(testDescription: "whether in time is not in the ledger", papers: [], events: [electronic], id: .onTime, expected: "- -"),
    ])
    func seen(_ c: Seen) throws {
        let fact = SubmittedFact(
            form: "f", version: "1", procedure: "1.000001", channel: "online", isSimulated: true, baseline: "b0", baselineStatus: "in-force",
            current: try c.current.map(Notation.leaf), blanks: try c.blanks.map(Notation.blank), documents: c.papers, confirmations: 0)
        let entries = ledger([fact]) + c.events.map { LedgerEntry(dossier: "d0", hour: "2027-01-05T08", fact: $0) }
        #expect(Self.said(Report(of: entries, period: try #require(Period(from: "2026-11-01", to: "2026-11-30"))), c.id) == c.expected)
    }

    @Test("who is in a strict numerator is in the literal one", arguments: 0..<10)
    func strictWithinLiteral(_ seed: UInt64) throws {
        let entries = RandomLives.lived(RandomEvents.ledger(seed: seed, procedures: 5, dossiers: 60), seed: seed)
        let export = ReceivedTable.reading(RandomLives.export(seed: seed, procedures: 5, rows: 80), named: "r.csv").table
        for report in [Report(of: entries), Report(of: entries, received: export)] {
            for indicator in report.indicators {
                guard let literal = indicator.literal, let strict = indicator.strict else { continue }
                #expect(strict.numerator <= literal.numerator, "\(indicator.id)")
                #expect(strict.denominator >= literal.denominator, "\(indicator.id)")
            }
        }
    }

    @Test("drafts are counted by age, up to the ledger's last event; what was submitted later is none")
    func drafts() throws {
        func opened(_ dossier: String, _ day: String) -> LedgerEntry {
            LedgerEntry(dossier: dossier, hour: "\(day)T01", fact: .opened(OpenedFact(
                form: "f", version: "1", procedure: "1.000001", purpose: "p", subjectKind: "person", channel: "online", basis: "self", hasOperator: false, isSimulated: true)))
        }
        func staged(_ dossier: String, _ day: String) -> LedgerEntry {
            LedgerEntry(dossier: dossier, hour: "\(day)T01", fact: .staged(StagedFact(number: 2, isAcrossVersions: false, isSupplement: false)))
        }
        let entries = [
            opened("a", "2026-02-01"), opened("b", "2026-02-01"), staged("b", "2026-03-30"), opened("c", "2026-02-01"), staged("c", "2026-05-25"),
            opened("d", "2026-02-01"), LedgerEntry(dossier: "d", hour: "2026-02-02T01", fact: .withdrawn), opened("e", "2026-02-28"),
            LedgerEntry(dossier: "e", hour: "2026-05-31T01", fact: .submitted(try plain(given: 0, of: 1))), opened("f", "2026-03-01"),
        ]
        let drafts = Report(of: entries, period: try #require(Period(from: "2026-02-01", to: "2026-02-28"))).drafts
        #expect((drafts.asOf, drafts.opened, drafts.open, drafts.closed) == ("2026-05-31", 5, 3, 1))
        // c lay 6 days, b 62, a 119; f was opened outside the period.
        #expect(drafts.ages.map(\.dossiers) == [1, 0, 1, 1])
        #expect((drafts.abandoned, drafts.abandonedShare) == (2, 0.4))
        #expect(Report(of: []).drafts.asOf == nil)
    }

    @Test(arguments: [("2026-03-01", "2026-02-28", 1), ("2024-03-01", "2024-02-28", 2), ("2027-01-01", "2026-01-01", 365), ("2001-01-01", "2000-01-01", 366)])
    func days(_ later: String, _ earlier: String, _ difference: Int) throws {
        #expect(try #require(CalendarSpan.number(ofDay: later)) - #require(CalendarSpan.number(ofDay: earlier)) == difference)
    }

    @Test("why papers were handed in, ranked by the dossiers that would reuse something")
    func paperReasons() throws {
        func paper(_ disposition: String, available: Bool = false, declined: Bool = false) -> SubmittedFact.DocumentFact {
            .init(id: "p", required: true, disposition: disposition, by: nil, wasAvailable: available, isDeclined: declined, digitized: false, reusedFlag: 0)
        }
        let facts = try [
            [paper("upload"), paper("upload")], [paper("upload", available: true, declined: true)], [paper("upload", available: true, declined: true)],
            [paper("upload", available: true), paper("stored")],
        ].map { papers in
            let plain = try plain(given: 0, of: 1)
            return SubmittedFact(
                form: plain.form, version: "1", procedure: plain.procedure, channel: "online", isSimulated: true, baseline: "b0", baselineStatus: "in-force",
                current: plain.current, blanks: plain.blanks, documents: papers, confirmations: 0)
        }
        let reasons = Report(of: ledger(facts)).paperReasons
        #expect(reasons.map { "\($0.code.rawValue) \($0.papers) \($0.dossiers) \($0.wouldMove)" } == ["declined 2 2 2", "not-available 2 1 1", "available 1 1 0"])
        #expect(reasons.first?.wouldAdd == 0.5)
    }

    @Test("a register's corrections and what fell back to applicants")
    func registers() throws {
        let fact = try submission(current: ["a x.a! prefilled @land", "b x.b! corrected @land", "c x.c! disputed @land", "d x.d! declared reason=timeout"])
        let calm = try submission(current: ["a x.a! prefilled @land", "d x.d! declared reason=not-held"])
        let events = [("d0", "timeout"), ("d1", "timeout"), ("d1", "found"), ("d2", "found"), ("d9", "timeout")].map {
            LedgerEntry(dossier: $0.0, hour: "2026-11-24T09", fact: Self.lookUp("land", $0.1))
        }
        let land = try #require(Report(of: ledger([fact, calm, fact]) + events).registers.first)
        // d0 failed and asked; d1 failed once and asked nothing for it; d2 did not fail there.
        #expect((land.dossiers, land.fallbacks, land.fallback) == (3, 1, 1.0 / 3))
        #expect(abs((land.correction ?? 0) - 4.0 / 7) < 1e-12)
        #expect(abs((land.correction ?? 0) + (land.acceptance ?? 0) - 1) < 1e-12)
    }
}
