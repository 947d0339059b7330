/// The figures of a report as cells: which are sums of which, and which cannot be told once others are not.
///
/// - Source: the sums are those of the counting rules; see `ReductionTally`, `Reuse`, `Coverage`.
struct ReportCells {
    enum Place {
        case cell(Int)
        /// Made of these cells, so told only where they all are.
        case derived([Int])
    }

    private(set) var model = CellModel()
    /// Where the JSON report has what may be told.
    private(set) var places: [String: Place] = [:]
    let threshold: Int
    /// Of the cells that are added; see `CellModel.Cell.rank`.
    var rank = 0
    /// How far apart possible ratios have to lie, in millionths.
    static let ratioWidth = 100_000

    init(_ report: Report, threshold: Int) {
        self.threshold = threshold
        // Rows are given up before side figures, those before totals, the headline last.
        rank = 3
        let headline = addSeries(report.reduction.strict, report.reduction.answered, at: "reduction")
        rank = 2
        let provisional = report.reduction.provisional.map { addSeries($0.strict, $0.answered, at: "reduction/provisional") }
        if let apart = report.reduction.simulatedApart { _ = addSeries(apart.strict, apart.answered, at: "reduction/simulatedApart") }
        let coverage = addCoverage(report)
        model.sum([headline.dossiers, provisional?.dossiers].compactMap(\.self), is: coverage.seen)
        rank = 0
        let rows = report.procedures.enumerated().map { addRow($0.element, at: "procedures/\($0.offset)") }
        let papers = addTotals(report, rows, headline, provisional)
        addSources(report, rows, headline)
        rank = 1
        let tiers = addReuse(report, coverage)
        addDistribution(report, headline)
        addReasons(report, headline)
        addRegisters(report, coverage)
        let indicators = addIndicators(report, tiers, coverage)
        addTargets(report, headline, tiers, indicators, coverage)
        addDrafts(report, coverage)
        addPaperReasons(report, papers, tiers, coverage)
        addReceived(report, rows, coverage)
        addComparison(report, rows, headline)
        addCost(report, rows, headline, papers)
    }

    /// What of the JSON report this room has been taught to judge; the rest, such as months and offices, is not told at all, words
    /// included.
    static let members: Set<String> = [
        "schema", "simulated", "figures", "period", "coverage", "reduction", "integrity", "reuse", "targets", "procedures", "reasons", "registers", "confirmations", "repeats",
        "indicators", "received", "drafts", "paperReasons", "comparison", "cost",
    ]

    /// Numbers that are settings of the report and not counted from anything.
    static func isSetting(_ path: String) -> Bool {
        let steps = path.split(separator: "/")
        let last = steps.last ?? ""
        return switch steps.first {
        case "targets": last == "goal" || steps.contains("interval") && ["level", "resamples", "seed"].contains(last)
        case "indicators": last == "fullScoreAt"
        case "integrity": last == "threshold"
        case "cost": steps.contains("tariff") || steps.contains("wage")
        case "drafts": ["from", "to", "abandonedAfterDays"].contains(last)
        default: steps.contains("interval") && ["level", "resamples", "seed"].contains(last)
        }
    }

    /// Words that say something of a figure.
    static func isVerdict(_ path: String) -> Bool { path.hasPrefix("targets/") && path.hasSuffix("/met") }

    func isSmall(_ count: Int) -> Bool { (1..<threshold).contains(count) }

    /// A count.
    ///
    /// - Parameters:
    ///   - value: as counted; what is withheld is told by no report, and judged as if it were.
    ///   - paths: every place the JSON report has it.
    ///   - dossiers: how many dossiers stand behind it, where that is known; at most the count itself do.
    ///   - isNamed: a table would not name it if it were 0.
    mutating func count(_ value: Int?, at paths: String..., dossiers: Int? = nil, isNamed: Bool = false) -> Int {
        let magnitude = abs(value ?? 0)
        let small = isSmall(magnitude) || magnitude > 0 && dossiers.map(isSmall) ?? false
        let cell = model.add(.init(
            name: paths.first ?? "", value: magnitude, isSmall: small, isHidden: paths.isEmpty, least: isNamed && magnitude > 0 ? 1 : 0, width: threshold,
            rank: rank))
        for path in paths { places[path] = .cell(cell) }
        return cell
    }

    /// A share of which `1 − ratio` cannot be below 0, as a mean over procedures is made of the procedures' means.
    mutating func mean(_ ratio: Double?, at path: String) -> Int {
        let cell = addMean(max(0, Int(((ratio.map { 1 - $0 } ?? 0) * 1_000_000).rounded())))
        places[path] = .cell(cell)
        return cell
    }

    /// A mean in millionths that has no place of its own.
    mutating func addMean(_ millionths: Int) -> Int {
        model.add(.init(name: "", value: millionths, width: Self.ratioWidth, rank: rank, tellsZero: false))
    }

    /// A count that has no place of its own, but that told figures are made of.
    mutating func unplaced(_ value: Int) -> Int {
        model.add(.init(name: "", value: value, isSmall: isSmall(value), width: threshold, rank: rank))
    }

    /// A cell in no table that anyone can reckon with.
    mutating func hidden(_ value: Int, isSmall: Bool = false) -> Int {
        model.add(.init(name: "", value: value, isSmall: isSmall, isHidden: true, width: threshold))
    }

    /// The rest of a whole without a part: it is in no table, but the two give it away.
    ///
    /// - Parameter ofDossiers: such a rest of few dossiers is as small as a cell of few.
    mutating func rest(of part: Int, in whole: Int, ofDossiers: Bool = true) {
        let left = model.cells[whole].value - model.cells[part].value
        guard left >= 0 else { return }
        model.sum([part, hidden(left, isSmall: ofDossiers && isSmall(left))], is: whole)
    }

    /// A figure a ratio stands for.
    mutating func count(ofRatioAt path: String, _ value: Int, over whole: Int) -> Int {
        let cell = model.add(.init(name: path, value: value, isSmall: isSmall(value), width: threshold, rank: rank))
        places[path] = .derived([cell, whole])
        return cell
    }

    mutating func alias(_ path: String, of cell: Int) { places[path] = .cell(cell) }

    mutating func derive(_ paths: String..., from cells: [Int]) { for path in paths { places[path] = .derived(cells) } }

    /// Where the one is not told, the others are not either.
    mutating func bind(_ cell: Int, _ followers: [Int]) { for follower in followers where follower != cell { model.follow(cell, by: follower) } }

    mutating func sum(_ parts: [Int], is whole: Int) { model.sum(parts, is: whole) }

    mutating func sum(_ terms: [(cell: Int, factor: Int)], is constant: Int = 0) { model.sum(terms, is: constant) }
}
