import Formats
import Testing

struct XMLTests {
    static let envelope = """
        <?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
        <p xmlns="urn:p" id="1" s:id="2"><name>Nguyễn <![CDATA[<Văn>]]> An</name><!-- c --><name>B</name></p><empty/>
        </s:Body></s:Envelope>
        """
    static let names = ["s": "http://schemas.xmlsoap.org/soap/envelope/", "p": "urn:p"]

    static func document() throws -> XMLDocument { try XMLDocument(parsing: Array(envelope.utf8)) }

    @Test(
        arguments: [
            ("/s:Envelope/s:Body/p:p/p:name", "Nguyễn <Văn> An"),
            ("//p:name[2]", "B"),
            ("count(//p:name)", "2"),
            ("string(//p:p/@id)", "1"),
            ("//p:p/@s:id", "2"),
            ("//empty", ""),
            ("//missing", nil),
            ("string(//missing)", ""),
            ("boolean(//p:name = 'B')", "true"),
            ("//p:name or false()", "true"),
            ("//@id[. = '$x(']", nil),
            ("//*[local-name()='name' and position() = last()]", "B"),
        ] as [(String, String?)])
    func gives(path: String, value: String?) throws {
        #expect(try Self.document().value(XPath(path, namespaces: Self.names)) == value)
    }

    @Test func findsEveryNodeAgainByItsPath() throws {
        let document = try Self.document()
        let all = try document.select(XPath("//node() | //@*"))
        #expect(all.count == 13)
        for node in all { #expect(try document.select(XPath(node.path)) == [node], "\(node.path)") }
        #expect(document.root.path == "/*[local-name()='Envelope'][1]")
        #expect(try document.select(XPath("/")).map(\.path) == ["/"])
    }

    @Test func readsNodes() throws {
        let root = try Self.document().root  // the document lives on with it
        #expect(root.localName == "Envelope")
        #expect(root.namespace == "http://schemas.xmlsoap.org/soap/envelope/")
        let person = try #require(root.elements.first?.elements.first)
        #expect(person.attribute("id") == "1")
        #expect(person.attribute("id", namespace: Self.names["s"]) == "2")
        #expect(person.attribute("none") == nil)
        #expect(person.elements.map(\.text) == ["Nguyễn <Văn> An", "B"])
    }

    @Test func selectsFromANode() throws {
        let document = try Self.document()
        let person = try #require(try document.select(XPath("//p:p", namespaces: Self.names)).first)
        #expect(try document.value(XPath("p:name[2]", namespaces: Self.names), from: person) == "B")
        // The same prefix for another namespace, in the same document.
        #expect(try document.value(XPath("p:name[2]", namespaces: ["p": "urn:other"]), from: person) == nil)
        let other = try Self.document()
        #expect(throws: FormatError.self) { try other.select(XPath("."), from: person) }
    }

    static let refusedPaths: [(String, FormatError.Reason)] = [
        ("", .syntax), ("//", .syntax), ("a[", .syntax), ("a b", .syntax), ("'a", .syntax), ("a\u{0}", .syntax),
        ("q:a", .unsupported), ("a[q:*]", .unsupported), ("$v", .unsupported), ("document('x')", .unsupported),
        ("s:f()", .unsupported), ("ends-with(a, 'b')", .unsupported),
        (String(repeating: "(", count: 100), .tooDeep), (String(repeating: "a/", count: 3_000), .tooLarge),
    ]

    @Test(arguments: refusedPaths)
    func refuses(path: String, reason: FormatError.Reason) {
        let error = #expect(throws: FormatError.self) { try XPath(path, namespaces: Self.names) }
        #expect(error?.reason == reason)
        #expect(error?.format == .xPath)
    }

    @Test func takesTheLongestPathsItLetsIn() throws {
        let document = try Self.document()
        for path in [
            String(repeating: "*/", count: 2_000) + "*", "1" + String(repeating: "+1", count: 2_000),
            String(repeating: "-", count: 4_000) + "1", String(repeating: "a|", count: 2_000) + "a",
            "*" + String(repeating: "[1]", count: 1_300), "1" + String(repeating: "=1", count: 2_000),
        ] {
            // An answer or an error, but no fallen stack.
            _ = try? document.value(XPath(path))
        }
    }

    @Test func refusesWhatIsNoNodes() throws {
        let document = try Self.document()
        #expect(throws: FormatError.self) { try document.select(XPath("1 + 1")) }
        #expect(throws: FormatError.self) { try document.select(XPath("//namespace::*")) }
        #expect(throws: FormatError.self) { try document.value(XPath("count(1)")) }
    }

    @Test func givesUpOnPathsThatTakeTooLong() throws {
        let text = "<a>" + String(repeating: "<b/>", count: 2_000) + "</a>"
        let document = try XMLDocument(parsing: Array(text.utf8), limits: XMLLimits(operations: 100_000))
        let error = #expect(throws: FormatError.self) {
            try document.value(XPath("count(//b[count(//b[count(//b) > 1]) > 1])"))
        }
        #expect(error?.reason == .limit)
        #expect(try document.value(XPath("count(//b)")) == "2000")
    }

