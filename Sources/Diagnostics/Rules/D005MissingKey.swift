extension DiagnosticCode {
    public static let missingKey = DiagnosticCode(
        "D005", .error,
        title: (
            vi: "Thiếu khóa bắt buộc",
            en: "A key is missing"),
        message: (
            vi: "thiếu khóa '{0}'",
            en: "key '{0}' is missing"),
        why: (
            vi: "Thiếu nhãn thì người dân không biết ô hỏi gì; thiếu căn cứ pháp lý hay mục đích thì không biết được phép đọc sổ nào.",
            en: "Without a label nobody knows what a blank asks; without a legal basis or a purpose nobody knows what may be read."),
        mend: (
            vi: "Thêm khóa với giá trị của nó; giá trị rỗng cũng là thiếu.",
            en: "Add the key and its value; an empty value counts as missing."))
}
