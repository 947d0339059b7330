extension DiagnosticCode {
    public static let wrongShape = DiagnosticCode(
        "D006", .error, words: [0, 1],
        title: (
            vi: "Giá trị sai dạng",
            en: "A value of another shape"),
        message: (
            vi: "cần {0}, nhưng ở đây là {1}",
            en: "expected {0}, found {1}"),
        why: (
            vi: "Khóa này cần một danh sách, các cặp khóa và giá trị, hoặc chữ; viết dạng khác thì không biết ý người viết.",
            en: "This key takes a list, a mapping or a text; written otherwise it does not say what was meant."),
        mend: (
            vi: "Viết giá trị theo dạng mà thông báo nêu; danh sách bắt đầu bằng '- ' hoặc nằm trong [ ].",
            en: "Write the value in the shape the message names; a list starts with '- ' or stands in [ ]."))
}
