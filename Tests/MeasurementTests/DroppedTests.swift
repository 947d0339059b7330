import Formats
@testable import Measurement
import Receipts
import Testing

/// Dossiers that were opened and never submitted: what they would have done to the headline.
@Suite("Dossiers that were dropped")
struct DroppedTests {
    /// What a dossier is on record with: that it was opened, how it stood after each stage, and what it was filed with.
    struct Made {
        var procedure = "1.000001"
        /// Given, demanded, and both at the most.
        var stands: [[Int]] = [[4, 10, 4, 10]]
        /// Given of demanded; `nil` where it was never filed.
        var filed: (given: Int, demanded: Int)?
        var day = "2026-11-20"
        var end: LedgerEntry.Fact?
        var subject: String?
        var status = "in-force"
        var isSimulated = true

        func entries(_ name: String) throws -> [LedgerEntry] {
            func entry(_ fact: LedgerEntry.Fact) -> LedgerEntry { LedgerEntry(dossier: name, hour: "\(day)T03", fact: fact) }
            let form = "form-\(procedure)"
            var entries = [entry(.opened(OpenedFact(
                form: form, version: "1", procedure: procedure, purpose: "p", subjectKind: "person", channel: "online", basis: "self", hasOperator: false, isSimulated: isSimulated, subject: subject)))]
            for (index, stand) in stands.enumerated() {
                entries.append(entry(.standing(StandingFact(
                    form: form, procedure: procedure, baseline: "b0", baselineStatus: status, stage: index + 1, given: stand[0], demanded: stand[1],
                    givenAtMost: stand[2], demandedAtMost: stand[3]))))
            }
            if let filed { entries.append(entry(.submitted(try plain(given: filed.given, of: filed.demanded, procedure: procedure, status: status, simulated: isSimulated)))) }
            if let end { entries.append(entry(end)) }
            return entries
        }
    }

    static func ledger(_ made: [(Made, times: Int)]) throws -> [LedgerEntry] {
        // The ledger goes on to the end of the month, whatever happens in it.
        let last = LedgerEntry(dossier: "last", hour: "2026-11-30T03", fact: .lookedUp(LookedUpFact(connector: "land", operation: "o", purpose: "p", attributes: 1, result: "found")))
        return try made.enumerated().flatMap { kind, made in try (0..<made.times).flatMap { try made.0.entries("d\(kind)-\($0)") } } + [last]
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let made: [(Made, times: Int)]
        /// How much lower each headline would be; the larger of both in percentage points.
        let points: Double
        let isFlagged: Bool

        init(_ testDescription: String, _ made: [(Made, times: Int)], _ points: Double, _ isFlagged: Bool) {
            (self.testDescription, self.made, self.points, self.isFlagged) = (testDescription, made, points, isFlagged)
        }
    }

    /// 60 % of every dossier that was filed.
    private static let filed = Made(filed: (4, 10))
    private static func left(_ stand: [Int], day: String = "2026-11-20", end: LedgerEntry.Fact? = nil) -> Made { Made(stands: [stand], day: day, end: end) }
    private static let all = [10, 10, 10, 10]
    /// At the opening three facts hang on a key that is still to be typed: in the end 4 of 10, at the most 8.
    private static let begun = [1, 7, 8, 10]
    private static let went = Made(stands: [begun, [4, 10, 4, 10]], filed: (4, 10)), long = "2026-10-01"

    private static func real(_ made: Made) -> Made {
        var made = made
        made.isSimulated = false
        return made
    }

