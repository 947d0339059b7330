import Diagnostics
import Measurement

extension FigureTable {
    /// The tables in the order of the report.
    static func all(_ report: Report, names: ReportNames) -> [FigureTable] {
        [
            coverage(report), reduction(report), points(report), sources(report, names), shares(report), distribution(report), reuse(report),
            documents(report), targets(report), targetPoints(report), procedures(report, names), procedureSources(report, names), reasons(report),
            registers(report, names), indicators(report), received(report), export(report), drafts(report), draftAges(report), paperReasons(report),
            comparison(report), months(report, names), offices(report), cost(report), costProcedures(report, names), integrity(report, names),
        ]
    }

    static func key<Row>(_ names: ReportNames, _ key: @escaping (Row) -> ProcedureFigures.Key) -> [ColumnRule<Row>] {
        [
            .code("procedure", "Thủ tục", "Procedure") { key($0).procedure },
            .code("form", "Biểu mẫu", "Form") { key($0).form },
            .name("form_name", "Tên biểu mẫu", "Name of form") { names.form(key($0).form) },
            .code("baseline_status", "Bản gốc", "Baseline") { key($0).baselineStatus },
        ]
    }

    /// Per procedure, form and kind of baseline.
    static func procedures(_ report: Report, _ names: ReportNames) -> FigureTable {
        let mean = LocalizedText(vi: "B của từng hồ sơ; trung bình các hồ sơ", en: "B of each dossier; the mean over dossiers")
        let answered = LocalizedText(
            vi: "B − A, kể cả thông tin tùy chọn người khai đã điền, xác nhận hoặc sửa, ở cả hai phía",
            en: "B − A, with the optional facts the applicant gave, confirmed or corrected on both sides")
        let answeredDemanded = LocalizedText(vi: "B đó, mọi hồ sơ cộng lại", en: "that B, all dossiers together")
        let rules: [ColumnRule<ProcedureFigures>] = key(names) { $0.key } + [
            .count("dossiers", at: "dossiers", "Hồ sơ", "Dossiers") { $0.dossiers },
            .count("measurable", at: "strict/measurable", "Đo được", "Measurable", meaning: LocalizedText(vi: "hồ sơ có B > 0", en: "dossiers with B > 0")) { $0.strict.measurable },
            .count("blanks", at: "blanks", "Ô của tờ giấy", "Blanks of the paper", meaning: LocalizedText(vi: "ô của tờ giấy trên đường đi của người khai; ô, không phải thông tin", en: "blanks of the paper on the applicants' paths; boxes, not facts")) { $0.blanks },
            .count("given", at: "A", "A", "A (given)", meaning: LocalizedText(vi: "thông tin bắt buộc mà người khai phải đưa ra", en: "required facts the applicants had to give")) { $0.strict.given },
            .count("demanded", at: "B", "B", "B (demanded)", meaning: ReductionWords.demanded) { $0.strict.demanded },
            .ratio("strict_mean", at: "strict/low/macro", "Giảm (chặt), bình quân", "Less (strict), mean", of: ReductionWords.saved, over: mean) { $0.strict.low.macro },
            .ratio("strict_weighted", at: "strict/low/weighted", "Giảm (chặt), khối lượng", "Less (strict), by volume", of: ReductionWords.saved, over: ReductionWords.demanded) { $0.strict.low.weighted },
            .ratio("strict_high_mean", at: "strict/high/macro", "Cận cao, bình quân", "High reading, mean", of: ReductionWords.saved, over: mean + ReductionWords.high) { $0.strict.high.macro },
            .ratio("strict_high_weighted", at: "strict/high/weighted", "Cận cao, khối lượng", "High reading, by volume", of: ReductionWords.saved, over: ReductionWords.demanded + ReductionWords.high) { $0.strict.high.weighted },
            .count("answered_measurable", at: "answered/measurable", "Đo được (đã trả lời)", "Measurable (answered)", meaning: LocalizedText(vi: "hồ sơ có B > 0, kể cả thông tin tùy chọn đã trả lời", en: "dossiers with B > 0, answered optional facts too")) { $0.answered.measurable },
            .count("answered_given", at: "answered/A", "A (đã trả lời)", "A (answered)", meaning: LocalizedText(vi: "A, kể cả thông tin tùy chọn đã điền", en: "A, optional facts given too")) { $0.answered.given },
            .count("answered_demanded", at: "answered/B", "B (đã trả lời)", "B (answered)", meaning: answeredDemanded) { $0.answered.demanded },
            .ratio("answered_mean", at: "answered/low/macro", "Giảm (đã trả lời), bình quân", "Less (answered), mean", of: answered, over: mean) { $0.answered.low.macro },
            .ratio("answered_weighted", at: "answered/low/weighted", "Giảm (đã trả lời), khối lượng", "Less (answered), by volume", of: answered, over: answeredDemanded) { $0.answered.low.weighted },
        ] + papers(at: "documents/") { $0.documents } + [withheldBy { $0.withheldBy }]
        return FigureTable(
            id: "procedures", vi: "Từng biểu mẫu", en: "Forms", rows: report.procedures.enumerated().map { (path: "procedures/\($0.offset)", row: $0.element) },
            rules: rules)
    }

    /// Who saved the applicants the facts, per procedure, form and kind of baseline.
    static func procedureSources(_ report: Report, _ names: ReportNames) -> FigureTable {
        let rows = report.procedures.enumerated().flatMap { index, figures in
            figures.sources.enumerated().map { (path: "procedures/\(index)/sources/\($0.offset)", row: (figures, $0.element)) }
        }
        return FigureTable(
            id: "procedure_sources", vi: "Nguồn theo biểu mẫu", en: "Sources by form", rows: rows,
            rules: parts(names, leading: key(names) { $0.0.key }) { $0.1 } + [withheldBy { $0.0.withheldBy }])
    }

    /// The demanded papers of all dossiers.
    static func documents(_ report: Report) -> FigureTable {
        FigureTable(
            id: "documents", vi: "Giấy tờ bắt buộc", en: "Demanded papers", rows: [(path: "reuse/documents", row: report.reuse.documents)],
            rules: papers(at: "") { $0 })
    }

    private static func papers<Row>(at prefix: String, _ papers: @escaping (Row) -> DocumentSeries) -> [ColumnRule<Row>] {
        func rule(_ name: String, _ member: String, _ vi: String, _ en: String, _ value: @escaping (DocumentSeries) -> Int) -> ColumnRule<Row> {
            .count(name, at: prefix + member, vi, en) { value(papers($0)) }
        }
        return [
            rule("papers_required", "required", "Giấy bắt buộc", "Papers demanded") { $0.required },
            rule("papers_replaced", "replaced", "Thay bằng dữ liệu", "Replaced by data") { $0.replaced },
            rule("papers_earlier", "earlier", "Kết quả thủ tục trước", "Earlier results") { $0.earlier },
            rule("papers_stored", "stored", "Đã lưu, dùng lại", "Stored, used again") { $0.stored },
            rule("papers_uploaded", "uploaded", "Phải nộp", "Handed in") { $0.uploaded },
            rule("papers_uploaded_although_available", "uploadedAlthoughAvailable", "Nộp dù đã có sẵn", "Although available") { $0.uploadedAlthoughAvailable },
            rule("papers_declined", "declined", "Không muốn dùng lại", "Reuse declined") { $0.declined },
        ]
    }
}
