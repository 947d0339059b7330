extension DiagnosticCode {
    public static let partOfUnknown = DiagnosticCode(
        "B003", .error,
        title: (
            vi: "Phần của điều bản gốc không hỏi",
            en: "A piece of what the baseline does not ask"),
        message: (
            vi: "'partOf' chỉ đến '{0}', bản gốc không hỏi điều đó",
            en: "'partOf' names '{0}', which the baseline does not ask"),
        why: (
            vi: "Tách một ô thành nhiều ô không được làm đổi số đếm; muốn vậy ô gốc phải có trong bản gốc.",
            en: "Splitting a blank must not change the count; for that the whole must stand in the baseline."),
        mend: (
            vi: "Chỉ đến điều bản gốc hỏi, hoặc bỏ 'partOf'.",
            en: "Name what the baseline asks, or take 'partOf' out."))
}
