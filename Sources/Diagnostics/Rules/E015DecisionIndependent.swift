extension DiagnosticCode {
    public static let decisionIndependent = DiagnosticCode(
        "E015", .warning,
        title: (
            vi: "Quyết định không phụ thuộc điều nó đọc",
            en: "A decision that does not depend on what it reads"),
        message: (
            vi: "quyết định '{0}' đọc '{1}' nhưng không phụ thuộc vào đó",
            en: "decision '{0}' reads '{1}' but does not depend on it"),
        why: (
            vi: "Điều được đọc thì được hỏi hoặc tra cứu; nếu kết quả không đổi thì đã hỏi thừa.",
            en: "What is read is asked or fetched; where the result never changes, it is asked in vain."),
        mend: (
            vi: "Bỏ phần đọc thừa khỏi quyết định.",
            en: "Take the needless reading out of the decision."))
}
