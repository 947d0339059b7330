import Diagnostics
public import Measurement
import Mustache

/// A report as one HTML page that needs nothing else: no font, no address.
///
/// Both languages are in it; two radio buttons and the style sheet choose. Charts have a title and a description, and
/// their numbers again in a table. A script of its own narrows tables to a procedure, an office or a month; without it the
/// page is the whole report.
public struct ReportPage: Sendable {
    private let document: ReportDocument

    public init(_ report: Report, names: ReportNames = ReportNames()) {
        document = ReportDocument(report, names: names)
    }

    /// What of it may be published.
    public init(_ publication: PublicReport, names: ReportNames = ReportNames()) {
        document = ReportDocument(publication, names: names)
    }

    /// The page's text, the same for the same report.
    ///
    /// - Throws: nothing that depends on the report; a template that does not parse.
    public func html() throws -> String {
        var library = MustacheLibrary()
        try library.register(PageTemplate.both, named: "both")
        let page = try MustacheTemplate(string: PageTemplate.page)
        return page.render(PageView(document), library: library)
    }
}

// What the templates read, by the names they use.

private struct PageView {
    let style = PageStyle.sheet
    let script = PageScript.text
    let title: Both
    let subject: Both
    let band: Both?
    let cards: [CardView]
    let sections: [SectionView]
    let definitions: [DefinitionView]
    let filter: FilterView?

    init(_ document: ReportDocument) {
        filter = FilterView(document)
        title = Both(document.title)
        subject = Both(document.subject)
        band = document.band.map(Both.init)
        cards = document.cards.map(CardView.init)
        sections = document.sections.map(SectionView.init)
        definitions = document.definitions.map { DefinitionView(term: Both($0.term), meaning: Both($0.meaning)) }
    }
}

/// What rows may be narrowed to: what there is in the page, and nothing else.
private struct FilterView {
    struct Choice {
        let name: String
        let title: Both
        let all: Both
        let options: [Option]
    }

    struct Option {
        let value: String
        let label: Both
    }

    let choices: [Choice]

    /// - Returns: `nil` where no row can be told from another.
    init?(_ document: ReportDocument) {
        let rows = document.sections.flatMap(\.rows)
        func choice(_ name: String, _ title: LocalizedText, _ all: LocalizedText, _ mark: (Section.Marks) -> String?, _ label: (String) -> LocalizedText) -> Choice? {
            let values = Set(rows.compactMap { mark($0.marks) }.filter { !$0.isEmpty }).sorted()
            guard values.count > 1 else { return nil }
            return Choice(name: name, title: Both(title), all: Both(all), options: values.map { Option(value: $0, label: Both(label($0))) })
        }
        // The first row of a procedure, in the table of forms, has its form's name.
        var titles: [String: LocalizedText] = [:]
        for row in document.sections.first(where: { $0.id == "procedures" })?.rows ?? [] {
            guard let procedure = row.marks.procedure, titles[procedure] == nil, let name = row.cells.first, name.vietnamese != procedure else { continue }
            titles[procedure] = LocalizedText(vi: name.vietnamese.shortened(to: 60), en: name.en.shortened(to: 60))
        }
        choices = [
            choice("procedure", LocalizedText(vi: "Thủ tục", en: "Procedure"), LocalizedText(vi: "Mọi thủ tục", en: "All procedures"), \.procedure) { code in
                titles[code].map { .plain(code + " · ") + $0 } ?? .plain(code)
            },
            choice("office", LocalizedText(vi: "Xã, phường", en: "Commune"), LocalizedText(vi: "Mọi xã, phường", en: "All communes"), \.office) { .plain($0) },
            choice("period", LocalizedText(vi: "Tháng", en: "Month"), LocalizedText(vi: "Mọi tháng", en: "All months"), \.period) { .plain($0) },
        ].compactMap(\.self)
        if choices.isEmpty { return nil }
    }
}

private struct Both {
    let vi: String
    let en: String
    let same: Bool

    init(_ text: LocalizedText) {
        vi = text.vietnamese
        en = text.en
        same = vi == en
    }
}

