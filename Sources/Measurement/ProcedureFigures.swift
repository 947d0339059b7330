import Receipts

/// The dossiers of one form of one procedure against one baseline.
public struct ProcedureFigures: Sendable, Hashable {
    public let key: Key
    /// Blanks of the paper on the applicants' paths, all dossiers together; boxes, not atoms. `nil` where withheld.
    public let blanks: Int?
    /// Both series; the macro headline of one procedure is the mean over its dossiers.
    public let strict: Series
    public let answered: Series
    public let sources: [SavedPart]
    public let documents: DocumentSeries
    /// Why its reduction, and what that follows from, is not shown; empty where it is.
    public internal(set) var withheldBy: [IntegrityFlag.Code] = []

    public struct Key: Sendable, Hashable, Comparable {
        public let procedure: String
        public let form: String
        /// `in-force` or `provisional`; only the former is in the headline.
        public let baselineStatus: String
        /// Hash of the baseline's content.
        public let baseline: String

        public static func < (a: Key, b: Key) -> Bool {
            (a.procedure, a.form, a.baselineStatus, a.baseline) < (b.procedure, b.form, b.baselineStatus, b.baseline)
        }
    }

    public var isProvisional: Bool { key.baselineStatus != ReportTally.inForce }
    public var dossiers: Int { strict.dossiers }
}

/// Adds up one row of the table of procedures.
struct ProcedureTally: Sendable {
    private var blanks = 0
    private var reduction = ReductionTally()
    private var documents = DocumentSeries()

    mutating func add(_ dossiers: AlikeDossiers, series: String) {
        blanks += dossiers.fact.blanks.count * dossiers.times
        reduction.add(dossiers.count, procedure: series, times: dossiers.times)
        documents.add(dossiers.fact, times: dossiers.times)
    }

    func figures(_ key: ProcedureFigures.Key, seed: UInt64) -> ProcedureFigures {
        ProcedureFigures(
            key: key, blanks: blanks, strict: reduction.strict(seed: seed), answered: reduction.answered(seed: seed),
            sources: reduction.parts(), documents: documents)
    }
}
