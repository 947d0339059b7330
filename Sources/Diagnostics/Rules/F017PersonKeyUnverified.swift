extension DiagnosticCode {
    public static let personKeyUnverified = DiagnosticCode(
        "F017", .warning,
        title: (
            vi: "Số định danh tự gõ không được đối chiếu",
            en: "A typed personal number that nothing verifies"),
        message: (
            vi: "vai '{0}' nhận số định danh tự gõ mà không đối chiếu họ tên",
            en: "role '{0}' takes a typed personal number without verifying the name"),
        why: (
            vi: "Gõ nhầm một chữ số là chạm đến hồ sơ của người khác; họ tên gõ kèm phải khớp mới được dùng.",
            en: "One wrong digit reaches somebody else's record; the name typed beside it must match before anything is used."),
        mend: (
            vi: "Thêm 'verify: [full_name]' vào vai.",
            en: "Add 'verify: [full_name]' to the role."))
}
