/// How much less the applicants had to give than the paper demanded.
public struct Reduction: Sendable, Hashable {
    public let strict: Series
    public let answered: Series
    /// The strict reduction by source; the parts add up to it.
    public let byRegister: [SavedPart]
    public let ownIdentityData: AtomShare
    public let otherData: AtomShare
    public let namedRegistersOnly: AtomShare
    /// Dossiers measured against a baseline that is not in force: never part of the headline.
    public let provisional: ApartSeries?
    /// Simulated dossiers of a ledger that holds real ones too: never part of the headline.
    public let simulatedApart: ApartSeries?
    public let distribution: Distribution
}

/// One of the two ways of counting, over a set of dossiers.
public struct Series: Sendable, Hashable {
    public let dossiers: Int
    /// Of these, how many the paper demanded anything of.
    public let measurable: Int
    /// Σ A and Σ B of the low reading; `nil` where withheld, as who has both has the reduction.
    public let given: Int?
    public let demanded: Int?
    /// The low reading is the headline.
    public let low: Headline
    public let high: Headline
    public let interval: Interval

    public var headline: Headline { low }

    init(dossiers: Int, measurable: Int, given: Int?, demanded: Int?, low: Headline, high: Headline, interval: Interval) {
        (self.dossiers, self.measurable, self.given, self.demanded) = (dossiers, measurable, given, demanded)
        (self.low, self.high, self.interval) = (low, high, interval)
    }

    init(low: ProcedureTallies, high: ProcedureTallies, dossiers: Int, seed: UInt64) {
        self.dossiers = dossiers
        measurable = low.measurable.reduce(0) { $0 + $1.tally.measurable }
        (given, demanded) = (low.denominator - low.numerator, low.denominator)
        self.low = low.headline
        self.high = high.headline
        interval = Interval(of: low, seed: seed)
    }
}

/// Both series of dossiers that stay out of the headline.
public struct ApartSeries: Sendable, Hashable {
    public let strict: Series
    public let answered: Series
}

/// A part of the strict reduction.
public struct SavedPart: Sendable, Hashable {
    static let newDemand = "new-demand"

    /// A connector, or `sign-in`, `reused`, `derived`, `unnamed`, `not-asked`; `new-demand`
    /// for what is asked now and was not on the paper, which is below 0.
    public let source: String
    public let isRegister: Bool
    /// `nil` where withheld.
    public let atoms: Int?
    /// Of these, how many hold identity data of the signed-in person.
    public let ownIdentityAtoms: Int?
    public let share: Headline
}

/// A count of atoms and what it is of B; neither where withheld.
public struct AtomShare: Sendable, Hashable {
    public let atoms: Int?
    public let share: Headline
}

/// How single dossiers fared; `nil` where none could be measured.
public struct Distribution: Sendable, Hashable {
    public let dossiers: Int
    public let shareWithoutCut: Double?
    public let median: Double?
    public let p10: Double?
    public let p90: Double?
    public let p25: Double?
    public let p75: Double?
    public let lowest: Double?
    public let highest: Double?
}
