import Formats
import Testing

@Suite("XML that is changed")
struct XMLEditingTests {
    private static let text = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <w:d xmlns:w="urn:w" xmlns:x="urn:x" x:keep="1"><!-- note --><w:p><w:t>a</w:t><w:t>b</w:t></w:p>  <?pi data?><w:p/></w:d>

        """

    private func document(_ text: String = text, limits: XMLLimits = .standard) throws -> XMLDocument { try XMLDocument(parsing: Array(text.utf8), limits: limits) }

    @Test("what is not touched is written as it was")
    func untouched() throws {
        #expect(String(decoding: try document().serialized(), as: UTF8.self) == Self.text)
    }

    @Test("texts are texts, whatever stands in them", arguments: ["<b>&amp;", "]]>", "{{x}}", "a\u{0}b\u{1F}c", "", " both ends ", "\u{202E}abc", "e\u{301}\u{301}"])
    func texts(text: String) throws {
        let document = try document()
        let first = try #require(document.root.elements.first?.elements.first)
        first.replaceContent(with: text)
        first.setAttribute("v", to: text)
        let again = try XMLDocument(parsing: document.serialized())
        let expected = text.replacing("\u{0}", with: "\u{FFFD}").replacing("\u{1F}", with: "\u{FFFD}")
        let read = try #require(again.root.elements.first?.elements.first)
        #expect(read.text.unicodeScalars.elementsEqual(expected.unicodeScalars))
        #expect(read.attribute("v").map { $0.unicodeScalars.elementsEqual(expected.unicodeScalars) } == true)
        #expect(again.root.elements.first?.elements.count == 2)
    }

    @Test("elements are copied, put, made and taken out; what was taken out stays readable")
    func elements() throws {
        let document = try document()
        let paragraph = try #require(document.root.elements.first), last = try #require(document.root.elements.last)
        let copy = try paragraph.copy()
        last.insertBefore(copy)
        copy.elements[0].replaceContent(with: "c")
        let made = try copy.element(named: "t")
        copy.append(made)
        made.replaceContent(with: "d")
        paragraph.remove()
        #expect(paragraph.text == "ab" && paragraph.parent == nil)
        paragraph.remove()
        last.insertAfter(paragraph)
        let again = try XMLDocument(parsing: document.serialized())
        #expect(again.root.elements.map(\.text) == ["cbd", "", "ab"])
        #expect(again.root.elements.first?.elements.last?.namespace == "urn:w")
        #expect(copy.parent == document.root && document.root.parent == nil)
        #expect(Set([copy, copy, paragraph]).count == 2)
    }

    @Test("attributes are set and taken away, with their namespace")
    func attributes() throws {
        let document = try document()
        document.root.setAttribute("keep", namespace: "urn:x", to: "2")
        document.root.setAttribute("space", namespace: "http://www.w3.org/XML/1998/namespace", to: "preserve")
        document.root.setAttribute("none", namespace: "urn:unknown", to: "1")
        let again = try XMLDocument(parsing: document.serialized()).root
        #expect(again.attribute("keep", namespace: "urn:x") == "2")
        #expect(again.attribute("space", namespace: "http://www.w3.org/XML/1998/namespace") == "preserve")
        #expect(again.attributes.count == 2)
        document.root.setAttribute("keep", namespace: "urn:x", to: nil)
        #expect(document.root.attribute("keep", namespace: "urn:x") == nil)
    }

    @Test("copies are bounded like what is read")
    func copies() throws {
        let document = try document(limits: XMLLimits(nodes: 20))
        let paragraph = try #require(document.root.elements.first)
        var copied = 0
        let error = #expect(throws: FormatError.self) {
            while copied < 1_000 {
                paragraph.insertAfter(try paragraph.copy())
                copied += 1
            }
        }
        #expect(error?.reason == .tooManyNodes && copied == 6)
    }
}
