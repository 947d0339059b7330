extension DiagnosticCode {
    public static let declaredTwice = DiagnosticCode(
        "V005", .error,
        title: (
            vi: "Một tên khai báo hai lần",
            en: "A name declared twice"),
        message: (
            vi: "'{0}' đã khai báo ở {1}",
            en: "'{0}' is declared already at {1}"),
        why: (
            vi: "Một từ chỉ có một nghĩa; hai lời khai thì không biết lời nào đúng.",
            en: "One word has one meaning; of two declarations nobody knows which holds."),
        mend: (
            vi: "Xóa một trong hai, hoặc đổi tên; mã dùng lại thì các thời hạn không được chồng nhau.",
            en: "Delete one of the two or rename it; where a code is reused, the periods must not overlap."))
}
