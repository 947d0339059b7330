/// The cells of one series in both ways of counting.
struct SeriesCells {
    let dossiers: Int
    let measurable: Int
    let given: Int
    let demanded: Int
    let answeredMeasurable: Int
    let answeredGiven: Int
    let answeredDemanded: Int
    /// 1 − the mean over procedures, strict and answered.
    let mean: Int
    let answeredMean: Int

    var all: [Int] { [dossiers, measurable, given, demanded, answeredMeasurable, answeredGiven, answeredDemanded, mean, answeredMean] }
}

/// The cells of one row of the table of procedures.
struct RowCells {
    let figures: ProcedureFigures
    let series: SeriesCells
    let papers: PaperCells
}

/// The cells of a series of papers.
struct PaperCells {
    let required: Int
    let replaced: Int
    let earlier: Int
    let stored: Int
    let uploaded: Int
    let available: Int
    let declined: Int

    var all: [Int] { [required, replaced, earlier, stored, uploaded, available, declined] }
}

extension ReportCells {
    /// - Parameter path: what `strict` and `answered` stand in.
    mutating func addSeries(_ strict: Series, _ answered: Series, at path: String, isNamed: Bool = false, row: String? = nil) -> SeriesCells {
        let (s, a) = ("\(path)/strict", "\(path)/answered")
        let n = strict.dossiers
        func both(_ member: String) -> String { row.map { "\($0)/\(member)" } ?? "\(s)/\(member)" }
        let dossiers = count(n, at: "\(s)/dossiers", "\(a)/dossiers", both("dossiers"), isNamed: true)
        let measurable = count(strict.measurable, at: "\(s)/measurable", dossiers: n)
        let given = count(strict.given, at: "\(s)/A", both("A"), dossiers: n)
        let demanded = count(strict.demanded, at: "\(s)/B", both("B"), dossiers: n)
        let answeredMeasurable = count(answered.measurable, at: "\(a)/measurable", dossiers: n)
        let answeredGiven = count(answered.given, at: "\(a)/A", dossiers: n)
        let answeredDemanded = count(answered.demanded, at: "\(a)/B", dossiers: n)
        let mean = mean(strict.low.macro, at: "\(s)/low/macro")
        let answeredMean = self.mean(answered.low.macro, at: "\(a)/low/macro")
        derive("\(s)/macro", from: [mean, dossiers])
        derive("\(a)/macro", from: [answeredMean, dossiers])
        derive("\(s)/low/weighted", "\(s)/weighted", from: [given, demanded, dossiers])
        derive("\(a)/low/weighted", "\(a)/weighted", from: [answeredGiven, answeredDemanded, dossiers])
        let cells = SeriesCells(
            dossiers: dossiers, measurable: measurable, given: given, demanded: demanded, answeredMeasurable: answeredMeasurable,
            answeredGiven: answeredGiven, answeredDemanded: answeredDemanded, mean: mean, answeredMean: answeredMean)
        // Whoever knows what a form asks reckons the dossiers from any of its other counts.
        bind(dossiers, cells.all)
        rest(of: measurable, in: dossiers)
        return cells
    }

    mutating func addRow(_ figures: ProcedureFigures, at path: String) -> RowCells {
        let series = addSeries(figures.strict, figures.answered, at: path, isNamed: true, row: path)
        let papers = addPapers(figures.documents, at: "\(path)/documents", dossiers: figures.dossiers)
        let blanks = count(figures.blanks, at: "\(path)/blanks", dossiers: figures.dossiers)
        bind(series.dossiers, papers.all + [blanks])
        // A row that may be recognized by its mean is not told at all.
        for cell in [series.mean, series.answeredMean] { bind(cell, [series.dossiers]) }
        return RowCells(figures: figures, series: series, papers: papers)
    }

    mutating func addPapers(_ papers: DocumentSeries, at path: String, dossiers: Int?) -> PaperCells {
        func add(_ value: Int, _ member: String) -> Int { count(value, at: "\(path)/\(member)", dossiers: dossiers) }
        let cells = PaperCells(
            required: add(papers.required, "required"), replaced: add(papers.replaced, "replaced"), earlier: add(papers.earlier, "earlier"),
            stored: add(papers.stored, "stored"), uploaded: add(papers.uploaded, "uploaded"),
            available: add(papers.uploadedAlthoughAvailable, "uploadedAlthoughAvailable"), declined: add(papers.declined, "declined"))
        sum([cells.replaced, cells.earlier, cells.stored, cells.uploaded], is: cells.required)
        rest(of: cells.available, in: cells.uploaded, ofDossiers: false)
        rest(of: cells.declined, in: cells.available, ofDossiers: false)
        return cells
    }

