import Diagnostics
import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("Figures of a report")
struct ReportTests {
    @Test("macro weighs procedures, weighted weighs facts")
    func headlines() throws {
        // Procedure 1: reductions 1 − 1/2 and 1 − 0/2, mean 0.75. Procedure 2: 1 − 8/10 = 0.2.
        // Macro (0.75 + 0.2) / 2 = 0.475. Weighted: A = 1 + 0 + 8, B = 2 + 2 + 10, 1 − 9/14.
        let report = Report(of: ledger([
            try plain(given: 1, of: 2, procedure: "p1"), try plain(given: 0, of: 2, procedure: "p1"), try plain(given: 8, of: 10, procedure: "p2"),
        ]))
        let strict = report.reduction.strict
        #expect(abs((strict.headline.macro ?? 9) - 0.475) < 1e-12)
        #expect(strict.headline.weighted == 5.0 / 14)
        #expect((strict.given, strict.demanded, strict.dossiers, strict.measurable) == (9, 14, 3, 3))
        #expect(strict.interval == .range(lowest: 0.2, highest: 0.75, points: [
            .init(procedure: "p1", reduction: 0.75), .init(procedure: "p2", reduction: 0.2),
        ]))
        #expect(report.procedures.map(\.key.procedure) == ["p1", "p2"])
        #expect(report.reduction.distribution.median == 0.5)
        #expect(report.reduction.distribution.shareWithoutCut == 0)
    }

    @Test("an empty ledger measures nothing, and says null, not 0")
    func empty() {
        let json = Report(of: []).json
        #expect(json["reduction"]?["strict"]?["macro"] == .null)
        #expect(json["reduction"]?["strict"]?["interval"] == .null)
        #expect(json["reuse"]?["official"]?["low"] == .null)
        #expect(json["simulated"] == false)
        #expect(json["targets"]?.array?.allSatisfy { $0["met"] == "not-measurable" } == true)
    }

    @Test("a dossier of which the paper demanded nothing has no reduction, and its new demands still weigh")
    func noDemand() throws {
        let report = Report(of: ledger([try plain(given: 2, of: 0), try plain(given: 1, of: 4)]))
        #expect(report.reduction.strict.headline.macro == 0.75)
        // A = 2 + 1, B = 4.
        #expect(report.reduction.strict.headline.weighted == 0.25)
        #expect(report.reduction.strict.measurable == 1)
    }

    @Test("provisional baselines stay out of the headline and have their own line")
    func provisional() throws {
        let report = Report(of: ledger([try plain(given: 0, of: 4), try plain(given: 4, of: 4, status: "provisional")]))
        #expect(report.reduction.strict.headline.weighted == 1)
        #expect(report.reduction.provisional?.strict.headline.weighted == 0)
        #expect(report.procedures.map(\.isProvisional) == [false, true])
    }

    @Test("simulated dossiers are never added to real ones")
    func simulated() throws {
        let real = try plain(given: 1, of: 4, simulated: false)
        let simulated = try plain(given: 4, of: 4)
        let mixed = Report(of: ledger([real, simulated]))
        #expect(mixed.scope.simulated && !mixed.scope.figuresAreSimulated)
        #expect(mixed.reduction.strict.headline.weighted == 0.75)
        #expect(mixed.reduction.simulatedApart?.strict.headline.weighted == 0)
        #expect(mixed.scope.coverage.seen == 1)
        let alone = Report(of: ledger([simulated]))
        #expect(alone.scope.simulated && alone.scope.figuresAreSimulated)
        #expect(alone.reduction.simulatedApart == nil)
        #expect(!Report(of: ledger([real])).scope.simulated)
    }

    @Test("a dossier counts once, with its last submission; in the same hour with the one that gave more")
    func resubmission() throws {
        func entries(_ first: String, _ second: String) throws -> [LedgerEntry] {
            [
                LedgerEntry(dossier: "d", hour: first, fact: .submitted(try plain(given: 3, of: 4))),
                LedgerEntry(dossier: "d", hour: second, fact: .submitted(try plain(given: 1, of: 4))),
            ]
        }
        let later = Report(of: try entries("2026-11-24T09", "2026-11-25T09"))
        #expect(later.reduction.strict.headline.weighted == 0.75)
        #expect(later.scope.coverage.repeatedSubmissions == 1)
        #expect(Report(of: try entries("2026-11-24T09", "2026-11-24T09")).reduction.strict.headline.weighted == 0.25)
    }

    @Test("a period takes the events of its days, as they are counted in Viet Nam")
    func period() throws {
        let fact = try plain(given: 1, of: 2)
        let entries = ["2026-10-31T16", "2026-10-31T17", "2026-11-30T16", "2026-11-30T17"].enumerated().map {
            LedgerEntry(dossier: "d\($0)", hour: $1, fact: .submitted(fact))
        }
        let november = try #require(Period(from: "2026-11-01", to: "2026-11-30"))
        #expect(Report(of: entries, period: november).scope.coverage.seen == 2)
        #expect(Period(from: "2026-11-31") == nil)
        #expect(Period(from: "2026-12-01", to: "2026-11-01") == nil)
    }

    @Test("the parts add up to the reduction in both headlines", arguments: 0..<30)
    func parts(_ seed: UInt64) throws {
        let reduction = Report(of: RandomEvents.ledger(seed: seed, procedures: 5, dossiers: 40)).reduction
        let headline = reduction.strict.headline
        let (macro, weighted) = (try #require(headline.macro), try #require(headline.weighted))
        let (given, demanded) = (try #require(reduction.strict.given), try #require(reduction.strict.demanded)), a = Double(given) / Double(demanded)
        #expect(abs(reduction.byRegister.reduce(0) { $0 + ($1.share.macro ?? .nan) } - macro) < 1e-9)
        #expect(abs(reduction.byRegister.reduce(0) { $0 + ($1.share.weighted ?? .nan) } + a - 1) < 1e-9)
        #expect(reduction.byRegister.reduce(0) { $0 + ($1.atoms ?? 0) } == demanded - given)
        #expect(abs((reduction.ownIdentityData.share.macro ?? .nan) + (reduction.otherData.share.macro ?? .nan) - macro) < 1e-9)
        #expect(reduction.byRegister.reduce(0) { $0 + ($1.ownIdentityAtoms ?? 0) } == reduction.ownIdentityData.atoms)
        #expect(weighted <= (reduction.strict.high.weighted ?? -9))
    }

    @Test("events in any order give the same text", arguments: 0..<10)
    func order(_ seed: UInt64) {
        let entries = RandomEvents.ledger(seed: seed, procedures: 14, dossiers: 120, mixed: seed % 2 == 1)
        var random = SplitMix64(seed: seed &+ 99)
        let once = Report(of: entries).json.serialized(.pretty)
        #expect(Report(of: entries.shuffled(using: &random)).json.serialized(.pretty) == once)
        #expect(Report(of: entries.reversed()).json.serialized(.pretty) == once)
    }

    @Test("twelve procedures have an interval with its seed, eleven have a range")
    func interval() throws {
        func report(_ procedures: Int, seed: UInt64 = 400) throws -> Series {
            Report(of: ledger(try (0..<procedures).map { try plain(given: $0 % 7, of: 10, procedure: "p\(100 + $0)") }), seed: seed).reduction.strict
        }
        guard case .range(let lowest, let highest, let points) = try report(11).interval else {
            Issue.record("eleven procedures have no interval")
            return
        }
        #expect((lowest, highest, points.count) == (0.4, 1, 11))
        let series = try report(12)
        guard case .bootstrap(let bootstrap) = series.interval else {
            Issue.record("twelve procedures have an interval")
            return
        }
        #expect(bootstrap.macro.contains(try #require(series.headline.macro)))
        #expect(bootstrap.macro.lowerBound < bootstrap.macro.upperBound)
        #expect((bootstrap.seed, bootstrap.resamples) == (400, 2000))
        #expect(try report(12, seed: 1).interval != series.interval)
    }

    @Test("SplitMix64 gives the published numbers")
    func splitMix() {
        // Reference output for seed 1234567, as in Java's and Rosetta Code's test vectors.
        var random = SplitMix64(seed: 1_234_567)
        #expect([random.next(), random.next(), random.next()] == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test(arguments: [
        (0.0, "0"), (1, "1"), (-1, "-1"), (0.5, "0.5"), (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"), (-0.0000001, "0"), (-0.25, "-0.25"),
        (12.000001, "12.000001"), (0.1 + 0.2, "0.3"),
    ] as [(Double, String)])
    func writesRatios(_ value: Double, _ text: String) { #expect(SixDecimals.text(value) == text) }
}
