import Diagnostics
import Measurement

extension FigureTable {
    /// The strict reduction by month of submission and form.
    static func months(_ report: Report, _ names: ReportNames) -> FigureTable {
        let month: [ColumnRule<MonthFigures>] = [.code("month", "Tháng", "Month") { $0.month }]
        let form: [ColumnRule<MonthFigures>] = key(names) { $0.key }
        return FigureTable(
            id: "months", vi: "Theo tháng", en: "Months", rows: report.months.enumerated().map { (path: "months/\($0.offset)", row: $0.element) },
            rules: month + form + [
                .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers") { $0.dossiers },
                .count("given", at: "A", "A", "A (given)", meaning: LocalizedText(vi: "thông tin bắt buộc mà người khai phải đưa ra", en: "required facts the applicants had to give")) { $0.given },
                .count("demanded", at: "B", "B", "B (demanded)", meaning: ReductionWords.demanded) { $0.demanded },
                .ratio("strict_weighted", at: "weighted", "Giảm (chặt), khối lượng", "Less (strict), by volume", of: ReductionWords.saved, over: ReductionWords.demanded) { $0.weighted },
                withheldBy { $0.withheldBy },
            ])
    }

    /// What was received at each office, from the export alone.
    static func offices(_ report: Report) -> FigureTable {
        FigureTable(
            id: "offices", vi: "Theo xã, phường", en: "Offices", rows: report.offices.enumerated().map { (path: "offices/\($0.offset)", row: $0.element) },
            rules: [
                .code("commune", "Xã, phường", "Commune") { $0.commune },
                .code("procedure", "Thủ tục", "Procedure") { $0.procedure },
                .count("received", at: "received", "Đã tiếp nhận", "Received") { $0.received },
                .count("online", at: "online", "Trực tuyến", "Online", meaning: LocalizedText(vi: "trong đó được ghi là nộp trực tuyến", en: "of these, said to be received online")) { $0.online },
                .count("electronic_result", at: "electronicResult", "Kết quả điện tử", "Electronic result", meaning: LocalizedText(vi: "trong đó được ghi là có kết quả điện tử", en: "of these, said to have an electronic result")) { $0.electronicResult },
                .count("paid_online", at: "paidOnline", "Thanh toán trực tuyến", "Paid online", meaning: LocalizedText(vi: "trong đó được ghi là thanh toán trực tuyến", en: "of these, said to be paid online")) { $0.paidOnline },
                .count("on_time", at: "onTime", "Đúng hạn", "On time", meaning: LocalizedText(vi: "trong đó được ghi là đúng hạn", en: "of these, said to be finished by their day")) { $0.onTime },
            ])
    }

    private static let estimated = LocalizedText(vi: "ước tính theo định mức khai báo, không phải số đếm", en: "estimated from declared tariffs, not counted")

    /// Time and money by what takes it; no row without tariffs.
    static func cost(_ report: Report) -> FigureTable {
        let cost = report.cost
        let rows = (cost?.lines ?? []).enumerated().map { (path: "cost/lines/\($0.offset)", row: $0.element) }
        func rate(_ line: CostEstimate.Line) -> Tariffs.Rate? { cost?.tariffs.rates[line.unit] }
        let declared: [ColumnRule<CostEstimate.Line>] = [
            .code("unit", "Đơn vị", "Unit") { $0.unit.rawValue },
            .name("unit_name", "Nghĩa", "In words") { Section.name($0.unit) },
            .number("minutes_each", at: nil, "Phút mỗi cái", "Minutes each", meaning: LocalizedText(vi: "định mức khai báo", en: "declared tariff")) { rate($0)?.minutes },
            .count("expense_each", at: nil, "Chi mỗi cái", "Expense each", meaning: LocalizedText(vi: "định mức khai báo", en: "declared tariff")) { rate($0)?.expense },
            .count("wage_per_hour", at: nil, "Tiền công một giờ", "Wage per hour", meaning: LocalizedText(vi: "định mức khai báo", en: "declared tariff")) { _ in cost?.tariffs.wage },
            .code("currency", "Tiền tệ", "Currency") { _ in cost?.tariffs.currency },
        ]
        let sides: [ColumnRule<CostEstimate.Line>] = both { ($0.before, $0.now) }
        return FigureTable(
            id: "cost", vi: "Chi phí ước tính", en: "Estimated cost", rows: rows,
            rules: declared + sides + [
                .count("count_before", at: "before/count", "Số lượng, tờ giấy", "Count, the paper", meaning: LocalizedText(vi: "số tờ giấy đòi hỏi", en: "how many the paper took")) { $0.before.count },
                .count("count_now", at: "now/count", "Số lượng, nay", "Count, now", meaning: LocalizedText(vi: "số còn lại", en: "how many are left")) { $0.now.count },
                .name("source", "Nguồn của định mức", "Source of the tariff") { rate($0)?.source ?? Quantity.none },
            ])
    }

    private static func both<Row>(_ sides: @escaping (Row) -> (before: CostEstimate.Burden, now: CostEstimate.Burden)) -> [ColumnRule<Row>] {
        [
            .number("minutes_before", at: "before/minutes", "Phút, tờ giấy", "Minutes, the paper", meaning: estimated) { sides($0).before.minutes },
            .number("minutes_now", at: "now/minutes", "Phút, nay", "Minutes, now", meaning: estimated) { sides($0).now.minutes },
            .count("cost_before", at: "before/cost", "Chi phí, tờ giấy", "Cost, the paper", meaning: estimated) { sides($0).before.cost },
            .count("cost_now", at: "now/cost", "Chi phí, nay", "Cost, now", meaning: estimated) { sides($0).now.cost },
        ]
    }

    /// The same per form, and all of them together first.
    static func costProcedures(_ report: Report, _ names: ReportNames) -> FigureTable {
        guard let cost = report.cost else { return FigureTable(id: "cost_procedures", vi: "Chi phí theo biểu mẫu", en: "Estimated cost by form", rows: [], rules: costRules(names)) }
        let all: (path: String, row: CostRow) = ("cost", CostRow(key: nil, dossiers: nil, before: cost.before, now: cost.now))
        let rows = cost.procedures.enumerated().map { (path: "cost/procedures/\($0.offset)", row: CostRow(key: $0.element.key, dossiers: $0.element.dossiers, before: $0.element.before, now: $0.element.now)) }
        return FigureTable(id: "cost_procedures", vi: "Chi phí theo biểu mẫu", en: "Estimated cost by form", rows: [all] + rows, rules: costRules(names))
    }

    private struct CostRow {
        /// `nil` for all of them.
        let key: ProcedureFigures.Key?
        let dossiers: Int?
        let before: CostEstimate.Burden
        let now: CostEstimate.Burden
    }

    private static func costRules(_ names: ReportNames) -> [ColumnRule<CostRow>] {
        [
            .code("procedure", "Thủ tục", "Procedure") { $0.key?.procedure ?? "all" }, .code("form", "Biểu mẫu", "Form") { $0.key?.form },
            .name("form_name", "Tên biểu mẫu", "Name of form") { $0.key.map { names.form($0.form) } ?? LocalizedText(vi: "Tất cả", en: "All") },
            .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers") { $0.dossiers },
        ] + (both { ($0.before, $0.now) } as [ColumnRule<CostRow>])
    }
}
