extension DiagnosticCode {
    public static let keyNobodySupplies = DiagnosticCode(
        "C005", .error,
        title: (
            vi: "Khóa không ai có thể biết",
            en: "A key nobody can know"),
        message: (
            vi: "không gì cho biết '{0}' của {1}, nên thao tác này không bao giờ được hỏi",
            en: "nothing tells the '{0}' of a {1}, so this operation can never be asked"),
        why: (
            vi: "Chủ thể chỉ được biết qua khóa của loại nó, khóa mà một quan hệ dẫn đến, hoặc số do pháp luật cấp.",
            en: "A subject is known by the keys of its kind, by those with which a relation leads to it, or by a number the law gives out."),
        mend: (
            vi: "Hỏi bằng khóa của từ vựng, khai báo khóa ấy ở 'keys', hoặc để một sổ mở quan hệ với khóa ấy.",
            en: "Ask by a key of the vocabulary, declare this one under 'keys', or let a register open a relation with it."))
}
