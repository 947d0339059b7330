import Diagnostics
import Measurement

extension Section {
    /// The indicators of Decision 766 beside their strict twins.
    static func indicators(_ report: Report) -> Section {
        func cells(_ reading: IndicatorReading?) -> [LocalizedText] {
            guard let reading else { return [Quantity.none, Quantity.none] }
            let (top, bottom) = (Quantity.count(reading.numerator), Quantity.count(reading.denominator))
            return [Quantity.percent(reading.value), LocalizedText(vi: "\(top.vietnamese) / \(bottom.vietnamese)", en: "\(top.en) / \(bottom.en)")]
        }
        return Section(
            id: "indicators", heading: LocalizedText(vi: "Chỉ số của Quyết định 766", en: "Indicators of Decision 766"),
            note: LocalizedText(
                vi: "Đúng chữ: như cổng quốc gia tính. Chặt: bản song sinh đòi bằng chứng. Nguồn: sổ ghi của hệ thống này, hoặc bản xuất của hệ thống một cửa; hồ sơ không được nói tới vẫn ở mẫu số. Gạch ngang: chưa đo được.",
                en: "Literal: as the national portal computes it. Strict: a twin that wants evidence. Source: this engine's ledger, or the one-stop system's export; dossiers it says nothing of stay in the denominator. A dash: not measurable."),
            columns: [
                .text("Chỉ số", "Indicator"), .number("Đúng chữ", "Literal"), .number("Hồ sơ", "Dossiers"), .number("Chặt", "Strict"),
                .number("Hồ sơ", "Dossiers"), .text("Nguồn", "Source"),
            ],
            rows: report.indicators.map { indicator in
                let basis: LocalizedText = switch (indicator.literal ?? indicator.strict)?.basis {
                case .ledger?: LocalizedText(vi: "sổ ghi", en: "ledger")
                case .received?: LocalizedText(vi: "bản xuất", en: "export")
                case nil: Quantity.none
                }
                let title = LocalizedText.plain("\(indicator.id.number) ") + name(indicator.id)
                return Row(cells: [title] + cells(indicator.literal) + cells(indicator.strict) + [basis])
            },
            chart: nil)
    }

    static func name(_ id: Indicator.ID) -> LocalizedText {
        switch id {
        case .onTime: LocalizedText(vi: "Đúng hạn", en: "On time")
        case .online: LocalizedText(vi: "Trực tuyến, kết quả điện tử", en: "Online, with an electronic result")
        case .onlinePayment: LocalizedText(vi: "Thanh toán trực tuyến", en: "Paid online")
        case .electronicResult: LocalizedText(vi: "Kết quả điện tử", en: "Electronic result")
        case .digitized: LocalizedText(vi: "Số hóa thành phần và kết quả", en: "Components and result digitized")
        case .reused: LocalizedText(vi: "Dùng lại dữ liệu số hóa", en: "Digitized data reused")
        case .shared: LocalizedText(vi: "Lấy từ kho quốc gia", en: "Shared from the national store")
        case .populationData: LocalizedText(vi: "Dùng dữ liệu dân cư", en: "Population data used")
        }
    }

    /// What the one-stop system received of each procedure, and how much of it was seen here; `nil` without its export.
    static func received(_ report: Report) -> Section? {
        guard let received = report.received else { return nil }
        let communes = Quantity.count(received.communes)
        return Section(
            id: "received", heading: LocalizedText(vi: "Hồ sơ đã tiếp nhận và phần thấy được", en: "Dossiers received, and the share seen here"),
            note: LocalizedText(
                vi: "Từ bản xuất của hệ thống một cửa, \(communes.vietnamese) xã, phường. Phần thấy được: hồ sơ nộp qua hệ thống này / hồ sơ đã tiếp nhận.",
                en: "From the one-stop system's export, \(communes.en) communes. Share seen: dossiers submitted here / dossiers received."),
            columns: [
                .text("Thủ tục", "Procedure"), .number("Đã tiếp nhận", "Received"), .number("Nộp qua hệ thống này", "Submitted here"),
                .number("Phần thấy được", "Share seen"),
            ],
            rows: received.procedures.map {
                Row(
                    cells: [.plain($0.procedure), Quantity.count($0.received), Quantity.count($0.seen), Quantity.percent($0.share)],
                    marks: Marks(procedure: $0.procedure))
            },
            chart: nil)
    }

