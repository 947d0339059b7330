extension DiagnosticCode {
    public static let unknownCodeList = DiagnosticCode(
        "V004", .error,
        title: (
            vi: "Danh mục mã không có",
            en: "A code list that does not exist"),
        message: (
            vi: "không có danh mục mã '{0}'",
            en: "no code list '{0}'"),
        why: (
            vi: "Không có danh mục thì không biết mã nào đúng và mã ấy nghĩa là gì.",
            en: "Without the list nobody knows which codes are right and what they mean."),
        mend: (
            vi: "Sửa tên, hoặc khai báo danh mục trong FormSchemas/vocabulary.",
            en: "Mend the name, or declare the list in FormSchemas/vocabulary."))
}
