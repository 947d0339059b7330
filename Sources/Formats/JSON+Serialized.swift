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
    public func serialized(_ style: Style = .compact) -> String {
        var writer = JSONWriter(style: style)
        writer.write(self, indent: 0)
        return String(decoding: writer.output, as: UTF8.self)
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
            list(elements, between: (UInt8(ascii: "["), UInt8(ascii: "]")), indent: indent) { writer, element in
                writer.write(element, indent: indent + 1)
            }
        case .object(let object):
            let members =
                style == .canonical
                ? object.members.sorted { Self.precedes($0.key, $1.key) } : object.members
            list(members, between: (UInt8(ascii: "{"), UInt8(ascii: "}")), indent: indent) { writer, member in
                writer.quote(member.key)
                writer.output.append(UInt8(ascii: ":"))
                if writer.style == .pretty { writer.output.append(0x20) }
                writer.write(member.value, indent: indent + 1)
            }
        }
    }

    private mutating func list<Item>(
        _ items: [Item], between marks: (UInt8, UInt8), indent: Int, _ writeItem: (inout Self, Item) -> Void
    ) {
        output.append(marks.0)
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(indent + 1)
            writeItem(&self, item)
        }
        if !items.isEmpty { newLine(indent) }
        output.append(marks.1)
    }

    private mutating func newLine(_ indent: Int) {
        guard style == .pretty else { return }
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: 2 * indent))
    }

    private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

    /// By UTF-16 units; of text in ASCII alone every order is that one.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        ExactString.isASCII(left) && ExactString.isASCII(right) ? left < right : left.utf16.lexicographicallyPrecedes(right.utf16)
    }

    private mutating func quote(_ text: String) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            // What needs no escape is copied as it stands, run by run.
            var (start, at) = (0, 0)
            while at < bytes.count {
                let byte = bytes[at]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
                    append(Self.escape(of: byte))
                    start = at + 1
                }
                at += 1
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<at]))
        }
        output.append(UInt8(ascii: "\""))
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
