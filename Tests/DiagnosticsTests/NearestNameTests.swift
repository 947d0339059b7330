import Diagnostics
import Testing

@Suite("Did you mean")
struct NearestNameTests {
    @Test("the nearest name within a third of its letters", arguments: [
        ("lable", "label"), ("labl", "label"), ("labell", "label"), ("date_of_brith", "date_of_birth"), ("requried", "required"),
        ("requiredif", "requiredIf"), ("x", nil), ("nothing_like_it", nil), ("", nil), ("zzzzz", nil), ("dân_tôc", "dân_tộc"),
    ] as [(String, String?)])
    func nearestOf(_ written: String, _ expected: String?) {
        #expect(nearest(to: written, among: ["label", "date_of_birth", "required", "requiredIf", "help", "dân_tộc"]) == expected)
    }

    @Test("a tie goes to the first, and no candidates suggest nothing")
    func ties() {
        #expect(nearest(to: "cat", among: ["bat", "hat"]) == "bat")
        #expect(nearest(to: "cat", among: []) == nil)
    }
}

@Suite("Findings in order")
struct OrderTests {
    @Test("by file, line, column, then code, whatever order they were found in")
    func order() {
        let sorted = [
            Diagnostic(.notYAML, at: SourcePosition(file: "a", line: 2, column: 9), ["x"]),
            Diagnostic(.missingKey, at: SourcePosition(file: "a", line: 10, column: 1), ["x"]),
            Diagnostic(.wrongShape, at: SourcePosition(file: "a", line: 10, column: 1), ["x", "y"]),
            Diagnostic(.missingKey, at: SourcePosition(file: "a", line: 10, column: 2), ["x"]),
            Diagnostic(.missingKey, at: SourcePosition(file: "b", line: 1, column: 1), ["x"]),
        ]
        #expect(Array(sorted.reversed()).sortedByPosition() == sorted)
        #expect(sorted.shuffled().sortedByPosition() == sorted)
    }

    @Test("warnings alone are no errors")
    func severity() {
        #expect(![Diagnostic(.baselineMissing, at: place(1, 1), ["a"])].hasErrors)
        #expect([Diagnostic(.baselineMissing, at: place(1, 1), ["a"]), Diagnostic(.notYAML, at: place(1, 1), ["a"])].hasErrors)
        #expect(![Diagnostic]().hasErrors)
    }

    @Test("a language comes from a locale, Vietnamese where it says nothing else", arguments: [
        ("en_US.UTF-8", Language.english), ("en", .english), ("EN_GB", .english), ("vi_VN.UTF-8", .vietnamese), ("C", .vietnamese),
        ("fr_FR", .vietnamese), ("", .vietnamese), (nil, .vietnamese),
    ] as [(String?, Language)])
    func locales(_ locale: String?, _ language: Language) {
        #expect(Language(locale: locale) == language)
    }

    @Test("English falls back to Vietnamese")
    func fallback() {
        #expect(LocalizedText(vi: "Họ tên").text(in: .english) == "Họ tên")
        #expect(LocalizedText(vi: "Họ tên", en: "name").text(in: .english) == "name")
        #expect(LocalizedText(vi: "Họ tên", en: "name").text(in: .vietnamese) == "Họ tên")
    }
}
