/// Reads a query, RFC 9535 section 2 and its appendix A. Filters are in `JSONPathParser+Filter.swift`.
struct JSONPathParser {
    /// A query may select each value of a document so many times over (`$[0,0][0,0]` four times); without a bound a
    /// short query would multiply a document exponentially.
    private static let mostSelections = 1_000
    /// Each `..` multiplies the work by the depth of the document.
    private static let mostDescents = 10
    private static let longest = 8_192
    private static let deepest = 64

    let scalars: [Unicode.Scalar]
    var at = 0
    private var descents = 0
    private var depth = 0

    init(_ source: String) { scalars = Array(source.unicodeScalars.prefix(Self.longest + 1)) }

    mutating func parse() throws(FormatError) -> PathQuery {
        guard scalars.count <= Self.longest else { throw failure("longer than \(Self.longest) characters", .tooLarge) }
        guard take("$") else { throw failure("a query starts with '$'") }
        let query = PathQuery(isRelative: false, segments: try segments())
        guard at == scalars.count else { throw failure("a segment was expected: '.', '..' or '['") }
        return query
    }

    // MARK: Segments

    /// The segments after `$` or `@`; white space after the last one is left alone.
    mutating func segments() throws(FormatError) -> [PathSegment] {
        var segments: [PathSegment] = []
        var selections = 1
        while true {
            let before = at
            skipSpace()
            guard let segment = try segment() else {
                at = before
                return segments
            }
            segments.append(segment)
            selections *= max(1, segment.selectors.count)
            guard selections <= Self.mostSelections else {
                throw failure("selects a value more than \(Self.mostSelections) times", .limit)
            }
        }
    }

    private mutating func segment() throws(FormatError) -> PathSegment? {
        if peek == "[" { return PathSegment(isDescendant: false, selectors: try selectors()) }
        guard take(".") else { return nil }
        let isDescendant = take(".")
        if isDescendant {
            descents += 1
            guard descents <= Self.mostDescents else { throw failure("more than \(Self.mostDescents) '..'", .limit) }
            if peek == "[" { return PathSegment(isDescendant: true, selectors: try selectors()) }
        }
        if take("*") { return PathSegment(isDescendant: isDescendant, selectors: [.wildcard]) }
        guard let first = peek, Self.startsName(first) else { throw failure("a name or '*' was expected") }
        let start = at
        while let scalar = peek, Self.startsName(scalar) || "0"..."9" ~= scalar { at += 1 }
        return PathSegment(isDescendant: isDescendant, selectors: [.name(text(start..<at))])
    }

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        default: scalar.value >= 0x80
        }
    }

    private mutating func selectors() throws(FormatError) -> [PathSelector] {
        at += 1
        var selectors: [PathSelector] = []
        repeat {
            skipSpace()
            selectors.append(try selector())
            skipSpace()
        } while take(",")
        guard take("]") else { throw failure("',' or ']' was expected") }
        return selectors
    }

    private mutating func selector() throws(FormatError) -> PathSelector {
        switch peek {
        case "'", "\"": return .name(try string())
        case "*":
            at += 1
            return .wildcard
        case "?":
            at += 1
            skipSpace()
            return .filter(try nested { parser throws(FormatError) in try parser.test() })
        default: return try indexOrSlice()
        }
    }

    private mutating func indexOrSlice() throws(FormatError) -> PathSelector {
        let start = try integer()
        let before = at
        skipSpace()
        guard take(":") else {
            at = before
            guard let start else { throw failure("a name in quotes, an index, a slice, '*' or '?' was expected") }
            return .index(start)
        }
        skipSpace()
        let end = try integer()
        skipSpace()
        guard take(":") else { return .slice(start: start, end: end, step: 1) }
        skipSpace()
        return .slice(start: start, end: end, step: try integer() ?? 1)
    }

    /// An integer as indexes are written: no leading zeros, no `-0`, inside the range of I-JSON.
    private mutating func integer() throws(FormatError) -> Int? {
        let start = at
        let isNegative = take("-")
        let first = at
        var value = 0
        while let scalar = peek, "0"..."9" ~= scalar {
            value = value * 10 + Int(scalar.value - 0x30)
            guard value < 1 << 53 else { throw failure("an integer outside of the range of I-JSON") }
            at += 1
        }
        guard at > first else {
            if isNegative { throw failure("a digit was expected") }
            return nil
        }
        if scalars[first] == "0", at - start > 1 { throw failure("an integer has no leading zeros and no '-0'") }
        return isNegative ? -value : value
    }

    // MARK: Strings

    mutating func string() throws(FormatError) -> String {
        let quote = scalars[at]
        at += 1
        var content = ""
        while let scalar = peek {
            at += 1
            switch scalar {
            case quote: return content
            case "\\": content.unicodeScalars.append(try escape(inside: quote))
            case "\u{00}"..."\u{1F}": throw failure("a control character inside a string must be escaped")
            default: content.unicodeScalars.append(scalar)
            }
        }
        throw failure("a string without its closing quote")
    }

    private mutating func escape(inside quote: Unicode.Scalar) throws(FormatError) -> Unicode.Scalar {
        guard let letter = peek else { throw failure("a string without its closing quote") }
        at += 1
        switch letter {
        case quote, "\\", "/": return letter
        case "b": return "\u{08}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            var code = try fourDigits()
            if 0xD800...0xDBFF ~= code {
                guard take("\\"), take("u") else { throw failure("half of a surrogate pair") }
                let low = try fourDigits()
                guard 0xDC00...0xDFFF ~= low else { throw failure("half of a surrogate pair") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("half of a surrogate pair") }
            return scalar
        default:
            throw failure("an escape JSONPath does not have")
        }
    }

    private mutating func fourDigits() throws(FormatError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            switch peek?.value {
            case let value? where 0x30...0x39 ~= value: code = code << 4 | (value - 0x30)
            case let value? where 0x61...0x66 ~= value | 0x20: code = code << 4 | ((value | 0x20) - 0x61 + 10)
            default: throw failure("four hexadecimal digits were expected")
            }
            at += 1
        }
        return code
    }

    // MARK: Reading

    var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        at += 1
        return true
    }

    mutating func take(word: String) -> Bool {
        let word = Array(word.unicodeScalars)
        guard scalars[at...].starts(with: word) else { return false }
        at += word.count
        return true
    }

    mutating func skipSpace() {
        while let scalar = peek, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { at += 1 }
    }

    func text(_ range: Range<Int>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[range])
        return text
    }

    /// One level deeper, for filters, parentheses and functions.
    mutating func nested<Part>(
        _ part: (inout JSONPathParser) throws(FormatError) -> Part
    ) throws(FormatError) -> Part {
        depth += 1
        guard depth <= Self.deepest else { throw failure("nested deeper than \(Self.deepest)", .tooDeep) }
        defer { depth -= 1 }
        return try part(&self)
    }

    func failure(_ detail: String, _ reason: FormatError.Reason = .syntax, at place: Int? = nil) -> FormatError {
        FormatError(format: .jsonPath, reason: reason, line: 1, column: (place ?? at) + 1, detail: detail)
    }
}
