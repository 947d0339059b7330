import Diagnostics
import Formats

/// Tables as RFC 4180 has them: a header row, lines that end in CR LF, quotes where they are needed.
enum CSVText {
    /// What stands for a figure that is not told. An empty cell says that there is nothing to measure.
    static let suppressed = "*"

    static func text(of table: FigureTable) -> String {
        let places = table.columns.indices.filter { table.columns[$0].kind != .name }
        let header = line(places.map { table.columns[$0].name })
        return header + table.rows.map { row in line(places.map { cell(row[$0].value) }) }.joined()
    }

    /// What every column of the tables counts, and what ratios are shares of.
    static func columns(of tables: [FigureTable]) -> String {
        let header = line(["table", "column", "type", "counts", "share_of"])
        return header + tables.flatMap { table in
            table.columns.filter { $0.kind != .name }.map { line([table.id, $0.name, $0.kind.rawValue, $0.meaning.en, $0.denominator?.en ?? ""]) }
        }.joined()
    }

    private static func line(_ cells: [String]) -> String { Table.line(cells) + "\r\n" }

    private static func cell(_ value: Figure.Value) -> String {
        switch value {
        case .code(let code): code
        case .name(let name): name.en
        case .count(let count): String(count)
        case .ratio(let ratio): PlainDecimal.text(ratio)
        case .number(let number): PlainDecimal.text(number)
        case .date(let day): day
        case .flag(let flag): flag ? "true" : "false"
        case .none: ""
        case .suppressed: suppressed
        case .withheld: IntegrityWords.withheld.en
        }
    }
}

/// Every digit a number has, as the shortest text that reads back as the same number, without an exponent.
enum PlainDecimal {
    static func text(_ value: Double) -> String {
        let written = "\(value == 0 ? 0 : value)"
        guard let mark = written.firstIndex(of: "e"), let exponent = Int(written[written.index(after: mark)...]) else {
            return written.hasSuffix(".0") ? String(written.dropLast(2)) : written
        }
        let mantissa = written[..<mark].drop { $0 == "-" }
        var digits = mantissa.filter { $0 != "." }
        let point = mantissa.prefix { $0 != "." }.count + exponent
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        let sign = value < 0 ? "-" : ""
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }
}
