import Receipts

/// Why something was asked, and what the strict reduction would gain if it were not.
public struct ReasonFigures: Sendable, Hashable {
    /// A `Reason`; `unnamed` also for what the office asked for again although it was filled; `corrected`, `overridden` or `disputed` for a filled value the applicant changed; `unnamed`.
    public let code: String
    /// Dossiers with a given leaf, of a required atom, for this reason; `nil` where withheld: of a form that asks one fact for each they add up to A.
    public let dossiers: Int?
    /// Atoms in A that were asked for this reason alone; `nil` where withheld.
    public let atoms: Int?
    /// Numerator: those atoms. Denominator: Σ B over all dossiers of the headline.
    public let wouldAdd: Double?
}

/// Why a given leaf was given.
struct AskingReason: Hashable, Sendable {
    let code: String

    init?(of leaf: SubmittedFact.CurrentLeaf) {
        switch leaf.outcome {
        case .declared: code = leaf.reason?.rawValue ?? "unnamed"
        case .corrected, .overridden, .disputed: code = leaf.outcome.rawValue
        // Empty when it was filed, or filled, and asked for all the same.
        case .empty where leaf.isLater, .prefilled where leaf.isLater, .derived where leaf.isLater, .repeated where leaf.isLater, .reused where leaf.isLater:
            code = leaf.reason?.rawValue ?? "unnamed"
        case .prefilled, .derived, .repeated, .reused, .notApplicable, .empty, .outside: return nil
        }
    }
}

struct ReasonTally: Sendable {
    private var dossiers: [String: Int] = [:]
    private var atoms: [String: Int] = [:]

    mutating func add(_ fact: SubmittedFact, times: Int) {
        var inDossier: Set<String> = []
        let demanded = Set(fact.blanks.lazy.filter { $0.demand == .required }.map(\.atom))
        for (atom, state) in AtomState.states(of: fact) where state.isGiven && (state.isRequired || demanded.contains(atom)) {
            inDossier.formUnion(state.reasons.map(\.code))
            if state.reasons.count == 1, let only = state.reasons.first { atoms[only.code, default: 0] += times }
        }
        for code in inDossier { dossiers[code, default: 0] += times }
    }

    /// Most to gain first, then by code.
    func figures(demanded: Int) -> [ReasonFigures] {
        dossiers.map { code, count in
            let atoms = atoms[code] ?? 0
            return ReasonFigures(
                code: code, dossiers: count, atoms: atoms, wouldAdd: demanded > 0 ? Double(atoms) / Double(demanded) : nil)
        }
        .sorted { ($1.atoms ?? 0, $0.code) < ($0.atoms ?? 0, $1.code) }
    }
}
