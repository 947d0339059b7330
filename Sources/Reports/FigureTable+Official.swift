import Diagnostics
import Measurement

extension FigureTable {
    /// The indicators of Decision 766, each to the letter and strictly.
    static func indicators(_ report: Report) -> FigureTable {
        let rows = report.indicators.enumerated().flatMap { index, indicator in
            [("literal", indicator.literal), ("strict", indicator.strict)].map {
                (path: "indicators/\(index)/\($0.0)", row: (indicator.id, $0.0, $0.1))
            }
        }
        let top = LocalizedText(vi: "hồ sơ đạt chỉ số; từng chỉ số ở docs/figures.md", en: "dossiers that meet the indicator; each in docs/figures.md")
        return FigureTable(
            id: "indicators", vi: "Chỉ số QĐ 766", en: "Decision 766", rows: rows,
            rules: [
                .code("indicator", "Chỉ số", "Indicator") { $0.0.rawValue },
                .name("indicator_name", "Tên chỉ số", "Name of indicator") { Section.name($0.0) },
                .code("number", "Số", "Number") { $0.0.number },
                .code("reading", "Cách đọc", "Reading") { $0.1 },
                .code("basis", "Nguồn", "Basis") { $0.2?.basis.rawValue },
                .count("numerator", at: "numerator", "Tử số", "Numerator", meaning: top) { $0.2?.numerator },
                .count("denominator", at: "denominator", "Mẫu số", "Denominator", meaning: Words.indicatorBase) { $0.2?.denominator },
                .count("unsaid", at: "unsaid", "Không được nói tới", "Unsaid", meaning: LocalizedText(vi: "hồ sơ của mẫu số mà nguồn không nói gì", en: "dossiers of the denominator the source says nothing of")) { $0.2?.unsaid },
                .ratio("value", at: "value", "Đo được", "Measured", of: top, over: Words.indicatorBase) { $0.2?.value },
                .ratio("full_score_at", at: nil, "Đủ điểm từ", "Full score at", of: LocalizedText(vi: "mức quyết định cho đủ điểm", en: "the rate the decision gives all points for"), over: LocalizedText(vi: "như cột kế bên", en: "as in the column before")) { $0.0.fullScoreAt },
            ])
    }

    private enum Words {
        static let indicatorBase = LocalizedText(
            vi: "hồ sơ tiếp nhận (hoặc thấy được nếu không có bản xuất), trừ hồ sơ chỉ số không áp dụng", en: "dossiers received (seen, without an export), less those the indicator is not about")
        static let received = LocalizedText(vi: "hồ sơ hệ thống một cửa đã tiếp nhận", en: "dossiers the one-stop system received")
        static let seen = LocalizedText(vi: "hồ sơ nộp qua hệ thống này", en: "dossiers submitted through this engine")
    }

    /// Received and seen, procedure by procedure; no row without an export.
    static func received(_ report: Report) -> FigureTable {
        FigureTable(
            id: "received", vi: "Hồ sơ tiếp nhận", en: "Received",
            rows: (report.received?.procedures ?? []).enumerated().map { (path: "received/procedures/\($0.offset)", row: $0.element) },
            rules: [
                .code("procedure", "Thủ tục", "Procedure") { $0.procedure },
                .count("received", at: "received", "Đã tiếp nhận", "Received", meaning: Words.received) { $0.received },
                .count("seen", at: "seen", "Nộp qua hệ thống này", "Seen here", meaning: Words.seen) { $0.seen },
                .ratio("share_seen", at: "share", "Phần thấy được", "Share seen", of: Words.seen, over: LocalizedText(vi: "hồ sơ đã tiếp nhận, hoặc thấy được nếu nhiều hơn", en: "dossiers received, or seen where those are more")) { $0.share },
            ])
    }

    /// What the export itself says: how many communes, which columns.
    static func export(_ report: Report) -> FigureTable {
        let columns: [ColumnRule<ReceivedFigures>] = [("channel", "kênh", "channel"), ("fee", "phí", "fee"), ("payment", "thanh toán", "payment"), ("result", "kết quả", "result"), ("on_time", "đúng hạn", "on time")].map { column, vi, en in
            .flag("has_\(column)", "Có cột \(vi)", "Has \(en)") { $0.columns.contains(column) }
        }
        return FigureTable(
            id: "received_export", vi: "Bản xuất một cửa", en: "One-stop export", rows: report.received.map { [(path: "received", row: $0)] } ?? [],
            rules: [.count("communes", at: "communes", "Xã, phường", "Communes", meaning: LocalizedText(vi: "mã xã, phường khác nhau trong bản xuất", en: "different communes the export names")) { $0.communes }] + columns)
    }

