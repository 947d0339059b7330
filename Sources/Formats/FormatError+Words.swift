public import Diagnostics

extension FormatError {
    /// The rule that was broken, without a word of the document. What has no words in Vietnamese stands there in English.
    public var words: LocalizedText { LocalizedText(vi: Self.vietnamese(of: detail) ?? detail, en: detail) }

    /// As `description`, in the language that is spoken: `JSON 3:14: cú pháp: thiếu dấu phẩy hoặc chỗ hết đối tượng`.
    public func description(in language: Language) -> String {
        guard language == .vietnamese else { return description }
        let place = line.map { line in " \(line)" + (column.map { ":\($0)" } ?? "") } ?? ""
        return "\(format.rawValue)\(place): \(reason.words.vietnamese): \(words.vietnamese)"
    }

    /// - Returns: `nil` where there are no words for it.
    private static func vietnamese(of detail: String) -> String? {
        // Details tell their numbers; the table has a mark in the place of each.
        var shape = "", numbers: [String] = [], isNumber = false
        for character in detail {
            let isDigit = character.isASCII && character.isNumber
            if isDigit, isNumber { numbers[numbers.count - 1].append(character) }
            if isDigit, !isNumber {
                numbers.append(String(character))
                shape.append("#")
            }
            if !isDigit { shape.append(character) }
            isNumber = isDigit
        }
        guard let words = table[shape] ?? table[shape.replacing(" (libxml# error #)", with: "")].map({ $0 + " (libxml# error #)" }) else { return nil }
        var rest = numbers[...]
        return words.reduce(into: "") { text, character in text += character == "#" ? rest.popFirst() ?? "#" : String(character) }
    }

    /// Numbers stand in both in the same order.
    private static let table: [String: String] = [
        // All formats
        "more than # bytes": "quá # byte",
        "nested deeper than #": "lồng sâu quá # tầng",
        "not UTF-#": "không phải UTF-#",
        "not windows-#": "không phải windows-#",
        "UTF-# without a byte order mark": "UTF-# mà không có dấu thứ tự byte",
        "UTF-# with an odd number of bytes": "UTF-# mà số byte lẻ",
        "half of a surrogate pair": "chỉ có nửa cặp surrogate",
        "an encoding that is not accepted here": "bảng mã không được nhận ở đây",
        "a byte order mark before the document": "có dấu thứ tự byte trước tài liệu",
        "out of memory": "hết bộ nhớ",
        // JSON
        "text after the end of the document": "còn chữ sau khi tài liệu đã hết",
        "the document ends where a value was expected": "tài liệu hết ở chỗ phải có giá trị",
        "a number without its digits": "số thiếu chữ số",
        "a value was expected": "chỗ này phải là một giá trị",
        "a comma or the end of the array was expected": "chỗ này phải là dấu phẩy hoặc dấu hết mảng",
        "a key in quotes was expected": "chỗ này phải là tên trong dấu nháy kép",
        "a key of this object is written twice": "một tên của đối tượng này được viết hai lần",
        "a colon was expected after the key": "sau tên phải có dấu hai chấm",
        "a comma or the end of the object was expected": "chỗ này phải là dấu phẩy hoặc dấu hết đối tượng",
        "a control character inside a string must be escaped": "ký tự điều khiển trong chuỗi phải viết bằng \\",
        "the document ends inside a string": "tài liệu hết khi chuỗi chưa đóng",
        "an escape JSON does not have": "JSON không có cách viết \\ này",
        "four hexadecimal digits were expected": "chỗ này phải là bốn chữ số thập lục phân",
        "more than # values": "quá # giá trị",
        // CSV
        "no row with the names of the columns": "không có dòng tên cột",
        "more than # rows": "quá # dòng",
        "more than # columns": "quá # cột",
        "# values for # columns": "# giá trị cho # cột",
        "a carriage return without its line feed": "dấu về đầu dòng mà không có dấu xuống dòng",
        "text after a closing quote": "có chữ sau dấu nháy đóng",
        "a quote inside a field that is not quoted": "dấu nháy trong ô không đặt trong dấu nháy",
        "a quote that is never closed": "dấu nháy không được đóng",
        "column # has no name": "cột # không có tên",
        "column # has the name of another": "cột # trùng tên cột khác",
        "a column by which the manifest finds rows is missing": "thiếu cột mà manifest dùng để tìm dòng",
        "a table without columns": "bảng không có cột nào",
        "a separator is one ASCII character, no quote and no line end": "dấu phân cách là một ký tự ASCII, không phải dấu nháy hay xuống dòng",
        // XML
        "a document type declaration": "có khai báo DTD (DOCTYPE), không được nhận",
        "a zero byte": "có byte không",
        "the encoding declared is not the encoding used": "bảng mã khai báo khác bảng mã đã dùng",
        "more than # attributes of one element": "một phần tử có quá # thuộc tính",
        "more than # nodes": "quá # nút",
        "no root element": "không có phần tử gốc",
        "not well formed": "không đúng dạng XML",
        "not namespace-well formed": "không đúng dạng XML về không gian tên",
        "the document is empty, or does not begin with '<'": "tài liệu rỗng hoặc không bắt đầu bằng '<'",
        "something stands after the root element": "còn nội dung sau phần tử gốc",
        "an end tag that is not the one of its element": "thẻ đóng không khớp thẻ mở",
        "a tag that is not closed": "thẻ chưa đóng",
        "an entity that is not declared": "thực thể không được khai báo",
        "a reference without its semicolon": "tham chiếu thiếu dấu chấm phẩy",
        "a reference to no character": "tham chiếu không phải ký tự nào",
        "a character XML does not have": "ký tự XML không cho phép",
        "an attribute without a value": "thuộc tính không có giá trị",
        "an attribute value without quotes": "giá trị thuộc tính không đặt trong dấu nháy",
        "an attribute value that is not closed": "giá trị thuộc tính chưa đóng",
        "an attribute that is written twice": "thuộc tính được viết hai lần",
        "a '<' in an attribute value": "có dấu '<' trong giá trị thuộc tính",
        "a name was expected": "chỗ này phải là một tên",
        "a '>' was expected": "chỗ này phải là dấu '>'",
        "a space was expected": "chỗ này phải có dấu cách",
        "a comment that is not closed": "chú thích chưa đóng",
        "CDATA that is not closed": "CDATA chưa đóng",
        "an instruction that is not closed": "chỉ thị xử lý chưa đóng",
        "']]>' outside of CDATA": "có ']]>' ngoài CDATA",
        "a declaration that is not at the start": "khai báo XML không đứng đầu tài liệu",
        "a prefix that no namespace is declared for": "tiền tố chưa khai báo không gian tên",
    ]
}

extension FormatError.Reason {
    var words: LocalizedText {
        switch self {
        case .syntax: LocalizedText(vi: "cú pháp", en: rawValue)
        case .duplicateKey: LocalizedText(vi: "trùng tên", en: rawValue)
        case .tooDeep: LocalizedText(vi: "quá sâu", en: rawValue)
        case .tooLarge: LocalizedText(vi: "quá lớn", en: rawValue)
        case .tooManyNodes: LocalizedText(vi: "quá nhiều", en: rawValue)
        case .encoding: LocalizedText(vi: "bảng mã", en: rawValue)
        case .documentType: LocalizedText(vi: "khai báo DTD", en: rawValue)
        case .limit: LocalizedText(vi: "quá giới hạn", en: rawValue)
        case .unsupported: LocalizedText(vi: "không hỗ trợ", en: rawValue)
        }
    }
}
