extension DiagnosticCode {
    public static let overLimit = DiagnosticCode(
        "D002", .error, words: [0, 1],
        title: (
            vi: "Vượt giới hạn của một tệp khai báo",
            en: "Over a limit of declaration files"),
        message: (
            vi: "vượt giới hạn {0}: tối đa {1}",
            en: "over the limit for {0}: at most {1}"),
        why: (
            vi: "Tệp khai báo do người viết; tệp quá lớn hoặc quá sâu là do nhầm, hoặc để làm treo máy chủ.",
            en: "Declarations are written by people; a file that large or that deep is an accident, or meant to stall the server."),
        mend: (
            vi: "Chia tệp, hoặc bỏ bớt các tầng lồng nhau.",
            en: "Split the file, or take levels of nesting out of it."))
}
