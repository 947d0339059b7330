/// A program whose terms stand as inputs called by their numbers.
struct Skeleton: Sendable {
    let code: SealedProgram

    var program: Program { code.program }
}

/// Takes an expression apart into its logic and the terms it decides by.
struct Reduction<World: TypingEnvironment> {
    private let expression: Expression
    private let world: World
    private(set) var terms: TermTable
    private var program: Program
    private let isClosed: [Bool]
    private let types: NodeTypes
    private let printer: Printer
    private var done: Set<Int> = []

    init(_ expression: Expression, _ world: World, _ terms: TermTable) {
        self.expression = expression
        self.world = world
        self.terms = terms
        program = expression.program
        isClosed = ClosedParts.of(expression.program)
        types = NodeTypes(expression, world)
        printer = Printer(expression.program)
    }

    mutating func skeleton() -> Skeleton {
        result(program.root)
        return Skeleton(code: SealedProgram(program))
    }

    private func type(_ index: Int) -> ExpressionType { types.type(index) }

    private func children(_ start: Int, _ count: Int) -> [Int] { program.links(start, count).map { Int($0) } }

    // MARK: The logic

    /// A part whose value counts.
    private mutating func result(_ index: Int) {
        let node = expression.program.nodes[index]
        switch node.operation {
        case .conditional:
            formula(node.a)
            result(node.b)
            result(node.c)
        case .table:
            let table = expression.program.tables[node.a]
            for rule in table.rules {
                for test in rule.tests.compactMap(\.self) { formula(test) }
                for cell in rule.results { result(cell) }
            }
        default:
            if type(index) == .boolean { formula(index) } else if !isClosed[index] { _ = term(index) }
        }
    }

    /// A part that is true, false or null.
    private mutating func formula(_ index: Int) {
        guard !isClosed[index], done.insert(index).inserted else { return }
        let node = expression.program.nodes[index]
        switch node.operation {
        case .and, .or: for child in children(node.a, node.b) { formula(child) }
        case .call where node.function == .not: formula(Int(program.links[node.a]))
        case .conditional: for child in [node.a, node.b, node.c] { formula(child) }
        case .equal, .notEqual: if !compare(node.a, [node.b], isOrder: false) { opaque(index) }
        case .less, .lessEqual, .greater, .greaterEqual: if !compare(node.a, [node.b], isOrder: true) { opaque(index) }
        case .between: if !compare(node.a, [node.b, node.c], isOrder: true) { opaque(index) }
        case .isIn: if !isIn(node) { opaque(index) }
        default: _ = term(index)
        }
    }

    private mutating func opaque(_ index: Int) { _ = replace(index, as: .boolean) }

    /// `in` with tests that are constants or terms.
    private mutating func isIn(_ node: Node) -> Bool {
        var equals: [Int] = []
        var orders: [Int] = []
        func take(_ test: Int) -> Bool {
            let node = expression.program.nodes[test]
            switch node.operation {
            case .testEqual, .testNotEqual: equals.append(node.a)
            case .testLess, .testLessEqual, .testGreater, .testGreaterEqual: orders.append(node.a)
            case .range: orders += [node.a, node.b]
            case .list: return children(node.a, node.b).allSatisfy(take)
            default:
                switch type(test) {
                case .list, .range: return false
                default: equals.append(test)
                }
            }
            return true
        }
        guard children(node.b, node.c).allSatisfy(take) else { return false }
        return (orders.isEmpty || isComparable(node.a, orders, isOrder: true)) && (equals.isEmpty || isComparable(node.a, equals, isOrder: false))
            && (orders.isEmpty || compare(node.a, orders, isOrder: true)) && (equals.isEmpty || compare(node.a, equals, isOrder: false))
    }

    // MARK: Comparison

    /// Whether the kinds compared are within the fragment.
    private func isComparable(_ left: Int, _ others: [Int], isOrder: Bool) -> Bool {
        ([left] + others).allSatisfy { side in
            if isOrder, constant(side)?.isNull == true { return true }
            switch type(side) {
            case .number, .date: return true
            case .boolean, .string, .code: return !isOrder
            case .null: return constant(side) != nil
            // Told apart from null, and from nothing else.
            default: return !isOrder && others.allSatisfy { constant($0)?.isNull == true } && constant(left) == nil
            }
        }
    }

