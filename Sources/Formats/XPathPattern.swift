/// A regular expression of XPath and XQuery Functions 3.1, section 5.6, found in a text without ever going back.
///
/// All ways through the pattern are followed at once, so that a test takes time linear in the text. Searching for
/// every match may start over at each of them; the work of one call is bounded by its budget all the same: about one step
/// per scalar and state that is alive there, and one per state to begin with. What it took is taken off the budget.
/// What cannot be decided this way, back-references, is refused, as is everything the grammar does not know.
///
/// - Source: XPath and XQuery Functions 3.1, section 5.6; XML Schema 1.1 part 2, appendix G.
public struct XPathPattern: Sendable {
    /// The most states a pattern may need; a counted repetition is written out.
    static let programLimit = 4_000

    let program: [XPathInstruction]
    let groups: Int

    /// - Parameter flags: of `s`, `m`, `i`, `x` and `q`.
    /// - Throws: `.syntax` for what the grammar does not have, `.unsupported` for back-references and blocks that
    ///   are not listed, `.limit` and `.tooDeep` for patterns that are too large.
    public init(_ pattern: String, flags: String = "") throws(FormatError) {
        let flags = try XPathFlags(flags)
        var parser = XPathPatternParser(pattern, flags)
        let tree = try parser.parse()
        var compiler = XPathCompiler(flags: flags)
        try compiler.compile(tree)
        program = compiler.program
        groups = parser.groups
    }

    /// Whether some part of the text, which may be empty, is described by the pattern.
    /// - Complexity: O(scalars of the text × states of the pattern).
    public func matches(in text: String, budget: inout Int) throws(FormatError) -> Bool {
        var run = XPathRun(self, text, budget)
        defer { budget = run.budget }
        return try run.match(from: 0) != nil
    }

    /// The text with every match replaced: `$1` for what a group took, `$0` for the whole, `\$` and `\\` for themselves.
    ///
    /// - Throws: `.unsupported` when the pattern matches the empty text (XPath error FORX0003), `.syntax` for a
    ///   replacement that does not read, `.limit` when it takes too long or the result grows past `limit` bytes.
    public func replacing(in text: String, with replacement: String, limit: Int = 1 << 20, budget: inout Int) throws(FormatError) -> String {
        let pieces = try XPathReplacement(replacement, groups: groups).pieces
        try refuseEmpty(&budget)
        var run = XPathRun(self, text, budget)
        defer { budget = run.budget }
        var result = String.UnicodeScalarView()
        var size = 0
        func append(_ scalars: ArraySlice<Unicode.Scalar>) throws(FormatError) {
            size += scalars.count
            guard size <= limit else { throw FormatError(format: .pattern, reason: .limit, detail: "the result is longer than \(limit)") }
            result.append(contentsOf: scalars)
        }
        var start = 0
        while let match = try run.match(from: start) {
            try append(run.scalars[start..<match.start])
            for piece in pieces {
                switch piece {
                case .text(let text): try append(text[...])
                case .group(let number):
                    let (from, to) = match.group(number)
                    if from >= 0, to >= from { try append(run.scalars[from..<to]) }
                }
            }
            start = match.end
        }
        try append(run.scalars[start...])
        return String(result)
    }

    /// The pieces of the text between the matches, empty ones included.
    public func split(_ text: String, budget: inout Int) throws(FormatError) -> [String] {
        try refuseEmpty(&budget)
        var run = XPathRun(self, text, budget)
        defer { budget = run.budget }
        var pieces: [String] = []
        var start = 0
        func piece(_ range: Range<Int>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: run.scalars[range])
            return String(view)
        }
        while let match = try run.match(from: start) {
            pieces.append(piece(start..<match.start))
            start = match.end
        }
        return pieces + [piece(start..<run.scalars.count)]
    }

    private func refuseEmpty(_ budget: inout Int) throws(FormatError) {
        guard try !matches(in: "", budget: &budget) else {
            throw FormatError(format: .pattern, reason: .unsupported, detail: "the pattern matches the empty text")
        }
    }
}

/// `s` lets the dot match line ends, `m` lets anchors match at lines, `i` ignores case, `x` drops white space, `q`
/// takes every character for itself.
struct XPathFlags: Sendable {
    var dotMatchesAll = false
    var isMultiline = false
    var ignoresCase = false
    var dropsSpace = false
    var isLiteral = false

    init(_ letters: String) throws(FormatError) {
        for letter in letters.unicodeScalars {
            switch letter {
            case "s": dotMatchesAll = true
            case "m": isMultiline = true
            case "i": ignoresCase = true
            case "x": dropsSpace = true
            case "q": isLiteral = true
            default: throw FormatError(format: .pattern, reason: .syntax, detail: "no flag '\(letter)'; there are s, m, i, x and q")
            }
        }
    }
}

/// A replacement text, read.
struct XPathReplacement {
    enum Piece {
        case text([Unicode.Scalar])
        case group(Int)
    }

    private(set) var pieces: [Piece] = []

    init(_ text: String, groups: Int) throws(FormatError) {
        let scalars = Array(text.unicodeScalars)
        var at = 0
        var literal: [Unicode.Scalar] = []
        func failure(_ detail: String) -> FormatError { FormatError(format: .pattern, reason: .syntax, line: 1, column: at, detail: detail) }
        while at < scalars.count {
            let scalar = scalars[at]
            at += 1
            switch scalar {
            case "\\":
                guard at < scalars.count, scalars[at] == "\\" || scalars[at] == "$" else { throw failure("a backslash stands only before \\ or $") }
                literal.append(scalars[at])
                at += 1
            case "$":
                guard at < scalars.count, let digit = Self.digit(scalars[at]) else { throw failure("a $ needs the number of a group") }
                at += 1
                var number = digit
                // Further digits belong to the number as long as there are that many groups.
                while at < scalars.count, let next = Self.digit(scalars[at]), number * 10 + next <= groups, number > 0 {
                    number = number * 10 + next
                    at += 1
                }
                if !literal.isEmpty { pieces.append(.text(literal)) }
                literal = []
                pieces.append(.group(number))
            default: literal.append(scalar)
            }
        }
        if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? { "0"..."9" ~= scalar ? Int(scalar.value - 0x30) : nil }
}
