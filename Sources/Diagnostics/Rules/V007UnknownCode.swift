extension DiagnosticCode {
    public static let unknownCode = DiagnosticCode(
        "V007", .error,
        title: (
            vi: "Mã kế thừa không có trong danh mục",
            en: "A successor that is not in the list"),
        message: (
            vi: "danh mục '{1}' không có mã '{0}'",
            en: "code list '{1}' has no code '{0}'"),
        why: (
            vi: "Mã đã đóng dẫn đến mã thay nó; mã ấy phải có, nếu không bản ghi cũ mất chỗ.",
            en: "A closed code leads to the one that took its place; where that one is missing, old records lose their way."),
        mend: (
            vi: "Sửa mã kế thừa, hoặc thêm mã ấy vào danh mục.",
            en: "Mend the successor, or add its code to the list."))
}
