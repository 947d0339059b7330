extension DiagnosticCode {
    public static let statementContradicted = DiagnosticCode(
        "F030", .warning,
        title: (
            vi: "'statement' nhưng sổ cung cấp được",
            en: "A statement a register contradicts"),
        message: (
            vi: "trường '{0}' ghi 'statement' nhưng {1} được phép cung cấp '{2}'",
            en: "field '{0}' says 'statement', but {1} is granted and supplies '{2}'"),
        why: (
            vi: "Một sổ được phép đọc đã giữ điều này; ghi 'statement' là hỏi lại điều nhà nước đã biết.",
            en: "A register that may be read holds this; 'statement' asks again for what the state knows."),
        mend: (
            vi: "Bỏ 'onlyApplicant'; nếu hỏi giá trị sau thay đổi thì ghi 'newValue'.",
            en: "Take 'onlyApplicant' out; if the value after a change is asked, write 'newValue'."))
}
