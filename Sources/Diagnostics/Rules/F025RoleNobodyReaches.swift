extension DiagnosticCode {
    public static let roleNobodyReaches = DiagnosticCode(
        "F025", .warning,
        title: (
            vi: "Vai không tìm được ai",
            en: "A role nobody reaches"),
        message: (
            vi: "không sổ nào được phép dẫn đến vai '{0}' và cũng không có khóa để gõ",
            en: "no granted register leads to role '{0}', and no key can be typed for it"),
        why: (
            vi: "Mọi ô về vai này sẽ để trống: không quan hệ nào được mở và không ai biết khóa nào để gõ.",
            en: "Every blank about the role stays empty: no relation is opened, and nobody can know a key to type."),
        mend: (
            vi: "Thêm quyền theo quan hệ ('follows'), một 'key' để gõ, hoặc 'new'.",
            en: "Grant the relation ('follows'), or add a 'key' to type, or 'new'."))
}
