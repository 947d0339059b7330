import Diagnostics
import Foundation
import Testing

@testable import Formats

/// Why a document is refused, said in both languages.
struct WordsTests {
    enum Kind: Sendable { case json, csv, xml }

    /// - Returns: `nil` where the text is read.
    private static func error(in text: String, _ kind: Kind) -> FormatError? {
        do throws(FormatError) {
            switch kind {
            case .json: _ = try JSON(parsing: text)
            case .csv: _ = try Table(parsing: text)
            case .xml: _ = try XMLDocument(parsing: Array(text.utf8))
            }
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (.json, "{\"a\": 1,\n x}", "JSON 2:2: cú pháp: chỗ này phải là tên trong dấu nháy kép"),
        (.json, "[1 2]", "JSON 1:4: cú pháp: chỗ này phải là dấu phẩy hoặc dấu hết mảng"),
        (.json, "{\"a\": 1, \"a\": 2}", "JSON 1:10: trùng tên: một tên của đối tượng này được viết hai lần"),
        (.csv, "a,b\n1\n", "CSV 2: cú pháp: 1 giá trị cho 2 cột"),
        (.csv, "a,\n", "CSV 1: cú pháp: cột 2 không có tên"),
        (.csv, "a\n\"x", "CSV 2: cú pháp: dấu nháy không được đóng"),
        (.xml, "<!DOCTYPE a><a/>", "XML 1:1: khai báo DTD: có khai báo DTD (DOCTYPE), không được nhận"),
        (.xml, "<a><b></a>", "XML 1:11: cú pháp: thẻ đóng không khớp thẻ mở (libxml2 error 76)"),
    ] as [(Kind, String, String)])
    func says(_ kind: Kind, _ text: String, _ expected: String) { #expect(Self.error(in: text, kind)?.description(in: .vietnamese) == expected) }

    @Test(arguments: [
        ("", "the document is empty"), ("x", "the document is empty"), ("<a></b>", "an end tag that is not the one of its element"), ("<a>&b;</a>", "an entity that is not declared"),
        ("<a/><b/>", "something stands after the root element"), ("<a>\u{1}</a>", "a character XML does not have"), ("<a b/>", "an attribute without a value"),
        ("<a b=1/>", "an attribute value without quotes"), ("<a><!-- x", "a comment that is not closed"), ("<a>", "a tag that is not closed"),
        ("<a b='1' b='2'/>", "an attribute that is written twice"), ("<p:a/>", "a prefix that no namespace is declared for"), ("<a>&#0;</a>", "a character XML does not have"),
        ("<a><![CDATA[x</a>", "CDATA that is not closed"),
    ])
    func saysWhatIsWrongWithXML(_ text: String, _ detail: String) throws {
        let error = try #require(Self.error(in: text, .xml))
        #expect(error.detail.hasPrefix(detail), "\(error.detail)")
        #expect(error.words.vietnamese != error.detail, "\(error.detail)")
    }

    /// A rule that is given no words would be told in English to everybody.
    @Test(arguments: ["JSONReader", "TableReader", "Table", "TextEncoding", "XMLPreflight"])
    func everyRuleHasWords(_ file: String) throws {
        let place = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let source = try String(contentsOf: place.appending(path: "Sources/Formats/\(file).swift"), encoding: .utf8)
        let details = source.matches(of: /(?:detail: |failure\(\.[a-zA-Z]+, )"((?:[^"\\]|\\\([^)]*\))+)"/).map { String($0.1).replacing(/\\\([^)]*\)/, with: "12") }
        #expect(!details.isEmpty)
        for detail in details {
            #expect(FormatError(format: .json, reason: .syntax, detail: detail).words.vietnamese != detail, "\(detail)")
        }
    }
}
