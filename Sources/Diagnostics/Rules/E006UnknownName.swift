extension DiagnosticCode {
    public static let unknownName = DiagnosticCode(
        "E006", .error,
        title: (
            vi: "Tên không ai biết",
            en: "A name nobody knows"),
        message: (
            vi: "không có biến hay đầu vào nào tên '{0}'",
            en: "no variable or input is called '{0}'"),
        why: (
            vi: "Biểu thức chỉ đọc ý nghĩa dạng vai.khái_niệm; tên đứng một mình không có giá trị.",
            en: "Expressions read meanings, role.concept; a name that stands alone has no value."),
        mend: (
            vi: "Viết vai.khái_niệm, hoặc đặt chữ trong ngoặc kép nếu đó là một giá trị.",
            en: "Write role.concept, or put the word in double quotes if it is a value."))
}
