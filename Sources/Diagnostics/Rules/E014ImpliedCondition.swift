extension DiagnosticCode {
    public static let impliedCondition = DiagnosticCode(
        "E014", .warning,
        title: (
            vi: "Điều kiện thừa",
            en: "A condition that adds nothing"),
        message: (
            vi: "'{0}' của ô '{1}' thừa: nó đúng ở mọi nơi mà phần hoặc vai chứa ô được dùng",
            en: "'{0}' of blank '{1}' adds nothing: it holds wherever the section or role of the blank is used"),
        why: (
            vi: "Điều kiện lặp lại làm người đọc tưởng ô có trường hợp riêng.",
            en: "A condition said twice makes readers look for a case that does not exist."),
        mend: (
            vi: "Bỏ điều kiện, hoặc sửa nếu muốn nói điều khác.",
            en: "Take the condition out, or mend it if something else was meant."))
}
