extension DiagnosticCode {
    public static let unknownGroup = DiagnosticCode(
        "F037", .error,
        title: (
            vi: "Bảng không có trong biểu mẫu",
            en: "Rows that do not exist"),
        message: (
            vi: "không có bảng '{0}' trong biểu mẫu",
            en: "no rows '{0}' in this form"),
        why: (
            vi: "'rows.<bảng>' đọc các dòng của một bảng; bảng không có thì biểu thức không bao giờ có kết quả.",
            en: "'rows.<group>' reads the rows of a group; without the group the expression never has a value."),
        mend: (
            vi: "Sửa tên, hoặc thêm 'rows: {group: …}' vào phần của bảng.",
            en: "Mend the name, or add 'rows: {group: …}' to the section of the table."))
}
