public import Receipts

/// Dossiers drawn at random, each with everything it was counted from, for a person to count again by hand.
///
/// From the ledger's events alone: codes, and no value of anybody.
public struct AuditSample: Sendable, Hashable {
    public static let schema = "onceonly/audit-sample/1"

    public let period: Period
    public let seed: UInt64
    /// How many were asked for.
    public let requested: Int
    /// How many submitted dossiers of the period there are to draw from: those the report is about.
    public let population: Int
    public let isSimulated: Bool
    /// In the order they were drawn.
    public let dossiers: [AuditedDossier]

    /// Draws without replacement.
    ///
    /// The dossiers stand in the order of their pseudonyms. Draw `i`, from 0, exchanges the one at `i` with the one at
    /// `i + r mod (count − i)`, where `r` is the next number of SplitMix64; so a smaller sample begins a larger one of
    /// the same seed.
    ///
    /// - Parameter count: at most so many; fewer where there are fewer.
    public init(of entries: [LedgerEntry], period: Period = .unbounded, count: Int, seed: UInt64) {
        self.init(of: LedgerFold(entries, over: [period]), count: count, seed: seed)
    }

    /// The same of a ledger taken in already; the period is its first.
    public init(of fold: LedgerFold, count: Int, seed: UInt64) {
        let selection = Selection(fold)
        var pool = selection.pool
        var random = SplitMix64(seed: seed)
        let drawn = min(max(count, 0), pool.count)
        for place in 0..<drawn { pool.swapAt(place, place + Int(random.next() % UInt64(pool.count - place))) }
        period = fold.periods.first ?? .unbounded
        self.seed = seed
        requested = count
        population = pool.count
        isSimulated = selection.isSimulated
        dossiers = pool.prefix(drawn).map {
            let drawn = selection.submission($0)
            return AuditedDossier(dossier: drawn.dossier, hour: drawn.hour, fact: drawn.fact)
        }
    }
}

/// One dossier, atom by atom: what the paper demanded on its path, what the form had, and the rule that follows.
public struct AuditedDossier: Sendable, Hashable {
    public let dossier: String
    /// Of its counted submission, UTC.
    public let hour: String
    public let procedure: String
    public let form: String
    public let version: String
    /// Hash of the baseline's content, and its status.
    public let baseline: String
    public let baselineStatus: String
    public let channel: String
    /// Sorted by atom.
    public let atoms: [AuditedAtom]
    public let count: DossierCount
    public let documents: [SubmittedFact.DocumentFact]

    init(dossier: String, hour: String, fact: SubmittedFact) {
        self.dossier = dossier
        self.hour = hour
        (procedure, form, version, channel) = (fact.procedure, fact.form, fact.version, fact.channel)
        (baseline, baselineStatus, documents) = (fact.baseline, fact.baselineStatus, fact.documents)
        count = DossierCount(of: fact)
        let saved = Dictionary(count.saved.map { ($0.atom, $0) }, uniquingKeysWith: { first, _ in first })
        let leaves = Dictionary(grouping: fact.current, by: \.atom)
        let blanks = Dictionary(grouping: fact.blanks, by: \.atom)
        atoms = Set(leaves.keys).union(blanks.keys).sorted().map {
            AuditedAtom(atom: $0, blanks: blanks[$0] ?? [], leaves: leaves[$0] ?? [], saved: saved[$0])
        }
    }
}

/// One counting atom of one dossier.
public struct AuditedAtom: Sendable, Hashable {
    /// Which rule of counting decides; from what stands in `blanks` and `leaves` alone.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        /// Demanded then, and given now, whatever the form calls it: in B and in A.
        case stillGiven = "still-given"
        /// Demanded then, and not given now: in B alone; `source` says who answered.
        case saved
        /// A required leaf given now, not demanded then: in A alone.
        case newDemand = "new-demand"
        /// Whether it was demanded stayed unknown: in B of the high reading alone, and in A where a required leaf was given.
        case unknownDemand = "unknown-demand"
        /// Optional then or now, and given, confirmed or changed: in the answered series alone.
        case answeredOnly = "answered-only"
        /// Neither demanded nor given: on no side.
        case neither
        /// Every leaf is outside the count, and so is the blank.
        case outside
    }

    public let atom: String
    public let blanks: [SubmittedFact.BaselineLeaf]
    public let leaves: [SubmittedFact.CurrentLeaf]
    public let rule: Rule
    /// Of a saved atom.
    public let source: String?
    public let isOwnIdentity: Bool
    /// In A, in B of the low reading, in B of the high reading; of the strict series.
    public let isInA: Bool
    public let isInB: Bool
    public let isInHighB: Bool

    init(atom: String, blanks: [SubmittedFact.BaselineLeaf], leaves: [SubmittedFact.CurrentLeaf], saved: DossierCount.SavedAtom?) {
        self.atom = atom
        self.blanks = blanks
        self.leaves = leaves
        let counted = leaves.filter { $0.outcome != .outside }
        let isOutside = !leaves.isEmpty && counted.isEmpty
        let isGiven = counted.contains { $0.outcome.isGiven || $0.isLater }
        let isTouched = counted.contains(where: \.isTouched)
        let demands = isOutside ? [] : Set(blanks.map(\.demand))
        isInB = demands.contains(.required)
        isInA = isGiven && (isInB || counted.contains(where: \.required))
        isInHighB = isInB || demands.contains(.unknown)
        source = saved?.source.id
        isOwnIdentity = saved?.isOwnIdentity ?? false
        rule = if isOutside {
            .outside
        } else if isInB {
            isInA ? .stillGiven : .saved
        } else if demands.contains(.unknown) {
            .unknownDemand
        } else if isInA {
            .newDemand
        } else if isGiven || demands.contains(.optional) && isTouched {
            .answeredOnly
        } else {
            .neither
        }
    }
}
