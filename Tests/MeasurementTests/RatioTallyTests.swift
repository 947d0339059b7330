@testable import Measurement
import Testing

@Suite("Ratios that are added up")
struct RatioTallyTests {
    private typealias Ratio = (numerator: Int, denominator: Int)

    private static func tally(_ ratios: [Ratio]) -> RatioTally {
        ratios.reduce(into: RatioTally()) { $0.add($1.numerator, over: $1.denominator) }
    }

    /// Of all subsets of so many at most: the lowest quotient, and the lowest mean.
    private static func lowest(_ own: [Ratio], _ others: [Ratio], _ limit: Int) -> (pooled: Double?, mean: Double?) {
        let usable = others.filter { $0.denominator > 0 }
        var pooled: Double?, mean: Double?
        for subset in 0..<(1 << usable.count) where subset.nonzeroBitCount <= limit {
            let all = own + usable.indices.filter { subset >> $0 & 1 == 1 }.map { usable[$0] }
            let bottom = all.reduce(0) { $0 + $1.denominator }, measurable = all.filter { $0.denominator > 0 }
            guard bottom > 0 else { continue }
            pooled = min(pooled ?? .infinity, Double(all.reduce(0) { $0 + $1.numerator }) / Double(bottom))
            mean = min(mean ?? .infinity, measurable.reduce(0) { $0 + Double($1.numerator) / Double($1.denominator) } / Double(measurable.count))
        }
        return (pooled, mean)
    }

    @Test("the lowest that others make of a quotient or a mean is that of the best of all choices", arguments: 0..<20 as Range<UInt64>)
    func lowest(_ seed: UInt64) {
        var random = SplitMix64(seed: seed), lowered = 0
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        for _ in 0..<60 {
            func ratios(_ count: Int) -> [Ratio] {
                (0..<count).map { _ in
                    // Some of many facts, and now and then of none, where only more was asked.
                    let denominator = below(9) == 0 ? 0 : 1 + below(below(3) == 0 ? 200 : 6)
                    return (denominator - below(denominator + 3), denominator)
                }
            }
            let own = ratios(below(4)), others = ratios(below(9)), limit = below(7)
            let expected = Self.lowest(own, others, limit), (mine, theirs) = (Self.tally(own), Self.tally(others))
            #expect(mine.lowestPooled(with: theirs, atMost: limit) == expected.pooled, "\(own) with \(limit) of \(others)")
            let mean = mine.lowestMean(with: theirs, atMost: limit)
            #expect(mean == nil && expected.mean == nil || abs((mean ?? .nan) - (expected.mean ?? .nan)) < 1e-12, "\(own) with \(limit) of \(others)")
            lowered += expected.pooled ?? 0 < mine.pooled ?? 0 ? 1 : 0
        }
        #expect(lowered > 10)
    }

    @Test("not the lowest ratio, but the one that weighs most below the quotient, is taken first")
    func weight() {
        var real = RatioTally(), simulated = RatioTally()
        real.add(6, over: 10, times: 1_000)
        simulated.add(0, over: 1)
        simulated.add(20, over: 200)
        #expect(real.lowestPooled(with: simulated, atMost: 1) == 6_020.0 / 10_200)
        #expect(real.lowestPooled(with: simulated, atMost: 2) == 6_020.0 / 10_201)
        #expect(real.lowestPooled(with: simulated, atMost: 0) == 0.6)
    }

    @Test("over more dossiers than 64 bits hold the products of")
    func many() {
        var real = RatioTally(), simulated = RatioTally()
        real.add(60, over: 100, times: 1_000_000_000)
        simulated.add(10, over: 100, times: 1_000_000_000)
        #expect(real.lowestPooled(with: simulated, atMost: .max) == 0.35)
    }
}
