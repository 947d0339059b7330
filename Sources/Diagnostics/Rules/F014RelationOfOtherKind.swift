extension DiagnosticCode {
    public static let relationOfOtherKind = DiagnosticCode(
        "F014", .error,
        title: (
            vi: "Quan hệ của loại chủ thể khác",
            en: "A relation of another kind of subject"),
        message: (
            vi: "quan hệ '{0}' xuất phát từ {1}, không từ {2}",
            en: "relation '{0}' starts from {1}, not from {2}"),
        why: (
            vi: "Không ai được tìm thấy theo một quan hệ không xuất phát từ chủ thể ấy.",
            en: "Nobody is ever reached along a relation that does not start there."),
        mend: (
            vi: "Chọn quan hệ xuất phát từ loại của vai, hoặc vai khác.",
            en: "Choose a relation that starts from the role's kind, or another role."))
}
