/// What a node of a parsed expression does; the comment says what its three numbers mean.
///
/// `node` is a place in `Program.nodes`, `name` one in `Program.names`, `span` a place in `Program.links`.
enum Operation: UInt8, Hashable, Sendable, CaseIterable {
    /// constant
    case constant
    /// slot, name
    case local
    /// name: a plain input
    case name
    /// meaning
    case meaning
    /// node to fall back to, name of the head, span of [count, slots of filter items, innermost first]
    case framed
    /// name of the group
    case rows
    /// meaning
    case after
    /// meaning, name of the connector
    case held
    /// name of the connector
    case sourceDown
    /// name of the list, node of the code
    case label
    /// name of the list, node of the code, name of the column
    case lookup
    /// node
    case words
    /// node, name of the property
    case path
    /// node of the list, node of the condition or position, slot of the item
    case filter
    /// span of nodes, count
    case and, or
    /// node, node
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    /// node, node of the low end, node of the high end
    case between
    /// node, span of tests, count
    case isIn
    /// node: unary tests; the ordered ones are also ranges open on one side
    case testEqual, testNotEqual, testLess, testLessEqual, testGreater, testGreaterEqual
    /// node, node
    case add, subtract, multiply, divide, power
    /// node
    case negate
    /// node of the condition, node if true, node if not
    case conditional
    /// span of [name, slot, node of the list or low end, node of the high end or -1], count, node of the body;
    /// the slot after the last iterator's holds `partial`
    case loop, some, every
    /// span of nodes, count
    case list
    /// span of [name, slot, node], count
    case context
    /// node of the low end, node of the high end, 1 if the low end is included + 2 if the high end is
    case range
    /// span of nodes, count, raw value of the built-in function (see `Node.function`, `Node.namesKey`)
    case call
    /// place in `Program.tables`
    case table
}

/// One node; plain numbers, so that reading one costs nothing.
struct Node: Hashable, Sendable {
    let operation: Operation
    let first: Int32
    let second: Int32
    let third: Int32

    init(_ operation: Operation, _ first: Int = 0, _ second: Int = 0, _ third: Int = 0) {
        self.operation = operation
        self.first = Int32(truncatingIfNeeded: first)
        self.second = Int32(truncatingIfNeeded: second)
        self.third = Int32(truncatingIfNeeded: third)
    }

    var a: Int { Int(first) }
    var b: Int { Int(second) }
    var c: Int { Int(third) }

    /// A call of a built-in function. Its parameters stand in order, whether or not they were named; only where `key` was
    /// named, and a list would be `keys`, that counts.
    static func call(_ function: Builtin, _ arguments: Int, _ count: Int, namesKey: Bool = false) -> Node {
        Node(.call, arguments, count, function.rawValue | (namesKey ? keyNamed : 0))
    }

    private static let keyNamed = 1 << 10
    var function: Builtin? { Builtin(rawValue: c & (Node.keyNamed - 1)) }
    var namesKey: Bool { c & Node.keyNamed != 0 }
}

/// Where a node stands in the source, in Unicode scalars.
struct Span: Hashable, Sendable {
    let start: Int32
    let end: Int32

    init(_ start: Int, _ end: Int) {
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
    }
}

/// A parsed expression in one table of nodes, children before parents.
struct Program: Sendable {
    var nodes: [Node] = []
    /// Where each node stands.
    var spans: [Span] = []
    var root = 0
    var links: [Int32] = []
    var constants: [Value] = []
    var names: [String] = []
    var meanings: [Meaning] = []
    var tables: [BoxedTable] = []
    /// Places for local variables an evaluation needs.
    var slots = 0

    func links(_ span: Int, _ count: Int) -> ArraySlice<Int32> { links[span..<span + count] }

    /// The groups whose rows are read for more than how many they are.
    var groupContents: Set<String> {
        let counted = Set(nodes.filter { $0.operation == .call && $0.function == .count && $0.b == 1 }.map { Int(links[$0.a]) })
        return Set(nodes.indices.filter { nodes[$0].operation == .rows && !counted.contains($0) }.map { names[nodes[$0].a] })
    }
}

/// A program that changes no more: handed on as one reference.
final class SealedProgram: Sendable {
    let program: Program

    init(_ program: Program) { self.program = program }
}

/// What an expression reads, wherever in it.
struct Reads: Hashable, Sendable {
    var meanings: Set<Meaning> = []
    var after: Set<Meaning> = []
    var held: Set<HeldRead> = []
    var connectors: Set<String> = []
    var groups: Set<String> = []
    var lists: Set<String> = []
    var names: Set<String> = []
}
