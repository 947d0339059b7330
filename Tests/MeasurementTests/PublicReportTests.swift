import Formats
@testable import Measurement
import Receipts
import Testing

@Suite("Reports for the public")
struct PublicReportTests {
    /// Ledgers in which some procedures are rare; of every third one the headline is withheld.
    static func ledger(_ seed: UInt64, dossiers: Int = 400) -> [LedgerEntry] {
        let many = RandomEvents.ledger(seed: seed, procedures: 5, dossiers: dossiers, provisional: seed % 2 == 0)
        let few = RandomEvents.ledger(seed: seed + 1000, procedures: 9, dossiers: 30, provisional: false).map {
            LedgerEntry(dossier: "rare-\($0.dossier)", hour: $0.hour, fact: $0.fact)
        }
        return isWithheld(seed) ? many + few : SoundEvents.sound(many + few)
    }

    private static func isWithheld(_ seed: UInt64) -> Bool { seed % 3 == 0 }

    private static func leaves(_ json: JSON, at path: String = "") -> [(path: String, value: JSON)] {
        func inner(_ step: String) -> String { path.isEmpty ? step : "\(path)/\(step)" }
        return switch json {
        case .object(let object): object.members.flatMap { leaves($0.value, at: inner($0.key)) }
        case .array(let elements): elements.enumerated().flatMap { leaves($0.element, at: inner("\($0.offset)")) }
        case .null, .bool, .number, .string: [(path, json)]
        }
    }

