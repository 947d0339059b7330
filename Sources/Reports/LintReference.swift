public import Diagnostics

/// The page that explains every code, made of the rules' own texts and of the cases that raise them.
public struct LintReference: Sendable {
    private let language: Language
    private let examples: [String: String]

    /// - Parameter examples: a bad case by its code, with ‹› around what the finding underlines.
    public init(language: Language, examples: [String: String]) {
        self.language = language
        self.examples = examples
    }

    /// Markdown; ends with a line break.
    public var page: String {
        let codes = DiagnosticCode.allCases
        let index = rows.compactMap { row -> String? in
            let own = codes.filter { $0.rawValue.hasPrefix(row.letter) }
            return own.isEmpty ? nil : "- \(row.title.text(in: language)): " + own.map { "[\($0.rawValue)](#\($0.rawValue.lowercased()))" }.joined(separator: " ")
        }
        return ([head] + [index.joined(separator: "\n")] + codes.map(section)).joined(separator: "\n\n") + "\n"
    }

    private var head: String {
        switch language {
        case .english:
            """
            # What lint finds

            [Tiếng Việt](lint.vi.md)

            `onceonly lint` reads every declaration and says what is wrong, where, and what to write instead. A code is never
            renumbered or reused. An error keeps the form from being used; a warning does not, but lint does not pass with one.
            The examples are the cases of `Tests/SourcingTests/lint/bad`: a part after `---` takes the place of that part in
            otherwise sound declarations. This page is written by
            `onceonly lint --reference Tests/SourcingTests/lint --language en`.
            """
        case .vietnamese:
            """
            # Lint tìm gì

            [English](lint.md)

            `onceonly lint` đọc mọi khai báo và nói điều gì sai, ở đâu, nên viết gì. Mã không bao giờ đổi số hay dùng lại. Có lỗi
            thì biểu mẫu không dùng được; cảnh báo thì dùng được, nhưng lint chưa đạt. Ví dụ là các ca trong
            `Tests/SourcingTests/lint/bad`: phần sau `---` thay cho phần ấy trong bộ khai báo vốn không có lỗi. Trang này do
            `onceonly lint --reference Tests/SourcingTests/lint --language vi` viết ra.
            """
        }
    }

    private let rows: [(letter: String, title: LocalizedText)] = [
        ("D", LocalizedText(vi: "Tệp và YAML", en: "Files and YAML")), ("E", LocalizedText(vi: "Biểu thức", en: "Expressions")),
        ("V", LocalizedText(vi: "Từ vựng", en: "Vocabulary")), ("F", LocalizedText(vi: "Biểu mẫu", en: "Forms")),
        ("B", LocalizedText(vi: "Bản gốc", en: "Baselines")), ("C", LocalizedText(vi: "Kết nối", en: "Connectors")),
        ("G", LocalizedText(vi: "Quyền đọc", en: "Grants")), ("K", LocalizedText(vi: "Loại giấy tờ", en: "Kinds of evidence")),
    ]

    private func section(_ code: DiagnosticCode) -> String {
        let severity = switch (code.severity, language) {
        case (.error, .english): "error"
        case (.error, .vietnamese): "lỗi"
        case (.warning, .english): "warning"
        case (.warning, .vietnamese): "cảnh báo"
        }
        // Any fact will do.
        let sentence = code.message.text(in: language).replacing(/\{[0-9]\}/, with: "…")
        var parts = [
            "<a id=\"\(code.rawValue.lowercased())\"></a>\n\n## \(code.rawValue) \(code.title.text(in: language))",
            "*\(severity):* \(sentence)",
            code.why.text(in: language),
        ]
        if let example = examples[code.rawValue] { parts.append("```yaml\n\(Self.shown(example))\n```") }
        parts.append("**→** " + code.mend.text(in: language))
        return parts.joined(separator: "\n\n")
    }

    /// A case without its marks, a caret under each of them.
    static func shown(_ example: String) -> String {
        var lines: [String] = []
        for line in example.split(separator: "\n", omittingEmptySubsequences: false) {
            var kept: [Unicode.Scalar] = [], carets: [(start: Int, length: Int)] = [], open: Int?
            for scalar in line.unicodeScalars {
                switch scalar {
                case "‹": open = kept.count
                case "›":
                    if let start = open { carets.append((start, max(1, kept.count - start))) }
                    open = nil
                default: kept.append(scalar)
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: kept)
            guard !carets.isEmpty else {
                lines.append(String(text))
                continue
            }
            // The code behind the line is for the test.
            lines.append(String(text).replacing(/\s# [A-Z][0-9]{3}.*$/, with: ""))
            var caret = ""
            for (start, length) in carets {
                caret += String(repeating: " ", count: max(0, start - caret.count)) + "^" + String(repeating: "~", count: length - 1)
            }
            lines.append(caret)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
