extension DiagnosticCode {
    public static let notYAML = DiagnosticCode(
        "D001", .error, words: [0],
        title: (
            vi: "Không phải YAML",
            en: "Not YAML"),
        message: (
            vi: "không đọc được YAML: {0}",
            en: "this is not YAML: {0}"),
        why: (
            vi: "Tệp không đọc được từ chỗ này, nên không kiểm tra được gì khác trong tệp.",
            en: "The file cannot be read from here on, so nothing else in it can be checked."),
        mend: (
            vi: "Sửa dấu câu hoặc thụt dòng tại chỗ được chỉ; thụt dòng bằng dấu cách, không bằng tab.",
            en: "Mend the punctuation or the indentation at the place shown; indent with spaces, never with tabs."))
}
