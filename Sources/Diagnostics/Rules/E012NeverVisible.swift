extension DiagnosticCode {
    public static let neverVisible = DiagnosticCode(
        "E012", .warning,
        title: (
            vi: "Ô không bao giờ hiện",
            en: "A blank that is never shown"),
        message: (
            vi: "ô '{0}' không bao giờ hiện: điều kiện của nó và của phần hoặc vai chứa nó loại trừ nhau",
            en: "blank '{0}' is never shown: its condition and that of its section or role exclude one another"),
        why: (
            vi: "Từng điều kiện có thể đúng, nhưng không bao giờ cùng đúng, nên không ai được hỏi ô này.",
            en: "Each condition may hold, but never both, so nobody is ever asked."),
        mend: (
            vi: "Sửa một trong hai điều kiện, hoặc chuyển ô sang phần khác.",
            en: "Mend one of the two conditions, or move the blank to another section."))
}
