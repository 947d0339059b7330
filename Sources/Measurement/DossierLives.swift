import Receipts

/// What came of each dossier, over the whole ledger: a result may be issued long after the period the dossier was filed in.
struct DossierLives: Sendable {
    struct Life: Sendable, Hashable {
        fileprivate(set) var lastHour = ""
        fileprivate(set) var isSubmitted = false
        /// Refused or withdrawn.
        fileprivate(set) var isOver = false
        fileprivate(set) var hasOperator = false
        fileprivate(set) var supplements = 0
        fileprivate(set) var isCompleted = false
        fileprivate var isOnPaper = false

        var hasElectronicResult: Bool { isCompleted && !isOnPaper }
    }

    private var lives: [String: Life] = [:]
    /// Dossiers by the connectors that answered them, be it that there is no such thing, and by those that once did not.
    private var answered: [String: Set<String>] = [:]
    private var unanswered: [String: Set<String>] = [:]
    /// The hour of the last event; empty without one.
    private(set) var lastHour = ""

    init(_ entries: some Sequence<LedgerEntry>) {
        for entry in entries { add(entry) }
    }

    private mutating func add(_ entry: LedgerEntry) {
        lastHour = max(lastHour, entry.hour)
        if case .lookedUp(let fact) = entry.fact {
            if ["found", "absent"].contains(fact.result) {
                answered[fact.connector, default: []].insert(entry.dossier)
            } else {
                unanswered[fact.connector, default: []].insert(entry.dossier)
            }
        }
        var life = lives[entry.dossier] ?? Life()
        // That somebody noted how long nothing came is no sign of life.
        if case .abandoned = entry.fact {} else { life.lastHour = max(life.lastHour, entry.hour) }
        switch entry.fact {
        case .opened(let fact): life.hasOperator = life.hasOperator || fact.hasOperator
        case .submitted: life.isSubmitted = true
        case .supplementRequested: life.supplements += 1
        case .refused, .withdrawn: life.isOver = true
        case .completed(let fact):
            life.isCompleted = true
            life.isOnPaper = life.isOnPaper || !fact.isElectronic
        case .lookedUp, .staged, .documents, .corrected, .disputed, .abandoned: break
        }
        lives[entry.dossier] = life
    }

    func life(of dossier: String) -> Life { lives[dossier] ?? Life() }

    func wasAnswered(_ dossier: String, by connector: String) -> Bool { answered[connector]?.contains(dossier) ?? false }

    func wasLeftWithoutAnswer(_ dossier: String, by connector: String) -> Bool { unanswered[connector]?.contains(dossier) ?? false }

    /// Connectors that were asked for a dossier.
    var connectors: [String] { Set(answered.keys).union(unanswered.keys).sorted() }
}
