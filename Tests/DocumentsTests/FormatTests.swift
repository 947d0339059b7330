import Documents
import Foundation
import Testing
import Vocabulary

/// A content and what it is.
struct FormatCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let format: DocumentFormat?

    init(_ name: String, _ bytes: [UInt8], _ format: DocumentFormat?) {
        testDescription = name
        self.bytes = bytes
        self.format = format
    }

    init(_ name: String, _ text: String, _ format: DocumentFormat?) { self.init(name, Array(text.utf8), format) }
}

/// A ZIP file whose directory names these entries; each is stored and empty.
private func zip(_ names: [String], comment: String = "", behind: [UInt8] = []) -> [UInt8] {
    var file: [UInt8] = [], directory: [UInt8] = []
    for name in names {
        let (offset, length) = (file.count, name.utf8.count)
        file.put([0x50, 0x4B, 3, 4], (20, 2), (0, 20), (length, 2), (0, 2))
        file += name.utf8
        directory.put([0x50, 0x4B, 1, 2], (20, 2), (20, 2), (0, 20), (length, 2), (0, 12), (offset, 4))
        directory += name.utf8
    }
    let start = file.count
    file += directory
    file.put([0x50, 0x4B, 5, 6], (0, 4), (names.count, 2), (names.count, 2), (directory.count, 4), (start, 4), (comment.utf8.count, 2))
    file += comment.utf8
    file += behind
    return file
}

extension [UInt8] {
    /// A signature, then numbers of so many bytes, the lowest first.
    fileprivate mutating func put(_ signature: [UInt8], _ numbers: (value: Int, bytes: Int)...) {
        self += signature
        for number in numbers { for place in 0..<number.bytes { append(place < 8 ? UInt8(truncatingIfNeeded: number.value >> (8 * place)) : 0) } }
    }
}

private let word = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]

/// What a signed message holds behind its first bytes.
private func message(_ start: [UInt8]) -> [UInt8] {
    start + [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0, 0x00]
}

@Suite("What a file is, by its content")
struct FormatTests {
    private static let texts: [FormatCase] = [
        FormatCase("a PDF", "%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n", .pdf),
        FormatCase("a PDF of version 2", "%PDF-2.0\n%%EOF", .pdf),
        FormatCase("a PDF that is cut off", "%PDF-1.7\n1 0 obj\n", nil),
        FormatCase("a PDF behind something else", "GIF89a%PDF-1.7\n%%EOF", nil),
        FormatCase("a PDF of no version", "%PDF-9.9\n%%EOF", nil),
        FormatCase("XML", "<?xml version=\"1.0\"?>\n<note/>", .xml),
        FormatCase("XML with a mark", "\u{FEFF}<?xml version=\"1.0\"?><a:note>", .xml),
        FormatCase("XML with a remark first", "<?xml version=\"1.0\"?><!-- <html> --><note>", .xml),
        FormatCase("XML with an instruction first", "<?xml version=\"1.0\"?><?style a?><note>", .xml),
        FormatCase("a web page", "<html><body>", nil),
        FormatCase("a web page that says it is XML", "<?xml version=\"1.0\"?><html>", nil),
        FormatCase("a drawing with scripts in it", "<?xml version=\"1.0\"?>\n<svg:svg>", nil),
        FormatCase("XML with a document type", "<?xml version=\"1.0\"?><!DOCTYPE a><a/>", nil),
        FormatCase("a word that begins like it", "<?xmlish?><a/>", nil),
        FormatCase("XML without an element", "<?xml version=\"1.0\"?>", nil),
        FormatCase("a script", "#!/bin/sh\n", nil),
        FormatCase("plain text", "một tờ giấy", nil),
        FormatCase("nothing", "", nil),
    ]

    private static let binaries: [FormatCase] = [
        FormatCase("a JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], .jpeg),
        FormatCase("a PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], .png),
        FormatCase("a PNG whose line ends were changed", [0x89, 0x50, 0x4E, 0x47, 0x0A, 0x1A, 0x0A, 0], nil),
        FormatCase("a TIFF of one order", [0x49, 0x49, 0x2A, 0x00, 8], .tiff),
        FormatCase("a TIFF of the other", [0x4D, 0x4D, 0x00, 0x2A, 0], .tiff),
        FormatCase("a signed message", message([0x30, 0x82, 1, 2]), .cms),
        FormatCase("one of no length", message([0x30, 0x80]), .cms),
        FormatCase("another sequence", [0x30, 0x82, 1, 2, 0x06, 0x03, 0x55, 0x04, 0x03], nil),
        FormatCase("a length of too many bytes", message([0x30, 0x89]), nil),
        FormatCase("a Word file", zip(word), .docx),
        FormatCase("a Word file with a comment", zip(word, comment: "thư"), .docx),
        FormatCase("a Word file with macros", zip(word + ["word/vbaProject.bin"]), nil),
        FormatCase("another ZIP file", zip(["a.txt"]), nil),
        FormatCase("a sheet", zip(["[Content_Types].xml", "xl/workbook.xml"]), nil),
        FormatCase("a Word file with a path out of it", zip(word + ["../evil"]), nil),
        FormatCase("a Word file with something behind", zip(word, behind: [0]), nil),
        FormatCase("a Word file cut off", Array(zip(word).dropLast(30)), nil),
        FormatCase("a ZIP file of nothing", zip([]), nil),
        FormatCase("a program", [0x7F, 0x45, 0x4C, 0x46, 2, 1], nil),
        FormatCase("a program of Windows", [0x4D, 0x5A, 0x90, 0], nil),
    ]

    @Test("is told apart", arguments: texts + binaries)
    func told(_ c: FormatCase) {
        let (head, tail) = (c.bytes.prefix(DocumentFormat.lookedAt), c.bytes.suffix(DocumentFormat.lookedAt))
        #expect(DocumentFormat(head: head, tail: tail, size: c.bytes.count) == c.format)
    }

    @Test("a long Word file is told by its end; one whose directory is longer than what is looked at is not")
    func long() {
        let long = zip((0..<3000).map { "word/media/image\($0).png" } + word)
        #expect(long.count > 2 * DocumentFormat.lookedAt)
        let short = zip((0..<600).map { "word/media/image\($0).png" } + word)
        func format(_ file: [UInt8]) -> DocumentFormat? {
            DocumentFormat(head: file.prefix(DocumentFormat.lookedAt), tail: file.suffix(DocumentFormat.lookedAt), size: file.count)
        }
        #expect(short.count > DocumentFormat.lookedAt && format(short) == .docx)
        #expect(format(long) == nil)
    }

    @Test("no beginning of any file and no random bytes make it fail")
    func anything() {
        var generator = SystemRandomNumberGenerator()
        let samples = [zip(word), Array("<?xml version=\"1.0\"?><!-- a --><note/>".utf8), message([0x30, 0x82, 1, 2]), Array("%PDF-1.7\n%%EOF".utf8)]
        for sample in samples {
            for count in 0...sample.count {
                let part = Array(sample.prefix(count))
                _ = DocumentFormat(head: part, tail: part, size: part.count)
            }
            for _ in 0..<300 {
                var changed = sample
                for _ in 0..<3 { changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator) }
                _ = DocumentFormat(head: changed, tail: changed, size: changed.count + Int.random(in: 0...5, using: &generator))
            }
        }
    }
}
