extension DiagnosticCode {
    public static let withheldCondition = DiagnosticCode(
        "F038", .warning,
        title: (
            vi: "Ẩn hiện theo dữ liệu bị giữ lại",
            en: "A condition over withheld data"),
        message: (
            vi: "điều kiện của '{0}' đọc '{1}' có thể bị giữ lại, nên việc ẩn hiện sẽ để lộ",
            en: "the condition of '{0}' reads '{1}', which may be withheld, so showing or hiding would disclose it"),
        why: (
            vi: "Ai gõ số của một người lạ sẽ đoán được dữ liệu của người ấy từ ô hiện ra hay không.",
            en: "Whoever types a stranger's number would learn that person's data from what is shown or hidden."),
        mend: (
            vi: "Hỏi người khai điều kiện ấy, hoặc để cơ quan xử lý quyết định sau.",
            en: "Ask the applicant for the condition, or leave the decision to the office."))
}
