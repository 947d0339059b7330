/// Reads the grammar of XML Schema's regular expressions with the additions of XPath; recursion is bounded.
struct XPathPatternParser {
    private static let deepest = 100

    private let scalars: [Unicode.Scalar]
    private let flags: XPathFlags
    private var at = 0
    private(set) var groups = 0

    init(_ pattern: String, _ flags: XPathFlags) {
        self.flags = flags
        scalars = flags.dropsSpace && !flags.isLiteral ? Self.withoutSpace(pattern) : Array(pattern.unicodeScalars)
    }

    /// White space counts only inside character classes.
    private static func withoutSpace(_ pattern: String) -> [Unicode.Scalar] {
        var depth = 0
        var isEscaped = false
        return pattern.unicodeScalars.filter { scalar in
            let isSpace = [" ", "\t", "\n", "\r"].contains(scalar)
            if isSpace { return depth > 0 }
            if !isEscaped, scalar == "[" { depth += 1 } else if !isEscaped, scalar == "]" { depth -= 1 }
            isEscaped = !isEscaped && scalar == "\\"
            return true
        }
    }

    mutating func parse() throws(FormatError) -> XPathTree {
        if flags.isLiteral { return .sequence(scalars.map { .scalar(literal($0)) }) }
        let tree = try alternatives(depth: 0)
        guard at == scalars.count else { throw failure("a ')' without its '('") }
        return tree
    }

    private func literal(_ scalar: Unicode.Scalar) -> XPathClass {
        var set = XPathClass(ignoresCase: flags.ignoresCase)
        set.insert(scalar...scalar)
        return set
    }

