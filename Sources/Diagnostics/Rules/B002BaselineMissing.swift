extension DiagnosticCode {
    public static let baselineMissing = DiagnosticCode(
        "B002", .warning,
        title: (
            vi: "Biểu mẫu chưa có bản gốc",
            en: "A form without a baseline"),
        message: (
            vi: "biểu mẫu '{0}' chưa có bản gốc để so sánh",
            en: "form '{0}' has no baseline to be measured against"),
        why: (
            vi: "Mức giảm được đo so với tờ khai giấy đã chốt; không có thì hồ sơ của biểu mẫu không vào số liệu.",
            en: "Reductions are measured against the frozen paper form; without it the form's dossiers are in no figure."),
        mend: (
            vi: "Thêm FormSchemas/baselines/<mã biểu mẫu>.yaml theo tờ khai giấy.",
            en: "Add FormSchemas/baselines/<form id>.yaml after the paper form."))
}