    /// Dossiers opened and never submitted.
    static func drafts(_ report: Report) -> FigureTable {
        let abandoned = LocalizedText(vi: "hồ sơ mở, không có sự kiện nào trong 30 ngày", en: "open drafts without an event for 30 days")
        let expected = LocalizedText(
            vi: "mức giảm (chặt) thấp hơn bao nhiêu nếu tính cả hồ sơ chưa nộp, như hồ sơ đã nộp từng ở cùng tình trạng",
            en: "how much lower the strict reduction would be, were those never submitted counted as the submitted ones that once stood as they do")
        let worst = LocalizedText(vi: "như vậy, nếu mọi điều còn bỏ ngỏ đều phải hỏi", en: "the same, were all asked that is still open in them")
        func effect(_ name: String, _ at: String, _ vi: String, _ en: String, _ meaning: LocalizedText, _ value: @escaping (Drafts) -> Double?) -> ColumnRule<Drafts> {
            .ratio(name, at: at, vi, en, of: meaning, over: LocalizedText(vi: "như ở bảng giảm khai báo", en: "as in the table of the reduction"), value)
        }
        return FigureTable(
            id: "drafts", vi: "Hồ sơ chưa nộp", en: "Drafts", rows: [(path: "drafts", row: report.drafts)],
            rules: [
                .date("as_of", "Tính đến", "As of") { $0.asOf },
                .count("opened", at: "opened", "Hồ sơ mở", "Opened", meaning: LocalizedText(vi: "hồ sơ mở trong kỳ", en: "dossiers opened in the period")) { $0.opened },
                .count("open", at: "open", "Còn mở", "Still open", meaning: LocalizedText(vi: "trong đó chưa nộp đến cuối sổ ghi", en: "of these, not submitted up to the end of the ledger")) { $0.open },
                .count("closed", at: "closed", "Từ chối, rút", "Refused, withdrawn", meaning: LocalizedText(vi: "bị từ chối hoặc rút trước khi nộp", en: "refused or withdrawn before they were submitted")) { $0.closed },
                .count("abandoned_after_days", at: nil, "Bỏ dở sau (ngày)", "Abandoned after (days)") { _ in Drafts.abandonedAfterDays },
                .count("abandoned", at: "abandoned", "Bỏ dở", "Abandoned", meaning: abandoned) { $0.abandoned },
                .ratio("abandoned_share", at: "share", "Phần bỏ dở", "Abandoned, share", of: abandoned, over: LocalizedText(vi: "hồ sơ mở trong kỳ", en: "dossiers opened in the period")) { $0.abandonedShare },
                effect("effect_macro", "effect/macro", "Thấp hơn, bình quân", "Lower by, mean", expected) { $0.effect.macro },
                effect("effect_weighted", "effect/weighted", "Thấp hơn, khối lượng", "Lower by, by volume", expected) { $0.effect.weighted },
                effect("worst_macro", "worst/macro", "Nhiều nhất, bình quân", "At most, mean", worst) { $0.worst.macro },
                effect("worst_weighted", "worst/weighted", "Nhiều nhất, khối lượng", "At most, by volume", worst) { $0.worst.weighted },
            ])
    }

    /// The open drafts by days since their last event.
    static func draftAges(_ report: Report) -> FigureTable {
        FigureTable(
            id: "draft_ages", vi: "Tuổi hồ sơ chưa nộp", en: "Ages of drafts", rows: report.drafts.ages.enumerated().map { (path: "drafts/ages/\($0.offset)", row: $0.element) },
            rules: [
                .count("from_days", at: nil, "Từ (ngày)", "From (days)") { $0.from },
                .count("to_days", at: nil, "Đến (ngày)", "To (days)") { $0.to },
                .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers", meaning: LocalizedText(vi: "hồ sơ mở, theo số ngày từ sự kiện cuối", en: "open drafts by days since their last event")) { $0.dossiers },
            ])
    }

