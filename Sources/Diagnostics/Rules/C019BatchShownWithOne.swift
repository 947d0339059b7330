extension DiagnosticCode {
    public static let batchShownWithOne = DiagnosticCode(
        "C019", .error,
        title: (
            vi: "Mẫu chỉ có một chủ thể cho câu hỏi chung",
            en: "A batch shown with one subject"),
        message: (
            vi: "không mẫu nào của '{0}' có hai chủ thể, nên không thấy được câu hỏi chung trả lời về từng người",
            en: "no sample of '{0}' holds two subjects, so that nothing shows that its batch answers about each"),
        why: (
            vi: "Câu truy vấn chỉ trả về chủ thể đầu tiên trông vẫn đúng khi hỏi về một người.",
            en: "A query that finds the first subject alone looks right as long as it is asked about one."),
        mend: (
            vi: "Thêm vào mẫu một chủ thể thứ hai, và vào cases.yaml một trường hợp cùng tệp mẫu với khóa của chủ thể đó.",
            en: "Add a second subject to the sample, and to cases.yaml a case of the same sample with its key."))
}
