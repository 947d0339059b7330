extension DiagnosticCode {
    public static let unknownConcept = DiagnosticCode(
        "V001", .error,
        title: (
            vi: "Khái niệm không có trong từ vựng",
            en: "A concept the vocabulary does not have"),
        message: (
            vi: "không có khái niệm '{0}' trong từ vựng",
            en: "no concept '{0}' in the vocabulary"),
        why: (
            vi: "Biểu mẫu và sổ chỉ gặp nhau qua từ vựng; tên không có ở đó thì không bao giờ được điền.",
            en: "Forms and registers meet only in the vocabulary; a name that is not in it is never filled."),
        mend: (
            vi: "Sửa tên, hoặc khai báo khái niệm trong FormSchemas/vocabulary.",
            en: "Mend the name, or declare the concept in FormSchemas/vocabulary."))
}
