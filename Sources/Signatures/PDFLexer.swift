/// Reads values from the bytes of a PDF. Strict where readers are known to differ: a key twice in a dictionary, an unknown word, a
/// string that does not end are refused. Source: ISO 32000-2, 7.2 and 7.3.
struct PDFLexer {
    let bytes: [UInt8]
    let end: Int
    /// Whether offsets are offsets in the file.
    let isFile: Bool
    var place: Int
    /// Whether a comment was passed over.
    private(set) var hasComments = false
    private let budget: PDFBudget

    static let maximumDepth = 64
    /// Digits of the longest whole number that is taken.
    private static let maximumDigits = 15

    /// - Parameter end: where the bytes end that count; those after it are not seen.
    init(_ bytes: [UInt8], at place: Int, before end: Int, isFile: Bool, _ budget: PDFBudget) {
        self.bytes = bytes
        self.place = place
        self.isFile = isFile
        self.end = min(end, bytes.count)
        self.budget = budget
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 || byte == 0x0c || byte == 0 }

    static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "/"), UInt8(ascii: "%"),
            UInt8(ascii: "{"), UInt8(ascii: "}"):
            true
        default: false
        }
    }

    var next: UInt8? { place >= 0 && place < end ? bytes[place] : nil }

    mutating func skipSpace() {
        while let byte = next {
            if Self.isSpace(byte) {
                place += 1
            } else if byte == UInt8(ascii: "%") {
                hasComments = true
                while let byte = next, byte != 0x0a, byte != 0x0d { place += 1 }
            } else {
                return
            }
        }
    }

    /// White space alone, no comment.
    mutating func skipWhite() { while let byte = next, Self.isSpace(byte) { place += 1 } }

    /// The rest of a line, when nothing but blanks stands there.
    mutating func takeLineEnd() -> Bool {
        while next == 0x20 { place += 1 }
        let start = place
        if next == 0x0d { place += 1 }
        if next == 0x0a { place += 1 }
        return place > start
    }

    /// A word that is not followed by more of a word.
    mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard place >= 0, place + length <= end else { return false }
        let isThere = word.withUTF8Buffer { $0.elementsEqual(bytes[place..<place + length]) }
        guard isThere, place + length == end || Self.isSpace(bytes[place + length]) || Self.isDelimiter(bytes[place + length]) else { return false }
        place += length
        return true
    }

    /// A whole number without a sign.
    mutating func natural() -> Int? {
        var value = 0, digits = 0
        while let byte = next, byte >= 0x30, byte <= 0x39 {
            digits += 1
            guard digits <= Self.maximumDigits else { return nil }
            value = value * 10 + Int(byte - 0x30)
            place += 1
        }
        return digits > 0 ? value : nil
    }

    mutating func value(depth: Int = 0) throws(PDFFault) -> PDFValue {
        guard depth < Self.maximumDepth else { throw .tooLarge }
        skipSpace()
        guard let byte = next else { throw .unreadable }
        try budget.spend(values: 1)
        switch byte {
        case UInt8(ascii: "/"): return .name(try name())
        case UInt8(ascii: "("): return .string(PDFString(bytes: try literal(), hexPlace: nil))
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "<"): return place + 1 < end && bytes[place + 1] == UInt8(ascii: "<") ? .dictionary(try dictionary(depth)) : .string(try hex())
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): return try number()
        default:
            if take("true") { return .bool(true) }
            if take("false") { return .bool(false) }
            if take("null") { return .null }
            throw .unreadable
        }
    }

    private mutating func number() throws(PDFFault) -> PDFValue {
        let start = place
        while let byte = next, !Self.isSpace(byte), !Self.isDelimiter(byte) { place += 1 }
        let text = bytes[start..<place]
        guard text.contains(where: { $0 >= 0x30 && $0 <= 0x39 }), text.dropFirst().allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") }),
            text.count(where: { $0 == UInt8(ascii: ".") }) <= 1, text.count <= 32
        else { throw .unreadable }
        guard !text.contains(UInt8(ascii: ".")) else { return .real(Array(text)) }
        guard text.count <= Self.maximumDigits, let value = Int(String(decoding: text, as: UTF8.self)) else { throw .unreadable }
        // n g R
        guard text.first.map({ $0 >= 0x30 }) == true else { return .integer(value) }
        var ahead = self
        ahead.skipSpace()
        guard let generation = ahead.natural() else { return .integer(value) }
        let afterGeneration = ahead.place
        ahead.skipSpace()
        guard ahead.place > afterGeneration, ahead.take("R") else { return .integer(value) }
        place = ahead.place
        return .reference(PDFReference(number: value, generation: generation))
    }

    private mutating func name() throws(PDFFault) -> PDFName {
        try budget.spend(values: 1)
        place += 1
        var name: [UInt8] = []
        while let byte = next, !Self.isSpace(byte), !Self.isDelimiter(byte) {
            place += 1
            guard byte == UInt8(ascii: "#") else {
                name.append(byte)
                continue
            }
            guard place + 2 <= end, let high = Self.digit(bytes[place]), let low = Self.digit(bytes[place + 1]) else { throw .unreadable }
            // To some readers a name ends at a zero.
            guard high | low != 0 else { throw .unreadable }
            name.append(high << 4 | low)
            place += 2
        }
        guard name.count <= 1024 else { throw .tooLarge }
        return PDFName(bytes: name)
    }

    private mutating func literal() throws(PDFFault) -> [UInt8] {
        place += 1
        var text: [UInt8] = [], open = 1
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return text }
            case UInt8(ascii: "\\"):
                if let escaped = try escape() { text.append(escaped) }
                continue
            case 0x0d:
                // An end of line is one character, however it is written.
                if next == 0x0a { place += 1 }
                text.append(0x0a)
                continue
            default: break
            }
            text.append(byte)
        }
        throw .unreadable
    }

    /// What follows a backslash; `nil` for a line that goes on.
    private mutating func escape() throws(PDFFault) -> UInt8? {
        guard let byte = next else { throw .unreadable }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): return 0x0a
        case UInt8(ascii: "r"): return 0x0d
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0c
        case 0x0a: return nil
        case 0x0d:
            if next == 0x0a { place += 1 }
            return nil
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var code = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let digit = next, digit >= 0x30, digit <= 0x37 else { break }
                code = code * 8 + Int(digit - 0x30)
                place += 1
            }
            return UInt8(truncatingIfNeeded: code)
        default: return byte
        }
    }

    private mutating func hex() throws(PDFFault) -> PDFString {
        let start = place
        place += 1
        var digits: [UInt8] = []
        while let byte = next {
            place += 1
            if byte == UInt8(ascii: ">") {
                if digits.count % 2 == 1 { digits.append(0) }
                let text = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
                return PDFString(bytes: text, hexPlace: isFile ? start..<place : nil)
            }
            if Self.isSpace(byte) { continue }
            guard let digit = Self.digit(byte) else { throw .unreadable }
            digits.append(digit)
        }
        throw .unreadable
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private mutating func array(_ depth: Int) throws(PDFFault) -> PDFValue {
        place += 1
        var values: [PDFValue] = []
        while true {
            skipSpace()
            if next == UInt8(ascii: "]") {
                place += 1
                return .array(values)
            }
            values.append(try value(depth: depth + 1))
        }
    }

    mutating func dictionary(_ depth: Int = 0) throws(PDFFault) -> PDFDictionary {
        try budget.spend(values: 1)
        let start = place
        guard place + 2 <= end, bytes[place] == UInt8(ascii: "<"), bytes[place + 1] == UInt8(ascii: "<") else { throw .unreadable }
        place += 2
        var dictionary = PDFDictionary()
        while true {
            skipSpace()
            if next == UInt8(ascii: ">") {
                guard place + 1 < end, bytes[place + 1] == UInt8(ascii: ">") else { throw .unreadable }
                place += 2
                dictionary.place = isFile ? start..<place : nil
                return dictionary
            }
            guard next == UInt8(ascii: "/") else { throw .unreadable }
            let key = try name(), value = try self.value(depth: depth + 1)
            // Readers differ on which of two counts.
            guard dictionary.entries.updateValue(value, forKey: key) == nil else { throw .unreadable }
        }
    }

    /// `n g obj … endobj`. A stream's length is looked up where it stands elsewhere.
    mutating func object(_ length: (PDFReference) throws(PDFFault) -> Int?) throws(PDFFault) -> PDFRead {
        let start = place
        guard let number = natural() else { throw .unreadable }
        skipSpace()
        guard let generation = natural() else { throw .unreadable }
        skipSpace()
        guard take("obj") else { throw .unreadable }
        let value = try self.value()
        skipSpace()
        var stream: Range<Int>?, isDependent = false
        if case .dictionary(let dictionary) = value, take("stream") {
            if next == 0x0d { place += 1 }
            guard next == 0x0a else { throw .unreadable }
            place += 1
            var count: Int?
            switch dictionary["Length"] {
            case .integer(let written): count = written
            case .reference(let reference):
                isDependent = true
                count = try length(reference)
            default: break
            }
            guard let count, count >= 0, count <= end - place else { throw .unreadable }
            stream = place..<place + count
            place += count
            skipSpace()
            guard take("endstream") else { throw .unreadable }
            skipSpace()
        }
        guard take("endobj") else { throw .unreadable }
        // Long strings and comments, in which other objects may stand again.
        try budget.spend(values: (place - start - (stream?.count ?? 0)) / 64)
        return PDFRead(
            reference: PDFReference(number: number, generation: generation), object: PDFObject(value: value, stream: stream), end: place, hasComments: hasComments,
            isDependent: isDependent)
    }
}
