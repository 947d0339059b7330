/// How small and how large each unknown can be, given the sums they form and that none is below 0.
///
/// The simplex method on a dense table, with Bland's rule, so that it ends and gives the same result everywhere. The
/// factors are small whole numbers, and so are what it reckons with; a tolerance covers the rest.
struct FeasibleRanges {
    private static let tolerance = 1e-7

    /// Per equation a row of factors with the constant behind them; solved for one unknown, its basis.
    private var rows: [[Double]]
    private var basis: [Int]
    private let count: Int
    private(set) var lowest: [Double]
    private(set) var highest: [Double]

    /// - Parameters:
    ///   - equations: factors per unknown, and the constant they add up to.
    ///   - solution: one that holds; it shows that there is one, and every range includes it.
    init(equations: [(factors: [Int: Double], constant: Double)], solution: [Double]) {
        count = solution.count
        (lowest, highest) = (solution, solution)
        rows = []
        basis = []
        // Unknowns of their own that stand for what is missing in each equation; driven out, the rest is a corner.
        let missing = equations.count
        for (index, equation) in equations.enumerated() {
            let sign: Double = equation.constant < 0 ? -1 : 1
            var row = [Double](repeating: 0, count: count + missing + 1)
            for (unknown, factor) in equation.factors { row[unknown] = sign * factor }
            row[count + index] = 1
            row[count + missing] = sign * equation.constant
            rows.append(row)
            basis.append(count + index)
        }
        var cost = [Double](repeating: 0, count: count + missing + 1)
        for row in rows { for place in row.indices where place < count || place == row.count - 1 { cost[place] += row[place] } }
        _ = climb(&cost, columns: count)
        // What still stands for something missing is 0: it gives way, or its equation said nothing new.
        for index in rows.indices.reversed() where basis[index] >= count {
            if let column = (0..<count).first(where: { abs(rows[index][$0]) > Self.tolerance }) {
                pivot(index, column)
            } else {
                rows.remove(at: index)
                basis.remove(at: index)
            }
        }
        for index in rows.indices { rows[index].removeSubrange(count..<(count + missing)) }
        note()
    }

    /// Widens the range of an unknown to all of it, or until it is wide enough.
    mutating func widen(_ unknown: Int, to width: Double) {
        for direction in [1.0, -1.0] where highest[unknown] - lowest[unknown] < width - Self.tolerance {
            var cost = [Double](repeating: 0, count: count + 1)
            if let row = basis.firstIndex(of: unknown) {
                for place in 0..<count where place != unknown { cost[place] = -direction * rows[row][place] }
            } else {
                cost[unknown] = direction
            }
            if !climb(&cost, columns: count, until: (unknown, width)) { highest[unknown] = .infinity }
        }
    }

    /// Moves from corner to corner while the cost row promises more.
    ///
    /// - Returns: `false` where there is no end to it.
    private mutating func climb(_ cost: inout [Double], columns: Int, until goal: (unknown: Int, width: Double)? = nil) -> Bool {
        while let column = (0..<columns).first(where: { cost[$0] > Self.tolerance }) {
            var chosen: (row: Int, ratio: Double)?
            for index in rows.indices where rows[index][column] > Self.tolerance {
                let ratio = (rows[index].last ?? 0) / rows[index][column]
                guard let best = chosen else {
                    chosen = (index, ratio)
                    continue
                }
                if ratio < best.ratio - Self.tolerance || (ratio < best.ratio + Self.tolerance && basis[index] < basis[best.row]) { chosen = (index, ratio) }
            }
            guard let chosen else { return false }
            pivot(chosen.row, column)
            let factor = cost[column]
            for place in cost.indices { cost[place] -= factor * rows[chosen.row][place] }
            guard let goal else { continue }
            note()
            if highest[goal.unknown] - lowest[goal.unknown] >= goal.width { return true }
        }
        return true
    }

    private mutating func pivot(_ row: Int, _ column: Int) {
        let divisor = rows[row][column]
        for place in rows[row].indices { rows[row][place] /= divisor }
        let pivoted = rows[row]
        for index in rows.indices where index != row && rows[index][column] != 0 {
            let factor = rows[index][column]
            for place in pivoted.indices { rows[index][place] -= factor * pivoted[place] }
        }
        basis[row] = column
    }

    /// Every corner is a solution: the ranges take it in.
    private mutating func note() {
        var corner = [Double](repeating: 0, count: count)
        for (row, unknown) in zip(rows, basis) where unknown < count { corner[unknown] = max(0, row.last ?? 0) }
        for unknown in 0..<count {
            lowest[unknown] = min(lowest[unknown], corner[unknown])
            highest[unknown] = max(highest[unknown], corner[unknown])
        }
    }
}
