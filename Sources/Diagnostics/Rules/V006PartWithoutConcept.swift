extension DiagnosticCode {
    public static let partWithoutConcept = DiagnosticCode(
        "V006", .error,
        title: (
            vi: "Phần của khái niệm ghép không phải khái niệm",
            en: "A part that is no concept"),
        message: (
            vi: "phần '{0}' của '{1}' không phải khái niệm",
            en: "part '{0}' of '{1}' is no concept"),
        why: (
            vi: "Mỗi phần của địa chỉ hay giấy tờ có thể được hỏi riêng nên phải là khái niệm có tên.",
            en: "Every part of an address or an identity paper may be asked on its own, so it is a concept with a name."),
        mend: (
            vi: "Khai báo khái niệm cho phần ấy, hoặc sửa tên.",
            en: "Declare a concept for the part, or mend its name."))
}
