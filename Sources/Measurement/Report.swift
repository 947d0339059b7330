public import Receipts

/// What a ledger says about a period: every figure with its numerator and denominator in its documentation.
///
/// A pure function of the events: the same events in any order give the same report, byte for byte.
public struct Report: Sendable, Hashable {
    public static let schema = "onceonly/report/1"

    public let scope: Scope
    /// As counted; `published` is what may be shown of it.
    public internal(set) var reduction: Reduction
    /// What speaks against the reduction.
    public internal(set) var integrity: Integrity
    public let reuse: Reuse
    public let targets: [Target]
    /// By procedure, form, status and content of the baseline: a new baseline is a new series.
    public internal(set) var procedures: [ProcedureFigures]
    /// Of the dossiers in the headline; most to gain first.
    public internal(set) var reasons: [ReasonFigures]
    public internal(set) var registers: [RegisterFigures]
    /// Of Decision 766, by number.
    public let indicators: [Indicator]
    /// `nil` without the one-stop system's export.
    public let received: ReceivedFigures?
    public internal(set) var drafts: Drafts
    /// Most to gain first.
    public internal(set) var paperReasons: [PaperReasonFigures]
    /// `nil` where no other period was named.
    public let comparison: Comparison?
    /// By month of submission.
    public internal(set) var months: [MonthFigures]
    /// By office, of the export alone; empty without one.
    public let offices: [OfficeFigures]
    /// `nil` where no tariffs were declared. An estimate, part of no count.
    public internal(set) var cost: CostEstimate?
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
    ///   - tariffs: what time and money are estimated from.
    ///   - attested: hashes of baselines signed as the paper of another legal text than the one they replaced: they may demand more.
    ///   - bridge: what each commune became in the merger of 2025, to compare across it.
    ///   - seed: of the bootstrap; printed in the report.
    /// - Complexity: O(leaves of all submissions).
    public init(
        of entries: [LedgerEntry], period: Period = .unbounded, received: ReceivedTable? = nil, comparedWith base: Period? = nil,
        tariffs: Tariffs? = nil, attested: Set<String> = [], bridge: OfficeBridge? = nil, seed: UInt64 = 400
    ) {
        self.init(
            of: LedgerFold(entries, over: [period] + (base.map { [$0] } ?? [])), received: received, tariffs: tariffs, attested: attested, bridge: bridge,
            seed: seed)
    }

    /// The same of a ledger taken in already.
    ///
    /// - Parameter fold: over the days to report on and, second, those to compare with.
    /// - Complexity: O(dossiers), and O(leaves) of the submissions that are not alike.
    public init(
        of fold: LedgerFold, received: ReceivedTable? = nil, tariffs: Tariffs? = nil, attested: Set<String> = [], bridge: OfficeBridge? = nil, seed: UInt64 = 400
    ) {
        self.init(of: fold, at: 0, received: received, tariffs: tariffs, attested: attested, bridge: bridge, seed: seed)
    }