private struct CardView {
    let label: Both
    let value: Both
    let basis: Both
    let verdict: VerdictView?

    init(_ card: Card) {
        label = Both(card.label)
        value = Both(card.value)
        basis = Both(card.basis)
        verdict = card.verdict.map { VerdictView(mark: $0.mark.rawValue, text: Both($0.text)) }
    }
}

private struct VerdictView {
    let mark: String
    let text: Both
}

private struct DefinitionView {
    let term: Both
    let meaning: Both
}

private struct SectionView {
    let id: String
    let heading: Both
    let note: Both?
    let chart: ChartView?
    let columns: [ColumnView]
    let rows: [RowView]
    /// Too many columns to stand beside a chart.
    let wide: Bool
    /// Too many columns for the width of a sheet, unless their titles stand upright.
    let dense: Bool

    init(_ section: Section) {
        id = section.id
        heading = Both(section.heading)
        note = section.note.map(Both.init)
        chart = section.chart.map(ChartView.init)
        wide = section.columns.count > 5
        dense = section.columns.count > 12
        columns = section.columns.map { ColumnView(title: Both($0.title), number: $0.isNumber) }
        rows = section.rows.map { row in
            let cells = zip(row.cells, section.columns).map { CellView(text: Both($0), number: $1.isNumber) }
            return RowView(
                name: cells.first?.text ?? Both(Quantity.none), cells: Array(cells.dropFirst()), total: row.isTotal, procedure: row.marks.procedure,
                office: row.marks.office, period: row.marks.period)
        }
    }
}

private struct ColumnView {
    let title: Both
    let number: Bool
}

private struct RowView {
    let name: Both
    let cells: [CellView]
    let total: Bool
    let procedure: String?
    let office: String?
    let period: String?
}

private struct CellView {
    let text: Both
    let number: Bool
}

private struct ChartView {
    let id: String
    let title: Both
    let description: Both
    let width = Coordinate.text(BarChart.width)
    let height: String
    let bars: [BarView]
    let zero: String
    let highest: Both
    let axisY: String
    let goal: GoalView?

    init(_ chart: BarChart) {
        id = chart.id
        title = Both(chart.title)
        description = Both(chart.description)
        height = Coordinate.text(chart.height)
        bars = chart.shapes.map(BarView.init)
        zero = Coordinate.text(chart.x(0))
        highest = Both(Quantity.goal(chart.highest))
        axisY = Coordinate.text(chart.floor + 13)
        goal = chart.goal.map { GoalView($0, in: chart) }
    }
}

private struct BarView {
    let label: Both
    let value: Both
    let labelY: String
    let barY: String
    let x: String
    let width: String
    let end = Coordinate.text(BarChart.width)
    let kind: String

    init(_ shape: BarChart.Shape) {
        label = Both(shape.label)
        value = Both(shape.value)
        labelY = Coordinate.text(shape.labelY)
        barY = Coordinate.text(shape.barY)
        x = Coordinate.text(shape.x)
        width = Coordinate.text(shape.width)
        kind = shape.isNegative ? "minus" : "bar"
    }
}

/// A goal: a mark on every bar, and its words below them.
private struct GoalView {
    let x: String
    let value: Both
    let marks: [MarkView]

    init(_ goal: Double, in chart: BarChart) {
        x = Coordinate.text(chart.x(goal))
        value = Both(Quantity.goal(goal))
        marks = chart.shapes.map {
            // Not above the bar: there its label stands.
            MarkView(top: Coordinate.text($0.barY), bottom: Coordinate.text($0.barY + BarChart.barHeight + 3))
        }
    }
}

private struct MarkView {
    let top: String
    let bottom: String
}

/// Lengths in a drawing: one decimal at most, written the same everywhere.
private enum Coordinate {
    static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let (whole, rest) = (tenths / 10, abs(tenths % 10))
        let sign = tenths < 0 && whole == 0 ? "-" : ""
        return rest == 0 ? "\(whole)" : "\(sign)\(whole).\(rest)"
    }
}
