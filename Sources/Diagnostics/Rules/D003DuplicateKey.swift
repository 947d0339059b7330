extension DiagnosticCode {
    public static let duplicateKey = DiagnosticCode(
        "D003", .error,
        title: (
            vi: "Một khóa viết hai lần",
            en: "A key stands twice"),
        message: (
            vi: "khóa '{0}' đã viết ở dòng {1}",
            en: "key '{0}' stands already on line {1}"),
        why: (
            vi: "YAML chỉ giữ một trong hai giá trị, và người đọc không biết là giá trị nào.",
            en: "YAML would keep one of the two values, and no reader could tell which."),
        mend: (
            vi: "Xóa một trong hai, hoặc gộp nội dung của chúng.",
            en: "Delete one of the two, or put their contents together."))
}
