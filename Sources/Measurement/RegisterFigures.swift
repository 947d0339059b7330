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
    /// Submitted leaves that this register had filled, by what the applicants did with them.
    public internal(set) var kept = 0
    public internal(set) var changed = 0
    public internal(set) var disputed = 0
    /// Submitted dossiers for which it was asked.
    public internal(set) var dossiers = 0
    /// Of these, the ones it left without an answer at least once whose applicant then had to give something because a
    /// register failed or refused.
    public internal(set) var fallbacks = 0

    /// Numerator: leaves kept as the register had them. Denominator: leaves it had filled.
    public var acceptance: Double? {
        let filled = kept + changed + disputed
        return filled > 0 ? Double(kept) / Double(filled) : nil
    }

    /// How good its data is, as applicants see it. Numerator: leaves they changed or disputed. Denominator: leaves it had
    /// filled.
    public var correction: Double? {
        let filled = kept + changed + disputed
        return filled > 0 ? Double(changed + disputed) / Double(filled) : nil
    }

    /// Numerator: dossiers that fell back to their applicant. Denominator: submitted dossiers it was asked for.
    public var fallback: Double? { dossiers > 0 ? Double(fallbacks) / Double(dossiers) : nil }

    /// Numerator: calls that failed. Denominator: calls.
    public var failureRate: Double? { calls > 0 ? Double(failed) / Double(calls) : nil }

    init(connector: String) { self.connector = connector }
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
            case .prefilled: change(connector) { $0.kept += times }
            case .corrected, .overridden: change(connector) { $0.changed += times }
            case .disputed: change(connector) { $0.disputed += times }
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
