import Diagnostics
import Documents
import Expressions
import Foundation
import OnceOnly
import Sourcing
import Testing
import Vocabulary

/// Whether a stored document does instead of a demanded paper. What is asked of it is `ReuseCase`; the combinations are made here,
/// none is written by hand.
@Suite("Reusing a stored document")
struct ReuseTests {
    private static let succession: IssuerSuccession? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? DeclarationFolder(root.path)).map { IssuerSuccession($0.catalog.vocabulary) }
    }()

    /// What is found wrong with a case, and whether it is reused.
    private static func judge(_ reuse: ReuseCase) throws -> (obstacles: [ReuseObstacle], decision: PaperDecision) {
        let succession = try #require(succession), request = try reuse.request(), records = try reuse.records()
        return (request.obstacles(to: records[0], among: records, succession), PaperDecision(request, among: records, kinds: [:], succession))
    }

    private static func check(_ combinations: [[ReuseWay]]) throws -> Int {
        var counted = 0
        for ways in combinations {
            let failing = Set(ways.compactMap(\.obstacle)).sorted()
            let (obstacles, decision) = try judge(ReuseCase(ways))
            let names = ways.map(\.name).joined(separator: ", ")
            #expect(obstacles == failing, "\(names)")
            #expect(decision.used.contains { $0.id == ReuseCase.candidate } == failing.isEmpty, "\(names)")
            #expect(decision.disposition.isReuse == failing.isEmpty, "\(names)")
            // What is not used says why.
            #expect(decision.unused.first { $0.record.id == ReuseCase.candidate }?.obstacles ?? [] == failing, "\(names)")
            counted += 1
        }
        return counted
    }

    /// Every rule of validity with every way a kind's files are signed.
    private static let settings: [[ReuseWay]] = ReuseWay.rules.flatMap { rule in ReuseWay.signings.map { [rule, $0] } }

    @Test("is allowed where every condition holds")
    func allHold() throws {
        let counted = try Self.check(Self.settings)
        #expect(counted == 16)
    }

    @Test("is blocked by each condition alone, in every way it can fail")
    func oneFails() throws {
        let combinations = ReuseWay.failing.flatMap { way in Self.settings.filter(way.suits).map { $0 + [way] } }
        #expect(Set(ReuseWay.failing.compactMap(\.obstacle)) == Set(ReuseObstacle.allCases))
        let counted = try Self.check(combinations)
        #expect(counted == 532)
    }

    @Test("is blocked by every two conditions together, and both are said")
    func twoFail() throws {
        var combinations: [[ReuseWay]] = []
        for (place, first) in ReuseWay.failing.enumerated() {
            for second in ReuseWay.failing[(place + 1)...] where second.obstacle != first.obstacle {
                guard let setting = Self.settings.first(where: { first.suits($0) && second.suits($0) }) else { continue }
                combinations.append(setting + [first, second])
            }
        }
        let counted = try Self.check(combinations)
        #expect(counted == 580)
    }

    @Test("over a table in which every two ways of every two conditions, holding or not, stand together")
    func pairwise() throws {
        let factors = [ReuseWay.rules, ReuseWay.signings] + ReuseWay.conditions
        let table = Pairwise.table(factors.map(\.count)) { row in
            let ways = zip(factors, row).map { $0[$1] }
            return ways.dropFirst(2).allSatisfy { $0.suits(Array(ways.prefix(2))) }
        }
        let combinations = table.map { row in zip(factors, row).map { $0[$1] } }
        let counted = try Self.check(combinations)
        #expect(counted == 89)
        // However the table was made: each two stand together in a row, unless no setting suits both.
        let together = Set(combinations.flatMap { row in row.flatMap { one in row.map { [one.name, $0.name] } } })
        for (place, first) in factors.enumerated() {
            for second in factors[(place + 1)...] {
                for one in first {
                    for other in second where Self.settings.contains(where: { Self.isPossible(one, in: $0) && Self.isPossible(other, in: $0) }) {
                        #expect(together.contains([one.name, other.name]), "\(one.name), \(other.name)")
                    }
                }
            }
        }
    }

    /// A setting's own parts are possible in it alone.
    private static func isPossible(_ way: ReuseWay, in setting: [ReuseWay]) -> Bool {
        let isPart = (ReuseWay.rules + ReuseWay.signings).contains { $0.name == way.name }
        return isPart ? setting.contains { $0.name == way.name } : way.suits(setting)
    }

    @Test("what the paper does not say counts against it", arguments: [
        ("no day of issue", [.superseded, .issuer] as [ReuseObstacle]), ("no issuer", [.issuer]),
        // The place was another before 1 July of that year.
        ("a year of issue", [.issuer]),
    ])
    func unsaid(_ what: String, _ expected: [ReuseObstacle]) throws {
        var reuse = ReuseCase([])
        switch what {
        case "no day of issue": (reuse.issued, reuse.others) = (nil, [.again(on: "2020-01-01")])
        case "no issuer": reuse.issuer = nil
        default: reuse.issued = "2025"
        }
        #expect(try Self.judge(reuse).obstacles == expected)
    }

    @Test("an office that is gone issued as the one that has its duties, an office nobody followed did not", arguments: [
        ("commune_committee/02635", "2024-08-01", true), ("commune_committee/02647", "2026-08-01", true), ("commune_committee/02635", "2026-08-01", false),
        ("district_committee", "2024-08-01", false), ("court", "2024-08-01", false),
    ])
    func followed(_ issuer: String, _ issued: String, _ isReused: Bool) throws {
        var reuse = ReuseCase([])
        let parts = issuer.split(separator: "/").map(String.init)
        let known = try #require(Self.succession).issuer(parts[0], place: parts.count > 1 ? parts[1] : nil, on: try day(issued))
        (reuse.issuer, reuse.issued, reuse.issuedBy) = (known?.name ?? issuer, issued, ["commune_committee"])
        #expect(try Self.judge(reuse).decision.disposition.isReuse == isReused)
    }

    /// A certificate filed under the old number of the same person, and a later one under the new.
    @Test("one that was issued later takes its place under whichever number of the same subject it is filed", arguments: [true, false])
    func otherNumber(_ isSame: Bool) throws {
        let succession = try #require(Self.succession), reuse = ReuseCase([]), plain = try reuse.request()
        var later = reuse
        (later.issued, later.about.key) = ("2026-09-01", "010203040")
        let own = try reuse.record("own"), other = try later.record("later")
        let about = plain.about + (isSame ? other.subjects.map { DocumentSubject(role: $0.role, kind: $0.kind, keys: $0.keys) } : [])
        let request = PaperRequest(plain.kind, about: about, purpose: ReuseCase.purpose, on: plain.day)
        #expect(request.obstacles(to: own, among: [own, other], succession) == (isSame ? [.superseded] : []))
        #expect(PaperDecision(request, among: [own, other], kinds: [:], succession).used.map(\.id) == (isSame ? ["later"] : ["own"]))
    }

    @Test("a result of a procedure comes before a copy, then the one issued last")
    func order() throws {
        let succession = try #require(Self.succession), request = try ReuseCase([]).request()
        func record(_ id: String, _ origin: DocumentOrigin, _ issued: String) throws -> DocumentRecord {
            var reuse = ReuseCase([])
            // Each of another file, of one day: none is newer than the others.
            (reuse.origin, reuse.issued) = (origin, issued)
            return try reuse.record(id)
        }
        let day = "2026-08-01"
        let copy = try record("a", .uploaded, day), result = try record("b", .procedureResult, day), scan = try record("c", .digitisedPaper, day)
        func used(_ records: [DocumentRecord]) -> [String] { PaperDecision(request, among: records, kinds: [:], succession).used.map(\.id) }
        #expect(used([copy, result, scan]) == ["b"] && used([scan, result, copy]) == ["b"])
        #expect(used([scan, copy]) == ["a"])
        #expect(PaperDecision(request, among: [result], kinds: [:], succession).disposition == .earlierResult)
        #expect(PaperDecision(request, among: [copy], kinds: [:], succession).disposition == .stored)
        #expect(PaperDecision(request, among: [], kinds: [:], succession) == PaperDecision.nothingStored)
    }

    struct Alternative: Sendable, CustomTestStringConvertible {
        let stored: [String]
        let used: [String]
        var testDescription: String { stored.isEmpty ? "nothing" : stored.joined(separator: " and ") }
    }

    /// One land certificate, or a contract together with a notarised copy, or a decision.
    @Test("other kinds do instead by one list of them, each only as a whole", arguments: [
        Alternative(stored: [], used: []), Alternative(stored: ["paper"], used: ["paper"]), Alternative(stored: ["contract"], used: []),
        Alternative(stored: ["copy"], used: []), Alternative(stored: ["contract", "copy"], used: ["contract", "copy"]), Alternative(stored: ["decision"], used: ["decision"]),
        Alternative(stored: ["contract", "decision"], used: ["decision"]), Alternative(stored: ["paper", "contract", "copy", "decision"], used: ["paper"]),
        Alternative(stored: ["kept", "decision"], used: ["decision"]), Alternative(stored: ["kept"], used: []), Alternative(stored: ["second"], used: []),
    ])
    func alternatives(_ c: Alternative) throws {
        let text = """
            evidence: paper
            title: {vi: Giấy}
            issuedBy: [commune_committee]
            holds: while no newer one
            formats: [pdf]
            storable: true
            alternatives: [[contract, copy], [kept], decision]
            """
        let kind = try #require(EvidenceKind.kind(text, file: "paper.yaml").kinds.first)
        var kinds: [EvidenceID: EvidenceKind] = [:]
        for id in ["contract", "copy", "decision", "kept", "second"] {
            // What does instead of a decision in turn does not count; "kept" is not for further use.
            let written = text.replacing("evidence: paper", with: "evidence: \(id)").replacing("alternatives: [[contract, copy], [kept], decision]", with: id == "decision" ? "alternatives: [second]" : "")
                .replacing("storable: true", with: id == "kept" ? "storable: false" : "storable: true")
            let read = try #require(EvidenceKind.kind(written, file: "\(id).yaml").kinds.first)
            kinds[read.id] = read
        }
        let request = PaperRequest(kind, about: [subject()], purpose: ReuseCase.purpose, on: try day(ReuseCase.today))
        let records = try c.stored.map { try ReuseCase([]).record($0, kind: $0) }
        let decision = PaperDecision(request, among: records, kinds: kinds, try #require(Self.succession))
        #expect(decision.used.map(\.id) == c.used && decision.isAvailable == !c.used.isEmpty)
        // One member that fails fails its list.
        let declined = PaperRequest(kind, about: [subject()], purpose: ReuseCase.purpose, on: try day(ReuseCase.today), isDeclined: true)
        let refused = PaperDecision(declined, among: records, kinds: kinds, try #require(Self.succession))
        #expect(refused.used.isEmpty && refused.disposition == .upload && refused.isAvailable == !c.used.isEmpty)
    }

    @Test("every reason has a sentence of its own in both languages")
    func sentences() {
        #expect(Set(ReuseObstacle.allCases.map { $0.sentence.vietnamese }).count == ReuseObstacle.allCases.count)
        #expect(Set(ReuseObstacle.allCases.map { $0.sentence.text(in: .english) }).count == ReuseObstacle.allCases.count)
        #expect(ReuseObstacle.allCases == ReuseObstacle.allCases.sorted())
    }
}
