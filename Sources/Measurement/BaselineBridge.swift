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
    /// What speaks against the figures of either series in a report of the same ledger.
    public let flags: [IntegrityFlag.Code]

    public struct Side: Sendable, Hashable {
        public let dossiers: Int
        /// Versions of the form they were submitted on.
        public let versions: [String]
        /// `nil` for fewer dossiers than may be told, and where withheld.
        public let figures: ApartSeries?
        /// Why they are withheld, as they are in a report; empty where they are not. That a baseline grew is no reason here: what that is worth
        /// is what a bridge says.
        public let withheldBy: [IntegrityFlag.Code]
    }

    /// - Parameters:
    ///   - entries: the ledger's events in any order.
    ///   - form: of both baselines.
    ///   - old: hash of the content of the replaced baseline.
    ///   - new: hash of the content of the one that replaces it.
    ///   - attested: as for a report.
    ///   - seed: of the bootstrap.
    public init(
        of entries: [LedgerEntry], form: String, old: String, new: String, period: Period = .unbounded, attested: Set<String> = [], seed: UInt64 = 400
    ) {
        self.init(of: LedgerFold(entries, over: [period]), form: form, old: old, new: new, attested: attested, seed: seed)
    }

    /// The same of a ledger taken in already; the period is its first.
    public init(of fold: LedgerFold, form: String, old: String, new: String, attested: Set<String> = [], seed: UInt64 = 400) {
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
        let report = Report(of: fold, attested: attested, seed: seed)
        func codes(_ baseline: String) -> [IntegrityFlag.Code] {
            let codes = Set(report.procedures.filter { $0.key.form == form && $0.key.baseline == baseline }.flatMap { report.integrity.withholding($0.key) })
            return IntegrityFlag.Code.allCases.filter(codes.contains)
        }
        let (before, since) = (codes(old), codes(new))
        flags = IntegrityFlag.Code.allCases.filter { before.contains($0) || since.contains($0) }
        self.oldOnOld = oldOnOld.side(withheldBy: before, seed: seed)
        (self.oldOnNew, self.newOnNew) = (oldOnNew.side(withheldBy: since, seed: seed), newOnNew.side(withheldBy: since, seed: seed))
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

    func side(withheldBy codes: [IntegrityFlag.Code], seed: UInt64) -> BaselineBridge.Side {
        let withheldBy = codes == [.baselineGrew] ? [] : codes
        let figures = tally.dossiers < SmallCells.least || !withheldBy.isEmpty ? nil : ApartSeries(strict: tally.strict(seed: seed), answered: tally.answered(seed: seed))
        return BaselineBridge.Side(dossiers: tally.dossiers, versions: versions.sorted(), figures: figures, withheldBy: withheldBy)
    }
}

extension BaselineBridge {
    /// `null` figures are of fewer dossiers than may be told, or withheld.
    public var json: JSON {
        [
            "figures": isSimulated ? "simulated" : "real", "oldOnOld": oldOnOld.json, "oldOnNew": oldOnNew.json, "newOnNew": newOnNew.json,
            "notReplayed": notReplayed.json, "flags": flags.json,
        ]
    }
}

extension BaselineBridge.Side {
    fileprivate var json: JSON {
        [
            "dossiers": dossiers.json, "versions": .array(versions.map(JSON.string)), "strict": figures?.json["strict"] ?? .null,
            "answered": figures?.json["answered"] ?? .null, "withheldBy": withheldBy.json,
        ]
    }
}

extension Int {
    /// A count of dossiers, `null` where it is few.
    fileprivate var json: JSON { SmallCells.isTold(self) ? .number("\(self)") : .null }
}
