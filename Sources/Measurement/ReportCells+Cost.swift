extension ReportCells {
    /// Time and money are told where every count they are made of is.
    mutating func addCost(_ report: Report, _ rows: [RowCells], _ headline: SeriesCells, _ all: PaperCells) {
        guard let cost = report.published.cost else { return }
        rank = 1
        let own = rows.filter { !$0.figures.isProvisional }
        // Without provisional rows the papers of the headline are all papers.
        func papers(_ member: KeyPath<PaperCells, Int>, _ value: Int, at path: String) -> Int {
            guard own.count != rows.count else { return all[keyPath: member] }
            let cell = count(value, at: path, dossiers: model.cells[headline.dossiers].value)
            sum(own.map { $0.papers[keyPath: member] }, is: cell)
            return cell
        }
        var waysOf: [Tariffs.Unit: [Int]] = [:]
        var everything: [Int] = []
        for (index, line) in cost.lines.enumerated() {
            let path = "cost/lines/\(index)"
            let (before, now): (Int, Int)
            switch line.unit {
            case .field: (before, now) = (headline.demanded, headline.given)
            case .paper: (before, now) = (papers(\.required, line.before.count, at: "\(path)/before/count"), papers(\.uploaded, line.now.count, at: "\(path)/now/count"))
            case .filing, .collecting:
                now = count(line.now.count, at: "\(path)/now/count")
                rest(of: now, in: headline.dossiers)
                before = cost.tariffs.rates[line.unit]?.isEachBefore == true ? headline.dossiers : now
                // A row's cost gives its ways away, so they are cells though no table has them.
                rank = 0
                let ways = cost.procedures.map { unplaced($0.ways[line.unit] ?? 0) }
                rank = 1
                waysOf[line.unit] = ways
                sum(ways, is: now)
                for (cell, row) in zip(ways, own) {
                    rest(of: cell, in: row.series.dossiers)
                    bind(row.series.dossiers, [cell])
                }
            }
            for (side, cell) in [("before", before), ("now", now)] {
                alias("\(path)/\(side)/count", of: cell)
                derive("\(path)/\(side)/minutes", "\(path)/\(side)/cost", from: [cell, headline.dossiers])
            }
            everything += [before, now]
        }
        for side in ["before", "now"] { derive("cost/\(side)/minutes", "cost/\(side)/cost", from: everything + [headline.dossiers]) }
        derive("cost/saved", from: everything + [headline.dossiers])
        for (index, row) in own.enumerated() {
            let path = "cost/procedures/\(index)"
            alias("\(path)/dossiers", of: row.series.dossiers)
            let parts = [row.series.dossiers, row.series.given, row.series.demanded, row.papers.required, row.papers.uploaded] + waysOf.values.map { $0[index] }
            for side in ["before", "now"] { derive("\(path)/\(side)/minutes", "\(path)/\(side)/cost", from: parts) }
        }
    }
}
