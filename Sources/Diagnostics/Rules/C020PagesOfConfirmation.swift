extension DiagnosticCode {
    public static let pagesOfConfirmation = DiagnosticCode(
        "C020", .error,
        title: (
            vi: "Trả lời đúng hay không mà chia trang",
            en: "A yes or no in pages"),
        message: (
            vi: "'{0}' chỉ xác nhận đúng hay không, nên câu trả lời không có trang",
            en: "'{0}' only confirms, yes or no, so its answer has no pages"),
        why: (
            vi: "Mỗi trang có thể trả lời khác: nhiều câu trả lời cho một câu hỏi thì không xác nhận gì.",
            en: "Each page could say something else, and several answers to one question confirm nothing."),
        mend: (
            vi: "Bỏ 'pages', và dùng yêu cầu mà sổ trả lời bằng một lần.",
            en: "Leave 'pages' out, and write the request so that the register answers at once."))
}
