extension DiagnosticCode {
    public static let unknownAuthority = DiagnosticCode(
        "K002", .error,
        title: (
            vi: "Cơ quan cấp không có trong danh mục",
            en: "An issuer that is in no list"),
        message: (
            vi: "không có cơ quan '{0}' trong danh mục 'authorities'",
            en: "no issuer '{0}' in the list 'authorities'"),
        why: (
            vi: "Bản đã lưu chỉ dùng lại khi cơ quan cấp nó được phép cấp loại giấy này; tên lạ thì không bản nào được.",
            en: "A stored copy serves only if its issuer may issue this kind; under a name nobody has, none ever would."),
        mend: (
            vi: "Sửa mã, hoặc thêm cơ quan vào danh mục 'authorities' của từ vựng.",
            en: "Mend the code, or add the authority to the list 'authorities' of the vocabulary."))
}
