import Receipts

/// A procedure's dossiers are one series only as long as they are counted against one baseline of their form.
///
/// Where a form has several in the period, each is a series of its own: `1.004194@1f2e3d4c5b6a`, the procedure and the start of
/// the baseline's hash. They are never averaged as one, and compared by `baseline bridge` alone.
struct SeriesNames: Sendable {
    private struct Form: Hashable {
        let procedure, form, status: String

        init(_ fact: SubmittedFact) { (procedure, form, status) = (fact.procedure, fact.form, fact.baselineStatus) }
    }

    private let several: Set<Form>

    init(of facts: some Sequence<SubmittedFact>) {
        var baselines: [Form: Set<String>] = [:]
        for fact in facts { baselines[Form(fact), default: []].insert(fact.baseline) }
        several = Set(baselines.filter { $0.value.count > 1 }.keys)
    }

    func name(of fact: SubmittedFact) -> String {
        several.contains(Form(fact)) ? "\(fact.cluster)@\(fact.baseline.prefix(12))" : fact.cluster
    }
}
