/// A pattern of RFC 9485 (I-Regexp), matched in time linear in the text whatever the pattern.
///
/// `^` and `$` outside of a class stand for the start and the end of the text, as they do in the translations of
/// RFC 9485 section 5 and in the JSONPath conformance suite; write `\^` and `[$]` for the characters.
public struct IRegexp: Sendable, Hashable {
    /// The most states a pattern may need; a counted repetition is written out.
    static let programLimit = 4_000

    public let source: String
    private let program: [PatternInstruction]

    /// - Throws: `.syntax` for what RFC 9485 does not allow (`\d`, lookaround, back references), `.limit` for a
    ///   pattern that needs too many states, `.tooDeep` for groups nested too deep.
    public init(_ pattern: String) throws(FormatError) {
        var parser = PatternParser(pattern)
        let tree = try parser.parse()
        var compiler = PatternCompiler(limit: Self.programLimit)
        try compiler.compile(tree)
        source = pattern
        program = compiler.program
    }

    /// Whether the pattern describes the text from its first scalar to its last.
    /// - Complexity: O(scalars of the text × states of the pattern).
    public func matches(wholeOf text: String) -> Bool {
        PatternRun(program: program).matches(text, whole: true)
    }

    /// Whether some part of the text, which may be empty, is described by the pattern.
    /// - Complexity: O(scalars of the text × states of the pattern).
    public func matches(in text: String) -> Bool {
        PatternRun(program: program).matches(text, whole: false)
    }

    public static func == (left: Self, right: Self) -> Bool { ExactString.same(left.source, right.source) }

    public func hash(into hasher: inout Hasher) { hasher.combine(ExactString(source)) }
}
