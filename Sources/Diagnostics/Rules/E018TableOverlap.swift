extension DiagnosticCode {
    public static let tableOverlap = DiagnosticCode(
        "E018", .error,
        title: (
            vi: "Các dòng của bảng quyết định chồng nhau",
            en: "Rules of a decision table that overlap"),
        message: (
            vi: "dòng {0} và dòng {1} của bảng quyết định cùng áp dụng khi {2}",
            en: "rules {0} and {1} of the decision table both fire where {2}"),
        why: (
            vi: "Bảng có 'hit: U' chỉ nhận một dòng, 'hit: A' chỉ nhận các dòng cùng kết quả; nếu không, kết quả là null.",
            en: "Under 'hit: U' one rule may fire, under 'hit: A' several with one result; otherwise the result is null."),
        mend: (
            vi: "Thu hẹp một dòng, hoặc chọn 'hit: F' nếu dòng đầu tiên quyết định.",
            en: "Narrow one rule, or choose 'hit: F' if the first one decides."))
}