    static let cases = [
        Case("none left", [(filed, 100)], 0, false),
        Case("left as evenly as they come, however many", [(filed, 100), (left([4, 10, 4, 10]), 80)], 0, false),
        Case("those who fare better are left: the headline would be higher", [(filed, 100), (left([1, 10, 1, 10]), 30)], 0, false),
        // 60 % less (100 × 60 % + 9 × 50 %) / 109.
        Case("less than a tenth, who fare worse", [(filed, 100), (left([5, 10, 5, 10]), 9)], 90.0 / 109, true),
        Case("a few, who fare a little worse", [(filed, 100), (left([5, 10, 5, 10]), 5)], 50.0 / 105, false),
        Case("one of whom everything is asked", [(filed, 100), (left(all), 1)], 60.0 / 101, true),
        Case("one of many", [(filed, 200), (left(all), 1)], 60.0 / 201, false),
        Case("left long ago", [(filed, 100), (left(all, day: "2026-10-01"), 2)], 120.0 / 102, true),
        Case("withdrawn", [(filed, 100), (left(all, end: .withdrawn), 2)], 120.0 / 102, true),
        Case("refused before they were filed", [(filed, 100), (left(all, end: .refused(RefusedFact(ground: .other))), 2)], 120.0 / 102, true),
        Case("opened on the last day", [(filed, 100), (left(all, day: "2026-11-30"), 2)], 120.0 / 102, true),
        Case("left before it is known what is asked of them, as others who filed stood too", [(went, 100), (left(begun), 40)], 0, false),
        Case("left before it is known what is asked of them, as nobody else stood", [(filed, 100), (left(begun), 5)], 200.0 / 105, true),
        // A tenth and less of what was settled: who filed speaks for them. Beyond it somebody may have chosen who went on: 8 of 10 are asked of each.
        Case("a tenth of those who stood alike left for good", [(went, 90), (left(begun, day: long), 10)], 0, false),
        Case("more than a tenth of those who stood alike left for good", [(went, 100), (left(begun, day: long), 12)], 100 * 12 * 0.4 / 112, true),
        Case("half of those who stood alike withdrawn", [(went, 50), (left(begun, end: .withdrawn), 50)], 20, true),
        Case("drafts that may still be filed are no part of the tenth, and count as those who filed", [(went, 90), (left(begun, day: long), 10), (left(begun), 60)], 0, false),
        Case("beyond the tenth the young ones still count as those who filed", [(went, 60), (left(begun, day: long), 20), (left(begun), 20)], 8, true),
        Case("left for good with all said, and nothing more could be asked", [(filed, 50), (left([4, 10, 4, 10], day: long), 50)], 0, false),
        Case(
            "the tenth is one of each row: many others filed another form",
            [(went, 50), (left(begun, day: long), 10), (Made(procedure: "1.000002", stands: [begun, [4, 10, 4, 10]], filed: (4, 10)), 500)], 100 * (0.6 - (0.6 + (30 + 2) / 60) / 2), true),
        // Who goes on knows more: the last stage speaks.
        Case("left after it is known", [(filed, 100), (Made(stands: [[4, 10, 4, 10], all]), 2)], 120.0 / 102, true),
        Case(
            "some of those who fare worse were filed: what became of them speaks for the others",
            [(filed, 90), (Made(stands: [[5, 9, 9, 10]], filed: (8, 10)), 10), (left([5, 9, 9, 10]), 30)], 100 * (0.56 - (0.56 * 100 + 0.2 * 30) / 130), true),
        Case("of whom the ledger says nothing: taken as spared nothing", [(filed, 100), (Made(stands: []), 1)], 60.0 / 101, true),
        Case("of whom the ledger says nothing, one of many", [(filed, 200), (Made(stands: []), 1)], 60.0 / 201, false),
        // A procedure with 20 %, of which two of three are left: by volume (100 × 60 + 100 × 20) / 200 less (100 × 60 + 300 × 20) / 400.
        Case(
            "the worse procedure is left more often: each one's figure stays, the mix would not",
            [(filed, 100), (Made(procedure: "1.000002", stands: [[8, 10, 8, 10]], filed: (8, 10)), 100), (Made(procedure: "1.000002", stands: [[8, 10, 8, 10]]), 200)], 10, true),
        Case(
            "both are left alike",
            [
                (filed, 100), (left([4, 10, 4, 10]), 50), (Made(procedure: "1.000002", stands: [[8, 10, 8, 10]], filed: (8, 10)), 100),
                (Made(procedure: "1.000002", stands: [[8, 10, 8, 10]]), 50),
            ], 0, false),
        // Mean over procedures: 60 % less (60 % + 0 %) / 2.
        Case("a procedure nobody files any more", [(filed, 100), (Made(procedure: "1.000002", stands: [all], day: "2026-10-01"), 3)], 30, true),
        Case("a procedure that has only just begun", [(filed, 100), (Made(procedure: "1.000002", stands: [all], day: "2026-11-29"), 3)], 0, false),
        Case("of somebody who filed the form after all", [(filed, 100), (Made(filed: (4, 10), subject: "s"), 1), (Made(stands: [all], subject: "s"), 2)], 0, false),
        Case("of somebody who tried the form out, whose filing is simulated", [
            (real(filed), 100), (Made(filed: (4, 10), subject: "s"), 1), (real(Made(stands: [all], subject: "s")), 2)], 120.0 / 102, true),
        Case("of somebody who filed it against a paper that is not in force", [
            (filed, 100), (Made(filed: (4, 10), subject: "s", status: "provisional"), 1), (Made(stands: [all], subject: "s"), 2)], 120.0 / 102, true),
        Case("of somebody who filed another form", [(filed, 100), (Made(filed: (4, 10), subject: "t"), 1), (Made(stands: [all], subject: "s"), 2)], 120.0 / 103, true),
        Case("of a form that is in no headline", [(filed, 100), (Made(procedure: "9.000009", stands: []), 50)], 0, false),
    ]

