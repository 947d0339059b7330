extension DiagnosticCode {
    public static let grantWithoutForm = DiagnosticCode(
        "G005", .warning,
        title: (
            vi: "Quyền cho mục đích không có",
            en: "A grant for a purpose no form has"),
        message: (
            vi: "không biểu mẫu nào có mục đích '{0}'",
            en: "no form has purpose '{0}'"),
        why: (
            vi: "Quyền không phục vụ biểu mẫu nào vẫn mở dữ liệu cho ai dùng tên mục đích ấy.",
            en: "A grant that serves no form still opens data to whoever uses that purpose."),
        mend: (
            vi: "Sửa tên mục đích, hoặc xóa quyền.",
            en: "Mend the purpose, or delete the grant."))
}
