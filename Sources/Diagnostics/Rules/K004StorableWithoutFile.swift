extension DiagnosticCode {
    public static let storableWithoutFile = DiagnosticCode(
        "K004", .error,
        title: (
            vi: "Lưu được mà không có dạng tệp",
            en: "Stored, but as no file"),
        message: (
            vi: "'{0}' ghi 'storable' nhưng 'formats' không có dạng tệp nào",
            en: "'{0}' is 'storable', but 'formats' has no kind of file"),
        why: (
            vi: "Kho chỉ nhận tệp có dạng mà loại giấy cho phép; không có dạng nào thì không bản nào lưu được, và giấy bị đòi mãi.",
            en: "The store takes files of the formats the kind allows; without one no copy is ever kept, and the paper is asked for for ever."),
        mend: (
            vi: "Thêm dạng tệp vào 'formats', như pdf, hoặc bỏ 'storable'.",
            en: "Add a kind of file to 'formats', such as pdf, or take 'storable' out."))
}
