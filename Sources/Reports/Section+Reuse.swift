import Diagnostics
import Measurement

extension Section {
    /// What the tiers' low reading is a share of.
    static func tierBasis(_ report: Report) -> LocalizedText {
        let coverage = report.scope.coverage
        guard let denominator = coverage.denominator else {
            let seen = Quantity.count(coverage.seen)
            return LocalizedText(
                vi: "trên \(seen.vietnamese) hồ sơ nộp qua hệ thống này (chưa có số tiếp nhận)",
                en: "of \(seen.en) dossiers submitted here (no export of received ones)")
        }
        let received = Quantity.count(denominator)
        return LocalizedText(vi: "trên \(received.vietnamese) hồ sơ đã tiếp nhận", en: "of \(received.en) dossiers received")
    }

    static func reuse(_ report: Report) -> Section {
        let reuse = report.reuse
        let tiers: [(LocalizedText, ReuseTier)] = [
            (LocalizedText(vi: "Chính thức (DuocSoHoa, Quyết định 766, 4.3)", en: "Official (DuocSoHoa, Decision 766, 4.3)"), reuse.official),
            (LocalizedText(vi: "Giấy tờ: được miễn hoặc dùng lại", en: "Papers: replaced or reused"), reuse.papers),
            (LocalizedText(vi: "Hồ sơ trước: dữ liệu hoặc kết quả", en: "Earlier dossier: fact or result"), reuse.earlier),
            (LocalizedText(vi: "Giấy tờ hoặc hồ sơ trước", en: "Papers or earlier dossier"), reuse.papersOrEarlier),
            (LocalizedText(vi: "Sổ, ngoài nhân thân của mình", en: "Registers, beyond own identity"), reuse.registers),
            (LocalizedText(vi: "Bất kỳ tầng nào", en: "Any tier"), reuse.any),
        ]
        let basis = tierBasis(report)
        return Section(
            id: "reuse", heading: LocalizedText(vi: "Hồ sơ dùng lại dữ liệu", en: "Dossiers that reuse data"),
            note: LocalizedText(vi: "Cận thấp: ", en: "Low reading: ") + basis
                + LocalizedText(vi: ". Cận cao: trên hồ sơ nộp qua hệ thống này.", en: ". High reading: of dossiers submitted here."),
            columns: [.text("Tầng", "Tier"), .number("Hồ sơ", "Dossiers"), .number("Cận thấp", "Low"), .number("Cận cao", "High")],
            rows: tiers.map { name, tier in
                Row(cells: [name, Quantity.count(tier.dossiers), Quantity.percent(tier.low), Quantity.percent(tier.high)])
            },
            chart: BarChart(
                id: "chart-reuse", title: LocalizedText(vi: "Hồ sơ dùng lại dữ liệu theo tầng", en: "Dossiers that reuse data, by tier"),
                description: LocalizedText(
                    vi: "Mỗi thanh là phần hồ sơ thuộc một tầng, cận thấp; vạch đứng là mục tiêu 50 %.",
                    en: "Each bar is the share of dossiers in a tier, low reading; the upright line is the goal of 50%."),
                bars: tiers.map { BarChart.Bar(label: $0.0, ratio: $0.1.low) },
                goal: report.targets.first { $0.id == "reuse-official" }?.goal))
    }

