extension DiagnosticCode {
    public static let grantTooWide = DiagnosticCode(
        "G004", .warning,
        title: (
            vi: "Quyền rộng hơn điều cần",
            en: "A grant wider than any form needs"),
        message: (
            vi: "không biểu mẫu nào của mục đích '{1}' cần '{0}'",
            en: "no form for purpose '{1}' needs '{0}'"),
        why: (
            vi: "Chỉ được đọc điều cần cho mục đích; quyền thừa là dữ liệu cá nhân mở ra không lý do.",
            en: "Only what a purpose needs may be read; what is granted beyond that lies open for no reason."),
        mend: (
            vi: "Bỏ khỏi quyền; nếu biểu mẫu cần thật thì hỏi nó trong biểu mẫu.",
            en: "Take it out of the grant; if a form does need it, ask it there."))
}
