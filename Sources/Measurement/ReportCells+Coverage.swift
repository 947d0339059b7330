/// What a report divides dossiers by.
struct CoverageCells {
    let seen: Int
    let received: Int?
    /// Per procedure the larger of received and seen, added up; without an export the seen.
    let denominator: Int
    /// The denominator without the seen.
    let unseen: Int
    let opened: Int
    let unfinished: Int

    /// What a share of dossiers tells of beside its own count.
    var all: [Int] { [seen, denominator] + [received].compactMap(\.self) }
}

extension ReportCells {
    mutating func addCoverage(_ report: Report) -> CoverageCells {
        let (coverage, lines) = (report.scope.coverage, report.scope.sideLines)
        let seen = count(coverage.seen, at: "coverage/seen")
        rank = 1
        let opened = count(coverage.opened, at: "coverage/opened")
        let unfinished = count(coverage.unfinished, at: "coverage/unfinished")
        // How many were opened before the period began is taken as known to everyone; most often it is 0.
        sum([(seen, 1), (unfinished, 1), (opened, -1)], is: coverage.seen + coverage.unfinished - coverage.opened)
        let abandoned = count(coverage.abandoned, at: "coverage/abandoned")
        rest(of: abandoned, in: unfinished)
        _ = count(coverage.repeatedSubmissions, at: "coverage/repeatedSubmissions")
        _ = count(coverage.leftOut, at: "coverage/leftOut")
        let received = coverage.received.map { count($0, at: "coverage/received") }
        // It stands where the indicators from the ledger do.
        let denominator: Int
        if let received, let value = coverage.denominator, value != coverage.received {
            denominator = unplaced(value)
            rest(of: received, in: denominator)
        } else {
            denominator = received ?? seen
        }
        let unseen = unplaced((coverage.denominator ?? coverage.seen) - coverage.seen)
        sum([seen, unseen], is: denominator)
        derive("coverage/share", from: [seen, denominator] + [received].compactMap(\.self))
        let confirming = count(lines.dossiersWithConfirmations, at: "confirmations/dossiers")
        let confirmations = count(lines.confirmations, at: "confirmations/total", dossiers: lines.dossiersWithConfirmations)
        bind(confirming, [confirmations])
        rest(of: confirming, in: seen)
        _ = count(lines.repeats, at: "repeats")
        return CoverageCells(seen: seen, received: received, denominator: denominator, unseen: unseen, opened: opened, unfinished: unfinished)
    }

    /// - Returns: the tiers' cells by their names in the report.
    mutating func addReuse(_ report: Report, _ coverage: CoverageCells) -> [String: Int] {
        let reuse = report.reuse
        var tiers: [String: Int] = [:]
        for (name, tier) in [
            ("official", reuse.official), ("papers", reuse.papers), ("earlier", reuse.earlier), ("registers", reuse.registers), ("any", reuse.any),
            ("papersOrEarlier", reuse.papersOrEarlier),
        ] {
            let cell = count(tier.dossiers, at: "reuse/\(name)/dossiers")
            derive("reuse/\(name)/low", from: [cell] + coverage.all)
            derive("reuse/\(name)/high", from: [cell, coverage.seen])
            rest(of: cell, in: coverage.seen)
            tiers[name] = cell
        }
        // A tier within another: the difference counts dossiers that are in the one alone.
        for (part, whole) in [("papers", "papersOrEarlier"), ("earlier", "papersOrEarlier"), ("papersOrEarlier", "any"), ("official", "any"), ("registers", "any")] {
            if let part = tiers[part], let whole = tiers[whole] { rest(of: part, in: whole) }
        }
        return tiers
    }

    mutating func addDistribution(_ report: Report, _ headline: SeriesCells) {
        let (distribution, path) = (report.reduction.distribution, "reduction/distribution")
        alias("\(path)/dossiers", of: headline.measurable)
        // The lowest and the highest are one dossier's own, and never told.
        derive("\(path)/median", "\(path)/p10", "\(path)/p25", "\(path)/p75", "\(path)/p90", from: [headline.measurable])
        if let share = distribution.shareWithoutCut {
            let uncut = count(ofRatioAt: "\(path)/shareWithoutCut", Int((share * Double(distribution.dossiers)).rounded()), over: headline.measurable)
            rest(of: uncut, in: headline.measurable)
        }
    }

    mutating func addReasons(_ report: Report, _ headline: SeriesCells) {
        var terms: [(cell: Int, factor: Int)] = []
        for (index, reason) in report.reasons.enumerated() {
            let dossiers = count(reason.dossiers, at: "reasons/\(index)/dossiers", isNamed: true)
            let atoms = count(reason.atoms, at: "reasons/\(index)/atoms", dossiers: reason.dossiers)
            derive("reasons/\(index)/wouldAdd", from: [atoms, headline.demanded])
            bind(dossiers, [atoms])
            rest(of: dossiers, in: headline.dossiers)
            terms.append((atoms, 1))
        }
        // What was asked for several reasons at once is taken as known to everyone; most often it is nothing.
        let single = report.reasons.reduce(0) { $0 + ($1.atoms ?? 0) }
        sum(terms + [(headline.given, -1)], is: single - model.cells[headline.given].value)
    }

    mutating func addRegisters(_ report: Report, _ coverage: CoverageCells) {
        for (index, register) in report.registers.enumerated() {
            let path = "registers/\(index)"
            let calls = count(register.calls, at: "\(path)/calls")
            let results = [
                count(register.found, at: "\(path)/found"), count(register.absent, at: "\(path)/absent"), count(register.refused, at: "\(path)/refused"),
                count(register.failed, at: "\(path)/failed"),
            ]
            sum(results, is: calls)
            let attributes = count(register.attributes, at: "\(path)/attributes", dossiers: register.calls)
            bind(calls, results + [attributes])
            derive("\(path)/failureRate", from: [calls, results[3]])
            let leaves = [
                count(register.kept, at: "\(path)/kept"), count(register.changed, at: "\(path)/changed"), count(register.disputed, at: "\(path)/disputed"),
            ]
            derive("\(path)/acceptance", "\(path)/correction", from: leaves)
            let asked = count(register.dossiers, at: "\(path)/dossiers")
            let fallbacks = count(register.fallbacks, at: "\(path)/fallbacks")
            rest(of: asked, in: coverage.seen)
            rest(of: fallbacks, in: asked)
            derive("\(path)/fallback", from: [asked, fallbacks])
        }
    }

    mutating func addTargets(
        _ report: Report, _ headline: SeriesCells, _ tiers: [String: Int], _ indicators: IndicatorCells, _ coverage: CoverageCells
    ) {
        for (index, target) in report.targets.enumerated() {
            // That the headline is withheld is told with the names of the flags, whatever is small; there is no value to tell.
            guard !target.isWithheld else {
                derive("targets/\(index)/met", from: [])
                continue
            }
            let parts: [Int]? = switch target.id {
            case "reduction": [headline.mean, headline.given, headline.demanded, headline.dossiers]
            case "reuse-official": tiers["official"].map { [$0] + coverage.all }
            case "reuse-papers-or-earlier": tiers["papersOrEarlier"].map { [$0] + coverage.all }
            // Judged on the export alone: where it says nothing, so does the goal.
            case _ where target.value == nil: []
            case "electronic": indicators.literal[.online]?.all
            case "online-paid": indicators.strict[.onlinePayment]?.all
            case "electronic-result": indicators.literal[.electronicResult]?.all
            default: nil
            }
            if let parts { derive("targets/\(index)/value", "targets/\(index)/met", from: parts) }
        }
    }
}
