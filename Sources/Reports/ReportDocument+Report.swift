import Diagnostics
import Measurement

extension ReportDocument {
    init(_ counted: Report, names: ReportNames) {
        let report = counted.published
        let scope = report.scope
        title = LocalizedText(vi: "Cắt giảm khai báo và tái sử dụng dữ liệu", en: "Declared information and reuse of data")
        subject = Self.subject(scope)
        let bands = [Self.band(report), report.integrity.band].compactMap(\.self)
        band = bands.dropFirst().reduce(bands.first) { joined, next in joined.map { $0 + .plain(". ") + next } }
        cards = Self.cards(report)
        sections = [
            Section.procedures(report, names), Section.integrity(report, names), Section.reduction(report), Section.sources(report, names), Section.reuse(report),
            Section.documents(report), Section.targets(report), Section.indicators(report), Section.comparison(report),
            Section.reasons(report), Section.paperReasons(report), Section.registers(report, names), Section.received(report),
            Section.drafts(report), Section.coverage(report), Section.baselines(report, names), Section.months(report, names), Section.offices(report),
            Section.cost(report),
        ].compactMap(\.self)
        definitions = Definition.all
    }

    static func subject(_ scope: Report.Scope, tellsCount: Bool = true) -> LocalizedText {
        let days: LocalizedText = switch (scope.period.from, scope.period.to) {
        case (nil, nil): LocalizedText(vi: "Toàn bộ sổ ghi", en: "The whole ledger")
        case (let from?, nil): LocalizedText(vi: "Từ \(from)", en: "From \(from)")
        case (nil, let to?): LocalizedText(vi: "Đến \(to)", en: "Up to \(to)")
        case (let from?, let to?): LocalizedText(vi: "\(from) đến \(to)", en: "\(from) to \(to)")
        }
        guard tellsCount else { return days }
        let seen = Quantity.count(scope.coverage.seen)
        let dossiers = scope.coverage.seen == 1 ? "dossier" : "dossiers"
        return days + LocalizedText(vi: " · \(seen.vietnamese) hồ sơ đã nộp", en: " · \(seen.en) \(dossiers) submitted")
    }

    static func band(_ report: Report, tellsCount: Bool = true) -> LocalizedText? {
        if report.scope.figuresAreSimulated {
            return LocalizedText(
                vi: "SỐ LIỆU MÔ PHỎNG: người khai và sổ đều là tổng hợp, không phải kết quả thực tế",
                en: "SIMULATED: applicants and registers are synthetic, this is no observed result")
        }
        guard let apart = report.reduction.simulatedApart else { return nil }
        let count = tellsCount ? Quantity.count(apart.strict.dossiers) : .plain(CSVText.suppressed)
        return LocalizedText(
            vi: "Sổ ghi có cả \(count.vietnamese) hồ sơ MÔ PHỎNG; chúng không nằm trong các số dưới đây",
            en: "The ledger also holds \(count.en) SIMULATED dossiers; no figure below includes them")
    }

    private static func cards(_ report: Report) -> [Card] {
        let strict = report.reduction.strict
        let dossiers = Quantity.count(strict.measurable)
        let facts = strict.demanded.map { Quantity.count($0) }.map { LocalizedText(vi: "trên \($0.vietnamese) thông tin", en: "of \($0.en) facts") }
        let demanded = (facts ?? LocalizedText(vi: "trên các thông tin", en: "of the facts")) + LocalizedText(vi: " mà tờ giấy bắt buộc (B)", en: " the paper demanded (B)")
        let tierBasis = Section.tierBasis(report)
        func verdict(_ id: String) -> Verdict? {
            report.targets.first { $0.id == id }.map(Verdict.init)
        }
        return [
            Card(
                label: LocalizedText(vi: "Giảm khai báo, bình quân thủ tục", en: "Less to declare, mean over procedures"),
                value: Quantity.headline(strict.headline.macro, in: report),
                basis: LocalizedText(
                    vi: "mỗi thủ tục nặng như nhau; \(dossiers.vietnamese) hồ sơ", en: "every procedure weighs the same; \(dossiers.en) dossiers"),
                verdict: verdict("reduction")),
            Card(
                label: LocalizedText(vi: "Giảm khai báo, theo khối lượng", en: "Less to declare, by volume"),
                value: Quantity.headline(strict.headline.weighted, in: report),
                basis: demanded,
                verdict: nil),
            Card(
                label: LocalizedText(vi: "Hồ sơ dùng lại dữ liệu, cờ chính thức", en: "Dossiers reusing data, official flag"),
                value: Quantity.percent(report.reuse.official.low), basis: tierBasis, verdict: verdict("reuse-official")),
            Card(
                label: LocalizedText(vi: "Hồ sơ được miễn giấy hoặc dùng lại hồ sơ trước", en: "Dossiers spared a paper or reusing earlier ones"),
                value: Quantity.percent(report.reuse.papersOrEarlier.low), basis: tierBasis,
                verdict: verdict("reuse-papers-or-earlier")),
        ]
    }
}

extension Verdict {
    init(_ target: Target) {
        let goal = Quantity.goal(target.goal)
        switch target.verdict {
        case .met:
            mark = .met
            text = LocalizedText(vi: "✓ đạt mục tiêu \(goal.vietnamese)", en: "✓ goal of \(goal.en) met")
        case .notMet:
            mark = .notMet
            text = LocalizedText(vi: "✗ chưa đạt mục tiêu \(goal.vietnamese)", en: "✗ goal of \(goal.en) not met")
        case .withheld:
            mark = .withheld
            text = LocalizedText(vi: "⚑ giữ lại (mục tiêu \(goal.vietnamese))", en: "⚑ withheld (goal \(goal.en))")
        case .notMeasurable:
            mark = .notMeasurable
            text = LocalizedText(vi: "○ chưa đo được (mục tiêu \(goal.vietnamese))", en: "○ not measurable (goal \(goal.en))")
        }
    }
}
