extension DiagnosticCode {
    public static let quoteThis = DiagnosticCode(
        "D009", .error,
        title: (
            vi: "Nhãn bị YAML đọc sai",
            en: "A label YAML misreads"),
        message: (
            vi: "YAML đọc sai nhãn này; hãy đặt cả nhãn trong dấu ngoặc kép",
            en: "YAML misreads this label; put the whole label in double quotes"),
        why: (
            vi: "Dấu hai chấm, dấu phẩy hay dấu thăng trong nhãn làm mất phần sau của nhãn.",
            en: "A colon, a comma or a hash inside the label would lose the rest of it."),
        mend: (
            vi: "Đặt cả nhãn trong dấu ngoặc kép.",
            en: "Put the whole label in double quotes."))
}
