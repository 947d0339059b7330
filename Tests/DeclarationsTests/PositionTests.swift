import Declarations
import Diagnostics
import Testing

@Suite("Every node knows its line and column, in Unicode scalars")
struct PositionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let yaml: String, path: String, line: Int, column: Int

        init(_ yaml: String, _ path: String, _ line: Int, _ column: Int) {
            (self.yaml, self.path, self.line, self.column) = (yaml, path, line, column)
        }

        var testDescription: String { "\(path) in \(yaml.debugDescription)" }
    }

    @Test("values", arguments: [
        Case("a: 1", "a", 1, 4),
        Case("a:\n  b: 1", "a.b", 2, 6),
        Case("a:\n  - x\n  -   y", "a.1", 3, 7),
        Case("nhãn: Họ", "nhãn", 1, 7),
        Case("{vi: Họ, en: name}", "en", 1, 14),
        Case("{vi: \"Họ, tên\", en: name}", "en", 1, 21),
        Case("nha\u{303}n: ho\u{323}", "nha\u{303}n", 1, 8),
        Case("{a: 😀, b: x}", "b", 1, 11),
        Case("a:\tx", "a", 1, 4),
        Case("a: \t x", "a", 1, 6),
        Case("{a: 1,\tb: x}", "b", 1, 11),
        Case("a: 1\r\nb: 2\r\nc:\r\n  - 3\r\n", "c.0", 4, 5),
        Case("a: 1\rb: 2", "b", 2, 4),
        Case("\u{FEFF}a: 1\nb: 2", "a", 1, 4),
        Case("\u{FEFF}a: 1\nb: 2", "b", 2, 4),
        Case("# ghi chú\n---\na: 1", "a", 3, 4),
        Case("a: |\n  x\n  y\nb: 1", "b", 4, 4),
        Case("a: 'x\n  y'\nb: 1", "b", 3, 4),
    ])
    func values(_ c: Case) {
        let document = read(c.yaml)
        #expect(document.diagnostics.isEmpty)
        let position = document.root?[c.path]?.position
        #expect(position == SourcePosition(file: file, line: c.line, column: c.column))
    }

    @Test("keys", arguments: [
        ("a: 1\nb: 2", [1, 1, 2, 1]), ("{vi: Họ, en: name}", [1, 2, 1, 10]), ("\"a\": 1\n'b': 2", [1, 1, 2, 1]), ("? a\n: 1\n? b\n: 2", [1, 3, 3, 3]),
    ])
    func keys(_ yaml: String, _ places: [Int]) {
        #expect((read(yaml).root?.entries ?? []).flatMap { [$0.keyPosition.line, $0.keyPosition.column] } == places)
    }

    struct Inside: CustomTestStringConvertible, Sendable {
        let name: String, yaml: String, offset: Int, line: Int, column: Int

        init(_ name: String, _ yaml: String, _ offset: Int, _ line: Int, _ column: Int) {
            (self.name, self.yaml, self.offset, self.line, self.column) = (name, yaml, offset, line, column)
        }

        var testDescription: String { name }
    }

    @Test("a place inside a text is found in the file", arguments: [
        Inside("plain", "a: x + y", 4, 1, 8),
        Inside("quoted", "a: 'x + y'", 4, 1, 9),
        Inside("after a doubled quote", "a: 'x = ''đ'' + y'", 8, 1, 15),
        Inside("after an escape", #"a: "x = \"đ\" + y""#, 8, 1, 15),
        Inside("after a long escape", #"a: "\u1EA1 + y""#, 4, 1, 14),
        Inside("a backslash in single quotes is one letter", #"a: 'it''s \ y'"#, 7, 1, 13),
        Inside("first line of a block", "a: |\n  x + y\n  + z", 4, 2, 7),
        Inside("second line of a block", "a: |\n  x + y\n  + z", 8, 3, 5),
        Inside("a block after empty lines", "a: |\n\n    x\n     y", 5, 4, 7),
        Inside("folded: where it begins", "a: >\n  x\n  y", 2, 1, 4),
        Inside("plain over two lines: where it begins", "a: x\n  y", 2, 1, 4),
    ])
    func inside(_ c: Inside) {
        let position = read(c.yaml).root?["a"]?.position(at: c.offset)
        #expect(position == SourcePosition(file: file, line: c.line, column: c.column))
    }

    @Test("the length of a node covers its quotes", arguments: [
        ("a: abc", 3), ("a: 'abc'", 5), ("a: 'a''c'", 6), (#"a: "a\"c""#, 6), ("a: [1, 2]", 6), ("a: ", 1), ("a: |\n  x", 1), ("a: họ tên", 6),
    ])
    func length(_ yaml: String, _ length: Int) {
        #expect(read(yaml).root?["a"]?.length == length)
    }
}

@Suite("YAML never guesses a type")
struct ScalarTests {
    @Test("what looks like something stays text", arguments: [
        "no", "yes", "on", "off", "true", "null", "~", "00037", "1e3", "0x1F", "0o17", "1_000", "2026-11-24", "12:30:45", "1.10", ".inf", "NaN", "+1", "-0",
        "010190000123", "=", "<<",
    ])
    func text(_ written: String) {
        #expect(read("a: \(written)").root?["a"]?.text == written)
        #expect(read("\(written): a").root?.entries.first?.key == written)
        #expect(read("- \(written)").root?["0"]?.text == written)
    }

    @Test("only a bare null, tilde or nothing is empty", arguments: [
        ("a:", true), ("a: ~", true), ("a: null", true), ("a: \"\"", false), ("a: 'null'", false), ("a: \"~\"", false), ("a: NULL", false), ("a: no", false),
    ])
    func empty(_ yaml: String, _ isEmpty: Bool) {
        #expect(read(yaml).root?["a"]?.isEmptyScalar == isEmpty)
    }

    @Test("a merge key is a key like any other")
    func mergeKey() {
        #expect(read("<<: {a: 1}").root?.outline == "{<<: {a: \"1\"}}")
    }
}
