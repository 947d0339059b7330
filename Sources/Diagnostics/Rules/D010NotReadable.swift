extension DiagnosticCode {
    public static let notReadable = DiagnosticCode(
        "D010", .error,
        title: (
            vi: "Không mở được tệp",
            en: "A file that cannot be opened"),
        message: (
            vi: "không mở được tệp: {0}",
            en: "the file cannot be opened: {0}"),
        why: (
            vi: "Khai báo nhắc đến một tệp không có, không đọc được, hoặc không phải bảng.",
            en: "A declaration names a file that is not there, may not be read, or is no table."),
        mend: (
            vi: "Đặt tệp vào chỗ được nhắc đến, hoặc sửa tên.",
            en: "Put the file where it is expected, or mend the name."))
}
