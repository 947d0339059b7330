import Diagnostics
import Measurement

extension Section {
    /// What speaks against the headline; `nil` where nothing does.
    static func integrity(_ report: Report, _ names: ReportNames) -> Section? {
        let integrity = report.integrity
        guard !integrity.flags.isEmpty else { return nil }
        var rows = integrity.flags.map { flag -> Row in
            let words = IntegrityWords(flag.code)
            let kind = flag.code.isWithholding ? IntegrityWords.withheld : LocalizedText(vi: "lưu ý", en: "a caution")
            let found = flag.observed.filter { $0.count ?? 0 > 0 }.map { Quantity.shown($0.count) + .plain(" ") + IntegrityWords.observed($0.name) }
            let seen = found.dropFirst().reduce(found.first ?? Quantity.none) { $0 + .plain(", ") + $1 }
            return Row(cells: [
                .plain("\(flag.code.rawValue): ") + words.name, kind, about(flag.subject, names), effect(flag), Quantity.percent(flag.code.threshold), seen, words.meaning,
                words.remedy,
            ])
        }
        if integrity.isWithheld {
            let (rest, dash) = (integrity.withoutFlagged, Quantity.none)
            let count = Quantity.count(rest.procedures), dossiers = Quantity.count(rest.dossiers)
            let both = Quantity.percent(rest.strict.macro) + .plain(" / ") + Quantity.percent(rest.strict.weighted)
            rows.append(Row(
                cells: [
                    LocalizedText(vi: "Số bên cạnh, không phải số chính: phần không bị cờ nào", en: "Side figure, not the headline: what no flag is about"), dash,
                    LocalizedText(vi: "\(count.vietnamese) chuỗi", en: "\(count.en) series"), both, dash, LocalizedText(vi: "\(dossiers.vietnamese) hồ sơ", en: "\(dossiers.en) dossiers"),
                    LocalizedText(vi: "Bình quân thủ tục / theo khối lượng, chặt, cận thấp.", en: "Mean over procedures / by volume, strict, low reading."), dash,
                ], isTotal: true))
        }
        return Section(
            id: "integrity", heading: LocalizedText(vi: "Số chính có đứng vững không", en: "Whether the headline can be defended"),
            note: LocalizedText(
                vi: "Mỗi cờ là một cách làm mức giảm trông lớn hơn thực, đếm từ chính sổ ghi. Ảnh hưởng: phần của mức giảm dựa vào điều bị cờ, hoặc tỷ lệ. Quá ngưỡng thì bị giữ lại: số chính, mục tiêu dựa vào nó, và mọi con số mà từ đó tính ra được nó. Số đầy đủ: audit sample. Xem docs/integrity.md.",
                en: "Each flag is a way a cut may look larger than it is, counted from the ledger itself. Effect: how much of the cut rests on it, or a share. Above the threshold are withheld: the headline, the goal that rests on it, and every figure it could be worked out from. All figures: audit sample. See docs/integrity.md."),
            columns: [
                .text("Cờ", "Flag"), .text("Số chính", "Headline"), .text("Về", "About"), .number("Ảnh hưởng", "Effect"), .number("Ngưỡng", "Threshold"),
                .text("Đã thấy", "Observed"), .text("Nghĩa là", "What it means"), .text("Việc cần làm", "What to do"),
            ],
            rows: rows, chart: nil)
    }

    private static func about(_ subject: IntegrityFlag.Subject, _ names: ReportNames) -> LocalizedText {
        let baseline = subject.baseline.isEmpty ? "" : " (\(names.baseline(subject.baseline)?.id ?? String(subject.baseline.prefix(12))))"
        if !subject.form.isEmpty { return names.form(subject.form) + .plain(baseline) }
        return subject.procedure.isEmpty ? LocalizedText(vi: "cả sổ ghi", en: "the whole ledger") : .plain(subject.procedure)
    }

    private static func effect(_ flag: IntegrityFlag) -> LocalizedText {
        flag.scale.map(IntegrityWords.scale) ?? Quantity.percent(flag.share)
    }
}
