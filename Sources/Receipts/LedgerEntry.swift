/// One fact for the ledger: codes, counts and keyed pseudonyms; no personal value, no free text.
public struct LedgerEntry: Sendable, Hashable {
    /// Keyed pseudonym of the dossier.
    public let dossier: String
    /// The hour it happened in, UTC: `2026-11-24T09`.
    public let hour: String
    public let fact: Fact

    public init(dossier: String, hour: String, fact: Fact) {
        self.dossier = dossier
        self.hour = hour
        self.fact = fact
    }

    public enum Fact: Sendable, Hashable {
        case opened(OpenedFact)
        case lookedUp(LookedUpFact)
        /// Further answers were taken and read.
        case staged(StagedFact)
        /// What became of the demanded papers so far.
        case documents(DocumentsFact)
        /// How the dossier would count as it stands.
        case standing(StandingFact)
        case submitted(SubmittedFact)
        /// The applicant filed other values than one source had.
        case corrected(ChangedFact)
        case disputed(ChangedFact)
        case supplementRequested(SupplementFact)
        case refused(RefusedFact)
        case withdrawn
        case completed(CompletedFact)
        /// Nobody went on with it.
        case abandoned(AbandonedFact)
    }
}

public struct OpenedFact: Sendable, Hashable {
    public let form: String
    public let version: String
    public let procedure: String
    public let purpose: String
    /// person or organisation.
    public let subjectKind: String
    public let channel: String
    public let basis: String
    public let hasOperator: Bool
    public let isSimulated: Bool
    /// The month's keyed pseudonym of whom it was opened for; `nil` in events from before there was one.
    public let subject: String?

    public init(form: String, version: String, procedure: String, purpose: String, subjectKind: String, channel: String, basis: String, hasOperator: Bool, isSimulated: Bool, subject: String? = nil) {
        self.form = form
        self.version = version
        self.procedure = procedure
        self.purpose = purpose
        self.subjectKind = subjectKind
        self.channel = channel
        self.basis = basis
        self.hasOperator = hasOperator
        self.isSimulated = isSimulated
        self.subject = subject
    }
}

public struct LookedUpFact: Sendable, Hashable {
    public let connector: String
    public let operation: String
    public let purpose: String
    /// How many concepts and relations were asked for.
    public let attributes: Int
    /// found, absent, refused, or why it failed.
    public let result: String
    /// The month's keyed pseudonym of whom it was about; `nil` in events from before there was one.
    public let subject: String?

    public init(connector: String, operation: String, purpose: String, attributes: Int, result: String, subject: String? = nil) {
        self.connector = connector
        self.operation = operation
        self.purpose = purpose
        self.attributes = attributes
        self.result = result
        self.subject = subject
    }

    /// The same, about whom that pseudonym names.
    public func about(_ subject: String) -> LookedUpFact {
        LookedUpFact(connector: connector, operation: operation, purpose: purpose, attributes: attributes, result: result, subject: subject)
    }
}

/// What counting needs of one submission: every leaf of the current form and of the baseline, with its atom.
public struct SubmittedFact: Sendable, Hashable {
    public let form: String
    public let version: String
    public let procedure: String
    public let channel: String
    public let isSimulated: Bool
    /// Hash of the baseline's content and its status, `in-force` or `provisional`.
    public let baseline: String
    public let baselineStatus: String
    public let current: [CurrentLeaf]
    public let blanks: [BaselineLeaf]
    public let documents: [DocumentFact]
    /// Subjects chosen that were in the dossier already, and roles confirmed.
    public let confirmations: Int
    /// The same answers replayed on the baseline that this one replaced: what a bridge between two series is made of.
    public let replaced: Replay?

    public init(
        form: String, version: String, procedure: String, channel: String, isSimulated: Bool, baseline: String, baselineStatus: String, current: [CurrentLeaf],
        blanks: [BaselineLeaf], documents: [DocumentFact], confirmations: Int, replaced: Replay? = nil
    ) {
        self.form = form
        self.version = version
        self.procedure = procedure
        self.channel = channel
        self.isSimulated = isSimulated
        self.baseline = baseline
        self.baselineStatus = baselineStatus
        self.current = current
        self.blanks = blanks
        self.documents = documents
        self.confirmations = confirmations
        self.replaced = replaced
    }

    /// A dossier's path through another baseline than the one it counts against.
    public struct Replay: Sendable, Hashable {
        /// Hash of its content.
        public let baseline: String
        public let baselineStatus: String
        public let blanks: [BaselineLeaf]

