public import Receipts

/// What one submission adds to the count: the atoms of the frozen baseline against those the applicant gave.
///
/// - Source: design, section 6. The unit is the atom, so several leaves of one atom count once.
public struct DossierCount: Sendable, Hashable {
    /// Distinct atoms on both sides of one reading of one series.
    public struct Sides: Sendable, Hashable {
        /// A: what the applicant had to give.
        public let given: Int
        /// B: what the paper demanded.
        public let demanded: Int

        /// 1 − A / B; `nil` where the paper demanded nothing. Below 0 where more is asked now than then.
        public var reduction: Double? {
            demanded > 0 ? Double(demanded - given) / Double(demanded) : nil
        }
    }

    /// Baseline conditions that stayed unknown count 0 in the low reading and 1 in the high one.
    public struct Readings: Sendable, Hashable {
        public let low: Sides
        public let high: Sides
    }

    /// An atom in B and not in A.
    public struct SavedAtom: Sendable, Hashable {
        public let atom: String
        public let source: SavingSource
        /// The leaf that names the source holds identity data of the signed-in person.
        public let isOwnIdentity: Bool
    }

    /// A: given atoms that the form requires, or the paper demanded: what a form calls optional and is given all the same was not
    /// spared. B: atoms with a required blank.
    public let strict: Readings
    /// A: atoms with a given leaf. B: as strict, and atoms with an optional blank the applicant gave or touched.
    public let answered: Readings
    /// B without A of the strict low reading, each atom with its source; sorted by atom.
    public let saved: [SavedAtom]
    /// A without B of the strict low reading: atoms the paper did not demand.
    public let newDemands: Int
    /// The strict low reading, were atoms the paper demanded and the form sets outside demanded and given.
    let withOutside: Sides
    /// The strict low reading, were atoms whose demand stayed unknown demanded and given.
    let withUndecided: Sides

    /// - Complexity: O(leaves) and a sort of the saved atoms.
    public init(of fact: SubmittedFact) {
        let atoms = AtomState.states(of: fact)
        func outsideAtom(_ atom: String) -> Bool { atoms[atom]?.isOutside ?? false }
        let answeredA = Set(atoms.filter(\.value.isGiven).keys)
        var low: Set<String> = []
        var unknown: Set<String> = []
        var touchedOptional: Set<String> = []
        var outside: Set<String> = []
        for blank in fact.blanks {
            if outsideAtom(blank.atom) {
                if blank.demand == .required { outside.insert(blank.atom) }
                continue
            }
            switch blank.demand {
            case .required: low.insert(blank.atom)
            case .unknown: unknown.insert(blank.atom)
            case .optional: if let state = atoms[blank.atom], state.isGiven || state.isTouched { touchedOptional.insert(blank.atom) }
            }
        }
        let a = answeredA.filter { low.contains($0) || atoms[$0]?.isRequired ?? false }
        func readings(_ a: Set<String>, _ b: Set<String>) -> Readings {
            Readings(low: Sides(given: a.count, demanded: b.count), high: Sides(given: a.count, demanded: b.union(unknown).count))
        }
        strict = readings(a, low)
        answered = readings(answeredA, low.union(touchedOptional))
        saved = low.subtracting(a).sorted().map { atom in
            let spokesman = atoms[atom]?.spokesman
            return SavedAtom(
                atom: atom, source: spokesman.map(SavingSource.init(of:)) ?? .notAsked, isOwnIdentity: spokesman?.isOwnIdentity ?? false)
        }
        newDemands = a.subtracting(low).count
        withOutside = Sides(given: a.count + outside.count, demanded: low.count + outside.count)
        // An atom another blank demands for certain is not undecided.
        withUndecided = Sides(given: a.union(unknown.subtracting(low)).count, demanded: low.union(unknown).count)
    }
}

/// What all leaves of one atom say together.
struct AtomState {
    private(set) var isRequired = false
    private(set) var isGiven = false
    private(set) var isTouched = false
    /// Every leaf of the atom is marked `outside`: it stands outside both sides, so the baseline's blank does too.
    private(set) var isOutside = true
    /// The leaf whose source speaks for the atom; the first in the form where several rank the same.
    private(set) var spokesman: SubmittedFact.CurrentLeaf?
    /// Why its given leaves were asked; a given leaf without a reason is there as its outcome.
    private(set) var reasons: Set<AskingReason> = []

    private mutating func add(_ leaf: SubmittedFact.CurrentLeaf) {
        guard leaf.outcome != .outside else { return }
        isOutside = false
        isRequired = isRequired || leaf.required
        isGiven = isGiven || leaf.outcome.isGiven || leaf.isLater
        isTouched = isTouched || leaf.isTouched
        if let reason = AskingReason(of: leaf) { reasons.insert(reason) }
        let rank = SavingSource(of: leaf).precedence
        if let spokesman, SavingSource(of: spokesman).precedence <= rank { return }
        spokesman = leaf
    }

    static func states(of fact: SubmittedFact) -> [String: AtomState] {
        var states: [String: AtomState] = [:]
        for leaf in fact.current { states[leaf.atom, default: AtomState()].add(leaf) }
        return states
    }
}
