/// Somebody who subtracts published numbers from one another: knows the sums and what is told, and reckons how small and
/// how large each of the other numbers can be. Whole numbers, none below 0; nothing of the product's own check is in it.
struct Attacker {
    struct Equation {
        /// Factors by unknown.
        var factors: [Int: Int]
        var constant: Int
    }

    let unknowns: Int
    let equations: [Equation]
    private let equationsOf: [[Int]]

    init(unknowns: Int, equations: [Equation]) {
        self.unknowns = unknowns
        self.equations = equations.filter { !$0.factors.isEmpty }
        var of = [[Int]](repeating: [], count: unknowns)
        for (index, equation) in self.equations.enumerated() { for unknown in equation.factors.keys { of[unknown].append(index) } }
        equationsOf = of
    }

    /// The unknowns that Gaussian elimination alone determines.
    var determined: Set<Int> {
        var rows = equations.map { equation in (0..<unknowns).map { Double(equation.factors[$0] ?? 0) } }
        var top = 0
        for column in 0..<unknowns {
            guard let pivot = (top..<rows.count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }), abs(rows[pivot][column]) > 1e-9 else { continue }
            rows.swapAt(top, pivot)
            let divisor = rows[top][column]
            for place in 0..<unknowns { rows[top][place] /= divisor }
            for index in rows.indices where index != top && abs(rows[index][column]) > 1e-12 {
                let factor = rows[index][column]
                for place in 0..<unknowns { rows[index][place] -= factor * rows[top][place] }
            }
            top += 1
            if top == rows.count { break }
        }
        var found: Set<Int> = []
        for row in rows {
            let left = row.indices.filter { abs(row[$0]) > 1e-9 }
            if left.count == 1, let only = left.first { found.insert(only) }
        }
        return found
    }

    /// The smallest and the largest whole number an unknown can be, of those up to a bound that nothing exceeds.
    func range(of unknown: Int, bound: Int) -> ClosedRange<Int>? {
        var domains = [ClosedRange<Int>](repeating: 0...bound, count: unknowns)
        guard narrow(&domains, from: Set(equations.indices)) else { return nil }
        guard let low = (domains[unknown]).first(where: { isPossible($0, of: unknown, domains) }) else { return nil }
        let upper = domains[unknown].upperBound
        guard let high = stride(from: upper, through: low, by: -1).first(where: { isPossible($0, of: unknown, domains) }) else { return nil }
        return low...high
    }

    private func isPossible(_ value: Int, of unknown: Int, _ domains: [ClosedRange<Int>]) -> Bool {
        var domains = domains
        domains[unknown] = value...value
        return narrow(&domains, from: Set(equationsOf[unknown])) && isSolvable(domains)
    }

    /// Looks for one population that fits.
    private func isSolvable(_ domains: [ClosedRange<Int>]) -> Bool {
        let open = domains.indices.filter { domains[$0].count > 1 && !equationsOf[$0].isEmpty }
        guard let next = open.min(by: { domains[$0].count < domains[$1].count }) else { return true }
        for value in domains[next] {
            var tried = domains
            tried[next] = value...value
            if narrow(&tried, from: Set(equationsOf[next])), isSolvable(tried) { return true }
        }
        return false
    }

    /// Bounds every unknown by the bounds of the others in each sum, until nothing moves.
    ///
    /// - Returns: `false` where no value is left to one.
    private func narrow(_ domains: inout [ClosedRange<Int>], from start: Set<Int>) -> Bool {
        var waiting = start
        while let index = waiting.popFirst() {
            let equation = equations[index]
            var (low, high) = (0, 0)
            for (unknown, factor) in equation.factors {
                low += factor > 0 ? factor * domains[unknown].lowerBound : factor * domains[unknown].upperBound
                high += factor > 0 ? factor * domains[unknown].upperBound : factor * domains[unknown].lowerBound
            }
            for (unknown, factor) in equation.factors {
                let domain = domains[unknown]
                let ends = factor > 0 ? (factor * domain.lowerBound, factor * domain.upperBound) : (factor * domain.upperBound, factor * domain.lowerBound)
                // factor × unknown = constant − the others
                let (from, to) = (equation.constant - (high - ends.1), equation.constant - (low - ends.0))
                let size = abs(factor)
                let (a, b) = factor > 0 ? (from, to) : (-to, -from)
                let lower = max(domain.lowerBound, Int((Double(a) / Double(size)).rounded(.up)))
                let upper = min(domain.upperBound, Int((Double(b) / Double(size)).rounded(.down)))
                guard lower <= upper else { return false }
                if lower...upper != domain {
                    domains[unknown] = lower...upper
                    waiting.formUnion(equationsOf[unknown])
                    low = equation.factors.reduce(0) { $0 + ($1.value > 0 ? $1.value * domains[$1.key].lowerBound : $1.value * domains[$1.key].upperBound) }
                    high = equation.factors.reduce(0) { $0 + ($1.value > 0 ? $1.value * domains[$1.key].upperBound : $1.value * domains[$1.key].lowerBound) }
                }
            }
        }
        return true
    }
}
