extension DiagnosticCode {
    public static let prefilledConsent = DiagnosticCode(
        "F040", .error,
        title: (
            vi: "Đồng ý hoặc chữ ký điền sẵn",
            en: "A consent or signature filled in beforehand"),
        message: (
            vi: "ô '{0}' sẽ được điền sẵn từ {1}; đồng ý và ký phải do chính người khai làm",
            en: "field '{0}' would be filled from {1}; consenting and signing are the applicant's own act"),
        why: (
            vi: "Sự đồng ý điền sẵn không phải là sự đồng ý, và chữ ký điền sẵn không ràng buộc ai.",
            en: "A consent that is filled in is none, and a signature that is filled in binds nobody."),
        mend: (
            vi: "Hỏi bằng một khái niệm của hồ sơ và ghi 'onlyApplicant: statement'.",
            en: "Ask it as a concept of the dossier with 'onlyApplicant: statement'."))
}