    private mutating func compare(_ left: Int, _ others: [Int], isOrder: Bool) -> Bool {
        guard isComparable(left, others, isOrder: isOrder) else { return false }
        let mine = values(left)
        for other in others {
            let theirs = values(other)
            for a in mine.terms {
                for b in theirs.terms { terms.join(a, b) }
                for constant in theirs.constants { terms.note(constant, at: a) }
            }
            for b in theirs.terms { for constant in mine.constants { terms.note(constant, at: b) } }
        }
        return true
    }

    /// What a side may be: constants and terms, through `if`.
    private mutating func values(_ index: Int) -> (constants: [Value], terms: [Int]) {
        if let constant = constant(index) { return ([constant], []) }
        let node = expression.program.nodes[index]
        if node.operation == .conditional {
            formula(node.a)
            let (yes, no) = (values(node.b), values(node.c))
            return (yes.constants + no.constants, yes.terms + no.terms)
        }
        if type(index) == .boolean, !isRead(index) {
            formula(index)
            return ([], [])
        }
        return ([], [term(index)])
    }

    private func constant(_ index: Int) -> Value? {
        guard isClosed[index] else { return nil }
        var evaluation = Evaluation(expression.code, ConstantEnvironment(patterns: world.patterns), expression.limits, 10_000)
        return evaluation.value(at: index)
    }

    // MARK: Terms

    private mutating func term(_ index: Int) -> Int { replace(index, as: type(index)) }

    /// A meaning, an input, or parts of its value.
    private func isRead(_ index: Int) -> Bool {
        let node = expression.program.nodes[index]
        switch node.operation {
        case .meaning, .name, .after, .held, .sourceDown: return true
        case .path:
            if case .context = type(node.a) { return isRead(node.a) }
            return false
        default: return false
        }
    }

    private mutating func replace(_ index: Int, as type: ExpressionType) -> Int {
        let node = expression.program.nodes[index]
        let bounds = rowCount(node)
        let reads = meanings(under: index)
        let isFree = isRead(index) || bounds != nil
        let mayBeNull: Bool =
            switch node.operation {
            case .meaning: world.mayBeNone(expression.program.meanings[node.a])
            case .sourceDown: false
            case .call: bounds == nil
            default: true
            }
        let place = terms.place(TermTable.Term(
            text: printer.text(of: index), type: type, reads: reads, isFree: isFree, mayBeNull: mayBeNull, bounds: bounds))
        if program.nodes[index].operation != .name || node.operation == .name {
            program.names.append("\(place)")
            program.nodes[index] = Node(.name, program.names.count - 1)
        }
        return place
    }

    private func rowCount(_ node: Node) -> ClosedRange<Int>? {
        guard node.operation == .call, node.function == .count, node.b == 1 else { return nil }
        let rows = expression.program.nodes[Int(program.links[node.a])]
        guard rows.operation == .rows else { return nil }
        return world.count(of: expression.program.names[rows.a])
    }

    /// What a part reads; groups, registers and inputs count as meanings of their own.
    private func meanings(under index: Int) -> Set<Meaning> {
        let program = expression.program
        var found: Set<Meaning> = []
        var open = [index]
        while let next = open.popLast() {
            let node = program.nodes[next]
            switch node.operation {
            case .meaning: found.insert(program.meanings[node.a])
            case .after: found.insert(Meaning("after", ConceptID(program.meanings[node.a].description)))
            case .held: found.insert(Meaning(RoleID("held " + program.names[node.b]), ConceptID(program.meanings[node.a].description)))
            case .rows: found.insert(Meaning("rows", ConceptID(program.names[node.a])))
            case .name: found.insert(Meaning("input", ConceptID(program.names[node.a])))
            case .sourceDown: found.insert(Meaning("source_down", ConceptID(program.names[node.a])))
            default: break
            }
            open += program.children(of: next)
        }
        return found
    }
}

/// The type of any part that stands in no scope of its own.
private struct NodeTypes {
    private let types: [ExpressionType]

    init(_ expression: Expression, _ world: some TypingEnvironment) {
        var check = TypeCheck(expression, world)
        types = check.everyType()
    }

    func type(_ index: Int) -> ExpressionType { types[index] }
}
