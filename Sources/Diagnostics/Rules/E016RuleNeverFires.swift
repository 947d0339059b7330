extension DiagnosticCode {
    public static let ruleNeverFires = DiagnosticCode(
        "E016", .warning,
        title: (
            vi: "Dòng của bảng không bao giờ áp dụng",
            en: "A rule of a decision table that never fires"),
        message: (
            vi: "dòng {0} của bảng quyết định không bao giờ áp dụng",
            en: "rule {0} of the decision table never fires"),
        why: (
            vi: "Không tổ hợp câu trả lời nào dẫn đến dòng này, hoặc dòng khác luôn được dùng trước.",
            en: "No combination of answers leads to the rule, or another one always comes first."),
        mend: (
            vi: "Bỏ dòng, sửa điều kiện của nó, hoặc đổi thứ tự.",
            en: "Take the rule out, mend its tests, or change the order."))
}
