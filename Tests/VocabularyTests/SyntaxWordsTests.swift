import Diagnostics
import Expressions
import Testing

/// What may stand where an expression is wrong is said in Vietnamese too.
struct SyntaxWordsTests {
    /// English words that say what was expected; names of functions and parameters stay as FEEL has them.
    private static let english = [" a ", " an ", "the ", " of ", "quotes", "most ", "value", "literal", "digits", "character", "name", "argument"]

    @Test("a syntax error has no English left", arguments: [
        "1 +", "", "(1", "[1", "{a 1}", "{1: 2}", "{a: 1, }", "{a: 1, a: 2}", "\"abc", "1 /* 2", "a.b ; 1", "@\"2024-02-30\"", "@x", "\"\\uD800\"", "\"\\u00\"", "\"\\U00\"",
        "1E9999", "if a.b then 1", "for 1", "foo(1)", "today()", "function(x) x", "1 instance of number", "abs(n: 1, 2)", "abs(1, n: 2)", "sum(1,)", "source_down(a.b)",
        "label(a.b, \"x\")", "lookup(\"l\", a.b, a.c)", "held(a.b, c)", "a.b.(1)", "1 2", "[1..", "(1..2", "strng(1)",
    ])
    func vietnamese(_ source: String) {
        said(source)
    }

    @Test func limitsAreSaidToo() {
        said(String(repeating: "1", count: 20_001))
        said(String(repeating: "(", count: 1_000))
        said("[" + String(repeating: "1,", count: 6_000) + "1]")
    }

    private func said(_ source: String) {
        let error = #expect(throws: ExpressionSyntaxError.self) { try Expressions.Expression(source) }
        guard let error else { return }
        let message = Diagnostic(.expressionSyntax, at: .start(of: "v.yaml"), [error.found, error.expected]).message(in: .vietnamese)
        let expected = " " + (message.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? "")
        for word in Self.english { #expect(!expected.contains(word), "\(message)") }
    }
}
