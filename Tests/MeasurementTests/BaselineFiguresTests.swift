import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("Series of baselines in a report")
struct BaselineSeriesReportTests {
    @Test("two baselines of one form are two series: two rows, two points, never one average")
    func apart() throws {
        // Against b0: 1 − 3/4 twice. Against b1: 1 − 3/12 and 1 − 0/12.
        let report = Report(of: ledger([
            try fact(given: 3, of: 4, "b0"), try fact(given: 3, of: 4, "b0"), try fact(given: 3, of: 12, "b1"), try fact(given: 0, of: 12, "b1"),
        ]))
        #expect(report.procedures.map(\.key.baseline) == ["b0", "b1"])
        #expect(report.procedures.map(\.strict.headline.macro) == [0.25, 0.875])
        #expect(report.reduction.strict.interval == .range(lowest: 0.25, highest: 0.875, points: [
            .init(procedure: "1.000001@b0", reduction: 0.25), .init(procedure: "1.000001@b1", reduction: 0.875),
        ]))
        // The mean weighs the series alike, however many dossiers each has.
        #expect(report.reduction.strict.headline.macro == 0.5625)
    }

    @Test("one baseline is one series, whatever other forms of the procedure have")
    func alone() throws {
        let report = Report(of: ledger([try fact(given: 1, of: 4, "b0"), try fact(given: 1, of: 4, "b1", form: "form-b")]))
        #expect(report.procedures.count == 2)
        guard case .range(_, _, let points) = report.reduction.strict.interval else {
            Issue.record("no range")
            return
        }
        #expect(points.map(\.procedure) == ["1.000001"])
    }

    @Test("a provisional baseline and one in force are no two series of one kind")
    func status() throws {
        let report = Report(of: ledger([try fact(given: 1, of: 4, "b0"), try fact(given: 2, of: 4, "b1", status: "provisional")]))
        #expect(report.reduction.strict.interval == .range(lowest: 0.75, highest: 0.75, points: [.init(procedure: "1.000001", reduction: 0.75)]))
    }

    private func fact(given: Int, of demanded: Int, _ baseline: String, form: String = "form-a", status: String = "in-force") throws -> SubmittedFact {
        try submission(
            current: (0..<demanded).map { $0 < given ? "f\($0) a\($0)! declared" : "f\($0) a\($0)! prefilled @population" }, blanks: (0..<demanded).map { "a\($0)!" },
            form: form, status: status, baseline: baseline)
    }
}

@Suite("The bridge between two series")
struct BaselineBridgeTests {
    /// Twelve dossiers against the old baseline: 4 atoms each, of which 1 is given. Eleven against the new one, which demands 5, of
    /// which 1 is given, and replayed on the old one: 4, and for one of them a fifth that may have been demanded.
    private func entries(after: Int = 11, replayed: Int = 11) throws -> [LedgerEntry] {
        let current = (0..<5).map { $0 < 1 ? "f\($0) a\($0)! declared" : "f\($0) a\($0)! prefilled @population" }
        let before = try (0..<12).map { _ in try submission(current: current, blanks: ["a0!", "a1!", "a2!", "a3!"], baseline: "old") }
        let since = try (0..<after).map { number in
            let blanks = ["a0!", "a1!", "a2!", "a3!"] + (number == 0 ? ["a9?"] : [])
            let replay = SubmittedFact.Replay(baseline: "old", baselineStatus: "in-force", blanks: try blanks.map(Notation.blank))
            return try submission(current: current, blanks: ["a0!", "a1!", "a2!", "a3!", "a4!"], baseline: "new", replaced: number < replayed ? replay : nil)
        }
        return ledger(before + since)
    }

    @Test("says both figures of the same dossiers, counted by hand")
    func byHand() throws {
        let bridge = BaselineBridge(of: try entries(), form: "form-a", old: "old", new: "new")
        func sides(_ side: BaselineBridge.Side) -> [Int?] { [side.dossiers, side.figures?.strict.demanded, side.figures?.strict.given] }
        #expect(sides(bridge.oldOnOld) == [12, 48, 12])
        #expect(sides(bridge.oldOnNew) == [11, 44, 11])
        #expect(sides(bridge.newOnNew) == [11, 55, 11])
        #expect(bridge.oldOnOld.figures?.strict.low.weighted == 0.75)
        #expect(bridge.oldOnNew.figures?.strict.low.weighted == 0.75)
        // High reading: 1 − 11/45.
        #expect(bridge.oldOnNew.figures?.strict.high.weighted == 34.0 / 45)
        #expect(bridge.newOnNew.figures?.strict.low.weighted == 0.8)
        #expect(bridge.notReplayed == 0 && bridge.isSimulated)
        #expect(bridge.oldOnNew.versions == ["1"])
    }

