extension DiagnosticCode {
    public static let alwaysHolds = DiagnosticCode(
        "E011", .warning,
        title: (
            vi: "Điều kiện luôn đúng",
            en: "A condition that always holds"),
        message: (
            vi: "'{0}' luôn đúng, dù trả lời thế nào",
            en: "'{0}' always holds, whatever is answered"),
        why: (
            vi: "Điều kiện luôn đúng không phân biệt gì; quy tắc kiểm tra luôn đúng không bắt được lỗi nào.",
            en: "A condition that always holds tells nothing apart; a rule that always holds catches no mistake."),
        mend: (
            vi: "Bỏ điều kiện, hoặc sửa cho đúng trường hợp muốn nói.",
            en: "Take the condition out, or make it say the case that is meant."))
}
