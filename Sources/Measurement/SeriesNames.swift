import Receipts

/// A procedure's dossiers are one series only as long as they are counted against one baseline of their form.
///
/// Where a form has several in the period, each is a series of its own: `1.004194@1f2e3d4c5b6a`, the procedure and the start of
/// the baseline's hash. They are never averaged as one, and compared by `baseline bridge` alone.
struct SeriesNames: Sendable {
    private struct Form: Hashable {
        let procedure, form, status: String
    }

    private let several: Set<Form>

    init(of heads: some Sequence<FactTable.Head>) {
        self.init(of: heads.map { ProcedureFigures.Key(procedure: $0.procedure, form: $0.form, baselineStatus: $0.baselineStatus, baseline: $0.baseline) })
    }

    init(of rows: some Sequence<ProcedureFigures.Key>) {
        var baselines: [Form: Set<String>] = [:]
        for row in rows { baselines[Form(procedure: row.procedure, form: row.form, status: row.baselineStatus), default: []].insert(row.baseline) }
        several = Set(baselines.filter { $0.value.count > 1 }.keys)
    }

    func name(of fact: SubmittedFact) -> String {
        name(of: ProcedureFigures.Key(procedure: fact.procedure, form: fact.form, baselineStatus: fact.baselineStatus, baseline: fact.baseline))
    }

    func name(of row: ProcedureFigures.Key) -> String {
        let cluster = row.procedure.isEmpty ? row.form : row.procedure
        return several.contains(Form(procedure: row.procedure, form: row.form, status: row.baselineStatus)) ? "\(cluster)@\(row.baseline.prefix(12))" : cluster
    }
}
