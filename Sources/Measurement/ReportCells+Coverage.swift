/// What a report divides dossiers by.
struct CoverageCells {
    let seen: Int
    let received: Int?

    /// What a share of dossiers tells of beside its own count.
    var all: [Int] { [seen] + [received].compactMap(\.self) }
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
        _ = count(coverage.repeatedSubmissions, at: "coverage/repeatedSubmissions")
        _ = count(coverage.leftOut, at: "coverage/leftOut")
        let received = coverage.received.map { count($0, at: "coverage/received") }
        derive("coverage/share", from: [seen] + [received].compactMap(\.self))
        let confirming = count(lines.dossiersWithConfirmations, at: "confirmations/dossiers")
        let confirmations = count(lines.confirmations, at: "confirmations/total", dossiers: lines.dossiersWithConfirmations)
        bind(confirming, [confirmations])
        rest(of: confirming, in: seen)
        _ = count(lines.repeats, at: "repeats")
        return CoverageCells(seen: seen, received: received)
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
        let single = report.reasons.reduce(0) { $0 + $1.atoms }
        sum(terms + [(headline.given, -1)], is: single - report.reduction.strict.given)
    }

    mutating func addRegisters(_ report: Report) {
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
        }
    }

    mutating func addTargets(_ report: Report, _ headline: SeriesCells, _ tiers: [String: Int], _ coverage: CoverageCells) {
        for (index, target) in report.targets.enumerated() {
            let parts: [Int]? = switch target.id {
            case "reduction": [headline.mean, headline.given, headline.demanded, headline.dossiers]
            case "reuse-official": tiers["official"].map { [$0] + coverage.all }
            case "reuse-papers-or-earlier": tiers["papersOrEarlier"].map { [$0] + coverage.all }
            default: target.value == nil ? [] : nil
            }
            if let parts { derive("targets/\(index)/value", "targets/\(index)/met", from: parts) }
        }
    }
}
