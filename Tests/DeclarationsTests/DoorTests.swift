import Declarations
import Diagnostics
import Testing

@Suite("At the door of a file")
struct DoorTests {
    @Test("an empty file says that a mapping was expected", arguments: ["", "\n\n", "# ghi chú\n", "\u{FEFF}", "   "])
    func empty(_ yaml: String) {
        let document = read(yaml)
        #expect(document.root == nil)
        #expect(document.diagnostics.map(\.code) == [.wrongShape])
        #expect(document.diagnostics.first?.arguments == ["mapping", "nothing"])
    }

    @Test("a second document is refused where it starts", arguments: [("a: 1\n---\nb: 2", 2), ("---\na: 1\n...\n---\nb: 2", 4)])
    func documents(_ yaml: String, _ line: Int) {
        let document = read(yaml)
        #expect(summary(document.diagnostics) == ["\(line):1 D001"])
        #expect(document.diagnostics.first?.message(in: .vietnamese) == "không đọc được YAML: ở đây bắt đầu tài liệu khác; một khai báo là một tài liệu")
    }

    @Test("one document may be marked", arguments: ["---\na: 1", "---\na: 1\n...\n", "%YAML 1.1\n---\na: 1"])
    func oneDocument(_ yaml: String) {
        #expect(read(yaml).root?.outline == "{a: \"1\"}")
        #expect(read(yaml).diagnostics.isEmpty)
    }

    @Test("line ends of every system read the same", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) {
        let yaml = ["a:", "  b: |", "    x", "    y", "  c: 'x", "    y'", "d: 1"].joined(separator: end)
        #expect(read(yaml).root?.outline == "{a: {b: \"x\ny\n\", c: \"x y\"}, d: \"1\"}")
        let broken = ["a: 1", "b: Họ: tên", "c: 2"].joined(separator: end)
        #expect(summary(read(broken).diagnostics) == ["2:4 D009"])
    }

    @Test("characters no one sees are refused with their place", arguments: [
        ("a: 1\nb: x\u{0}", "2:5", "U+0000"), ("a: \u{7}", "1:4", "U+0007"), ("a: \u{1B}[31m", "1:4", "U+001B"), ("ạ: 1\u{85}b: 2", "1:5", "U+0085"),
        ("a: x\u{2028}b", "1:5", "U+2028"), ("a: \u{202E}x", "1:4", "U+202E"), ("a: 1\n\u{FEFF}b: 2", "2:1", "U+FEFF"), ("a: \u{FFFF}", "1:4", "U+FFFF"),
        ("a: \u{2066}x", "1:4", "U+2066"),
    ])
    func invisible(_ yaml: String, _ place: String, _ name: String) {
        let document = read(yaml)
        #expect(summary(document.diagnostics) == [place + " D007"])
        #expect(document.diagnostics.first?.arguments.first == name)
        #expect(document.root == nil)
    }

    @Test("letters of every script and joiners are fine")
    func scripts() {
        #expect(read("a: Hmôngz ꪼꪕ 漢 😀 a\u{200D}b\u{A0}c").diagnostics.isEmpty)
    }

    @Test("bytes that are not UTF-8 are named as such, where they begin", arguments: [
        ([UInt8]("a: 1\nb: T".utf8) + [0xEA, 0x6E], 2, 5), ([0xFF, 0xFE, 0x61, 0x00], 1, 1), ([UInt8]("ạb".utf8) + [0xC0, 0x80], 1, 3),
        ([UInt8]("a".utf8) + [0xE1, 0xBA], 1, 2), ([UInt8]("a".utf8) + [0xED, 0xA0, 0x80], 1, 2),
    ] as [([UInt8], Int, Int)])
    func notUTF8(_ bytes: [UInt8], _ line: Int, _ column: Int) {
        let (text, findings) = DeclarationText.text(of: bytes, file: file)
        #expect(text == nil)
        #expect(summary(findings) == ["\(line):\(column) D011"])
    }

    @Test("bytes that are UTF-8 come through as they are")
    func utf8() {
        let (text, findings) = DeclarationText.text(of: Array("vi: Họ tên".utf8), file: file)
        #expect(text == "vi: Họ tên")
        #expect(findings.isEmpty)
    }

    struct Broken: CustomTestStringConvertible, Sendable {
        let yaml: String, place: String, words: String

        init(_ yaml: String, _ place: String, _ words: String) { (self.yaml, self.place, self.words) = (yaml, place, words) }

        var testDescription: String { yaml.debugDescription }
    }

    @Test("what is not YAML is said in our words, where the author has to look", arguments: [
        Broken("a:\n\tb: 1", "2:1", "a tab indents here; use spaces"),
        Broken("a: 1\n  b: 2", "2:4", "a value stands where none can"),
        Broken("a:\n  b: 1\n c: 2", "3:2", "this does not fit the indentation"),
        Broken("- a\nb: 1", "2:1", "this does not fit the indentation"),
        Broken("a: 1\nbc\nd: 2", "2:1", "no ':' after this key"),
        Broken("a: \"x\n  y\nb: 1", "1:4", "a quote is never closed"),
        Broken("c: [x,\n  y\nd: 1\ne: 2", "1:4", "a bracket is never closed"),
        Broken("a: \"\\q\"", "1:5", "an escape that does not exist"),
    ])
    func broken(_ c: Broken) {
        let document = read(c.yaml)
        let found = document.diagnostics.map { "\($0.position.line):\($0.position.column) \($0.arguments.first ?? "")" }
        #expect(found == ["\(c.place) \(c.words)"])
    }
}
