extension DiagnosticCode {
    public static let replacedBaselineUnknown = DiagnosticCode(
        "B006", .error,
        title: (
            vi: "Bản gốc thay một bản gốc không có",
            en: "A baseline replaces one that is not there"),
        message: (
            vi: "không có bản gốc '{0}' khác của biểu mẫu '{1}'",
            en: "no other baseline '{0}' of form '{1}'"),
        why: (
            vi: "Không có bản gốc cũ thì không lập được bảng nối hai chuỗi số liệu.",
            en: "Without the old baseline there is no bridge between the two series."),
        mend: (
            vi: "Giữ tệp bản gốc cũ trong FormSchemas/baselines, hoặc sửa 'replaces'.",
            en: "Keep the old baseline's file in FormSchemas/baselines, or mend 'replaces'."))
}
