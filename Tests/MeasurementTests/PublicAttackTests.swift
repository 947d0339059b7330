import Diagnostics
import Formats
@testable import Measurement
import Receipts
import Testing

/// Whoever subtracts the published figures of one edition from one another: what is known of a figure is its place in the JSON report,
/// that counts are whole and not below 0, and what the documentation says is part of what. Nothing of the product's own model is used.
private struct Differencing {
    private let published: JSON
    private let counted: JSON
    private var places: [String: Int] = [:]
    private var truths: [Int] = []
    private var equations: [Attacker.Equation] = []

    init(_ publication: PublicReport) {
        published = publication.json
        counted = publication.report.json
        rows()
        indicators()
        beside()
    }

    private func at(_ path: String, in json: JSON) -> JSON? {
        path.split(separator: "/").reduce(Optional(json)) { json, step in Int(step).flatMap { json?[$0] } ?? json?[String(step)] }
    }

    private func truth(_ path: String) -> Int? { at(path, in: counted)?.number.flatMap(Int.init) }

    private func elements(_ path: String) -> Int { at(path, in: counted)?.array?.count ?? 0 }

    private mutating func unknown(_ name: String, _ truth: Int) -> Int {
        if let place = places[name] { return place }
        places[name] = truths.count
        truths.append(truth)
        return truths.count - 1
    }

    /// Parts, and a rest nobody publishes where there is one, are a whole. A part that is not in the report is nothing.
    private mutating func sum(_ parts: [String], is whole: String, withRest: Bool = false) {
        guard let total = truth(whole) else { return }
        var equation = Attacker.Equation(factors: [:], constant: 0)
        for (path, factor) in parts.map({ ($0, 1) }) + [(whole, -1)] {
            guard let value = truth(path) else { continue }
            if let told = at(path, in: published)?.number.flatMap(Int.init) {
                equation.constant -= factor * told
            } else {
                equation.factors[unknown(path, value), default: 0] += factor
            }
        }
        if withRest {
            let rest = total - parts.reduce(0) { $0 + (truth($1) ?? 0) }
            equation.factors[unknown("rest of \(parts) in \(whole)", rest)] = 1
        }
        equations.append(equation)
    }

    private mutating func rows() {
        let rows = 0..<elements("procedures")
        func own(_ status: String) -> [Int] { rows.filter { at("procedures/\($0)/baselineStatus", in: counted)?.string == status } }
        for member in ["dossiers", "measurable", "A", "B"] {
            sum(own("in-force").map { "procedures/\($0)/strict/\(member)" }, is: "reduction/strict/\(member)")
            sum(own("provisional").map { "procedures/\($0)/strict/\(member)" }, is: "reduction/provisional/strict/\(member)")
        }
        sum(["reduction/strict/dossiers", "reduction/provisional/strict/dossiers"], is: "coverage/seen")
        for index in rows { sum(["procedures/\(index)/dossiers"], is: "procedures/\(index)/strict/dossiers") }
        for member in ["required", "uploaded", "uploadedAlthoughAvailable", "declined"] {
            sum(rows.map { "procedures/\($0)/documents/\(member)" }, is: "reuse/documents/\(member)")
        }
        // Received and seen by procedure, and the rows of the same procedure.
        let received = 0..<elements("received/procedures")
        sum(received.map { "received/procedures/\($0)/received" }, is: "coverage/received")
        sum(received.map { "received/procedures/\($0)/seen" }, is: "coverage/seen")
        for index in received {
            let procedure = at("received/procedures/\(index)/procedure", in: counted)?.string
            let same = rows.filter { row in
                let code = at("procedures/\(row)/procedure", in: counted)?.string ?? ""
                return (code.isEmpty ? at("procedures/\(row)/form", in: counted)?.string : code) == procedure
            }
            sum(same.map { "procedures/\($0)/dossiers" }, is: "received/procedures/\(index)/seen")
        }
    }

