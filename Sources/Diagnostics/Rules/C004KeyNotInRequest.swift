extension DiagnosticCode {
    public static let keyNotInRequest = DiagnosticCode(
        "C004", .error,
        title: (
            vi: "Yêu cầu không mang khóa",
            en: "A request without its key"),
        message: (
            vi: "yêu cầu của '{0}' không dùng khóa '{1}'",
            en: "the request of '{0}' does not use key '{1}'"),
        why: (
            vi: "Không có khóa, sổ trả lời về mọi người, hoặc về một người bất kỳ.",
            en: "Without the key the register answers about everybody, or about anybody."),
        mend: (
            vi: "Đặt khóa vào yêu cầu: '{tên_khóa}' trong đường dẫn hoặc nội dung, ':tên_khóa' trong SQL, 'column' của bảng.",
            en: "Put the key into the request: '{key_name}' in path or body, ':key_name' in SQL, 'column' for a table."))
}
