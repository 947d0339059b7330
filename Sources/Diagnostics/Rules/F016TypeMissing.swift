extension DiagnosticCode {
    public static let typeMissing = DiagnosticCode(
        "F016", .error,
        title: (
            vi: "Câu hỏi riêng của biểu mẫu chưa có kiểu",
            en: "A question of this form without a type"),
        message: (
            vi: "khái niệm '{0}' chỉ có trong biểu mẫu này nên trường phải ghi 'type'",
            en: "concept '{0}' exists only in this form, so the field must say its 'type'"),
        why: (
            vi: "Không có kiểu thì không kiểm tra được câu trả lời.",
            en: "Without a type no answer can be checked."),
        mend: (
            vi: "Thêm 'type': text, number, date, tick hoặc choice với 'options'.",
            en: "Add 'type': text, number, date, tick, or choice with 'options'."))
}
