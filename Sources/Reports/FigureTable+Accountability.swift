import Diagnostics
import Measurement

extension FigureTable {
    /// Which dossiers are in the figures, and what is counted beside them.
    static func coverage(_ report: Report) -> FigureTable {
        FigureTable(
            id: "coverage", vi: "Phạm vi", en: "Coverage", rows: [(path: "", row: report.scope)],
            rules: [
                .code("figures", "Số liệu", "Figures") { $0.figuresAreSimulated ? "simulated" : "real" },
                .flag("has_simulated", "Có hồ sơ mô phỏng", "Any simulated") { $0.simulated },
                .date("from", "Từ ngày", "From") { $0.period.from },
                .date("to", "Đến ngày", "To") { $0.period.to },
                .count("received", at: "coverage/received", "Đã tiếp nhận", "Received", meaning: LocalizedText(vi: "hồ sơ tiếp nhận theo hệ thống một cửa", en: "dossiers received according to the one-stop system")) { $0.coverage.received },
                .count("seen", at: "coverage/seen", "Nộp qua hệ thống này", "Seen here", meaning: LocalizedText(vi: "hồ sơ nộp qua hệ thống này", en: "dossiers submitted through this engine")) { $0.coverage.seen },
                .ratio("share_seen", at: "coverage/share", "Phần thấy được", "Share seen", of: LocalizedText(vi: "hồ sơ nộp qua hệ thống này", en: "dossiers submitted through this engine"), over: LocalizedText(vi: "hồ sơ tiếp nhận, hoặc thấy được nếu nhiều hơn, theo từng thủ tục", en: "per procedure, dossiers received, or seen where those are more")) { $0.coverage.share },
                .flag("export_is_short", "Bản xuất thiếu", "Export is short") { $0.coverage.exportIsShort },
                .count("left_out", at: "coverage/leftOut", "Ngoài kỳ", "Left out", meaning: LocalizedText(vi: "hồ sơ tiếp nhận ở dòng vượt quá kỳ báo cáo", en: "received dossiers in rows that reach over an end of the period")) { $0.coverage.leftOut },
                .count("opened", at: "coverage/opened", "Hồ sơ mở", "Opened") { $0.coverage.opened },
                .count("unfinished", at: "coverage/unfinished", "Mở nhưng chưa nộp", "Opened, not submitted") { $0.coverage.unfinished },
                .count("abandoned", at: "coverage/abandoned", "Bị bỏ dở", "Abandoned", meaning: LocalizedText(vi: "hồ sơ mở, chưa nộp, được ghi là bỏ dở", en: "opened, not submitted, noted as abandoned")) { $0.coverage.abandoned },
                .count("repeated_submissions", at: "coverage/repeatedSubmissions", "Nộp lại", "Submitted again", meaning: LocalizedText(vi: "lần nộp đã được lần sau của cùng hồ sơ thay thế", en: "submissions a later one of the same dossier replaced")) { $0.coverage.repeatedSubmissions },
                .count("confirmations", at: "confirmations/total", "Lượt xác nhận", "Confirmations", meaning: LocalizedText(vi: "chọn người đã có trong hồ sơ và xác nhận vai; không tính là khai", en: "subjects chosen that were in the dossier, and roles confirmed; not counted as given")) { $0.sideLines.confirmations },
                .count("dossiers_with_confirmations", at: "confirmations/dossiers", "Hồ sơ có xác nhận", "Dossiers confirming") { $0.sideLines.dossiersWithConfirmations },
                .count("repeats", at: "repeats", "Ô lặp lại được điền", "Repeated blanks filled") { $0.sideLines.repeats },
            ])
    }

    /// Dossiers that reuse data, by tier.
    static func reuse(_ report: Report) -> FigureTable {
        let reuse = report.reuse
        let rows: [(String, String, ReuseTier)] = [
            ("official", "official", reuse.official), ("papers", "papers", reuse.papers), ("earlier", "earlier", reuse.earlier),
            ("papersOrEarlier", "papers-or-earlier", reuse.papersOrEarlier), ("registers", "registers", reuse.registers), ("any", "any", reuse.any),
        ]
        let tier = LocalizedText(vi: "hồ sơ thuộc tầng này", en: "dossiers in this tier")
        return FigureTable(
            id: "reuse", vi: "Dùng lại dữ liệu", en: "Reuse", rows: rows.map { (path: "reuse/\($0.0)", row: ($0.1, $0.2)) },
            rules: [
                .code("tier", "Tầng", "Tier") { $0.0 },
                .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers", meaning: tier) { $0.1.dossiers },
                .ratio("low", at: "low", "Cận thấp", "Low", of: tier, over: LocalizedText(vi: "hồ sơ tiếp nhận; nếu không có số tiếp nhận, hồ sơ nộp qua hệ thống này", en: "dossiers received; without an export of them, dossiers submitted here")) { $0.1.low },
                .ratio("high", at: "high", "Cận cao", "High", of: tier, over: LocalizedText(vi: "hồ sơ nộp qua hệ thống này", en: "dossiers submitted here")) { $0.1.high },
            ])
    }

