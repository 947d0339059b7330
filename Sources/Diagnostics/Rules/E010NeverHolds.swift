extension DiagnosticCode {
    public static let neverHolds = DiagnosticCode(
        "E010", .warning,
        title: (
            vi: "Điều kiện không bao giờ đúng",
            en: "A condition that never holds"),
        message: (
            vi: "'{0}' không bao giờ đúng, dù trả lời thế nào",
            en: "'{0}' never holds, whatever is answered"),
        why: (
            vi: "Những gì phụ thuộc điều kiện này không bao giờ được dùng; thường là 'and' viết thay cho 'or'.",
            en: "What hangs on the condition is never used; most often an 'and' stands where an 'or' was meant."),
        mend: (
            vi: "Sửa điều kiện, hoặc bỏ phần phụ thuộc nó.",
            en: "Mend the condition, or take out what hangs on it."))
}
