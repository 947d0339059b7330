extension DiagnosticCode {
    public static let batchLeavesOut = DiagnosticCode(
        "C018", .error,
        title: (
            vi: "Câu hỏi chung bỏ sót chủ thể",
            en: "A batch that leaves subjects out"),
        message: (
            vi: "'{1}' trong câu truy vấn chung của '{0}' bỏ sót chủ thể được hỏi",
            en: "'{1}' in the batch query of '{0}' leaves out subjects that are asked about"),
        why: (
            vi: "Người bị bỏ sót như thể không có trong sổ: ô của họ để trống, và người sau họ có giá trị hay không tùy ai được hỏi cùng.",
            en: "Whoever is left out seems not to be on file: their blanks stay empty, depending on who is asked about with them."),
        mend: (
            vi: "Viết 'in (:khóa)', và bỏ giới hạn hoặc đặt nó trong truy vấn con về từng chủ thể; chọn một trong nhiều bản ghi bằng 'many: {firstBy: …}'.",
            en: "Write 'in (:key)', and leave the limit out or put it into a subquery about each subject; of several records 'many: {firstBy: …}' takes one."))
}
