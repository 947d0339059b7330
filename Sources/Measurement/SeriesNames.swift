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
        var baselines: [Form: Set<String>] = [:]
        for head in heads { baselines[Form(procedure: head.procedure, form: head.form, status: head.baselineStatus), default: []].insert(head.baseline) }
        several = Set(baselines.filter { $0.value.count > 1 }.keys)
    }

    func name(of fact: SubmittedFact) -> String {
        several.contains(Form(procedure: fact.procedure, form: fact.form, status: fact.baselineStatus)) ? "\(fact.cluster)@\(fact.baseline.prefix(12))" : fact.cluster
    }
}
