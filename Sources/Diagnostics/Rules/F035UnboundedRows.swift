extension DiagnosticCode {
    public static let unboundedRows = DiagnosticCode(
        "F035", .error,
        title: (
            vi: "Bảng không có số dòng tối đa",
            en: "Rows without an upper bound"),
        message: (
            vi: "bảng '{0}' phải có số dòng tối đa",
            en: "rows '{0}' need an upper bound"),
        why: (
            vi: "Bảng không giới hạn thì một hồ sơ có thể làm đầy máy chủ, và điều kiện trên bảng không kiểm tra hết được.",
            en: "Without a bound one dossier can fill the server, and no rule over the rows can be decided."),
        mend: (
            vi: "Ghi 'count: 0..20' với số dòng nhiều nhất giấy có thể cần.",
            en: "Write 'count: 0..20' with the most rows a case can need."))
}