        public init(baseline: String, baselineStatus: String, blanks: [BaselineLeaf]) {
            self.baseline = baseline
            self.baselineStatus = baselineStatus
            self.blanks = blanks
        }
    }

    /// The submission as it would count against the baseline that was replaced; `nil` where that was not replayed.
    public var againstReplaced: SubmittedFact? {
        replaced.map { replay in
            SubmittedFact(
                form: form, version: version, procedure: procedure, channel: channel, isSimulated: isSimulated, baseline: replay.baseline,
                baselineStatus: replay.baselineStatus, current: current, blanks: replay.blanks, documents: documents, confirmations: confirmations)
        }
    }

    /// One leaf of the current form, or a typed key, a verified name, a picked row (`…@key`, `…@verify`, `…@pick`).
    public struct CurrentLeaf: Sendable, Hashable {
        public let leaf: String
        /// `s2.full_name`: a subject local to the dossier and the counting atom; the same fact has the same atom on both sides.
        public let atom: String
        public let required: Bool
        public let outcome: SubmittedOutcome
        /// The applicant confirmed or changed it.
        public let isTouched: Bool
        /// Who filled it: a connector, `derived`, `document`, `sign-in`; `nil` where nobody did.
        public let source: String?
        /// The signed-in person's own identity data.
        public let isOwnIdentity: Bool
        /// From an earlier dossier.
        public let isEarlier: Bool
        /// Why it was asked.
        public let reason: Reason?
        /// Required and still empty: a register did not answer, so it will be asked later. It counts as given, or an outage
        /// would look like a saving.
        public let isLater: Bool
        /// The role of whose fact it is: what the dossier calls a subject is its own, what the form calls it is not. `nil` for the
        /// dossier's own facts, and in events from before roles stood in them.
        public let role: String?

        public init(
            leaf: String, atom: String, required: Bool, outcome: SubmittedOutcome, isTouched: Bool, source: String?, isOwnIdentity: Bool, isEarlier: Bool, reason: Reason?,
            isLater: Bool = false, role: String? = nil
        ) {
            self.leaf = leaf
            self.atom = atom
            self.required = required
            self.outcome = outcome
            self.isTouched = isTouched
            self.source = source
            self.isOwnIdentity = isOwnIdentity
            self.isEarlier = isEarlier
            self.reason = reason
            self.isLater = isLater
            self.role = role
        }
    }

    /// One blank of the baseline on this applicant's path. Blanks that do not apply are left out.
    public struct BaselineLeaf: Sendable, Hashable {
        public let leaf: String
        public let atom: String
        public let demand: BaselineDemand
        /// As of a leaf of the current form.
        public let role: String?

        public init(leaf: String, atom: String, demand: BaselineDemand, role: String? = nil) {
            self.leaf = leaf
            self.atom = atom
            self.demand = demand
            self.role = role
        }
    }

    public struct DocumentFact: Sendable, Hashable {
        public let id: String
        public let required: Bool
        /// replaced-by-data, earlier-result, stored, upload.
        public let disposition: String
        public let by: String?
        /// Could have been reused, whether it was or not.
        public let wasAvailable: Bool
        /// It could have been reused, and the applicant declined.
        public let isDeclined: Bool
        /// A copy that came with an earlier dossier.
        public let isEarlier: Bool
        /// Flags of the national synchronization message: DuocSoHoa and DuocTaiSuDung.
        public let digitized: Bool
        public let reusedFlag: Int
        /// DuocLayTuKhoDMQG: it came from the national store.
        public let isFromNationalStore: Bool

        public init(
            id: String, required: Bool, disposition: String, by: String?, wasAvailable: Bool, isDeclined: Bool = false, isEarlier: Bool = false, digitized: Bool,
            reusedFlag: Int, isFromNationalStore: Bool = false
        ) {
            self.id = id
            self.required = required
            self.disposition = disposition
            self.by = by
            self.wasAvailable = wasAvailable
            self.isDeclined = isDeclined
            self.isEarlier = isEarlier
            self.digitized = digitized
            self.reusedFlag = reusedFlag
            self.isFromNationalStore = isFromNationalStore
        }
    }
}

/// Whether the paper demanded a blank on this path; `unknown` where one of its conditions stayed unknown.
public enum BaselineDemand: String, Sendable, Hashable, CaseIterable {
    case required, optional, unknown
}
