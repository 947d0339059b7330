/// What conformance cases come to: values and nulls counted apart, and every case by name that is not simply passed.
public struct ConformanceRun: Sendable {
    public struct Tally: Sendable, Hashable {
        public fileprivate(set) var passed = 0
        public fileprivate(set) var failed = 0
    }

    public private(set) var value = Tally()
    public private(set) var null = Tally()
    /// How many of the nulls that pass do so because the parser refuses the expression.
    public private(set) var refused = 0
    /// How many of them have a pattern the engine in use cannot express.
    public private(set) var patternsRefused = 0
    /// Outside the profile, by the construct that puts them there.
    public private(set) var skipped: [(id: String, reason: String)] = []
    public private(set) var failures: [(id: String, got: Value)] = []
    /// Passed within the tolerance for numbers that do not end, not to the last digit.
    public private(set) var tolerated: [(id: String, got: Value)] = []

    public init(_ cases: [ConformanceCase], patterns: (any PatternEngine)?) {
        for each in cases {
            if let reason = each.outside {
                skipped.append((each.id, reason))
                continue
            }
            let outcome = each.outcome(patterns: patterns)
            let passes = each.passes(outcome)
            if !passes { failures.append((each.id, outcome)) }
            if passes, !each.isExact(outcome) { tolerated.append((each.id, outcome)) }
            switch (each.expectsNull, passes) {
            case (true, true):
                null.passed += 1
                if each.isRefused { refused += 1 }
                if case .error(let reason) = each.value(patterns: patterns), reason.code == .patternRefused { patternsRefused += 1 }
            case (true, false): null.failed += 1
            case (false, true): value.passed += 1
            case (false, false): value.failed += 1
            }
        }
    }

    /// The list of everything that is not simply passed: counts, then a line for each failure with its reason, for each
    /// case within the tolerance and for each skip.
    ///
    /// - Parameter known: a list of before; it has the reasons of failures, which nobody but a reader can find.
    public func list(known: String) -> String {
        var reasons: [String: String] = [:]
        for line in known.split(separator: "\n") where line.hasPrefix("fails ") {
            let parts = line.dropFirst(6).split(separator: " ", maxSplits: 1)
            if parts.count == 2 { reasons[String(parts[0])] = String(parts[1]) }
        }
        let lines = [
            "Conformance cases of FEEL that fail, are skipped or differ within the tolerance, as `onceonly feel test CASES --known THIS` prints them.",
            "value: \(value.passed) passed, \(value.failed) failed",
            "null: \(null.passed) passed, \(null.failed) failed; \(refused) of those passed are refused by the parser, \(patternsRefused) by the pattern engine",
            "tolerated: \(tolerated.count) of the values passed differ by less than 10^-8 from a number written with eight decimals or more",
            "skipped: \(skipped.count), outside the profile",
        ]
        let listed =
            failures.map { "fails \($0.id) \(reasons[$0.id] ?? Self.noReason)" } + tolerated.map { "tolerated \($0.id)" }
            + skipped.map { "skipped \($0.id) \($0.reason)" }
        return (lines + listed).joined(separator: "\n") + "\n"
    }

    /// Stands in the list for the reason of a failure that is new.
    public static let noReason = "NO REASON YET"
}
