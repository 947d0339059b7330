extension DiagnosticCode {
    public static let sameAuthority = DiagnosticCode(
        "C002", .error,
        title: (
            vi: "Hai sổ cùng bậc",
            en: "Two authorities of one rank"),
        message: (
            vi: "'{0}': {1} và {2} cùng bậc {3}; không sổ nào quyết định",
            en: "'{0}': {1} and {2} have the same authority {3}; neither decides"),
        why: (
            vi: "Khi hai sổ nói khác nhau mà không sổ nào hơn bậc, người dân phải khai lại.",
            en: "When the two differ and neither outranks the other, the applicant has to be asked."),
        mend: (
            vi: "Đổi 'authority' của một trong hai; 1 là bậc quyết định.",
            en: "Change the 'authority' of one of them; 1 decides."))
}
