extension DiagnosticCode {
    public static let conceptOfOtherKind = DiagnosticCode(
        "F013", .error,
        title: (
            vi: "Khái niệm của loại chủ thể khác",
            en: "A concept of another kind of subject"),
        message: (
            vi: "'{0}' là khái niệm của {1}, còn vai '{2}' là {3}",
            en: "'{0}' is a concept of {1}, but role '{2}' is a {3}"),
        why: (
            vi: "Một người không có mã số doanh nghiệp; không sổ nào trả lời câu hỏi như thế.",
            en: "A person has no enterprise code; no register answers such a question."),
        mend: (
            vi: "Chọn khái niệm của đúng loại, đổi vai, hoặc ghi nghĩa theo từng loại của vai.",
            en: "Choose a concept of the right kind or another role, or give the meaning per kind of the role."))
}