    @Test("dossiers that were not replayed are on no side, and few are not told")
    func few() throws {
        let bridge = BaselineBridge(of: try entries(after: 30, replayed: 9), form: "form-a", old: "old", new: "new")
        #expect(bridge.newOnNew.dossiers == 9 && bridge.newOnNew.figures == nil && bridge.oldOnNew.figures == nil)
        #expect(bridge.notReplayed == 21)
        #expect(bridge.json["newOnNew"]?["dossiers"] == .null && bridge.json["newOnNew"]?["strict"] == .null)
        #expect(bridge.json["oldOnOld"]?["dossiers"] == 12)
    }

    /// A fact the new baseline demands and nobody answers, or one of the old baseline, withholds the figures that rest on it; that the baseline grew
    /// does not, as its bridge is what says how much.
    @Test("says which flags are raised over either series, and tells no figure a report would withhold", arguments: [("new", "a8!"), ("old", "a7!")])
    func flagged(_ baseline: String, _ leftOut: String) throws {
        let honest = BaselineBridge(of: try entries(), form: "form-a", old: "old", new: "new")
        #expect(honest.flags == [.baselineGrew] && [honest.oldOnOld, honest.oldOnNew, honest.newOnNew].allSatisfy { $0.withheldBy == [] && $0.figures != nil })
        #expect(BaselineBridge(of: try entries(), form: "form-a", old: "old", new: "new", attested: ["new"]).flags == [])
        let cheat = try entries().map { entry in
            guard case .submitted(let fact) = entry.fact, fact.baseline == baseline else { return entry }
            return LedgerEntry(dossier: entry.dossier, hour: entry.hour, fact: .submitted(SubmittedFact(
                form: fact.form, version: fact.version, procedure: fact.procedure, channel: fact.channel, isSimulated: fact.isSimulated, baseline: fact.baseline,
                baselineStatus: fact.baselineStatus, current: fact.current, blanks: fact.blanks + [try Notation.blank(leftOut)], documents: [], confirmations: 0, replaced: fact.replaced)))
        }
        let bridge = BaselineBridge(of: cheat, form: "form-a", old: "old", new: "new"), report = Report(of: cheat)
        #expect(report.integrity.isWithheld && bridge.flags.contains(.leftOut) && bridge.json["flags"]?.array?.contains("left-out") == true)
        #expect((bridge.oldOnOld.figures == nil) == (baseline == "old"))
        for side in [bridge.oldOnNew, bridge.newOnNew] { #expect((side.figures == nil) == (baseline == "new") && side.withheldBy.contains(.leftOut) == (baseline == "new")) }
        #expect(bridge.json["newOnNew"]?["strict"]?.isNull == (baseline == "new") && bridge.newOnNew.dossiers == 11)
    }

    @Test("other forms and other baselines are none of it")
    func others() throws {
        let bridge = BaselineBridge(of: try entries(), form: "form-b", old: "old", new: "new")
        #expect(bridge.oldOnOld.dossiers == 0 && bridge.newOnNew.dossiers == 0)
        let unknown = BaselineBridge(of: try entries(), form: "form-a", old: "older", new: "new")
        #expect(unknown.oldOnOld.dossiers == 0 && unknown.newOnNew.dossiers == 0 && unknown.notReplayed == 11)
    }

    @Test("a replay is in the event, is read back, and says nothing where there is none")
    func event() throws {
        for entry in try entries(after: 3, replayed: 2) {
            #expect(try LedgerEntry(json: entry.json) == entry)
            guard case .submitted(let fact) = entry.fact else { continue }
            #expect((entry.json["replaced"] == nil) == (fact.replaced == nil))
        }
    }
}

@Suite("Weights of a baseline's blanks")
struct BaselineWeightsTests {
    @Test("how many dossiers demanded a blank, left it open, and had a value for it")
    func weights() throws {
        let facts = try (0..<20).map { number in
            try submission(
                current: [
                    "name s1.name! prefilled @population", "phone s1.phone \(number < 12 ? "declared" : "empty")", "why dossier.why! declared",
                    "row#1 s1.item#1! declared", "row#2 s1.item#2! \(number < 10 ? "declared" : "empty")",
                ],
                blanks: [
                    "name s1.name!", "phone s1.phone", "fax s1.fax", "item#1 s1.item#1!", "item#2 s1.item#2", "why dossier.why\(number < 10 ? "!" : "?")",
                ])
        }
        let weights = BaselineWeights(of: ledger(facts), baseline: "b0")
        #expect(weights.dossiers == 20 && weights.isSimulated)
        func weight(_ blank: String) throws -> [Int] {
            let found = try #require(weights.blanks.first { $0.blank == blank })
            return [found.required, found.optional, found.unknown, found.offPath, found.answered]
        }
        #expect(try weight("name") == [20, 0, 0, 0, 20])
        #expect(try weight("phone") == [0, 20, 0, 0, 12])
        #expect(try weight("fax") == [0, 20, 0, 0, 0])
        // Rows of one dossier are one: demanded where one row demands it.
        #expect(try weight("item") == [20, 0, 0, 0, 20])
        #expect(try weight("why") == [10, 0, 10, 0, 20])
        #expect(weights.neverUsed.map(\.blank) == ["fax"])
        // 12 had a telephone number and 8 had none: that would tell the eight.
        #expect(weights.told("phone") == .init(required: 0, optional: 20, unknown: 0, offPath: 0, answered: nil))
        #expect(weights.told("name") == .init(required: 20, optional: 0, unknown: 0, offPath: 0, answered: 20))
        #expect(weights.told("nobody") == nil)
    }

