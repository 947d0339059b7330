import Receipts

/// Ways to the office that the ledger shows: dossiers filed at the counter, and results issued on paper, by row of the table of procedures.
struct VisitTally: Sendable, Hashable {
    private var filed: [ProcedureFigures.Key: Int] = [:]
    private var collected: [ProcedureFigures.Key: Int] = [:]

    mutating func add(_ fact: SubmittedFact, _ course: AlikeDossiers.Course, to row: ProcedureFigures.Key) {
        if fact.channel == ReceivedChannel.counter.rawValue { filed[row, default: 0] += course.times }
        if course.life.isCompleted, !course.life.hasElectronicResult { collected[row, default: 0] += course.times }
    }

    func ways(_ row: ProcedureFigures.Key) -> (filed: Int, collected: Int) { (filed[row] ?? 0, collected[row] ?? 0) }
}
