extension DiagnosticCode {
    public static let requiredNeverVisible = DiagnosticCode(
        "E013", .warning,
        title: (
            vi: "Bắt buộc ở chỗ không hiện",
            en: "Required only where it is not shown"),
        message: (
            vi: "ô '{0}' chỉ bắt buộc khi nó không hiện",
            en: "blank '{0}' is required only where it is not shown"),
        why: (
            vi: "Điều kiện hiện và điều kiện bắt buộc loại trừ nhau, nên ô không bao giờ bắt buộc.",
            en: "The conditions for showing and for requiring exclude one another, so the blank is never required."),
        mend: (
            vi: "Sửa 'requiredIf' theo 'visibleIf'.",
            en: "Bring 'requiredIf' in line with 'visibleIf'."))
}
