import Formats
import Testing

/// Patterns of XPath: what they find, what they replace, what is refused.
struct XPathPatternTests {
    @Test(arguments: [
        ("abc", "b", "", true), ("abc", "^b", "", false), ("a\nb", "^b", "m", true), ("a\nb", "a.b", "", false), ("a\nb", "a.b", "s", true),
        ("HELLO", "hello", "i", true), ("Đường", "đường", "i", true), ("x1", "\\i\\d", "", true), ("é", "\\p{Ll}", "", true),
        ("ấ", "\\p{IsLatinExtendedAdditional}", "", true), ("E", "[A-Z-[AEIOU]]", "", false), ("F", "[A-Z-[AEIOU]]", "", true),
        ("a.b", "a.b", "q", true), ("axb", "a.b", "q", false), ("ab", "a b", "x", true), ("015090000123", "^[0-9]{12}$", "", true),
        ("01509000012", "^[0-9]{12}$", "", false), ("aaa", "^(a|ab)(c|bcd)?a+$", "", true), ("", "^$", "", true), ("k", "[^a-j]", "", true),
    ])
    func finds(text: String, pattern: String, flags: String, isFound: Bool) throws {
        var budget = 20_000_000
        #expect(try XPathPattern(pattern, flags: flags).matches(in: text, budget: &budget) == isFound)
    }

    @Test(arguments: [
        ("a-b-c", "-", "+", "a+b+c"), ("2026-11-24", "(\\d+)-(\\d+)-(\\d+)", "$3/$2/$1", "24/11/2026"), ("aaa", "a*?a", "x", "xxx"),
        ("abab", "(a)|b", "[$1]", "[a][][a][]"), ("a", "(a)", "$12", "a2"), ("x", "x", "\\$\\\\", "$\\"), ("xay", "(x|xa)(y|ay)", "$1|$2", "x|ay"),
    ])
    func replaces(text: String, pattern: String, replacement: String, result: String) throws {
        var budget = 20_000_000
        #expect(try XPathPattern(pattern).replacing(in: text, with: replacement, budget: &budget) == result)
    }

    @Test func splitsAtEveryMatch() throws {
        var budget = 20_000_000
        #expect(try XPathPattern(";\\s*").split("a; b;;c", budget: &budget) == ["a", "b", "", "c"])
    }

    @Test(arguments: [
        ("(a)\\1", "", FormatError.Reason.unsupported), ("(?=a)", "", .unsupported), ("a**", "", .syntax), ("[", "", .syntax), ("a{2,1}", "", .syntax),
        ("\\q", "", .syntax), ("a", "z", .syntax), ("(a{1000}){1000}", "", .limit), (String(repeating: "(", count: 10_000), "", .tooDeep),
        ("\\p{IsKlingon}", "", .unsupported), ("[a-\\d]", "", .syntax),
    ])
    func refuses(pattern: String, flags: String, reason: FormatError.Reason) {
        let error = #expect(throws: FormatError.self) { try XPathPattern(pattern, flags: flags) }
        #expect(error?.reason == reason)
    }

    /// Takes forever where ways through the pattern are tried one after the other.
    @Test func nestedRepetitionsTakeLinearTime() throws {
        var budget = 20_000_000
        #expect(try !XPathPattern("^(a+)+$").matches(in: String(repeating: "a", count: 20_000) + "b", budget: &budget))
        #expect(try !XPathPattern("^(a|a)*$").matches(in: String(repeating: "a", count: 20_000) + "b", budget: &budget))
    }

    @Test func aSearchThatStartsOverTooOftenStops() throws {
        var budget = 20_000_000
        let error = #expect(throws: FormatError.self) {
            try XPathPattern("a.*b|a").replacing(in: String(repeating: "a", count: 20_000), with: "x", budget: &budget)
        }
        #expect(error?.reason == .limit)
    }
}
