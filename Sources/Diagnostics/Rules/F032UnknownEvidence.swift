extension DiagnosticCode {
    public static let unknownEvidence = DiagnosticCode(
        "F032", .error,
        title: (
            vi: "Loại giấy tờ không có",
            en: "A kind of evidence that does not exist"),
        message: (
            vi: "không có loại giấy tờ '{0}'",
            en: "no kind of evidence '{0}'"),
        why: (
            vi: "Không có loại giấy tờ thì không biết điều gì thay được giấy này.",
            en: "Without the kind nobody knows what would do instead of the paper."),
        mend: (
            vi: "Sửa tên, hoặc khai báo loại giấy tờ trong FormSchemas/evidence.",
            en: "Mend the name, or declare the kind in FormSchemas/evidence."))
}
