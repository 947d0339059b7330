extension DiagnosticCode {
    public static let unknownCodeInMapping = DiagnosticCode(
        "C007", .error,
        title: (
            vi: "Mã dịch ra không có trong danh mục",
            en: "A code that is mapped to none"),
        message: (
            vi: "danh mục '{1}' không có mã '{0}'",
            en: "code list '{1}' has no code '{0}'"),
        why: (
            vi: "Giá trị của sổ được dịch sang mã không có thì coi như không đọc được, và ô bị hỏi lại.",
            en: "A register's value told as a code that does not exist counts as unreadable, and the blank is asked."),
        mend: (
            vi: "Viết một mã của danh mục, 'none' hoặc 'unknown'.",
            en: "Write a code of the list, 'none' or 'unknown'."))
}
