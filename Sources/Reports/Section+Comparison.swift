import Diagnostics
import Measurement

extension Section {
    /// The change from another period, or why there is none; `nil` where no other period was named.
    static func comparison(_ report: Report) -> Section? {
        guard let comparison = report.comparison else { return nil }
        let base: LocalizedText = switch (comparison.base.from, comparison.base.to) {
        case (let from?, let to?): LocalizedText(vi: "\(from) đến \(to)", en: "\(from) to \(to)")
        case (let from?, nil): LocalizedText(vi: "từ \(from)", en: "from \(from)")
        case (nil, let to?): LocalizedText(vi: "đến \(to)", en: "up to \(to)")
        case (nil, nil): LocalizedText(vi: "toàn bộ", en: "everything")
        }
        let heading = LocalizedText(vi: "So với kỳ ", en: "Compared with ") + base
        switch comparison.outcome {
        case .refused(let refusal):
            return Section(
                id: "comparison", heading: heading, note: nil, columns: [.text("Không so sánh được", "Not compared"), .text("Mã", "Code")],
                rows: [Row(cells: [refusal.sentence, .plain(refusal.rawValue)])], chart: nil)
        case .compared(let change):
            return Section(
                id: "comparison", heading: heading,
                note: (change.offices.map(across) ?? .plain("")) + LocalizedText(
                    vi: "Trong thủ tục: các thủ tục tự thay đổi, trọng số giữ ở giữa hai kỳ. Cơ cấu: thủ tục nặng hơn, nhẹ hơn, mới có hoặc không còn; một bản gốc mới là một chuỗi mới, nên chỉ nằm ở đây. Trước + trong + cơ cấu = nay. \(change.inBoth) chuỗi có ở cả hai kỳ, \(change.onlyBase) chỉ kỳ trước, \(change.onlyNow) chỉ kỳ này.",
                    en: "Within: what procedures changed themselves, weights held between the two periods. Mix: procedures that weigh more or less, came or went; a new baseline is a new series, so it can only be here. Before + within + mix = now. \(change.inBoth) series in both periods, \(change.onlyBase) in the other alone, \(change.onlyNow) in this one alone."),
                columns: [
                    .text("Giảm khai báo (chặt)", "Less to declare (strict)"), .number("Trước", "Before"), .number("Trong thủ tục", "Within"),
                    .number("Cơ cấu", "Mix"), .number("Nay", "Now"),
                ],
                rows: [
                    row(LocalizedText(vi: "Bình quân thủ tục", en: "Mean over procedures"), change.macro),
                    row(LocalizedText(vi: "Theo khối lượng", en: "By volume"), change.weighted),
                ],
                chart: nil)
        }
    }

    private static func across(_ offices: OfficeBridge.Offices) -> LocalizedText {
        let (before, after) = (Quantity.count(offices.before), Quantity.count(offices.after))
        return LocalizedText(
            vi: "Qua mốc sáp nhập 01/7/2025: \(before.vietnamese) xã, phường cũ nay là \(after.vietnamese) xã, phường, cùng một địa bàn. ",
            en: "Across the merger of 1 July 2025: \(before.en) communes of before are \(after.en) now, the same places. ")
    }

    private static func row(_ name: LocalizedText, _ split: Change.Split?) -> Row {
        Row(cells: [
            name, Quantity.percent(split?.before), Quantity.percent(split?.within), Quantity.percent(split?.mix), Quantity.percent(split?.after),
        ])
    }
}

extension Comparison.Refusal {
    fileprivate var sentence: LocalizedText {
        switch self {
        case .merger:
            LocalizedText(
                vi: "Hai kỳ không cùng nằm trước, hoặc cùng từ, 01/7/2025, ngày sáp nhập tỉnh, xã và bỏ cấp huyện; cần mỗi kỳ một bên, bản xuất có mã xã (--received) và danh mục xã cũ thành xã mới.",
                en: "The periods do not both lie before, or both from, 1 July 2025, when provinces and communes were merged and districts abolished; that takes one on each side, an export that names communes (--received), and what each commune became.")
        case .unbridged:
            LocalizedText(
                vi: "Xã, phường trong bản xuất của hai kỳ không phải cùng một địa bàn, hoặc có hồ sơ không ghi xã. Nơi không có hồ sơ nào cũng phải có dòng, với 0 hồ sơ. Dòng của cơ quan không có mã xã (sở, chi nhánh) cũng làm cho không so sánh được: khi đó báo cáo từng kỳ riêng, hoặc bỏ các dòng ấy nếu sổ ghi không có hồ sơ nào của họ.",
                en: "The communes in the export are not the same places in both periods, or some dossiers name none. One without a dossier has to have a row too, with 0 dossiers. Rows of offices without a commune code (a department, a branch) make a comparison impossible too: report each period by itself, or leave those rows out where the ledger has no dossier of theirs.")
        case .overlap: LocalizedText(vi: "Hai kỳ có ngày chung.", en: "The periods share days.")
        case .kinds: LocalizedText(vi: "Một kỳ là hồ sơ mô phỏng, kỳ kia là thật.", en: "One period is simulated, the other real.")
        case .withheld:
            LocalizedText(vi: "Số chính của kỳ này bị giữ lại vì có cờ.", en: "This period's headline is withheld because of a flag.")
        case .nothing: LocalizedText(vi: "Một kỳ không có gì đo được.", en: "In one of the periods nothing is measurable.")
        }
    }
}
