extension DiagnosticCode {
    public static let verifiedNotSent = DiagnosticCode(
        "C011", .error,
        title: (
            vi: "Giá trị không gửi đi được",
            en: "A value that cannot be sent"),
        message: (
            vi: "'{0}' không phải một giá trị đơn nên không gửi đi để xác nhận được",
            en: "'{0}' is no single value, so it cannot be sent to be confirmed"),
        why: (
            vi: "Yêu cầu mang giá trị như một đoạn chữ; khái niệm ghép, danh sách và ô đánh dấu không viết thành một đoạn chữ được.",
            en: "A request carries a value as one text; a composite, a list or a tick is not written as one."),
        mend: (
            vi: "Xác nhận một phần của nó, là chữ, số, ngày, mã hoặc số định danh.",
            en: "Have a part of it confirmed that is a text, a number, a day, a code or an identifier."))
}
