import Foundation

/// The lines of a file of JSON lines, found with the C library: these files are large and tests are built unoptimized.
struct Lines: Sendable {
    private let data: Data
    let ranges: [Range<Int>]

    init(_ file: URL) throws { self.init(try Data(contentsOf: file)) }

    init(_ data: Data) {
        self.data = data
        ranges = data.withUnsafeBytes { bytes in
            var ranges: [Range<Int>] = [], start = 0
            while start < bytes.count {
                let rest = bytes[start...]
                let end = Self.first("\n", in: UnsafeRawBufferPointer(rebasing: rest)).map { start + $0 } ?? bytes.count
                ranges.append(start..<end)
                start = end + 1
            }
            return ranges
        }
    }

    /// The text between the first `mark` of a line and the next `end` after it.
    func text(after mark: String, until end: String, in range: Range<Int>) -> String? {
        data.withUnsafeBytes { bytes in
            guard let found = Self.first(mark, in: UnsafeRawBufferPointer(rebasing: bytes[range])) else { return nil }
            let start = range.lowerBound + found + mark.utf8.count
            guard let length = Self.first(end, in: UnsafeRawBufferPointer(rebasing: bytes[start..<range.upperBound])) else { return nil }
            return String(decoding: bytes[start..<start + length], as: UTF8.self)
        }
    }

    func contains(_ text: String, in range: Range<Int>) -> Bool {
        data.withUnsafeBytes { Self.first(text, in: UnsafeRawBufferPointer(rebasing: $0[range])) != nil }
    }

    /// Whether a text stands in a line and is not part of a longer word or number there.
    func hasWords(_ text: String, in range: Range<Int>) -> Bool {
        return data.withUnsafeBytes { bytes in
            var start = range.lowerBound
            while start < range.upperBound, let found = Self.first(text, in: UnsafeRawBufferPointer(rebasing: bytes[start..<range.upperBound])) {
                let at = start + found, end = at + text.utf8.count
                if (at == 0 || !Self.continues(bytes[at - 1])) && (end == bytes.count || !Self.continues(bytes[end])) { return true }
                start = at + 1
            }
            return false
        }
    }

    /// The words and numbers of a text, as `hasWords` tells them apart.
    static func words(of text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            var words: [String] = [], start: Int?
            for at in 0...bytes.count {
                if at < bytes.count, continues(bytes[at]) {
                    start = start ?? at
                } else if let first = start {
                    words.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<at]), as: UTF8.self))
                    start = nil
                }
            }
            return words
        }
    }

    /// Whether a byte of UTF-8 is part of a word or number.
    private static func continues(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61 && byte <= 0x7A
    }

    func bytes(_ range: Range<Int>) -> [UInt8] { data.withUnsafeBytes { Array($0[range]) } }

    /// The same lines with the first `old` of one of them replaced.
    func replacing(_ old: String, with new: String, in range: Range<Int>) -> Lines {
        guard let found = data.range(of: Data(old.utf8), in: range) else { return self }
        var changed = data
        changed.replaceSubrange(found, with: Data(new.utf8))
        return Lines(changed)
    }

    private static func first(_ text: String, in bytes: UnsafeRawBufferPointer) -> Int? {
        var text = text
        return text.withUTF8 { text in
            guard let head = text.first, let base = bytes.baseAddress, let mark = text.baseAddress else { return nil }
            var at = 0
            while at + text.count <= bytes.count {
                guard let found = memchr(base + at, Int32(head), bytes.count - at) else { return nil }
                at = UnsafeRawPointer(found) - base
                if at + text.count <= bytes.count, memcmp(found, mark, text.count) == 0 { return at }
                at += 1
            }
            return nil
        }
    }
}
