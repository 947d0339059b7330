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

    /// What of it may be published.
    public init(_ publication: PublicReport, names: ReportNames = ReportNames(), language: Language) {
        document = ReportDocument(publication, names: names)
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
        TextTable(
            columns: section.columns.map { (say($0.title), $0.isNumber) },
            rows: section.rows.map { .init(cells: $0.cells.map(say), isTotal: $0.isTotal) }, longestName: Self.longestName
        ).text
    }
}
