public import Formats
public import Receipts

/// Two series of one form side by side: the only way their figures are ever compared.
///
/// Dossiers of before were counted against the old baseline on the form of that time. Dossiers of after were replayed on both
/// baselines at submission, with the same answers on the same form, so that what the new baseline alone changes can be told from
/// what became of the form.
public struct BaselineBridge: Sendable, Hashable {
    public let isSimulated: Bool
    /// The old baseline on the old form: dossiers whose series the old one is.
    public let oldOnOld: Side
    /// The old baseline on the new form: dossiers of the new series that were replayed on the old one too.
    public let oldOnNew: Side
    /// The new baseline on the new form: the very same dossiers.
    public let newOnNew: Side
    /// Dossiers of the new series that were not replayed on the old baseline; they are on no side.
    public let notReplayed: Int

    public struct Side: Sendable, Hashable {
        public let dossiers: Int
        /// Versions of the form they were submitted on.
        public let versions: [String]
        /// `nil` for fewer dossiers than may be told.
        public let figures: ApartSeries?
    }

    /// - Parameters:
    ///   - entries: the ledger's events in any order.
    ///   - form: of both baselines.
    ///   - old: hash of the content of the replaced baseline.
    ///   - new: hash of the content of the one that replaces it.
    ///   - seed: of the bootstrap.
    public init(of entries: [LedgerEntry], form: String, old: String, new: String, period: Period = .unbounded, seed: UInt64 = 400) {
        let selection = Selection(entries, period: period)
        isSimulated = selection.isSimulated
        let facts = selection.submissions.map(\.fact).filter { $0.form == form }
        let after = facts.filter { $0.baseline == new }
        let replayed = after.filter { $0.replaced?.baseline == old }
        oldOnOld = Side(facts.filter { $0.baseline == old }, seed)
        oldOnNew = Side(replayed.compactMap(\.againstReplaced), seed)
        newOnNew = Side(replayed, seed)
        notReplayed = after.count - replayed.count
    }
}

extension BaselineBridge.Side {
    fileprivate init(_ facts: [SubmittedFact], _ seed: UInt64) {
        dossiers = facts.count
        versions = Set(facts.map(\.version)).sorted()
        guard facts.count >= SmallCells.least else {
            figures = nil
            return
        }
        var tally = ReductionTally()
        for fact in facts { tally.add(DossierCount(of: fact), procedure: fact.cluster) }
        figures = ApartSeries(strict: tally.strict(seed: seed), answered: tally.answered(seed: seed))
    }
}

extension BaselineBridge {
    /// `null` figures are of fewer dossiers than may be told.
    public var json: JSON {
        [
            "figures": isSimulated ? "simulated" : "real", "oldOnOld": oldOnOld.json, "oldOnNew": oldOnNew.json, "newOnNew": newOnNew.json,
            "notReplayed": notReplayed.json,
        ]
    }
}

extension BaselineBridge.Side {
    fileprivate var json: JSON {
        [
            "dossiers": dossiers.json, "versions": .array(versions.map(JSON.string)), "strict": figures?.json["strict"] ?? .null,
            "answered": figures?.json["answered"] ?? .null,
        ]
    }
}

extension Int {
    /// A count of dossiers, `null` where it is few.
    fileprivate var json: JSON { SmallCells.isTold(self) ? .number("\(self)") : .null }
}
