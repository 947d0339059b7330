import Receipts

/// How dossiers stand before they are filed, told apart by all that is counted of them and not by their stage.
struct Standing: Sendable, Hashable, Comparable {
    let row: ProcedureFigures.Key
    let given, demanded, givenAtMost, demandedAtMost: Int

    init(_ fact: StandingFact) {
        row = ProcedureFigures.Key(procedure: fact.procedure, form: fact.form, baselineStatus: fact.baselineStatus, baseline: fact.baseline)
        (given, demanded, givenAtMost, demandedAtMost) = (fact.given, fact.demanded, fact.givenAtMost, fact.demandedAtMost)
    }

    static func < (a: Standing, b: Standing) -> Bool {
        let (x, y) = ((a.given, a.demanded, a.givenAtMost, a.demandedAtMost), (b.given, b.demanded, b.givenAtMost, b.demandedAtMost))
        return x != y ? x < y : a.row < b.row
    }
}
