import Diagnostics
import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("Reuse, reasons, registers, targets")
struct ReuseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var current: [String] = []
        var blanks: [String] = []
        var papers: [String] = []
        /// Of official, papers, earlier, registers, any.
        let tiers: Set<String>
    }

    @Test(arguments: [
        Case(testDescription: "nothing", papers: ["id upload"], tiers: []),
        Case(testDescription: "the literal flag alone", papers: ["id upload digitized"], tiers: ["official", "any"]),
        Case(testDescription: "a demanded paper replaced by data", papers: ["id replaced-by-data"], tiers: ["papers", "any"]),
        Case(testDescription: "a paper nobody demanded", papers: ["id replaced-by-data optional"], tiers: []),
        Case(testDescription: "uploaded although available", papers: ["id upload available"], tiers: []),
        Case(testDescription: "an earlier result", papers: ["id earlier-result"], tiers: ["papers", "earlier", "any"]),
        Case(testDescription: "a word nobody knows counts as uploaded", papers: ["id teleported"], tiers: []),
        Case(testDescription: "a value of an earlier dossier", current: ["a x.a reused @document earlier"], tiers: ["earlier", "any"]),
        Case(testDescription: "a value of an earlier dossier that was corrected", current: ["a x.a corrected @document earlier"], tiers: []),
        Case(
            testDescription: "a required atom of a register", current: ["a x.a! prefilled @land"], blanks: ["x.a!"], tiers: ["registers", "any"]),
        Case(testDescription: "own identity from a register", current: ["a x.a! prefilled @population own"], blanks: ["x.a!"], tiers: []),
        Case(testDescription: "an optional atom of a register", current: ["a x.a prefilled @land"], blanks: ["x.a"], tiers: []),
        Case(testDescription: "a register's value that was disputed", current: ["a x.a! disputed @land"], blanks: ["x.a!"], tiers: []),
    ])
    func tiers(_ c: Case) throws {
        let reuse = Report(of: ledger([try submission(current: c.current, blanks: c.blanks, papers: c.papers)])).reuse
        let tiers: [(String, ReuseTier)] = [
            ("official", reuse.official), ("papers", reuse.papers), ("earlier", reuse.earlier), ("registers", reuse.registers), ("any", reuse.any),
        ]
        #expect(Set(tiers.filter { $0.1.dossiers == 1 }.map(\.0)) == c.tiers)
    }

    @Test("papers are counted by what became of them")
    func documents() throws {
        let documents = Report(of: ledger([
            try submission(papers: ["a replaced-by-data", "b earlier-result", "c stored", "d upload", "e upload available", "f upload optional"])
        ])).reuse.documents
        #expect((documents.required, documents.replaced, documents.earlier, documents.stored) == (5, 1, 1, 1))
        #expect((documents.uploaded, documents.uploadedAlthoughAvailable) == (2, 1))
    }

    @Test("received dossiers are the denominator, unseen ones do not reuse")
    func received() throws {
        let facts = [try submission(papers: ["a stored"]), try submission(papers: ["a stored"]), try submission(papers: ["a upload"])]
        let (table, findings) = ReceivedTable.reading(
            "period,procedure,commune\r\n2026-11,1.000001,02647\r\n2026-11-24,1.000001,02647\r\n"
                + "2026-11,1.000001,1\r\n2026-11,1.000001,1\r\n2026-11,2.000001,1\r\n2025,1.000001,1\r\n", named: "received.csv")
        #expect(findings.isEmpty)
        let november = try #require(Period(from: "2026-11-01", to: "2026-11-30"))
        let report = Report(of: ledger(facts), period: november, received: table)
        // Received: four of the form's procedure and one of another; seen: three, two of them with a stored paper.
        #expect((report.scope.coverage.received, report.scope.coverage.seen, report.scope.coverage.share) == (5, 3, 0.6))
        #expect((report.reuse.papers.low, report.reuse.papers.high) == (0.4, 2.0 / 3))
        #expect(report.targets.first { $0.id == "reuse-papers-or-earlier" }?.verdict == .notMet)
        let alone = Report(of: ledger(facts))
        #expect(alone.scope.coverage.received == nil)
        #expect(alone.reuse.papers.low == 2.0 / 3)
    }

    @Test("an export that holds fewer dossiers than were seen never gives a share over 1")
    func shortExport() throws {
        let table = ReceivedTable.reading("period,procedure\n2026-11,1.000001\n", named: "r.csv").table
        let report = Report(of: ledger([try submission(papers: ["a stored"]), try submission(papers: ["a stored"])]), received: table)
        #expect(report.scope.coverage.exportIsShort)
        #expect(report.reuse.papers.low == 1)
    }

    @Test("a row that reaches over the end of the period is left out and said")
    func leftOut() throws {
        let table = ReceivedTable.reading("period,procedure,dossiers\n2026,1.000001,7\n2026-11,1.000001,2\n", named: "r.csv").table
        let report = Report(of: [], period: try #require(Period(from: "2026-11-01", to: "2026-11-30")), received: table)
        #expect((report.scope.coverage.received, report.scope.coverage.leftOut) == (2, 7))
    }

    @Test(arguments: [
        ("period,commune\n", ["D005 r.csv:1:1 procedure"]),
        ("period,procedure\n2026-13,1\n2026-11,\n2026-11,1\n", ["D007 r.csv:2:1 period", "D005 r.csv:3:1 procedure"]),
        ("period,procedure,dossiers\n2026-11,1,many\n2026-11,1,-1\n", ["D007 r.csv:2:1 dossiers", "D007 r.csv:3:1 dossiers"]),
        ("period,procedure\n2026-11\n", ["D010 r.csv:2:1 CSV"]),
    ])
    func findings(_ text: String, _ expected: [String]) {
        let found = ReceivedTable.reading(text, named: "r.csv").findings.map { finding in
            "\(finding.code.rawValue) \(finding.position) \(finding.arguments.first?.split(separator: " ").first ?? "")"
        }
        #expect(found == expected)
    }

    @Test("a reason would add the atoms asked for it alone")
    func reasons() throws {
        // B = 4 + 4. Not-held: one atom in each dossier; the key: two boxes of one atom; the atom asked for two reasons
        // belongs to neither alone.
        let fact = try submission(
            current: [
                "a x.a! declared reason=not-held", "k x.k! declared reason=key", "k2 x.k! declared reason=key",
                "m x.m! declared reason=key", "m2 x.m! declared reason=statement", "n x.n! disputed @land", "o x.o declared reason=declined",
            ], blanks: ["x.a!", "x.k!", "x.m!", "x.n!"])
        let reasons = Report(of: ledger([fact, fact])).reasons
        #expect(reasons.map { "\($0.code) \($0.dossiers ?? -1) \($0.atoms ?? -1)" } == ["disputed 2 2", "key 2 2", "not-held 2 2", "statement 2 0"])
        #expect(reasons.first?.wouldAdd == 0.25)
    }

    @Test("a register answers for its look-ups and its values")
    func registers() throws {
        func lookUp(_ result: String) -> LedgerEntry {
            LedgerEntry(dossier: "d0", hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(
                connector: "land", operation: "parcel", purpose: "p", attributes: 3, result: result)))
        }
        let fact = try submission(current: ["a x.a! prefilled @land", "b x.b! corrected @land", "c x.c! disputed @land", "d x.d! prefilled @land"])
        let land = try #require(Report(of: ledger([fact]) + ["found", "absent", "refused", "timeout", "found"].map(lookUp)).registers.first)
        #expect((land.calls, land.attributes, land.found, land.absent, land.refused, land.failed) == (5, 15, 2, 1, 1, 1))
        #expect((land.kept, land.changed, land.disputed, land.acceptance) == (2, 1, 1, 0.5))
    }

    @Test("a goal is met, not met, or not measurable")
    func targets() throws {
        let met = Report(of: ledger([try plain(given: 8, of: 10)])).targets
        #expect(met.first { $0.id == "reduction" }?.verdict == .met)
        #expect(Report(of: ledger([try plain(given: 9, of: 10)])).targets.first { $0.id == "reduction" }?.verdict == .notMet)
        #expect(met.filter { ["electronic", "online-paid"].contains($0.id) }.allSatisfy { $0.verdict == .notMeasurable })
    }
}
