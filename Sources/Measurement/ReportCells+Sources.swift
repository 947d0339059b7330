extension ReportCells {
    /// Who saved the facts: rows by sources, with sums both ways.
    mutating func addSources(_ report: Report, _ rows: [RowCells], _ headline: SeriesCells) {
        rank = 0
        var columns: [String: [Int]] = [:]
        var behind: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            var terms: [(cell: Int, factor: Int)] = [(row.series.demanded, -1), (row.series.given, 1)]
            for (place, part) in row.figures.sources.enumerated() {
                let path = "procedures/\(index)/sources/\(place)"
                let dossiers = report.contributors.dossiers(behind: part.source, in: row.figures.key)
                let atoms = count(part.atoms, at: "\(path)/atoms", dossiers: dossiers, isNamed: true)
                derive("\(path)/weighted", from: [atoms, row.series.demanded, row.series.dossiers])
                bind(row.series.dossiers, [atoms])
                terms.append((atoms, part.source == SavedPart.newDemand ? -1 : 1))
                guard !row.figures.isProvisional else { continue }
                columns[part.source, default: []].append(atoms)
                behind[part.source, default: 0] += dossiers
            }
            sum(terms)
        }
        rank = 2
        var terms: [(cell: Int, factor: Int)] = [(headline.demanded, -1), (headline.given, 1)]
        var own: [Int] = []
        var named: [Int] = []
        for (index, part) in report.reduction.byRegister.enumerated() {
            let path = "reduction/byRegister/\(index)"
            let atoms = count(part.atoms, at: "\(path)/atoms", dossiers: behind[part.source], isNamed: true)
            derive("\(path)/macro", from: [atoms, headline.dossiers])
            derive("\(path)/weighted", from: [atoms, headline.demanded])
            sum(columns[part.source] ?? [], is: atoms)
            terms.append((atoms, part.source == SavedPart.newDemand ? -1 : 1))
            let identity = count(part.ownIdentityAtoms, at: "\(path)/ownIdentityAtoms", dossiers: behind[part.source])
            if part.source != SavedPart.newDemand { rest(of: identity, in: atoms, ofDossiers: false) }
            own.append(identity)
            if SavingSource.namedRegisters.contains(part.source) { named.append(atoms) }
        }
        sum(terms)
        addParts(report, headline, own: own, named: named)
    }

    /// The parts that cut across the sources.
    private mutating func addParts(_ report: Report, _ headline: SeriesCells, own: [Int], named: [Int]) {
        let reduction = report.reduction
        func add(_ share: AtomShare, _ name: String) -> Int {
            let cell = count(share.atoms, at: "reduction/\(name)/atoms")
            derive("reduction/\(name)/macro", from: [cell, headline.dossiers])
            derive("reduction/\(name)/weighted", from: [cell, headline.demanded])
            return cell
        }
        let all = add(reduction.ownIdentityData, "ownIdentityData")
        sum(own, is: all)
        // Below 0 where more is newly asked than was saved.
        let other = add(reduction.otherData, "otherData")
        sum([(all, 1), (other, reduction.otherData.atoms ?? 0 < 0 ? -1 : 1), (headline.demanded, -1), (headline.given, 1)])
        sum(named, is: add(reduction.namedRegistersOnly, "namedRegistersOnly"))
    }
}
