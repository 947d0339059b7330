public import Diagnostics
public import Formats

/// Something about a template that was filled all the same: a code, a place, a way out. Never a value.
public struct TemplateFinding: Sendable, Hashable {
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The template names what the form does not have.
        case unknownName = "T001"
        /// A blank of the paper has no place in the template.
        case blankWithoutPlace = "T002"
        /// A merge field inside another field, or one that does not end in its paragraph; a control around a table.
        case notFillable = "T003"
        /// One row of a table names blanks of two.
        case rowOfTwoTables = "T004"
        /// More rows were entered than the template has places for.
        case rowsWithoutPlace = "T005"
        /// A field Word would fill by itself: the day the document is opened, something from a data source or another file.
        case liveField = "T006"
        /// A blank stands in the template by some of its boxes or parts, and there is more in it.
        case valueWithoutPlace = "T007"
    }

    public let code: Code
    /// `word/document.xml`; `nil` for what stands nowhere.
    public let part: String?
    /// Counted from 1, in the template.
    public let paragraph: Int?
    /// What the template names, or the blank that has no place.
    public let name: String
    /// What was meant, where one name is near; of a blank its words.
    public let hint: String?

    public var severity: Severity {
        switch code {
        case .unknownName, .notFillable, .rowOfTwoTables: .error
        case .blankWithoutPlace, .rowsWithoutPlace, .liveField, .valueWithoutPlace: .warning
        }
    }

    public func message(in language: Language) -> String {
        func say(_ vi: String, _ en: String) -> String { language == .english ? en : vi }
        let near = hint.map { say("; có phải '\($0)'?", "; did you mean '\($0)'?") } ?? ""
        let label = hint.map { " (\($0))" } ?? ""
        return switch code {
        case .unknownName: say("biểu mẫu không có '\(name)'", "the form has no '\(name)'") + near
        case .blankWithoutPlace: say("mẫu không có chỗ cho ô '\(name)'\(label)", "the template has no place for blank '\(name)'\(label)")
        case .notFillable:
            say(
                "'\(name)' nằm trong trường khác, không kết thúc trong đoạn, hoặc bao một bảng nên không điền",
                "'\(name)' is inside another field, does not end in its paragraph, or holds a table, and was not filled")
        case .rowOfTwoTables: say("một dòng nêu ô của hai bảng: \(name)", "one row names blanks of two tables: \(name)")
        case .liveField:
            say(
                "trường '\(name)' do Word tự điền lại nên đã bỏ; ngày giờ thành chỗ ghi tay, còn lại giữ chữ đang hiện",
                "Word fills field '\(name)' by itself, so it was taken out: a day or time became a line to write on, other text stays")
        case .rowsWithoutPlace: say("mẫu thiếu dòng cho bảng '\(name)'", "the template has too few rows for table '\(name)'")
        case .valueWithoutPlace:
            say(
                "ô '\(name)'\(label) có nội dung mà mẫu không có chỗ: thêm đủ các ô đánh dấu và các phần, hoặc nêu cả ô",
                "what stands in blank '\(name)'\(label) has more than the template has places for: name all of its boxes and parts, or the blank itself")
        }
    }

    /// `word/document.xml, paragraph 12: error T001 the form has no …`
    public func text(in language: Language) -> String {
        let place = part.map { part in
            part + (paragraph.map { (language == .english ? ", paragraph " : ", đoạn ") + "\($0)" } ?? "") + ": "
        } ?? ""
        let word = switch severity {
        case .error: language == .english ? "error" : "lỗi"
        case .warning: language == .english ? "warning" : "cảnh báo"
        }
        return "\(place)\(word) \(code.rawValue) \(message(in: language))"
    }
}

/// Why a file is no template that can be filled.
public enum TemplateError: Error, Sendable, Hashable {
    /// The archive, or one part of it, was refused at the door.
    case refused(FormatError, part: String?)
    /// An archive, but no Word document: an older `.doc`, a template `.dotx`, another program's.
    case noDocument
    case macros
    /// A document in the strict variant of the standard.
    case strict

    public var words: LocalizedText {
        switch self {
        case .refused(let error, let part):
            LocalizedText(vi: "không đọc được mẫu: \(part.map { $0 + ": " } ?? "")\(error)", en: "the template cannot be read: \(part.map { $0 + ": " } ?? "")\(error)")
        case .noDocument:
            LocalizedText(
                vi: "không phải tài liệu Word; .doc và .dotx thì lưu lại thành .docx", en: "this is no Word document; save a .doc or .dotx as .docx")
        case .macros: LocalizedText(vi: "tài liệu có macro; lưu lại thành .docx", en: "the document has macros; save it as .docx")
        case .strict:
            LocalizedText(vi: "tài liệu theo dạng Strict; lưu lại thành 'Word Document (.docx)'", en: "the document is in the Strict variant; save it as 'Word Document (.docx)'")
        }
    }
}
