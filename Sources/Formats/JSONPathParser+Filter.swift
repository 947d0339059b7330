/// Filter expressions, RFC 9535 sections 2.3.5 and 2.4: read and checked for their types in one go.
extension JSONPathParser {
    /// What an operand turned out to be, before it is known whether it is tested or compared.
    private enum Operand {
        case literal(JSON)
        case query(PathQuery)
        /// `length`, `count`, `value`: a value, of use in a comparison only.
        case value(PathValue)
        /// `match`, `search`: true or false, of use as a test only.
        case test(PathTest)
    }

    mutating func test() throws(FormatError) -> PathTest {
        var tests = [try conjunction()]
        while takeOperator("||") { tests.append(try conjunction()) }
        return tests.count == 1 ? tests[0] : .any(tests)
    }

    private mutating func conjunction() throws(FormatError) -> PathTest {
        var tests = [try basic()]
        while takeOperator("&&") { tests.append(try basic()) }
        return tests.count == 1 ? tests[0] : .all(tests)
    }

    /// An operator and the white space around it; without the operator nothing is read.
    private mutating func takeOperator(_ word: String) -> Bool {
        let before = at
        skipSpace()
        guard take(word: word) else {
            at = before
            return false
        }
        skipSpace()
        return true
    }

    private mutating func basic() throws(FormatError) -> PathTest {
        if take("!") {
            skipSpace()
            if peek == "(" { return .not(try parenthesized()) }
            let start = at
            return .not(try asTest(try operand(), from: start))
        }
        if peek == "(" { return try parenthesized() }
        let start = at
        let left = try operand()
        guard let comparison = takeComparison() else { return try asTest(left, from: start) }
        let second = at
        return .comparison(try asValue(left, from: start), comparison, try asValue(try operand(), from: second))
    }

    private mutating func parenthesized() throws(FormatError) -> PathTest {
        at += 1
        skipSpace()
        let inner = try nested { parser throws(FormatError) in try parser.test() }
        skipSpace()
        guard take(")") else { throw failure("')' was expected") }
        return inner
    }

    private mutating func takeComparison() -> PathComparison? {
        for comparison in [PathComparison.equal, .notEqual, .lessOrEqual, .greaterOrEqual, .less, .greater]
        where takeOperator(comparison.rawValue) { return comparison }
        return nil
    }

    private func asTest(_ operand: Operand, from start: Int) throws(FormatError) -> PathTest {
        switch operand {
        case .query(let query): return .exists(query)
        case .test(let test): return test
        case .literal, .value: throw failure("a value is not a test; compare it with something", at: start)
        }
    }

    private func asValue(_ operand: Operand, from start: Int) throws(FormatError) -> PathValue {
        switch operand {
        case .literal(let literal): return .literal(literal)
        case .value(let value): return value
        case .query(let query):
            guard query.isSingular else {
                throw failure("a query that can find several values is not a value", at: start)
            }
            return .query(query)
        case .test: throw failure("the result of this function cannot be compared", at: start)
        }
    }

    // MARK: Operands

    private mutating func operand() throws(FormatError) -> Operand {
        switch peek {
        case "@", "$":
            let isRelative = peek == "@"
            at += 1
            return .query(PathQuery(isRelative: isRelative, segments: try segments()))
        case "'", "\"":
            return .literal(.string(try string()))
        case let scalar? where "a"..."z" ~= scalar:
            let start = at
            while let scalar = peek, "a"..."z" ~= scalar || "0"..."9" ~= scalar || scalar == "_" { at += 1 }
            let name = text(start..<at)
            if peek == "(" { return try function(name, from: start) }
            switch name {
            case "true": return .literal(true)
            case "false": return .literal(false)
            case "null": return .literal(.null)
            default: throw failure("a query, a literal or a function was expected", at: start)
            }
        default:
            return .literal(try number())
        }
    }

    private mutating func number() throws(FormatError) -> JSON {
        let start = at
        while let scalar = peek, "0"..."9" ~= scalar || "+-.eE".unicodeScalars.contains(scalar) { at += 1 }
        let digits = text(start..<at)
        guard JSON.isNumber(digits) else { throw failure("a query, a literal or a function was expected", at: start) }
        return .number(digits)
    }

    // MARK: Functions

    private mutating func function(_ name: String, from start: Int) throws(FormatError) -> Operand {
        let arguments = try nested { parser throws(FormatError) in try parser.arguments() }
        func expect(_ count: Int) throws(FormatError) {
            guard arguments.count == count else { throw failure("this function takes \(count) argument(s)", at: start) }
        }
        switch name {
        case "length":
            try expect(1)
            return .value(.length(try asValue(arguments[0], from: start)))
        case "count", "value":
            try expect(1)
            guard case .query(let query) = arguments[0] else { throw failure("this function takes a query", at: start) }
            return .value(name == "count" ? .count(query) : .query(query))
        case "match", "search":
            try expect(2)
            let text = try asValue(arguments[0], from: start)
            let pattern = try asValue(arguments[1], from: start)
            return .test(.match(text: text, pattern: Self.pattern(pattern), whole: name == "match"))
        default:
            throw failure("RFC 9535 has no such function", .unsupported, at: start)
        }
    }

    private static func pattern(_ value: PathValue) -> PathPattern {
        guard case .literal(let literal) = value else { return .computed(value) }
        return .fixed(literal.string.flatMap { try? IRegexp($0) })
    }

    /// RFC 9535 also lets a logical expression be an argument, but none of its functions takes one.
    private mutating func arguments() throws(FormatError) -> [Operand] {
        at += 1
        skipSpace()
        var arguments: [Operand] = []
        if take(")") { return arguments }
        while true {
            arguments.append(try operand())
            skipSpace()
            if take(")") { return arguments }
            guard take(",") else { throw failure("',' or ')' was expected") }
            skipSpace()
        }
    }
}
