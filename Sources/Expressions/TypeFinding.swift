/// What the types of an expression show to be wrong: where FEEL would yield null whatever the values are.
public struct TypeFinding: Hashable, Sendable {
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// An operand or argument of a kind the operation is not defined for.
        case operand
        /// The expression yields another kind of value than its place takes.
        case result
        /// A text that is no code of the list it is compared with.
        case unknownCode
        /// A context, date or other value without the entry or property, or a code list without the column.
        case unknownEntry
        /// An entry of a context that is put together while it is computed, and may lack it.
        case uncertainEntry
        /// A single name that is neither a local variable nor an input.
        case unknownName
        /// A part that yields null whatever the values are, for another reason than its kinds.
        case alwaysNull
    }

    public let code: Code
    /// Where it stands, in Unicode scalars from the start of the expression.
    public let offset: Int
    public let length: Int
    /// The operator, function, code list or place that takes something else.
    public let subject: String
    /// The types it takes, joined by ` | `.
    public let expected: String
    /// What stands there.
    public let found: String
    /// What to write in its place, where there is one thing to write.
    public let fix: String?
}

/// An expression held against the types of what it reads.
public struct TypedExpression: Sendable {
    /// The type of its value.
    public let type: ExpressionType
    /// In order of place.
    public let findings: [TypeFinding]

    public var isWellTyped: Bool { findings.isEmpty }
}

extension Expression {
    /// The type of the expression, and everything in it that FEEL would turn into null whatever the values are.
    ///
    /// An expression without findings, read against values of these types, yields no error of kinds: no `wrongKind`,
    /// `noSuchEntry` or `unknownName`. One thing types do not tell is left: an entry asked for by a computed key may be
    /// missing. A time read from a text that is not written out compares with none: it may have a zone or not.
    ///
    /// - Parameter wanted: the type its place takes; `nil` where that is any.
    public func typed(in world: some TypingEnvironment, as wanted: ExpressionType? = nil, place: String = "") -> TypedExpression {
        var check = TypeCheck(self, world)
        return check.result(as: wanted, place: place)
    }
}
