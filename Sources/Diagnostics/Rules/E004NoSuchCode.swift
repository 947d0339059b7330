extension DiagnosticCode {
    public static let noSuchCode = DiagnosticCode(
        "E004", .error,
        title: (
            vi: "So sánh với mã không có",
            en: "A comparison with a code that does not exist"),
        message: (
            vi: "danh mục '{1}' không có mã '{0}'",
            en: "code list '{1}' has no code '{0}', so this never matches"),
        why: (
            vi: "So với mã không có trong danh mục thì không bao giờ bằng, dù người khai chọn gì.",
            en: "What is compared with a code its list does not have is never equal, whatever the applicant chooses."),
        mend: (
            vi: "Viết mã, không viết nhãn: mã đứng trong danh mục hoặc trong 'options' của ô.",
            en: "Write the code, not the label: codes stand in the list, or in the 'options' of the blank."))
}
