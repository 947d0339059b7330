import Formats
import Testing

struct EscapingTests {
    @Test("escapes scalars, whatever combines with them", arguments: [
        ("", ""), ("a\"b", "a\"\"b"), ("\"", "\"\""), ("\"\u{301}", "\"\"\u{301}"), ("e\u{301}", "e\u{301}"), ("\"\"", "\"\"\"\""), ("'", "'"),
    ])
    func doubling(_ text: String, _ doubled: String) {
        #expect(text.doubling("\"").unicodeScalars.elementsEqual(doubled.unicodeScalars))
    }

    @Test func whatIsPutInIsNotEscapedAgain() {
        #expect("a<&b".escaping(["<": "&lt;", "&": "&amp;"]) == "a&lt;&amp;b")
    }
}
