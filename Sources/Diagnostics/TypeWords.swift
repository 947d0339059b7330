/// Types of FEEL and why a part has no value, in Vietnamese; in English they are said as FEEL names them.
package enum TypeWords {
    /// A type in a language; in English as FEEL names it.
    package static func said(_ type: String, in language: Language) -> String {
        language == .vietnamese ? vietnamese(type) ?? type : type
    }

    /// - Parameter fact: one type, or several joined by ` | `.
    /// - Returns: `nil` where a part of it is none of ours.
    static func vietnamese(_ fact: String) -> String? {
        var said: [String] = []
        for part in fact.split(separator: "|").map({ $0.drop { $0 == " " } }) {
            guard let words = single(part.last == " " ? part.dropLast() : part) else { return nil }
            said.append(words)
        }
        return said.isEmpty ? nil : said.joined(separator: " hoặc ")
    }

    private static func single(_ type: Substring) -> String? {
        for (prefix, words) in [("list of ", "danh sách "), ("range of ", "khoảng ")] where type.hasPrefix(prefix) {
            return single(type.dropFirst(prefix.count)).map { words + $0 }
        }
        if type.hasPrefix("code of ") { return "mã của " + type.dropFirst("code of ".count) }
        if type.hasPrefix("context<") { return "nhóm " + type.dropFirst("context".count) }
        return names[String(type)]
    }

    private static let names: [String: String] = [
        "any": "giá trị bất kỳ", "null": "null", "boolean": "đúng/sai", "number": "số", "string": "chữ", "date": "ngày",
        "time": "giờ", "time with zone": "giờ có múi giờ", "time without zone": "giờ không có múi giờ", "date and time": "ngày giờ",
        "date and time with zone": "ngày giờ có múi giờ", "date and time without zone": "ngày giờ không có múi giờ", "days and time duration": "thời hạn tính bằng ngày, giờ",
        "years and months duration": "thời hạn tính bằng năm, tháng", "context": "nhóm giá trị",
        // why a part has no value
        "division by zero": "chia cho 0", "a value that does not exist": "giá trị không tồn tại",
        "a text that cannot be read": "chữ không đọc được", "a pattern the engine refuses": "mẫu không dùng được",
        "a number too large": "số quá lớn", "nothing to compute with": "không có gì để tính",
    ]
}
