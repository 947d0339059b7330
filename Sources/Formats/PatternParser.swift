/// The shape of a pattern before it becomes a program.
indirect enum PatternTree {
    case scalar(ScalarSet)
    case start
    case end
    case sequence([PatternTree])
    case alternatives([PatternTree])
    /// `most` is `nil` for "any number".
    case repetition(PatternTree, least: Int, most: Int?)
}

/// Reads the grammar of RFC 9485 section 3; recursion is bounded by `deepest`.
struct PatternParser {
    private static let deepest = 100

    private let scalars: [Unicode.Scalar]
    private var at = 0

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    mutating func parse() throws(FormatError) -> PatternTree {
        let tree = try alternatives(depth: 0)
        guard at == scalars.count else { throw failure("a ')' without its '('") }
        return tree
    }

    private mutating func alternatives(depth: Int) throws(FormatError) -> PatternTree {
        guard depth <= Self.deepest else { throw failure("groups nested deeper than \(Self.deepest)", .tooDeep) }
        var branches = [try sequence(depth: depth)]
        while take("|") { branches.append(try sequence(depth: depth)) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence(depth: Int) throws(FormatError) -> PatternTree {
        var parts: [PatternTree] = []
        while let scalar = peek, scalar != "|", scalar != ")" {
            parts.append(try quantified(try atom(depth: depth)))
        }
        return .sequence(parts)
    }

    private mutating func atom(depth: Int) throws(FormatError) -> PatternTree {
        guard let scalar = next() else { throw failure("the pattern ends too early") }
        switch scalar {
        case "(":
            let group = try alternatives(depth: depth + 1)
            guard take(")") else { throw failure("a '(' without its ')'") }
            return group
        case ".": return .scalar(.anyButLineEnds)
        case "^": return .start
        case "$": return .end
        case "[": return .scalar(try characterClass())
        case "\\": return .scalar(try escape())
        case "*", "+", "?", "{", "}", "]":
            at -= 1
            throw failure("this character stands for itself only after a backslash")
        default:
            var set = ScalarSet()
            set.insert(scalar...scalar)
            return .scalar(set)
        }
    }

    private mutating func quantified(_ atom: PatternTree) throws(FormatError) -> PatternTree {
        if take("*") { return .repetition(atom, least: 0, most: nil) }
        if take("+") { return .repetition(atom, least: 1, most: nil) }
        if take("?") { return .repetition(atom, least: 0, most: 1) }
        guard take("{") else { return atom }
        let least = try number()
        var most: Int? = least
        if take(",") { most = peek == "}" ? nil : try number() }
        guard take("}") else { throw failure("a '{' without its '}'") }
        if let most, most < least { throw failure("the first number of a repetition is the greater one") }
        return .repetition(atom, least: least, most: most)
    }

    private mutating func number() throws(FormatError) -> Int {
        let start = at
        var value = 0
        while let scalar = peek, "0"..."9" ~= scalar {
            value = value * 10 + Int(scalar.value - 0x30)
            guard value <= IRegexp.programLimit else {
                throw failure("more than \(IRegexp.programLimit) repetitions", .limit)
            }
            at += 1
        }
        guard at > start else { throw failure("a number was expected") }
        return value
    }

    // MARK: Classes

    private mutating func characterClass() throws(FormatError) -> ScalarSet {
        var set = ScalarSet()
        let isNegated = take("^")
        var isFirst = true
        while true {
            guard let scalar = peek else { throw failure("a '[' without its ']'") }
            if scalar == "]" {
                if isFirst { throw failure("an empty class") }
                at += 1
                set.isNegated = isNegated
                return set
            }
            if scalar == "-" {
                at += 1
                guard isFirst || peek == "]" else {
                    throw failure("a '-' stands for itself only first, last or after a backslash")
                }
                set.insert("-"..."-")
            } else {
                try classItem(into: &set)
            }
            isFirst = false
        }
    }

    private mutating func classItem(into set: inout ScalarSet) throws(FormatError) {
        if peek == "\\", at + 1 < scalars.count, scalars[at + 1] == "p" || scalars[at + 1] == "P" {
            at += 1
            return set.formUnion(try escape())
        }
        let low = try classScalar()
        guard peek == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else { return set.insert(low...low) }
        at += 1
        let high = try classScalar()
        guard low <= high else { throw failure("a range that runs backwards") }
        set.insert(low...high)
    }

    private mutating func classScalar() throws(FormatError) -> Unicode.Scalar {
        guard let scalar = next() else { throw failure("a '[' without its ']'") }
        switch scalar {
        case "\\": return try escapedScalar()
        case "[", "-", "]":
            at -= 1
            throw failure("this character stands for itself only after a backslash")
        default: return scalar
        }
    }

    // MARK: Escapes, after the backslash

    private mutating func escape() throws(FormatError) -> ScalarSet {
        guard peek == "p" || peek == "P" else {
            let scalar = try escapedScalar()
            var set = ScalarSet()
            set.insert(scalar...scalar)
            return set
        }
        let isNegated = next() == "P"
        guard take("{") else { throw failure("a category is written in braces") }
        let start = at
        while at < scalars.count, scalars[at] != "}" { at += 1 }
        var name = ""
        name.unicodeScalars.append(contentsOf: scalars[start..<at])
        guard take("}"), let mask = ScalarSet.categories(named: name) else {
            at = start
            throw failure("no such category of characters")
        }
        var set = ScalarSet()
        set.categories = isNegated ? ~mask : mask
        return set
    }

    private mutating func escapedScalar() throws(FormatError) -> Unicode.Scalar {
        guard let scalar = next() else { throw failure("the pattern ends after a backslash") }
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}": return scalar
        default:
            at -= 1
            throw failure("an escape these patterns do not have (for a digit write [0-9])")
        }
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
