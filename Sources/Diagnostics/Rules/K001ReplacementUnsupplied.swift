extension DiagnosticCode {
    public static let replacementUnsupplied = DiagnosticCode(
        "K001", .warning,
        title: (
            vi: "Dữ liệu thay giấy không được cung cấp",
            en: "A replacement nobody supplies"),
        message: (
            vi: "'{0}' không được {1} cung cấp nên không thay được giấy '{2}'",
            en: "'{0}' is not supplied by {1}, so it cannot replace '{2}'"),
        why: (
            vi: "Giấy chỉ được thay khi sổ cung cấp đủ điều nó chứng minh; nếu không, giấy vẫn bị đòi.",
            en: "Data do instead of a paper only where the register supplies all of it; otherwise the paper is still demanded."),
        mend: (
            vi: "Sửa khái niệm, quan hệ hoặc sổ trong 'replacedBy'.",
            en: "Mend the concept, relation or connector under 'replacedBy'."))
}