    /// Drafts by how long nothing happened to them; `nil` where none was opened.
    static func drafts(_ report: Report) -> Section? {
        let drafts = report.drafts
        guard drafts.opened > 0, let asOf = drafts.asOf else { return nil }
        func row(_ vi: String, _ en: String, _ count: Int, isTotal: Bool = false) -> Row {
            Row(
                cells: [LocalizedText(vi: vi, en: en), Quantity.count(count), Quantity.percent(Double(count) / Double(drafts.opened))], isTotal: isTotal)
        }
        var rows = drafts.ages.map { age -> Row in
            guard let to = age.to else { return row("từ \(age.from) ngày", "\(age.from) days or more", age.dossiers) }
            return row("\(age.from)–\(to) ngày", "\(age.from) to \(to) days", age.dossiers)
        }
        rows.append(row("Bị từ chối hoặc rút trước khi nộp", "Refused or withdrawn before they were submitted", drafts.closed))
        let limit = Drafts.abandonedAfterDays
        rows.append(row(
            "Bỏ dở: không có sự kiện nào trong \(limit) ngày", "Abandoned: no event for \(limit) days", drafts.abandoned, isTotal: true))
        func moved(_ vi: String, _ en: String, _ effect: Headline) -> Row {
            let both = effect.macro == nil ? Quantity.headline(nil, in: report) : Quantity.percent(effect.macro) + .plain(" / ") + Quantity.percent(effect.weighted)
            return Row(cells: [LocalizedText(vi: vi, en: en), Quantity.none, both], isTotal: true)
        }
        rows.append(moved("Nếu tính cả chúng, mức giảm (chặt) sẽ thấp hơn", "Were they counted, the cut (strict) would be lower by", drafts.effect))
        rows.append(moved("Nếu mọi điều còn bỏ ngỏ trong đó đều phải hỏi", "Were all asked that is still open in them", drafts.worst))
        return Section(
            id: "drafts", heading: LocalizedText(vi: "Hồ sơ mở mà chưa nộp", en: "Drafts never submitted"),
            note: LocalizedText(
                vi: "Con số bên cạnh, không vào mức giảm nào. Tuổi: số ngày từ sự kiện cuối của hồ sơ đến \(asOf), ngày cuối của sổ ghi. Phần trăm trên hồ sơ mở trong kỳ. Hai dòng cuối: bình quân thủ tục / theo khối lượng, mọi hồ sơ chưa nộp, bất kể tuổi; quá 0,5 điểm ở dòng đầu thì số chính bị giữ lại.",
                en: "A side figure, part of no reduction. Age: days from a dossier's last event to \(asOf), the last day of the ledger. Shares of the dossiers opened in the period. The last two lines: mean over procedures / by volume, all that were not submitted, whatever their age; beyond 0.5 points in the first of them the headline is withheld."),
            columns: [.text("Tuổi", "Age"), .number("Hồ sơ", "Dossiers"), .number("Phần", "Share")],
            rows: rows, chart: nil)
    }

    static func name(_ code: PaperReasonFigures.Code) -> LocalizedText {
        switch code {
        case .notAvailable: LocalizedText(vi: "Không có gì để dùng thay", en: "Nothing at hand to use instead")
        case .available: LocalizedText(vi: "Có sẵn mà vẫn nộp", en: "Available, and handed in all the same")
        case .declined: LocalizedText(vi: "Người khai không muốn dùng lại", en: "The applicant declined the reuse")
        }
    }

    /// Why papers were still handed in; `nil` where none was.
    static func paperReasons(_ report: Report) -> Section? {
        guard !report.paperReasons.isEmpty else { return nil }
        return Section(
            id: "paper-reasons", heading: LocalizedText(vi: "Vì sao vẫn phải nộp giấy", en: "Why papers were still handed in"),
            note: LocalizedText(
                vi: "Sẽ thêm: hồ sơ nay chưa dùng lại giấy tờ hay hồ sơ trước, nếu bớt được lý do này / ",
                en: "Would add: dossiers that reuse neither a paper nor anything earlier, were this reason gone / ") + tierBasis(report),
            columns: [
                .text("Lý do", "Reason"), .number("Giấy", "Papers"), .number("Hồ sơ", "Dossiers"), .number("Sẽ chuyển", "Would move"),
                .number("Sẽ thêm", "Would add"),
            ],
            rows: report.paperReasons.map {
                Row(cells: [
                    name($0.code), Quantity.count($0.papers), Quantity.count($0.dossiers), Quantity.count($0.wouldMove), Quantity.percent($0.wouldAdd),
                ])
            },
            chart: nil)
    }
}
