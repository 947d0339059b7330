import Diagnostics

/// What the argument library says of its own accord, in Vietnamese. It has no catalogue of messages to translate, so its
/// sentences are told apart by how they begin; one it may learn later stays English.
enum ArgumentWords {
    /// A help page or an error as the library wrote it, in the language that is spoken.
    static func spoken(_ text: String, in language: Language = .spoken) -> String {
        let text = text.hasPrefix("Error: ") ? withoutKeys(text) : text
        guard language == .vietnamese else { return text }
        return choices(text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }.joined(separator: "\n"))
    }

    /// A key that stands where no argument is expected stays out of the message.
    private static func withoutKeys(_ text: String) -> String {
        text.replacing(/'\d{9,12}'/) { said(vi: "(\($0.0.count - 2) chữ số)", en: "(\($0.0.count - 2) digits)") }
    }

    private static func line(_ line: String) -> String {
        if line.hasPrefix("Error: ") { return "Lỗi: " + error(String(line.dropFirst("Error: ".count))) }
        for (english, vietnamese) in headings where line.hasPrefix(english) { return vietnamese + line.dropFirst(english.count) }
        if let see = line.wholeMatch(of: /( *)See '(.+)' for (?:more information|detailed help)\./) { return "\(see.1)Xem '\(see.2)' để biết thêm." }
        if let option = line.wholeMatch(of: #/   or: (.+)/#) { return "   hoặc: " + error(String(option.1)) }
        return help(line)
    }

    private static let headings = [
        ("OVERVIEW:", "TÓM TẮT:"), ("USAGE:", "CÁCH GỌI:"), ("Usage:", "Cách gọi:"), ("ARGUMENTS:", "THAM SỐ:"), ("OPTIONS:", "TÙY CHỌN:"),
        ("SUBCOMMANDS:", "LỆNH CON:"), ("Help:", "Trợ giúp:"),
    ]

    /// Beside what an option is for.
    private static func help(_ line: String) -> String {
        line.replacing("Show the version.", with: "Cho biết phiên bản.").replacing("Show help information.", with: "Cho biết cách dùng.")
    }

    /// What an option may be and is otherwise; the library breaks lines within it.
    private static func choices(_ text: String) -> String {
        text.replacing("(values:", with: "(giá trị:").replacing("(default:", with: "(mặc định:")
            .replacing(/;(\s+)default:/) { ";\($0.1)mặc định:" }
    }

    private static func error(_ message: String) -> String {
        if let unknown = message.wholeMatch(of: /Unknown option '(.+?)'(?:\. Did you mean '(.+?)'\?)?/) {
            return "không có tùy chọn '\(unknown.1)'" + (unknown.2.map { "; có phải '\($0)'?" } ?? "")
        }
        if let missing = message.wholeMatch(of: /Missing value for '(.+)'/) { return "thiếu giá trị cho '\(missing.1)'" }
        if let missing = message.wholeMatch(of: /Missing expected argument '(.+)'/) { return "thiếu tham số '\(missing.1)'" }
        if let missing = message.wholeMatch(of: /Missing one of: (.+)/) { return "thiếu một trong: \(missing.1)" }
        if message == "Missing required subcommand." { return "thiếu lệnh con" }
        if let wrong = message.wholeMatch(of: /The value '(.*)' is invalid for '(.+?)'(?:: (.*)|\. Please provide one of (.+)\.)?/) {
            let why = wrong.3.map { ": \($0)" } ?? wrong.4.map { "; có: \(listed(String($0)))" } ?? ""
            return "giá trị '\(wrong.1)' không hợp lệ cho '\(wrong.2)'\(why)"
        }
        if let extra = message.wholeMatch(of: /Unexpected argument (.*)/) { return "thừa tham số \(extra.1)" }
        if let extra = message.wholeMatch(of: /(\d+) unexpected arguments: (.+)/) { return "thừa \(extra.1) tham số: \(extra.2)" }
        if let extra = message.wholeMatch(of: /The option '(.+?)' does not take any value, but '(.*)' was specified\./) {
            return "tùy chọn '\(extra.1)' không nhận giá trị, nhưng có '\(extra.2)'"
        }
        if let twice = message.wholeMatch(of: /Value to be set with flag (.+) had already been set with flag (.+)/) {
            return "tùy chọn \(twice.1) lặp lại \(twice.2)"
        }
        return message
    }

    private static func listed(_ list: String) -> String { list.replacing(" and ", with: ", ").replacing(" or ", with: ", ") }
}
