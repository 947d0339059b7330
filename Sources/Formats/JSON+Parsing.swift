extension JSON {
    /// How much of a document is read before it is refused.
    public struct Limits: Sendable, Hashable {
        /// Bytes of the whole document.
        public var bytes: Int
        /// Arrays and objects within one another; more than 1,000 is not honored, the reader recurses.
        public var depth: Int
        /// Values of every kind, and the keys of objects.
        public var nodes: Int
        /// Of a key an object has twice the last value counts, as with most readers; otherwise the document is refused.
        public var allowsRepeatedKeys: Bool

        public init(bytes: Int = 8 << 20, depth: Int = 128, nodes: Int = 1_000_000, allowsRepeatedKeys: Bool = false) {
            self.bytes = bytes
            self.depth = depth
            self.nodes = nodes
            self.allowsRepeatedKeys = allowsRepeatedKeys
        }

        public static let standard = Limits()
    }

    /// Reads one JSON text.
    ///
    /// Stricter than RFC 8259 asks, as RFC 7493 (I-JSON) is: a repeated key, half a surrogate pair and a byte order
    /// mark are refused, because two readers could take such a document for two different ones.
    ///
    /// - Parameter bytes: the document in UTF-8.
    /// - Complexity: O(bytes).
    public init(parsing bytes: some Sequence<UInt8>, limits: Limits = .standard) throws(FormatError) {
        self = try withBytes(of: bytes, limit: limits.bytes) { buffer throws(FormatError) in
            var reader = JSONReader(bytes: buffer, limits: limits)
            return try reader.document()
        }
    }

    /// Reads one JSON text, held as a string.
    public init(parsing text: String, limits: Limits = .standard) throws(FormatError) {
        try self.init(parsing: text.utf8, limits: limits)
    }

    /// Whether a text is a number as JSON writes it: `-0.5e3`, not `+1`, `.5`, `01` or `NaN`.
    public static func isNumber(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { JSONNumber.end(in: $0, from: 0) == $0.count }
    }
}

/// The grammar of numbers, RFC 8259 section 6.
enum JSONNumber {
    /// The offset after the number that starts at an offset, `nil` where none does.
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var at = start
        func digits() -> Bool {
            let first = at
            while at < bytes.count, 0x30...0x39 ~= bytes[at] { at += 1 }
            return at > first
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
        if at < bytes.count, bytes[at] == UInt8(ascii: "0") {
            at += 1
        } else if !digits() {
            return nil
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            guard digits() else { return nil }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard digits() else { return nil }
        }
        return at
    }
}
