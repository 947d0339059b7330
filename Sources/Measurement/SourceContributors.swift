import Receipts

/// How many dossiers stand behind the facts a source saved; whether a cell is small is a matter of dossiers, not of facts.
struct SourceContributors: Sendable, Hashable {
    private struct Key: Hashable {
        let row: ProcedureFigures.Key
        let source: String
    }

    private var dossiers: [Key: Int] = [:]

    mutating func add(_ count: DossierCount, to row: ProcedureFigures.Key, times: Int) {
        var sources = Set(count.saved.map(\.source.id))
        if count.newDemands > 0 { sources.insert(SavedPart.newDemand) }
        for source in sources { dossiers[Key(row: row, source: source), default: 0] += times }
    }

    func dossiers(behind source: String, in row: ProcedureFigures.Key) -> Int { dossiers[Key(row: row, source: source)] ?? 0 }
}
