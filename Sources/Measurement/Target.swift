/// A goal of directive 400/UBND-HCC and whether it is reached.
public struct Target: Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        case met
        case notMet = "not-met"
        case notMeasurable = "not-measurable"
    }

    public let id: String
    public let goal: Double
    public let value: Double?

    public var verdict: Verdict {
        guard let value else { return .notMeasurable }
        // A mean of exactly the goal may come out a rounding below it.
        return value + 1e-9 >= goal ? .met : .notMet
    }

    /// The goals in the order of the directive.
    ///
    /// - `reduction`: the strict reduction, the less favorable of both headlines.
    /// - `reuse-official`, `reuse-papers-or-earlier`: the low reading of the tier.
    /// - `electronic` (handled electronically), `online-paid` (filed and paid online): need columns of the one-stop
    ///   system's export that are not read yet.
    static func all(reduction: Reduction, reuse: Reuse) -> [Target] {
        [
            Target(id: "reduction", goal: 0.20, value: reduction.strict.headline.lesser),
            Target(id: "reuse-official", goal: 0.50, value: reuse.official.low),
            Target(id: "reuse-papers-or-earlier", goal: 0.50, value: reuse.papersOrEarlier.low),
            Target(id: "electronic", goal: 0.80, value: nil),
            Target(id: "online-paid", goal: 0.65, value: nil),
        ]
    }
}
