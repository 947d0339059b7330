import Diagnostics
import Measurement

/// What ratios of the reduction are made of.
enum ReductionWords {
    static let saved = LocalizedText(
        vi: "B − A: thông tin tờ giấy bắt buộc, trừ thông tin bắt buộc mà người khai phải đưa ra",
        en: "B − A: facts the paper demanded minus required facts the applicant gave")
    static let demanded = LocalizedText(vi: "B: thông tin tờ giấy bắt buộc, mọi hồ sơ cộng lại", en: "B: facts the paper demanded, all dossiers together")
    static let perDossier = LocalizedText(
        vi: "B của từng hồ sơ; trung bình các hồ sơ của mỗi thủ tục, rồi trung bình các thủ tục",
        en: "B of each dossier; the mean over the dossiers of each procedure, then the mean over procedures")
    static let source = LocalizedText(
        vi: "thông tin trong B, không trong A, do nguồn này thay người khai đưa ra", en: "facts in B and not in A that this source gave instead of the applicant")
    static let high = LocalizedText(vi: "; điều kiện chưa rõ của tờ giấy tính 1", en: "; a condition of the paper that stayed unknown counts 1")
}

/// A series of dossiers read in one of the two ways of counting.
private struct SeriesRow: Sendable {
    let name: String
    let counting: String
    let series: Series
    var withheldBy: [IntegrityFlag.Code] = []
}

extension FigureTable {
    private static func series(_ report: Report) -> [(path: String, row: SeriesRow)] {
        let reduction = report.reduction
        var all = [
            ("reduction/strict", SeriesRow(name: "headline", counting: "strict", series: reduction.strict, withheldBy: report.integrity.reasons)),
            ("reduction/answered", SeriesRow(name: "headline", counting: "answered", series: reduction.answered, withheldBy: report.integrity.reasons)),
        ]
        for (name, apart) in [("provisional", reduction.provisional), ("simulatedApart", reduction.simulatedApart)] {
            guard let apart else { continue }
            let code = name == "provisional" ? "provisional" : "simulated"
            all.append(("reduction/\(name)/strict", SeriesRow(name: code, counting: "strict", series: apart.strict)))
            all.append(("reduction/\(name)/answered", SeriesRow(name: code, counting: "answered", series: apart.answered)))
        }
        return all.map { (path: $0.0, row: $0.1) }
    }

