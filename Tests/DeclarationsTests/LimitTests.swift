import Declarations
import Diagnostics
import Testing

@Suite("A hostile file is refused, fast and without a crash")
struct LimitTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String, yaml: String

        init(_ name: String, _ yaml: String) { (self.name, self.yaml) = (name, yaml) }

        var testDescription: String { name }
    }

    private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map(line).joined(separator: "\n")
    }

    @Test("a hundred thousand levels", arguments: [
        Case("of lists", String(repeating: "[", count: 100_000)),
        Case("of lists, closed", String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)),
        Case("of mappings", String(repeating: "{a: ", count: 100_000)),
        Case("of dashes", String(repeating: "- ", count: 100_000)),
        Case("of questions", String(repeating: "? ", count: 100_000)),
        Case("of lists in mappings", String(repeating: "[{a: ", count: 50_000)),
        Case("of indentation", lines(1_200) { String(repeating: " ", count: $0) + "a:" }),
        Case("of lists under a key", "a: " + String(repeating: "[", count: 100_000)),
        Case("behind a quote that stays open", "a: \"" + String(repeating: "[", count: 100_000) + "\"\nb: " + String(repeating: "[", count: 100_000)),
    ])
    func depth(_ c: Case) {
        let document = read(c.yaml)
        #expect(document.root == nil)
        #expect(document.diagnostics.contains { $0.code == .overLimit && $0.arguments == ["depth", "32"] })
        #expect(document.diagnostics.count == 1)
    }

    @Test("as many levels as allowed, and one more", arguments: [
        Case("lists", "["), Case("mappings", "{a: "), Case("dashes", "- "),
    ])
    func depthEdge(_ c: Case) {
        var limits = YAMLDocument.Limits()
        limits.depth = 10
        let close = c.yaml == "- " ? "" : c.yaml == "[" ? "]" : "}"
        func nested(_ levels: Int) -> String { String(repeating: c.yaml, count: levels) + "x" + String(repeating: close, count: levels) }
        #expect(read(nested(10), limits: limits).diagnostics.isEmpty)
        #expect(read(nested(11), limits: limits).diagnostics.map(\.code) == [.overLimit])
        #expect(read(nested(12), limits: limits).diagnostics.map(\.code) == [.overLimit])
    }

    @Test("levels that indentation does not show count too")
    func indentless() {
        var limits = YAMLDocument.Limits()
        limits.depth = 3
        #expect(read("a:\n- b:\n  - x", limits: limits).diagnostics.map(\.code) == [.overLimit])
        #expect(read("a:\n- b: x", limits: limits).diagnostics.isEmpty)
    }

    @Test("more nodes than allowed")
    func nodes() {
        var limits = YAMLDocument.Limits()
        limits.nodes = 100
        #expect(read("[" + String(repeating: "1, ", count: 99) + "]", limits: limits).diagnostics.isEmpty)
        #expect(read("[" + String(repeating: "1, ", count: 101) + "]", limits: limits).diagnostics.map(\.code) == [.overLimit])
        #expect(read(String(repeating: "- 1\n", count: 101), limits: limits).root == nil)
    }

    @Test("more bytes than allowed, bytes and not letters")
    func bytes() {
        var limits = YAMLDocument.Limits()
        limits.bytes = 10
        #expect(read("a: 1234567", limits: limits).diagnostics.isEmpty)
        #expect(read("a: ọọọ", limits: limits).diagnostics.map(\.arguments) == [["bytes", "10"]])
    }

    @Test("a billion laughs", arguments: [
        Case("as values", "a: &a [x, x]\n" + lines(40) { "b\($0): &b\($0) [*\($0 == 0 ? "a" : "b\($0 - 1)"), *\($0 == 0 ? "a" : "b\($0 - 1)")]" }),
        Case("as keys", "a: &a [x, x]\n" + lines(40) { "b\($0): &b\($0) {? *\($0 == 0 ? "a" : "b\($0 - 1)") : [*\($0 == 0 ? "a" : "b\($0 - 1)")]}" } + "\n? *b39\n: y\n? *b39\n: z"),
        Case("merged", "a: &a {x: y}\n" + lines(40) { "b\($0): &b\($0) {<<: [*\($0 == 0 ? "a" : "b\($0 - 1)"), *a]}" }),
    ])
    func laughs(_ c: Case) {
        let document = read(c.yaml)
        #expect(document.root == nil)
        #expect(Set(document.diagnostics.map(\.code)) == [.anchorRefused])
    }

    @Test("thousands of mistakes do not take thousands of readings of a large file")
    func manyMistakes() {
        let yaml = Self.lines(20_000) { "k\($0): Họ: tên" }
        let document = read(yaml)
        #expect(document.root == nil)
        #expect(document.diagnostics.count > 5 && document.diagnostics.count < 100)
    }
}
