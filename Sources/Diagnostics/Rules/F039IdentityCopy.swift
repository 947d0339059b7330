extension DiagnosticCode {
    public static let identityCopy = DiagnosticCode(
        "F039", .warning,
        title: (
            vi: "Đòi bản sao giấy tờ tùy thân",
            en: "A copy of an identity paper is demanded"),
        message: (
            vi: "'{0}' đòi bản sao giấy tờ tùy thân mà {1} thay được",
            en: "'{0}' demands a copy of an identity paper, which {1} replaces"),
        why: (
            vi: "Cơ sở dữ liệu dân cư thay mọi giấy tờ tùy thân (Luật Căn cước 26/2023/QH15); không cơ quan nào được đòi bản sao nữa.",
            en: "The population database replaces every identity paper (Law on Identification 26/2023/QH15); no office may ask for a copy any more."),
        mend: (
            vi: "Bỏ 'uploadOnly'; nếu chưa có quyền đọc thì thêm quyền cho mục đích của biểu mẫu.",
            en: "Take 'uploadOnly' out; where no grant lets the form read the data, add one for its purpose."))
}
