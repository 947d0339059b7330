extension DiagnosticCode {
    public static let neverShown = DiagnosticCode(
        "F023", .error,
        title: (
            vi: "Không bao giờ hiện",
            en: "Never shown"),
        message: (
            vi: "điều kiện này luôn sai nên '{0}' không bao giờ hiện",
            en: "this condition is always false, so '{0}' is never shown"),
        why: (
            vi: "Ô không bao giờ hiện thì không ai trả lời được, và nếu pháp luật đòi nó thì hồ sơ thiếu.",
            en: "A blank that is never shown cannot be answered; where the law asks for it, the dossier lacks it."),
        mend: (
            vi: "Sửa điều kiện, hoặc xóa điều nó giữ.",
            en: "Mend the condition, or delete what it holds."))
}
