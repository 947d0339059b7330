extension DiagnosticCode {
    public static let repeatsOtherFact = DiagnosticCode(
        "F044", .error,
        title: (
            vi: "Nhắc lại một thông tin khác",
            en: "A repeat of another fact"),
        message: (
            vi: "'repeats' chỉ đến trường '{0}', hỏi '{1}'; ô này là thông tin khác: '{2}'",
            en: "'repeats' names field '{0}', which asks '{1}'; this one is another fact: '{2}'"),
        why: (
            vi: "Ô nhắc lại in lần thứ hai cùng một thông tin của cùng một đối tượng. Mượn giá trị của thông tin khác thì ghi sai, và làm mất một câu hỏi của tờ giấy mà không ai trả lời thay.",
            en: "A repeat prints the same fact of the same subject a second time. Taking the value of another fact writes what is not so, and loses a question of the paper that nobody answers."),
        mend: (
            vi: "Bỏ 'repeats' để ô được hỏi hoặc được điền từ sổ, hoặc chỉ đến trường hỏi đúng thông tin ấy.",
            en: "Leave 'repeats' out, so that the field is asked or filled from a register, or name the field that asks this very fact."))
}
