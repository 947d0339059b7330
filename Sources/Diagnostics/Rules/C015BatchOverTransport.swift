extension DiagnosticCode {
    public static let batchOverTransport = DiagnosticCode(
        "C015", .error,
        title: (
            vi: "Loại kết nối không hỏi chung",
            en: "A transport without batches"),
        message: (
            vi: "sổ loại '{0}' không hỏi chung được; chỉ 'sql' và 'json'",
            en: "a register over '{0}' is not asked about many at once; 'sql' and 'json' are"),
        why: (
            vi: "Bảng đã nằm trong bộ nhớ; yêu cầu XML cần một phần tử cho mỗi khóa, mà mẫu yêu cầu không viết được.",
            en: "A table is in memory already; XML wants an element for each key, which a template of a request cannot write."),
        mend: (
            vi: "Bỏ 'batch'.",
            en: "Take 'batch' away."))
}
