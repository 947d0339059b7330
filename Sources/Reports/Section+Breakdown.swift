import Diagnostics
import Measurement

extension Section {
    /// The reduction by month and form; `nil` where nothing was submitted.
    static func months(_ report: Report, _ names: ReportNames) -> Section? {
        guard !report.months.isEmpty else { return nil }
        return Section(
            id: "months", heading: LocalizedText(vi: "Theo tháng và biểu mẫu", en: "By month and form"),
            note: LocalizedText(vi: "Tháng nộp hồ sơ, giờ Việt Nam. Giảm: 1 − ΣA/ΣB của dòng.", en: "The month of submission, in Viet Nam. Less: 1 − ΣA/ΣB of the row."),
            columns: [
                .text("Tháng", "Month"), .text("Biểu mẫu", "Form"), .number("Hồ sơ", "Dossiers"), .number("B", "B"), .number("A", "A"), .number("Giảm (chặt)", "Less (strict)"),
            ],
            rows: report.months.map {
                let form = names.form($0.key.form)
                let name = $0.key.baselineStatus == ReportNames.inForce ? form : LocalizedText(vi: "(bản gốc tạm) ", en: "(provisional) ") + form
                return Row(
                    cells: [
                        .plain($0.month), name, Quantity.count($0.dossiers), Quantity.shown($0.demanded), Quantity.shown($0.given),
                        Quantity.percent($0.weighted, isWithheld: !$0.withheldBy.isEmpty),
                    ], marks: Marks(procedure: $0.key.procedure, period: $0.month))
            },
            chart: nil)
    }

    /// What each office received; `nil` without an export that names offices.
    static func offices(_ report: Report) -> Section? {
        let offices = report.offices.filter { !$0.commune.isEmpty }
        guard !offices.isEmpty else { return nil }
        return Section(
            id: "offices", heading: LocalizedText(vi: "Hồ sơ tiếp nhận theo xã, phường", en: "Dossiers received, by commune"),
            note: LocalizedText(
                vi: "Từ bản xuất của hệ thống một cửa; sổ ghi không biết xã, phường. Các cột sau: trong số đã tiếp nhận, bản xuất ghi như thế.",
                en: "From the one-stop system's export; the ledger knows no communes. The columns after: of those received, what the export says so of."),
            columns: [
                .text("Xã, phường", "Commune"), .text("Thủ tục", "Procedure"), .number("Đã tiếp nhận", "Received"), .number("Trực tuyến", "Online"),
                .number("Kết quả điện tử", "Electronic result"), .number("Thanh toán trực tuyến", "Paid online"), .number("Đúng hạn", "On time"),
            ],
            rows: offices.map {
                Row(
                    cells: [
                        .plain($0.commune), .plain($0.procedure), Quantity.count($0.received), Quantity.count($0.online), Quantity.count($0.electronicResult),
                        Quantity.count($0.paidOnline), Quantity.count($0.onTime),
                    ], marks: Marks(procedure: $0.procedure, office: $0.commune))
            },
            chart: nil)
    }

    static func name(_ unit: Tariffs.Unit) -> LocalizedText {
        switch unit {
        case .field: LocalizedText(vi: "Thông tin phải khai", en: "Facts to give")
        case .paper: LocalizedText(vi: "Giấy phải nộp", en: "Papers to hand in")
        case .filing: LocalizedText(vi: "Lượt đến nộp hồ sơ", en: "Ways to file")
        case .collecting: LocalizedText(vi: "Lượt đến nhận kết quả giấy", en: "Ways to fetch a result on paper")
        }
    }

    /// Time and money from declared tariffs; `nil` without them.
    static func cost(_ report: Report) -> Section? {
        guard let cost = report.cost else { return nil }
        func cells(_ before: CostEstimate.Burden, _ now: CostEstimate.Burden) -> [LocalizedText] {
            [
                Quantity.decimal(before.minutes / 60), Quantity.decimal(now.minutes / 60), Quantity.count(before.cost), Quantity.count(now.cost),
                Quantity.percent(before.cost > 0 ? 1 - Double(now.cost) / Double(before.cost) : nil),
            ]
        }
        let tariffs = cost.tariffs
        let wage = Quantity.count(tariffs.wage)
        let rates = Tariffs.Unit.allCases.compactMap { unit -> LocalizedText? in
            guard let rate = tariffs.rates[unit] else { return nil }
            let (minutes, expense) = (Quantity.decimal(rate.minutes), Quantity.count(rate.expense))
            let spent = rate.expense > 0 ? LocalizedText(vi: " và \(expense.vietnamese) \(tariffs.currency)", en: " and \(tariffs.currency) \(expense.en)") : .plain("")
            return name(unit) + LocalizedText(vi: ": \(minutes.vietnamese) phút", en: ": \(minutes.en) minutes") + spent + .plain(" (") + rate.source + .plain("). ")
        }.reduce(LocalizedText.plain("")) { $0 + $1 }
        return Section(
            id: "cost", heading: LocalizedText(vi: "Thời gian và chi phí: ước tính theo định mức khai báo", en: "Time and cost: estimated from declared tariffs"),
            note: LocalizedText(
                vi: "Không phải số đếm, và không vào con số nào ở trên. Theo mô hình chi phí chuẩn (Thông tư 03/2022/TT-VPCP): thời gian × tiền công + chi khác, nhân số lượng đếm được của bản gốc đang hiệu lực. Định mức «",
                en: "Not counted, and part of no figure above. The standard cost model (Circular 03/2022/TT-VPCP): time × wage + expenses, times how many were counted, baselines in force. Tariffs “")
                + tariffs.title
                + LocalizedText(vi: "». Tiền công: \(wage.vietnamese) \(tariffs.currency) một giờ (", en: "”. Wage: \(tariffs.currency) \(wage.en) an hour (")
                + tariffs.wageSource + .plain("). ") + rates,
            columns: [
                .text("Đơn vị", "Unit"), .number("Tờ giấy, số", "Paper, count"), .number("Nay, số", "Now, count"), .number("Tờ giấy, giờ", "Paper, hours"), .number("Nay, giờ", "Now, hours"),
                .number("Tờ giấy, \(tariffs.currency)", "Paper, \(tariffs.currency)"), .number("Nay, \(tariffs.currency)", "Now, \(tariffs.currency)"), .number("Giảm", "Less"),
            ],
            rows: cost.lines.map {
                Row(cells: [name($0.unit), Quantity.count($0.before.count), Quantity.count($0.now.count)] + cells($0.before, $0.now))
            } + [Row(cells: [LocalizedText(vi: "Tất cả", en: "All"), Quantity.none, Quantity.none] + cells(cost.before, cost.now), isTotal: true)],
            chart: nil)
    }
}
