@testable import Diagnostics
import Testing

@Suite("A finding shows its line")
struct RenderingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String, source: String, line: Int, column: Int, length: Int, expected: [String]

        init(_ name: String, _ source: String, _ line: Int, _ column: Int, _ length: Int, _ expected: String...) {
            (self.name, self.source, self.line, self.column, self.length, self.expected) = (name, source, line, column, length, expected)
        }

        var testDescription: String { name }
    }

    @Test("the caret stands under what is meant", arguments: [
        Case("at the start", "form: a", 1, 1, 4, "  1 | form: a", "    | ^~~~"),
        Case("after Vietnamese text", "a: 1\nvi: Họ, tên: x", 2, 5, 7, "  2 | vi: Họ, tên: x", "    |     ^~~~~~~"),
        Case("after decomposed letters", "te\u{302}n ho\u{323}: x", 1, 11, 1, "  1 | te\u{302}n ho\u{323}: x", "    |         ^"),
        Case("under decomposed letters", "k: te\u{302}n", 1, 4, 4, "  1 | k: te\u{302}n", "    |    ^~~"),
        Case("after tabs", "\tk:\tx", 1, 5, 1, "  1 | \tk:\tx", "    | \t  \t^"),
        Case("after wide letters", "漢字: x", 1, 5, 1, "  1 | 漢字: x", "    |       ^"),
        Case("under wide letters", "k: 漢字", 1, 4, 2, "  1 | k: 漢字", "    |    ^~~~"),
        Case("after an emoji", "😀 k: x", 1, 3, 1, "  1 | 😀 k: x", "    |    ^"),
        Case("past the end", "k:", 1, 9, 4, "  1 | k:", "    |   ^"),
        Case("longer than the line", "k: x", 1, 4, 99, "  1 | k: x", "    |    ^"),
        Case("CRLF", "a: 1\r\nb: 2\r\nc: 3", 2, 4, 1, "  2 | b: 2", "    |    ^"),
        Case("CR alone", "a: 1\rb: 2", 2, 1, 1, "  2 | b: 2", "    | ^"),
        Case("an empty line", "a: 1\n\nb: 2", 2, 1, 1, "  2 | ", "    | ^"),
        Case("line 100", String(repeating: "\n", count: 99) + "k: x", 100, 4, 1, "  100 | k: x", "      |    ^"),
        Case("escape sequences of a terminal", "k: \u{1B}[31mx", 1, 4, 1, "  1 | k: \u{FFFD}[31mx", "    |    ^"),
        Case("text that turns around", "k: \u{202E}abc", 1, 5, 3, "  1 | k: \u{FFFD}abc", "    |     ^~~"),
    ])
    func carets(_ c: Case) {
        let renderer = DiagnosticRenderer(language: .english) { $0 == file ? c.source : nil }
        let text = renderer.text(for: Diagnostic(.missingKey, at: place(c.line, c.column), length: c.length, ["id"]))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().map(String.init) == c.expected)
    }

    @Test("a line of a thousand letters is cut around the place")
    func long() {
        let source = String(repeating: "a", count: 500) + "X" + String(repeating: "b", count: 500)
        let text = DiagnosticRenderer(language: .english) { _ in source }.text(for: Diagnostic(.missingKey, at: place(1, 501), ["id"]))
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].count < 220)
        #expect(lines[1].hasPrefix("  1 | …") && lines[1].hasSuffix("…"))
        let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
        let meant = lines[1].firstIndex(of: "X").map { lines[1].distance(from: lines[1].startIndex, to: $0) }
        #expect(caret == meant)
    }

    @Test("place, severity, code, message and way out, in both languages", arguments: [
        (Language.english, "forms/a.yaml:2:3: error D004 no key 'lable' here; allowed: id, label\n  2 |   lable: x\n    |   ^~~~~ write 'label'"),
        (Language.vietnamese, "forms/a.yaml:2:3: lỗi D004 không có khóa 'lable' ở đây; các khóa được dùng: id, label\n  2 |   lable: x\n    |   ^~~~~ hãy viết 'label'"),
    ])
    func whole(_ language: Language, _ expected: String) {
        let finding = Diagnostic(.unknownKey, at: place(2, 3), length: 5, ["lable", "id, label"], fix: "label")
        #expect(DiagnosticRenderer(language: language) { _ in "- id: a\n  lable: x\n" }.text(for: finding) == expected)
    }

    @Test("a warning says that it is one", arguments: [(Language.english, "warning"), (Language.vietnamese, "cảnh báo")])
    func warnings(_ language: Language, _ word: String) {
        let text = DiagnosticRenderer(language: language) { _ in nil }.text(for: Diagnostic(.baselineMissing, at: place(1, 1), ["a"]))
        #expect(text.hasPrefix("forms/a.yaml:1:1: \(word) B002 "))
    }

    @Test("without the file, or past its end, the line is left out and the way out is not")
    func withoutSource() {
        let finding = Diagnostic(.unknownKey, at: place(9, 1), ["a", "b"], fix: "b")
        #expect(DiagnosticRenderer(language: .english) { _ in nil }.text(for: finding) == "forms/a.yaml:9:1: error D004 no key 'a' here; allowed: b write 'b'")
        #expect(DiagnosticRenderer(language: .english) { _ in "x" }.text(for: finding) == "forms/a.yaml:9:1: error D004 no key 'a' here; allowed: b write 'b'")
    }

    @Test("what an author wrote cannot move the cursor from a message either")
    func hostileFact() {
        let text = DiagnosticRenderer(language: .english) { _ in nil }.text(for: Diagnostic(.missingKey, at: place(1, 1), ["a\u{1B}[2J\nb"]))
        #expect(!text.contains("\u{1B}") && !text.contains("\n"))
    }
}
