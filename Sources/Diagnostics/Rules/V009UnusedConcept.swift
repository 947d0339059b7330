extension DiagnosticCode {
    public static let unusedConcept = DiagnosticCode(
        "V009", .warning,
        title: (
            vi: "Khái niệm không ai dùng",
            en: "A concept nobody uses"),
        message: (
            vi: "không biểu mẫu, sổ, quyền hay giấy tờ nào dùng '{0}'",
            en: "no form, register, grant or paper uses '{0}'"),
        why: (
            vi: "Từ vựng thừa làm người viết biểu mẫu chọn nhầm một khái niệm không sổ nào điền.",
            en: "Spare words make an author pick a concept no register ever fills."),
        mend: (
            vi: "Xóa khái niệm, hoặc dùng nó ở nơi nó được cần.",
            en: "Delete the concept, or use it where it is needed."))
}