    @Test("few dossiers tell nothing, and never that nobody fills a blank")
    func few() throws {
        let weights = BaselineWeights(of: ledger(try (0..<9).map { _ in try submission(blanks: ["fax s1.fax"]) }), baseline: "b0")
        #expect(weights.dossiers == 9 && weights.told("fax") == nil && weights.neverUsed.isEmpty)
    }

    @Test("dossiers of another baseline count only where they were replayed on this one")
    func replayed() throws {
        let replay = SubmittedFact.Replay(baseline: "old", baselineStatus: "in-force", blanks: [try Notation.blank("name s1.name!")])
        let facts = try (0..<12).map { try submission(current: ["name s1.name! declared"], blanks: ["name s1.name"], baseline: "new", replaced: $0 < 11 ? replay : nil) }
        let weights = BaselineWeights(of: ledger(facts), baseline: "old")
        #expect(weights.dossiers == 11 && weights.blanks.first?.required == 11)
        #expect(BaselineWeights(of: ledger(facts), baseline: "new").blanks.first?.optional == 12)
    }
}

@Suite("Small cells")
struct SmallCellsTests {
    @Test("parts that are few are withheld, and with them what would tell them", arguments: [
        ([20, 0, 0], [20, 0, 0]), ([17, 3, 0], [nil, nil, 0]), ([9, 11], [nil, nil]), ([50, 4, 4, 30], [50, nil, nil, nil]), ([50, 5, 5], [50, nil, nil]),
        ([100, 1, 60], [100, nil, nil]), ([3], [nil]), ([0, 0], [0, 0]), ([10, 10], [10, 10]), ([], []),
    ] as [([Int], [Int?])])
    func told(_ parts: [Int], _ told: [Int?]) { #expect(SmallCells.told(parts) == told) }

    /// Whoever knows the whole and what is told knows of the rest its sum alone: at least ten, over two parts or more.
    @Test("of 1,000 random wholes no withheld part can be worked out")
    func random() {
        var random = SplitMix64(seed: 10)
        for _ in 0..<1000 {
            let parts = (0..<(2 + random.next() % 5)).map { _ in Int(random.next() % [3, 12, 40, 200][Int(random.next() % 4)]) }
            let told = SmallCells.told(parts)
            let withheld = parts.indices.filter { told[$0] == nil }
            for index in parts.indices where (1..<10).contains(parts[index]) { #expect(told[index] == nil) }
            for index in parts.indices where told[index] != nil { #expect(told[index] == parts[index]) }
            if withheld.isEmpty { continue }
            let rest = withheld.reduce(0) { $0 + parts[$1] }
            #expect(withheld.count >= 2)
            // Less than ten is left only where all of it is: there are not ten in the whole.
            #expect(rest >= 10 || rest == parts.reduce(0, +), "\(parts)")
        }
    }
}
