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
        self.init(of: LedgerFold(entries, over: [period]), form: form, old: old, new: new, seed: seed)
    }

    /// The same of a ledger taken in already; the period is its first.
    public init(of fold: LedgerFold, form: String, old: String, new: String, seed: UInt64 = 400) {
        let selection = Selection(fold)
        isSimulated = selection.isSimulated
        var oldOnOld = SideTally(), oldOnNew = SideTally(), newOnNew = SideTally(), notReplayed = 0
        selection.forEachSubmission { dossiers in
            let fact = dossiers.fact
            guard fact.form == form else { return }
            if fact.baseline == old { oldOnOld.add(fact, dossiers.count, dossiers.times) }
            guard fact.baseline == new else { return }
            guard fact.replaced?.baseline == old, let replayed = fact.againstReplaced else {
                notReplayed += dossiers.times
                return
            }
            oldOnNew.add(replayed, DossierCount(of: replayed), dossiers.times)
            newOnNew.add(fact, dossiers.count, dossiers.times)
        }
        (self.oldOnOld, self.oldOnNew, self.newOnNew) = (oldOnOld.side(seed: seed), oldOnNew.side(seed: seed), newOnNew.side(seed: seed))
        self.notReplayed = notReplayed
    }
}

/// Adds up one side.
private struct SideTally {
    private var versions: Set<String> = []
    private var tally = ReductionTally()

    mutating func add(_ fact: SubmittedFact, _ count: DossierCount, _ times: Int) {
        versions.insert(fact.version)
        tally.add(count, procedure: fact.cluster, times: times)
    }

    func side(seed: UInt64) -> BaselineBridge.Side {
        let figures = tally.dossiers < SmallCells.least ? nil : ApartSeries(strict: tally.strict(seed: seed), answered: tally.answered(seed: seed))
        return BaselineBridge.Side(dossiers: tally.dossiers, versions: versions.sorted(), figures: figures)
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
