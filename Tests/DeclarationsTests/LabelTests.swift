import Declarations
import Diagnostics
import Testing

@Suite("A label YAML misreads is named, with a way out that reads")
struct LabelTests {
    /// A label as an author writes it without thinking of YAML, and what they meant.
    struct Case: CustomTestStringConvertible, Sendable {
        let label: String, meant: String

        init(_ label: String, _ meant: String? = nil) { (self.label, self.meant) = (label, meant ?? label) }

        var testDescription: String { label }
    }

    static let labels = [
        Case("Họ: tên"), Case("Họ: chữ đệm: tên"), Case("[10]. Họ tên"), Case("[10] Họ tên [11]"), Case("{1} Họ tên"), Case("\"Họ tên\" thừa"),
        Case("'Họ' tên"), Case("* abc"), Case("*Ghi chú"), Case("*Đối tượng"), Case("*** Ghi chú"), Case("& con"), Case("%x"), Case("@x"), Case("`x`"),
        Case("> 18 tuổi"), Case("| cột"), Case("- gạch: đầu dòng"), Case("- gạch đầu dòng"), Case("? ai"), Case("[10. Họ tên"), Case("{a: b. Họ"),
        Case("\"Họ tên", "Họ tên"), Case("'Họ tên", "Họ tên"), Case("] Họ"), Case("} Họ"), Case(", Họ"), Case("Số: \"1\""), Case("C:\\Họ: tên"), Case("Họ tên:"), Case("Họ tên: # ghi chú", "Họ tên:"),
        Case("Họ: tên # ghi chú", "Họ: tên"), Case("[10]. Họ tên # ghi chú", "[10]. Họ tên"),
    ]

    @Test("as a value of a mapping", arguments: labels)
    func inMapping(_ c: Case) {
        check("id: x\nlabel:\n  vi: ", c, "\n  en: name\nrequired: true\n", at: "label.vi")
    }

    @Test("as the last line of a file", arguments: labels)
    func last(_ c: Case) {
        check("id: x\nlabel: ", c, "", at: "label")
    }

    @Test("as an item of a list", arguments: labels)
    func inList(_ c: Case) {
        check("names:\n  - first\n  - ", c, "\n  - third\nother: x\n", at: "names.1", asText: true)
    }

    @Test("after the dash of an item", arguments: labels)
    func afterDash(_ c: Case) {
        check("- id: x\n- vi: ", c, "\n  en: y\n", at: "1.vi")
    }

    @Test("inside brackets", arguments: [
        Case("Họ: tên"), Case("[10]. Họ tên"), Case("\"Họ\" tên"), Case("* abc"), Case("%x"), Case("@x"), Case("`x`"), Case("> 18 tuổi"), Case("| cột"),
        Case("$.children[*]"), Case("$['a'].b"), Case("$.a[?@.b == 1, 2]"),
    ])
    func inBrackets(_ c: Case) {
        check("options:\n  - {code: a, vi: ", c, "}\n  - {code: b, vi: x}\n", at: "options.0.vi")
    }

    /// The one finding is D009 on exactly the label, and putting its way out there gives the text that was meant.
    private func check(_ before: String, _ c: Case, _ after: String, at path: String, asText: Bool = false) {
        let yaml = before + c.label + after
        let document = read(yaml)
        var findings = document.diagnostics
        if findings.isEmpty, let node = document.root?[path] {
            // YAML took it for a list or a mapping: the schema, which wants a text, says so.
            var reader = DeclarationReader()
            let text = reader.text(node)
            #expect(text == nil)
            findings = reader.diagnostics
        }
        #expect(findings.map(\.code) == [.quoteThis], "\(findings)")
        guard let finding = findings.first, let fix = finding.fix else { return }
        let repaired = applying(fix.text, to: yaml, at: finding)
        let again = read(repaired)
        #expect(again.diagnostics.isEmpty, "\(repaired)")
        #expect(again.root?[path]?.text == c.meant)
        // The rest of the file was read all the same, as it reads after the way out was taken.
        if document.root?[path]?.text != nil { #expect(document.root?.outline == again.root?.outline) }
    }

    private func applying(_ fix: String, to yaml: String, at finding: Diagnostic) -> String {
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
        let start = finding.position.column - 1
        lines[finding.position.line - 1].replaceSubrange(start..<(start + finding.length), with: Array(fix.unicodeScalars))
        return lines.map { scalars in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }.joined(separator: "\n")
    }

    @Test("several broken labels are all found in one reading, beside everything else")
    func several() {
        let yaml = "a: Họ: tên\nb: [10]. Số\nc: x\nc: y\nd: * ghi chú\ne: \"f\" g\n"
        #expect(summary(read(yaml).diagnostics) == ["1:4 D009", "2:4 D009", "4:1 D003", "5:4 D009", "6:4 D009"])
        #expect(read(yaml).root?.outline == "{a: \"Họ: tên\", b: \"[10]. Số\", c: \"x\", d: \"* ghi chú\", e: \"\"f\" g\"}")
    }

    @Test("a comma inside brackets tears a label; it is said once, where the label begins", arguments: [
        ("{vi: Vợ, chồng}", 6, 9, "\"Vợ, chồng\""), ("{vi: Ông, bà,cha, en: x}", 6, 11, "\"Ông, bà,cha\""), ("{en: x, vi: Họ, tên}", 13, 7, "\"Họ, tên\""),
    ])
    func torn(_ yaml: String, _ column: Int, _ length: Int, _ fix: String) {
        var reader = DeclarationReader()
        _ = reader.fields(read(yaml).root, allowed: ["vi", "en"])
        #expect(summary(reader.diagnostics) == ["1:\(column) D009"])
        #expect(reader.diagnostics.first?.length == length)
        #expect(reader.diagnostics.first?.fix?.text == fix)
    }

    @Test("a comma outside of brackets is a comma")
    func comma() {
        var reader = DeclarationReader()
        _ = reader.localizedText(read("vi: Vợ, chồng\nen: a, b").root)
        #expect(reader.diagnostics.isEmpty)
    }

    @Test("a quoted label needs nothing", arguments: ["\"Họ: tên\"", "'[10]. Họ tên'", "\"* abc\"", "\"a \\\"b\\\" c\" # ghi chú", "Họ tên (nếu có)", "a) Tên", "Số/ngày", "50%", "x:y", "-x", "a#b"])
    func fine(_ label: String) {
        let document = read("label: \(label)\nrequired: true")
        #expect(document.diagnostics.isEmpty)
        #expect(document.root?["label"]?.text != nil)
    }

    @Test("any label at all is read as it stands, or named, and a way out always reads")
    func anyLabel() {
        var random = SeededGenerator(seed: 20_261_124)
        let letters = Array("aọ :-?[]{},&*!|>'\"%@`#\\ \t")
        var named = 0
        for _ in 0..<4_000 {
            let label = String((0..<Int.random(in: 1...10, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" })
            let yaml = "id: x\nlabel:\n  vi: \(label)\n  en: name\nrequired: true\n"
            let document = read(yaml)
            for finding in document.diagnostics where finding.code == .quoteThis {
                named += 1
                guard let fix = finding.fix else { continue }
                let again = read(applying(fix.text, to: yaml, at: finding))
                #expect(!again.diagnostics.contains(finding), "\(label)")
            }
            // What could not be told is never read in silence as something else than what follows it.
            if document.diagnostics.isEmpty { #expect(document.root?["required"]?.text == "true", "\(label)") }
        }
        #expect(named > 500)
    }
}
