/// Why a text is not an expression of the profile: what was found where, and what was expected.
public struct ExpressionSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Something else was expected here.
        case unexpected
        /// The text ended too early.
        case unfinished
        /// A string or a comment that never ends.
        case unterminated
        /// A number, `@"…"` literal or escape that does not read.
        case badLiteral
        /// A character no token starts with.
        case badCharacter
        /// No built-in function of that name.
        case unknownFunction
        /// A built-in function with too few, too many or wrongly named parameters.
        case wrongParameters
        /// An argument that must be written out: `after(role.concept)`, `source_down("connector")`.
        case wrongArgument
        /// `today()` and `now()` where no as-of is given: an expression has no clock.
        case noClock
        /// A construct of FEEL that the profile leaves out: `function`, `instance of`.
        case outsideProfile
        case sourceLimit, nodeLimit, depthLimit
    }

    public let code: Code
    /// Where it was found, in Unicode scalars from the start of the source.
    public let offset: Int
    /// Length of what was found, in Unicode scalars; 0 at the end of the source.
    public let length: Int
    public let found: String
    public let expected: String

    public init(_ code: Code, offset: Int, length: Int, found: String, expected: String) {
        self.code = code
        self.offset = offset
        self.length = length
        self.found = found
        self.expected = expected
    }

    public var description: String {
        "\(code.rawValue) at \(offset): found \(found.isEmpty ? "the end" : "'" + found + "'"), expected \(expected)"
    }
}
