extension DiagnosticCode {
    public static let overlappingVersions = DiagnosticCode(
        "F041", .error,
        title: (
            vi: "Hai bản cùng có hiệu lực",
            en: "Two versions in force at once"),
        message: (
            vi: "biểu mẫu '{0}' còn có bản ở {1} với thời hạn trùng nhau",
            en: "form '{0}' has another version in {1} that holds on some of the same days"),
        why: (
            vi: "Vào những ngày ấy không biết hồ sơ theo bản nào.",
            en: "On those days nobody can tell which version a dossier follows."),
        mend: (
            vi: "Ghi 'validTo' của bản cũ là ngày trước 'validFrom' của bản mới.",
            en: "Let the older version end: its 'validTo' is the day before the newer one's 'validFrom'."))
}