    static func documents(_ report: Report) -> Section {
        let documents = report.reuse.documents
        func row(_ vi: String, _ en: String, _ count: Int, isTotal: Bool = false) -> Row {
            let share = documents.required > 0 ? Double(count) / Double(documents.required) : nil
            return Row(cells: [LocalizedText(vi: vi, en: en), Quantity.count(count), Quantity.percent(share)], isTotal: isTotal)
        }
        return Section(
            id: "documents", heading: LocalizedText(vi: "Giấy tờ bắt buộc", en: "Demanded papers"),
            note: LocalizedText(vi: "Phần trăm trên số giấy bắt buộc.", en: "Shares of the papers demanded."),
            columns: [.text("Kết cục", "What became of it"), .number("Giấy", "Papers"), .number("Phần", "Share")],
            rows: [
                row("Thay bằng dữ liệu", "Replaced by data", documents.replaced),
                row("Là kết quả thủ tục trước", "Result of an earlier procedure", documents.earlier),
                row("Đã lưu, dùng lại", "Stored, used again", documents.stored),
                row("Phải nộp", "Handed in", documents.uploaded),
                row("Trong đó: nộp dù đã có sẵn", "Of these: although available", documents.uploadedAlthoughAvailable),
                row("Trong đó: người khai không muốn dùng lại", "Of these: the applicant declined the reuse", documents.declined),
                row("Bắt buộc", "Demanded", documents.required, isTotal: true),
            ],
            chart: nil)
    }

    static func targets(_ report: Report) -> Section {
        let names: [String: LocalizedText] = [
            "reduction": LocalizedText(vi: "Giảm khai báo (số thấp hơn trong hai số chính)", en: "Less to declare (the lower of both headlines)"),
            "reuse-official": LocalizedText(vi: "Hồ sơ dùng lại, cờ chính thức", en: "Dossiers reusing data, official flag"),
            "reuse-papers-or-earlier": LocalizedText(vi: "Hồ sơ dùng lại giấy tờ hoặc hồ sơ trước", en: "Dossiers reusing papers or earlier dossiers"),
            "electronic": LocalizedText(vi: "Xử lý điện tử", en: "Handled electronically"),
            "online-paid": LocalizedText(vi: "Nộp và thanh toán trực tuyến", en: "Filed and paid online"),
            "electronic-result": LocalizedText(vi: "Kết quả điện tử", en: "Results issued electronically"),
        ]
        return Section(
            id: "targets", heading: LocalizedText(vi: "Mục tiêu của tỉnh", en: "Goals of the province"),
            note: LocalizedText(
                vi: "Mục chưa đo được cần số liệu của hệ thống một cửa. Khoảng: 95 %, lấy mẫu lại theo thủ tục; dưới 12 thủ tục thì từ thủ tục thấp nhất đến cao nhất (↔).",
                en: "What cannot be measured needs the one-stop system's export. Interval: 95%, resampling procedures; below 12 procedures from the lowest to the highest (↔)."),
            columns: [.text("Mục tiêu", "Goal"), .number("Mức", "Level"), .number("Đo được", "Measured"), .number("Khoảng", "Interval"), .text("Kết luận", "Verdict")],
            rows: report.targets.map { target in
                Row(cells: [
                    names[target.id] ?? .plain(target.id), Quantity.goal(target.goal), Quantity.percent(target.value), interval(target), verdict(target.verdict),
                ])
            },
            chart: nil)
    }

    /// Of a share of dossiers the pooled ends; of the reduction those of the headline it is judged on.
    private static func interval(_ target: Target) -> LocalizedText {
        func span(_ low: Double, _ high: Double, _ between: String) -> LocalizedText {
            Quantity.percent(low) + .plain(between) + Quantity.percent(high)
        }
        switch target.interval {
        case .none: return Quantity.none
        case .range(let lowest, let highest, _): return span(lowest, highest, " ↔ ")
        case .bootstrap(let bootstrap):
            let ends = target.isJudgedOnMacro ? bootstrap.macro : bootstrap.weighted
            return span(ends.lowerBound, ends.upperBound, " … ")
        }
    }

    private static func verdict(_ verdict: Target.Verdict) -> LocalizedText {
        switch verdict {
        case .met: LocalizedText(vi: "✓ đạt", en: "✓ met")
        case .notMet: LocalizedText(vi: "✗ chưa đạt", en: "✗ not met")
        case .notMeasurable: LocalizedText(vi: "○ chưa đo được", en: "○ not measurable")
        case .withheld: LocalizedText(vi: "⚑ giữ lại", en: "⚑ withheld")
        }
    }
}
