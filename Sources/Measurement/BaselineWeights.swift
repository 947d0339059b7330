public import Receipts

/// How often each blank of a baseline was really demanded, and how often there was anything to say in it: from submissions, by
/// codes alone.
public struct BaselineWeights: Sendable, Hashable {
    /// Dossiers counted against this baseline, or replayed on it; each once.
    public let dossiers: Int
    public let isSimulated: Bool
    /// By id of the blank, in the order of their ids; those that stood on nobody's path are missing.
    public let blanks: [BlankWeight]

    /// One blank. The dossiers fall into four parts: the paper demanded it, left it open, may or may not have demanded it, or
    /// did not have it on their path.
    public struct BlankWeight: Sendable, Hashable {
        public let blank: String
        public let required: Int
        public let optional: Int
        public let unknown: Int
        public let offPath: Int
        /// Of the first three: how many had a value for it, whoever gave it: the applicant, a register, a computation, a paper.
        public let answered: Int
        /// Of `optional` alone.
        public let answeredOptional: Int
    }

    /// - Parameters:
    ///   - entries: the ledger's events in any order.
    ///   - baseline: hash of its content.
    public init(of entries: [LedgerEntry], baseline: String, period: Period = .unbounded) {
        self.init(of: LedgerFold(entries, over: [period]), baseline: baseline)
    }

    /// The same of a ledger taken in already; the period is its first.
    public init(of fold: LedgerFold, baseline: String) {
        let selection = Selection(fold)
        var dossiers = 0
        var seen: [String: Count] = [:]
        selection.forEachSubmission { alike in
            let fact = alike.fact
            guard let counted = fact.baseline == baseline ? fact : fact.againstReplaced.flatMap({ $0.baseline == baseline ? $0 : nil }) else { return }
            dossiers += alike.times
            for (blank, path) in Path.paths(of: counted) { seen[blank, default: Count()].add(path, times: alike.times) }
        }
        self.dossiers = dossiers
        isSimulated = selection.isSimulated
        let all = dossiers
        blanks = seen.sorted { $0.key < $1.key }.map { blank, count in
            BlankWeight(
                blank: blank, required: count.required, optional: count.optional, unknown: count.unknown,
                offPath: all - count.required - count.optional - count.unknown, answered: count.answered, answeredOptional: count.answeredOptional)
        }
    }

    /// What may be told of a blank: no cell few enough to be somebody, nor one that gives such a cell away.
    public struct Told: Sendable, Hashable {
        public let required, optional, unknown, offPath, answered: Int?
    }

    /// - Returns: nothing where there are too few dossiers, or the blank was on nobody's path.
    public func told(_ blank: String) -> Told? {
        guard dossiers >= SmallCells.least, let weight = blanks.first(where: { $0.blank == blank }) else { return nil }
        let parts = SmallCells.told([weight.required, weight.optional, weight.unknown, weight.offPath])
        let onPath = dossiers - weight.offPath
        // Beside a withheld part, how many answered could tell it.
        let isWhole = !parts.contains(nil) && !SmallCells.told([weight.answered, onPath - weight.answered]).contains(nil)
        return Told(required: parts[0], optional: parts[1], unknown: parts[2], offPath: parts[3], answered: isWhole ? weight.answered : nil)
    }

    /// Optional blanks of which dossiers enough say that nobody fills them.
    public var neverUsed: [BlankWeight] { blanks.filter { $0.optional >= SmallCells.least && $0.answeredOptional == 0 } }

    private struct Count {
        var required = 0, optional = 0, unknown = 0, answered = 0, answeredOptional = 0

        mutating func add(_ path: Path, times: Int) {
            switch path.demand {
            case .required: required += times
            case .unknown: unknown += times
            case .optional: optional += times
            }
            if path.isAnswered { answered += times }
            if path.isAnswered, path.demand == .optional { answeredOptional += times }
        }
    }

    /// One blank of one dossier, its rows together: demanded where one row demands it.
    private struct Path {
        var demand: BaselineDemand
        var isAnswered: Bool

        static func paths(of fact: SubmittedFact) -> [String: Path] {
            let valued = Set(fact.current.filter(\.hasValue).map(\.atom))
            var paths: [String: Path] = [:]
            for leaf in fact.blanks {
                // `blank#2` is the blank in the second row.
                let blank = String(leaf.leaf.prefix { $0 != "#" })
                let isAnswered = valued.contains(leaf.atom)
                guard var path = paths[blank] else {
                    paths[blank] = Path(demand: leaf.demand, isAnswered: isAnswered)
                    continue
                }
                if leaf.demand == .required || path.demand == .optional { path.demand = leaf.demand }
                path.isAnswered = path.isAnswered || isAnswered
                paths[blank] = path
            }
            return paths
        }
    }
}

extension SubmittedFact.CurrentLeaf {
    /// Whether a value stands in it, whoever put it there.
    fileprivate var hasValue: Bool {
        switch outcome {
        case .prefilled, .derived, .repeated, .reused, .declared, .corrected, .overridden, .disputed: true
        case .notApplicable, .empty, .outside: false
        }
    }
}
