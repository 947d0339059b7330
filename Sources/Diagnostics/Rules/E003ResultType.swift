extension DiagnosticCode {
    public static let resultType = DiagnosticCode(
        "E003", .error, words: [1, 2],
        title: (
            vi: "Biểu thức cho sai kiểu giá trị",
            en: "An expression of another kind than its place takes"),
        message: (
            vi: "'{0}' cần {1}, nhưng biểu thức cho {2}",
            en: "'{0}' takes {1}, but the expression yields {2}"),
        why: (
            vi: "Điều kiện phải đúng hoặc sai, giá trị phải đúng kiểu của ô; kết quả khác kiểu không dùng được.",
            en: "A condition has to be true or false, a value has to be of its blank's type; any other result is of no use."),
        mend: (
            vi: "So sánh với một giá trị để có điều kiện, hoặc đổi kiểu kết quả.",
            en: "Compare with a value to get a condition, or convert the result."))
}
