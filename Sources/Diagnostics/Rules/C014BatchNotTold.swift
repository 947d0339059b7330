extension DiagnosticCode {
    public static let batchNotTold = DiagnosticCode(
        "C014", .error,
        title: (
            vi: "Không phân biệt được bản ghi của ai",
            en: "Records of a batch that cannot be told apart"),
        message: (
            vi: "'{0}' không hỏi chung được: '{1}' không cho biết bản ghi nào của ai",
            en: "'{0}' cannot be asked about many at once: its '{1}' does not tell whose record is whose"),
        why: (
            vi: "Mỗi bản ghi phải mang khóa của chủ thể, và đường dẫn phải gặp được nhiều bản ghi; nếu không, dữ liệu của người này đến người khác.",
            en: "Every record must carry its subject's key, and the path must find several; or one person's data would reach another."),
        mend: (
            vi: "'identifies' chỉ chỗ của khóa; 'record' gặp nhiều bản ghi, như '$.items[*]', của 'batch' nếu khác khi hỏi một chủ thể.",
            en: "Let 'identifies' say where the key stands, and 'record' find several, like '$.items[*]'; under 'batch' if a reply about one is another."))
}
