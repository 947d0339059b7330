extension DiagnosticCode {
    public static let freezeDoesNotHold = DiagnosticCode(
        "B007", .error,
        title: (
            vi: "Chữ ký chốt bản gốc không còn đúng",
            en: "The freeze of a baseline does not hold"),
        message: (
            vi: "bản chốt của bản gốc '{0}' không đúng: {1}",
            en: "the freeze of baseline '{0}' does not hold: {1}"),
        why: (
            vi: "Số liệu chỉ đáng tin khi người khác với người thiết kế đã ký đúng nội dung đang dùng để so sánh.",
            en: "A figure can be trusted only where somebody else than the designer signed what it is measured against."),
        mend: (
            vi: "Trả lại nội dung đã ký; điều đã chốt không sửa: bản gốc mới có mã mới và 'replaces'. 'onceonly baseline verify' nói rõ hơn.",
            en: "Restore what was signed; what is frozen is never edited: a new baseline has a new id and 'replaces'. 'onceonly baseline verify' says more."))
}
