public import Diagnostics
import Measurement

/// What is known of a baseline beside the ledger: whether somebody else than its designer signed it.
public struct BaselineLine: Sendable, Hashable {
    /// Hash of its content, as the ledger has it.
    public let hash: String
    public let id: String
    /// Who froze it and when, that nobody did, or that the signature does not hold.
    public let freeze: LocalizedText
    /// Names of the flags raised over it.
    public let flags: [String]

    public init(hash: String, id: String, freeze: LocalizedText, flags: [String]) {
        self.hash = hash
        self.id = id
        self.freeze = freeze
        self.flags = flags
    }
}

extension Section {
    /// What the figures were measured against; `nil` where nobody told the report.
    static func baselines(_ report: Report, _ names: ReportNames) -> Section? {
        guard names.knowsBaselines, !report.procedures.isEmpty else { return nil }
        var seen: Set<String> = []
        let rows = report.procedures.filter { seen.insert("\($0.key.form) \($0.key.baseline)").inserted }.map { figures -> Row in
            let line = names.baseline(figures.key.baseline)
            let status = figures.isProvisional ? LocalizedText(vi: "tạm", en: "provisional") : LocalizedText(vi: "đang hiệu lực", en: "in force")
            return Row(cells: [
                names.form(figures.key.form), .plain(line?.id ?? "–"), status, .plain(String(figures.key.baseline.prefix(12))),
                line?.freeze ?? LocalizedText(vi: "không còn trong khai báo", en: "not in the declarations any more"), .plain(line.map { $0.flags.isEmpty ? "–" : $0.flags.joined(separator: ", ") } ?? "–"),
            ], marks: Marks(procedure: figures.key.procedure))
        }
        return Section(
            id: "baselines", heading: LocalizedText(vi: "Đo so với gì", en: "What it is measured against"),
            note: LocalizedText(
                vi: "Mỗi bản gốc là một chuỗi số liệu riêng; chuỗi của hai bản gốc chỉ so sánh qua bảng nối (baseline bridge). Cờ: docs/baseline.md.",
                en: "Each baseline is a series of its own; those of two baselines are compared by their bridge alone (baseline bridge). Flags: docs/baseline.md."),
            columns: [
                .text("Biểu mẫu", "Form"), .text("Bản gốc", "Baseline"), .text("Tình trạng", "Status"), .text("Mã băm", "Hash"), .text("Ai chốt", "Frozen by"),
                .text("Cờ", "Flags"),
            ],
            rows: rows, chart: nil)
    }
}
