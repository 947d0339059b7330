extension DiagnosticCode {
    public static let namesAlike = DiagnosticCode(
        "V008", .warning,
        title: (
            vi: "Hai tên dễ lẫn nhau",
            en: "Two names taken for one another"),
        message: (
            vi: "'{0}' dễ lẫn với '{1}' ({2})",
            en: "'{0}' is easily taken for '{1}' ({2})"),
        why: (
            vi: "Hai tên chỉ khác chữ hoa, dấu nối hoặc một chữ cái: người viết sẽ chọn nhầm và dữ liệu đi sai chỗ.",
            en: "Two names that differ only by case, by a separator or by one letter: an author will pick the wrong one and data go astray."),
        mend: (
            vi: "Dùng một tên cho một nghĩa; nếu là hai nghĩa thì đặt tên nói rõ điều khác nhau.",
            en: "Use one name for one meaning; if they are two, give them names that say what differs."))
}
