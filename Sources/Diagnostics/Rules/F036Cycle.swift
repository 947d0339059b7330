extension DiagnosticCode {
    public static let cycle = DiagnosticCode(
        "F036", .error,
        title: (
            vi: "Các trường chờ lẫn nhau",
            en: "Fields that wait for each other"),
        message: (
            vi: "vòng lặp: {0}",
            en: "cycle: {0}"),
        why: (
            vi: "Không trường nào trong vòng hiện được hay tính được trước trường kia, nên cả vòng không bao giờ có giá trị.",
            en: "None of these fields can be shown or computed before another of them, so none ever has a value."),
        mend: (
            vi: "Bỏ một mắt xích: đổi điều kiện, phép tính hoặc 'repeats' của một trường trong vòng.",
            en: "Break one link: change the condition, the computation or the 'repeats' of a field in the cycle."))
}
