import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("Flags")
struct IntegrityTests {
    private func flags(_ facts: [SubmittedFact]) -> [String] { Report(of: ledger(facts)).integrity.flags.map(\.code.rawValue) }

    /// 200 facts demanded, one of them left out: half a point, and no more.
    @Test("half a percentage point is let pass, and nothing beyond it", arguments: [(0, []), (1, []), (2, ["left-out"])] as [(Int, [String])])
    func threshold(_ leftOut: Int, _ raised: [String]) throws {
        let current = (leftOut..<200).map { "f\($0) a\($0)! prefilled @population" }
        let fact = try submission(current: current, blanks: (0..<200).map { "a\($0)!" })
        let report = Report(of: ledger([fact]))
        #expect(report.integrity.flags.map(\.code.rawValue) == raised)
        #expect(report.integrity.isWithheld == !raised.isEmpty)
    }

    @Test("several small things are as much as one large one")
    func together() throws {
        // One left out of 200, and one set outside beside them: each half a point at most.
        let current = (1..<200).map { "f\($0) a\($0)! prefilled @population" } + ["f200 a200! outside"]
        let fact = try submission(current: current, blanks: (0..<201).map { "a\($0)!" })
        #expect(flags([fact]) == ["left-out", "set-outside"])
    }

    @Test("one procedure's flag withholds the headline, and the side figure is that of the others")
    func others() throws {
        let honest = try plain(given: 1, of: 4, procedure: "1.000001"), cheat = try submission(blanks: ["a!", "b!"], procedure: "1.000002", form: "form-b")
        let report = Report(of: ledger([honest, cheat]))
        #expect(report.integrity.reasons == [.leftOut] && report.integrity.withoutFlagged.strict == Headline(macro: 0.75, weighted: 0.75))
        #expect(report.integrity.withoutFlagged.procedures == 1 && report.integrity.withoutFlagged.dossiers == 1)
        #expect(report.procedures.map { report.integrity.codes(of: $0.key) } == [[], [.leftOut]])
        // As counted it stays; as shown it is not there.
        #expect(report.reduction.strict.headline.macro == 0.875 && report.published.reduction.strict.headline == Headline(macro: nil, weighted: nil))
        #expect(report.reduction.strict.demanded == 6 && report.published.reduction.strict.demanded == nil)
    }

    /// 995 or 994 facts of procedures no flag is about, and some of one that left out all but one.
    @Test("what is left is nearly the headline where next to nothing of what is demanded is flagged: it is withheld too", arguments: [(4, true), (5, true), (6, false)])
    func nearly(_ flagged: Int, _ isClose: Bool) throws {
        let cheat = try submission(current: ["f0 a0! declared"], blanks: (0..<flagged).map { "a\($0)!" }, procedure: "1.000002")
        let honest = try plain(given: 400, of: 1000 - flagged), report = Report(of: ledger([honest, cheat]))
        #expect(report.integrity.reasons == [.leftOut] && report.reduction.strict.demanded == 1000)
        let json = report.json, rest = json["integrity"]?["withoutFlagged"], row = json["procedures"]?[0]
        #expect((rest?["weighted"] == .null) == isClose && (rest?["macro"] == .null) == isClose && rest?["dossiers"]?.number == "1")
        #expect((row?["A"] == .null) == isClose && row?["withheldBy"] == (isClose ? ["left-out"] : []))
    }

    @Test("more dossiers than can have been received are named; a row that reaches over an end of the period may be all of it", arguments: [
        ("2026-11-24", 1, ["not-received"]), ("2026-11-24", 2, []), ("2026-11", 1, ["not-received"]), ("2026-11", 2, []), ("2026", 0, ["not-received"]),
    ] as [(String, Int, [String])])
    func received(_ span: String, _ dossiers: Int, _ raised: [String]) throws {
        let entries = ledger([try plain(given: 1, of: 4, procedure: "1.000001"), try plain(given: 1, of: 4, procedure: "1.000001")])
        let received = ReceivedTable.reading("period,procedure,dossiers\n\(span),1.000001,\(dossiers)\n", named: "received.csv").table
        let report = Report(of: entries, period: try #require(Period(from: "2026-11-20", to: "2026-11-30")), received: received)
        #expect(report.scope.coverage.seen == 2 && report.integrity.flags.map(\.code.rawValue) == raised)
    }

    @Test("what an office asks for again does not hide that a baseline grew")
    func askedAgain() throws {
        func fact(_ blanks: [String]) throws -> [SubmittedFact.BaselineLeaf] { try submission(blanks: blanks).blanks }
        let grown = try submission(current: ["f a! prefilled @land", "g b! prefilled @land"], blanks: ["a!", "b!"])
        let replayed = SubmittedFact(
            form: grown.form, version: grown.version, procedure: grown.procedure, channel: grown.channel, isSimulated: grown.isSimulated, baseline: grown.baseline,
            baselineStatus: grown.baselineStatus, current: grown.current, blanks: grown.blanks, documents: [], confirmations: 0,
            replaced: .init(baseline: "before", baselineStatus: grown.baselineStatus, blanks: try fact(["a!"])))
        let entries = ledger([replayed])
        let again = entries.map { LedgerEntry(dossier: $0.dossier, hour: $0.hour, fact: .supplementRequested(SupplementFact(fields: ["f"], documents: []))) }
        for events in [entries, entries + again] { #expect(Report(of: events).integrity.flags.map(\.code) == [.baselineGrew]) }
    }

    @Test("a provisional baseline is in no headline and withholds none")
    func provisional() throws {
        #expect(flags([try plain(given: 1, of: 4), try submission(blanks: ["a!"], form: "form-b", status: "provisional")]) == [])
    }

    @Test("a comparison of what is withheld is refused")
    func comparison() throws {
        let old = LedgerEntry(dossier: "a", hour: "2026-10-10T09", fact: .submitted(try plain(given: 1, of: 4)))
        func report(_ fact: SubmittedFact) throws -> Report {
            let base = try #require(Period(from: "2026-10-01", to: "2026-10-31"))
            return Report(
                of: [old, LedgerEntry(dossier: "b", hour: "2026-11-10T09", fact: .submitted(fact))], period: try #require(Period(from: "2026-11-01", to: "2026-11-30")),
                comparedWith: base)
        }
        guard case .compared? = try report(try plain(given: 1, of: 4)).comparison?.outcome else {
            Issue.record("not compared")
            return
        }
        #expect(try report(try submission(blanks: ["a!", "b!"])).comparison?.outcome == .refused(.withheld))
    }

    @Test("the order of events decides nothing")
    func order() {
        var random = SplitMix64(seed: 5)
        let entries = RandomFlags.flagged(RandomEvents.ledger(seed: 5, procedures: 5, dossiers: 120, mixed: true, baselines: 2), seed: 5)
        let once = Report(of: entries).integrity
        #expect(Set(once.flags.map(\.code)).isSuperset(of: [.leftOut, .setOutside, .baselineGrew, .undecidedDemand, .askedElsewhere, .retyped, .reusedUploaded]), "\(once.reasons)")
        for _ in 0..<3 { #expect(Report(of: entries.shuffled(using: &random)).integrity == once) }
    }

    @Test("every flag has a name and a threshold of its own")
    func codes() {
        #expect(Set(IntegrityFlag.Code.allCases.map(\.rawValue)).count == 12)
        #expect(IntegrityFlag.Code.allCases.filter(\.isWithholding).count == 9)
        #expect(IntegrityFlag.Code.allCases.allSatisfy { (0...0.1).contains($0.threshold) })
    }
}
