/// How many rules of a decision table may fire, and which of them counts.
///
/// - Source: DMN 1.5, clause 8.2.10.
public enum HitPolicy: String, Sendable, Hashable, CaseIterable {
    /// At most one rule fires.
    case unique = "U"
    /// Several may fire, with the same result.
    case any = "A"
    /// The result that stands first among the output's values.
    case priority = "P"
    /// The first rule that fires.
    case first = "F"
    /// All results in the order of the rules.
    case ruleOrder = "R"
    /// All results in the order of the output's values.
    case outputOrder = "O"
    /// All results, in no order that means anything: that of the rules.
    case collect = "C"
    case sum = "C+"
    case minimum = "C<"
    case maximum = "C>"
    case count = "C#"

    /// Whether several results are put together.
    var collects: Bool {
        switch self {
        case .unique, .any, .priority, .first: false
        case .ruleOrder, .outputOrder, .collect, .sum, .minimum, .maximum, .count: true
        }
    }

    /// Whether the order of the output's values decides.
    public var needsOrder: Bool { self == .priority || self == .outputOrder }
}

/// A text of a decision table, and where it stands.
public struct TableCell: Sendable {
    public let text: String
    public let origin: ExpressionOrigin?

    public init(_ text: String, origin: ExpressionOrigin? = nil) {
        self.text = text
        self.origin = origin
    }
}

/// A decision table as it is written: expressions for its inputs, unary tests and results for its rules.
///
/// A rule fires where all its tests hold; `-` always does, `not(…)` holds where none of its tests does. One output
/// is the value itself, several are a context by their names.
public struct DecisionTable: Sendable {
    public struct Output: Sendable {
        public let name: String
        /// Its values in falling priority; needed under `P` and `O`.
        public let values: [TableCell]

        public init(name: String, values: [TableCell] = []) {
            self.name = name
            self.values = values
        }
    }

    public struct Rule: Sendable {
        public let tests: [TableCell]
        public let results: [TableCell]

        public init(tests: [TableCell], results: [TableCell]) {
            self.tests = tests
            self.results = results
        }
    }

    public let inputs: [TableCell]
    public let outputs: [Output]
    public let hit: HitPolicy
    public let rules: [Rule]

    public init(inputs: [TableCell], outputs: [Output], hit: HitPolicy, rules: [Rule]) {
        self.inputs = inputs
        self.outputs = outputs
        self.hit = hit
        self.rules = rules
    }
}

/// A table among the nodes of a program.
struct BoxedTable: Sendable {
    struct Output: Sendable {
        let name: String
        let values: [Value]
    }

    struct Rule: Sendable {
        /// Nodes that are true where the test holds; `nil` for `-`.
        let tests: [Int?]
        let results: [Int]
    }

    let hit: HitPolicy
    let inputs: [Int]
    let outputs: [Output]
    let rules: [Rule]
}
