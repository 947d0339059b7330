import CLibXLSXWriter
public import Diagnostics

/// The tables of a report as one Excel workbook: a sheet of notes, then a sheet per table, its values of real types.
public struct Workbook: Sendable {
    private let tables: ReportTables
    private let language: Language

    public init(_ tables: ReportTables, language: Language) {
        self.tables = tables
        self.language = language
    }

    /// A workbook could not be written; what the library says of why.
    public struct WriteError: Error, Sendable {
        public let reason: String
    }

    /// Writes the workbook; the same tables in the same language give the same bytes.
    ///
    /// - Parameter path: a file that is made, or replaced where it is there.
    public func write(to path: String) throws(WriteError) {
        // The library takes the workbook back when it closes it, whether that succeeds or not.
        guard let book = workbook_new(path) else { throw WriteError(reason: "out of memory") }
        let failure = fill(book)
        let closing = workbook_close(book)
        let first = failure != LXW_NO_ERROR ? failure : closing
        guard first == LXW_NO_ERROR else { throw WriteError(reason: lxw_strerror(first).map { String(cString: $0) } ?? "error \(first.rawValue)") }
    }

    private func fill(_ book: UnsafeMutablePointer<lxw_workbook>) -> lxw_error {
        var properties = lxw_doc_properties()
        // The library puts the hour of writing where this is 0.
        properties.created = Self.fixedTime
        var failure = workbook_set_properties(book, &properties)
        let styles = SheetStyles(book)
        for sheet in [notes] + tables.tables.map(sheet) {
            guard let page = workbook_add_worksheet(book, sheet.name) else { return LXW_ERROR_MEMORY_MALLOC_FAILED }
            let result = sheet.write(on: page, styles)
            if failure == LXW_NO_ERROR { failure = result }
        }
        return failure
    }

    /// 2000-01-01, so that it is no day of the report's.
    private static let fixedTime = 946_684_800

    private func say(_ text: LocalizedText) -> String { text.text(in: language) }

    private func sheet(_ table: FigureTable) -> Sheet {
        Sheet(
            name: say(table.title), header: table.columns.map { say($0.title) },
            rows: table.rows.map { row in
                row.map { figure -> Sheet.Cell in
                    switch figure.value {
                    case .code(let code): .text(code)
                    case .name(let name): .text(say(name))
                    case .count(let count): .count(count)
                    case .ratio(let ratio): .ratio(ratio)
                    case .number(let number): .number(number)
                    case .date(let day): .date(day)
                    case .flag(let flag): .flag(flag)
                    case .none: .empty
                    case .suppressed: .text(CSVText.suppressed)
                    case .withheld: .text(say(IntegrityWords.withheld))
                    }
                }
            }, widest: 60, wraps: false)
    }

    /// What every figure counts, in the order of the sheets; before them what stands over everything.
    private var notes: Sheet {
        let (sheet, column, name, counts, shareOf) = (
            LocalizedText(vi: "Trang", en: "Sheet"), LocalizedText(vi: "Cột", en: "Column"), LocalizedText(vi: "Tên trong CSV", en: "Name in CSV"),
            LocalizedText(vi: "Đếm gì (tỷ lệ: tử số)", en: "Counts (of a ratio: the numerator)"), LocalizedText(vi: "Mẫu số", en: "Denominator")
        )
        var rows: [[String]] = []
        rows += tables.bands.map { [say($0)] }
        rows += Definition.all.map { ["", say($0.term), "", say($0.meaning), ""] }
        for table in tables.tables {
            rows += table.columns.map { [say(table.title), say($0.title), "\(table.id).\($0.name)", say($0.meaning), $0.denominator.map(say) ?? ""] }
        }
        return Sheet(
            name: say(LocalizedText(vi: "Ghi chú", en: "Notes")), header: [sheet, column, name, counts, shareOf].map(say),
            rows: rows.map { $0.map(Sheet.Cell.text) }, widest: 70, wraps: true)
    }
}

