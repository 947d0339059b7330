import Diagnostics
import Measurement

extension ReportDocument {
    /// A report for the public, laid out from its tables alone: what the tables do not tell, no card or chart does.
    init(_ publication: PublicReport, names: ReportNames) {
        let data = ReportTables(publication, names: names)
        title = LocalizedText(vi: "Cắt giảm khai báo và tái sử dụng dữ liệu", en: "Declared information and reuse of data")
        subject = data.subject
        band = data.bands.dropFirst().reduce(data.bands.first) { joined, next in joined.map { $0 + .plain(". ") + next } }
        cards = Self.cards(data)
        sections = data.tables.filter { !$0.rows.isEmpty }.map(Section.init)
        definitions = Definition.all
    }

    private static func cards(_ data: ReportTables) -> [Card] {
        func figure(_ table: String, _ column: String, row: Int) -> LocalizedText {
            guard let table = data.tables.first(where: { $0.id == table }), let place = table.columns.firstIndex(where: { $0.name == column }),
                table.rows.indices.contains(row)
            else { return Quantity.none }
            return table.rows[row][place].value.text
        }
        return [
            Card(
                label: LocalizedText(vi: "Giảm khai báo, bình quân thủ tục", en: "Less to declare, mean over procedures"),
                value: figure("reduction", "low_macro", row: 0),
                basis: LocalizedText(vi: "mỗi thủ tục nặng như nhau", en: "every procedure weighs the same"), verdict: nil),
            Card(
                label: LocalizedText(vi: "Giảm khai báo, theo khối lượng", en: "Less to declare, by volume"),
                value: figure("reduction", "low_weighted", row: 0),
                basis: LocalizedText(vi: "trên các thông tin mà tờ giấy bắt buộc (B)", en: "of the facts the paper demanded (B)"), verdict: nil),
            Card(
                label: LocalizedText(vi: "Hồ sơ dùng lại dữ liệu, cờ chính thức", en: "Dossiers reusing data, official flag"),
                value: figure("reuse", "low", row: 0), basis: LocalizedText(vi: "cận thấp", en: "low reading"), verdict: nil),
            Card(
                label: LocalizedText(vi: "Hồ sơ dùng lại giấy tờ hoặc hồ sơ trước", en: "Dossiers reusing papers or earlier dossiers"),
                value: figure("reuse", "low", row: 3), basis: LocalizedText(vi: "cận thấp", en: "low reading"), verdict: nil),
        ]
    }
}

extension Section {
    /// A table of data as a page shows it: codes only where no name stands for them, no column of which there is nothing;
    /// one wide row as a list.
    init(_ table: FigureTable) {
        let shown = table.columns.indices.filter { place in
            let next = place + 1
            guard table.rows.contains(where: { $0[place].value != .none }) else { return false }
            return !(table.columns[place].kind == .code && table.columns.indices.contains(next) && table.columns[next].kind == .name)
        }
        id = table.id
        heading = table.title
        note = nil
        chart = nil
        if table.rows.count == 1, let only = table.rows.first {
            columns = [.text("Dòng", "Line"), .number("Số", "Value")]
            rows = shown.map { Row(cells: [table.columns[$0].title, only[$0].value.text]) }
        } else {
            columns = shown.map { Column(title: table.columns[$0].title, isNumber: table.columns[$0].isNumber) }
            let procedure = table.columns.firstIndex { $0.name == "procedure" }
            rows = table.rows.map { row in
                let mark: String? = if let procedure, case .code(let code) = row[procedure].value { code } else { nil }
                return Row(cells: shown.map { row[$0].value.text }, marks: Marks(procedure: mark))
            }
        }
    }
}

extension FigureTable.Column {
    fileprivate var isNumber: Bool { kind == .count || kind == .ratio || kind == .number }
}

extension Figure.Value {
    /// As people read it.
    var text: LocalizedText {
        switch self {
        case .code(let code): .plain(code)
        case .name(let name): name
        case .count(let count): Quantity.count(count)
        case .ratio(let ratio): Quantity.percent(ratio)
        case .number(let number): Quantity.decimal(number)
        case .date(let day): .plain(day)
        case .flag(let flag): flag ? LocalizedText(vi: "có", en: "yes") : LocalizedText(vi: "không", en: "no")
        case .none: Quantity.none
        case .suppressed: .plain(CSVText.suppressed)
        case .withheld: IntegrityWords.withheld
        }
    }
}
