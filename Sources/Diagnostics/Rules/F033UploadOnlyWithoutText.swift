extension DiagnosticCode {
    public static let uploadOnlyWithoutText = DiagnosticCode(
        "F033", .error,
        title: (
            vi: "Bắt nộp bản mới mà không có căn cứ",
            en: "A fresh upload without a legal text"),
        message: (
            vi: "'uploadOnly' cần căn cứ pháp lý: {0} có thể thay giấy này",
            en: "'uploadOnly' needs a legal text: {0} would do instead of this paper"),
        why: (
            vi: "Dữ liệu, kết quả đã cấp hoặc bản đã lưu thay được giấy này; chỉ một văn bản pháp luật mới được đòi nộp lại.",
            en: "Data, an earlier result or a stored copy would do; only a legal text may demand the paper again."),
        mend: (
            vi: "Bỏ 'uploadOnly', hoặc ghi văn bản: 'uploadOnly: Luật …, điều …'.",
            en: "Take 'uploadOnly' out, or name the text: 'uploadOnly: Law …, article …'."))
}