/// The formats of a workbook's cells.
private struct SheetStyles {
    let header: UnsafeMutablePointer<lxw_format>?
    let count: UnsafeMutablePointer<lxw_format>?
    let ratio: UnsafeMutablePointer<lxw_format>?
    let number: UnsafeMutablePointer<lxw_format>?
    let date: UnsafeMutablePointer<lxw_format>?
    let prose: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        header = workbook_add_format(book)
        format_set_bold(header)
        format_set_text_wrap(header)
        format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
        func numbers(_ pattern: String) -> UnsafeMutablePointer<lxw_format>? {
            let format = workbook_add_format(book)
            format_set_num_format(format, pattern)
            return format
        }
        count = numbers("#,##0")
        ratio = numbers("0.0%")
        number = numbers("#,##0.0#")
        date = numbers("yyyy-mm-dd")
        prose = workbook_add_format(book)
        format_set_text_wrap(prose)
        format_set_align(prose, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    }
}

/// One sheet, ready to be written.
private struct Sheet {
    enum Cell {
        case text(String), count(Int), ratio(Double), number(Double), date(String), flag(Bool), empty

        /// How many characters it is shown as, for the width of its column.
        var length: Int {
            switch self {
            case .text(let text): text.count
            case .count(let count): String(count).count * 4 / 3 + 1
            case .ratio: 7
            case .number(let number): String(Int(number)).count * 4 / 3 + 3
            case .date: 10
            case .flag: 6
            case .empty: 0
            }
        }
    }

    let name: String
    let header: [String]
    let rows: [[Cell]]
    let widest: Int
    let wraps: Bool

    func write(on page: UnsafeMutablePointer<lxw_worksheet>, _ styles: SheetStyles) -> lxw_error {
        var failure = LXW_NO_ERROR
        func note(_ result: lxw_error) { if failure == LXW_NO_ERROR { failure = result } }
        for (column, title) in header.enumerated() {
            let longest = rows.map { $0.indices.contains(column) ? $0[column].length : 0 }.max() ?? 0
            // A title may wrap: its longest word decides, not all of it.
            let word = title.split(separator: " ").map(\.count).max() ?? 0
            note(worksheet_set_column(page, lxw_col_t(column), lxw_col_t(column), Double(min(max(longest, word, 9), widest) + 2), nil))
            note(worksheet_write_string(page, 0, lxw_col_t(column), title, styles.header))
        }
        for (index, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() { note(write(cell, on: page, lxw_row_t(index + 1), lxw_col_t(column), styles)) }
        }
        worksheet_freeze_panes(page, 1, 0)
        note(worksheet_repeat_rows(page, 0, 0))
        worksheet_set_landscape(page)
        worksheet_fit_to_pages(page, 1, 0)
        return failure
    }

    private func write(
        _ cell: Cell, on page: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t, _ column: lxw_col_t, _ styles: SheetStyles
    ) -> lxw_error {
        switch cell {
        case .text(let text): worksheet_write_string(page, row, column, text, wraps ? styles.prose : nil)
        case .count(let count): worksheet_write_number(page, row, column, Double(count), styles.count)
        case .ratio(let ratio): worksheet_write_number(page, row, column, ratio, styles.ratio)
        case .number(let number): worksheet_write_number(page, row, column, number, styles.number)
        case .flag(let flag): worksheet_write_boolean(page, row, column, flag ? 1 : 0, nil)
        case .empty: LXW_NO_ERROR
        case .date(let day):
            if var date = Self.date(day) {
                worksheet_write_datetime(page, row, column, &date, styles.date)
            } else {
                worksheet_write_string(page, row, column, day, nil)
            }
        }
    }

    private static func date(_ day: String) -> lxw_datetime? {
        let parts = day.split(separator: "-").compactMap { Int32($0) }
        return parts.count == 3 ? lxw_datetime(year: parts[0], month: parts[1], day: parts[2], hour: 0, min: 0, sec: 0) : nil
    }
}
