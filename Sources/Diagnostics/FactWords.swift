/// Facts that are words of ours, said in the language of the message. What an author wrote is never translated.
enum FactWords {
    static func said(_ fact: String, in language: Language) -> String {
        language == .vietnamese ? vietnamese[fact] ?? TypeWords.vietnamese(fact) ?? limit(fact) ?? fact : fact
    }

    /// `at most 64 levels`
    private static func limit(_ fact: String) -> String? {
        let words = fact.split(separator: " ")
        guard words.count == 4, fact.hasPrefix("at most "), let unit = ["levels": "tầng", "parts": "phần", "characters": "ký tự"][words[3]] else { return nil }
        return "nhiều nhất \(words[2]) \(unit)"
    }

    private static let vietnamese: [String: String] = [
        // shapes
        "mapping": "các cặp 'khóa: giá trị'", "list": "danh sách", "text": "chữ", "scalar": "một giá trị", "nothing": "chỗ trống",
        "key": "khóa", "one source": "một nguồn", "role.relation": "vai.quan_hệ", "role.concept": "vai.khái_niệm",
        "kind.concept": "loại.khái_niệm", "a number": "số", "a code of its own": "mã riêng",
        // limits
        "bytes": "số byte", "depth": "độ sâu", "nodes": "số mục",
        // YAML
        "another document starts here; a declaration is one document": "ở đây bắt đầu tài liệu khác; một khai báo là một tài liệu",
        "a tab indents here; use spaces": "dòng này thụt bằng tab; hãy dùng dấu cách",
        "a quote is never closed": "thiếu dấu đóng ngoặc kép hoặc ngoặc đơn",
        "a bracket is never closed": "thiếu dấu đóng [ ] hoặc { }",
        "a value stands where none can": "giá trị đứng sai chỗ",
        "this does not fit the indentation": "thụt dòng không khớp",
        "no ':' after this key": "thiếu dấu ':' sau khóa",
        "a character no value starts with": "giá trị không được bắt đầu bằng ký tự này",
        "an escape that does not exist": "không có ký hiệu '\\\\' này",
        "a character that is allowed here": "ký tự được dùng ở đây",
        // expressions
        "a value": "một giá trị", "an operator": "một phép toán", "an operator or the end": "một phép toán hoặc hết biểu thức",
        "an argument": "một tham số", "a variable": "một biến", "a property": "một thuộc tính", "an entry": "một mục",
        "a key that was not used before": "một khóa chưa dùng", "a number within range": "một số trong giới hạn",
        "a value, a name or an operator": "một giá trị, một tên hoặc một phép toán",
        "no function of one's own": "không tự định nghĩa hàm", "no 'instance of'": "không dùng 'instance of'",
        "*/ at the end of the comment": "*/ ở cuối chú thích",
        "\" at the end of the string": "dấu \" ở cuối chuỗi", "a key": "một khóa", "a written value": "một giá trị viết sẵn",
        "a built-in function": "một hàm có sẵn", "an argument with a name": "một tham số có tên", "an argument without a name": "một tham số không tên",
        "a date of the dossier, such as dossier.submission_date": "một ngày của hồ sơ, chẳng hạn dossier.submission_date",
        "a date, a time, a date and time or a duration": "một ngày, một giờ, một ngày giờ hoặc một thời hạn",
        "a literal such as @\"2025-07-01\"": "một giá trị như @\"2025-07-01\"", "the code list in quotes": "bảng mã, trong dấu ngoặc kép",
        "the column in quotes": "tên cột, trong dấu ngoặc kép", "the connector in quotes": "tên kết nối, trong dấu ngoặc kép",
        "a Unicode character after \\u": "một ký tự Unicode sau \\u", "a Unicode character after \\U": "một ký tự Unicode sau \\U",
        "4 hexadecimal digits after \\u": "4 chữ số thập lục phân sau \\u", "6 hexadecimal digits after \\U": "6 chữ số thập lục phân sau \\U",
    ]
}
