/// One evaluation of a program: its local variables and the steps it has left.
struct Evaluation {
    let nodes: [Node]
    private let code: SealedProgram
    let world: any Environment
    let limits: ExpressionLimits
    var locals: [Value]
    private var steps: Int
    private(set) var isStopped = false

    init(_ code: SealedProgram, _ world: any Environment, _ limits: ExpressionLimits, _ budget: Int) {
        nodes = code.program.nodes
        self.code = code
        self.world = world
        self.limits = limits
        steps = budget
        locals = code.program.slots == 0 ? [] : Array(repeating: .none, count: code.program.slots)
    }

    var program: Program { code.program }

    mutating func result() -> Value {
        let value = value(at: program.root)
        return isStopped ? .error(.stepLimit, "steps") : value
    }

    var stepsLeft: Int { steps }

    /// Takes steps for going through a value, about one for each part; false when too few are left.
    mutating func weigh(_ value: Value) -> Bool {
        switch value {
        case .list, .context, .range: charge(value.weight(upTo: steps + 1))
        case .string(let text): text.utf8.count < 64 || charge(text.utf8.count >> 6)
        case .dateTime(let moment): charge(Cost.zone(of: moment.time))
        case .time(let time): charge(Cost.zone(of: time))
        default: true
        }
    }

    /// Takes steps for work beside the nodes; false when none are left.
    mutating func charge(_ count: Int) -> Bool {
        steps -= count
        if steps < 0 { isStopped = true }
        return !isStopped
    }

    mutating func value(at index: Int) -> Value {
        steps -= 1
        guard steps >= 0, !isStopped else {
            isStopped = true
            return .error(.stepLimit, "steps")
        }
        let node = nodes[index]
        switch node.operation {
        case .constant: return program.constants[node.a]
        case .local: return locals[node.a]
        case .meaning: return meaning(node)
        case .and: return junction(node, .and)
        case .or: return junction(node, .or)
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return comparison(node)
        case .between, .isIn, .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater,
            .testGreaterEqual, .range:
            return tested(node)
        case .add, .subtract, .multiply, .divide, .power, .negate: return arithmetic(node)
        case .conditional: return conditional(node)
        case .path: return path(node)
        case .filter: return filtered(node)
        case .loop: return loop(node)
        case .some: return quantified(node, .or)
        case .every: return quantified(node, .and)
        case .list: return list(node)
        case .context: return context(node)
        case .call: return call(node)
        case .table: return table(node)
        case .framed: return framed(node)
        case .name, .rows, .after, .held, .sourceDown, .label, .lookup, .words: return asked(node)
        }
    }

    // MARK: Names

    private func meaning(_ node: Node) -> Value {
        let meaning = program.meanings[node.a]
        if let head = world.value(named: meaning.role.rawValue) {
            return Property.value(meaning.concept.rawValue, of: head)
        }
        return world.value(of: meaning)
    }

    /// A name inside filters: an entry of an item, the innermost first, before what it is outside.
    private mutating func framed(_ node: Node) -> Value {
        let name = program.names[node.b]
        let count = Int(program.links[node.c])
        for slot in program.links(node.c + 1, count) {
            switch locals[Int(slot)] {
            case .context(let entries):
                guard let entry = entries[name] else { continue }
                let inner = nodes[node.a]
                guard inner.operation == .meaning else { return entry }
                return Property.value(program.meanings[inner.a].concept.rawValue, of: entry)
            case .unknown(let waits):
                // The item may turn out to have that entry.
                return .unknown(waits)
            default: continue
            }
        }
        return value(at: node.a)
    }

    private mutating func asked(_ node: Node) -> Value {
        switch node.operation {
        case .rows: return world.rows(of: program.names[node.a])
        case .after: return world.after(program.meanings[node.a])
        case .held: return world.held(program.meanings[node.a], by: program.names[node.b])
        case .sourceDown: return world.isDown(program.names[node.a])
        case .label:
            let code = value(at: node.b)
            return code.isNull || code.isUnknown ? code : world.label(of: code, in: program.names[node.a])
        case .lookup:
            let code = value(at: node.b)
            return code.isNull || code.isUnknown
                ? code : world.lookup(program.names[node.c], of: code, in: program.names[node.a])
        case .words:
            let value = value(at: node.a)
            if value.isNull || value.isUnknown { return value }
            // The words of a year are not those of the day it turns out to be.
            return value.isSettled ? world.words(for: value) : .unknown(value.waitsFor)
        default:
            let name = program.names[node.a]
            return world.value(named: name) ?? .error(.unknownName, name)
        }
    }

    // MARK: Operators

    private mutating func junction(_ node: Node, _ start: Junction) -> Value {
        var answer = start
        for place in node.a..<node.a + node.b {
            answer.add(Truth(value(at: Int(program.links[place])), in: node.operation == .and ? "and" : "or"))
            if answer.isDecided { break }
        }
        return answer.truth.value
    }