    /// The province's goals.
    static func targets(_ report: Report) -> FigureTable {
        FigureTable(
            id: "targets", vi: "Mục tiêu", en: "Goals", rows: report.targets.enumerated().map { (path: "targets/\($0.offset)", row: $0.element) },
            rules: [
                .code("target", "Mục tiêu", "Goal") { $0.id },
                .ratio("goal", at: nil, "Mức", "Level", of: LocalizedText(vi: "mức chỉ thị 400 đặt ra", en: "the level directive 400 sets"), over: LocalizedText(vi: "như cột kế bên", en: "as in the next column")) { $0.goal },
                .ratio("value", at: "value", "Đo được", "Measured", isWithheld: \.isWithheld, of: LocalizedText(vi: "giảm khai báo: số thấp hơn trong hai số chính; dùng lại: cận thấp của tầng", en: "reduction: the lower of both headlines; reuse: the tier's low reading"), over: LocalizedText(vi: "như ở bảng đó", en: "as in that table")) { $0.value },
                .code("verdict", at: "met", "Kết luận", "Verdict") { $0.verdict.rawValue },
            ] + interval)
    }

    /// The kind of a goal's interval, and of a bootstrap the ends of what the goal is judged on.
    private static var interval: [ColumnRule<Target>] {
        let ends = LocalizedText(vi: "lấy mẫu lại theo thủ tục, hoặc thủ tục thấp nhất và cao nhất", en: "resampled over procedures, or the lowest and the highest procedure")
        let same = LocalizedText(vi: "như cột đo được", en: "as of what is measured")
        func bootstrap(_ target: Target) -> Interval.Bootstrap? { if case .bootstrap(let bootstrap) = target.interval { bootstrap } else { nil } }
        func end(_ name: String, _ place: String, _ vi: String, _ en: String, _ value: @escaping (Target) -> Double?) -> ColumnRule<Target> {
            .ratio(name, at: "interval/\(place)", vi, en, of: ends, over: same, value)
        }
        return [
            .code("interval", "Khoảng", "Interval") {
                switch $0.interval {
                case .none: nil
                case .range: "range"
                case .bootstrap: "bootstrap"
                }
            },
            end("range_lowest", "range/0", "Thủ tục thấp nhất", "Lowest procedure") { if case .range(let lowest, _, _) = $0.interval { lowest } else { nil } },
            end("range_highest", "range/1", "Thủ tục cao nhất", "Highest procedure") { if case .range(_, let highest, _) = $0.interval { highest } else { nil } },
            end("macro_from", "macro/0", "Khoảng bình quân, từ", "Interval of the mean, from") { bootstrap($0)?.macro.lowerBound },
            end("macro_to", "macro/1", "Khoảng bình quân, đến", "Interval of the mean, to") { bootstrap($0)?.macro.upperBound },
            end("weighted_from", "weighted/0", "Khoảng khối lượng, từ", "Interval by volume, from") { bootstrap($0)?.weighted.lowerBound },
            end("weighted_to", "weighted/1", "Khoảng khối lượng, đến", "Interval by volume, to") { bootstrap($0)?.weighted.upperBound },
        ]
    }

    /// The procedures behind a goal's range, where there are too few for an interval.
    static func targetPoints(_ report: Report) -> FigureTable {
        let rows = report.targets.enumerated().flatMap { index, target -> [(path: String, row: (String, Interval.Point))] in
            guard case .range(_, _, let points) = target.interval else { return [] }
            return points.enumerated().map { (path: "targets/\(index)/interval/points/\($0.offset)", row: (target.id, $0.element)) }
        }
        return FigureTable(
            id: "target_points", vi: "Từng thủ tục, mục tiêu", en: "Points of the goals", rows: rows,
            rules: [
                .code("target", "Mục tiêu", "Goal") { $0.0 }, .code("procedure", "Thủ tục", "Procedure") { $0.1.procedure },
                .ratio("value", at: "value", "Đo được", "Measured", of: LocalizedText(vi: "như ở bảng mục tiêu", en: "as in the table of goals"), over: LocalizedText(vi: "của thủ tục này", en: "of this procedure")) { $0.1.reduction },
            ])
    }

