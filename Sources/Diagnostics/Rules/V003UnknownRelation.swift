extension DiagnosticCode {
    public static let unknownRelation = DiagnosticCode(
        "V003", .error,
        title: (
            vi: "Quan hệ không có trong từ vựng",
            en: "A relation the vocabulary does not have"),
        message: (
            vi: "không có quan hệ '{0}' trong từ vựng",
            en: "no relation '{0}' in the vocabulary"),
        why: (
            vi: "Không sổ nào dẫn theo một quan hệ không có tên trong từ vựng.",
            en: "No register leads along a relation the vocabulary does not name."),
        mend: (
            vi: "Sửa tên, hoặc khai báo quan hệ trong FormSchemas/vocabulary.",
            en: "Mend the name, or declare the relation in FormSchemas/vocabulary."))
}
