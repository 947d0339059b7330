extension ReportCells {
    /// Drafts by age; those opened in the period and submitted after it are what unfinished dossiers are more than drafts.
    mutating func addDrafts(_ report: Report, _ coverage: CoverageCells) {
        let drafts = report.drafts
        alias("drafts/opened", of: coverage.opened)
        let open = count(drafts.open, at: "drafts/open"), closed = count(drafts.closed, at: "drafts/closed")
        let ages = drafts.ages.enumerated().map { count($0.element.dossiers, at: "drafts/ages/\($0.offset)/dossiers") }
        sum(ages, is: open)
        let abandoned = count(drafts.abandoned, at: "drafts/abandoned")
        sum(zip(drafts.ages, ages).filter { $0.0.from >= Drafts.abandonedAfterDays }.map(\.1), is: abandoned)
        let later = report.scope.coverage.unfinished - drafts.open - drafts.closed
        // None of them, as over a whole ledger, is taken as known to everyone.
        sum([open, closed] + (later > 0 ? [hidden(later, isSmall: isSmall(later))] : []), is: coverage.unfinished)
        derive("drafts/share", from: [abandoned, coverage.opened])
    }

    /// Papers handed in by reason; the dossiers a reason would move reuse neither a paper nor anything earlier.
    mutating func addPaperReasons(_ report: Report, _ papers: PaperCells, _ tiers: [String: Int], _ coverage: CoverageCells) {
        var byCode: [PaperReasonFigures.Code: Int] = [:]
        for (index, reason) in report.paperReasons.enumerated() {
            let path = "paperReasons/\(index)"
            let dossiers = count(reason.dossiers, at: "\(path)/dossiers", isNamed: true)
            let own: Int
            if reason.code == .declined, reason.papers == model.cells[papers.declined].value {
                own = papers.declined
                alias("\(path)/papers", of: own)
            } else {
                own = count(reason.papers, at: "\(path)/papers", dossiers: reason.dossiers, isNamed: true)
            }
            let moving = count(reason.wouldMove, at: "\(path)/wouldMove")
            bind(dossiers, [own, moving])
            rest(of: dossiers, in: coverage.seen)
            rest(of: moving, in: dossiers)
            if let reusing = tiers["papersOrEarlier"] {
                let others = model.cells[coverage.seen].value - model.cells[reusing].value - reason.wouldMove
                sum([moving, reusing, hidden(others, isSmall: isSmall(others))], is: coverage.seen)
            }
            derive("\(path)/wouldAdd", from: [moving] + coverage.all)
            byCode[reason.code] = own
        }
        sum(byCode.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value), is: papers.uploaded)
        // Papers declined that were not at hand at all are taken as known to everyone; most often there are none.
        let reusable = [PaperReasonFigures.Code.available, .declined].compactMap { byCode[$0] }
        let known = reusable.reduce(0) { $0 + model.cells[$1].value } - model.cells[papers.available].value
        sum(reusable.map { ($0, 1) } + [(papers.available, -1)], is: known)
    }

    /// The other period has no cells in this edition: what comes of it is told where nothing in either period is small.
    mutating func addComparison(_ report: Report, _ rows: [RowCells], _ headline: SeriesCells) {
        guard case .compared(let change)? = report.comparison?.outcome else { return }
        derive("comparison/strict/macro/after", from: [headline.mean, headline.dossiers])
        derive("comparison/strict/weighted/after", from: [headline.given, headline.demanded, headline.dossiers])
        guard change.smallest >= threshold else { return }
        let all = rows.flatMap(\.series.all) + headline.all
        for member in ["before", "within", "mix"] { derive("comparison/strict/macro/\(member)", "comparison/strict/weighted/\(member)", from: all) }
        derive("comparison/strict/series/inBoth", "comparison/strict/series/onlyBase", "comparison/strict/series/onlyNow", from: all)
    }
}