    /// Why things were still asked.
    static func reasons(_ report: Report) -> FigureTable {
        let atoms = LocalizedText(vi: "thông tin trong A chỉ hỏi vì lý do này", en: "facts in A asked for this reason alone")
        return FigureTable(
            id: "reasons", vi: "Lý do vẫn hỏi", en: "Reasons", rows: report.reasons.enumerated().map { (path: "reasons/\($0.offset)", row: $0.element) },
            rules: [
                .code("reason", "Lý do", "Reason") { $0.code },
                .name("reason_name", "Nghĩa", "In words") { ReportNames.reason($0.code) },
                .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers", meaning: LocalizedText(vi: "hồ sơ của số chính có điều gì bị hỏi vì lý do này", en: "dossiers of the headline asked anything for this reason")) { $0.dossiers },
                .count("facts", at: "atoms", "Thông tin", "Facts", meaning: atoms) { $0.atoms },
                .ratio("would_add", at: "wouldAdd", "Sẽ giảm thêm", "Would add", of: atoms, over: ReductionWords.demanded) { $0.wouldAdd },
            ])
    }

    /// What the registers were asked, answered, and what became of their values.
    static func registers(_ report: Report, _ names: ReportNames) -> FigureTable {
        let fallback = LocalizedText(vi: "hồ sơ mà sổ có lần không trả lời và người khai phải tự đưa ra", en: "dossiers it once left unanswered whose applicant had to give something")
        return FigureTable(
            id: "registers", vi: "Các sổ", en: "Registers", rows: report.registers.enumerated().map { (path: "registers/\($0.offset)", row: $0.element) },
            rules: [
                .code("register", "Sổ", "Register") { $0.connector },
                .name("register_name", "Tên sổ", "Name of register") { names.connector($0.connector) },
                .count("calls", at: "calls", "Lượt tra", "Look-ups") { $0.calls },
                .count("attributes", at: "attributes", "Thuộc tính", "Attributes", meaning: LocalizedText(vi: "khái niệm và quan hệ đã hỏi, mọi lượt tra", en: "concepts and relations asked for, over all look-ups")) { $0.attributes },
                .count("found", at: "found", "Có", "Found") { $0.found },
                .count("absent", at: "absent", "Không có", "Absent") { $0.absent },
                .count("refused", at: "refused", "Từ chối", "Refused") { $0.refused },
                .count("failed", at: "failed", "Lỗi", "Failed") { $0.failed },
                .count("kept", at: "kept", "Giữ nguyên", "Kept", meaning: LocalizedText(vi: "ô người khai để như sổ ghi", en: "leaves the applicant left as registered")) { $0.kept },
                .count("changed", at: "changed", "Đã sửa", "Changed", meaning: LocalizedText(vi: "ô người khai sửa hoặc thay", en: "leaves the applicant corrected or replaced")) { $0.changed },
                .count("disputed", at: "disputed", "Khiếu nại", "Disputed") { $0.disputed },
                .ratio("acceptance", at: "acceptance", "Phần giữ nguyên", "Kept, share", of: LocalizedText(vi: "ô người khai để như sổ ghi", en: "leaves left as registered"), over: LocalizedText(vi: "ô sổ đã điền", en: "leaves the register filled")) { $0.acceptance },
                .ratio("failure_rate", at: "failureRate", "Phần lỗi", "Failed, share", of: LocalizedText(vi: "lượt tra lỗi", en: "look-ups that failed"), over: LocalizedText(vi: "lượt tra", en: "look-ups")) { $0.failureRate },
                .ratio("correction", at: "correction", "Phần bị sửa", "Corrected, share", of: LocalizedText(vi: "ô người khai sửa, thay hoặc khiếu nại", en: "leaves changed or disputed"), over: LocalizedText(vi: "ô sổ đã điền", en: "leaves the register filled")) { $0.correction },
                .count("dossiers", at: "dossiers", "Hồ sơ có tra sổ", "Dossiers asked for", meaning: LocalizedText(vi: "hồ sơ đã nộp mà sổ được tra", en: "submitted dossiers the register was asked for")) { $0.dossiers },
                .count("fallbacks", at: "fallbacks", "Phải hỏi thay", "Fell back", meaning: fallback) { $0.fallbacks },
                .ratio("fallback", at: "fallback", "Phần phải hỏi thay", "Fell back, share", of: fallback, over: LocalizedText(vi: "hồ sơ đã nộp mà sổ được tra", en: "submitted dossiers the register was asked for")) { $0.fallback },
            ])
    }
}
