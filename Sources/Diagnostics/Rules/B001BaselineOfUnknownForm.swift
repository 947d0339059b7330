extension DiagnosticCode {
    public static let baselineOfUnknownForm = DiagnosticCode(
        "B001", .error,
        title: (
            vi: "Bản gốc của biểu mẫu không có",
            en: "A baseline of no form"),
        message: (
            vi: "bản gốc của biểu mẫu '{0}' không có",
            en: "baseline of form '{0}', which does not exist"),
        why: (
            vi: "Bản gốc không thuộc biểu mẫu nào thì không đo được gì.",
            en: "A baseline that belongs to no form measures nothing."),
        mend: (
            vi: "Sửa 'form' của bản gốc.",
            en: "Mend 'form' in the baseline."))
}
