/// Reads a source into a program. Operators by precedence climbing, every bracket counted against the depth.
///
/// - Source: DMN 1.5, clause 10.3.1.2. Negation binds closer than exponentiation, which is left-associative.
final class Parser {
    let source: [Unicode.Scalar]
    var tokens: [Token]
    let limits: ExpressionLimits
    /// Whether `today()` and `now()` may be read.
    let hasAsOf: Bool
    var position = 0
    var program = Program()
    var reads = Reads()
    var scopes: [Scope] = []
    private var depths: [Int] = []
    private var nesting = 0
    /// Inside the high end of a range a `[` closes the range.
    var closesRange = false

    /// What a name may stand for, innermost last; its place is its slot.
    enum Scope {
        case variable(String)
        /// The item of a filter; its entries are names too.
        case item
    }

    static func parse(_ text: String, limits: ExpressionLimits, hasAsOf: Bool = false) throws(ExpressionSyntaxError) -> (Program, Reads) {
        guard text.utf8.count <= limits.sourceLength * 4, text.unicodeScalars.count <= limits.sourceLength else {
            throw ExpressionSyntaxError(
                .sourceLimit, offset: limits.sourceLength, length: 0, found: "",
                expected: "at most \(limits.sourceLength) characters")
        }
        let source = Array(text.unicodeScalars)
        let parser = Parser(source: source, tokens: try Lexer.tokens(of: source), limits: limits, hasAsOf: hasAsOf)
        parser.program.root = try parser.expression()
        guard parser.kind == .end else { throw parser.unexpected("an operator or the end") }
        return (parser.program, parser.reads)
    }

    init(source: [Unicode.Scalar], tokens: [Token], limits: ExpressionLimits, hasAsOf: Bool = false) {
        self.hasAsOf = hasAsOf
        self.source = source
        self.tokens = tokens
        self.limits = limits
    }

    // MARK: Tokens

    var token: Token { tokens[min(position, tokens.count - 1)] }
    var kind: Token.Kind { token.kind }

    func kind(ahead: Int) -> Token.Kind { tokens[min(position + ahead, tokens.count - 1)].kind }