    static let refused: [(String, FormatError.Reason, Int?)] = [
        ("", .syntax, 1),
        ("<a>", .syntax, 1),
        ("<a>\n</b>", .syntax, 2),
        ("<a/><b/>", .syntax, 1),
        ("<a b='1' b='2'/>", .syntax, 1),
        ("<a>&nbsp;</a>", .syntax, 1),
        ("<p:a/>", .syntax, 1),
        ("<a>\u{1}</a>", .syntax, 1),
        ("<a>x\u{0}</a>", .encoding, 1),
        ("<?xml version='1.0' encoding='UTF-7'?><a/>", .encoding, 1),
        ("<?xml version='1.0' encoding='Shift_JIS'?><a/>", .encoding, 1),
        ("<?xml version='1.0' encoding='UTF-16'?><a/>", .encoding, 1),
        ("\u{FEFF}<?xml version='1.0' encoding='ISO-8859-1'?><a/>", .encoding, 1),
        ("<!DOCTYPE a><a/>", .documentType, 1),
        (
            "<?xml version='1.0'?>\n<!-- <!DOCTYPE --><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            .documentType, 2
        ),
        (String(repeating: "<a>", count: 129) + String(repeating: "</a>", count: 129), .tooDeep, 1),
        ("<a " + (0..<300).map { "a\($0)='x>'" }.joined(separator: " ") + "/>", .tooManyNodes, 1),
    ]

    @Test(arguments: refused)
    func refusesDocuments(text: String, reason: FormatError.Reason, line: Int?) {
        let error = #expect(throws: FormatError.self) { try XMLDocument(parsing: Array(text.utf8)) }
        #expect(error?.reason == reason)
        #expect(error?.line == line)
        #expect(error?.format == .xml)
    }

    @Test(arguments: [
        (XMLLimits(bytes: 10), FormatError.Reason.tooLarge), (XMLLimits(depth: 2), .tooDeep),
        (XMLLimits(nodes: 4), .tooManyNodes),
        (XMLLimits(attributes: 1), .tooManyNodes),
    ])
    func keepsItsLimits(limits: XMLLimits, reason: FormatError.Reason) throws {
        let text = "<a><b c='=' d='>'><e/></b></a>"
        #expect(throws: Never.self) {
            try XMLDocument(parsing: Array(text.utf8), limits: XMLLimits(bytes: 30, depth: 3, nodes: 5, attributes: 2))
        }
        let error = #expect(throws: FormatError.self) { try XMLDocument(parsing: Array(text.utf8), limits: limits) }
        #expect(error?.reason == reason)
    }

    @Test(.timeLimit(.minutes(1))) func refusesAMillionAttributesInTime() {
        let text = "<a " + (0..<500_000).map { "a\($0)=''" }.joined(separator: " ") + "/>"
        #expect(throws: FormatError.self) { try XMLDocument(parsing: Array(text.utf8)) }
    }

    @Test func readsUTF16() throws {
        for isBigEndian in [true, false] {
            let units = Array("\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><tên>Ấ</tên>".utf16)
            let bytes = units.flatMap { unit in
                isBigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            }
            #expect(try XMLDocument(parsing: bytes).root.text == "Ấ")
            let doctype = Array("\u{FEFF}<!DOCTYPE a><a/>".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            #expect(throws: FormatError.self) { try XMLDocument(parsing: doctype) }
        }
        #expect(try XMLDocument(parsing: Array("\u{FEFF}<a>x</a>".utf8)).root.text == "x")
    }

    @Test(
        arguments: [
            ("a<b>&\"'\t\n\r", "a&lt;b&gt;&amp;&quot;&#39;&#9;&#10;&#13;"), ("Nguyễn 😀", "Nguyễn 😀"), ("\u{0}", nil),
            ("a\u{B}", nil), ("\u{FFFE}", nil),
        ] as [(String, String?)])
    func escapes(text: String, escaped: String?) throws {
        #expect(escapedForXML(text) == escaped)
        guard let escaped else { return }
        let root = try XMLDocument(parsing: Array("<a b=\"\(escaped)\">\(escaped)</a>".utf8)).root
        #expect(root.text == text)
        #expect(root.attribute("b") == text)
    }
}