    /// Every series in both ways of counting, low and high, with its interval.
    static func reduction(_ report: Report) -> FigureTable {
        func bootstrap(_ row: SeriesRow) -> Interval.Bootstrap? { if case .bootstrap(let bootstrap) = row.series.interval { bootstrap } else { nil } }
        let interval = LocalizedText(vi: "lấy mẫu lại theo thủ tục, số chính", en: "resampled over procedures, the headline")
        let range = LocalizedText(vi: "bình quân của một thủ tục", en: "mean of one procedure")
        return FigureTable(
            id: "reduction", vi: "Giảm khai báo", en: "Reduction", rows: series(report),
            rules: [
                .code("series", "Tập hồ sơ", "Series") { $0.name },
                .code("counting", "Cách đếm", "Counting") { $0.counting },
                .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers") { $0.series.dossiers },
                .count(
                    "measurable", at: "measurable", "Đo được", "Measurable",
                    meaning: LocalizedText(vi: "hồ sơ mà tờ giấy có bắt buộc điều gì (B > 0)", en: "dossiers the paper demanded anything of (B > 0)")
                ) { $0.series.measurable },
                .count("given", at: "A", "A", "A (given)", meaning: LocalizedText(vi: "thông tin bắt buộc mà người khai phải đưa ra", en: "required facts the applicants had to give")) { $0.series.given },
                .count("demanded", at: "B", "B", "B (demanded)", meaning: ReductionWords.demanded) { $0.series.demanded },
                .ratio("low_macro", at: "low/macro", "Cận thấp, bình quân thủ tục", "Low, mean over procedures", of: ReductionWords.saved, over: ReductionWords.perDossier) { $0.series.low.macro },
                .ratio("low_weighted", at: "low/weighted", "Cận thấp, theo khối lượng", "Low, by volume", of: ReductionWords.saved, over: ReductionWords.demanded) { $0.series.low.weighted },
                .ratio("high_macro", at: "high/macro", "Cận cao, bình quân thủ tục", "High, mean over procedures", of: ReductionWords.saved, over: ReductionWords.perDossier + ReductionWords.high) { $0.series.high.macro },
                .ratio("high_weighted", at: "high/weighted", "Cận cao, theo khối lượng", "High, by volume", of: ReductionWords.saved, over: ReductionWords.demanded + ReductionWords.high) { $0.series.high.weighted },
                .code("interval", "Khoảng", "Interval") {
                    switch $0.series.interval {
                    case .none: nil
                    case .range: "range"
                    case .bootstrap: "bootstrap"
                    }
                },
                .ratio("range_lowest", at: "interval/range/0", "Thủ tục thấp nhất", "Lowest procedure", of: range, over: ReductionWords.perDossier) { if case .range(let lowest, _, _) = $0.series.interval { lowest } else { nil } },
                .ratio("range_highest", at: "interval/range/1", "Thủ tục cao nhất", "Highest procedure", of: range, over: ReductionWords.perDossier) { if case .range(_, let highest, _) = $0.series.interval { highest } else { nil } },
                .ratio("macro_from", at: "interval/macro/0", "Khoảng bình quân, từ", "Interval of the mean, from", of: interval, over: ReductionWords.perDossier) { bootstrap($0)?.macro.lowerBound },
                .ratio("macro_to", at: "interval/macro/1", "Khoảng bình quân, đến", "Interval of the mean, to", of: interval, over: ReductionWords.perDossier) { bootstrap($0)?.macro.upperBound },
                .ratio("weighted_from", at: "interval/weighted/0", "Khoảng khối lượng, từ", "Interval by volume, from", of: interval, over: ReductionWords.demanded) { bootstrap($0)?.weighted.lowerBound },
                .ratio("weighted_to", at: "interval/weighted/1", "Khoảng khối lượng, đến", "Interval by volume, to", of: interval, over: ReductionWords.demanded) { bootstrap($0)?.weighted.upperBound },
                .ratio("level", at: nil, "Mức tin cậy", "Level", of: LocalizedText(vi: "lần lấy mẫu lại nằm trong khoảng", en: "resamples between the ends"), over: LocalizedText(vi: "mọi lần lấy mẫu lại", en: "all resamples")) { bootstrap($0)?.level },
                .count("resamples", at: nil, "Lần lấy mẫu", "Resamples") { bootstrap($0)?.resamples },
                .code("seed", "Hạt giống", "Seed") { bootstrap($0).map { "\($0.seed)" } },
                withheldBy { $0.withheldBy },
            ])
    }

    /// The procedures' means behind a range, where there are too few for an interval.
    static func points(_ report: Report) -> FigureTable {
        let rows = series(report).flatMap { path, row -> [(path: String, row: (SeriesRow, Interval.Point))] in
            guard case .range(_, _, let points) = row.series.interval else { return [] }
            return points.enumerated().map { (path: "\(path)/interval/points/\($0.offset)", row: (row, $0.element)) }
        }
        return FigureTable(
            id: "reduction_points", vi: "Từng thủ tục trong khoảng", en: "Points of the range", rows: rows,
            rules: [
                .code("series", "Tập hồ sơ", "Series") { $0.0.name },
                .code("counting", "Cách đếm", "Counting") { $0.0.counting },
                .code("procedure", "Thủ tục", "Procedure") { $0.1.procedure },
                .ratio("reduction", at: "reduction", "Mức giảm", "Reduction", of: ReductionWords.saved, over: LocalizedText(vi: "B của từng hồ sơ; trung bình các hồ sơ của thủ tục", en: "B of each dossier; the mean over the procedure's dossiers")) { $0.1.reduction },
            ])
    }

    /// Who saved the applicants the facts, over the headline's dossiers.
    static func sources(_ report: Report, _ names: ReportNames) -> FigureTable {
        FigureTable(
            id: "sources", vi: "Nguồn", en: "Sources",
            rows: report.reduction.byRegister.enumerated().map { (path: "reduction/byRegister/\($0.offset)", row: $0.element) }, rules: parts(names, leading: []))
    }