    private mutating func alternatives(depth: Int) throws(FormatError) -> XPathTree {
        guard depth <= Self.deepest else { throw failure("groups nested deeper than \(Self.deepest)", .tooDeep) }
        var branches = [try sequence(depth: depth)]
        while take("|") { branches.append(try sequence(depth: depth)) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence(depth: Int) throws(FormatError) -> XPathTree {
        var parts: [XPathTree] = []
        while let scalar = peek, scalar != "|", scalar != ")" { parts.append(try quantified(try atom(depth: depth))) }
        return .sequence(parts)
    }

    private mutating func atom(depth: Int) throws(FormatError) -> XPathTree {
        guard let scalar = next() else { throw failure("the pattern ends too early") }
        switch scalar {
        case "(":
            if take("?") {
                guard take(":") else { throw failure("only (?: may follow a '('", .unsupported) }
                let body = try alternatives(depth: depth + 1)
                guard take(")") else { throw failure("a '(' without its ')'") }
                return body
            }
            groups += 1
            let number = groups
            let body = try alternatives(depth: depth + 1)
            guard take(")") else { throw failure("a '(' without its ')'") }
            return .group(body, number: number)
        case ".":
            guard flags.dotMatchesAll else { return .scalar(XPathClass(.anyButLineEnds)) }
            var set = XPathClass()
            set.isNegated = true
            return .scalar(set)
        case "^": return .start
        case "$": return .end
        case "[": return .scalar(try characterClass(depth: 0))
        case "\\": return .scalar(try escape())
        case "*", "+", "?", "{", "}", "]":
            at -= 1
            throw failure("this character stands for itself only after a backslash")
        default: return .scalar(literal(scalar))
        }
    }

    private mutating func quantified(_ atom: XPathTree) throws(FormatError) -> XPathTree {
        let (least, most): (Int, Int?)
        if take("*") {
            (least, most) = (0, nil)
        } else if take("+") {
            (least, most) = (1, nil)
        } else if take("?") {
            (least, most) = (0, 1)
        } else if take("{") {
            let low = try number()
            let high: Int? = take(",") ? (peek == "}" ? nil : try number()) : low
            guard take("}") else { throw failure("a '{' without its '}'") }
            if let high, high < low { throw failure("the first number of a repetition is the greater one") }
            (least, most) = (low, high)
        } else {
            return atom
        }
        return .repetition(atom, least: least, most: most, lazy: take("?"))
    }

    private mutating func number() throws(FormatError) -> Int {
        let start = at
        var value = 0
        while let scalar = peek, "0"..."9" ~= scalar {
            value = value * 10 + Int(scalar.value - 0x30)
            guard value <= XPathPattern.programLimit else { throw failure("more than \(XPathPattern.programLimit) repetitions", .limit) }
            at += 1
        }
        guard at > start else { throw failure("a number was expected") }
        return value
    }

    // MARK: Classes

    /// Behind its `[`.
    private mutating func characterClass(depth: Int) throws(FormatError) -> XPathClass {
        guard depth <= Self.deepest else { throw failure("classes nested deeper than \(Self.deepest)", .tooDeep) }
        var set = XPathClass(ignoresCase: flags.ignoresCase)
        set.isNegated = take("^")
        var isFirst = true
        while true {
            guard let scalar = next() else { throw failure("a '[' without its ']'") }
            switch scalar {
            case "]":
                guard !isFirst else { throw failure("an empty class") }
                return set
            case "-" where peek == "[" && !isFirst:
                at += 1
                set.subtract(try characterClass(depth: depth + 1))
                guard take("]") else { throw failure("nothing may follow what is taken from a class") }
                return set
            case "-":
                guard isFirst || peek == "]" else { throw failure("a '-' stands for itself only first, last or after a backslash") }
                set.insert("-"..."-")
            case "[":
                at -= 1
                throw failure("this character stands for itself only after a backslash")
            default: try classItem(scalar, into: &set)
            }
            isFirst = false
        }
    }

    private mutating func classItem(_ scalar: Unicode.Scalar, into set: inout XPathClass) throws(FormatError) {
        var low = scalar
        if scalar == "\\" {
            guard let single = try escapedScalar() else { return set.insert(try categoryEscape()) }
            low = single
        }
        guard peek == "-", at + 1 < scalars.count, scalars[at + 1] != "]", scalars[at + 1] != "[" else { return set.insert(low...low) }
        at += 1
        guard var high = next() else { throw failure("a '[' without its ']'") }
        if high == "\\" {
            guard let single = try escapedScalar() else { throw failure("a range needs two characters") }
            high = single
        }
        guard low <= high else { throw failure("a range that runs backwards") }
        set.insert(low...high)
    }

    // MARK: Escapes, after the backslash

    private mutating func escape() throws(FormatError) -> XPathClass {
        if let scalar = peek, "0"..."9" ~= scalar {
            throw failure("a back-reference cannot be matched in linear time", .unsupported)
        }
        if let scalar = try escapedScalar() { return literal(scalar) }
        return XPathClass(try categoryEscape())
    }

    /// A character that stands for itself; `nil`, and nothing taken, for a class escape.
    private mutating func escapedScalar() throws(FormatError) -> Unicode.Scalar? {
        guard let scalar = next() else { throw failure("the pattern ends after a backslash") }
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}", "$": return scalar
        default:
            at -= 1
            return nil
        }
    }

    private mutating func categoryEscape() throws(FormatError) -> ScalarSet {
        guard let letter = next() else { throw failure("the pattern ends after a backslash") }
        if let set = XPathClass.escape(letter) { return set }
        guard letter == "p" || letter == "P" else {
            at -= 1
            throw failure("an escape these patterns do not have")
        }
        guard take("{") else { throw failure("a category is written in braces") }
        let start = at
        while at < scalars.count, scalars[at] != "}" { at += 1 }
        var name = ""
        name.unicodeScalars.append(contentsOf: scalars[start..<at])
        guard take("}") else { throw failure("a '{' without its '}'") }
        var set = ScalarSet()
        if name.hasPrefix("Is") {
            guard let block = XPathClass.block(String(name.dropFirst(2))) else { throw failure("this block is not known here", .unsupported) }
            set.insert(block)
        } else {
            guard let mask = ScalarSet.categories(named: name) else { throw failure("no such category of characters") }
            set.categories = mask
        }
        set.isNegated = letter == "P"
        return set
    }

    // MARK: Reading

    private var peek: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func next() -> Unicode.Scalar? {
        guard at < scalars.count else { return nil }
        defer { at += 1 }
        return scalars[at]
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        at += 1
        return true
    }

    private func failure(_ detail: String, _ reason: FormatError.Reason = .syntax) -> FormatError {
        FormatError(format: .pattern, reason: reason, line: 1, column: at + 1, detail: detail)
    }
}
