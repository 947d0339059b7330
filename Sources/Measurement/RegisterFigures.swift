import Receipts

/// What one register was asked, what it answered, and what became of its values.
public struct RegisterFigures: Sendable, Hashable {
    public let connector: String
    public internal(set) var calls = 0
    /// Concepts and relations asked for, over all calls.
    public internal(set) var attributes = 0
    public internal(set) var found = 0
    public internal(set) var absent = 0
    public internal(set) var refused = 0
    /// Calls without a usable answer.
    public internal(set) var failed = 0
    /// Submitted leaves that this register had filled, by what the applicants did with them; `nil` where withheld: where a fact is one leaf, those
    /// that were kept add up to what was saved.
    public var kept: Int? { areLeavesWithheld ? nil : leaves.kept }
    public var changed: Int? { areLeavesWithheld ? nil : leaves.changed }
    public var disputed: Int? { areLeavesWithheld ? nil : leaves.disputed }

    private var areLeavesWithheld = false
    fileprivate var leaves = Leaves()

    fileprivate struct Leaves: Sendable, Hashable {
        var kept = 0, changed = 0, disputed = 0

        /// What part of them is that many.
        func share(_ part: Int) -> Double? {
            let filled = kept + changed + disputed
            return filled > 0 ? Double(part) / Double(filled) : nil
        }
    }

    /// Submitted dossiers for which it was asked.
    public internal(set) var dossiers = 0
    /// Of these, the ones it left without an answer at least once whose applicant then had to give something because a
    /// register failed or refused.
    public internal(set) var fallbacks = 0

    /// Numerator: leaves kept as the register had them. Denominator: leaves it had filled.
    public var acceptance: Double? { leaves.share(leaves.kept) }

    /// How good its data is, as applicants see it. Numerator: leaves they changed or disputed. Denominator: leaves it had
    /// filled.
    public var correction: Double? { leaves.share(leaves.changed + leaves.disputed) }

    /// Numerator: dossiers that fell back to their applicant. Denominator: submitted dossiers it was asked for.
    public var fallback: Double? { dossiers > 0 ? Double(fallbacks) / Double(dossiers) : nil }

    /// Numerator: calls that failed. Denominator: calls.
    public var failureRate: Double? { calls > 0 ? Double(failed) / Double(calls) : nil }

    init(connector: String) { self.connector = connector }

    /// As it is shown beside a headline that is withheld.
    var withheld: RegisterFigures {
        var shown = self
        shown.areLeavesWithheld = true
        return shown
    }
}

struct RegisterTally: Sendable {
    private var registers: [String: RegisterFigures] = [:]

    private mutating func change(_ connector: String, _ body: (inout RegisterFigures) -> Void) {
        body(&registers[connector, default: RegisterFigures(connector: connector)])
    }

    mutating func add(_ lookUp: LookedUpFact, times: Int) {
        change(lookUp.connector) { figures in
            figures.calls += times
            figures.attributes += lookUp.attributes * times
            switch lookUp.result {
            case "found": figures.found += times
            case "absent": figures.absent += times
            case "refused": figures.refused += times
            default: figures.failed += times
            }
        }
    }

    private mutating func add(_ fact: SubmittedFact, times: Int) {
        for leaf in fact.current {
            guard let connector = SavingSource.connector(of: leaf) else { continue }
            switch leaf.outcome {
            case .prefilled: change(connector) { $0.leaves.kept += times }
            case .corrected, .overridden: change(connector) { $0.leaves.changed += times }
            case .disputed: change(connector) { $0.leaves.disputed += times }
            case .derived, .repeated, .reused, .declared, .notApplicable, .empty, .outside: break
            }
        }
    }

    private static let failures: Set<Reason> = [.sourceDown, .timeout, .refused]

    mutating func add(_ dossiers: AlikeDossiers) {
        add(dossiers.fact, times: dossiers.times)
        let hasFallenBack = dossiers.fact.current.contains { leaf in
            (leaf.outcome.isGiven || leaf.isLater) && leaf.reason.map(Self.failures.contains) ?? false
        }
        for course in dossiers.courses {
            for connector in course.contact.connectors {
                change(connector) { $0.dossiers += course.times }
                if hasFallenBack, course.contact.wasLeftWithoutAnswer(by: connector) { change(connector) { $0.fallbacks += course.times } }
            }
        }
    }

    var figures: [RegisterFigures] { registers.values.sorted { $0.connector < $1.connector } }
}
