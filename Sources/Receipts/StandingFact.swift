/// How a dossier that is not filed yet would count, after one of its stages: atoms, as counts alone.
///
/// What is filled and what is asked is known before anybody files. So who never files is not lost to the count: see docs/integrity.md, `dropped`.
public struct StandingFact: Sendable, Hashable {
    public let form: String
    public let procedure: String
    /// Hash of the baseline's content and its status, `in-force` or `provisional`.
    public let baseline: String
    public let baselineStatus: String
    /// The opening is the first.
    public let stage: Int
    /// A, with what is asked and has no answer yet taken as given.
    public let given: Int
    /// B, without what is not known to be demanded.
    public let demanded: Int
    /// The same, were everything asked that still hangs on another answer, and demanded what is not known to be.
    public let givenAtMost: Int
    public let demandedAtMost: Int

    public init(
        form: String, procedure: String, baseline: String, baselineStatus: String, stage: Int, given: Int, demanded: Int, givenAtMost: Int, demandedAtMost: Int
    ) {
        self.form = form
        self.procedure = procedure
        self.baseline = baseline
        self.baselineStatus = baselineStatus
        self.stage = stage
        self.given = given
        self.demanded = demanded
        self.givenAtMost = givenAtMost
        self.demandedAtMost = demandedAtMost
    }
}
