extension DiagnosticCode {
    public static let grantReadsUnsupplied = DiagnosticCode(
        "G002", .warning,
        title: (
            vi: "Quyền đọc điều sổ không có",
            en: "A grant that reads what is not supplied"),
        message: (
            vi: "quyền đọc '{0}' thừa: {1} không cung cấp",
            en: "grant reads '{0}', which {1} does not supply"),
        why: (
            vi: "Quyền thừa làm người dân tưởng dữ liệu của mình bị đọc, và sẽ mở ra khi sổ thêm dữ liệu ấy.",
            en: "The grant claims to read what nobody can, and would open the day the register adds it."),
        mend: (
            vi: "Bỏ khái niệm khỏi 'reads', hoặc sửa kết nối.",
            en: "Take the concept out of 'reads', or mend the connector."))
}
