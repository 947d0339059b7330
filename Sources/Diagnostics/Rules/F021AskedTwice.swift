extension DiagnosticCode {
    public static let askedTwice = DiagnosticCode(
        "F021", .error,
        title: (
            vi: "Một điều hỏi hai lần",
            en: "One thing asked twice"),
        message: (
            vi: "'{0}' đã được hỏi ở trường '{1}'; đánh dấu 'repeats' nếu giấy hỏi hai lần",
            en: "'{0}' is asked already by field '{1}'; mark it 'repeats' if the paper asks twice"),
        why: (
            vi: "Hỏi hai lần cùng một điều chính là gánh nặng mà hệ thống này bỏ đi, và có thể nhận hai câu trả lời khác nhau.",
            en: "Asking one thing twice is the burden this system removes, and may bring two different answers."),
        mend: (
            vi: "Xóa trường, hoặc ghi 'repeats: <mã trường đầu>' để giấy in hai lần mà chỉ hỏi một lần.",
            en: "Delete the field, or mark it 'repeats: <id of the first>': printed twice, asked once."))
}
