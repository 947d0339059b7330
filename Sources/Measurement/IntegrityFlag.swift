/// A way the strict reduction may look larger than it is, found in the ledger's own events.
///
/// Nothing is put right silently: what counting cannot rule out is named, with numbers alone, and the headline is withheld.
public struct IntegrityFlag: Sendable, Hashable {
    /// Closed: programs and analysts go by the code. docs/integrity.md says how each is found.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The paper demanded it, and now nobody answers it: no register, no computation, not the applicant.
        case leftOut = "left-out"
        /// The paper demanded it, and the form calls it somebody else's business.
        case setOutside = "set-outside"
        /// The baseline demands what an earlier baseline of the form did not.
        case baselineGrew = "baseline-grew"
        /// Whether the paper demanded it was left unknown, because what decides it was not asked.
        case undecidedDemand = "undecided-demand"
        /// What one form saved was asked for by another form of the same procedure.
        case askedElsewhere = "asked-elsewhere"
        /// The same subject filed the same form again and again.
        case crowdedSubjects = "crowded-subjects"
        /// Dossiers were opened and never submitted, and would have lowered the headline.
        case dropped
        /// More dossiers were seen than the one-stop system received.
        case notReceived = "not-received"
        /// Dossiers marked as simulated stand beside real ones, and some would lower the figure, were they real.
        case markedSimulated = "marked-simulated"
        /// Values that were filled in had to be typed again; they count as given.
        case retyped
        /// Simulated dossiers stand beside the real ones; they count for themselves.
        case simulatedBeside = "simulated-beside"
        /// Papers flagged as reused were handed in all the same; they count as handed in.
        case reusedUploaded = "reused-uploaded"

        public var isWithholding: Bool {
            switch self {
            case .leftOut, .setOutside, .baselineGrew, .undecidedDemand, .askedElsewhere, .crowdedSubjects, .dropped, .notReceived, .markedSimulated: true
            case .retyped, .simulatedBeside, .reusedUploaded: false
            }
        }

        /// From where on it is raised. Of what moves a reduction: by how much of it, as a ratio of B. Of the rest: which share.
        public var threshold: Double {
            switch self {
            case .leftOut, .setOutside, .baselineGrew, .undecidedDemand, .askedElsewhere, .crowdedSubjects, .dropped, .notReceived, .markedSimulated: 0.005
            case .retyped: 0.1
            case .simulatedBeside, .reusedUploaded: 0
            }
        }
    }

    public let code: Code
    /// What it is about; a part that is empty is about all of them.
    public let subject: Subject
    /// What was counted, by name.
    public let observed: [Observation]
    /// How much of the reduction of what it is about rests on it, in both ways of adding dossiers up; `nil` where no figure says so, and
    /// where it is published.
    public let effect: Headline?
    /// The effect as it is published: of what is withheld, a figure that rests on it tells too much.
    public let scale: Scale?
    /// What is held against the threshold where there is no effect.
    public let share: Double?

    public struct Subject: Sendable, Hashable, Comparable {
        public let procedure: String
        public let form: String
        /// Hash of the baseline's content.
        public let baseline: String

        init(procedure: String = "", form: String = "", baseline: String = "") { (self.procedure, self.form, self.baseline) = (procedure, form, baseline) }

        public static func < (a: Subject, b: Subject) -> Bool { (a.procedure, a.form, a.baseline) < (b.procedure, b.form, b.baseline) }

        /// Whether it is about the dossiers of a row.
        public func covers(_ key: ProcedureFigures.Key) -> Bool {
            (procedure.isEmpty || procedure == key.procedure || key.procedure.isEmpty && procedure == key.form) && (form.isEmpty || form == key.form)
                && (baseline.isEmpty || baseline == key.baseline)
        }
    }

    public struct Observation: Sendable, Hashable {
        public let name: String
        /// `nil` where withheld.
        public let count: Int?
    }

    init(_ code: Code, _ subject: Subject, effect: Headline? = nil, share: Double? = nil, _ observed: KeyValuePairs<String, Int>) {
        self.init(
            code: code, subject: subject, observed: observed.map { Observation(name: $0.key, count: $0.value) }, effect: effect, scale: effect.map { Scale(of: $0) }, share: share)
    }

    private init(code: Code, subject: Subject, observed: [Observation], effect: Headline?, scale: Scale?, share: Double?) {
        (self.code, self.subject, self.observed, self.effect, self.scale, self.share) = (code, subject, observed, effect, scale, share)
    }

    /// As it is shown beside a headline that is withheld: without the facts it is about and what of B they are, which together would be B, and
    /// without the leaves that were filled, of which there may be as many as there are facts.
    var published: IntegrityFlag {
        IntegrityFlag(
            code: code, subject: subject, observed: observed.map { Self.telling.contains($0.name) ? Observation(name: $0.name, count: nil) : $0 }, effect: nil, scale: scale, share: share)
    }

    private static let telling: Set<String> = ["facts", "filled", "retyped"]
}

/// Whether the headline can be defended, and why not.
public struct Integrity: Sendable, Hashable {
    /// Those that withhold first; then by code and by what they are about.
    public let flags: [IntegrityFlag]
    /// The strict reduction over what no withholding flag is about: a side figure, never the headline.
    public let withoutFlagged: Remainder
    /// Of the facts demanded, so few are of rows that are flagged that the side figure is the headline itself, or nearly.
    let isRemainderClose: Bool

    /// That is one fact of so many: half a percent of B.
    static let demandedOfFlagged = 200

    public struct Remainder: Sendable, Hashable {
        /// Series, each a procedure against one baseline, and their dossiers.
        public let procedures: Int
        public let dossiers: Int
        public let strict: Headline
    }

    /// The headline, and what rests on it, is not shown.
    public var isWithheld: Bool { flags.contains { $0.code.isWithholding } }

    /// As the public sees it: what withholds the headline, and not whom it is about; cautions say too much of a few.
    var unattributed: Integrity {
        Integrity(flags: reasons.map { IntegrityFlag($0, .init(), [:]) }, withoutFlagged: withoutFlagged, isRemainderClose: isRemainderClose)
    }

    /// Codes of what withholds it, each once.
    public var reasons: [IntegrityFlag.Code] {
        IntegrityFlag.Code.allCases.filter { code in code.isWithholding && flags.contains { $0.code == code } }
    }

    /// Whether a row of the table of procedures is why.
    public func codes(of key: ProcedureFigures.Key) -> [IntegrityFlag.Code] {
        guard key.baselineStatus == ReportTally.inForce else { return [] }
        return IntegrityFlag.Code.allCases.filter { code in code.isWithholding && flags.contains { $0.code == code && $0.subject.covers(key) } }
    }
}
