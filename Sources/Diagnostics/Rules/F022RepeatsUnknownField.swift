extension DiagnosticCode {
    public static let repeatsUnknownField = DiagnosticCode(
        "F022", .error,
        title: (
            vi: "Nhắc lại một trường không có",
            en: "A repeat of a field that does not exist"),
        message: (
            vi: "'repeats' chỉ đến trường '{0}' không có",
            en: "'repeats' names field '{0}', which does not exist"),
        why: (
            vi: "Ô nhắc lại lấy giá trị của trường kia; trường ấy không có thì ô luôn trống.",
            en: "A repeat takes the value of the field it names; without that field it stays empty."),
        mend: (
            vi: "Sửa mã trường.",
            en: "Mend the field id."))
}
