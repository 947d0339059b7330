/// Why an expression has no value: what FEEL turns into null, with the reason kept.
///
/// Carries names of functions, properties and kinds of values, never a value.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// An operation was given none, or another error.
        case noValue
        /// An operation was given a kind of value it is not defined for.
        case wrongKind
        /// A value outside what an operation accepts: a position past the end, a month 13.
        case outOfRange
        case divisionByZero
        /// A number too large for 34 digits and the exponents of decimal128.
        case overflow
        /// A text that does not read as what it should be.
        case unreadable
        /// A context or a value without the entry or property that was asked for.
        case noSuchEntry
        /// A single name that is neither a local variable nor an input.
        case unknownName
        /// A function needs something the environment does not have: a pattern engine, a code list.
        case unavailable
        /// The pattern engine does not take this pattern.
        case patternRefused
        /// No rule of a decision table fires.
        case noRule
        /// Rules of a decision table fire that must not fire together.
        case severalRules
        /// The evaluation took more steps than it was given.
        case stepLimit
        /// A string grew longer than allowed.
        case stringLimit
        /// A list grew longer than allowed.
        case listLimit
        /// A value read from a register or an answer cannot be read as its concept says.
        case invalid
    }

    public let code: Code
    /// What it happened to: an operator, a function, a property or a name.
    public let subject: String

    public init(_ code: Code, _ subject: String) {
        self.code = code
        self.subject = subject
    }

    public var description: String { code.rawValue + ": " + subject }
}