    func text(_ token: Token) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: source[token.start..<min(token.end, source.count)])
        return String(text)
    }

    /// Whether a name token is this word.
    func isWord(_ word: StaticString, ahead: Int = 0) -> Bool {
        let token = tokens[min(position + ahead, tokens.count - 1)]
        guard token.kind == .name, token.end - token.start == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { bytes in
            bytes.enumerated().allSatisfy { source[token.start + $0.offset].value == UInt32($0.element) }
        }
    }

    func take(_ wanted: Token.Kind) -> Bool {
        guard kind == wanted else { return false }
        position += 1
        return true
    }

    func expect(_ wanted: Token.Kind, _ shown: String) throws(ExpressionSyntaxError) {
        guard take(wanted) else { throw unexpected(shown) }
    }

    func expectWord(_ word: StaticString) throws(ExpressionSyntaxError) {
        guard isWord(word) else { throw unexpected("'\(word)'") }
        position += 1
    }

    func unexpected(_ expected: String) -> ExpressionSyntaxError {
        problem(kind == .end ? .unfinished : .unexpected, at: token, expected: expected)
    }

    func problem(_ code: ExpressionSyntaxError.Code, at token: Token, expected: String) -> ExpressionSyntaxError {
        ExpressionSyntaxError(
            code, offset: token.start, length: token.end - token.start, found: text(token), expected: expected)
    }

    // MARK: Nodes

    /// Adds a node, counting it and its depth.
    ///
    /// - Parameter start: its first token, where that is not the first one of its children or the last one read.
    func add(_ node: Node, over children: [Int] = [], from start: Token? = nil) throws(ExpressionSyntaxError) -> Int {
        let depth = (children.map { depths[$0] }.max() ?? 0) + 1
        guard depth <= limits.depth else {
            throw problem(.depthLimit, at: token, expected: "at most \(limits.depth) levels")
        }
        guard program.nodes.count < limits.nodes else {
            throw problem(.nodeLimit, at: token, expected: "at most \(limits.nodes) parts")
        }
        let last = tokens[max(0, min(position, tokens.count) - 1)]
        let first = start?.start ?? children.map { Int(program.spans[$0].start) }.min() ?? last.start
        program.nodes.append(node)
        program.spans.append(Span(first, last.end))
        depths.append(depth)
        return program.nodes.count - 1
    }

    func link(_ numbers: [Int]) -> Int {
        program.links.append(contentsOf: numbers.map { Int32(truncatingIfNeeded: $0) })
        return program.links.count - numbers.count
    }

    func name(_ text: String) -> Int {
        if let known = program.names.firstIndex(of: text) { return known }
        program.names.append(text)
        return program.names.count - 1
    }

    func constant(_ value: Value, from start: Token? = nil) throws(ExpressionSyntaxError) -> Int {
        program.constants.append(value)
        return try add(Node(.constant, program.constants.count - 1), from: start)
    }

    /// Opens a scope and gives its slot.
    func push(_ scope: Scope) -> Int {
        scopes.append(scope)
        program.slots = max(program.slots, scopes.count)
        return scopes.count - 1
    }

    // MARK: Expressions

    func expression() throws(ExpressionSyntaxError) -> Int {
        try operators(.or)
    }

    enum Level: Int {
        case or, and, comparison, sum, product, power, operand
    }

    /// - Parameter start: the first operand, where it was read already.
    func operators(_ lowest: Level, after start: Int? = nil) throws(ExpressionSyntaxError) -> Int {
        nesting += 1
        defer { nesting -= 1 }
        // Every bracket passes here once, and then each level of operators at most once.
        guard nesting <= limits.depth * 2 else {
            throw problem(.depthLimit, at: token, expected: "at most \(limits.depth) levels")
        }
        var left = if let start { start } else { try operand() }
        while let (operation, level) = binary(), level.rawValue >= lowest.rawValue {
            position += 1
            switch operation {
            case .and, .or:
                var parts = [left, try operators(level == .or ? .and : .comparison)]
                while let (again, _) = binary(), again == operation {
                    position += 1
                    parts.append(try operators(level == .or ? .and : .comparison))
                }
                left = try add(Node(operation, link(parts), parts.count), over: parts)
            case .between:
                let low = try operators(.sum)
                try expectWord("and")
                let high = try operators(.sum)
                left = try add(Node(.between, left, low, high), over: [left, low, high])
            case .isIn:
                let tests = try self.tests()
                left = try add(Node(.isIn, left, link(tests), tests.count), over: [left] + tests)
            default:
                let right = try operators(Level(rawValue: level.rawValue + 1) ?? .operand)
                left = try add(Node(operation, left, right), over: [left, right])
            }
        }
        return left
    }

    private func binary() -> (Operation, Level)? {
        switch kind {
        case .equal: (.equal, .comparison)
        case .notEqual: (.notEqual, .comparison)
        case .less: (.less, .comparison)
        case .lessEqual: (.lessEqual, .comparison)
        case .greater: (.greater, .comparison)
        case .greaterEqual: (.greaterEqual, .comparison)
        case .plus: (.add, .sum)
        case .minus: (.subtract, .sum)
        case .times: (.multiply, .product)
        case .divided: (.divide, .product)
        case .power: (.power, .power)
        case .name:
            isWord("and")
                ? (.and, .and)
                : isWord("or")
                    ? (.or, .or)
                    : isWord("between") ? (.between, .comparison) : isWord("in") ? (.isIn, .comparison) : nil
        default: nil
        }
    }

    /// A negated operand, or one with its paths and filters.
    private func operand() throws(ExpressionSyntaxError) -> Int {
        var signs: [Token] = []
        while kind == .minus {
            signs.append(token)
            position += 1
        }
        var node: Int
        if !signs.isEmpty, kind == .number, !(kind(ahead: 1) == .openList && !closesRange), kind(ahead: 1) != .dot {
            let sign = signs.removeLast()
            node = try constant(.number(try number().negated), from: sign)
        } else {
            node = try postfix()
        }
        for sign in signs.reversed() { node = try add(Node(.negate, node), over: [node], from: sign) }
        return node
    }
}
