extension DiagnosticCode {
    public static let noSuchEntry = DiagnosticCode(
        "E005", .error, words: [1],
        title: (
            vi: "Thuộc tính không có",
            en: "An entry or property that does not exist"),
        message: (
            vi: "{1} không có '{0}'",
            en: "{1} has no '{0}'"),
        why: (
            vi: "Hỏi một phần mà giá trị không có thì luôn được null.",
            en: "Asking a value for a part it does not have always yields null."),
        mend: (
            vi: "Dùng tên một phần của khái niệm, một thuộc tính của ngày giờ, hoặc một cột của danh mục.",
            en: "Use the name of a part of the concept, a property of dates and times, or a column of the list."))
}
