extension DiagnosticCode {
    public static let operationWithoutIdentity = DiagnosticCode(
        "C001", .error,
        title: (
            vi: "Câu trả lời không nói về ai",
            en: "A reply that does not say whose it is"),
        message: (
            vi: "thao tác '{0}' không có 'identifies' nên không thể kiểm tra đúng chủ thể",
            en: "operation '{0}' has no 'identifies', so a reply cannot be held against its subject"),
        why: (
            vi: "Sổ có thể trả lời về người khác; không có khóa trong bản ghi thì không nhận ra và sẽ điền dữ liệu của người lạ.",
            en: "A register may answer about somebody else; without the record's own key that goes unseen and a stranger's data are filled in."),
        mend: (
            vi: "Ghi 'identifies' với đường dẫn đến khóa của bản ghi; khóa ghép thì ghi từng phần.",
            en: "Write 'identifies' with the path of the record's own key, part by part for a composite key."))
}
