extension DiagnosticCode {
    public static let anchorRefused = DiagnosticCode(
        "D008", .error,
        title: (
            vi: "Neo, tham chiếu hoặc thẻ của YAML",
            en: "An anchor, alias or tag of YAML"),
        message: (
            vi: "không dùng neo, tham chiếu và thẻ (&, *, !) của YAML trong khai báo",
            en: "YAML anchors, aliases and tags (&, *, !) are not used in declarations"),
        why: (
            vi: "Chúng làm một dòng phụ thuộc vào một dòng ở xa, và cho phép một tệp nhỏ phình ra vô hạn.",
            en: "They make one line depend on another far away, and let a small file grow without bound."),
        mend: (
            vi: "Viết lại nội dung tại chỗ; chữ bắt đầu bằng &, * hoặc ! thì đặt trong dấu ngoặc kép.",
            en: "Write the content out where it is needed; put a text that starts with &, * or ! in double quotes."))
}