    /// Why papers were still handed in.
    static func paperReasons(_ report: Report) -> FigureTable {
        let moving = LocalizedText(vi: "trong đó chưa dùng lại giấy tờ hay hồ sơ trước nào", en: "of these, dossiers that reuse neither a paper nor anything earlier")
        return FigureTable(
            id: "paper_reasons", vi: "Lý do vẫn nộp giấy", en: "Reasons of papers",
            rows: report.paperReasons.enumerated().map { (path: "paperReasons/\($0.offset)", row: $0.element) },
            rules: [
                .code("reason", "Lý do", "Reason") { $0.code.rawValue },
                .name("reason_name", "Nghĩa", "In words") { Section.name($0.code) },
                .count("papers", at: "papers", "Giấy", "Papers", meaning: LocalizedText(vi: "giấy bắt buộc phải nộp vì lý do này", en: "demanded papers handed in for this reason")) { $0.papers },
                .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers", meaning: LocalizedText(vi: "hồ sơ có giấy như thế", en: "dossiers with such a paper")) { $0.dossiers },
                .count("would_move", at: "wouldMove", "Sẽ chuyển", "Would move", meaning: moving) { $0.wouldMove },
                .ratio("would_add", at: "wouldAdd", "Sẽ thêm", "Would add", of: moving, over: LocalizedText(vi: "mẫu số của các tầng, cận thấp", en: "the tiers' denominator, low reading")) { $0.wouldAdd },
            ])
    }

    /// The change from another period, or why there is none; no row where none was named.
    static func comparison(_ report: Report) -> FigureTable {
        let change: Change? = if case .compared(let change)? = report.comparison?.outcome { change } else { nil }
        let refusal: Comparison.Refusal? = if case .refused(let refusal)? = report.comparison?.outcome { refusal } else { nil }
        let rows = report.comparison.map { comparison in
            [("macro", change?.macro), ("weighted", change?.weighted)].map {
                (path: change == nil ? "" : "comparison/strict/\($0.0)", row: (comparison.base, $0.0, $0.1))
            }
        } ?? []
        let strict = LocalizedText(vi: "giảm khai báo (chặt, cận thấp)", en: "strict reduction, low reading")
        let of = LocalizedText(vi: "phần của thay đổi", en: "part of the change")
        func ratio(_ name: String, _ vi: String, _ en: String, _ meaning: LocalizedText, _ value: @escaping (Change.Split) -> Double) -> ColumnRule<(Period, String, Change.Split?)> {
            .ratio(name, at: change == nil ? nil : name, vi, en, of: meaning, over: LocalizedText(vi: "như ở bảng giảm khai báo", en: "as in the table of the reduction")) { $0.2.map(value) }
        }
        let offices = LocalizedText(vi: "xã, phường của hai kỳ ở hai bên mốc sáp nhập, cùng một địa bàn", en: "communes of periods on both sides of the merger, the same places")
        func series(_ name: String, _ member: String, _ vi: String, _ en: String, _ value: @escaping (Change) -> Int) -> ColumnRule<(Period, String, Change.Split?)> {
            .count(name, from: change == nil ? nil : "comparison/strict/series/\(member)", vi, en, meaning: LocalizedText(vi: "chuỗi: thủ tục và bản gốc", en: "series: a procedure against a baseline")) { _ in change.map(value) }
        }
        return FigureTable(
            id: "comparison", vi: "So sánh hai kỳ", en: "Comparison", rows: rows,
            rules: [
                .date("base_from", "Kỳ kia từ", "Other from") { $0.0.from }, .date("base_to", "Kỳ kia đến", "Other to") { $0.0.to },
                .code("refused", "Không so sánh vì", "Refused") { _ in refusal?.rawValue },
                .code("headline", "Số chính", "Headline") { $0.1 },
                ratio("before", "Trước", "Before", strict) { $0.before }, ratio("within", "Trong thủ tục", "Within", of) { $0.within },
                ratio("mix", "Cơ cấu", "Mix", of) { $0.mix }, ratio("after", "Nay", "After", strict) { $0.after },
                series("series_in_both", "inBoth", "Chuỗi có ở cả hai", "Series in both") { $0.inBoth },
                series("series_only_before", "onlyBase", "Chuỗi chỉ kỳ kia", "Series only before") { $0.onlyBase },
                series("series_only_now", "onlyNow", "Chuỗi chỉ kỳ này", "Series only now") { $0.onlyNow },
                .count("offices_before", from: change?.offices == nil ? nil : "comparison/offices/before", "Xã cũ", "Offices before", meaning: offices) { _ in change?.offices?.before },
                .count("offices_after", from: change?.offices == nil ? nil : "comparison/offices/after", "Xã nay", "Offices after", meaning: offices) { _ in change?.offices?.after },
            ])
    }
}
