import Declarations
import Diagnostics
import Testing

@Suite("Anchors, aliases and tags are refused where they stand")
struct RefusalTests {
    @Test("each with its place", arguments: [
        ("a: &x 1", ["1:4 D008"]),
        ("a: &x 1\nb: *x", ["1:4 D008", "2:4 D008"]),
        ("a: &x\n  b: 1\nc: {<<: *x}", ["1:4 D008", "3:9 D008"]),
        ("- &x [1]\n- [*x, *x]", ["1:3 D008", "2:4 D008", "2:8 D008"]),
        ("&k a: 1", ["1:1 D008"]),
        ("*k : 1", ["1:1 D008"]),
        ("a: !!str 1", ["1:4 D008"]),
        ("a: !thing {b: 1}", ["1:4 D008"]),
        ("a: ! b", ["1:4 D008"]),
        ("a: [1, !x 2]", ["1:8 D008"]),
        ("a: !!binary aGk=\nb: &c 2", ["1:4 D008", "2:4 D008"]),
        ("a: >-\n  text\nb: *x # ghi chú", ["3:4 D008"]),
    ] as [(String, [String])])
    func refused(_ yaml: String, _ expected: [String]) {
        #expect(summary(read(yaml).diagnostics) == expected)
        #expect(read(yaml).root == nil)
    }

    @Test("inside a text they are letters", arguments: [
        "a: R&D", "a: x &y", "a: x *y", "a: \"&x\"", "a: '*x'", "a: |\n  &x\n  *y\n  !z", "a: >\n  *x", "a: x # &y *z !w", "# &x\na: 1", "a: x\n  &y *z\nb: 1",
        "a: \"x\n  &y\"", "\"&a\": 1", "a: 5 * 3", "a: b!", "a: [x&y, 'z*']", "a: |2\n   *x\n  y\nb: 1", "a: |-\n\n  *x\nb: 1", "- a\n-\n  b: |\n   *x\n  c: 1",
    ])
    func letters(_ yaml: String) {
        #expect(read(yaml).diagnostics.isEmpty)
        #expect(read(yaml).root != nil)
    }
}

@Suite("A key stands once")
struct DuplicateTests {
    @Test("the later one is named, with the line of the first", arguments: [
        ("a: 1\nb: 2\na: 3", ["3:1 a 1"]),
        ("a: 1\na: 2\na: 3", ["2:1 a 1", "3:1 a 1"]),
        ("a: 1\nb: 2\nb: 3\na: 4", ["3:1 b 2", "4:1 a 1"]),
        ("x:\n  a: 1\n  a: 2\ny:\n  a: 1\n  a: 2", ["3:3 a 2", "6:3 a 5"]),
        ("{a: 1, b: 2, a: 3}", ["1:14 a 1"]),
        ("\"a\": 1\n'a': 2\na: 3", ["2:1 a 1", "3:1 a 1"]),
        ("nhãn: 1\nnhãn: 2", ["2:1 nhãn 1"]),
        ("- {a: 1, a: 2}\n- {a: 1, a: 2}", ["1:10 a 1", "2:10 a 2"]),
        ("a: 1\n\"\\x61\": 2", ["2:1 a 1"]),
    ] as [(String, [String])])
    func duplicates(_ yaml: String, _ expected: [String]) {
        let document = read(yaml)
        let found = document.diagnostics.sortedByPosition()
        #expect(found.allSatisfy { $0.code == .duplicateKey })
        #expect(found.map { "\($0.position.line):\($0.position.column) \($0.arguments.joined(separator: " "))" } == expected)
        #expect(document.root != nil)
    }

    @Test("the first value counts, and what else is in the file is read")
    func others() {
        #expect(read("a: 1\na: 2\nb: 3").root?.outline == "{a: \"1\", b: \"3\"}")
    }

    @Test("the same key in two mappings is no repetition")
    func apart() {
        #expect(read("- {a: 1}\n- {a: 2}").diagnostics.isEmpty)
        #expect(read("x: {a: 1}\ny: {a: 2}").diagnostics.isEmpty)
    }

    @Test("an empty key twice is found too")
    func emptyKey() {
        #expect(read("\"\": 1\n\"\": 2").diagnostics.map(\.code) == [.duplicateKey])
    }

    @Test("a key that is no text is refused", arguments: [("? [a]\n: 1", "3"), ("{a: 1}: 2", "1"), ("? {a: 1}\n: 2", "3")])
    func shapes(_ yaml: String, _ column: String) {
        #expect(summary(read(yaml).diagnostics) == ["1:\(column) D006"])
    }
}
