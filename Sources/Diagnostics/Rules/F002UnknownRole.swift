extension DiagnosticCode {
    public static let unknownRole = DiagnosticCode(
        "F002", .error,
        title: (
            vi: "Vai không có trong biểu mẫu",
            en: "A role this form does not have"),
        message: (
            vi: "không có vai '{0}' trong biểu mẫu này",
            en: "no role '{0}' in this form"),
        why: (
            vi: "Mỗi ô nói về một chủ thể của biểu mẫu; chủ thể phải có trong 'subjects'.",
            en: "Every blank is about a subject of the form; the subject must stand in 'subjects'."),
        mend: (
            vi: "Sửa tên vai, hoặc thêm vai vào 'subjects'.",
            en: "Mend the name, or add the role to 'subjects'."))
}
