/// How much one expression may take, so that a hostile one stops with a typed error.
public struct ExpressionLimits: Hashable, Sendable {
    /// Length of the source, in Unicode scalars.
    public let sourceLength: Int
    /// Nodes of the parsed expression.
    public let nodes: Int
    /// Nesting of the source, and of the parsed expression.
    public let depth: Int
    /// Length of a string an evaluation may build, in UTF-8 bytes.
    public let stringLength: Int
    /// Length of a list an evaluation may build.
    public let listLength: Int

    public init(
        sourceLength: Int = 20_000, nodes: Int = 5_000, depth: Int = 64,
        stringLength: Int = 1_000_000, listLength: Int = 100_000
    ) {
        self.sourceLength = sourceLength
        self.nodes = nodes
        self.depth = depth
        self.stringLength = stringLength
        self.listLength = listLength
    }

    public static let standard = ExpressionLimits()

    /// Steps an evaluation may take where the caller says nothing.
    public static let standardBudget = 1_000_000

    /// How many steps of a pattern engine cost one of an evaluation.
    static let patternStepsPerStep = 16
}
