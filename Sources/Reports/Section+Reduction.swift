import Diagnostics
import Measurement

extension Section {
    /// Per form: how many dossiers, what the paper demanded, what was given.
    static func procedures(_ report: Report, _ names: ReportNames) -> Section {
        // Two baselines of one form are two rows, told apart by the baseline.
        let keys = Dictionary(grouping: report.procedures, by: { "\($0.key.procedure) \($0.key.form) \($0.key.baselineStatus)" })
        let several = Set(keys.values.filter { $0.count > 1 }.flatMap { $0.map(\.key) })
        // In front, where a terminal or a chart that cuts long titles leaves it standing.
        func name(_ figures: ProcedureFigures) -> LocalizedText {
            let form = names.form(figures.key.form), baseline = names.baseline(figures.key.baseline)?.id ?? String(figures.key.baseline.prefix(12))
            let title = several.contains(figures.key) ? LocalizedText.plain("[\(baseline)] ") + form : form
            let flags = report.integrity.codes(of: figures.key).map(\.rawValue).joined(separator: ", ")
            if !flags.isEmpty { return .plain("⚑ [\(flags)] ") + title }
            return figures.isProvisional ? LocalizedText(vi: "(bản gốc tạm) ", en: "(provisional) ") + title : title
        }
        var rows = report.procedures.map { figures in
            return Row(cells: [
                name(figures), Quantity.count(figures.dossiers), Quantity.shown(figures.strict.demanded), Quantity.shown(figures.strict.given),
                Quantity.percent(figures.strict.headline.macro, isWithheld: !figures.withheldBy.isEmpty),
                Quantity.percent(figures.answered.headline.macro, isWithheld: !figures.withheldBy.isEmpty),
                papers([figures.documents]),
            ], marks: Marks(procedure: figures.key.procedure))
        }
        let (strict, answered) = (report.reduction.strict, report.reduction.answered)
        rows.append(Row(
            cells: [
                LocalizedText(vi: "Bình quân thủ tục (bản gốc đang hiệu lực)", en: "Mean over procedures (baselines in force)"),
                Quantity.count(strict.dossiers), Quantity.shown(strict.demanded), Quantity.shown(strict.given),
                Quantity.headline(strict.headline.macro, in: report), Quantity.headline(answered.headline.macro, in: report), papers(report.procedures.filter { !$0.isProvisional }.map(\.documents)),
            ], isTotal: true))
        // Only the cut these registers made, of all B: what of it the directive asks of the registers it names.
        let named = report.reduction.namedRegistersOnly
        rows.append(Row(
            cells: [
                LocalizedText(vi: "Trong đó chỉ từ đất đai, ngân sách, doanh nghiệp, BHXH", en: "Of this, by land, budget, business, social insurance"),
                Quantity.none, Quantity.shown(strict.demanded), Quantity.none, Quantity.headline(named.share.macro, in: report), Quantity.none, Quantity.none,
            ], isTotal: true))
        return Section(
            id: "procedures", heading: LocalizedText(vi: "Từng biểu mẫu", en: "Form by form"),
            note: LocalizedText(
                vi: "B: thông tin bắt buộc trên tờ giấy gốc, theo đúng hoàn cảnh người khai. A: thông tin bắt buộc mà người khai vẫn phải đưa ra. Giảm = bình quân của 1 − A/B từng hồ sơ. Giấy miễn nộp: số giấy không phải nộp / số giấy bắt buộc.",
                en: "B: facts the frozen paper demanded on this applicant's path. A: required facts the applicant still had to give. Less = mean of 1 − A/B over dossiers. Papers spared: papers not handed in / papers demanded."),
            columns: [
                .text("Biểu mẫu", "Form"), .number("Hồ sơ", "Dossiers"), .number("B", "B"), .number("A", "A"),
                .number("Giảm (chặt)", "Less (strict)"), .number("Giảm (đã trả lời)", "Less (answered)"),
                .number("Giấy miễn nộp", "Papers spared"),
            ],
            rows: rows,
            chart: BarChart(
                id: "chart-procedures", title: LocalizedText(vi: "Giảm khai báo theo biểu mẫu", en: "Less to declare, by form"),
                description: LocalizedText(
                    vi: "Mỗi thanh là bình quân của 1 − A/B các hồ sơ của một biểu mẫu; vạch đứng là mục tiêu 20 %.",
                    en: "Each bar is the mean of 1 − A/B over the dossiers of a form; the upright line is the goal of 20%."),
                bars: report.procedures.map { BarChart.Bar(label: name($0), ratio: $0.strict.headline.macro) },
                goal: report.targets.first { $0.id == "reduction" }?.goal))
    }

    private static func papers(_ documents: [DocumentSeries]) -> LocalizedText {
        let spared = Quantity.count(documents.reduce(0) { $0 + $1.required - $1.uploaded })
        let required = Quantity.count(documents.reduce(0) { $0 + $1.required })
        return LocalizedText(vi: "\(spared.vietnamese) / \(required.vietnamese)", en: "\(spared.en) / \(required.en)")
    }

