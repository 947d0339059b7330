/// A recursive reader of RFC 8259 over bytes; its recursion is bounded by `Limits.depth`.
struct JSONReader {
    private static let deepest = 1_000

    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSON.Limits
    private let depthLimit: Int
    private var at = 0
    private var nodes = 0

    init(bytes: UnsafeBufferPointer<UInt8>, limits: JSON.Limits) {
        self.bytes = bytes
        self.limits = limits
        depthLimit = min(limits.depth, Self.deepest)
    }

    mutating func document() throws(FormatError) -> JSON {
        guard bytes.count <= limits.bytes else {
            throw FormatError(format: .json, reason: .tooLarge, detail: "more than \(limits.bytes) bytes")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw failure(.encoding, "a byte order mark before the document", at: 0)
        }
        if let fault = UTF8Text.firstFault(in: bytes) {
            throw failure(.encoding, "not UTF-8", at: fault)
        }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw failure(.syntax, "text after the end of the document") }
        return value
    }

    private mutating func value(depth: Int) throws(FormatError) -> JSON {
        try count()
        guard at < bytes.count else { throw failure(.syntax, "the document ends where a value was expected") }
        switch bytes[at] {
        case UInt8(ascii: "{"):
            return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["):
            return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""):
            return .string(try string())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let end = JSONNumber.end(in: bytes, from: at) else {
                throw failure(.syntax, "a number without its digits")
            }
            defer { at = end }
            return .number(text(at..<end))
        default:
            throw failure(.syntax, "a value was expected")
        }
    }

    private mutating func array(depth: Int) throws(FormatError) -> [JSON] {
        try checkDepth(depth)
        at += 1
        skipSpace()
        var elements: [JSON] = []
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else {
                throw failure(.syntax, "a comma or the end of the array was expected")
            }
            skipSpace()
        }
    }

    private mutating func object(depth: Int) throws(FormatError) -> JSONObject {
        try checkDepth(depth)
        at += 1
        skipSpace()
        var entries: [(key: String, value: JSON)] = []
        var places: [ExactString: Int]?
        if take(UInt8(ascii: "}")) { return JSONObject() }
        while true {
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
                throw failure(.syntax, "a key in quotes was expected")
            }
            let start = at
            try count()
            let key = try string()
            // From the front while there are few; a hostile object of many keys gets a table.
            if places == nil, entries.count == 12 {
                places = [:]
                for (place, entry) in entries.enumerated() { places?[ExactString(entry.key)] = place }
            }
            let earlier = places.map { $0[ExactString(key)] } ?? entries.firstIndex { ExactString.same($0.key, key) }
            if earlier != nil, !limits.allowsRepeatedKeys { throw failure(.duplicateKey, "a key of this object is written twice", at: start) }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure(.syntax, "a colon was expected after the key") }
            skipSpace()
            let value = try value(depth: depth)
            if let earlier {
                entries[earlier].value = value
            } else {
                places?[ExactString(key)] = entries.count
                entries.append((key, value))
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return JSONObject(unrepeated: entries, places: places) }
            guard take(UInt8(ascii: ",")) else {
                throw failure(.syntax, "a comma or the end of the object was expected")
            }
            skipSpace()
        }
    }

    private mutating func string() throws(FormatError) -> String {
        at += 1
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                defer { at += 1 }
                return text(start..<at)
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0x00...0x1F:
                throw failure(.syntax, "a control character inside a string must be escaped")
            default:
                at += 1
            }
        }
        throw failure(.syntax, "the document ends inside a string")
    }

    /// The rest of a string once a backslash was met, `start` being its first byte.
    private mutating func escapedString(from start: Int) throws(FormatError) -> String {
        var content = Array(bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try escape(into: &content)
            case 0x00...0x1F:
                throw failure(.syntax, "a control character inside a string must be escaped")
            default:
                content.append(byte)
                at += 1
            }
        }
        throw failure(.syntax, "the document ends inside a string")
    }

    private mutating func escape(into content: inout [UInt8]) throws(FormatError) {
        let start = at
        guard at + 1 < bytes.count else { throw failure(.syntax, "the document ends inside a string") }
        let letter = bytes[at + 1]
        at += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            if 0xD800...0xDBFF ~= code {
                guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                    throw failure(.encoding, "half of a surrogate pair", at: start)
                }
                at += 2
                let low = try fourDigits()
                guard 0xDC00...0xDFFF ~= low else { throw failure(.encoding, "half of a surrogate pair", at: start) }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw failure(.encoding, "half of a surrogate pair", at: start)
            }
            content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default:
            throw failure(.syntax, "an escape JSON does not have", at: start)
        }
    }

    private mutating func fourDigits() throws(FormatError) -> UInt32 {
        guard at + 4 <= bytes.count else { throw failure(.syntax, "four hexadecimal digits were expected") }
        var code: UInt32 = 0
        for _ in 0..<4 {
            switch bytes[at] {
            case let byte where 0x30...0x39 ~= byte: code = code << 4 | UInt32(byte - 0x30)
            case let byte where 0x61...0x66 ~= byte | 0x20: code = code << 4 | UInt32((byte | 0x20) - 0x61 + 10)
            default: throw failure(.syntax, "four hexadecimal digits were expected")
            }
            at += 1
        }
        return code
    }

    private mutating func word(_ word: StaticString) throws(FormatError) {
        let length = word.utf8CodeUnitCount
        guard at + length <= bytes.count,
            bytes[at..<at + length].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: length))
        else { throw failure(.syntax, "a value was expected") }
        at += length
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func count() throws(FormatError) {
        nodes += 1
        guard nodes <= limits.nodes else { throw failure(.tooManyNodes, "more than \(limits.nodes) values") }
    }

    private func checkDepth(_ depth: Int) throws(FormatError) {
        guard depth <= depthLimit else { throw failure(.tooDeep, "nested deeper than \(depthLimit)") }
    }

    private func failure(_ reason: FormatError.Reason, _ detail: String, at offset: Int? = nil) -> FormatError {
        let (line, column) = UTF8Text.position(of: offset ?? at, in: bytes)
        return FormatError(format: .json, reason: reason, line: line, column: column, detail: detail)
    }
}