    /// - Parameter index: of the period in the fold; the first is compared with the second.
    private init(of fold: LedgerFold, at index: Int, received: ReceivedTable?, tariffs: Tariffs?, attested: Set<String>, bridge: OfficeBridge?, seed: UInt64) {
        let period = index < fold.periods.count ? fold.periods[index] : .unbounded
        let ground = IntegrityGround(fold, attested: attested, simulated: Selection.isAboutSimulated(fold, period: index))
        let selection = Selection(fold, period: index, on: ground)
        var tally = ReportTally(names: SeriesNames(of: selection.heads), integrity: IntegrityTally(ground))
        selection.forEachSubmission { tally.add($0) }
        for lookUp in selection.lookUps { tally.registers.add(lookUp.fact, times: lookUp.times) }
        var simulatedApart: ReductionTally?, beside = SimulatedBeside()
        let namesApart = SeriesNames(of: selection.headsApart)
        selection.forEachSubmissionApart { dossiers in
            beside.add(dossiers)
            simulatedApart = simulatedApart ?? ReductionTally()
            simulatedApart?.add(dossiers.count, procedure: namesApart.name(of: dossiers.fact), times: dossiers.times)
        }
        for (standing, times) in selection.unsubmittedApart { beside.add(unsubmitted: standing, times: times) }
        let coverage = Coverage(selection, period: period, received: received)
        scope = Scope(
            period: period, simulated: selection.hasSimulated, figuresAreSimulated: selection.isSimulated, coverage: coverage,
            sideLines: tally.sideLines)
        reduction = tally.reduction(seed: seed, simulatedApart: simulatedApart)
        reuse = tally.reuse.reuse(over: coverage)
        let shares = received.map { ReceivedShares(table: $0, period: period) }
        let receivedFigures = received.map { ReceivedFigures($0, period: period, seen: coverage.seenByProcedure) }
        let inPart = received?.dossiersInPart(in: period) ?? [:]
        let atMost = (receivedFigures?.procedures ?? []).map {
            ReceivedFigures.Procedure(procedure: $0.procedure, received: $0.received + (inPart[$0.procedure] ?? 0), seen: $0.seen)
        }
        let dropped = tally.integrity.dropped(selection)
        let integrity = tally.integrity.integrity(dropped, coverage: coverage, received: atMost, beside: beside)
        self.integrity = integrity
        targets = Target.all(reduction: reduction, reuse: reuse, low: tally.reuse.lowReadings(over: coverage), received: shares, seed: seed)
            .map { $0.published(integrity) }
        procedures = tally.procedures.sorted { $0.key < $1.key }.map { $0.value.figures($0.key, seed: seed) }
        reasons = tally.reasons.figures(demanded: tally.headline.strictLow.denominator)
        registers = tally.registers.figures
        indicators = tally.indicators.indicators(over: coverage, received: shares)
        self.received = receivedFigures
        drafts = Drafts(selection, moving: dropped)
        paperReasons = tally.paperReasons.figures(over: coverage)
        comparison = index > 0 ? nil : fold.periods.dropFirst().first.map { base in
            // What speaks against the other period's headline speaks against a change from it.
            let before = Report(of: fold, at: 1, received: received, tariffs: nil, attested: attested, bridge: nil, seed: seed).integrity
            return Comparison(of: period, selection, with: base, Selection(fold, period: 1), received: received, bridge: bridge).published(integrity).published(before)
        }
        months = tally.months.figures
        offices = received.map { OfficeFigures.all($0, period: period) } ?? []
        cost = tariffs.map { [procedures] in CostEstimate($0, procedures: procedures, visits: tally.visits) }
        contributors = tally.contributors
    }
}

/// Everything a report adds up, in one pass over the submissions; what is alike is added once, times how many it is.
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

    private(set) var months = MonthTally()
    private(set) var visits = VisitTally()
    private(set) var contributors = SourceContributors()
    private(set) var integrity: IntegrityTally

    init(names: SeriesNames, integrity: IntegrityTally) { (self.names, self.integrity) = (names, integrity) }

    mutating func add(_ dossiers: AlikeDossiers) {
        let fact = dossiers.fact, count = dossiers.count, times = dossiers.times, series = names.name(of: fact)
        if fact.baselineStatus == Self.inForce {
            headline.add(count, procedure: series, times: times)
            reasons.add(fact, times: times)
        } else {
            provisional = provisional ?? ReductionTally()
            provisional?.add(count, procedure: series, times: times)
        }
        reuse.add(dossiers)
        let key = ProcedureFigures.Key(procedure: fact.procedure, form: fact.form, baselineStatus: fact.baselineStatus, baseline: fact.baseline)
        procedures[key, default: ProcedureTally()].add(dossiers, series: series)
        registers.add(dossiers)
        indicators.add(dossiers)
        paperReasons.add(dossiers)
        contributors.add(count, to: key, times: times)
        integrity.add(dossiers, series: series)
        for course in dossiers.courses {
            months.add(count, to: key, month: course.month, times: course.times)
            visits.add(fact, course, to: key)
        }
        sideLines.confirmations += fact.confirmations * times
        sideLines.dossiersWithConfirmations += fact.confirmations > 0 ? times : 0
        sideLines.repeats += fact.current.count { $0.outcome == .repeated } * times
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
