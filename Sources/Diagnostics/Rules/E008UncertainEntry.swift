extension DiagnosticCode {
    public static let uncertainEntry = DiagnosticCode(
        "E008", .error, words: [1],
        title: (
            vi: "Mục có thể không có",
            en: "An entry that may be missing"),
        message: (
            vi: "'{0}' có thể không có trong {1}",
            en: "'{0}' may be missing from {1}"),
        why: (
            vi: "Giá trị ghép lúc tính có thể thiếu mục này; khi đó nó là null mà không ai biết.",
            en: "What is put together while it is computed may lack the entry; then it is null, and nobody notices."),
        mend: (
            vi: "Viết get value(…, \"tên\"): ở đó thiếu mục thì được null một cách rõ ràng.",
            en: "Write get value(…, \"name\"), where a missing entry is plainly null."))
}
