extension DiagnosticCode {
    public static let tableGap = DiagnosticCode(
        "E017", .warning,
        title: (
            vi: "Bảng quyết định còn thiếu trường hợp",
            en: "A decision table with a gap"),
        message: (
            vi: "không dòng nào của bảng quyết định áp dụng khi {0}",
            en: "no rule of the decision table fires where {0}"),
        why: (
            vi: "Với trường hợp bị thiếu, bảng không có kết quả.",
            en: "For the case that is left out the table has no result."),
        mend: (
            vi: "Thêm một dòng cho trường hợp ấy; '-' nhận mọi giá trị.",
            en: "Add a rule for that case; '-' takes any value."))
}