    @Test("withhold the headline where they would have lowered it by more than half a point, and only there", arguments: cases)
    func bounded(_ c: Case) throws {
        let entries = try Self.ledger(c.made), report = Report(of: entries)
        let effect = report.drafts.effect
        #expect(abs(max(effect.macro ?? 0, effect.weighted ?? 0) * 100 - c.points) < 1e-9, "\(effect)")
        #expect(report.integrity.flags.map(\.code).filter { $0 != .simulatedBeside } == (c.isFlagged ? [.dropped] : []) && report.integrity.isWithheld == c.isFlagged)
        // At their worst they do no less.
        #expect(report.drafts.worst.macro ?? 0 >= (effect.macro ?? 0) - 1e-12 && report.drafts.worst.weighted ?? 0 >= (effect.weighted ?? 0) - 1e-12)
        #expect(Report(of: entries.reversed() + entries).integrity == report.integrity, "the order of events, and events told twice, decide nothing")
    }

    @Test("what hangs on an answer nobody gave is told with its bound, and withholds nothing")
    func told() throws {
        let made = [(Made(stands: [[1, 7, 8, 10], [4, 10, 4, 10]], filed: (4, 10)), times: 60), (Self.left([1, 7, 8, 10]), times: 40)]
        let report = Report(of: try Self.ledger(made))
        // Were all asked that may be: 8 of 10.
        #expect(report.drafts.effect == Headline(macro: 0, weighted: 0) && abs((report.drafts.worst.macro ?? 0) - (0.6 - (0.6 * 60 + 0.2 * 40) / 100)) < 1e-12)
        let json = report.json["drafts"]
        #expect(json?["effect"]?["macro"]?.number == "0" && json?["worst"]?["weighted"]?.number == "0.16")
    }

    @Test("together with what is left out of a form, less than half a point each")
    func together() throws {
        // 250 facts, one of them left out in 100 dossiers: 0.4 points; one dossier dropped: 0.3.
        let leftOut = try submission(
            current: (1..<250).map { "f\($0) a\($0)! " + ($0 <= 100 ? "declared" : "prefilled @land") }, blanks: (0..<250).map { "a\($0)!" }, form: "form-1.000001")
        func entries(_ isLeftOut: Bool, _ isDropped: Bool) throws -> [LedgerEntry] {
            let kept = Made(stands: [[100, 250, 100, 250]], filed: (100, 250)), drafts = isDropped ? [(Made(stands: [[175, 250, 175, 250]]), times: 1)] : []
            return try Self.ledger([(kept, times: isLeftOut ? 0 : 100)] + drafts)
                + (isLeftOut ? (0..<100).map { LedgerEntry(dossier: "l\($0)", hour: "2026-11-20T03", fact: .submitted(leftOut)) } : [])
        }
        for (isLeftOut, isDropped, raised) in [(true, false, []), (false, true, []), (true, true, [IntegrityFlag.Code.leftOut, .dropped])] {
            #expect(Report(of: try entries(isLeftOut, isDropped)).integrity.flags.map(\.code) == raised)
        }
    }

    @Test("speaks against the rows that drop dossiers, and raises nothing small in another")
    func elsewhere() throws {
        // 250 facts, one of them left out: 0.4 points, in a procedure of which everybody files.
        let leftOut = try submission(
            current: (1..<250).map { "f\($0) a\($0)! " + ($0 <= 100 ? "declared" : "prefilled @land") }, blanks: (0..<250).map { "a\($0)!" }, procedure: "1.000002", form: "form-1.000002")
        let others = (0..<100).map { LedgerEntry(dossier: "o\($0)", hour: "2026-11-20T03", fact: .submitted(leftOut)) }
        let flags = Report(of: try Self.ledger([(Self.filed, times: 100), (Self.left(Self.all), times: 20)]) + others).integrity.flags
        #expect(flags.map(\.code) == [.dropped] && flags[0].subject.procedure == "1.000001")
    }

    // MARK: any ledger

    /// Dossiers of one kind are filed alike. They stand alike in the end, and no other kind does; where `first` is there, all of the procedure stand
    /// so at first, and those that are dropped never get further.
    private struct Kind {
        let made: Made
        let first: [Int]?
        let procedure: Int
        let isSpared: Bool

        var filed: Made { with(stands: (first.map { [$0] } ?? []) + made.stands) }

        func unfiled() -> Made {
            var made = with(stands: first.map { [$0] } ?? made.stands)
            (made.filed, made.day) = (nil, "2026-10-10")
            return made
        }

        private func with(stands: [[Int]]) -> Made {
            var made = made
            made.stands = stands
            return made
        }
    }

    /// How a cheat chooses who never gets to file.
    enum Choice: CaseIterable, Sendable {
        case nobody, fewEvenly, evenly, anybody, worst, someOfTheWorst, oneKind, oneProcedure
    }