    @Test("what is told is true, and no count of 1 to 9 is", arguments: 1...12 as ClosedRange<UInt64>)
    func toldIsTrue(_ seed: UInt64) {
        let publication = PublicReport(Report(of: Self.ledger(seed)))
        let counted = Dictionary(uniqueKeysWithValues: Self.leaves(publication.report.json).map { ($0.path, $0.value) })
        var (told, kept) = (0, 0)
        for (path, value) in Self.leaves(publication.json) where !path.hasPrefix("public/") {
            guard let digits = value.number, let number = Double(digits) else {
                if value.isNull, counted[path]?.number != nil { kept += 1 }
                continue
            }
            told += 1
            let truth = counted[path]?.number.flatMap(Double.init) ?? .nan
            #expect(abs(number - truth) <= 0.0005001, "\(path)")
            let isCount = !digits.contains(".") && (truth == truth.rounded()) && !path.hasPrefix("targets/") && !path.contains("interval")
                // Ages in days, and series: neither counts dossiers.
                && !["/from", "/to", "/abandonedAfterDays"].contains { path.hasSuffix($0) } && !path.hasPrefix("comparison/strict/series/") && !path.contains("/tariff/")
            let isRatio = ["macro", "weighted", "low", "high", "share", "median", "p10", "p90"].contains { path.hasSuffix($0) } || path.hasSuffix("Rate") || path.hasSuffix("acceptance") || path.hasSuffix("wouldAdd") || path.hasSuffix("WithoutCut")
            if isCount, !isRatio { #expect(!(1...9).contains(abs(number)), "\(path) is \(number)") }
        }
        #expect(told > 50 && kept > 20, "\(told) told, \(kept) not")
    }

    @Test("the tables' sums give nothing away", arguments: 1...30 as ClosedRange<UInt64>)
    func differences(_ seed: UInt64) {
        let report = PublicReport(Report(of: Self.ledger(seed))).json
        var places: [String: Int] = [:]
        var equations: [Attacker.Equation] = []
        func at(_ path: String) -> JSON? {
            path.split(separator: "/").reduce(Optional(report)) { json, step in Int(step).flatMap { json?[$0] } ?? json?[String(step)] }
        }
        func sum(_ terms: [(path: String, factor: Int)]) {
            var equation = Attacker.Equation(factors: [:], constant: 0)
            for (path, factor) in terms {
                guard let value = at(path) else { continue }
                if let number = value.number.flatMap(Int.init) {
                    equation.constant -= factor * number
                } else {
                    let place = places[path] ?? places.count
                    places[path] = place
                    equation.factors[place, default: 0] += factor
                }
            }
            equations.append(equation)
        }
        let procedures = report["procedures"]?.array ?? []
        func rows(_ status: String?) -> [Int] { procedures.indices.filter { status == nil || procedures[$0]["baselineStatus"]?.string == status } }
        for member in ["strict/dossiers", "strict/measurable", "strict/A", "strict/B", "answered/measurable", "answered/A", "answered/B"] {
            sum(rows("in-force").map { ("procedures/\($0)/\(member)", 1) } + [("reduction/\(member)", -1)])
            if report["reduction"]?["provisional"]?.object != nil { sum(rows("provisional").map { ("procedures/\($0)/\(member)", 1) } + [("reduction/provisional/\(member)", -1)]) }
        }
        sum([("reduction/strict/dossiers", 1)] + (report["reduction"]?["provisional"]?.object != nil ? [("reduction/provisional/strict/dossiers", 1)] : []) + [("coverage/seen", -1)])
        for member in ["required", "replaced", "earlier", "stored", "uploaded", "uploadedAlthoughAvailable", "declined"] {
            sum(rows(nil).map { ("procedures/\($0)/documents/\(member)", 1) } + [("reuse/documents/\(member)", -1)])
        }
        for papers in rows(nil).map({ "procedures/\($0)/documents" }) + ["reuse/documents"] {
            sum(["replaced", "earlier", "stored", "uploaded"].map { ("\(papers)/\($0)", 1) } + [("\(papers)/required", -1)])
        }
        let sources = report["reduction"]?["byRegister"]?.array ?? []
        for (index, source) in sources.enumerated() {
            let parts = rows("in-force").flatMap { row in
                (procedures[row]["sources"]?.array ?? []).enumerated().filter { $0.element["source"] == source["source"] }.map { ("procedures/\(row)/sources/\($0.offset)/atoms", 1) }
            }
            guard source["source"]?.string != "new-demand" else { continue }
            sum(parts + [("reduction/byRegister/\(index)/atoms", -1)])
        }
        for (index, _) in (report["registers"]?.array ?? []).enumerated() {
            sum(["found", "absent", "refused", "failed"].map { ("registers/\(index)/\($0)", 1) } + [("registers/\(index)/calls", -1)])
        }
        let attacker = Attacker(unknowns: places.count, equations: equations)
        let names = Dictionary(uniqueKeysWithValues: places.map { ($0.value, $0.key) })
        #expect(places.count > 20)
        #expect(attacker.determined.isEmpty, "\(attacker.determined.compactMap { names[$0] }.sorted().prefix(5))")
    }

    @Test("ratios come with their counts: none is told whose numerator or denominator is not", arguments: 1...12 as ClosedRange<UInt64>)
    func ratios(_ seed: UInt64) {
        let publication = PublicReport(Report(of: Self.ledger(seed)))
        let report = publication.json
        #expect(publication.report.integrity.isWithheld == Self.isWithheld(seed))
        for (index, row) in (report["procedures"]?.array ?? []).enumerated() {
            let isTold = row["strict"]?["A"]?.number != nil && row["strict"]?["B"]?.number != nil
            if !isTold { #expect(row["strict"]?["weighted"]?.isNull == true && row["strict"]?["low"]?["weighted"]?.isNull == true, "row \(index)") }
            if row["dossiers"]?.isNull == true { #expect(Self.leaves(row).allSatisfy { $0.value.number == nil || $0.value.number == "0" }, "row \(index)") }
        }
        for tier in ["official", "papers", "earlier", "registers", "any", "papersOrEarlier"] {
            let figures = report["reuse"]?[tier]
            if figures?["dossiers"]?.isNull == true { #expect(figures?["low"]?.isNull == true && figures?["high"]?.isNull == true) }
        }
        let reduction = report["targets"]?.array?.first { $0["id"]?.string == "reduction" }
        // That it is withheld is told, with the flags that say so, and says nothing of any figure.
        if Self.isWithheld(seed) {
            #expect(reduction?["value"]?.isNull == true && reduction?["met"]?.string == "withheld" && report["integrity"]?["withheld"] == .bool(true))
        } else {
            #expect(reduction?["value"]?.isNull == reduction?["met"]?.isNull && reduction?["met"]?.string != "withheld" && report["integrity"]?["withheld"] == .bool(false))
        }
    }

    @Test("the names of flags that withhold are told, each once: not whom they are about, and no number but the threshold", arguments: 1...6 as ClosedRange<UInt64>)
    func flags(_ seed: UInt64) {
        let report = Report(of: Self.ledger(seed)), publication = PublicReport(report)
        let integrity = publication.json["integrity"], flags = integrity?["flags"]?.array ?? []
        #expect(!report.integrity.flags.isEmpty && flags.map { $0["code"]?.string } == report.integrity.reasons.map(\.rawValue))
        #expect(flags.isEmpty != Self.isWithheld(seed))
        for flag in flags { #expect(["procedure", "form", "baseline"].allSatisfy { flag[$0] == .null }) }
        for (path, value) in Self.leaves(integrity ?? .null) where value.number != nil { #expect(path.hasSuffix("/threshold"), "\(path)") }
        #expect(!publication.suppressed.contains { $0.path.hasPrefix("integrity/") })
    }

    @Test("where nothing is small, only what public reports never tell is left out", arguments: [true, false])
    func nothingSmall(_ isWithheld: Bool) throws {
        let random = RandomEvents.ledger(seed: 3, procedures: 1, dossiers: 6000, provisional: false)
        let publication = PublicReport(Report(of: isWithheld ? random : SoundEvents.sound(random)))
        #expect(publication.report.integrity.isWithheld == isWithheld)
        #expect((publication.json["reduction"]?["strict"]?["macro"]?.number == nil) == isWithheld)
        let told = Dictionary(uniqueKeysWithValues: Self.leaves(publication.json).map { ($0.path, $0.value) })
        // A figure that is new to the report is not told until this room says how: then it does not stand here either.
        let never = ["/sources/", "/high/", "/interval/"]
        let alsoNever = ["/lowest", "/highest", "integrity/withoutFlagged/", "drafts/effect/", "drafts/worst/"] + (0..<9).map { "targets/\($0)/interval" }
            + publication.report.integrity.flags.indices.flatMap { flag in ["effect/", "observed/", "share"].map { "integrity/flags/\(flag)/\($0)" } }
        let unexplained = Self.leaves(publication.report.json).filter { path, value in
            value.number != nil && told[path]?.number == nil && !(path.hasPrefix("procedures/") && never.contains { path.contains($0) })
                && ReportCells.members.contains(String(path.prefix { $0 != "/" })) && !alsoNever.contains { path.hasSuffix($0) || path.hasPrefix($0) }
        }.map(\.path)
        let small = Set(publication.suppressed.map(\.path))
        #expect(unexplained.filter { !small.contains($0) }.isEmpty, "\(unexplained.prefix(8))")
        #expect(small.count < 20, "\(small.sorted())")
    }

    @Test("the order of reasons tells nothing, a larger threshold leaves out more, a smaller one is not taken")
    func thresholds() {
        let report = Report(of: Self.ledger(4))
        let codes = PublicReport(report).report.reasons.map(\.code)
        #expect(codes == codes.sorted() && codes.count > 3)
        #expect(PublicReport(report, threshold: 30).suppressed.count > PublicReport(report).suppressed.count)
        #expect(PublicReport(report, threshold: 2).json == PublicReport(report).json)
    }

    @Test("the same events give the same bytes, and the list of what is left out has no values")
    func deterministic() {
        let entries = Self.ledger(6)
        let (a, b) = (PublicReport(Report(of: entries)), PublicReport(Report(of: entries.reversed())))
        #expect(a.json.serialized(.pretty) == b.json.serialized(.pretty))
        #expect(a.suppressed.map(\.path) == b.suppressed.map(\.path) && a.suppressed.map(\.reason) == b.suppressed.map(\.reason))
        #expect(Set(a.suppressed.map(\.reason)) == Set(Suppression.Reason.allCases))
    }

    @Test("an empty ledger is told: there is nobody in it")
    func empty() {
        let publication = PublicReport(Report(of: []))
        #expect(publication.suppressed.isEmpty)
        #expect(publication.json["coverage"]?["seen"]?.number == "0")
    }
}
