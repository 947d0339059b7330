extension DiagnosticCode {
    public static let batchSaysOtherwise = DiagnosticCode(
        "C016", .error,
        title: (
            vi: "Hỏi chung và hỏi riêng trả lời khác nhau",
            en: "A batch that says otherwise"),
        message: (
            vi: "với mẫu '{1}', câu hỏi chung của '{0}' không trả lời như khi hỏi riêng",
            en: "of sample '{1}' the batch of '{0}' does not say what a question about one subject says"),
        why: (
            vi: "Câu truy vấn chung được viết riêng; nếu thiếu cột, điều kiện hay thứ tự thì cùng một người có giá trị khác nhau tùy hỏi cùng ai.",
            en: "Its query is a text of its own; a column, a condition or an order that is missing gives a person other values, depending on who is asked about with them."),
        mend: (
            vi: "Viết hai câu truy vấn như nhau, chỉ khác '= :khóa' và 'in (:khóa)'.",
            en: "Let both queries be the same but for '= :key' and 'in (:key)'."))
}
