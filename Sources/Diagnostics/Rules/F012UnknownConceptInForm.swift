extension DiagnosticCode {
    public static let unknownConceptInForm = DiagnosticCode(
        "F012", .error,
        title: (
            vi: "Trường hỏi một khái niệm không có",
            en: "A field means a concept that does not exist"),
        message: (
            vi: "không có khái niệm '{0}' trong từ vựng",
            en: "no concept '{0}' in the vocabulary"),
        why: (
            vi: "Tên không có trong từ vựng thì không sổ nào điền được và không biểu thức nào đọc được.",
            en: "No register can fill, and no expression can read, what the vocabulary does not name."),
        mend: (
            vi: "Sửa tên; câu hỏi chỉ có trong biểu mẫu này là khái niệm của hồ sơ (dossier.…) và cần 'type'.",
            en: "Mend the name; a question of this form alone is a concept of the dossier (dossier.…) with a 'type'."))
}