    /// The columns of a part of the reduction, whatever comes before them.
    static func parts<Row>(_ names: ReportNames, leading: [ColumnRule<Row>], _ part: @escaping (Row) -> SavedPart) -> [ColumnRule<Row>] {
        leading + [
            .code("source", "Nguồn", "Source") { part($0).source },
            .name("source_name", "Tên nguồn", "Name of source") { names.source(part($0).source) },
            .flag("is_register", "Là sổ", "Is a register") { part($0).isRegister },
            .count("facts", at: "atoms", "Thông tin", "Facts", meaning: ReductionWords.source) { part($0).atoms },
            .count("own_identity_facts", at: "ownIdentityAtoms", "Nhân thân của mình", "Own identity", meaning: LocalizedText(vi: "trong đó: nhân thân của chính người đăng nhập", en: "of these: identity data of the signed-in person")) { part($0).ownIdentityAtoms },
            .ratio("macro", at: "macro", "Bình quân thủ tục", "Mean over procedures", of: ReductionWords.source, over: ReductionWords.perDossier) { part($0).share.macro },
            .ratio("weighted", at: "weighted", "Theo khối lượng", "By volume", of: ReductionWords.source, over: ReductionWords.demanded) { part($0).share.weighted },
        ]
    }

    private static func parts(_ names: ReportNames, leading: [ColumnRule<SavedPart>]) -> [ColumnRule<SavedPart>] { parts(names, leading: leading) { $0 } }

    /// Parts of the reduction that cut across the sources.
    static func shares(_ report: Report) -> FigureTable {
        let reduction = report.reduction
        let saved = LocalizedText(vi: "thông tin đã bớt thuộc phần này", en: "saved facts of this part")
        return FigureTable(
            id: "shares", vi: "Các phần", en: "Parts",
            rows: [
                (path: "reduction/ownIdentityData", row: ("own-identity-data", reduction.ownIdentityData)),
                (path: "reduction/otherData", row: ("other-data", reduction.otherData)),
                (path: "reduction/namedRegistersOnly", row: ("named-registers-only", reduction.namedRegistersOnly)),
            ],
            rules: [
                .code("part", "Phần", "Part") { $0.0 },
                .count("facts", at: "atoms", "Thông tin", "Facts", meaning: saved) { $0.1.atoms },
                .ratio("macro", at: "macro", "Bình quân thủ tục", "Mean over procedures", of: saved, over: ReductionWords.perDossier) { $0.1.share.macro },
                .ratio("weighted", at: "weighted", "Theo khối lượng", "By volume", of: saved, over: ReductionWords.demanded) { $0.1.share.weighted },
            ])
    }

    /// How single dossiers fared.
    static func distribution(_ report: Report) -> FigureTable {
        let one = LocalizedText(vi: "1 − A/B của một hồ sơ", en: "1 − A/B of one dossier")
        let rank = LocalizedText(vi: "xếp theo thứ tự các hồ sơ đo được", en: "by rank among the measurable dossiers")
        return FigureTable(
            id: "distribution", vi: "Phân bố hồ sơ", en: "Distribution", rows: [(path: "reduction/distribution", row: report.reduction.distribution)],
            rules: [
                .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers", meaning: LocalizedText(vi: "hồ sơ đo được của số chính", en: "measurable dossiers of the headline")) { $0.dossiers },
                .ratio("share_without_cut", at: "shareWithoutCut", "Không giảm gì", "Without a cut", of: LocalizedText(vi: "hồ sơ có 1 − A/B ≤ 0", en: "dossiers with 1 − A/B ≤ 0"), over: LocalizedText(vi: "hồ sơ đo được", en: "measurable dossiers")) { $0.shareWithoutCut },
                .ratio("median", at: "median", "Trung vị", "Median", of: one, over: rank) { $0.median },
                .ratio("p10", at: "p10", "Bách phân vị 10", "10th percentile", of: one, over: rank) { $0.p10 },
                .ratio("p90", at: "p90", "Bách phân vị 90", "90th percentile", of: one, over: rank) { $0.p90 },
                .ratio("p25", at: "p25", "Bách phân vị 25", "25th percentile", of: one, over: rank) { $0.p25 },
                .ratio("p75", at: "p75", "Bách phân vị 75", "75th percentile", of: one, over: rank) { $0.p75 },
                .ratio("lowest", at: "lowest", "Thấp nhất", "Lowest", of: one, over: rank) { $0.lowest },
                .ratio("highest", at: "highest", "Cao nhất", "Highest", of: one, over: rank) { $0.highest },
            ])
    }
}
