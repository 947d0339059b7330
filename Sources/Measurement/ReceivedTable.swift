public import Diagnostics
import Formats

/// The one-stop system's export: one row per received dossier, whether this engine saw it or not.
///
/// Columns `period` (a day, a month or a year) and `procedure` must be there; `dossiers` may say that a row stands
/// for several. `channel`, `fee`, `payment`, `result` and `on_time` each have a closed list of values; `commune` is a
/// code. Other columns are not looked at.
public struct ReceivedTable: Sendable, Hashable {
    struct Row: Sendable, Hashable {
        let span: CalendarSpan
        let procedure: String
        let dossiers: Int
        /// Empty where the row names none.
        let commune: String
        let particulars: ReceivedParticulars
    }

    let rows: [Row]
    /// The further columns this export has.
    let columns: Set<ReceivedColumn>

    /// Reads an export.
    ///
    /// - Parameters:
    ///   - text: CSV with a header row, as RFC 4180.
    ///   - file: the name findings are about.
    /// - Returns: `nil` and why, where this is no such table; otherwise the rows that read, and a finding for each
    ///   that does not. A row whose further columns do not read is kept: its dossiers were received, and count as
    ///   saying nothing there. A finding names the column, never what stands in it.
    public static func reading(_ text: String, named file: String) -> (table: ReceivedTable?, findings: [Diagnostic]) {
        let table: Table
        do {
            table = try Table(parsing: text)
        } catch {
            let position = SourcePosition(file: file, line: error.line ?? 1, column: error.column ?? 1)
            return (nil, [Diagnostic(.notReadable, at: position, [error.description])])
        }
        let missing = ["period", "procedure"].filter { !table.columns.contains($0) }
        guard missing.isEmpty else { return (nil, missing.map { Diagnostic(.missingKey, at: .start(of: file), [$0]) }) }
        var rows: [Row] = []
        var findings: [Diagnostic] = []
        for index in table.rows.indices {
            let cells = table.row(index)
            let position = SourcePosition(file: file, line: index + 2, column: 1)
            func cell(_ column: String) -> String { cells[column]?.trimmed ?? "" }
            let (procedure, count) = (cell("procedure"), cell("dossiers"))
            guard let span = CalendarSpan(cell("period")) else {
                findings.append(Diagnostic(.badScalar, at: position, ["period", "2026, 2026-11, 2026-11-24"]))
                continue
            }
            guard !procedure.isEmpty else {
                findings.append(Diagnostic(.missingKey, at: position, ["procedure"]))
                continue
            }
            guard let dossiers = count.isEmpty ? 1 : Int(count), dossiers >= 0 else {
                findings.append(Diagnostic(.badScalar, at: position, ["dossiers", "0, 1, 2, …"]))
                continue
            }
            var particulars = ReceivedParticulars()
            for column in ReceivedColumn.allCases where !particulars.read(cell(column.rawValue), as: column) {
                findings.append(Diagnostic(.badScalar, at: position, [column.rawValue, column.values]))
            }
            rows.append(Row(
                span: span, procedure: ProcedureCode.national(procedure), dossiers: dossiers, commune: cell("commune"),
                particulars: particulars))
        }
        let columns = Set(ReceivedColumn.allCases.filter { table.columns.contains($0.rawValue) })
        return (ReceivedTable(rows: rows, columns: columns), findings)
    }

    /// The rows whose days lie in a period as a whole.
    func rows(in period: Period) -> some Sequence<Row> { rows.lazy.filter { period.contains($0.span) } }

    /// Dossiers of rows that reach over an end of the period, by procedure: so many more may have been received in it.
    func dossiersInPart(in period: Period) -> [String: Int] {
        rows.lazy.filter { period.touches($0.span) && !period.contains($0.span) }.reduce(into: [:]) { $0[$1.procedure, default: 0] += $1.dossiers }
    }

    /// Received dossiers by procedure.
    ///
    /// - Parameter period: a row counts when its days lie in these as a whole.
    /// - Returns: also how many dossiers are of rows that reach over an end of the period and were left out.
    func dossiers(in period: Period) -> (byProcedure: [String: Int], leftOut: Int) {
        var counts: [String: Int] = [:]
        var leftOut = 0
        for row in rows where period.touches(row.span) {
            if period.contains(row.span) {
                counts[row.procedure, default: 0] += row.dossiers
            } else {
                leftOut += row.dossiers
            }
        }
        return (counts, leftOut)
    }
}

/// Codes of procedures as systems write them.
enum ProcedureCode {
    /// The national code, `1.001193`, of one that carries the agency's after it, `1.001193.000.00.00.H38`; anything else
    /// as it stands.
    static func national(_ code: String) -> String {
        let bytes = Array(code.utf8)
        guard bytes.count > 8, bytes[1] == UInt8(ascii: "."), bytes[8] == UInt8(ascii: ".") else { return code }
        let digits = [bytes[0]] + bytes[2..<8]
        guard digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return code }
        return String(code.prefix(8))
    }
}

extension String {
    /// Without spaces and tabs at its ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
