extension DiagnosticCode {
    public static let verifiedWithMore = DiagnosticCode(
        "F043", .error,
        title: (
            vi: "Chỉ đối chiếu được cùng thông tin khác",
            en: "Verified only together with more"),
        message: (
            vi: "sổ '{2}' chỉ xác nhận '{1}' của vai '{0}' cùng với {3}, chưa được gõ vào hoặc chưa được phép",
            en: "register '{2}' confirms '{1}' of role '{0}' only together with {3}, which is not typed or not granted"),
        why: (
            vi: "Sổ này nhận mọi điều nó xác nhận trong một câu hỏi; thiếu một điều thì không hỏi được, và không ai được tìm ra theo số gõ vào.",
            en: "All such a register confirms goes out in one question: with a part of it missing nothing is asked, and nobody is found by a typed key."),
        mend: (
            vi: "Thêm các khái niệm ấy vào 'verify' của vai và vào 'verifies' của quyền, hoặc bỏ khái niệm này khỏi 'verify'.",
            en: "Add those concepts to 'verify' of the role and to 'verifies' of the grant, or leave this one out of 'verify'."))
}
