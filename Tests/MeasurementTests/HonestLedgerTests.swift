@testable import Measurement
import Receipts
import Testing

/// Ledgers of honest offices that look like a cheat, each beside the cheat it looks like. A flag that fires on the one would be
/// switched off, and then fire on nothing.
@Suite("Honest ledgers beside the cheats they look like")
struct HonestLedgerTests {
    private func raised(_ entries: [LedgerEntry], attested: Set<String> = []) -> [String] {
        Report(of: entries, attested: attested).integrity.flags.map(\.code.rawValue)
    }

    // MARK: baselines

    /// A dossier that gives the first fact demanded; a register has the others.
    private func filed(
        on baseline: String, _ blanks: [String], status: String = "in-force", simulated: Bool = true, replacing old: (baseline: String, blanks: [String])? = nil, oldStatus: String = "in-force"
    ) throws -> SubmittedFact {
        let demanded = try blanks.map(Notation.blank), atoms = demanded.map(\.atom)
        return try submission(
            current: atoms.enumerated().map { $0 == 0 ? "f\($0) \($1)! declared" : "f\($0) \($1)! prefilled @land" }, blanks: blanks, status: status, simulated: simulated, baseline: baseline,
            replaced: try old.map { .init(baseline: $0.baseline, baselineStatus: oldStatus, blanks: try $0.blanks.map(Notation.blank)) })
    }

    /// In an hour of its own each, the first the earliest.
    private func oneAfterTheOther(_ facts: [SubmittedFact]) -> [LedgerEntry] {
        facts.enumerated().map { LedgerEntry(dossier: "d\($0)", hour: "2026-11-24T1\($0)", fact: .submitted($1)) }
    }

    private static let a = ["1 s1.a! role=reader", "2 s1.b! role=reader"]
    private static let b = a + ["3 s1.c! role=reader", "4 s1.d! role=reader"]

