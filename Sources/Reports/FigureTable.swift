import Diagnostics

/// One table of a report as data: columns with English names that stay, and typed values.
///
/// CSV files, sheets of the workbook and everything that is made for the public are made of these.
struct FigureTable: Sendable {
    /// Names the file and, in the list of definitions, the table: `procedure_sources`.
    let id: String
    /// At most 31 characters, the longest name of a sheet.
    let title: LocalizedText
    let columns: [Column]
    let rows: [[Figure]]

    struct Column: Sendable {
        enum Kind: String, Sendable {
            /// A code that stays as it is in every language.
            case code
            /// What the code before it is called; for people, so not in CSV.
            case name
            case count
            /// A share; 1 is all of it.
            case ratio
            /// Any other number, as minutes.
            case number
            /// `2026-11-24`.
            case date
            /// True or false.
            case flag
        }

        let name: String
        let kind: Kind
        let title: LocalizedText
        /// What is counted; of a ratio, the numerator.
        let meaning: LocalizedText
        /// Of a ratio, what it is a share of.
        let denominator: LocalizedText?
    }
}

/// One value of a table.
struct Figure: Sendable {
    enum Value: Sendable, Hashable {
        case code(String)
        case name(LocalizedText)
        case count(Int)
        case ratio(Double)
        case number(Double)
        case date(String)
        case flag(Bool)
        /// There is nothing to measure.
        case none
        /// There is, but in this export it is not told.
        case suppressed
        /// There is, but a flag speaks against it.
        case withheld
    }

    let value: Value
    /// Where the JSON report has it, `reduction/strict/low/macro`; empty for what is no figure.
    let path: String
}

/// How a column is filled from what a row is about.
struct ColumnRule<Row> {
    let column: FigureTable.Column
    let figure: (_ row: Row, _ path: String) -> Figure

    /// - Parameter at: for a code that says something of a figure, as whether a goal is met.
    static func code(_ name: String, at: String? = nil, _ vi: String, _ en: String, _ value: @escaping (Row) -> String?) -> Self {
        Self(column: column(name, .code, vi, en, nil, nil)) { row, path in
            Figure(value: value(row).map(Figure.Value.code) ?? .none, path: at.map { joined(path, $0) } ?? "")
        }
    }

    static func name(_ name: String, _ vi: String, _ en: String, _ value: @escaping (Row) -> LocalizedText) -> Self {
        Self(column: column(name, .name, vi, en, nil, nil)) { row, _ in Figure(value: .name(value(row)), path: "") }
    }

    static func date(_ name: String, _ vi: String, _ en: String, _ value: @escaping (Row) -> String?) -> Self {
        Self(column: column(name, .date, vi, en, nil, nil)) { row, _ in Figure(value: value(row).map(Figure.Value.date) ?? .none, path: "") }
    }

    static func flag(_ name: String, _ vi: String, _ en: String, _ value: @escaping (Row) -> Bool) -> Self {
        Self(column: column(name, .flag, vi, en, nil, nil)) { row, _ in Figure(value: .flag(value(row)), path: "") }
    }

    /// - Parameters:
    ///   - at: where the figure stands in what the row is in the JSON report; `nil` for a number that is no figure of
    ///     anybody's dossiers, as a number of resamples.
    ///   - meaning: what is counted, where the title does not say it all.
    static func count(
        _ name: String, at: String?, _ vi: String, _ en: String, meaning: LocalizedText? = nil, _ value: @escaping (Row) -> Int?
    ) -> Self {
        Self(column: column(name, .count, vi, en, meaning, nil)) { row, path in
            Figure(value: value(row).map(Figure.Value.count) ?? .none, path: at.map { joined(path, $0) } ?? "")
        }
    }

    /// A count that stands elsewhere in the JSON report than what the row is.
    static func count(
        _ name: String, from path: String?, _ vi: String, _ en: String, meaning: LocalizedText, _ value: @escaping (Row) -> Int?
    ) -> Self {
        Self(column: column(name, .count, vi, en, meaning, nil)) { row, _ in
            Figure(value: value(row).map(Figure.Value.count) ?? .none, path: path ?? "")
        }
    }

    static func number(
        _ name: String, at: String?, _ vi: String, _ en: String, meaning: LocalizedText, _ value: @escaping (Row) -> Double?
    ) -> Self {
        Self(column: column(name, .number, vi, en, meaning, nil)) { row, path in
            Figure(value: value(row).map(Figure.Value.number) ?? .none, path: at.map { joined(path, $0) } ?? "")
        }
    }

    static func ratio(
        _ name: String, at: String?, _ vi: String, _ en: String, isWithheld: @escaping (Row) -> Bool = { _ in false }, of numerator: LocalizedText,
        over denominator: LocalizedText, _ value: @escaping (Row) -> Double?
    ) -> Self {
        Self(column: column(name, .ratio, vi, en, numerator, denominator)) { row, path in
            Figure(value: value(row).map(Figure.Value.ratio) ?? (isWithheld(row) ? .withheld : .none), path: at.map { joined(path, $0) } ?? "")
        }
    }

    private static func joined(_ path: String, _ rest: String) -> String { path.isEmpty ? rest : "\(path)/\(rest)" }

    private static func column(
        _ name: String, _ kind: FigureTable.Column.Kind, _ vi: String, _ en: String, _ meaning: LocalizedText?, _ denominator: LocalizedText?
    ) -> FigureTable.Column {
        let title = LocalizedText(vi: vi, en: en)
        return FigureTable.Column(name: name, kind: kind, title: title, meaning: meaning ?? title, denominator: denominator)
    }
}

extension FigureTable {
    /// - Parameter rows: each with the path of what it is in the JSON report, as `procedures/3`.
    init<Row>(id: String, vi: String, en: String, rows: [(path: String, row: Row)], rules: [ColumnRule<Row>]) {
        self.id = id
        title = LocalizedText(vi: vi, en: en)
        columns = rules.map(\.column)
        self.rows = rows.map { row in rules.map { $0.figure(row.row, row.path) } }
    }
}
