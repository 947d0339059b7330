public import Diagnostics
public import Measurement

/// A report for the terminal: aligned tables in one language.
public struct ReportText: Sendable {
    private let document: ReportDocument
    private let language: Language

    /// Where the first column of a table is cut.
    private static let longestName = 58

    public init(_ report: Report, names: ReportNames = ReportNames(), language: Language) {
        document = ReportDocument(report, names: names)
        self.language = language
    }

    /// Everything but the definitions, which the page has.
    public var text: String {
        var blocks: [String] = []
        if let band = document.band { blocks.append("*** \(say(band)) ***") }
        blocks.append("\(say(document.title))\n\(say(document.subject))")
        blocks += document.sections.map { "\(say($0.heading))\n\(table($0))" }
        if let band = document.band { blocks.append("*** \(say(band)) ***") }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// What a run ends with: the table of forms, and that it is simulated where it is.
    public var summary: String {
        ([document.band.map { "*** \(say($0)) ***" }, procedures].compactMap(\.self)).joined(separator: "\n\n")
    }

    /// The table of forms alone, with its totals.
    public var procedures: String {
        document.sections.first { $0.id == "procedures" }.map(table) ?? ""
    }

    private func say(_ text: LocalizedText) -> String { text.text(in: language) }

    private func table(_ section: Section) -> String {
        let head = section.columns.map { say($0.title) }
        let body = section.rows.map { row in
            row.cells.enumerated().map { $0 == 0 ? say($1).shortened(to: Self.longestName) : say($1) }
        }
        // One character is one cell wide: Vietnamese letters with their marks are single characters.
        let widths = section.columns.indices.map { column in ([head] + body).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            var line = zip(cells, section.columns).enumerated().map { index, cell in
                let room = String(repeating: " ", count: widths[index] - cell.0.count)
                return cell.1.isNumber ? room + cell.0 : cell.0 + room
            }.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
        var lines = [line(head), rule]
        for (index, cells) in body.enumerated() {
            let startsTotals = section.rows[index].isTotal && index > 0 && !section.rows[index - 1].isTotal
            if startsTotals { lines.append(rule) }
            lines.append(line(cells))
        }
        return lines.joined(separator: "\n")
    }
}
