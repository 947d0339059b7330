extension DiagnosticCode {
    public static let batchWithoutList = DiagnosticCode(
        "C013", .error,
        title: (
            vi: "Yêu cầu hỏi chung không có chỗ cho danh sách",
            en: "A batch with no place for its list"),
        message: (
            vi: "yêu cầu hỏi chung của '{0}' đặt '{1}' ở nơi chỉ đứng được một giá trị, không phải danh sách",
            en: "the batch request of '{0}' puts '{1}' where one value stands, not a list"),
        why: (
            vi: "Khóa ở đây là nhiều giá trị: chỗ của một giá trị, như sau dấu bằng, trong dấu ngoặc kép hay tiêu đề, chỉ nhận một.",
            en: "The key is several values here: where one stands, after an equals sign, between quotes or in a header, there is room for one."),
        mend: (
            vi: "SQL: 'in (:khóa)'. JSON: '{khóa}' không có dấu ngoặc kép trong nội dung, hoặc trong đường dẫn.",
            en: "SQL: 'in (:key)'. JSON: '{key}' without quotes in the body, or in the path."))
}
