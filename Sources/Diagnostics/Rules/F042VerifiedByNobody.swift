extension DiagnosticCode {
    public static let verifiedByNobody = DiagnosticCode(
        "F042", .error,
        title: (
            vi: "Không sổ nào đối chiếu",
            en: "Verified by nobody"),
        message: (
            vi: "không sổ nào được phép cho biết hay xác nhận '{1}' của vai '{0}'",
            en: "no granted register tells or confirms '{1}' of role '{0}'"),
        why: (
            vi: "Số gõ vào không bao giờ được đối chiếu, nên vai này không tìm được theo số: không có gì để so.",
            en: "A typed key is never verified, so that nobody is found by it: there is nothing to hold it against."),
        mend: (
            vi: "Thêm quyền 'verifies' với sổ xác nhận khái niệm này, hoặc 'reads' với sổ có nó; không sổ nào có thì bỏ khỏi 'verify'.",
            en: "Grant 'verifies' of a register that confirms it, or 'reads' of one that has it; where no register has it, leave it out of 'verify'."))
}
