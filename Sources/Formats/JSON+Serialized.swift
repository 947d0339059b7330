extension JSON {
    /// How a value is laid out.
    public enum Style: Sendable, Hashable, CaseIterable {
        /// No white space, members in their order.
        case compact
        /// A member or element a line, two spaces deeper each level.
        case pretty
        /// No white space, members sorted by the UTF-16 units of their keys, as RFC 8785 sorts them: the same value
        /// is always the same text. Unlike there, numbers keep their digits (that standard would round them to
        /// binary64).
        case canonical
    }

    /// The value as JSON text. Strings are escaped only where they must be, as RFC 8785 section 3.2.2.2 writes them.
    ///
    /// A `.number` whose text is no number comes out as a string, so what leaves here is always JSON.
    public func serialized(_ style: Style = .compact) -> String { String(decoding: bytes(style), as: UTF8.self) }

    /// The same in UTF-8, for what is sealed, signed or hashed.
    public func bytes(_ style: Style = .compact) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.write(self, indent: 0)
        return writer.output
    }
}

private struct JSONWriter {
    let style: JSON.Style
    var output: [UInt8] = []

    mutating func write(_ value: JSON, indent: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let text): JSON.isNumber(text) ? append(text) : quote(text)
        case .string(let text): quote(text)
        case .array(let elements):
            output.append(UInt8(ascii: "["))
            for index in elements.indices {
                begin(index, indent)
                write(elements[index], indent: indent + 1)
            }
            if !elements.isEmpty { newLine(indent) }
            output.append(UInt8(ascii: "]"))
        case .object(let object): write(object, indent: indent)
        }
    }

    private mutating func write(_ object: JSONObject, indent: Int) {
        let members = object.members
        let order = style == .canonical ? Self.order(members) : nil
        output.append(UInt8(ascii: "{"))
        for index in members.indices {
            begin(index, indent)
            let place = order.map { $0[index] } ?? index
            quote(members[place].key)
            output.append(UInt8(ascii: ":"))
            if style == .pretty { output.append(0x20) }
            write(members[place].value, indent: indent + 1)
        }
        if !members.isEmpty { newLine(indent) }
        output.append(UInt8(ascii: "}"))
    }

    private mutating func begin(_ index: Int, _ indent: Int) {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        newLine(indent + 1)
    }

    private mutating func newLine(_ indent: Int) {
        guard style == .pretty else { return }
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: 2 * indent))
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

    /// - Returns: the places of members in the order of their keys; `nil` where they stand in it.
    private static func order(_ members: [(key: String, value: JSON)]) -> [Int]? {
        let isOrdered = members.indices.dropFirst().allSatisfy { !precedes(members[$0].key, members[$0 - 1].key) }
        return isOrdered ? nil : members.indices.sorted { precedes(members[$0].key, members[$1].key) }
    }

    /// By UTF-16 units; of text in ASCII alone every order is that one.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        ExactString.isASCII(left) && ExactString.isASCII(right) ? left < right : left.utf16.lexicographicallyPrecedes(right.utf16)
    }

    private mutating func quote(_ text: String) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            // What needs no escape is copied as it stands, run by run.
            var (start, at) = (0, Self.firstEscaped(in: bytes, from: 0))
            while at < bytes.count {
                output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
                append(Self.escape(of: bytes[at]))
                start = at + 1
                at = Self.firstEscaped(in: bytes, from: start)
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        output.append(UInt8(ascii: "\""))
    }

    /// - Returns: the number of bytes where none needs an escape.
    /// - Complexity: O(bytes), eight at a time.
    private static func firstEscaped(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101, highs: UInt64 = 0x8080_8080_8080_8080
        let raw = UnsafeRawBufferPointer(bytes)
        var at = start
        while at &+ 8 <= bytes.count {
            let eight = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let quotes = eight ^ (ones &* UInt64(UInt8(ascii: "\""))), slashes = eight ^ (ones &* UInt64(UInt8(ascii: "\\")))
            // A byte that was below what is taken from it borrows into its highest bit; the lowest such byte is right.
            let below = (eight &- ones &* 0x20) & ~eight | (quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
            if below & highs != 0 { return at &+ (below & highs).trailingZeroBitCount / 8 }
            at &+= 8
        }
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return at }
            at &+= 1
        }
        return at
    }

    private static func escape(of byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        default: (byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)
        }
    }
}
