/// A table for the terminal: columns aligned, numbers to the right, totals under a rule.
package struct TextTable: Sendable {
    package struct Row: Sendable {
        let cells: [String]
        let isTotal: Bool

        package init(cells: [String], isTotal: Bool = false) {
            self.cells = cells
            self.isTotal = isTotal
        }
    }

    private let columns: [(title: String, isNumber: Bool)]
    private let rows: [Row]
    private let longestName: Int

    /// - Parameter longestName: where the first column is cut.
    package init(columns: [(title: String, isNumber: Bool)], rows: [Row], longestName: Int = 58) {
        self.columns = columns
        self.rows = rows
        self.longestName = longestName
    }

    package var text: String {
        let head = columns.map(\.title)
        let body = rows.map { row in row.cells.enumerated().map { $0 == 0 ? $1.shortened(to: longestName) : $1 } }
        // One character is one cell wide: Vietnamese letters with their marks are single characters.
        let widths = columns.indices.map { column in ([head] + body).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            var line = zip(cells, columns).enumerated().map { index, cell in
                let room = String(repeating: " ", count: widths[index] - cell.0.count)
                return cell.1.isNumber ? room + cell.0 : cell.0 + room
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
        var lines = [line(head), rule]
        for (index, cells) in body.enumerated() {
            let startsTotals = rows[index].isTotal && index > 0 && !rows[index - 1].isTotal
            if startsTotals { lines.append(rule) }
            lines.append(line(cells))
        }
        return lines.joined(separator: "\n")
    }
}
