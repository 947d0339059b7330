/// A word of the source, by its place in Unicode scalars.
struct Token {
    enum Kind: UInt8 {
        case name, number, string, literal
        case open, close, openList, closeList, openContext, closeContext
        case comma, colon, dot, dots
        case equal, notEqual, less, lessEqual, greater, greaterEqual
        case plus, minus, times, divided, power
        case end
    }

    let kind: Kind
    let start: Int
    let end: Int
}

/// Cuts a source into tokens. Strings and `@` literals are only delimited here, read later.
struct Lexer {
    private let source: [Unicode.Scalar]
    private var position = 0

    private init(_ source: [Unicode.Scalar]) { self.source = source }

    /// - Returns: the tokens with an `end` token behind them.
    static func tokens(of source: [Unicode.Scalar]) throws(ExpressionSyntaxError) -> [Token] {
        var lexer = Lexer(source)
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < source.count ? source[position + ahead] : nil
    }

    private mutating func next() throws(ExpressionSyntaxError) -> Token {
        try skipSpaceAndComments()
        let start = position
        guard let scalar = peek() else { return Token(kind: .end, start: start, end: start) }
        let kind: Token.Kind
        if CharacterClass.startsName(scalar) {
            while let part = peek(), CharacterClass.continuesName(part) { position += 1 }
            kind = .name
        } else if CharacterClass.isDigit(scalar) || scalar == "." && peek(1).map(CharacterClass.isDigit) == true {
            takeNumber()
            kind = .number
        } else if scalar == "\"" {
            try takeString()
            kind = .string
        } else if scalar == "@" {
            position += 1
            guard peek() == "\"" else {
                throw ExpressionSyntaxError(
                    .badCharacter, offset: start, length: 1, found: "@", expected: "a literal such as @\"2025-07-01\"")
            }
            try takeString()
            kind = .literal
        } else {
            kind = try takeSymbol(scalar)
        }
        return Token(kind: kind, start: start, end: position)
    }

    private mutating func skipSpaceAndComments() throws(ExpressionSyntaxError) {
        while let scalar = peek() {
            if CharacterClass.isSpace(scalar) {
                position += 1
            } else if scalar == "/", peek(1) == "/" {
                while let part = peek(), part != "\n", part != "\r" { position += 1 }
            } else if scalar == "/", peek(1) == "*" {
                let start = position
                position += 2
                while !(peek() == "*" && peek(1) == "/") {
                    guard peek() != nil else {
                        throw ExpressionSyntaxError(
                            .unterminated, offset: start, length: 2, found: "/*",
                            expected: "*/ at the end of the comment")
                    }
                    position += 1
                }
                position += 2
            } else {
                return
            }
        }
    }

    private mutating func takeDigits() {
        while let digit = peek(), CharacterClass.isDigit(digit) { position += 1 }
    }

    private mutating func takeNumber() {
        takeDigits()
        if peek() == ".", let digit = peek(1), CharacterClass.isDigit(digit) {
            position += 1
            takeDigits()
        }
        if peek() == "e" || peek() == "E" {
            let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
            guard let digit = peek(1 + sign), CharacterClass.isDigit(digit) else { return }
            position += 1 + sign
            takeDigits()
        }
    }

    private mutating func takeString() throws(ExpressionSyntaxError) {
        let start = position
        position += 1
        while let scalar = peek() {
            position += 1
            if scalar == "\"" { return }
            if scalar == "\\" { position += 1 }
        }
        throw ExpressionSyntaxError(
            .unterminated, offset: start, length: 1, found: "\"", expected: "\" at the end of the string")
    }

    private mutating func takeSymbol(_ scalar: Unicode.Scalar) throws(ExpressionSyntaxError) -> Token.Kind {
        let following = peek(1)
        let (kind, length): (Token.Kind, Int)
        switch scalar {
        case "(": (kind, length) = (.open, 1)
        case ")": (kind, length) = (.close, 1)
        case "[": (kind, length) = (.openList, 1)
        case "]": (kind, length) = (.closeList, 1)
        case "{": (kind, length) = (.openContext, 1)
        case "}": (kind, length) = (.closeContext, 1)
        case ",": (kind, length) = (.comma, 1)
        case ":": (kind, length) = (.colon, 1)
        case ".": (kind, length) = following == "." ? (.dots, 2) : (.dot, 1)
        case "=": (kind, length) = (.equal, 1)
        case "!" where following == "=": (kind, length) = (.notEqual, 2)
        case "<": (kind, length) = following == "=" ? (.lessEqual, 2) : (.less, 1)
        case ">": (kind, length) = following == "=" ? (.greaterEqual, 2) : (.greater, 1)
        case "+": (kind, length) = (.plus, 1)
        case "-", "\u{2013}", "\u{2212}": (kind, length) = (.minus, 1)
        case "*": (kind, length) = following == "*" ? (.power, 2) : (.times, 1)
        case "/": (kind, length) = (.divided, 1)
        default:
            throw ExpressionSyntaxError(
                .badCharacter, offset: position, length: 1, found: String(Character(scalar)),
                expected: "a value, a name or an operator")
        }
        position += length
        return kind
    }
}
