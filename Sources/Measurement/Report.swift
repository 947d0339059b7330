public import Receipts

/// What a ledger says about a period: every figure with its numerator and denominator in its documentation.
///
/// A pure function of the events: the same events in any order give the same report, byte for byte.
public struct Report: Sendable, Hashable {
    public static let schema = "onceonly/report/1"

    public let scope: Scope
    public let reduction: Reduction
    public let reuse: Reuse
    public let targets: [Target]
    /// By procedure, form, status and content of the baseline: a new baseline is a new series.
    public let procedures: [ProcedureFigures]
    /// Of the dossiers in the headline; most to gain first.
    public internal(set) var reasons: [ReasonFigures]
    public let registers: [RegisterFigures]
    /// Of Decision 766, by number.
    public let indicators: [Indicator]
    /// `nil` without the one-stop system's export.
    public let received: ReceivedFigures?
    public let drafts: Drafts
    /// Most to gain first.
    public let paperReasons: [PaperReasonFigures]
    /// `nil` where no other period was named.
    public let comparison: Comparison?
    /// Not printed; says which of the sources' figures are small.
    let contributors: SourceContributors

    /// What the figures are about.
    public struct Scope: Sendable, Hashable {
        public let period: Period
        /// Any event is simulated.
        public let simulated: Bool
        /// The figures themselves are of simulated dossiers. Not so where the ledger holds real ones too: these alone
        /// are counted, and the simulated ones stand apart.
        public let figuresAreSimulated: Bool
        public let coverage: Coverage
        public let sideLines: SideLines
    }

    /// Counted, and part of no reduction.
    public struct SideLines: Sendable, Hashable {
        /// Subjects chosen that were in the dossier already, and roles confirmed.
        public internal(set) var confirmations = 0
        /// Dossiers with any of those.
        public internal(set) var dossiersWithConfirmations = 0
        /// Leaves that repeat what stands elsewhere in the form, and were filled from there.
        public internal(set) var repeats = 0
    }

    /// - Parameters:
    ///   - entries: the ledger's events in any order.
    ///   - period: the days to report on.
    ///   - received: the one-stop system's export, which gives the reuse tiers their denominator and the goals of 65, 80
    ///     and 100 % their figures.
    ///   - base: another period to compare with.
    ///   - seed: of the bootstrap; printed in the report.
    /// - Complexity: O(leaves of all submissions), sorted by dossier.
    public init(
        of entries: [LedgerEntry], period: Period = .unbounded, received: ReceivedTable? = nil, comparedWith base: Period? = nil,
        seed: UInt64 = 400
    ) {
        let selection = Selection(entries, period: period)
        let lives = DossierLives(entries)
        var tally = ReportTally(names: SeriesNames(of: selection.submissions.lazy.map(\.fact)))
        for submission in selection.submissions { tally.add(submission.fact, of: submission.dossier, lives: lives) }
        for lookUp in selection.lookUps { tally.registers.add(lookUp) }
        var simulatedApart: ReductionTally?
        let namesApart = SeriesNames(of: selection.simulatedApart.lazy.map(\.fact))
        for submission in selection.simulatedApart {
            simulatedApart = simulatedApart ?? ReductionTally()
            simulatedApart?.add(DossierCount(of: submission.fact), procedure: namesApart.name(of: submission.fact))
        }
        let coverage = Coverage(selection, period: period, received: received)
        scope = Scope(
            period: period, simulated: selection.hasSimulated, figuresAreSimulated: selection.isSimulated, coverage: coverage,
            sideLines: tally.sideLines)
        reduction = tally.reduction(seed: seed, simulatedApart: simulatedApart)
        reuse = tally.reuse.reuse(over: coverage)
        let shares = received.map { ReceivedShares(table: $0, period: period) }
        targets = Target.all(reduction: reduction, reuse: reuse, low: tally.reuse.lowReadings(over: coverage), received: shares, seed: seed)
        procedures = tally.procedures.sorted { $0.key < $1.key }.map { $0.value.figures($0.key, seed: seed) }
        reasons = tally.reasons.figures(demanded: tally.headline.strictLow.denominator)
        registers = tally.registers.figures
        indicators = tally.indicators.indicators(over: coverage, received: shares)
        self.received = received.map { ReceivedFigures($0, period: period, seen: coverage.seenByProcedure) }
        drafts = Drafts(opened: selection.openedDossiers, lives: lives)
        paperReasons = tally.paperReasons.figures(over: coverage)
        comparison = base.map { Comparison(of: period, selection, with: $0, Selection(entries, period: $0)) }
        contributors = tally.contributors
    }
}

/// Everything a report adds up, in one pass over the submissions.
struct ReportTally: Sendable {
    static let inForce = "in-force"

    private let names: SeriesNames
    private(set) var headline = ReductionTally()
    private(set) var provisional: ReductionTally?
    private(set) var reuse = ReuseTally()
    private(set) var procedures: [ProcedureFigures.Key: ProcedureTally] = [:]
    private(set) var reasons = ReasonTally()
    var registers = RegisterTally()
    private(set) var sideLines = Report.SideLines()
    private(set) var indicators = IndicatorTally()
    private(set) var paperReasons = PaperReasonTally()

    private(set) var contributors = SourceContributors()

    init(names: SeriesNames) { self.names = names }

    mutating func add(_ fact: SubmittedFact, of dossier: String, lives: DossierLives) {
        let count = DossierCount(of: fact), series = names.name(of: fact)
        if fact.baselineStatus == Self.inForce {
            headline.add(count, procedure: series)
            reasons.add(fact)
        } else {
            provisional = provisional ?? ReductionTally()
            provisional?.add(count, procedure: series)
        }
        reuse.add(fact, count: count)
        let key = ProcedureFigures.Key(procedure: fact.procedure, form: fact.form, baselineStatus: fact.baselineStatus, baseline: fact.baseline)
        procedures[key, default: ProcedureTally()].add(fact, count: count, series: series)
        registers.add(fact, of: dossier, lives: lives)
        indicators.add(ObservedDossier(dossier: dossier, fact: fact, count: count, lives: lives))
        paperReasons.add(fact, count: count)
        contributors.add(count, to: key)
        sideLines.confirmations += fact.confirmations
        sideLines.dossiersWithConfirmations += fact.confirmations > 0 ? 1 : 0
        sideLines.repeats += fact.current.count { $0.outcome == .repeated }
    }

    func reduction(seed: UInt64, simulatedApart: ReductionTally?) -> Reduction {
        func apart(_ tally: ReductionTally) -> ApartSeries {
            ApartSeries(strict: tally.strict(seed: seed), answered: tally.answered(seed: seed))
        }
        return Reduction(
            strict: headline.strict(seed: seed), answered: headline.answered(seed: seed), byRegister: headline.parts(),
            ownIdentityData: headline.ownIdentityShare(), otherData: headline.otherDataShare(),
            namedRegistersOnly: headline.namedRegistersShare(), provisional: provisional.map(apart),
            simulatedApart: simulatedApart.map(apart), distribution: headline.spread())
    }
}
