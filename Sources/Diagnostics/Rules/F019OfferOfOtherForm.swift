extension DiagnosticCode {
    public static let offerOfOtherForm = DiagnosticCode(
        "F019", .error,
        title: (
            vi: "Giá trị gợi ý không điền được vào ô",
            en: "An offer the blank cannot take"),
        message: (
            vi: "'{0}' ({1}) không gợi ý được cho '{2}' ({3})",
            en: "'{0}' ({1}) cannot be offered for '{2}' ({3})"),
        why: (
            vi: "Gợi ý thuộc kiểu khác hoặc danh mục mã khác thì chọn xong lại bị từ chối khi nộp.",
            en: "An offer of another type or from another code list would be chosen and then refused at submission."),
        mend: (
            vi: "Gợi ý một điều cùng kiểu và cùng danh mục mã với ô.",
            en: "Offer something of the type and the code list of the blank."))
}
