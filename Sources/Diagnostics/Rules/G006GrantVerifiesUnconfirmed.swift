extension DiagnosticCode {
    public static let grantVerifiesUnconfirmed = DiagnosticCode(
        "G006", .warning,
        title: (
            vi: "Quyền hỏi điều sổ không xác nhận",
            en: "A grant to verify what is not confirmed"),
        message: (
            vi: "quyền xác nhận '{0}' thừa: {1} không xác nhận điều này",
            en: "grant verifies '{0}', which {1} does not confirm"),
        why: (
            vi: "Không câu hỏi nào của sổ có 'verifies' khái niệm này, nên quyền không dùng được; quyền đọc là 'reads'.",
            en: "No operation of the register has the concept under 'verifies', so the grant is of no use; to read is 'reads'."),
        mend: (
            vi: "Bỏ khái niệm khỏi 'verifies', hoặc khai 'verifies' trong kết nối.",
            en: "Take the concept out of 'verifies', or declare it under 'verifies' of the connector."))
}
