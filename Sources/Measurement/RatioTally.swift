/// How often each ratio of two whole numbers occurred.
///
/// Exact, of bounded size, and the same whatever the order things were added in, so a report does not depend on the
/// order of events. A ratio over 0 is not a ratio: it is kept for the sums and left out of everything else.
struct RatioTally: Sendable, Hashable {
    private struct Cell: Hashable, Comparable {
        let numerator: Int
        let denominator: Int

        var value: Double { Double(numerator) / Double(denominator) }

        static func < (a: Cell, b: Cell) -> Bool {
            let (left, right) = (a.numerator * b.denominator, b.numerator * a.denominator)
            return left != right ? left < right : a.denominator < b.denominator
        }
    }

    private var cells: [Cell: Int] = [:]
    /// How many ratios were added, those over 0 too.
    private(set) var count = 0
    /// How many of them have a denominator.
    private(set) var measurable = 0
    private(set) var numerator = 0
    private(set) var denominator = 0

    /// - Parameter times: how many ratios like this one.
    mutating func add(_ numerator: Int, over denominator: Int, times: Int = 1) {
        guard times > 0 else { return }
        count += times
        self.numerator += numerator * times
        self.denominator += denominator * times
        guard denominator > 0 else { return }
        measurable += times
        cells[Cell(numerator: numerator, denominator: denominator), default: 0] += times
    }

    mutating func add(_ other: RatioTally) {
        count += other.count
        measurable += other.measurable
        numerator += other.numerator
        denominator += other.denominator
        for (cell, times) in other.cells { cells[cell, default: 0] += times }
    }

    /// Σ of the ratios.
    var sum: Double {
        cells.sorted { $0.key < $1.key }.reduce(0) { $0 + Double($1.value) * Double($1.key.numerator) / Double($1.key.denominator) }
    }

    /// Σ of the ratios / how many there are; `nil` where there is none.
    var mean: Double? { measurable > 0 ? sum / Double(measurable) : nil }

    /// Σ of the numerators / Σ of the denominators; `nil` where that would be a division by 0.
    var pooled: Double? { denominator > 0 ? Double(numerator) / Double(denominator) : nil }

    /// The mean with those of other ratios that lower it, the lowest first and at most so many; `nil` where there is none at all.
    func lowestMean(with others: RatioTally, atMost limit: Int) -> Double? {
        var sum = sum, number = measurable, left = limit
        for (cell, times) in others.cells.sorted(by: { $0.key < $1.key }) where left > 0 {
            guard number == 0 || cell.value < sum / Double(number) else { break }
            let taken = min(times, left)
            sum += cell.value * Double(taken)
            (number, left) = (number + taken, left - taken)
        }
        return number > 0 ? sum / Double(number) : nil
    }

    /// The lowest that Σ of the numerators / Σ of the denominators can be with at most so many of other ratios; `nil` where there is none at all.
    ///
    /// The lowest ratio is not the one to take first: one of a large denominator weighs more. What lowers a quotient p/q most are those of the
    /// smallest n·q − d·p, and a quotient none of them lowers is the lowest of all.
    /// - Source: Dinkelbach, *On nonlinear fractional programming*, Management Science 13 (1967).
    /// - Complexity: O(cells · log cells) a step; steps are few, as each ends at a lower quotient and they come closer faster than linearly.
    func lowestPooled(with others: RatioTally, atMost limit: Int) -> Double? {
        let own = (top: numerator, bottom: denominator)
        var best = own
        if own.bottom == 0 {
            guard limit > 0, let first = others.cells.keys.min() else { return nil }
            best = (own.top + first.numerator, first.denominator)
        }
        while true {
            // What a cell does to the quotient; in 128 bits, as sums over millions of dossiers times those of one may not go into 64.
            func change(_ cell: Cell) -> Int128 { Int128(cell.numerator) * Int128(best.bottom) - Int128(cell.denominator) * Int128(best.top) }
            let changes = others.cells.map { (cell: $0.key, times: $0.value, change: change($0.key)) }
            var next = own, left = limit
            for (cell, times, change) in changes.sorted(by: { ($0.change, $0.cell) < ($1.change, $1.cell) }) where left > 0 && (change < 0 || next.bottom == 0) {
                // Without a denominator of its own it takes one at least.
                let taken = change < 0 ? min(times, left) : 1
                (next.top, next.bottom, left) = (next.top + cell.numerator * taken, next.bottom + cell.denominator * taken, left - taken)
            }
            guard Int128(next.top) * Int128(best.bottom) < Int128(best.top) * Int128(next.bottom) else { break }
            best = next
        }
        return Double(best.top) / Double(best.bottom)
    }

    /// How many ratios are 0 or less.
    var atMostZero: Int { cells.reduce(0) { $1.key.numerator <= 0 ? $0 + $1.value : $0 } }

    /// The ratio at a rank of the sorted ratios, counted from 1; `nil` outside of them.
    func ranked(_ rank: Int) -> Double? {
        guard rank >= 1 else { return nil }
        var passed = 0
        for (cell, times) in cells.sorted(by: { $0.key < $1.key }) {
            passed += times
            if passed >= rank { return cell.value }
        }
        return nil
    }

    /// The smallest ratio that at least `percent` of a hundred ratios do not exceed (nearest rank).
    func percentile(_ percent: Int) -> Double? { ranked((percent * measurable + 99) / 100) }

    /// The middle ratio, or the mean of the two in the middle.
    var median: Double? {
        guard let lower = ranked((measurable + 1) / 2), let upper = ranked(measurable / 2 + 1) else { return nil }
        return (lower + upper) / 2
    }
}

/// Ratios of dossiers, kept apart by procedure, and the two ways they become one number.
struct ProcedureTallies: Sendable, Hashable {
    private(set) var tallies: [String: RatioTally] = [:]

    mutating func add(_ numerator: Int, over denominator: Int, procedure: String, times: Int = 1) {
        tallies[procedure, default: RatioTally()].add(numerator, over: denominator, times: times)
    }

    /// The tallies with at least one ratio, by procedure code.
    var measurable: [(procedure: String, tally: RatioTally)] {
        tallies.filter { $0.value.measurable > 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// All dossiers, whatever their procedure.
    var numerator: Int { tallies.values.reduce(0) { $0 + $1.numerator } }
    var denominator: Int { tallies.values.reduce(0) { $0 + $1.denominator } }

    /// Both headlines of these ratios.
    var headline: Headline { share(of: self) }

    /// Both headlines of a part of `whole`: ratios were added here only for the dossiers that have the part, and the
    /// others count as 0 of their denominator.
    func share(of whole: ProcedureTallies) -> Headline {
        let procedures = whole.measurable
        let means = procedures.map { (tallies[$0.procedure]?.sum ?? 0) / Double($0.tally.measurable) }
        let denominator = whole.denominator
        return Headline(
            macro: means.isEmpty ? nil : means.reduce(0, +) / Double(means.count),
            weighted: denominator > 0 ? Double(numerator) / Double(denominator) : nil)
    }
}

/// One figure said in both ways of adding dossiers up.
public struct Headline: Sendable, Hashable {
    /// Mean over procedures of the mean over their dossiers: every procedure weighs the same.
    public let macro: Double?
    /// Σ numerators / Σ denominators over all dossiers: every asked fact weighs the same.
    public let weighted: Double?

    public init(macro: Double?, weighted: Double?) {
        self.macro = macro
        self.weighted = weighted
    }

    /// The less favorable of the two.
    var lesser: Double? {
        guard let macro, let weighted else { return nil }
        return min(macro, weighted)
    }
}
