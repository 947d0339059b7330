extension DiagnosticCode {
    public static let unknownConnector = DiagnosticCode(
        "G001", .error,
        title: (
            vi: "Sổ không có",
            en: "A connector that does not exist"),
        message: (
            vi: "không có sổ '{0}'",
            en: "no connector '{0}'"),
        why: (
            vi: "Quyền đọc hay biểu thức nhắc đến một sổ không được kết nối.",
            en: "A grant or an expression names a register that is not connected."),
        mend: (
            vi: "Sửa tên, hoặc thêm thư mục Connectors/<sổ> với manifest.yaml.",
            en: "Mend the name, or add a folder Connectors/<register> with a manifest.yaml."))
}
