extension DiagnosticCode {
    public static let baselineChanged = DiagnosticCode(
        "B004", .error,
        title: (
            vi: "Bản gốc đã đổi sau khi chốt",
            en: "A baseline changed after it was frozen"),
        message: (
            vi: "bản gốc của '{0}' đã đổi sau khi chốt: nội dung nay có mã băm {1}",
            en: "the baseline of '{0}' was changed after it was frozen: its content now has hash {1}"),
        why: (
            vi: "Số liệu chỉ đáng tin khi điều được so sánh không đổi.",
            en: "A figure can be trusted only while what it is measured against stays as it was."),
        mend: (
            vi: "Trả lại nội dung cũ; nếu bản gốc sai thì chốt lại: ghi ngày, người chốt và mã băm mới.",
            en: "Restore the old content; if the baseline was wrong, freeze it anew with day, person and the new hash."))
}
