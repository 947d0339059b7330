import Receipts

/// What each baseline in force of a form demanded, by its blanks, over the whole ledger: how a baseline that grew is told from one that did
/// not.
///
/// Bounded by forms, baselines and blanks, whatever the number of dossiers.
struct BaselineHistory: Sendable {
    /// What a blank is, across dossiers and whatever its number on the paper: the role whose fact it is, the concept, and whether a table
    /// has it in each row. In events from before roles stood in them its number is all there is.
    fileprivate struct Blank: Hashable, Sendable {
        let name: String
        let concept: String
        let isInRow: Bool

        /// - Returns: `nil` where the event does not say whose it is.
        init?(byRole leaf: SubmittedFact.BaselineLeaf) {
            guard let role = leaf.role ?? CountingAtom.role(of: leaf.atom) else { return nil }
            (name, concept, isInRow) = (role, CountingAtom.concept(of: leaf.atom), leaf.leaf.contains("#"))
        }

        init(byNumber leaf: SubmittedFact.BaselineLeaf) {
            (name, concept, isInRow) = (String(leaf.leaf.prefix { $0 != "#" }), CountingAtom.concept(of: leaf.atom), false)
        }
    }

    fileprivate struct Known: Sendable {
        var firstHour: String
        /// Hashes it is known to have replaced.
        var replaces: Set<String> = []
        /// Demanded of somebody, or perhaps; by number all of them, and those nobody knows the role of.
        private var byRole: Set<Blank> = [], byNumber: Set<Blank> = [], ofNoRole: Set<Blank> = []
        /// As they were written: most dossiers bring nothing new.
        private var noted: Set<SubmittedFact.BaselineLeaf> = []

        init(firstHour: String) { self.firstHour = firstHour }

        mutating func note(_ leaf: SubmittedFact.BaselineLeaf) {
            guard leaf.demand != .optional, noted.insert(leaf).inserted else { return }
            let number = Blank(byNumber: leaf)
            byNumber.insert(number)
            if let role = Blank(byRole: leaf) { byRole.insert(role) } else { ofNoRole.insert(number) }
        }

        func demanded(_ leaf: SubmittedFact.BaselineLeaf) -> Bool {
            guard let role = Blank(byRole: leaf) else { return byNumber.contains(Blank(byNumber: leaf)) }
            return byRole.contains(role) || !ofNoRole.isEmpty && ofNoRole.contains(Blank(byNumber: leaf))
        }
    }

    private var forms: [String: [String: Known]] = [:]
    /// Baselines somebody signed as the paper of another legal text: they are measured from anew.
    private let attested: Set<String>

    init(attested: Set<String> = []) { self.attested = attested }

    /// A provisional baseline is not the paper yet: it has no part in this, on either side.
    mutating func add(_ fact: SubmittedFact, hour: String) {
        guard fact.baselineStatus == ReportTally.inForce else { return }
        let before = fact.replacedInForce
        note(fact.baseline, fact.blanks, of: fact.form, hour: hour, replacing: before?.baseline)
        if let before { note(before.baseline, before.blanks, of: fact.form, hour: hour, replacing: nil) }
    }

    private mutating func note(_ hash: String, _ blanks: [SubmittedFact.BaselineLeaf], of form: String, hour: String, replacing: String?) {
        var known = forms[form]?[hash] ?? Known(firstHour: hour)
        known.firstHour = min(known.firstHour, hour)
        for blank in blanks { known.note(blank) }
        if let replacing { known.replaces.insert(replacing) }
        forms[form, default: [:]][hash] = known
    }

    /// What a baseline of a form is laid beside: the nearest attested one it came after, else the first of the form, which nothing came
    /// before: of those that replaced none, the one whose dossiers are the oldest.
    ///
    /// - Returns: `nil` for the first one itself.
    private func ground(of hash: String, among baselines: [String: Known]) -> Known? {
        func oldest(_ hashes: some Sequence<String>) -> String? {
            hashes.min { (baselines[$0]?.firstHour ?? "", $0) < (baselines[$1]?.firstHour ?? "", $1) }
        }
        var seen: Set<String> = [hash], before = baselines[hash]?.replaces.subtracting(seen) ?? []
        while !before.isEmpty {
            if let nearest = oldest(before.intersection(attested)) { return baselines[nearest] }
            seen.formUnion(before)
            before = Set(before.flatMap { baselines[$0]?.replaces ?? [] }).subtracting(seen)
        }
        let roots = baselines.filter(\.value.replaces.isEmpty)
        return oldest(roots.isEmpty ? baselines.keys : roots.keys).flatMap { $0 == hash ? nil : baselines[$0] }
    }

    /// What is asked of the history while dossiers are counted; its answers are the same for every dossier of a baseline.
    func growth() -> Growth {
        Growth(
            grounds: forms.mapValues { baselines in
                Dictionary(uniqueKeysWithValues: baselines.keys.compactMap { hash in ground(of: hash, among: baselines).map { (hash, $0) } })
            }, attested: attested)
    }

    struct Growth: Sendable {
        /// By form and baseline, what it is laid beside.
        fileprivate let grounds: [String: [String: Known]]
        fileprivate let attested: Set<String>

        /// Atoms this dossier's baseline demands and an earlier one did not: of the same answers where they were replayed on the one it
        /// replaced, and by blanks against the one it is laid beside.
        func atoms(of fact: SubmittedFact) -> Set<String> {
            guard !attested.contains(fact.baseline) else { return [] }
            let required = Set(fact.blanks.lazy.filter { $0.demand == .required }.map(\.atom))
            var atoms: Set<String> = []
            if let before = fact.replacedInForce { atoms = required.subtracting(before.blanks.lazy.filter { $0.demand != .optional }.map(\.atom)) }
            if let ground = grounds[fact.form]?[fact.baseline] {
                // A blank more of an atom that was demanded before adds nothing.
                atoms.formUnion(required.subtracting(fact.blanks.lazy.filter(ground.demanded).map(\.atom)))
            }
            return atoms
        }
    }
}

extension SubmittedFact {
    /// The replay on the baseline that was replaced, where that was the paper and no draft of it.
    fileprivate var replacedInForce: Replay? { replaced.flatMap { $0.baselineStatus == ReportTally.inForce ? $0 : nil } }
}

/// The parts of a counting atom, `s2.full_name#1`: whose it is, the concept, the row.
enum CountingAtom {
    static func concept(of atom: String) -> String {
        let tail = atom.firstIndex(of: ".").map { atom[atom.index(after: $0)...] } ?? atom[...]
        return String(tail.prefix { $0 != "#" })
    }

    /// What the dossier calls whose it is.
    static func subject(of atom: String) -> Substring { atom.prefix { $0 != "." } }

    /// The role, where the atom itself says it: of the dossier's own facts, and of a role that is nobody yet.
    static func role(of atom: String) -> String? {
        let subject = subject(of: atom)
        if subject == "dossier" { return "dossier" }
        return subject.hasPrefix("role:") ? String(subject.dropFirst(5)) : nil
    }
}
