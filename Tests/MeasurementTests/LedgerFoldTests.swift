import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("A ledger taken in event by event")
struct LedgerFoldTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var seed: UInt64 = 1
        var dossiers = 150
        var mixed = false
        var days: [(String?, String?)] = [(nil, nil)]
    }

    static let cases = [
        Case(testDescription: "simulated dossiers"), Case(testDescription: "and real ones", seed: 2, mixed: true),
        Case(testDescription: "of a period", seed: 3, mixed: true, days: [("2026-11-14", "2026-11-22")]),
        Case(testDescription: "of two periods", seed: 4, mixed: true, days: [("2026-11-20", nil), (nil, "2026-11-19")]),
        Case(testDescription: "of a period without events", seed: 5, days: [("2020-01-01", "2020-01-31")]),
        Case(testDescription: "few", seed: 6, dossiers: 3, mixed: true), Case(testDescription: "none", seed: 7, dossiers: 0),
    ]

    /// Every event twice now and then, in any order, so that a dossier's events are far apart.
    private static func entries(_ c: Case) -> [LedgerEntry] {
        var random = SplitMix64(seed: c.seed)
        let lived = RandomLives.lived(RandomEvents.ledger(seed: c.seed, procedures: 6, dossiers: c.dossiers, mixed: c.mixed, baselines: 2), seed: c.seed)
        return (lived + lived.filter { _ in random.next() % 7 == 0 }).shuffled(using: &random)
    }

    @Test("selects what the rules say, dossier by dossier", arguments: cases)
    func selects(_ c: Case) throws {
        let entries = Self.entries(c), periods = try c.days.map { try #require(Period(from: $0.0, to: $0.1)) }
        let fold = LedgerFold(entries, over: periods)
        for (place, period) in periods.enumerated() {
            let selection = Selection(fold, period: place), model = SelectionModel(entries, period: period)
            let pool = selection.pool.map(selection.submission)
            #expect(pool.map(\.dossier) == model.submissions.keys.sorted())
            for drawn in pool {
                #expect(drawn.fact == model.submissions[drawn.dossier]?.fact)
                #expect(drawn.hour == model.hours[drawn.dossier])
            }
            #expect(Self.counted(selection.forEachSubmission) == Self.counted(model.submissions))
            #expect(Self.counted(selection.forEachSubmissionApart) == Self.counted(model.apart))
            #expect(Dictionary(selection.lookUps.map { ($0.fact, $0.times) }, uniquingKeysWith: +) == model.lookUps)
            #expect(selection.opened == model.opened.count)
            #expect([selection.submitted, selection.unfinished, selection.abandoned, selection.repeatedSubmissions] == [model.submissions.count, model.unfinished, model.abandoned, model.repeated])
            #expect([selection.hasSimulated, selection.isSimulated] == [model.hasSimulated, model.isSimulated])
        }
        #expect(fold.lastHour == entries.map(\.hour).max() ?? "")
    }

    private static func counted(_ each: ((AlikeDossiers) -> Void) -> Void) -> [SelectionModel.Submission: Int] {
        var counts: [SelectionModel.Submission: Int] = [:]
        each { dossiers in
            #expect(dossiers.times == dossiers.courses.reduce(0) { $0 + $1.times })
            for course in dossiers.courses {
                counts[SelectionModel.Submission(fact: dossiers.fact, life: course.life, contact: course.contact, month: course.month), default: 0] += course.times
            }
        }
        return counts
    }

    private static func counted(_ submissions: [String: SelectionModel.Submission]) -> [SelectionModel.Submission: Int] {
        Dictionary(submissions.values.map { ($0, 1) }, uniquingKeysWith: +)
    }

    @Test("a dossier counts the same whether others are like it or not", arguments: [1, 2, 3] as [UInt64])
    func alike(_ seed: UInt64) throws {
        let entries = RandomLives.lived(RandomEvents.ledger(seed: seed, procedures: 14, dossiers: 60, mixed: seed == 2), seed: seed)
        /// Thrice the dossiers; where they are told apart, by the version of their form, which no figure is about.
        func thrice(areAlike: Bool) -> LedgerFold {
            LedgerFold((0..<3).flatMap { copy in
                entries.map { entry in
                    var fact = entry.fact
                    if !areAlike, case .submitted(let submitted) = fact { fact = .submitted(submitted.of(version: "\(copy)")) }
                    return LedgerEntry(dossier: "\(entry.dossier)-\(copy)", hour: entry.hour, fact: fact)
                }
            })
        }
        let alike = thrice(areAlike: true), apart = thrice(areAlike: false)
        #expect(Report(of: alike).json.serialized() == Report(of: apart).json.serialized())
        #expect(alike.facts.distinctSubmissions * 3 == apart.facts.distinctSubmissions)
        var most = 0
        Selection(alike).forEachSubmission { most = max(most, $0.times) }
        #expect(most >= 3)
    }

    @Test("a report's figures come from each dossier's whole: copies under other names multiply the counts, and no ratio")
    func multiplies() {
        let entries = RandomLives.lived(RandomEvents.ledger(seed: 8, procedures: 5, dossiers: 80), seed: 8)
        let copies = (0..<4).flatMap { copy in entries.map { LedgerEntry(dossier: "\($0.dossier)-\(copy)", hour: $0.hour, fact: $0.fact) } }
        let once = Report(of: entries), fourfold = Report(of: copies)
        #expect(fourfold.scope.coverage.seen == 4 * once.scope.coverage.seen)
        #expect(fourfold.reduction.strict.given == once.reduction.strict.given.map { 4 * $0 })
        #expect(fourfold.reduction.strict.headline.weighted == once.reduction.strict.headline.weighted)
        #expect(fourfold.registers.map(\.calls) == once.registers.map { 4 * $0.calls })
        #expect(fourfold.registers.map(\.fallbacks) == once.registers.map { 4 * $0.fallbacks })
        #expect(fourfold.reuse.documents.uploaded == 4 * once.reuse.documents.uploaded)
        #expect(fourfold.drafts.ages.map(\.dossiers) == once.drafts.ages.map { 4 * $0.dossiers })
    }

    @Test("keeps what dossiers share once, however many they are")
    func bounded() throws {
        let facts = try (0..<5).map { try plain(given: $0, of: 6) }
        var fold = LedgerFold()
        func add(_ dossiers: Range<Int>) {
            for number in dossiers {
                let name = "dossier-\(number)"
                for _ in 0..<3 { fold.add(LedgerEntry(dossier: name, hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(connector: "land", operation: "o", purpose: "p", attributes: 2, result: "found", subject: name)))) }
                fold.add(LedgerEntry(dossier: name, hour: "2026-11-24T10", fact: .submitted(facts[number % 5])))
            }
        }
        func kept() -> [Int] { [fold.facts.distinctSubmissions, fold.facts.distinctLeaves, fold.facts.distinctLookUps, fold.bags.count] }
        add(0..<20)
        let early = kept()
        #expect(early == [5, 10, 1, 4])
        add(20..<2_000)
        #expect(kept() == early)
        #expect(fold.names.count == 2_000)
        // One dossier's state is of fixed size, whatever happened in it.
        #expect(MemoryLayout<LedgerFold.Life>.stride + MemoryLayout<LedgerFold.Part>.stride + 2 * MemoryLayout<LedgerPseudonym>.stride <= 200)
    }

    @Test("a pseudonym is one name however it is kept, in the order of the texts")
    func names() {
        let texts = ["", "d1", "0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdee", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde", "f" + String(repeating: "0", count: 31), "z", "đ"]
        #expect(texts.map { LedgerPseudonym($0).text } == texts)
        #expect(texts.map { LedgerPseudonym($0) }.sorted().map(\.text) == texts.sorted())
        #expect(Set(texts.map { LedgerPseudonym($0) }).count == texts.count)
    }
}

extension SubmittedFact {
    fileprivate func of(version: String) -> SubmittedFact {
        SubmittedFact(
            form: form, version: version, procedure: procedure, channel: channel, isSimulated: isSimulated, baseline: baseline, baselineStatus: baselineStatus, current: current,
            blanks: blanks, documents: documents, confirmations: confirmations, replaced: replaced)
    }
}
