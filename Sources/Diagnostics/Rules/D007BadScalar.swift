extension DiagnosticCode {
    public static let badScalar = DiagnosticCode(
        "D007", .error, words: [1],
        title: (
            vi: "Giá trị không được dùng ở đây",
            en: "A value that is not one of these"),
        message: (
            vi: "'{0}' không phải {1}",
            en: "'{0}' is not {1}"),
        why: (
            vi: "Giá trị được hiểu theo khóa, không theo phỏng đoán của YAML: 'yes' là chữ, '00037' là mã.",
            en: "A value is read as its key says, not as YAML guesses: 'yes' is a word, '00037' is a code."),
        mend: (
            vi: "Viết giá trị như thông báo nêu.",
            en: "Write the value as the message says."))
}
