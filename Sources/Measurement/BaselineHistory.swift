import Receipts

/// What each baseline of a form demanded, by its blanks, over the whole ledger: how a baseline that grew is told from one that did not.
///
/// Bounded by forms, baselines and blanks, whatever the number of dossiers.
struct BaselineHistory: Sendable {
    /// A blank by its code and by the concept it counts as; whose it is has no stable name across dossiers.
    fileprivate struct Blank: Hashable, Sendable {
        let code: String
        let concept: String

        init(_ leaf: SubmittedFact.BaselineLeaf) { (code, concept) = (String(leaf.leaf.prefix { $0 != "#" }), CountingAtom.concept(of: leaf.atom)) }
    }

    private struct Known: Sendable {
        var firstHour: String
        /// Demanded of somebody, or perhaps.
        var demanded: Set<Blank> = []
        /// Hashes it is known to have replaced.
        var replaces: Set<String> = []
    }

    private var forms: [String: [String: Known]] = [:]
    /// Baselines somebody signed as the paper of another legal text: they are measured from anew.
    private let attested: Set<String>

    init(attested: Set<String> = []) { self.attested = attested }

    mutating func add(_ fact: SubmittedFact, hour: String) {
        note(fact.baseline, fact.blanks, of: fact.form, hour: hour, replacing: fact.replaced?.baseline)
        if let replaced = fact.replaced { note(replaced.baseline, replaced.blanks, of: fact.form, hour: hour, replacing: nil) }
    }

    private mutating func note(_ hash: String, _ blanks: [SubmittedFact.BaselineLeaf], of form: String, hour: String, replacing: String?) {
        var known = forms[form]?[hash] ?? Known(firstHour: hour)
        known.firstHour = min(known.firstHour, hour)
        for blank in blanks where blank.demand != .optional { known.demanded.insert(Blank(blank)) }
        if let replacing { known.replaces.insert(replacing) }
        forms[form, default: [:]][hash] = known
    }

    /// The baseline of a form nothing came before: of those that replaced none, the one whose dossiers are the oldest.
    private func origin(of form: String) -> (hash: String, known: Known)? {
        (forms[form] ?? [:]).map { (hash: $0.key, known: $0.value) }
            .min { ($0.known.replaces.isEmpty ? 0 : 1, $0.known.firstHour, $0.hash) < ($1.known.replaces.isEmpty ? 0 : 1, $1.known.firstHour, $1.hash) }
    }

    /// By form and baseline, the blanks it demands and the first one of its form did not.
    private func grown() -> [String: [String: Set<Blank>]] {
        Dictionary(uniqueKeysWithValues: forms.map { form, baselines -> (String, [String: Set<Blank>]) in
            guard let origin = origin(of: form) else { return (form, [:]) }
            return (form, baselines.filter { $0.key != origin.hash }.mapValues { $0.demanded.subtracting(origin.known.demanded) })
        })
    }

    /// What is asked of the history while dossiers are counted; its answers are the same for every dossier of a baseline.
    func growth() -> Growth { Growth(grown: grown(), attested: attested) }

    struct Growth: Sendable {
        fileprivate let grown: [String: [String: Set<Blank>]]
        fileprivate let attested: Set<String>

        /// Atoms this dossier's baseline demands and an earlier one did not: of the same answers where they were replayed on the one it
        /// replaced, and by blanks against the first one of its form.
        func atoms(of fact: SubmittedFact) -> Set<String> {
            guard !attested.contains(fact.baseline) else { return [] }
            var atoms: Set<String> = []
            if let replaced = fact.replaced {
                let before = Set(replaced.blanks.lazy.filter { $0.demand != .optional }.map(\.atom))
                for blank in fact.blanks where blank.demand == .required && !before.contains(blank.atom) { atoms.insert(blank.atom) }
            }
            if let grown = grown[fact.form]?[fact.baseline], !grown.isEmpty {
                // A blank more of an atom that was demanded before adds nothing.
                let old = Set(fact.blanks.lazy.filter { !grown.contains(Blank($0)) }.map(\.atom))
                for blank in fact.blanks where blank.demand == .required && grown.contains(Blank(blank)) && !old.contains(blank.atom) { atoms.insert(blank.atom) }
            }
            return atoms
        }
    }
}

/// The parts of a counting atom, `s2.full_name#1`: whose it is, the concept, the row.
enum CountingAtom {
    static func concept(of atom: String) -> String {
        let tail = atom.firstIndex(of: ".").map { atom[atom.index(after: $0)...] } ?? atom[...]
        return String(tail.prefix { $0 != "#" })
    }
}