    /// The rows add up to the headline and the provisional series, their papers to all papers, procedures' means to the mean.
    ///
    /// - Returns: the papers of all dossiers.
    mutating func addTotals(_ report: Report, _ rows: [RowCells], _ headline: SeriesCells, _ provisional: SeriesCells?) -> PaperCells {
        for (whole, isProvisional) in [(headline, false), (provisional, true)] {
            guard let whole else { continue }
            let parts = rows.filter { $0.figures.isProvisional == isProvisional }
            sum(parts.map(\.series.dossiers), is: whole.dossiers)
            sum(parts.map(\.series.measurable), is: whole.measurable)
            sum(parts.map(\.series.given), is: whole.given)
            sum(parts.map(\.series.demanded), is: whole.demanded)
            sum(parts.map(\.series.answeredMeasurable), is: whole.answeredMeasurable)
            sum(parts.map(\.series.answeredGiven), is: whole.answeredGiven)
            sum(parts.map(\.series.answeredDemanded), is: whole.answeredDemanded)
            addMeans(parts, whole, at: isProvisional ? "reduction/provisional" : "reduction", report, isProvisional)
        }
        rank = 1
        let papers = addPapers(report.reuse.documents, at: "reuse/documents", dossiers: report.scope.coverage.seen)
        let members: [KeyPath<PaperCells, Int>] = [\.required, \.replaced, \.earlier, \.stored, \.uploaded, \.available, \.declined]
        for member in members { sum(rows.map { $0.papers[keyPath: member] }, is: papers[keyPath: member]) }
        return papers
    }

    /// The mean over procedures gives the last procedure's mean away where all others are told; a range or an interval says
    /// something of every procedure in it, so it is told where all are.
    private mutating func addMeans(_ rows: [RowCells], _ whole: SeriesCells, at path: String, _ report: Report, _ isProvisional: Bool) {
        let series = isProvisional ? report.reduction.provisional.map { ($0.strict, $0.answered) } : (report.reduction.strict, report.reduction.answered)
        guard let series else { return }
        for (name, mean, rowMean, interval) in [
            ("strict", whole.mean, \RowCells.series.mean, series.0.interval), ("answered", whole.answeredMean, \RowCells.series.answeredMean, series.1.interval),
        ] {
            // Procedures of several forms: their means are weighed by dossiers, so that of the procedure stands for itself.
            let measured = rows.filter { name == "strict" ? $0.figures.strict.low.macro != nil : $0.figures.answered.low.macro != nil }
            let (ordered, isByProcedure) = Self.clusters(measured)
            let count = ordered.count
            var terms: [(cell: Int, factor: Int)] = []
            for members in ordered {
                if members.count == 1, let only = members.first {
                    terms.append((only[keyPath: rowMean], 1))
                } else {
                    // Not told as such, but its forms' means and counts give it away.
                    let weights = members.map { name == "strict" ? $0.figures.strict.measurable : $0.figures.answered.measurable }
                    let weighed = zip(members, weights).reduce(0) { $0 + model.cells[$1.0[keyPath: rowMean]].value * $1.1 }
                    let own = addMean(weighed / max(1, weights.reduce(0, +)))
                    for member in members {
                        bind(member[keyPath: rowMean], [own])
                        bind(own, [member[keyPath: rowMean]])
                    }
                    terms.append((own, 1))
                }
            }
            if count > 0 {
                let known = terms.reduce(0) { $0 + model.cells[$1.cell].value }
                sum(terms + [(mean, -count)], is: known - count * model.cells[mean].value)
            }
            let all = rows.map(\.series.dossiers) + [whole.dossiers]
            let place = "\(path)/\(name)/interval"
            switch interval {
            case .none: break
            case .range(_, _, let points):
                derive("\(place)/range/0", "\(place)/range/1", from: all)
                for index in points.indices where ordered.indices.contains(index) {
                    let members = isByProcedure ? ordered[index] : rows
                    derive("\(place)/points/\(index)/reduction", from: members.map(\.series.dossiers) + members.map { $0[keyPath: rowMean] })
                }
            case .bootstrap:
                derive("\(place)/macro/0", "\(place)/macro/1", "\(place)/weighted/0", "\(place)/weighted/1", from: all)
            }
            // The high reading is in no row, so no difference of rows tells a part of it.
            derive("\(path)/\(name)/high/macro", "\(path)/\(name)/high/weighted", from: [whole.dossiers, mean])
        }
    }

    /// The rows that make one mean each, as the headline groups them: the forms of a procedure together, but a form that
    /// stands in several rows, against several baselines, row by row.
    private static func clusters(_ rows: [RowCells]) -> (rows: [[RowCells]], isByProcedure: Bool) {
        func form(_ row: RowCells) -> [String] { [row.figures.key.procedure, row.figures.key.form] }
        let times = Dictionary(grouping: rows, by: form).mapValues(\.count)
        let single = rows.filter { times[form($0)] == 1 }
        let byProcedure = Dictionary(grouping: single) { $0.figures.key.procedure.isEmpty ? $0.figures.key.form : $0.figures.key.procedure }
        let apart = rows.filter { times[form($0)] != 1 }.map { [$0] }
        return (byProcedure.sorted { $0.key < $1.key }.map(\.value) + apart, apart.isEmpty)
    }
}
