import Diagnostics
public import Measurement

/// A report as tables of data: what its CSV files and its workbook hold.
public struct ReportTables: Sendable {
    let tables: [FigureTable]
    /// The warning over everything else, as the page has it, and what was left out for the public.
    let bands: [LocalizedText]
    /// What the figures are about: period, dossiers.
    let subject: LocalizedText

    public init(_ report: Report, names: ReportNames = ReportNames()) {
        tables = Self.shown(report, names)
        bands = [ReportDocument.band(report), report.integrity.band].compactMap(\.self)
        subject = ReportDocument.subject(report.scope)
    }

    /// Only what may be published: the other figures are marked as not told, ratios have three decimals.
    public init(_ publication: PublicReport, names: ReportNames = ReportNames()) {
        // What nobody has judged, months and offices, is not there at all: its rows would say whom they are about.
        tables = Self.shown(publication.report, names).filter { !["months", "offices"].contains($0.id) }.map { $0.told(by: publication) }
        let scope = publication.report.scope
        subject = ReportDocument.subject(scope, tellsCount: publication.tells("coverage/seen"))
        let simulated = ReportDocument.band(publication.report, tellsCount: publication.tells("reduction/simulatedApart/strict/dossiers"))
        let threshold = publication.threshold
        bands = [
            simulated, publication.report.integrity.band,
            LocalizedText(
                vi: "Bản công khai: số có dưới \(threshold) hồ sơ đứng sau, và số mà phép trừ sẽ làm lộ chúng, được thay bằng \(CSVText.suppressed)",
                en: "Public edition: figures with fewer than \(threshold) dossiers behind them, and those whose difference would tell them, stand as \(CSVText.suppressed)"),
        ].compactMap(\.self)
    }

    private static func shown(_ report: Report, _ names: ReportNames) -> [FigureTable] {
        let counted = FigureTable.all(report, names: names)
        guard report.integrity.isWithheld else { return counted }
        return zip(FigureTable.all(report.published, names: names), counted).map { $0.withheld(from: $1) }
    }

    /// One CSV file per table, and `columns.csv`, which says what every column counts.
    ///
    /// - Returns: names and contents, in the order of the report; the same for the same report.
    /// - Source: RFC 4180; UTF-8 without a byte order mark.
    public var csvFiles: [(name: String, text: String)] {
        tables.map { (name: "\($0.id).csv", text: CSVText.text(of: $0)) } + [(name: "columns.csv", text: CSVText.columns(of: tables))]
    }
}

extension FigureTable {
    /// With a mark where a figure is not told. Where nothing could be measured and the figure is not told, the mark
    /// stands too: that there is nothing says something.
    fileprivate func told(by publication: PublicReport) -> FigureTable {
        FigureTable(
            id: id, title: title, columns: columns,
            rows: rows.map { row in
                row.map { figure in
                    // What is withheld is so for everyone: there is no value to leave out.
                    guard !figure.path.isEmpty, figure.value != .withheld else { return figure }
                    guard publication.tells(figure.path) else {
                        // Of what there is none in the whole report, as an interval of the other kind, nothing is kept back.
                        return Figure(value: figure.isOptional && figure.value == .none ? .none : .suppressed, path: figure.path)
                    }
                    guard case .ratio(let ratio) = figure.value else { return figure }
                    return Figure(value: .ratio(PublicReport.rounded(ratio)), path: figure.path)
                }
            })
    }
}

extension Figure {
    /// Whether the report may lack it for a reason that is public: the kind of interval, and whether there is an export of
    /// received dossiers.
    fileprivate var isOptional: Bool { path.contains("/interval/") || ["coverage/received", "coverage/share", "cost/dossiers"].contains(path) || path.hasPrefix("indicators/") }
}
