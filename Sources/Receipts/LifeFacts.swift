/// A further stage of a dossier that is not submitted.
public struct StagedFact: Sendable, Hashable {
    /// The opening is the first.
    public let number: Int
    /// The declarations had changed since the stage before, and its applicant was shown how.
    public let isAcrossVersions: Bool
    /// The office had asked for a supplement.
    public let isSupplement: Bool

    public init(number: Int, isAcrossVersions: Bool, isSupplement: Bool) {
        self.number = number
        self.isAcrossVersions = isAcrossVersions
        self.isSupplement = isSupplement
    }
}

/// What the office asked for once more: names of the form's own fields and papers.
public struct SupplementFact: Sendable, Hashable {
    public let fields: [String]
    public let documents: [String]

    public init(fields: [String], documents: [String]) {
        self.fields = fields
        self.documents = documents
    }
}

/// Why an office refused a dossier; what it writes to the applicant stays with it.
public struct RefusedFact: Sendable, Hashable {
    public enum Ground: String, Sendable, Hashable, CaseIterable {
        /// The law's conditions are not met.
        case conditions
        /// What was asked for was not handed in.
        case incomplete
        /// Another authority decides.
        case competence
        /// A declaration or a paper is not true.
        case untrue
        case other
    }

    public let ground: Ground

    public init(ground: Ground) { self.ground = ground }
}

/// The procedure's result was issued.
public struct CompletedFact: Sendable, Hashable {
    /// As a signed electronic document.
    public let isElectronic: Bool

    public init(isElectronic: Bool) { self.isElectronic = isElectronic }
}

/// What became of the papers a dossier demands, after one of its stages; counts alone.
public struct DocumentsFact: Sendable, Hashable {
    public let replaced: Int
    public let earlier: Int
    public let stored: Int
    public let upload: Int

    public init(replaced: Int, earlier: Int, stored: Int, upload: Int) {
        self.replaced = replaced
        self.earlier = earlier
        self.stored = stored
        self.upload = upload
    }
}

/// Values of one source that the applicant changed, by the codes of their leaves.
public struct ChangedFact: Sendable, Hashable {
    /// A connector, `derived`, `document`, `sign-in`; `unnamed` where none is known.
    public let source: String
    public let leaves: [String]

    public init(source: String, leaves: [String]) {
        self.source = source
        self.leaves = leaves
    }
}

/// A draft nobody went on with.
public struct AbandonedFact: Sendable, Hashable {
    /// For how long at least nothing happened.
    public enum Silence: String, Sendable, Hashable, CaseIterable {
        case month = "30-days"
        case quarter = "90-days"
        case halfYear = "180-days"
        case year = "365-days"

        public var days: Int {
            switch self {
            case .month: 30
            case .quarter: 90
            case .halfYear: 180
            case .year: 365
            }
        }
    }

    public let silence: Silence
    /// The stage it was left at; the opening is the first.
    public let stage: Int

    public init(silence: Silence, stage: Int) {
        self.silence = silence
        self.stage = stage
    }
}

extension LedgerEntry {
    /// A submission with the events of what its applicant changed, a source each; any other event alone.
    ///
    /// They say nothing the submission does not: a register's owner is shown them without the rest of it.
    public var withChanges: [LedgerEntry] {
        guard case .submitted(let fact) = fact else { return [self] }
        func changes(_ outcomes: Set<SubmittedOutcome>, _ made: (ChangedFact) -> Fact) -> [LedgerEntry] {
            Dictionary(grouping: fact.current.filter { outcomes.contains($0.outcome) }) { $0.source ?? "unnamed" }.sorted { $0.key < $1.key }
                .map { LedgerEntry(dossier: dossier, hour: hour, fact: made(ChangedFact(source: $0.key, leaves: $0.value.map(\.leaf)))) }
        }
        return [self] + changes([.corrected, .overridden]) { .corrected($0) } + changes([.disputed]) { .disputed($0) }
    }
}
