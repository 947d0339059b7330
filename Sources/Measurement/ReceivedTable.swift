public import Diagnostics
import Formats

/// The one-stop system's export: one row per received dossier, whether this engine saw it or not.
///
/// Columns `period` (a day, a month or a year) and `procedure` must be there; `dossiers` may say that a row stands
/// for several. Further columns (`commune`, `channel`, `fee`, …) are kept as they are for figures to come.
public struct ReceivedTable: Sendable, Hashable {
    struct Row: Sendable, Hashable {
        let span: CalendarSpan
        let procedure: String
        let dossiers: Int
        let other: [String: String]
    }

    let rows: [Row]

    /// Reads an export.
    ///
    /// - Parameters:
    ///   - text: CSV with a header row, as RFC 4180.
    ///   - file: the name findings are about.
    /// - Returns: `nil` and why, where this is no such table; otherwise the rows that read, and a finding for each
    ///   that does not. A finding names the column, never what stands in it.
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
            var cells = table.row(index)
            let position = SourcePosition(file: file, line: index + 2, column: 1)
            func take(_ column: String) -> String? { cells.removeValue(forKey: column)?.trimmed }
            let (period, procedure, count) = (take("period") ?? "", take("procedure") ?? "", take("dossiers") ?? "")
            guard let span = CalendarSpan(period) else {
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
            rows.append(Row(span: span, procedure: procedure, dossiers: dossiers, other: cells))
        }
        return (ReceivedTable(rows: rows), findings)
    }

    /// Received dossiers by procedure.
    ///
    /// - Parameter period: a row counts when its days lie in these as a whole.
    /// - Returns: also how many rows reach over an end of the period and were left out.
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

extension String {
    /// Without spaces and tabs at its ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
