extension DiagnosticCode {
    public static let purposeWithoutGrant = DiagnosticCode(
        "F034", .warning,
        title: (
            vi: "Mục đích chưa được cấp quyền",
            en: "A purpose without a grant"),
        message: (
            vi: "mục đích '{0}' chưa được cấp quyền đọc sổ nào, nên không ô nào được điền từ sổ",
            en: "no grant names purpose '{0}', so nothing is filled from a register"),
        why: (
            vi: "Quyền đọc được tra theo mục đích; không có quyền thì biểu mẫu hỏi mọi điều.",
            en: "Grants are looked up by purpose; without one the form asks for everything."),
        mend: (
            vi: "Sửa tên mục đích, hoặc thêm quyền vào Connectors/grants.yaml.",
            en: "Mend the purpose, or add a grant to Connectors/grants.yaml."))
}
