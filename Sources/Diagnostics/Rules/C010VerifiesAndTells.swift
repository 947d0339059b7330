extension DiagnosticCode {
    public static let verifiesAndTells = DiagnosticCode(
        "C010", .error,
        title: (
            vi: "Vừa xác nhận vừa cho biết",
            en: "Confirms and tells at once"),
        message: (
            vi: "'{0}' chỉ xác nhận đúng hay không, nên không có '{1}'",
            en: "'{0}' only confirms, yes or no, so it cannot have '{1}'"),
        why: (
            vi: "Quyền xác nhận không phải quyền đọc: câu trả lời chỉ được là đúng hay không.",
            en: "A grant to verify is no grant to read: the answer may be yes or no and nothing else."),
        mend: (
            vi: "Đặt phần cho biết vào một câu hỏi khác của sổ, không có 'verifies'.",
            en: "Put what it tells into another operation, without 'verifies'."))
}