    private mutating func comparison(_ node: Node) -> Value {
        let left = value(at: node.a)
        let right = value(at: node.b)
        guard weigh(left), weigh(right) else { return .error(.stepLimit, "steps") }
        switch node.operation {
        case .equal: return Comparison.equal(left, right).value
        case .notEqual: return Comparison.equal(left, right).negated.value
        case .less: return Comparison.less(left, right).value
        case .lessEqual: return Comparison.lessOrEqual(left, right).value
        case .greater: return Comparison.less(right, left).value
        default: return Comparison.lessOrEqual(right, left).value
        }
    }

    private mutating func arithmetic(_ node: Node) -> Value {
        let left = value(at: node.a)
        if node.operation == .negate { return Arithmetic.negate(left) }
        let right = value(at: node.b)
        guard charge(Cost.steps(of: node.operation, left, right)) else { return .error(.stepLimit, "steps") }
        switch node.operation {
        case .add:
            if case .string(let a) = left, case .string(let b) = right {
                guard a.utf8.count + b.utf8.count <= limits.stringLength else { return .error(.stringLimit, "+") }
                guard weigh(left), weigh(right) else { return .error(.stepLimit, "steps") }
            }
            return Arithmetic.add(left, right)
        case .subtract: return Arithmetic.subtract(left, right)
        case .multiply: return Arithmetic.multiply(left, right)
        case .divide: return Arithmetic.divide(left, right)
        default: return Arithmetic.power(left, right)
        }
    }

    /// With an unknown condition the value is known only if both branches have it. Otherwise it waits for the
    /// condition; for the branches only where nobody knows what the condition waits for.
    private mutating func conditional(_ node: Node) -> Value {
        switch value(at: node.a) {
        case .boolean(true): return value(at: node.b)
        case .unknown(let waits):
            let (yes, no) = (value(at: node.b), value(at: node.c))
            guard weigh(yes), weigh(no) else { return .error(.stepLimit, "steps") }
            if yes == no, !yes.isUnknown { return yes }
            return .unknown(waits.isEmpty ? yes.waitsFor.union(no.waitsFor) : waits)
        default: return value(at: node.c)
        }
    }

    private mutating func tested(_ node: Node) -> Value {
        switch node.operation {
        case .between:
            let value = value(at: node.a)
            let (low, high) = (self.value(at: node.b), self.value(at: node.c))
            guard weigh(value), weigh(low), weigh(high) else { return .error(.stepLimit, "steps") }
            var answer = Junction.and
            answer.add(Comparison.lessOrEqual(low, value))
            answer.add(Comparison.lessOrEqual(value, high))
            return answer.truth.value
        case .isIn:
            let value = value(at: node.a)
            var answer = Junction.or
            for place in node.b..<node.b + node.c {
                answer.add(test(Int(program.links[place]), value))
                if answer.isDecided { break }
            }
            return answer.truth.value
        case .range:
            let start = value(at: node.a)
            let end = value(at: node.b)
            return .range(ValueRange(from: start, included: node.c & 1 == 1, to: end, included: node.c & 2 == 2))
        case .testLess: return .range(ValueRange(from: nil, included: false, to: value(at: node.a), included: false))
        case .testLessEqual:
            return .range(ValueRange(from: nil, included: false, to: value(at: node.a), included: true))
        case .testGreater: return .range(ValueRange(from: value(at: node.a), included: false, to: nil, included: false))
        case .testGreaterEqual:
            return .range(ValueRange(from: value(at: node.a), included: true, to: nil, included: false))
        default: return .range(ValueRange(node.operation == .testEqual ? .only : .allBut, value(at: node.a)))
        }
    }

    private mutating func test(_ index: Int, _ value: Value) -> Truth {
        let node = nodes[index]
        let test: Value =
            switch node.operation {
            case .testEqual, .testNotEqual, .testLess, .testLessEqual, .testGreater, .testGreaterEqual: self.value(at: node.a)
            default: self.value(at: index)
            }
        guard weigh(value), weigh(test) else { return .null(.stepLimit, "steps") }
        return switch node.operation {
        case .testEqual: Comparison.equal(value, test)
        case .testNotEqual: Comparison.equal(value, test).negated
        case .testLess: Comparison.less(value, test)
        case .testLessEqual: Comparison.lessOrEqual(value, test)
        case .testGreater: Comparison.less(test, value)
        case .testGreaterEqual: Comparison.lessOrEqual(test, value)
        default: Comparison.isIn(value, test)
        }
    }

    // MARK: Lists and contexts

    private mutating func list(_ node: Node) -> Value {
        var items: [Value] = []
        items.reserveCapacity(node.b)
        for place in node.a..<node.a + node.b {
            let item = value(at: Int(program.links[place]))
            guard weigh(item) else { return .error(.stepLimit, "steps") }
            items.append(item)
        }
        return .list(items)
    }

    private mutating func context(_ node: Node) -> Value {
        var entries: [String: Value] = [:]
        for place in stride(from: node.a, to: node.a + node.b * 3, by: 3) {
            let value = value(at: Int(program.links[place + 2]))
            guard weigh(value) else { return .error(.stepLimit, "steps") }
            locals[Int(program.links[place + 1])] = value
            entries[program.names[Int(program.links[place])]] = value
        }
        return .context(entries)
    }
}
