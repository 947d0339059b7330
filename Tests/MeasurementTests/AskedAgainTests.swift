import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("What an office asks for again counts")
struct AskedAgainTests {
    private static func report(
        _ current: [String], papers: [String] = [], blanks: [String], asked: [([String], [String])], hours: [String] = ["2026-11-25T09"], period: Period = .unbounded
    ) throws -> Report {
        let fact = try submission(current: current, blanks: blanks, papers: papers)
        let requests = zip(asked, hours + Array(repeating: hours.last ?? "", count: asked.count)).map { request, hour in
            LedgerEntry(dossier: "d0", hour: hour, fact: .supplementRequested(SupplementFact(fields: request.0, documents: request.1)))
        }
        return Report(of: ledger([fact]) + requests, period: period)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let current: [String], blanks: [String]
        /// The fields of each request.
        let asked: [[String]]
        /// A and B of the strict series.
        let strict: (Int, Int)
    }

    @Test("in A once, whatever had filled it, over all requests of the dossier", arguments: [
        Case(testDescription: "nothing asked again", current: ["a x.a! prefilled @land", "b x.b! declared"], blanks: ["x.a!", "x.b!"], asked: [], strict: (1, 2)),
        Case(testDescription: "a filled field", current: ["a x.a! prefilled @land", "b x.b! declared"], blanks: ["x.a!", "x.b!"], asked: [["a"]], strict: (2, 2)),
        Case(testDescription: "a field that was given counts once", current: ["a x.a! prefilled @land", "b x.b! declared"], blanks: ["x.a!", "x.b!"], asked: [["b"], ["b"]], strict: (1, 2)),
        Case(testDescription: "two requests together", current: ["a x.a! prefilled @land", "b x.b! derived", "c x.c! repeated"], blanks: ["x.a!", "x.b!", "x.c!"], asked: [["a"], ["b"]], strict: (2, 3)),
        Case(testDescription: "an optional field the office wants after all", current: ["a x.a! prefilled @land", "o x.o empty"], blanks: ["x.a!", "x.o"], asked: [["o"]], strict: (1, 1)),
        Case(testDescription: "a field marked outside, asked all the same", current: ["a x.a! prefilled @land", "s x.s outside"], blanks: ["x.a!", "x.s!"], asked: [["s"]], strict: (1, 2)),
        Case(testDescription: "a field not on this path", current: ["a x.a! prefilled @land", "n x.n! not-applicable"], blanks: ["x.a!"], asked: [["n"]], strict: (1, 1)),
        Case(testDescription: "the rows of a field", current: ["r#1 x.r#1! prefilled @land", "r#2 x.r#2! prefilled @land"], blanks: ["x.r#1!", "x.r#2!"], asked: [["r"]], strict: (2, 2)),
        Case(testDescription: "a field that has no blank in this dossier", current: ["a x.a! prefilled @land"], blanks: ["x.a!"], asked: [["z"]], strict: (1, 1)),
    ])
    func fields(_ c: Case) throws {
        let strict = try Self.report(c.current, blanks: c.blanks, asked: c.asked.map { ($0, []) }).reduction.strict
        #expect((strict.given, strict.demanded) == c.strict)
    }

    @Test("a paper asked again was handed in, whatever had done instead, and is no reuse")
    func papers() throws {
        let papers = ["p replaced-by-data digitized", "q stored"]
        let before = try Self.report(["a x.a! prefilled @land"], papers: papers, blanks: ["x.a!"], asked: [])
        #expect(before.reuse.documents.uploaded == 0 && before.reuse.papers.dossiers == 1 && before.reuse.official.dossiers == 1)
        let after = try Self.report(["a x.a! prefilled @land"], papers: papers, blanks: ["x.a!"], asked: [([], ["p", "q", "r"])])
        #expect(after.reuse.documents.required == 3 && after.reuse.documents.uploaded == 3 && after.reuse.documents.uploadedAlthoughAvailable == 2)
        #expect(after.reuse.papers.dossiers == 0 && after.reuse.official.dossiers == 0)
    }

    @Test("asked after the period, it counts in the period of the dossier")
    func later() throws {
        let november = try #require(Period(from: "2026-11-01", to: "2026-11-30"))
        let report = try Self.report(["a x.a! prefilled @land"], blanks: ["x.a!"], asked: [(["a"], [])], hours: ["2027-01-04T09"], period: november)
        #expect(report.reduction.strict.given == 1)
        // The register was right all the same.
        #expect(report.registers.map(\.kept) == [1])
        #expect(report.reasons.map(\.code) == ["unnamed"])
    }

    @Test("a draft is abandoned while nobody has gone on with it since")
    func abandoned() throws {
        func opened(_ dossier: String) -> LedgerEntry {
            LedgerEntry(dossier: dossier, hour: "2026-08-01T09", fact: .opened(OpenedFact(
                form: "f", version: "1", procedure: "p", purpose: "p", subjectKind: "person", channel: "online", basis: "self", hasOperator: false, isSimulated: true)))
        }
        let left = LedgerEntry(dossier: "a", hour: "2026-11-24T09", fact: .abandoned(AbandonedFact(silence: .quarter, stage: 1)))
        let back = LedgerEntry(dossier: "a", hour: "2026-11-25T09", fact: .staged(StagedFact(number: 2, isAcrossVersions: false, isSupplement: false)))
        func coverage(_ entries: [LedgerEntry]) -> [Int] { [Report(of: entries).scope.coverage].flatMap { [$0.opened, $0.unfinished, $0.abandoned] } }
        #expect(coverage([opened("a"), opened("b"), left]) == [2, 2, 1])
        #expect(coverage([opened("a"), opened("b"), left, back]) == [2, 2, 0])
        #expect(coverage([opened("a"), left, LedgerEntry(dossier: "a", hour: "2026-11-26T09", fact: .submitted(try plain(given: 1, of: 2)))]) == [1, 0, 0])
    }
}
