extension DiagnosticCode {
    public static let keyOfOtherTransport = DiagnosticCode(
        "C021", .error,
        title: (
            vi: "Khóa của loại kết nối khác",
            en: "A key of another transport"),
        message: (
            vi: "'{0}' không có tác dụng với sổ loại '{1}'; khóa này chỉ dùng cho: {2}",
            en: "'{0}' does nothing over '{1}'; it is for: {2}"),
        why: (
            vi: "Khóa bị bỏ qua trông như có tác dụng: 'networks' ở một cơ sở dữ liệu không giới hạn địa chỉ nào, 'bearer' không đăng nhập vào đâu.",
            en: "A key that is passed over looks as if it worked: 'networks' of a database limits no address, its 'bearer' signs in nowhere."),
        mend: (
            vi: "Bỏ khóa này, hoặc sửa 'kind'. Cơ sở dữ liệu được giới hạn và đăng nhập bằng chính địa chỉ của nó, và bằng cấu hình của máy chủ.",
            en: "Take the key away, or mend 'kind'. A database is limited and signed in to by its own address, and by how its server is set up."))
}
