public import Vocabulary

extension DocumentFormat {
    /// How much of a file's beginning and end tells what it is, in bytes. A Word file's table of contents stands at its end.
    public static let lookedAt = 64 << 10

    /// What a file is, by its first and last bytes.
    ///
    /// It is told apart strictly, so that one file is not two things to two readers: every signature stands at the very start. That
    /// a file is sound all through is not said.
    ///
    /// - Parameters:
    ///   - head: the first bytes, `lookedAt` of them or the whole file.
    ///   - tail: the last bytes, the same.
    ///   - size: of the file, in bytes.
    /// - Returns: `nil` for anything the store does not keep: also for a PDF whose end is missing and for a Word file with macros.
    public init?(head: some Collection<UInt8>, tail: some Collection<UInt8>, size: Int) {
        let (head, tail) = (Array(head), Array(tail))
        if head.starts(with: "%PDF-1.".utf8) || head.starts(with: "%PDF-2.".utf8) {
            guard tail.suffix(1024).holds("%%EOF".utf8) else { return nil }
            self = .pdf
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if head.starts(with: [0x49, 0x49, 0x2A, 0x00]) || head.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else if Self.isXML(head) {
            self = .xml
        } else if Self.isSignedMessage(head) {
            self = .cms
        } else if head.starts(with: [0x50, 0x4B, 0x03, 0x04]), Self.isWord(tail, size: size) {
            self = .docx
        } else {
            return nil
        }
    }

    /// A declaration at the start, then an element that is neither a web page nor a drawing: both may hold scripts.
    private static func isXML(_ head: [UInt8]) -> Bool {
        let marked = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        guard marked.starts(with: "<?xml".utf8), let space = marked.dropFirst(5).first, [0x20, 0x09, 0x0A, 0x0D].contains(space) else { return false }
        var rest = marked.dropFirst(5)
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[rest.index(after: open)...]
            guard let next = rest.first else { return false }
            if rest.starts(with: "!--".utf8) {
                guard let end = rest.dropFirst(3).place(of: "-->".utf8) else { return false }
                rest = rest[end...]
                continue
            }
            // Another instruction; a document type names entities, which no register's message needs.
            if next == UInt8(ascii: "?") { continue }
            guard next != UInt8(ascii: "!") else { return false }
            let name = rest.prefix { !" \t\n\r/>".utf8.contains($0) }
            let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[name.index(after: $0)...] } ?? name
            return !local.isEmpty && !local.elementsEqual("html".utf8) && !local.elementsEqual("svg".utf8)
        }
        return false
    }

    /// `ContentInfo` with the type signed-data (RFC 5652, sections 3 and 5): a sequence, then 1.2.840.113549.1.7.2.
    private static func isSignedMessage(_ head: [UInt8]) -> Bool {
        guard head.count > 2, head[0] == 0x30 else { return false }
        // A short length, a long one of up to four bytes, or none (BER).
        let lengthBytes = head[1] < 0x80 ? 0 : Int(head[1] & 0x7F)
        guard lengthBytes <= 4 else { return false }
        return head.dropFirst(2 + lengthBytes).starts(with: [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02])
    }

    /// The names in a ZIP file's central directory (APPNOTE 6.3.10, sections 4.3.12 and 4.3.16): those a Word document has, and none
    /// of a program.
    private static func isWord(_ tail: [UInt8], size: Int) -> Bool {
        let start = size - tail.count
        guard let end = (0...max(0, tail.count - 22)).last(where: { tail[$0...].starts(with: [0x50, 0x4B, 0x05, 0x06]) }), tail.count >= end + 22 else { return false }
        func number(_ at: Int, _ bytes: Int) -> Int { (0..<bytes).reduce(0) { $0 | Int(tail[at + $1]) << (8 * $1) } }
        // Nothing follows but the comment the record announces.
        guard end + 22 + number(end + 20, 2) == tail.count else { return false }
        let count = number(end + 10, 2)
        var at = number(end + 16, 4) - start
        guard at >= 0 else { return false }
        var hasTypes = false, hasBody = false
        for _ in 0..<count {
            guard at + 46 <= end, tail[at...].starts(with: [0x50, 0x4B, 0x01, 0x02]) else { return false }
            let length = number(at + 28, 2)
            guard at + 46 + length <= end else { return false }
            let name = tail[(at + 46)..<(at + 46 + length)]
            hasTypes = hasTypes || name.elementsEqual("[Content_Types].xml".utf8)
            hasBody = hasBody || name.elementsEqual("word/document.xml".utf8)
            if name.holds("vbaProject".utf8) || name.holds("..".utf8) { return false }
            at += 46 + length + number(at + 30, 2) + number(at + 32, 2)
        }
        return hasTypes && hasBody
    }
}

extension Collection<UInt8> {
    /// Behind the first place where the bytes stand.
    fileprivate func place(of bytes: some Collection<UInt8>) -> Index? {
        var at = startIndex
        while at != endIndex {
            if self[at...].starts(with: bytes) { return index(at, offsetBy: bytes.count) }
            at = index(after: at)
        }
        return nil
    }

    fileprivate func holds(_ bytes: some Collection<UInt8>) -> Bool { place(of: bytes) != nil }
}
