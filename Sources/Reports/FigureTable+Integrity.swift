import Diagnostics
import Measurement

extension FigureTable {
    /// What speaks against the headline, a flag a row.
    static func integrity(_ report: Report, _ names: ReportNames) -> FigureTable {
        let resting = LocalizedText(vi: "phần của mức giảm dựa vào điều bị cờ", en: "the part of the cut that rests on it")
        let share = LocalizedText(vi: "những gì bị cờ", en: "what is flagged")
        let whole = LocalizedText(vi: "tất cả những gì được xét, xem docs/integrity.md", en: "all that was looked at, see docs/integrity.md")
        func observed(_ flag: IntegrityFlag, _ name: String) -> Int? { flag.observed.first { $0.name == name }?.count }
        return FigureTable(
            id: "integrity", vi: "Cờ", en: "Flags", rows: report.integrity.flags.enumerated().map { (path: "integrity/flags/\($0.offset)", row: $0.element) },
            rules: [
                .code("flag", "Cờ", "Flag") { $0.code.rawValue },
                .name("flag_name", "Tên cờ", "Name of flag") { IntegrityWords($0.code).name },
                .flag("withholds", "Giữ lại số chính", "Withholds") { $0.code.isWithholding },
                .code("procedure", "Thủ tục", "Procedure") { $0.subject.procedure.isEmpty ? nil : $0.subject.procedure },
                .code("form", "Biểu mẫu", "Form") { $0.subject.form.isEmpty ? nil : $0.subject.form },
                .code("baseline", "Bản gốc", "Baseline") { $0.subject.baseline.isEmpty ? nil : $0.subject.baseline },
                .ratio("effect_macro", at: "effect/macro", "Ảnh hưởng, bình quân", "Effect, mean", of: resting, over: LocalizedText(vi: "B của từng hồ sơ; trung bình các hồ sơ", en: "B of each dossier; the mean over dossiers")) { $0.effect?.macro },
                .ratio("effect_weighted", at: "effect/weighted", "Ảnh hưởng, khối lượng", "Effect, by volume", of: resting, over: ReductionWords.demanded) { $0.effect?.weighted },
                .ratio("share", at: "share", "Tỷ lệ", "Share", of: share, over: whole) { $0.share },
                .ratio("threshold", at: nil, "Ngưỡng", "Threshold", of: LocalizedText(vi: "từ đâu cờ được phất", en: "from where on it is raised"), over: whole) { $0.code.threshold },
                .count("dossiers", at: "observed/dossiers", "Hồ sơ", "Dossiers") { observed($0, "dossiers") },
                .count("facts", at: "observed/facts", "Thông tin", "Facts", meaning: share) { observed($0, "facts") },
                .code("scale", at: "scale", "Mức ảnh hưởng", "Scale of the effect") { $0.scale?.rawValue },
            ])
    }

    /// With a word where the report has a figure that flags withhold.
    ///
    /// - Parameter counted: the same table of the report as counted.
    func withheld(from counted: FigureTable) -> FigureTable {
        // Where rows are missing, as those of an interval, there is no place for a word.
        guard rows.count == counted.rows.count else { return self }
        return FigureTable(
            id: id, title: title, columns: columns,
            rows: zip(rows, counted.rows).map { row, counted in
                zip(row, counted).map { figure, counted in
                    let isWithheld = figure.value == .none && counted.value != .none && !figure.path.isEmpty && !figure.path.contains("/interval/")
                    return isWithheld ? Figure(value: .withheld, path: figure.path) : figure
                }
            })
    }

    /// Why a row says nothing of its reduction; for the last column of a table.
    static func withheldBy<Row>(_ codes: @escaping (Row) -> [IntegrityFlag.Code]) -> ColumnRule<Row> {
        .code("withheld_by", "Giữ lại vì", "Withheld by") { row in
            let codes = codes(row)
            return codes.isEmpty ? nil : codes.map(\.rawValue).joined(separator: " ")
        }
    }
}
