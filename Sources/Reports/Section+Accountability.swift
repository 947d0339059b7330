import Diagnostics
import Measurement

extension Section {
    /// Why things were still asked; `nil` where nothing was.
    static func reasons(_ report: Report) -> Section? {
        guard !report.reasons.isEmpty else { return nil }
        return Section(
            id: "reasons", heading: LocalizedText(vi: "Vì sao vẫn phải hỏi", en: "Why things were still asked"),
            note: LocalizedText(
                vi: "Thông tin: những gì chỉ hỏi vì lý do này. Sẽ giảm thêm: số đó / B.",
                en: "Facts: those asked for this reason alone. Would add: those / B."),
            columns: [
                .text("Lý do", "Reason"), .number("Hồ sơ", "Dossiers"), .number("Thông tin", "Facts"), .number("Sẽ giảm thêm", "Would add"),
            ],
            rows: report.reasons.map {
                Row(cells: [ReportNames.reason($0.code), Quantity.shown($0.dossiers), Quantity.shown($0.atoms), Quantity.headline($0.wouldAdd, in: report)])
            },
            chart: nil)
    }

    /// What the registers answered; `nil` where none was asked.
    static func registers(_ report: Report, _ names: ReportNames) -> Section? {
        guard !report.registers.isEmpty else { return nil }
        return Section(
            id: "registers", heading: LocalizedText(vi: "Các sổ", en: "The registers"),
            note: LocalizedText(
                vi: "Được giữ nguyên: ô người khai để như sổ ghi / ô sổ đã điền. Bị sửa: ô người khai sửa, thay hoặc khiếu nại / ô sổ đã điền. Phải hỏi thay: hồ sơ mà sổ không trả lời và người khai phải tự đưa ra / hồ sơ đã nộp có tra sổ.",
                en: "Kept: leaves the applicant left as registered / leaves the register filled. Corrected: leaves changed or disputed / leaves it filled. Fell back: dossiers it left unanswered whose applicant had to give something / submitted dossiers it was asked for."),
            columns: [
                .text("Sổ", "Register"), .number("Lượt tra", "Look-ups"), .number("Có", "Found"), .number("Không có", "Absent"),
                .number("Từ chối", "Refused"), .number("Lỗi", "Failed"), .number("Được giữ nguyên", "Kept"),
                .number("Bị sửa", "Corrected"), .number("Phải hỏi thay", "Fell back"),
            ],
            rows: report.registers.map {
                Row(cells: [
                    names.connector($0.connector), Quantity.count($0.calls), Quantity.count($0.found), Quantity.count($0.absent),
                    Quantity.count($0.refused), Quantity.count($0.failed), Quantity.percent($0.acceptance),
                    Quantity.percent($0.correction), Quantity.percent($0.fallback),
                ])
            },
            chart: nil)
    }

    /// Which dossiers are in the figures, and what is counted beside them.
    static func coverage(_ report: Report) -> Section {
        let (coverage, lines, spread) = (report.scope.coverage, report.scope.sideLines, report.reduction.distribution)
        func row(_ vi: String, _ en: String, _ value: LocalizedText) -> Row { Row(cells: [LocalizedText(vi: vi, en: en), value]) }
        func span(_ low: Double?, _ high: Double?) -> LocalizedText {
            low == nil ? Quantity.headline(nil, in: report) : Quantity.percent(low) + .plain(" … ") + Quantity.percent(high)
        }
        return Section(
            id: "coverage", heading: LocalizedText(vi: "Phạm vi và các dòng bên cạnh", en: "Coverage and side lines"), note: nil,
            columns: [.text("Dòng", "Line"), .number("Số", "Value")],
            rows: [
                row("Hồ sơ đã tiếp nhận (hệ thống một cửa)", "Dossiers received (one-stop system)", coverage.received.map(Quantity.count) ?? Quantity.none),
                row("Phần hệ thống này thấy được", "Share seen here", Quantity.percent(coverage.share)),
                row("Hồ sơ mở", "Dossiers opened", Quantity.count(coverage.opened)),
                row("Mở nhưng chưa nộp", "Opened, not submitted", Quantity.count(coverage.unfinished)),
                row("Trong đó bị bỏ dở", "Of these, abandoned", Quantity.count(coverage.abandoned)),
                row("Trung vị mức giảm của một hồ sơ", "Median reduction of a dossier", Quantity.headline(spread.median, in: report)),
                row("Phân vị 10 và 90", "10th and 90th percentile", span(spread.p10, spread.p90)),
                row("Phân vị 25 và 75", "25th and 75th percentile", span(spread.p25, spread.p75)),
                row("Hồ sơ không giảm được gì", "Dossiers with no cut at all", Quantity.headline(spread.shareWithoutCut, in: report)),
                row("Lượt xác nhận (không tính là khai)", "Confirmations (not counted as given)", Quantity.count(lines.confirmations)),
                row("Ô lặp lại được điền sẵn", "Repeated blanks filled in", Quantity.count(lines.repeats)),
            ],
            chart: nil)
    }
}
