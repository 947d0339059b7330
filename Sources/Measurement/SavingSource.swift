import Receipts

/// Why an atom the paper demanded was not asked for: the source that saved the applicant from giving it.
public enum SavingSource: Sendable, Hashable {
    /// A register, by its connector id.
    case register(String)
    /// What the sign-in knows about the signed-in person.
    case signIn
    /// A document at hand, or an earlier dossier.
    case reused
    case derived
    /// Filled, but the event does not say by whom.
    case unnamed
    /// The form leaves it to the applicant, and the applicant gave it: no saving where the paper demanded it.
    case madeOptional
    /// The current form has no such leaf on this path, left it empty, or only repeats another atom there.
    case notAsked

    public var id: String {
        switch self {
        case .register(let connector): connector
        case .signIn: "sign-in"
        case .reused: "reused"
        case .derived: "derived"
        case .unnamed: "unnamed"
        case .madeOptional: "made-optional"
        case .notAsked: "not-asked"
        }
    }

    public var isRegister: Bool { if case .register = self { true } else { false } }

    /// The registers directive 400/UBND-HCC names: land, budget, business, social insurance.
    public static let namedRegisters: Set<String> = ["land", "budget", "business", "social_insurance"]

    /// What one leaf says about its atom.
    init(of leaf: SubmittedFact.CurrentLeaf) {
        switch leaf.outcome {
        case .declared, .corrected, .overridden, .disputed: self = .madeOptional
        case .prefilled: self = Self.filling(leaf.source)
        case .reused: self = .reused
        // What is computed from nothing names no source: a constant answers nobody's question.
        case .derived: self = leaf.source == nil ? .unnamed : .derived
        // A blank that says what another one does answers nothing of its own: the first speaks, where it is of the same atom.
        case .repeated, .notApplicable, .empty, .outside: self = .notAsked
        }
    }

    private static func filling(_ source: String?) -> SavingSource {
        switch source {
        case nil: .unnamed
        case "sign-in"?: .signIn
        case "document"?: .reused
        case "derived"?: .derived
        case let connector?: .register(connector)
        }
    }

    /// The connector a leaf's value came from, whatever became of it; `nil` where no register filled it.
    static func connector(of leaf: SubmittedFact.CurrentLeaf) -> String? {
        guard case .register(let connector) = filling(leaf.source) else { return nil }
        return connector
    }

    /// Of several leaves of one atom the lowest speaks for it: a leaf that was given after all, then whoever filled
    /// it from furthest away.
    var precedence: Int {
        switch self {
        case .madeOptional: 0
        case .register: 1
        case .signIn: 2
        case .reused: 3
        case .derived: 4
        case .unnamed: 5
        case .notAsked: 6
        }
    }

    /// The order of reports: registers by id, then the others by precedence.
    static func inReportOrder(_ a: SavingSource, _ b: SavingSource) -> Bool {
        if a.isRegister != b.isRegister { return a.isRegister }
        return a.isRegister ? a.id < b.id : a.precedence < b.precedence
    }
}
