extension DiagnosticCode {
    public static let batchOfSeveralKeys = DiagnosticCode(
        "C012", .error,
        title: (
            vi: "Hỏi chung khi có nhiều khóa",
            en: "A batch of several keys"),
        message: (
            vi: "'{0}' hỏi bằng {1}; chỉ câu hỏi bằng một khóa mới hỏi chung nhiều chủ thể được",
            en: "'{0}' is asked by {1}; only what is asked by one key can be asked about many at once"),
        why: (
            vi: "Danh sách mang từng giá trị một; hai danh sách không nói giá trị nào đi với giá trị nào.",
            en: "A list holds single values; two lists do not say which belongs to which."),
        mend: (
            vi: "Bỏ 'batch', hoặc hỏi bằng một khóa.",
            en: "Take 'batch' away, or ask by one key."))
}
