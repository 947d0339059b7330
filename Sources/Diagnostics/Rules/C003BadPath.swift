extension DiagnosticCode {
    public static let badPath = DiagnosticCode(
        "C003", .error,
        title: (
            vi: "Đường dẫn viết sai",
            en: "A path that cannot be read"),
        message: (
            vi: "đường dẫn '{0}' sai: {1}",
            en: "path '{0}' is wrong: {1}"),
        why: (
            vi: "Đường dẫn không đọc được thì không lấy được gì từ câu trả lời.",
            en: "A path that cannot be read takes nothing from a reply."),
        mend: (
            vi: "Sửa tại chỗ được chỉ: JSONPath theo RFC 9535, XPath 1.0, hoặc tên cột.",
            en: "Mend it at the place shown: JSONPath as in RFC 9535, XPath 1.0, or the name of a column."))
}
