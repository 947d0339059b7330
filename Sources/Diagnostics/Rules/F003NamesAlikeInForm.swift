extension DiagnosticCode {
    public static let namesAlikeInForm = DiagnosticCode(
        "F003", .warning,
        title: (
            vi: "Hai tên trong biểu mẫu dễ lẫn nhau",
            en: "Two names of a form taken for one another"),
        message: (
            vi: "'{0}' dễ lẫn với '{1}'",
            en: "'{0}' is easily taken for '{1}'"),
        why: (
            vi: "Câu trả lời, biên nhận và điều kiện gọi nhau bằng tên; hai tên gần giống nhau sẽ bị dùng nhầm.",
            en: "Answers, receipts and conditions go by name; of two names nearly alike the wrong one will be used."),
        mend: (
            vi: "Đặt tên nói rõ điều khác nhau; nếu là một thì xóa một tên.",
            en: "Give them names that say what differs; if they are one thing, delete one."))
}