    struct Correction: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let blanks: [String]
        /// Whether it says what it replaces, or stands in the place of the first one.
        var isReplacing = true
        let raised: [String]
    }

    @Test("a baseline corrected after one that was signed on another legal text is laid beside that one", arguments: [
        Correction(testDescription: "a blank is taken out", blanks: Array(b.dropLast()), raised: []),
        Correction(testDescription: "a blank is written otherwise", blanks: b.dropLast() + ["5 s1.d! role=reader"], raised: []),
        Correction(testDescription: "a blank is added", blanks: b + ["5 s1.e! role=reader"], raised: ["baseline-grew"]),
        Correction(testDescription: "it says nothing of what it replaces", blanks: Array(b.dropLast()), isReplacing: false, raised: ["baseline-grew"]),
    ])
    func corrected(_ c: Correction) throws {
        let first = try filed(on: "a", Self.a), signed = try filed(on: "b", Self.b, replacing: ("a", Self.a))
        let corrected = try filed(on: "c", c.blanks, replacing: c.isReplacing ? ("b", Self.b) : nil)
        // And once more, by one that is exactly the same paper.
        let again = try filed(on: "d", c.blanks, replacing: ("c", c.blanks))
        #expect(raised(oneAfterTheOther([first, signed, corrected]), attested: ["b"]) == c.raised)
        #expect(Set(raised(oneAfterTheOther([first, signed, corrected, again]), attested: ["b"])) == Set(c.raised))
        // Signed by nobody, it grew from the start.
        #expect(raised(oneAfterTheOther([first, signed, corrected])).contains("baseline-grew"))
    }

    struct Renumbering: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let before, after: [String]
        let raised: [String]
    }

    @Test("a blank with another number is the same blank, whose fact it is deciding; another person's is another", arguments: [
        Renumbering(testDescription: "other numbers", before: a, after: ["11 s1.a! role=reader", "12 s1.b! role=reader"], raised: []),
        Renumbering(testDescription: "other numbers, and other names in the dossier", before: a, after: ["11 s3.a! role=reader", "12 s3.b! role=reader"], raised: []),
        Renumbering(testDescription: "facts of the dossier", before: ["1 dossier.a!"], after: ["2 dossier.a!"], raised: []),
        Renumbering(testDescription: "of a role that is nobody yet", before: ["1 role:heir.a!", "2 s1.b! role=reader"], after: ["3 s1.b! role=reader", "4 s2.a! role=heir"], raised: []),
        Renumbering(testDescription: "older than roles, with the same numbers", before: ["1 s1.a!", "2 s1.b!"], after: a, raised: []),
        Renumbering(testDescription: "older than roles, with others", before: ["1 s1.a!", "2 s1.b!"], after: ["1 s1.a!", "12 s1.b!"], raised: ["baseline-grew"]),
        Renumbering(testDescription: "one more, of another person", before: a, after: a + ["13 s2.a! role=mother"], raised: ["baseline-grew"]),
        Renumbering(testDescription: "another person behind the same number", before: a, after: ["1 s1.a! role=reader", "2 s2.b! role=mother"], raised: ["baseline-grew"]),
        Renumbering(testDescription: "one for the whole, then one for each row", before: a, after: a + ["3#1 s1.b#1! role=reader", "3#2 s1.b#2! role=reader"], raised: ["baseline-grew"]),
        Renumbering(testDescription: "one more, and an optional one of the same fact beside it", before: a, after: a + ["3 s1.c role=reader", "4 s1.c! role=reader"], raised: ["baseline-grew"]),
    ])
    func renumbered(_ c: Renumbering) throws {
        #expect(raised(oneAfterTheOther([try filed(on: "a", c.before), try filed(on: "b", c.after)])) == c.raised)
        // Replayed on the one it replaced, the same answers tell it whatever the numbers are.
        let isSameSubject = c.before.allSatisfy { $0.contains("s1.") } && c.after.allSatisfy { $0.contains("s1.") }
        if isSameSubject, c.raised.isEmpty { #expect(raised(oneAfterTheOther([try filed(on: "a", c.before), try filed(on: "b", c.after, replacing: ("a", c.before))])) == []) }
    }

    @Test("what was tried out is no paper: neither simulated dossiers nor a provisional baseline are held against the real ones")
    func triedOut() throws {
        let october = LedgerEntry(dossier: "trial", hour: "2026-10-10T09", fact: .submitted(try filed(on: "a", Self.a, simulated: true)))
        let provisional = LedgerEntry(dossier: "trial", hour: "2026-10-10T09", fact: .submitted(try filed(on: "a", Self.a, status: "provisional", simulated: false)))
        let real = LedgerEntry(dossier: "real", hour: "2026-11-10T09", fact: .submitted(try filed(on: "b", Self.b, simulated: false)))
        let november = try #require(Period(from: "2026-11-01", to: "2026-11-30"))
        #expect(Report(of: [october, real], period: november).integrity.flags == [])
        #expect(raised([provisional, real]) == [])
        // Also where the paper says that it takes the provisional one's place.
        let completed = try filed(on: "b", Self.b, simulated: false, replacing: ("a", Self.a), oldStatus: "provisional")
        #expect(raised([provisional, LedgerEntry(dossier: "real", hour: "2026-11-10T09", fact: .submitted(completed))]) == [])
        // The same with real dossiers on a paper in force.
        let before = LedgerEntry(dossier: "before", hour: "2026-10-10T09", fact: .submitted(try filed(on: "a", Self.a, simulated: false)))
        #expect(Report(of: [before, real], period: november).integrity.flags.map(\.code) == [.baselineGrew])
        // A trial hides no growth that real dossiers show.
        #expect(Report(of: [october, before, real], period: november).integrity.flags.map(\.code) == [.baselineGrew])
    }

    @Test("the filings of a trial crowd no real subject")
    func triedOutBySubject() throws {
        func filed(_ subject: String, _ times: Int, simulated: Bool, given: Int, hour: String) throws -> [LedgerEntry] {
            try (0..<times).flatMap { Filing(subject: subject, hour: hour).entries("\(subject)\(simulated)\($0)", try plain(given: given, of: 4, form: "f", simulated: simulated)) }
        }
        let others = try filed("x", 1, simulated: false, given: 3, hour: "2026-11-10T09") + filed("y", 1, simulated: false, given: 3, hour: "2026-11-10T09")
        let trial = try filed("z", 3, simulated: true, given: 1, hour: "2026-11-02T09")
        let november = try #require(Period(from: "2026-11-05", to: "2026-11-30"))
        #expect(Report(of: others + trial + (try filed("z", 2, simulated: false, given: 1, hour: "2026-11-10T09")), period: november).integrity.flags == [])
        #expect(Report(of: others + trial + (try filed("z", 4, simulated: false, given: 1, hour: "2026-11-10T09")), period: november).integrity.flags.map(\.code) == [.crowdedSubjects])
    }

    // MARK: subjects

    struct Person: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What one form fills in, and what another of the same procedure asks of the same applicant.
        let saved, asked: [String]
        let isRaised: Bool
    }

    @Test("a second form that asks of somebody else asks nothing again", arguments: [
        Person(testDescription: "the father, the mother being filled in", saved: ["m s2.name! prefilled @population role=mother", "f s3.name! declared role=father"], asked: ["x s2.name! declared role=father"], isRaised: false),
        Person(testDescription: "a witness beside the applicant", saved: ["a s1.name! prefilled @population role=reader"], asked: ["a s1.born! declared role=reader", "w s2.name! declared role=witness"], isRaised: false),
        Person(testDescription: "the applicant again", saved: ["a s1.name! prefilled @population role=reader"], asked: ["x s1.name! declared role=reader"], isRaised: true),
        Person(testDescription: "the applicant under another name", saved: ["a s1.name! prefilled @population role=reader"], asked: ["x s1.name! declared role=visitor"], isRaised: true),
        Person(
            testDescription: "the applicant under a second name of the same subject", saved: ["a s1.name! prefilled @population role=reader"],
            asked: ["y s1.born! prefilled @population role=reader", "x s1.name! declared role=visitor"], isRaised: true),
        Person(testDescription: "the mother again, under another name in the dossier", saved: ["m s2.name! prefilled @population role=mother"], asked: ["x s9.name! declared role=mother"], isRaised: true),
        Person(testDescription: "the dossier's own fact", saved: ["p dossier.purpose! derived @derived"], asked: ["x dossier.purpose! declared"], isRaised: true),
        Person(testDescription: "events older than roles", saved: ["m s2.name! prefilled @population"], asked: ["x s3.name! declared"], isRaised: true),
        Person(testDescription: "another fact of the same person", saved: ["a s1.name! prefilled @population role=reader"], asked: ["x s1.born! declared role=reader"], isRaised: false),
    ])
    func ofSomebodyElse(_ c: Person) throws {
        func fact(_ leaves: [String], form: String) throws -> SubmittedFact {
            let atoms = try leaves.map { leaf in (try Notation.leaf(leaf).atom, leaf.split(separator: " ").first { $0.hasPrefix("role=") }.map(String.init) ?? "") }
            return try submission(current: leaves, blanks: atoms.map { "\($0)! \($1)" }, form: form)
        }
        let (main, annex) = (try fact(c.saved, form: "main"), try fact(c.asked, form: "annex"))
        let entries = Filing(subject: "one").entries("d1", main) + Filing(subject: "one").entries("d2", annex)
        #expect(raised(entries) == (c.isRaised ? ["asked-elsewhere"] : []))
    }

    struct Crowd: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Of one subject: its kind, how often it files, and what of ten facts it gives.
        let filers: [(kind: String, times: Int, given: Int)]
        let isRaised: Bool
    }

    @Test("a business that is the only one to file, again and again, is no crowd", arguments: [
        Crowd(testDescription: "one enterprise", filers: [("organisation", 12, 4)], isRaised: false),
        Crowd(testDescription: "one household business", filers: [("household_business", 5, 4)], isRaised: false),
        Crowd(testDescription: "two enterprises", filers: [("organisation", 12, 4), ("organisation", 9, 5)], isRaised: false),
        Crowd(testDescription: "three times a month, whoever it is", filers: [("person", 3, 4)], isRaised: false),
        Crowd(testDescription: "one person again and again", filers: [("person", 12, 4)], isRaised: true),
        Crowd(testDescription: "a person beside an enterprise that files often", filers: [("organisation", 12, 5), ("person", 12, 4)], isRaised: true),
        Crowd(testDescription: "an enterprise beside others", filers: [("organisation", 12, 4), ("person", 1, 5), ("organisation", 1, 5)], isRaised: true),
        Crowd(testDescription: "an enterprise that fares no better than others", filers: [("organisation", 12, 5), ("person", 1, 5), ("organisation", 1, 4)], isRaised: false),
    ])
    func onlyOne(_ c: Crowd) throws {
        let entries = try c.filers.enumerated().flatMap { filer, line in
            try (0..<line.times).flatMap { Filing(subject: "subject\(filer)", kind: line.kind).entries("d\(filer)_\($0)", try plain(given: line.given, of: 10, form: "f")) }
        }
        #expect(raised(entries) == (c.isRaised ? ["crowded-subjects"] : []))
    }

    // MARK: simulated dossiers

    struct Marked: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Procedure, how many, what of ten facts they give, and whether they are simulated.
        let dossiers: [(procedure: String, times: Int, given: Int, isSimulated: Bool)]
        /// Rows of the one-stop system's export.
        var received: [(procedure: String, dossiers: Int)]?
        /// Beside them one simulated dossier of 200 facts, of which so many are spared.
        var large: Int?
        let raised: [String]
    }

    @Test("simulated dossiers beside real ones withhold where some of them, were they real, could lower the figure by more than half a point", arguments: [
        Marked(testDescription: "all simulated", dossiers: [("1.000001", 20, 4, true), ("1.000002", 5, 9, true)], raised: []),
        Marked(testDescription: "all real", dossiers: [("1.000001", 20, 4, false)], raised: []),
        Marked(testDescription: "no worse than the real ones", dossiers: [("1.000001", 20, 4, false), ("1.000001", 60, 4, true)], raised: ["simulated-beside"]),
        Marked(testDescription: "better ones", dossiers: [("1.000001", 20, 4, false), ("1.000001", 60, 1, true)], raised: ["simulated-beside"]),
        // (199 × 60 + 1 × 0)/200 = 59.7: less than half a point.
        Marked(testDescription: "one bad one of many", dossiers: [("1.000001", 199, 4, false), ("1.000001", 1, 10, true)], raised: ["simulated-beside"]),
        Marked(testDescription: "the worst half", dossiers: [("1.000001", 20, 4, false), ("1.000001", 20, 5, true)], raised: ["marked-simulated", "simulated-beside"]),
        // The better ones would make up for them, but nobody says which of them are real.
        Marked(
            testDescription: "the worst half behind flattering ones", dossiers: [("1.000001", 20, 4, false), ("1.000001", 20, 5, true), ("1.000001", 60, 0, true)],
            raised: ["marked-simulated", "simulated-beside"]),
        // 60 % of one procedure; with another at 10 % it would be 35 %.
        Marked(testDescription: "a whole procedure", dossiers: [("1.000001", 20, 4, false), ("1.000002", 20, 9, true)], raised: ["marked-simulated", "simulated-beside"]),
        Marked(testDescription: "a whole procedure that fares better", dossiers: [("1.000001", 20, 4, false), ("1.000002", 20, 1, true)], raised: ["simulated-beside"]),
        // What the one-stop system received was seen, so the others cannot be real.
        Marked(
            testDescription: "all that was received is among the real ones", dossiers: [("1.000001", 20, 4, false), ("1.000001", 20, 5, true), ("1.000002", 20, 9, true)], received: [("1.000001", 20)],
            raised: ["simulated-beside"]),
        Marked(testDescription: "nearly all that was received", dossiers: [("1.000001", 99, 4, false), ("1.000001", 20, 5, true)], received: [("1.000001", 100)], raised: ["simulated-beside"]),
        // One of them may be real: of 200 facts one with 20 spared weighs more than one of ten facts with none, which is 0.3 points.
        Marked(
            testDescription: "one may be real, and the lowest is not the one that weighs most", dossiers: [("1.000001", 199, 4, false), ("1.000001", 1, 10, true)],
            received: [("1.000001", 200)], large: 20, raised: ["marked-simulated", "simulated-beside"]),
        Marked(
            testDescription: "as many were received as both are", dossiers: [("1.000001", 20, 4, false), ("1.000001", 20, 5, true)], received: [("1.000001", 40)],
            raised: ["marked-simulated", "simulated-beside"]),
        Marked(
            testDescription: "a procedure of which dossiers were received and none is real", dossiers: [("1.000001", 20, 4, false), ("1.000002", 20, 9, true)], received: [("1.000001", 20), ("1.000002", 20)],
            raised: ["marked-simulated", "simulated-beside"]),
    ])
    func markedAsSimulated(_ c: Marked) throws {
        let facts = try c.dossiers.flatMap { line in try (0..<line.times).map { _ in try plain(given: line.given, of: 10, procedure: line.procedure, simulated: line.isSimulated) } }
        let large = try c.large.map { [try plain(given: 200 - $0, of: 200)] } ?? []
        let rows = c.received.map { "period,procedure,dossiers\n" + $0.map { "2026-11-24,\($0.procedure),\($0.dossiers)\n" }.joined() }
        let report = Report(of: ledger(facts + large), received: rows.flatMap { ReceivedTable.reading($0, named: "received.csv").table })
        #expect(report.integrity.flags.map(\.code.rawValue) == c.raised)
        #expect(report.integrity.isWithheld == c.raised.contains("marked-simulated"))
    }

    @Test("a simulated dossier that was opened and never submitted counts at its worst", arguments: [
        ([10, 10, 10, 10], "in-force", true), ([1, 7, 10, 10], "in-force", true), ([4, 10, 4, 10], "in-force", false), ([10, 10, 10, 10], "provisional", false), (nil, "in-force", false),
    ] as [([Int]?, String, Bool)])
    func leftAsSimulated(_ stand: [Int]?, _ status: String, _ isRaised: Bool) throws {
        typealias Made = DroppedTests.Made
        let real = Made(filed: (4, 10), isSimulated: false), left = Made(stands: stand.map { [$0] } ?? [], status: status)
        let entries = try DroppedTests.ledger([(real, times: 100), (left, times: 5)]), integrity = Report(of: entries).integrity
        #expect(integrity.flags.map(\.code) == (isRaised ? [.markedSimulated] : []))
        // 60 % less 60 / 105.
        if isRaised { #expect(abs((integrity.flags[0].effect?.macro ?? 0) - 0.6 * 5 / 105) < 1e-9 && integrity.flags[0].observed.map(\.count) == [5, 100]) }
        // Nor where one was submitted after all; and none can be real where all that were received are.
        let submitted = try entries + (0..<5).map { LedgerEntry(dossier: "d1-\($0)", hour: "2026-11-21T03", fact: .submitted(try plain(given: 4, of: 10))) }
        #expect(!Report(of: submitted).integrity.isWithheld)
        let received = ReceivedTable.reading("period,procedure,dossiers\n2026-11,1.000001,100\n", named: "r.csv").table
        #expect(!Report(of: entries, received: received).integrity.isWithheld)
    }

    @Test("how much lower it could be is told, of the procedure or of all")
    func lower() throws {
        func facts(_ given: Int, _ times: Int, _ procedure: String, _ simulated: Bool) throws -> [SubmittedFact] {
            try (0..<times).map { _ in try plain(given: given, of: 10, procedure: procedure, simulated: simulated) }
        }
        let within = Report(of: ledger(try facts(4, 20, "1.000001", false) + facts(5, 20, "1.000001", true) + facts(1, 20, "1.000001", true))).integrity.flags[0]
        #expect(within.subject.procedure == "1.000001" && within.observed.map(\.count) == [40, 20])
        #expect(abs((within.effect?.macro ?? 0) - 0.05) < 1e-9 && abs((within.effect?.weighted ?? 0) - 0.05) < 1e-9)
        // One procedure at 60 %: a second one at 10 % makes it 35 %; of 20 facts more, one is spared instead of twelve: 1 − 98/220.
        let beside = Report(of: ledger(try facts(4, 20, "1.000001", false) + facts(9, 2, "1.000002", true))).integrity
        #expect(beside.flags[0].subject.procedure == "1.000002" && beside.flags[0].observed.map(\.count) == [2, 0])
        #expect(abs((beside.flags[0].effect?.macro ?? 0) - 0.25) < 1e-9 && abs((beside.flags[0].effect?.weighted ?? 0) - (0.6 - 122.0 / 220)) < 1e-9)
        #expect(beside.withoutFlagged.strict == Headline(macro: 0.6, weighted: 0.6))
    }
}
