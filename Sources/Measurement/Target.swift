/// A goal of directive 400/UBND-HCC and whether it is reached.
public struct Target: Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        case met
        case notMet = "not-met"
        case notMeasurable = "not-measurable"
        /// It rests on the headline, and that is withheld.
        case withheld
    }

    public let id: String
    public let goal: Double
    public let value: Double?
    /// Of `value` as every procedure gives it; for a share of dossiers its weighted ends are the value's own.
    public let interval: Interval
    /// `value` is the macro headline, so the interval's macro ends are its own.
    public let isJudgedOnMacro: Bool
    public let isWithheld: Bool

    init(id: String, goal: Double, value: Double?, interval: Interval, isJudgedOnMacro: Bool = false, isWithheld: Bool = false) {
        (self.id, self.goal, self.value, self.interval, self.isJudgedOnMacro) = (id, goal, value, interval, isJudgedOnMacro)
        self.isWithheld = isWithheld
    }

    /// The goal as it is shown: without a figure where that rests on a headline that is withheld.
    func published(_ integrity: Integrity) -> Target {
        guard integrity.isWithheld, id == Self.reduction else { return self }
        return Target(id: id, goal: goal, value: nil, interval: .none, isWithheld: true)
    }

    private static let reduction = "reduction"

    public var verdict: Verdict {
        if isWithheld { return .withheld }
        guard let value else { return .notMeasurable }
        // A mean of exactly the goal may come out a rounding below it.
        return value + 1e-9 >= goal ? .met : .notMet
    }

    /// The goals in the order of the directive.
    ///
    /// - `reduction`: the strict reduction, the less favorable of both headlines.
    /// - `reuse-official`, `reuse-papers-or-earlier`: the low reading of the tier.
    /// - `electronic` (handled electronically): indicator 3.3 to the letter.
    /// - `online-paid` (filed and paid online): the strict twin of 3.6.
    /// - `electronic-result` (results issued electronically): indicator 4.1 to the letter.
    ///
    /// The last three are judged on the one-stop system's export alone; without its columns they are not measurable. The
    /// directive's text was not at hand: how its 80, 65 and 100 % are read stands in docs/figures.md.
    static func all(
        reduction: Reduction, reuse: Reuse, low: (official: ProcedureTallies, papersOrEarlier: ProcedureTallies), received: ReceivedShares?,
        seed: UInt64
    ) -> [Target] {
        func share(_ id: String, _ goal: Double, _ share: ReceivedShare?) -> Target {
            Target(id: id, goal: goal, value: share?.reading.value, interval: share.map { Interval(of: $0.tallies, seed: seed) } ?? Interval.none)
        }
        let headline = reduction.strict.headline
        return [
            Target(
                id: Self.reduction, goal: 0.20, value: headline.lesser, interval: reduction.strict.interval,
                isJudgedOnMacro: headline.lesser == headline.macro),
            Target(id: "reuse-official", goal: 0.50, value: reuse.official.low, interval: Interval(of: low.official, seed: seed)),
            Target(id: "reuse-papers-or-earlier", goal: 0.50, value: reuse.papersOrEarlier.low, interval: Interval(of: low.papersOrEarlier, seed: seed)),
            share("electronic", 0.80, received?.online()),
            share("online-paid", 0.65, received?.filedAndPaidOnline()),
            share("electronic-result", 1, received?.electronicResult()),
        ]
    }
}