    @Test("published with the dossiers that were dropped or without: half a point apart, or flagged, or a tenth of a row at most, whose bound is told", arguments: Choice.allCases, [false, true])
    func random(_ choice: Choice, _ isShared: Bool) throws {
        var (flagged, harmless, bounded) = (0, 0, 0)
        for seed in 0..<30 as Range<UInt64> {
            var random = SplitMix64(seed: seed &* 977 &+ 5)
            func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
            let procedures = 1 + below(4)
            let kinds = (0..<(2 + below(8))).map { number in
                // Standings differ from kind to kind; what is open in one may still come to be asked, or not.
                let demanded = 20 + number, given = below(demanded), open = below(3) == 0 ? below(demanded - given) : 0, asked = below(open + 1), procedure = below(procedures)
                let stand = [given, demanded - below(open + 1), given + open, demanded]
                let made = Made(procedure: "1.00000\(procedure)", stands: [stand], filed: (given + asked, demanded))
                return Kind(made: made, first: isShared ? [2, 10, 30, 30] : nil, procedure: procedure, isSpared: 2 * (given + asked) < demanded)
            }
            var counts = kinds.map { _ in 20 * (1 + below(6)) }, dropped = kinds.map { _ in 0 }
            let unlucky = below(kinds.count)
            for (index, kind) in kinds.enumerated() {
                dropped[index] = switch choice {
                case .nobody: 0
                case .fewEvenly: counts[index] / 20
                case .evenly: counts[index] / 4
                case .anybody: below(counts[index] / 2)
                case .worst: kind.isSpared ? 0 : counts[index]
                case .someOfTheWorst: kind.isSpared ? 0 : below(counts[index] + 1)
                case .oneKind: index == unlucky ? counts[index] : 0
                case .oneProcedure: kind.procedure == kinds[unlucky].procedure ? counts[index] : 0
                }
                counts[index] -= dropped[index]
            }
            let kept = zip(kinds, counts).map { ($0.filed, times: $1) }
            let truth = Report(of: try Self.ledger(kept + zip(kinds, dropped).map { ($0.filed, times: $1) })).reduction.strict.headline
            let report = Report(of: try Self.ledger(kept + zip(kinds, dropped).map { ($0.unfiled(), times: $1) })), told = report.reduction.strict.headline
            guard let macro = told.macro, let weighted = told.weighted else { continue }
            let moved = max(macro - (truth.macro ?? 0), weighted - (truth.weighted ?? 0)), isFlagged = report.integrity.reasons == [.dropped]
            // Who is chosen among those that stand alike is not seen below a tenth of the row; the worst they can do is told.
            let isBelow = (0..<procedures).allSatisfy { procedure in
                let those = kinds.indices.filter { kinds[$0].procedure == procedure }
                let (all, few) = (those.reduce(0) { $0 + counts[$1] + dropped[$1] }, those.reduce(0) { $0 + dropped[$1] })
                return few * 10 <= all
            }
            let worst = max(report.drafts.worst.macro ?? 0, report.drafts.worst.weighted ?? 0)
            #expect(moved <= worst + 1e-9, "seed \(seed): \(moved) of \(worst)")
            #expect(moved <= 0.005 + 1e-9 || isFlagged || isShared && isBelow, "seed \(seed): \(moved)")
            flagged += isFlagged ? 1 : 0
            harmless += moved <= 0.005 + 1e-9 && !isFlagged ? 1 : 0
            bounded += moved > 0.005 + 1e-9 && !isFlagged ? 1 : 0
        }
        switch choice {
        case .nobody, .fewEvenly: #expect(flagged == 0 && harmless == 30, "\(flagged) \(harmless)")
        // More than a tenth of each row: who filed does not speak for them, and what may still have been asked of them counts.
        case .evenly: #expect(flagged >= 5 && harmless + flagged == 30, "\(flagged) \(harmless)")
        case .worst, .oneProcedure: #expect(flagged >= 10, "\(flagged)")
        // A quarter of each row, of whom all may have been asked.
        case .anybody where isShared: #expect(flagged >= 15, "\(flagged)")
        case .someOfTheWorst, .oneKind, .anybody: #expect(flagged >= 5 && harmless + bounded >= 1, "\(flagged) \(harmless) \(bounded)")
        }
    }
}

extension DroppedTests {
    @Test("who opens a form again and again does not file it for all of them")
    func crowded() throws {
        let made: [(Made, times: Int)] = [(Made(filed: (4, 10)), times: 100), (Made(filed: (4, 10), subject: "s"), times: 1), (Made(stands: [[10, 10, 10, 10]], subject: "s"), times: 3)]
        let report = Report(of: try Self.ledger(made))
        #expect(report.integrity.reasons.contains(.dropped) && abs((report.drafts.effect.macro ?? 0) - 1.8 / 104) < 1e-12)
    }
}
