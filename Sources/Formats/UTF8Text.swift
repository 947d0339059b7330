/// Checks and positions over raw UTF-8, shared by the readers of JSON and of tables.
enum UTF8Text {
    /// The first byte that is not part of well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
    ///
    /// - Returns: an offset, or `nil` when all of it is well formed.
    /// - Complexity: O(bytes), eight at a time while they are ASCII.
    static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let raw = UnsafeRawBufferPointer(bytes)
        let count = bytes.count
        var at = 0
        while at < count {
            if at &+ 8 <= count, raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                at &+= 8
                continue
            }
            let length = sequenceLength(in: bytes, at: at)
            guard length > 0 else { return at }
            at &+= length
        }
        return nil
    }

    /// The bytes of the scalar that starts at an offset, 0 when none does.
    private static func sequenceLength(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        let first = bytes[start]
        // The allowed second byte says it all: see table 3-7 of the Unicode Standard.
        let (length, second): (Int, ClosedRange<UInt8>)
        switch first {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return 0 }
        for offset in 2..<max(length, 2) where bytes[start + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Line and column of an offset, both from 1; the column counts scalars.
    static func position(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}

/// Runs a reader over contiguous bytes and brings its typed error out of the closure.
///
/// - Parameter limit: a sequence without contiguous storage is copied up to one byte past it.
func withBytes<Value>(
    of sequence: some Sequence<UInt8>, limit: Int,
    _ body: (UnsafeBufferPointer<UInt8>) throws(FormatError) -> Value
) throws(FormatError) -> Value {
    func caught(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<Value, FormatError> {
        do throws(FormatError) { return .success(try body(buffer)) } catch { return .failure(error) }
    }
    if let result = sequence.withContiguousStorageIfAvailable(caught) { return try result.get() }
    let room = limit < Int.max ? limit + 1 : limit
    return try Array(sequence.prefix(room)).withUnsafeBufferPointer(caught).get()
}

/// Strings that are the same only when their scalars are: Swift's own `==` also equates what Unicode calls
/// canonically equivalent, and RFC 8259 and RFC 9535 do not.
struct ExactString: Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: Self, right: Self) -> Bool { same(left.text, right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    static func same(_ left: String, _ right: String) -> Bool {
        // Same bytes are always equal text, and of text in ASCII alone the reverse holds: most comparisons end here.
        guard left.utf8.count == right.utf8.count, left == right else { return false }
        return isASCII(left) && isASCII(right) || left.utf8.elementsEqual(right.utf8)
    }

    /// Every other scalar has more bytes than UTF-16 units.
    static func isASCII(_ text: String) -> Bool { text.utf8.count == text.utf16.count }

    /// Order by code point, which is the order of the UTF-8 bytes.
    static func less(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
