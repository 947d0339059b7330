/// A FEEL expression over meanings, parsed once and evaluated as often as needed.
///
/// - Source: DMN 1.5, clause 10.3, without user functions, recursion, `instance of`, names with spaces and a
///   clock. `a.b`, where `a` is neither a local variable nor an input, is the meaning of concept `b` for role
///   `a`; `a.b.c` an entry or property of its value; `rows.group` a list of contexts keyed by concept. Beside
///   FEEL's functions: `after`, `held`, `source_down`, `label`, `lookup`, `words`.
public struct Expression: Sendable {
    /// Kept once: an expression is copied whenever a field or a role that holds one is looked at.
    private final class Content: Sendable {
        let source: String
        let code: SealedProgram
        let limits: ExpressionLimits
        let origin: ExpressionOrigin?
        let reads: Reads

        init(_ program: Program, _ reads: Reads, _ source: String, _ limits: ExpressionLimits, _ origin: ExpressionOrigin?) {
            code = SealedProgram(program)
            self.reads = reads
            self.source = source
            self.limits = limits
            self.origin = origin
        }
    }

    private let content: Content

    public var source: String { content.source }
    var code: SealedProgram { content.code }
    var program: Program { content.code.program }
    var limits: ExpressionLimits { content.limits }
    /// Where it stands in a declaration, if it stands in one.
    public var origin: ExpressionOrigin? { content.origin }
    private var reads: Reads { content.reads }

    /// - Parameter hasAsOf: whether `today()` and `now()` may be read: as plain inputs of these names, which whoever
    ///   evaluates it sets to one day and moment. There is no clock. A form reads dates of the dossier instead.
    /// - Throws: the first thing that is not FEEL, not in the profile, or too large, and where it stands.
    public init(
        _ source: String, limits: ExpressionLimits = .standard, origin: ExpressionOrigin? = nil, hasAsOf: Bool = false
    ) throws(ExpressionSyntaxError) {
        let (program, reads) = try Parser.parse(source, limits: limits, hasAsOf: hasAsOf)
        content = Content(program, reads, source, limits, origin)
    }

    /// A decision table; its `source` are its cells, one a line.
    ///
    /// - Throws: the first cell that is no expression or no unary test.
    public init(_ table: DecisionTable, limits: ExpressionLimits = .standard) throws(TableSyntaxError) {
        let (program, reads, source, origin) = try Parser.parse(table, limits: limits)
        content = Content(program, reads, source, limits, origin)
    }

    /// The value against an environment; the same environment gives the same value.
    ///
    /// A known value is right: every completion of what is unknown, and every day of a partial date, gives it. Unknown is
    /// complete, two completions do differ, for conditions that read each thing once: `and`, `or`, `not` and `if` over
    /// meanings, comparisons, `between` and one unary test of a meaning with written values (the low end not above the
    /// high one), `some` and `every` over rows, and parts of a partial date, as long as nothing known is null beside them.
    /// Beyond, unknown means only that the evaluator does not look further: where a thing is read twice (`a.b = a.b`, the
    /// rules of a decision table over one input), in operations with null (`a.b + null`), in such as forget their operand
    /// (`a.b * 0`), and in functions, most of which wait for all of their arguments. ``Reasoner`` decides more.
    ///
    /// - Parameter budget: steps it may take, about one for each part evaluated; more is an error `stepLimit`.
    /// - Returns: `unknown` with what it waits for where what is known does not settle it, `error` for FEEL's
    ///   null.
    public func value(
        in environment: any Environment, budget: Int = ExpressionLimits.standardBudget
    ) -> Value {
        var evaluation = Evaluation(code, environment, limits, budget)
        return evaluation.result()
    }

    /// Every `role.concept` it names, also inside `after` and `held`. Inside a filter `a.b` counts although the
    /// items may turn out to have an entry `a`: write `item.a.b` for that.
    public var meanings: Set<Meaning> { reads.meanings }
    /// What it reads by `held(role.concept, "connector")`.
    public var heldReads: Set<HeldRead> { reads.held }
    /// What it reads by `after(role.concept)`.
    public var afterReads: Set<Meaning> { reads.after }
    /// What it asks by `source_down("connector")`.
    public var connectorReads: Set<String> { reads.connectors }
    /// What it reads by `rows.group`.
    public var groupReads: Set<String> { reads.groups }
    /// Those of them into whose rows it looks; the others it only counts.
    public var groupContents: Set<String> { reads.groups.isEmpty ? [] : program.groupContents }
    /// The code lists of its `label` and `lookup`.
    public var listReads: Set<String> { reads.lists }
    /// Single names that are no local variables: plain inputs, or entries of the items of a filter.
    public var freeNames: Set<String> { reads.names }
}

extension Expression: Hashable, CustomStringConvertible {
    /// Equal when both read as the same program, however they are spaced and bracketed.
    public static func == (left: Expression, right: Expression) -> Bool { left.content === right.content || left.program == right.program }

    public func hash(into hasher: inout Hasher) { hasher.combine(program) }

    /// The expression as FEEL with the fewest parentheses and single spaces, which reads back as the same program unless
    /// it is longer than may be read. A decision table as YAML in one line, which declarations read back as the same.
    public var description: String { Printer(program).text }
}
