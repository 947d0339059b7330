extension DiagnosticCode {
    public static let grantWithoutLegalBasis = DiagnosticCode(
        "G003", .error,
        title: (
            vi: "Quyền đọc không có căn cứ",
            en: "A grant without a legal basis"),
        message: (
            vi: "quyền đọc thiếu căn cứ pháp lý",
            en: "the grant names no legal basis"),
        why: (
            vi: "Không dữ liệu nào của người dân được đọc mà không có văn bản cho phép.",
            en: "Nothing about anybody is read without a text that allows it."),
        mend: (
            vi: "Thêm 'legal' với văn bản và điều.",
            en: "Add 'legal' with the text and its article."))
}
