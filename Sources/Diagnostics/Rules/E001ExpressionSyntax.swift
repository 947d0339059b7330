extension DiagnosticCode {
    public static let expressionSyntax = DiagnosticCode(
        "E001", .error, words: [1],
        title: (
            vi: "Biểu thức FEEL viết sai",
            en: "An expression that is not FEEL"),
        message: (
            vi: "biểu thức sai ở '{0}': {1}",
            en: "the expression is wrong at '{0}': {1}"),
        why: (
            vi: "Biểu thức không đọc được thì không bao giờ có kết quả: ô không hiện, điều kiện không kiểm tra được.",
            en: "An expression that cannot be read never has a value: the blank would not show, the rule would not hold."),
        mend: (
            vi: "Sửa tại chỗ được chỉ; thông báo nêu điều gì được phép đứng ở đó.",
            en: "Mend it at the place shown; the message says what may stand there."))
}
