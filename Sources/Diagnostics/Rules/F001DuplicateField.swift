extension DiagnosticCode {
    public static let duplicateField = DiagnosticCode(
        "F001", .error,
        title: (
            vi: "Hai trường một mã",
            en: "Two fields with one id"),
        message: (
            vi: "mã trường '{0}' đã dùng ở dòng {1}",
            en: "field id '{0}' stands already on line {1}"),
        why: (
            vi: "Câu trả lời, biên nhận và nhật ký gọi trường bằng mã; hai trường một mã thì không phân biệt được.",
            en: "Answers, receipts and the ledger name a field by its id; two fields with one id cannot be told apart."),
        mend: (
            vi: "Đổi mã của một trường.",
            en: "Give one of them another id."))
}
