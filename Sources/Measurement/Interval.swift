/// How far a headline can be trusted, given how few or many procedures it rests on.
public enum Interval: Sendable, Hashable {
    /// Twelve procedures or more: a cluster bootstrap over procedures.
    case bootstrap(Bootstrap)
    /// Fewer: no interval, but the smallest and largest procedure, and every procedure's mean.
    case range(lowest: Double, highest: Double, points: [Point])
    /// No procedure can be measured.
    case none

    public struct Point: Sendable, Hashable {
        public let procedure: String
        public let reduction: Double
    }

    public struct Bootstrap: Sendable, Hashable {
        public let macro: ClosedRange<Double>
        public let weighted: ClosedRange<Double>
        public let seed: UInt64
        public let resamples: Int
        /// Share of the resamples between the ends.
        public let level: Double
    }

    static let procedures = 12
    static let resamples = 2000

    /// The interval of ratios by procedure.
    ///
    /// A resample draws as many procedures as there are, with replacement, from those with a ratio in the order of
    /// their codes: the index is the next SplitMix64 number modulo their count. Each resample gives both headlines;
    /// the ends are its sorted values of rank 50 and 1,950 out of 2,000 (nearest rank of 2.5 % and 97.5 %).
    init(of ratios: ProcedureTallies, seed: UInt64) {
        let clusters = ratios.measurable.map { (procedure: $0.procedure, mean: $0.tally.mean ?? 0, tally: $0.tally) }
        let means = clusters.map(\.mean)
        guard let lowest = means.min(), let highest = means.max() else {
            self = .none
            return
        }
        guard clusters.count >= Self.procedures else {
            self = .range(
                lowest: lowest, highest: highest,
                points: clusters.map { Point(procedure: $0.procedure, reduction: $0.mean) })
            return
        }
        var random = SplitMix64(seed: seed)
        var macro: [Double] = []
        var weighted: [Double] = []
        for _ in 0..<Self.resamples {
            var (sum, numerator, denominator) = (0.0, 0, 0)
            for _ in clusters {
                let drawn = clusters[Int(random.next() % UInt64(clusters.count))]
                sum += drawn.mean
                numerator += drawn.tally.numerator
                denominator += drawn.tally.denominator
            }
            macro.append(sum / Double(clusters.count))
            weighted.append(Double(numerator) / Double(denominator))
        }
        func ends(_ values: [Double]) -> ClosedRange<Double> {
            let sorted = values.sorted()
            return sorted[Self.resamples / 40 - 1]...sorted[Self.resamples * 39 / 40 - 1]
        }
        self = .bootstrap(Bootstrap(
            macro: ends(macro), weighted: ends(weighted), seed: seed, resamples: Self.resamples, level: 0.95))
    }
}

/// A small generator anybody can write again to check an interval.
///
/// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
