import Receipts

/// Whom the facts of one dossier are about, as far as another dossier can tell it: by the roles its form has them in. What a dossier
/// calls a subject is its own.
struct FactRoles: Sendable {
    private var bySubject: [Substring: Set<String>] = [:]
    /// Of everybody in the dossier.
    private(set) var all: Set<String> = []

    init(_ fact: SubmittedFact) {
        for leaf in fact.current { note(leaf.atom, leaf.role) }
        for blank in fact.blanks { note(blank.atom, blank.role) }
    }

    private mutating func note(_ atom: String, _ role: String?) {
        guard let role = role ?? CountingAtom.role(of: atom) else { return }
        bySubject[CountingAtom.subject(of: atom), default: []].insert(role)
        all.insert(role)
    }

    /// Several where roles are one subject; none in events from before roles stood in them.
    subscript(atom: String) -> Set<String> { bySubject[CountingAtom.subject(of: atom)] ?? [] }
}

/// A fact somebody had to give to a form, and whose it is.
struct AskedFact: Sendable, Hashable, Comparable {
    let concept: String
    /// The roles of whom it is about, and those of everybody in that dossier; in the order of their names.
    private let roles, others: [String]

    /// Those of one submission.
    static func all(in fact: SubmittedFact) -> Set<AskedFact> {
        let roles = FactRoles(fact), others = roles.all.sorted()
        return Set(fact.current.lazy.filter { $0.outcome.isGiven || $0.isLater }.map { leaf in
            AskedFact(concept: CountingAtom.concept(of: leaf.atom), roles: roles[leaf.atom].sorted(), others: others)
        })
    }

    /// Whether an atom of another dossier of the same applicant may be this very fact.
    ///
    /// A role both forms have is one person, and so is whoever neither form has under the other's name. Where one of them does have the other's
    /// role, and as somebody else, they are two persons.
    func mayBe(_ atom: String, in dossier: FactRoles) -> Bool {
        guard CountingAtom.concept(of: atom) == concept else { return false }
        let mine = dossier[atom]
        if mine.isEmpty || roles.isEmpty || !mine.isDisjoint(with: roles) { return true }
        return mine.isDisjoint(with: others) && dossier.all.isDisjoint(with: roles)
    }

    static func < (a: AskedFact, b: AskedFact) -> Bool {
        if a.concept != b.concept { return a.concept < b.concept }
        return a.roles != b.roles ? a.roles.lexicographicallyPrecedes(b.roles) : a.others.lexicographicallyPrecedes(b.others)
    }
}
