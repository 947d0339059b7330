/// Walks the markup of a document before libxml2 sees it, and refuses what must not reach it: declarations of a
/// document type, encodings beyond a short list, and more than the limits allow.
///
/// It need not know what is well formed: up to the first fault it reads exactly what libxml2 reads, and at the first
/// fault libxml2 stops. Counting here and not in callbacks matters for attributes, which libxml2 2.9 compares with
/// one another before it calls anybody.
struct XMLPreflight {
    private let limits: XMLLimits
    /// A byte per code unit; of UTF-16 units beyond ASCII only that they are there.
    private let units: [UInt8]
    private let family: Family
    private var at = 0
    private var depth = 0
    private var nodes = 0

    /// What the first bytes say about the encoding (XML 1.0 appendix F).
    private enum Family {
        case utf16
        /// Begins with the byte order mark of UTF-8.
        case markedUTF8
        case asciiBased
    }

    /// - Throws: `.tooLarge`, `.encoding`.
    init(_ bytes: [UInt8], limits: XMLLimits) throws(FormatError) {
        guard bytes.count <= min(limits.bytes, Int(Int32.max)) else {
            throw FormatError(format: .xml, reason: .tooLarge, detail: "more than \(limits.bytes) bytes")
        }
        self.limits = limits
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFE, 0xFF), (0x00, 0x3C): (family, units) = (.utf16, try Self.units(ofUTF16: bytes, bigEndian: true))
        case (0xFF, 0xFE), (0x3C, 0x00): (family, units) = (.utf16, try Self.units(ofUTF16: bytes, bigEndian: false))
        case (0xEF, 0xBB): (family, units) = (.markedUTF8, bytes)
        default: (family, units) = (.asciiBased, bytes)
        }
    }

    private static func units(ofUTF16 bytes: [UInt8], bigEndian: Bool) throws(FormatError) -> [UInt8] {
        guard bytes.count.isMultiple(of: 2) else {
            throw FormatError(format: .xml, reason: .encoding, detail: "UTF-16 with an odd number of bytes")
        }
        return stride(from: 0, to: bytes.count, by: 2).map { place in
            let (high, low) = bigEndian ? (bytes[place], bytes[place + 1]) : (bytes[place + 1], bytes[place])
            return high == 0 ? low : 0xFF
        }
    }

    mutating func check() throws(FormatError) {
        try walk()
        // A zero is no character of XML; where libxml2 would end its reading at it, two readers could differ.
        if let zero = units.firstIndex(of: 0) { throw failure(.encoding, "a zero byte", at: zero) }
        guard let encoding = declaredEncoding()?.uppercased() else { return }
        guard Self.isAccepted(encoding: encoding) else {
            throw failure(.encoding, "an encoding that is not accepted here", at: 0)
        }
        let agrees =
            switch family {
            case .utf16: encoding.hasPrefix("UTF-16")
            case .markedUTF8: encoding.hasPrefix("UTF") && !encoding.hasPrefix("UTF-16")
            case .asciiBased: !encoding.hasPrefix("UTF-16")
            }
        // An error by section 4.3.3 that libxml2 lets by.
        guard agrees else { throw failure(.encoding, "the encoding declared is not the encoding used", at: 0) }
    }

    private mutating func walk() throws(FormatError) {
        while let open = units[at...].firstIndex(of: UInt8(ascii: "<")) {
            at = open
            if starts(with: "<!--") {
                try count(1)
                skip(past: "-->", from: at + 4)
            } else if starts(with: "<![CDATA[") {
                skip(past: "]]>", from: at + 9)
            } else if starts(with: "<?") {
                try count(1)
                skip(past: "?>", from: at + 2)
            } else if starts(with: "<!DOCTYPE") {
                throw failure(.documentType, "a document type declaration")
            } else if starts(with: "</") {
                depth -= 1
                skip(past: ">", from: at + 2)
            } else {
                try tag()
            }
        }
    }

    /// A start tag: its attributes are counted by their `=` outside of quotes.
    private mutating func tag() throws(FormatError) {
        let start = at
        var attributes = 0
        var quote: UInt8?
        at += 1
        scan: while at < units.count {
            let unit = units[at]
            at += 1
            switch (quote, unit) {
            case (let open?, _):
                if unit == open { quote = nil }
            case (nil, UInt8(ascii: "\"")), (nil, UInt8(ascii: "'")):
                quote = unit
            case (nil, UInt8(ascii: "=")):
                attributes += 1
                guard attributes <= limits.attributes else {
                    throw failure(.tooManyNodes, "more than \(limits.attributes) attributes of one element", at: start)
                }
            case (nil, UInt8(ascii: ">")):
                break scan
            default:
                break
            }
        }
        try count(1 + attributes)
        let isEmpty = at >= 2 && units[at - 2] == UInt8(ascii: "/")
        guard depth < limits.depth else { throw failure(.tooDeep, "nested deeper than \(limits.depth)", at: start) }
        if !isEmpty { depth += 1 }
    }

    // MARK: Encodings

    /// UTF-8, UTF-16 and the single-byte code pages. Encodings that switch states or hide `<` inside other
    /// characters are left out: this walk and libxml2 would read different documents.
    static func isAccepted(encoding: String) -> Bool {
        let name = encoding.uppercased()
        return ["UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"].contains(name)
            || name.hasPrefix("ISO-8859-") || name.hasPrefix("WINDOWS-125")
    }

    /// What libxml2 reads the document by.
    var encoding: String {
        switch family {
        case .utf16: declaredEncoding() ?? "utf-16"
        case .markedUTF8: "utf-8"
        case .asciiBased: declaredEncoding().map { $0.uppercased() == "UTF8" ? "utf-8" : $0 } ?? "utf-8"
        }
    }

    /// The name in `<?xml … encoding="name" … ?>`, as far as it can be made out.
    private func declaredEncoding() -> String? {
        let start =
            switch family {
            case .utf16: units.first == 0xFF ? 1 : 0
            case .markedUTF8: min(3, units.count)
            case .asciiBased: 0
            }
        guard units[start...].starts(with: "<?xml".utf8) else { return nil }
        let end = units[start...].firstIndex(of: UInt8(ascii: ">")) ?? units.count
        let declaration = units[start..<end]
        let word = Array("encoding".utf8)
        guard
            let place = declaration.indices.first(where: { declaration[$0...].starts(with: word) }),
            let open = declaration[place...].firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }),
            let close = declaration[(open + 1)...].firstIndex(of: declaration[open])
        else { return nil }
        return String(decoding: declaration[(open + 1)..<close], as: UTF8.self)
    }

    // MARK: Walking

    private mutating func count(_ more: Int) throws(FormatError) {
        nodes += more
        guard nodes <= limits.nodes else { throw failure(.tooManyNodes, "more than \(limits.nodes) nodes") }
    }

    private func starts(with text: StaticString) -> Bool {
        units[at...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func skip(past mark: StaticString, from start: Int) {
        let mark = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
        at = min(start, units.count)
        while at < units.count {
            if units[at] == mark[0], units[at...].starts(with: mark) {
                at += mark.count
                return
            }
            at += 1
        }
    }

    private func failure(_ reason: FormatError.Reason, _ detail: String, at place: Int? = nil) -> FormatError {
        let (line, column) = units.withUnsafeBufferPointer { UTF8Text.position(of: place ?? at, in: $0) }
        return FormatError(format: .xml, reason: reason, line: line, column: column, detail: detail)
    }
}
