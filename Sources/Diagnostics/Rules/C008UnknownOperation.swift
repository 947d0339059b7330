extension DiagnosticCode {
    public static let unknownOperation = DiagnosticCode(
        "C008", .error,
        title: (
            vi: "Mẫu của thao tác không có",
            en: "A sample of no operation"),
        message: (
            vi: "sổ '{1}' không có thao tác '{0}'",
            en: "connector '{1}' has no operation '{0}'"),
        why: (
            vi: "Mẫu không thuộc thao tác nào thì không chứng minh điều gì.",
            en: "A sample that belongs to no operation proves nothing."),
        mend: (
            vi: "Sửa tên thao tác trong cases.yaml.",
            en: "Mend the operation's name in cases.yaml."))
}
