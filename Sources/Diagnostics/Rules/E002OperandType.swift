extension DiagnosticCode {
    public static let operandType = DiagnosticCode(
        "E002", .error, words: [1, 2],
        title: (
            vi: "Phép toán nhận sai kiểu giá trị",
            en: "An operation given the wrong kind of value"),
        message: (
            vi: "'{0}' cần {1}, nhưng ở đây là {2}",
            en: "'{0}' takes {1}, but this is {2}"),
        why: (
            vi: "FEEL coi phép toán trên sai kiểu là null: điều kiện không bao giờ đúng và không ai được báo.",
            en: "FEEL turns an operation on the wrong kind into null: the condition never holds, and nobody is told."),
        mend: (
            vi: "Viết giá trị đúng kiểu, hoặc đổi kiểu bằng number(), string(), date().",
            en: "Write a value of that kind, or convert with number(), string(), date()."))
}
