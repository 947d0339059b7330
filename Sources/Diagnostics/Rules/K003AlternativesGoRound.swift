extension DiagnosticCode {
    public static let alternativesGoRound = DiagnosticCode(
        "K003", .error,
        title: (
            vi: "Giấy thay nhau thành vòng",
            en: "Alternatives that lead back"),
        message: (
            vi: "giấy thay cho '{0}' lại dẫn về chính nó: {1}",
            en: "what does instead of '{0}' leads back to itself: {1}"),
        why: (
            vi: "Giấy thay cho một giấy phải là giấy khác; đi thành vòng thì không bao giờ biết còn phải nộp gì.",
            en: "What does instead of a paper is another paper; in a circle nobody can tell what is left to hand in."),
        mend: (
            vi: "Bỏ một giấy khỏi 'alternatives'.",
            en: "Take one of the papers out of 'alternatives'."))
}
