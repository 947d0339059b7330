import Formats
import Testing

struct IRegexpTests {
    static let whole: [(String, String, Bool)] = [
        ("", "", true), ("", "a", false),
        ("[0-9]{12}", "001203004567", true), ("[0-9]{12}", "00120300456", false), ("[0-9]{12}", "0012030045678", false),
        ("[0-9]{9}|[0-9]{12}", "123456789", true), ("[0-9]{9}|[0-9]{12}", "1234567890", false),
        ("[0-9]{10}(-[0-9]{3})?", "0100109106-001", true),
        ("a{2,}", "a", false), ("a{2,}", "aaaa", true), ("a{0,2}", "", true), ("a{0}", "", true), ("a{0}", "a", false),
        ("(a|)(b|)", "b", true), ("(a*)*b", "aab", true), ("(a*)*", "", true), ("((a{0,2}){0,2}){2}", "aaaaaaaa", true),
        ("[^a-c]", "d", true), ("[^a-c]", "b", false), ("[^a]", "\n", true), (".", "\n", false),
        (".", "\u{2028}", true),
        ("[-a]", "-", true), ("[a-]", "-", true), ("[\\]\\-]", "]", true), ("[^^]", "^", false),
        ("\\p{L}+", "Nguyễn", true), ("\\p{Lu}\\p{Ll}+", "An", true), ("\\P{N}", "1", false), ("[\\p{N}_]", "_", true),
        ("[^\\p{N}]", "1", false),
        ("é", "e\u{301}", false), ("e\u{301}", "e\u{301}", true), ("e.", "e\u{301}", true),
        ("^ab$", "ab", true), ("a^b", "a^b", false), ("a\\^b", "a^b", true), ("[$]1", "$1", true),
        ("a/b\"'<>@~", "a/b\"'<>@~", true), ("😀?", "😀", true),
    ]

    @Test(arguments: whole)
    func matchesWhole(pattern: String, text: String, expected: Bool) throws {
        #expect(try IRegexp(pattern).matches(wholeOf: text) == expected)
    }

    @Test(arguments: [
        ("b+", "abbc", true), ("^b", "ab", false), ("b$", "ab", true), ("", "abc", true), ("^$", "", true),
        ("^$", "a", false), ("c|^a", "ab", true), ("x", "", false),
    ])
    func matchesInside(pattern: String, text: String, expected: Bool) throws {
        #expect(try IRegexp(pattern).matches(in: text) == expected)
    }

    static let refused: [(String, FormatError.Reason, Int?)] = [
        ("\\d", .syntax, 2), ("(", .syntax, 2), (")", .syntax, 1), ("a**", .syntax, 3), ("*", .syntax, 1),
        ("[]", .syntax, 2),
        ("[b-a]", .syntax, 5), ("a{3,2}", .syntax, 7), ("a{,2}", .syntax, 3), ("{", .syntax, 1), ("[a", .syntax, 3),
        ("\\p{Cs}", .syntax, 4), ("\\p{Latin}", .syntax, 4),
        ("(?:a)", .syntax, 2), ("a]", .syntax, 2), ("[a-b-c]", .syntax, 6), ("[[a]]", .syntax, 2), ("a\\", .syntax, 3),
        ("a{99999999999999999999}", .limit, 6), ("(a{1000}){1000}", .limit, nil),
        (String(repeating: "(", count: 500), .tooDeep, 102),
    ]

    @Test(arguments: refused)
    func refuses(pattern: String, reason: FormatError.Reason, column: Int?) {
        let error = #expect(throws: FormatError.self) { try IRegexp(pattern) }
        #expect(error?.reason == reason)
        #expect(error?.column == column)
        #expect(error?.format == .pattern)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["(a|a)*b", "(a*)*b", "(a+)+b", "(a?){50}a{50}b", "(.*)(.*)(.*)(.*)b"])
    func takesLinearTimeOnPatternsThatRuinBacktracking(pattern: String) throws {
        #expect(try !IRegexp(pattern).matches(wholeOf: String(repeating: "a", count: 2_000)))
    }

    @Test func repeatsNothingCheaply() throws {
        #expect(try IRegexp("(((){4000}){4000}){4000}").matches(wholeOf: ""))
    }
}
