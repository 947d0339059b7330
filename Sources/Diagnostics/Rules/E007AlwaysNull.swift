extension DiagnosticCode {
    public static let alwaysNull = DiagnosticCode(
        "E007", .error, words: [1],
        title: (
            vi: "Phần luôn cho null",
            en: "A part that always yields null"),
        message: (
            vi: "'{0}' ở đây luôn cho null: {1}",
            en: "'{0}' always yields null here: {1}"),
        why: (
            vi: "Phần này không phụ thuộc câu trả lời nào mà vẫn không có giá trị, nên cả biểu thức vô ích.",
            en: "This part depends on no answer and still has no value, so the whole expression is of no use."),
        mend: (
            vi: "Sửa hằng số: một ngày có thật, một số chia khác 0, một mẫu mà hệ thống đọc được.",
            en: "Mend the constant: a day that exists, a divisor that is not 0, a pattern the engine takes."))
}
