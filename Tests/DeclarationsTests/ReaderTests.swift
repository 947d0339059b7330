import Declarations
import Diagnostics
import Testing

@Suite("Nodes become values of the schema")
struct ReaderTests {
    private func reading(_ yaml: String, _ use: (inout DeclarationReader, YAMLNode?) -> Void) -> [Diagnostic] {
        let document = read(yaml)
        var reader = DeclarationReader()
        reader.note(document.diagnostics)
        use(&reader, document.root)
        return reader.diagnostics
    }

    @Test("an unknown key is named with the nearest one", arguments: [
        ("lable: x", "1:1 D004", "label"), ("id: x\nrequiredif: y", "2:1 D004", "requiredIf"), ("id: x\nqqq: y", "2:1 D004", nil),
        ("id: x\nnhãn: y", "2:1 D004", nil),
    ] as [(String, String, String?)])
    func unknownKey(_ yaml: String, _ expected: String, _ fix: String?) {
        let findings = reading(yaml) { reader, node in _ = reader.fields(node, allowed: ["id", "label", "requiredIf"]) }
        #expect(summary(findings) == [expected])
        #expect(findings.first?.fix?.text == fix)
        #expect(findings.first?.arguments.last == "id, label, requiredIf")
    }

    @Test("a missing key is said at the mapping it is missing from; an empty one is missing", arguments: ["- a: 1\n- b: 2", "- a: 1\n- id:", "- a: 1\n- id: ~", "- a: 1\n- id: null"])
    func missing(_ yaml: String) {
        let findings = reading(yaml) { reader, node in
            let item = reader.list(node).last
            if let fields = reader.fields(item) { _ = reader.required("id", in: fields) }
        }
        #expect(summary(findings) == ["2:3 D005"])
        #expect(findings.first?.arguments == ["id"])
    }

    @Test("a wrong shape says what was expected and what is there", arguments: [
        ("a: x", "mapping", "scalar"), ("a: [x]", "mapping", "list"), ("a: {b: 1}", "list", "mapping"), ("a: x", "list", "scalar"),
        ("a:\n  - x\n  - y", "text", "list"), ("a:\n  b: 1\n  c: 2", "text", "mapping"), ("a: \"\"", "mapping", "scalar"),
    ])
    func shapes(_ yaml: String, _ expected: String, _ found: String) {
        let findings = reading(yaml) { reader, node in
            let value = node?["a"]
            switch expected {
            case "mapping": _ = reader.fields(value)
            case "list": _ = reader.list(value)
            default: _ = reader.text(value)
            }
        }
        #expect(findings.map(\.code) == [.wrongShape])
        #expect(findings.first?.arguments == [expected, found])
    }

    @Test("a single value counts as a list where one may stand")
    func orOne() {
        let findings = reading("a: x\nb: [y, z]") { reader, node in
            let read = [reader.texts(node?["a"], orOne: true), reader.texts(node?["b"], orOne: true), reader.texts(nil)]
            #expect(read == [["x"], ["y", "z"], []])
        }
        #expect(findings.isEmpty)
    }

    @Test("true and false, nothing else; what is near is suggested", arguments: [
        ("true", true, nil), ("false", false, nil), ("yes", nil, "true"), ("no", nil, "false"), ("True", nil, "true"), ("OFF", nil, "false"), ("1", nil, nil), ("có", nil, nil),
    ] as [(String, Bool?, String?)])
    func flags(_ written: String, _ value: Bool?, _ fix: String?) {
        let findings = reading("a: \(written)") { reader, node in
            let read = [reader.flag(node?["a"], default: true), reader.flag(nil, default: true)]
            #expect(read == [value ?? true, true])
        }
        #expect(findings.map(\.code) == (value == nil ? [.badScalar] : []))
        #expect(findings.first?.fix?.text == fix)
        if let finding = findings.first { #expect(finding.length == written.unicodeScalars.count) }
    }

    @Test("whole numbers within bounds, written plainly", arguments: [
        ("1", 1), ("9", 9), ("0", nil), ("10", nil), ("+1", nil), ("01", nil), ("1.0", nil), ("1e0", nil), ("٣", nil), ("x", nil), ("-1", nil), ("99999999999999999999", nil),
    ] as [(String, Int?)])
    func integers(_ written: String, _ value: Int?) {
        let findings = reading("a: \(written)") { reader, node in
            let read = reader.integer(node?["a"], in: 1...9)
            #expect(read == value)
        }
        #expect(findings.map(\.code) == (value == nil ? [.badScalar] : []))
    }

    private enum Colour: String, CaseIterable { case red, green }

    @Test("one word of a closed set", arguments: [("red", true, nil), ("gren", false, "green"), ("Red", false, "red"), ("blue", false, nil)] as [(String, Bool, String?)])
    func choices(_ written: String, _ isOne: Bool, _ fix: String?) {
        let findings = reading("a: \(written)") { reader, node in
            let read = reader.choice(node?["a"], Colour.self)
            #expect((read != nil) == isOne)
        }
        #expect(findings.map(\.code) == (isOne ? [] : [.badScalar]))
        #expect(findings.first?.arguments == (isOne ? nil : [written, "red | green"]))
        #expect(findings.first?.fix?.text == fix)
    }

    @Test("a text in two languages: Vietnamese must be there, neither may be blank", arguments: [
        ("{vi: Họ, en: name}", []), ("{vi: Họ}", []), ("{en: name}", ["1:4 D005"]), ("{vi: \"\"}", ["1:9 D006"]), ("{vi: \" \", en: x}", ["1:9 D006"]),
        ("{vi: Họ, fr: nom}", ["1:13 D004"]), ("Họ", ["1:4 D006"]), ("[Họ]", ["1:4 D006"]), ("{vi: Họ, en: \"\"}", ["1:17 D006"]),
    ] as [(String, [String])])
    func localized(_ yaml: String, _ expected: [String]) {
        let findings = reading("a: \(yaml)") { reader, node in _ = reader.localizedText(node?["a"]) }
        #expect(summary(findings) == expected)
    }

    @Test("order and places of keys are those of the file")
    func order() {
        _ = reading("c: 1\na: 2\nb: 3") { reader, node in
            guard let fields = reader.fields(node) else { return }
            #expect(fields.order == ["c", "a", "b"])
            #expect(fields.position(of: "b").line == 3)
            #expect(fields.position(of: "none") == fields.position)
        }
    }

    @Test("everything is collected, nothing stops at the first mistake")
    func collected() {
        let findings = reading("a: x\nb: Họ: tên\nb: 2\nd: [") { reader, node in
            if let fields = reader.fields(node, allowed: ["a"]) { _ = reader.required("id", in: fields) }
        }
        #expect(findings.contains { $0.code == .quoteThis })
    }
}