    private mutating func indicators() {
        for index in 0..<elements("indicators") {
            let path = "indicators/\(index)"
            for reading in ["literal", "strict"] {
                let own = "\(path)/\(reading)"
                if at("\(own)/basis", in: counted)?.string == "ledger" {
                    sum(["coverage/seen", "\(own)/unsaid"], is: "\(own)/denominator")
                    sum(["\(own)/numerator"], is: "coverage/seen", withRest: true)
                } else {
                    sum(["\(own)/numerator", "\(own)/unsaid"], is: "\(own)/denominator", withRest: true)
                    sum(["\(own)/denominator"], is: "coverage/received", withRest: true)
                }
            }
            sum(["\(path)/strict/numerator"], is: "\(path)/literal/numerator", withRest: true)
            if at("\(path)/id", in: counted)?.string == "reused" {
                sum(["\(path)/literal/numerator"], is: "reuse/official/dossiers")
                sum(["\(path)/strict/numerator"], is: "reuse/papers/dossiers", withRest: true)
            }
            if at("\(path)/id", in: counted)?.string == "digitized" { sum(["\(path)/literal/numerator"], is: "reuse/official/dossiers", withRest: true) }
            if at("\(path)/id", in: counted)?.string == "shared" { sum(["\(path)/literal/numerator"], is: "indicators/\(index + 1)/literal/numerator", withRest: true) }
        }
        for tier in ["official", "papers", "earlier", "registers", "any", "papersOrEarlier"] { sum(["reuse/\(tier)/dossiers"], is: "coverage/seen", withRest: true) }
        for index in 0..<elements("registers") {
            sum(["registers/\(index)/fallbacks"], is: "registers/\(index)/dossiers", withRest: true)
            sum(["registers/\(index)/dossiers"], is: "coverage/seen", withRest: true)
        }
    }

    private mutating func beside() {
        let ages = (0..<elements("drafts/ages")).map { "drafts/ages/\($0)/dossiers" }
        sum(ages, is: "drafts/open")
        sum(Array(ages.suffix(2)), is: "drafts/abandoned")
        sum(["drafts/opened"], is: "coverage/opened")
        sum(["drafts/open", "drafts/closed"], is: "coverage/unfinished", withRest: true)
        sum(["coverage/abandoned"], is: "coverage/unfinished", withRest: true)
        let reasons = 0..<elements("paperReasons")
        sum(reasons.map { "paperReasons/\($0)/papers" }, is: "reuse/documents/uploaded")
        for index in reasons {
            let path = "paperReasons/\(index)"
            sum(["\(path)/wouldMove"], is: "\(path)/dossiers", withRest: true)
            sum(["\(path)/dossiers"], is: "coverage/seen", withRest: true)
            sum(["\(path)/wouldMove", "reuse/papersOrEarlier/dossiers"], is: "coverage/seen", withRest: true)
            if at("\(path)/code", in: counted)?.string == "declined" { sum(["\(path)/papers"], is: "reuse/documents/declined") }
        }
        for index in 0..<elements("cost/lines") {
            let path = "cost/lines/\(index)"
            switch at("\(path)/unit", in: counted)?.string {
            case "field":
                sum(["\(path)/now/count"], is: "reduction/strict/A")
                sum(["\(path)/before/count"], is: "reduction/strict/B")
            case "filing", "collecting": sum(["\(path)/now/count"], is: "reduction/strict/dossiers", withRest: true)
            default: break
            }
        }
    }

    var unknowns: Int { truths.count }

    /// What elimination gives away: figures that are not told, and rests that are few.
    var recovered: [String] {
        let names = Dictionary(uniqueKeysWithValues: places.map { ($0.value, $0.key) })
        return Attacker(unknowns: truths.count, equations: equations).determined.compactMap { place in
            guard let name = names[place] else { return nil }
            return name.hasPrefix("rest of") && !(1...9).contains(truths[place]) ? nil : name
        }.sorted()
    }

    /// The same attack on an edition that only leaves out what is small.
    static func careless(_ publication: PublicReport) -> Int {
        var attack = Differencing(publication)
        attack.equations = attack.equations.map { equation in
            var equation = equation
            for (place, factor) in equation.factors where !(1...9).contains(attack.truths[place]) {
                equation.constant -= factor * attack.truths[place]
                equation.factors[place] = nil
            }
            return equation
        }
        return Attacker(unknowns: attack.truths.count, equations: attack.equations).determined.count
    }
}