    /// Every reading of the reduction.
    static func reduction(_ report: Report) -> Section {
        let reduction = report.reduction
        func row(_ vi: String, _ en: String, _ headline: Headline, _ demanded: LocalizedText) -> Row {
            Row(cells: [
                LocalizedText(vi: vi, en: en), Quantity.headline(headline.macro, in: report), Quantity.headline(headline.weighted, in: report), demanded,
            ])
        }
        let b = Quantity.shown(reduction.strict.demanded)
        var rows = [
            row("Chặt (số chính, cận thấp)", "Strict (headline, low reading)", reduction.strict.low, b),
            row("Chặt, cận cao", "Strict, high reading", reduction.strict.high, Quantity.none),
            row("Đã trả lời", "Answered", reduction.answered.low, Quantity.shown(reduction.answered.demanded)),
            row("Trong đó: thông tin nhân thân của chính người đăng nhập", "Of this: own identity data of the signed-in person", reduction.ownIdentityData.share, b),
            row("Trong đó: phần còn lại", "Of this: the rest", reduction.otherData.share, b),
            row("Chỉ đất đai, ngân sách, doanh nghiệp, bảo hiểm xã hội", "Only land, budget, business, social insurance", reduction.namedRegistersOnly.share, b),
        ]
        rows += range(reduction.strict.interval)
        if let provisional = reduction.provisional {
            rows.append(row("Ngoài số chính: bản gốc tạm", "Not in the headline: provisional baselines", provisional.strict.low, Quantity.shown(provisional.strict.demanded)))
        }
        if let simulated = reduction.simulatedApart {
            rows.append(row("Ngoài số chính: hồ sơ mô phỏng", "Not in the headline: simulated dossiers", simulated.strict.low, Quantity.shown(simulated.strict.demanded)))
        }
        return Section(
            id: "reduction", heading: LocalizedText(vi: "Giảm khai báo: mọi cách đọc", en: "Less to declare: every reading"),
            note: LocalizedText(
                vi: "Bình quân thủ tục: trung bình của từng thủ tục, mỗi thủ tục nặng như nhau. Theo khối lượng: 1 − ΣA/ΣB trên mọi hồ sơ. Mẫu số luôn là B.",
                en: "Mean over procedures: every procedure weighs the same. By volume: 1 − ΣA/ΣB over all dossiers. The denominator is always B."),
            columns: [
                .text("Cách đọc", "Reading"), .number("Bình quân thủ tục", "Mean over procedures"), .number("Theo khối lượng", "By volume"), .number("B", "B"),
            ],
            rows: rows, chart: nil)
    }

    private static func range(_ interval: Interval) -> [Row] {
        func span(_ low: Double, _ high: Double) -> LocalizedText {
            Quantity.percent(low) + .plain(" … ") + Quantity.percent(high)
        }
        switch interval {
        case .none:
            return []
        case .range(let lowest, let highest, let points):
            return [
                Row(cells: [
                    LocalizedText(
                        vi: "Từ thủ tục thấp nhất đến cao nhất (\(points.count) thủ tục: quá ít để ước lượng khoảng)",
                        en: "Lowest to highest procedure (\(points.count) procedures: too few for an interval)"),
                    span(lowest, highest), Quantity.none, Quantity.none,
                ])
            ]
        case .bootstrap(let bootstrap):
            let level = Quantity.goal(bootstrap.level)
            return [
                Row(cells: [
                    LocalizedText(
                        vi: "Khoảng \(level.vietnamese), lấy mẫu lại theo thủ tục (\(bootstrap.resamples) lần, hạt giống \(bootstrap.seed))",
                        en: "\(level.en) interval, resampling procedures (\(bootstrap.resamples) times, seed \(bootstrap.seed))"),
                    span(bootstrap.macro.lowerBound, bootstrap.macro.upperBound),
                    span(bootstrap.weighted.lowerBound, bootstrap.weighted.upperBound), Quantity.none,
                ])
            ]
        }
    }

    /// Who saved the applicant the facts.
    static func sources(_ report: Report, _ names: ReportNames) -> Section {
        let strict = report.reduction.strict
        var rows = report.reduction.byRegister.map { part in
            Row(cells: [
                names.source(part.source), Quantity.shown(part.atoms), Quantity.shown(part.ownIdentityAtoms),
                Quantity.headline(part.share.macro, in: report), Quantity.headline(part.share.weighted, in: report),
            ])
        }
        rows.append(Row(
            cells: [
                LocalizedText(vi: "Tổng: giảm khai báo", en: "Sum: less to declare"), Quantity.shown(strict.demanded.flatMap { b in strict.given.map { b - $0 } }),
                Quantity.shown(report.reduction.ownIdentityData.atoms), Quantity.headline(strict.headline.macro, in: report),
                Quantity.headline(strict.headline.weighted, in: report),
            ], isTotal: true))
        rows.append(Row(
            cells: [
                LocalizedText(vi: "Còn phải khai (A/B)", en: "Still given (A/B)"), Quantity.shown(strict.given), Quantity.none,
                Quantity.headline(strict.headline.macro.map { 1 - $0 }, in: report), Quantity.headline(strict.headline.weighted.map { 1 - $0 }, in: report),
            ], isTotal: true))
        return Section(
            id: "sources", heading: LocalizedText(vi: "Nguồn đã thay người dân trả lời", en: "Who answered instead of the applicant"),
            note: LocalizedText(
                vi: "Mỗi thông tin đã bớt được ghi cho một nguồn; mẫu số là B. Các phần cộng lại đúng bằng mức giảm.",
                en: "Every saved fact goes to one source; the denominator is B. The parts add up to the reduction."),
            columns: [
                .text("Nguồn", "Source"), .number("Thông tin", "Facts"), .number("Nhân thân của mình", "Own identity"),
                .number("Bình quân thủ tục", "Mean over procedures"), .number("Theo khối lượng", "By volume"),
            ],
            rows: rows,
            chart: BarChart(
                id: "chart-sources", title: LocalizedText(vi: "Phần giảm theo nguồn", en: "Reduction by source"),
                description: LocalizedText(
                    vi: "Mỗi thanh là phần của B mà một nguồn đã trả lời thay, theo khối lượng.",
                    en: "Each bar is the share of B that a source answered, by volume."),
                bars: report.reduction.byRegister.map { BarChart.Bar(label: names.source($0.source), ratio: $0.share.weighted) }, goal: nil))
    }
}
