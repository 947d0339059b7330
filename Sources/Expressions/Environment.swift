/// What an expression is evaluated against: it answers for names, and for nothing else.
///
/// Every answer may be `unknown` with the meanings that would settle it. A conformer must be monotone: what it
/// answers for one dossier may go from unknown to known, never from one known value to another.
public protocol Environment {
    /// The value of `role.concept`.
    func value(of meaning: Meaning) -> Value
    /// A plain input, or the head of a path; `nil` when there is no input of that name. Asked first,
    /// before the head of `a.b` is taken for a role.
    func value(named name: String) -> Value?
    /// `rows.group`: a list of contexts keyed by concept.
    func rows(of group: String) -> Value
    /// `after(meaning)`: the value once the decision is taken.
    func after(_ meaning: Meaning) -> Value
    /// `held(meaning, "connector")`: what one register says.
    func held(_ meaning: Meaning, by connector: String) -> Value
    /// `source_down("connector")`: a boolean, or unknown before anybody asked that source.
    func isDown(_ connector: String) -> Value
    /// `label("list", code)`; the code is known and not none.
    func label(of code: Value, in list: String) -> Value
    /// `lookup("list", code, "column")`; the code is known and not none.
    func lookup(_ column: String, of code: Value, in list: String) -> Value
    /// `words(value)`: a number or date in words; the value is known and not none.
    func words(for value: Value) -> Value
    /// Whether `sum` passes over none, as it does at submission; FEEL itself yields null.
    var sumSkipsNone: Bool { get }
    /// What `matches`, `replace` and `split` go through; without one they are errors.
    var patterns: (any PatternEngine)? { get }
}

extension Environment {
    public func value(of meaning: Meaning) -> Value { .unknown([meaning]) }
    public func value(named name: String) -> Value? { nil }
    public func rows(of group: String) -> Value { .unknown([]) }
    public func after(_ meaning: Meaning) -> Value { .unknown([meaning]) }
    public func held(_ meaning: Meaning, by connector: String) -> Value { .unknown([meaning]) }
    public func isDown(_ connector: String) -> Value { .unknown([]) }
    public func label(of code: Value, in list: String) -> Value { .error(.unavailable, "label") }
    public func lookup(_ column: String, of code: Value, in list: String) -> Value {
        .error(.unavailable, "lookup")
    }
    public func words(for value: Value) -> Value { .error(.unavailable, "words") }
    public var sumSkipsNone: Bool { false }
    public var patterns: (any PatternEngine)? { nil }
}

/// Runs patterns in time linear in the text. Patterns and flags are those of XPath (DMN 1.5, clause 10.3.4.3).
///
/// `budget` are the steps a call may take, about one for each character and state of the pattern that is alive there: what it
/// takes is taken off, and one that needs more is refused with nothing left.
public protocol PatternEngine: Sendable {
    func matches(_ text: String, pattern: String, flags: String, budget: inout Int) throws(PatternRefusal) -> Bool
    /// `replacement` as in XPath: `$1` for a group, `\$` and `\\` for themselves.
    func replace(
        in text: String, pattern: String, replacement: String, flags: String, budget: inout Int
    ) throws(PatternRefusal) -> String
    func split(_ text: String, pattern: String, budget: inout Int) throws(PatternRefusal) -> [String]
}

/// A pattern, flag or replacement an engine does not take.
public struct PatternRefusal: Error, Hashable, Sendable {
    public let reason: String

    public init(_ reason: String) { self.reason = reason }
}

/// Knows nothing: every meaning is unknown.
public struct EmptyEnvironment: Environment, Sendable {
    public init() {}
}
