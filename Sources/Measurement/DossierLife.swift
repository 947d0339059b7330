/// What came of a dossier, over the whole ledger: a result may be issued long after the period the dossier was filed in.
struct DossierLife: Sendable, Hashable {
    var isSubmitted = false
    /// Refused or withdrawn.
    var isOver = false
    var hasOperator = false
    var isCompleted = false
    var isOnPaper = false
    var supplements: Int32 = 0

    var hasElectronicResult: Bool { isCompleted && !isOnPaper }
}

/// Which connectors were asked for a dossier, over the whole ledger: it may have asked before the period it was submitted in.
struct RegisterContact: Sendable, Hashable {
    /// Those that answered, be it that there is no such thing, and those that once did not; in the order of their names.
    let answered: [String]
    let unanswered: [String]
    /// Both.
    let connectors: [String]

    init(_ lookUps: some Sequence<(connector: String, result: String)>) {
        var answered: Set<String> = [], unanswered: Set<String> = []
        for lookUp in lookUps {
            if ["found", "absent"].contains(lookUp.result) { answered.insert(lookUp.connector) } else { unanswered.insert(lookUp.connector) }
        }
        (self.answered, self.unanswered, connectors) = (answered.sorted(), unanswered.sorted(), answered.union(unanswered).sorted())
    }

    func wasAnswered(by connector: String) -> Bool { answered.contains(connector) }

    func wasLeftWithoutAnswer(by connector: String) -> Bool { unanswered.contains(connector) }
}
