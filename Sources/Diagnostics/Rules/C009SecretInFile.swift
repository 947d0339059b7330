extension DiagnosticCode {
    public static let secretInFile = DiagnosticCode(
        "C009", .error,
        title: (
            vi: "Bí mật nằm trong tệp",
            en: "A secret that stands in the file"),
        message: (
            vi: "bí mật được viết thẳng vào tệp",
            en: "a secret is written into the file"),
        why: (
            vi: "Ai đọc được tệp thì đọc được bí mật, và tệp còn mãi trong lịch sử của kho.",
            en: "Whoever reads the file reads the secret, and the file stays in the history of the repository for ever."),
        mend: (
            vi: "Viết tên một biến môi trường, như ${TOKEN}, và coi bí mật cũ là đã lộ.",
            en: "Write the name of a variable of the environment, like ${TOKEN}, and count the old secret as told."))
}
