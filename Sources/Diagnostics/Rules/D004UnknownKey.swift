extension DiagnosticCode {
    public static let unknownKey = DiagnosticCode(
        "D004", .error,
        title: (
            vi: "Khóa không được dùng ở đây",
            en: "A key that is not used here"),
        message: (
            vi: "không có khóa '{0}' ở đây; các khóa được dùng: {1}",
            en: "no key '{0}' here; allowed: {1}"),
        why: (
            vi: "Khóa viết sai sẽ bị bỏ qua không ai biết: 'requird: true' không bắt buộc điều gì.",
            en: "A misspelt key would be passed over in silence: 'requird: true' requires nothing."),
        mend: (
            vi: "Viết một trong các khóa được liệt kê.",
            en: "Write one of the keys the message lists."))
}