@Suite("Public editions under attack")
struct PublicAttackTests {
    @Test("over 1,000 random ledgers and exports no figure that is left out follows from those that are told", arguments: 0..<20)
    func thousandLedgers(_ part: Int) {
        let source = LocalizedText(vi: "thử", en: "trial")
        let tariffs = Tariffs(
            id: "t", title: source, currency: "VND", wage: 46_000, wageSource: source,
            rates: [.field: .init(time: 100, expense: 0, source: source), .paper: .init(time: 900, expense: 7, source: source), .filing: .init(time: 9000, expense: 0, source: source)])
        var (unknowns, careless, estimates) = (0, 0, 0)
        for seed in (part * 50)..<(part * 50 + 50) {
            let seed = UInt64(seed + 1)
            // Of every other one nothing is withheld, and as much received as seen: the more is told.
            let isSound = seed % 4 < 2
            let ledger = RandomEvents.ledger(
                seed: seed, procedures: 2 + Int(seed % 3), dossiers: 30 + Int(seed % 7) * 15, provisional: seed % 2 == 0)
            let lived = RandomLives.lived(ledger, seed: seed)
            let export = seed % 3 == 0 ? nil : RandomLives.export(seed: seed, procedures: 3, rows: (isSound ? 400 : 20) + Int(seed % 50))
            let report = Report(
                of: isSound ? SoundEvents.sound(lived) : lived, received: export.flatMap { ReceivedTable.reading($0, named: "received.csv").table },
                tariffs: isSound || seed % 8 == 2 ? tariffs : nil, attested: SoundEvents.attested)
            #expect(isSound || report.integrity.isWithheld, "ledger \(seed)")
            estimates += report.published.cost == nil ? 0 : 1
            let publication = PublicReport(report)
            let attack = Differencing(publication)
            #expect(attack.recovered.isEmpty, "ledger \(seed): \(attack.recovered.prefix(4))")
            unknowns += attack.unknowns
            careless += Differencing.careless(publication)
        }
        #expect(unknowns > 500)
        #expect(estimates >= 13, "\(estimates) with an estimate of time and cost, \(part)")
        #expect(careless > 20, "the attacker recovers \(careless) figures where nothing is done about differences")
    }

    @Test("a comparison is told where nothing in either period is small, and else its end alone")
    func comparison() throws {
        let random = RandomEvents.ledger(seed: 3, procedures: 1, dossiers: 3000, provisional: false)
        // Dossiers in which nothing is measurable would be few, and so small.
        let now = SoundEvents.sound(random).filter { entry in
            if case .submitted(let fact) = entry.fact { fact.blanks.contains { $0.demand == .required } } else { true }
        }
        let (days, others) = try (#require(Period(from: "2026-11-20", to: "2026-11-30")), #require(Period(from: "2026-11-01", to: "2026-11-19")))
        func comparison(_ entries: [LedgerEntry]) -> JSON? { PublicReport(Report(of: entries, period: days, comparedWith: others)).json["comparison"] }
        func published(_ entries: [LedgerEntry]) -> JSON? { comparison(entries)?["strict"] }
        let told = published(now)
        #expect(told?["weighted"]?["before"]?.number != nil && told?["macro"]?["within"]?.number != nil && told?["series"]?["inBoth"]?.number != nil)
        // A form with four dossiers in the other period.
        let few = SoundEvents.sound(RandomEvents.ledger(seed: 8, procedures: 9, dossiers: 60, provisional: false)).filter { entry in
            if case .submitted(let fact) = entry.fact { fact.procedure == "1.001003" && entry.hour < "2026-11-18" } else { false }
        }.prefix(4).map { LedgerEntry(dossier: "few-\($0.dossier)", hour: $0.hour, fact: $0.fact) }
        #expect(few.count >= 2)
        let kept = published(now + few)
        #expect(kept?["weighted"]?["before"]?.isNull == true && kept?["macro"]?["mix"]?.isNull == true && kept?["series"]?["onlyBase"]?.isNull == true)
        #expect(kept?["weighted"]?["after"]?.number != nil)
        // Of a headline that is withheld there is no change to tell.
        #expect(comparison(random)?["refused"]?.string == "headline-withheld" && published(random)?.object == nil)
    }
}
