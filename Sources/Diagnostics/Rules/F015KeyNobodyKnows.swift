extension DiagnosticCode {
    public static let keyNobodyKnows = DiagnosticCode(
        "F015", .error,
        title: (
            vi: "Khóa không phải khóa của chủ thể",
            en: "A key that is no key"),
        message: (
            vi: "{0} không phải khóa của {1}",
            en: "{0} is not a key of a {1}"),
        why: (
            vi: "Chủ thể chỉ được tìm bằng khóa mà từ vựng công nhận; số điện thoại không xác định một người.",
            en: "A subject is found only by a key the vocabulary knows; a phone number does not single out a person."),
        mend: (
            vi: "Dùng một khóa khai báo ở 'keys' của từ vựng, đủ mọi phần của nó.",
            en: "Use a key that stands under 'keys' in the vocabulary, with all its parts."))
}
