extension DiagnosticCode {
    public static let baselinesInNoLine = DiagnosticCode(
        "B005", .error,
        title: (
            vi: "Nhiều bản gốc của một biểu mẫu không nối tiếp nhau",
            en: "Several baselines of a form that do not follow each other"),
        message: (
            vi: "biểu mẫu '{0}' có nhiều bản gốc ({1}) mà không cái nào thay lần lượt các cái khác",
            en: "form '{0}' has several baselines ({1}), and none of them replaces the others in one line"),
        why: (
            vi: "Hồ sơ được đo theo bản gốc nào phải rõ ràng; bản gốc mới là chuỗi số liệu mới.",
            en: "It must be plain which one dossiers are counted against; a new baseline is a new series."),
        mend: (
            vi: "Ghi 'replaces: <mã bản gốc cũ>' ở bản gốc mới, mỗi bản cũ chỉ bị thay một lần.",
            en: "Write 'replaces: <id of the old one>' in the newer one; each is replaced once."))
}
