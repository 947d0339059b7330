extension DiagnosticCode {
    public static let pathMatchesNothing = DiagnosticCode(
        "C006", .warning,
        title: (
            vi: "Đường dẫn không gặp gì trong mẫu",
            en: "A path that finds nothing in the samples"),
        message: (
            vi: "'{0}' không gặp gì trong mẫu nào của '{1}'",
            en: "'{0}' finds nothing in any sample of '{1}'"),
        why: (
            vi: "Đường dẫn sai thì ô luôn trống mà không ai biết vì sao; mẫu là bằng chứng duy nhất rằng nó đúng.",
            en: "A wrong path leaves the blank empty for ever and nobody knows why; the samples are the only proof that it is right."),
        mend: (
            vi: "Sửa đường dẫn, hoặc thêm mẫu có điều ấy vào cases.yaml.",
            en: "Mend the path, or add a sample that has it to cases.yaml."))
}
