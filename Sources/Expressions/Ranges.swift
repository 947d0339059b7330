/// Relations between points and ranges (DMN 1.5, clause 10.3.4.9); everything is known.
enum Ranges {
    static func result(of call: Call) throws(EvaluationError) -> Value {
        if call.function == .range { return try read(call) }
        do {
            return try related(call)
        } catch {
            throw error as? EvaluationError ?? call.failure(.wrongKind)
        }
    }

    // The operators && and || do not carry typed errors through.
    private static func related(_ call: Call) throws -> Value {
        for argument in call.arguments where argument.isNull { throw call.mismatch(argument) }
        let (first, second) = (call.arguments[0], call.arguments[1])
        switch (first, second) {
        case (.range(let a), .range(let b)): return try .boolean(ranges(call, Ends(a, call), Ends(b, call)))
        case (.range(let range), let point): return try .boolean(reversed(call, Ends(range, call), point))
        case (let point, .range(let range)): return try .boolean(mixed(call, point, Ends(range, call)))
        default: return try .boolean(points(call, first, second))
        }
    }

    /// A range with both ends.
    private struct Ends {
        let start: Value
        let end: Value
        let startIncluded: Bool
        let endIncluded: Bool

        init(_ range: ValueRange, _ call: Call) throws {
            guard let start = range.start, let end = range.end, range.extent != .allBut else { throw call.failure(.outOfRange) }
            (self.start, self.end) = (start, end)
            (startIncluded, endIncluded) = (range.startIncluded, range.endIncluded)
        }
    }

    /// `left < right`, or they are equal and `boundary` holds.
    private static func less(
        _ left: Value, _ right: Value, orEqualIf boundary: Bool = false
    ) throws -> Bool {
        if try Comparison.less(left, right).orThrow { return true }
        return try boundary && equal(left, right)
    }

    private static func equal(_ left: Value, _ right: Value) throws -> Bool {
        try Comparison.equal(left, right).orThrow
    }

    private static func points(_ call: Call, _ a: Value, _ b: Value) throws -> Bool {
        switch call.function {
        case .before: return try less(a, b)
        case .after: return try less(b, a)
        case .coincides: return try equal(a, b)
        default: throw call.failure(.wrongKind)
        }
    }

    /// The function on a point and a range.
    private static func mixed(_ call: Call, _ point: Value, _ range: Ends) throws -> Bool {
        switch call.function {
        case .before: return try less(point, range.start, orEqualIf: !range.startIncluded)
        case .after: return try less(range.end, point, orEqualIf: !range.endIncluded)
        case .finishes: return try range.endIncluded && equal(range.end, point)
        case .starts: return try range.startIncluded && equal(range.start, point)
        case .during:
            return try less(range.start, point, orEqualIf: range.startIncluded)
                && less(point, range.end, orEqualIf: range.endIncluded)
        default: throw call.failure(.wrongKind)
        }
    }

    /// The function on a range and a point.
    private static func reversed(_ call: Call, _ range: Ends, _ point: Value) throws -> Bool {
        switch call.function {
        case .before: return try less(range.end, point, orEqualIf: !range.endIncluded)
        case .after: return try less(point, range.start, orEqualIf: !range.startIncluded)
        case .finishedBy: return try mixed(Call(function: .finishes, arguments: []), point, range)
        case .startedBy: return try mixed(Call(function: .starts, arguments: []), point, range)
        case .includes: return try mixed(Call(function: .during, arguments: []), point, range)
        default: throw call.failure(.wrongKind)
        }
    }

    private static func ranges(_ call: Call, _ a: Ends, _ b: Ends) throws -> Bool {
        switch call.function {
        case .before: return try less(a.end, b.start, orEqualIf: !a.endIncluded || !b.startIncluded)
        case .after: return try less(b.end, a.start, orEqualIf: !b.endIncluded || !a.startIncluded)
        case .meets: return try a.endIncluded && b.startIncluded && equal(a.end, b.start)
        case .metBy: return try b.endIncluded && a.startIncluded && equal(b.end, a.start)
        case .overlaps:
            return try less(b.start, a.end, orEqualIf: a.endIncluded && b.startIncluded)
                && less(a.start, b.end, orEqualIf: a.startIncluded && b.endIncluded)
        case .overlapsBefore: return try overlapsBefore(a, b)
        case .overlapsAfter: return try overlapsBefore(b, a)
        case .finishes: return try finishes(a, b)
        case .finishedBy: return try finishes(b, a)
        case .includes: return try includes(a, b)
        case .during: return try includes(b, a)
        case .starts: return try starts(a, b)
        case .startedBy: return try starts(b, a)
        case .coincides:
            return try a.startIncluded == b.startIncluded && a.endIncluded == b.endIncluded && equal(a.start, b.start)
                && equal(a.end, b.end)
        default: throw call.failure(.wrongKind)
        }
    }

    private static func overlapsBefore(_ a: Ends, _ b: Ends) throws -> Bool {
        try less(a.start, b.start, orEqualIf: a.startIncluded && !b.startIncluded)
            && less(b.start, a.end, orEqualIf: a.endIncluded && b.startIncluded)
            && less(a.end, b.end, orEqualIf: !a.endIncluded || b.endIncluded)
    }

    private static func finishes(_ a: Ends, _ b: Ends) throws -> Bool {
        try a.endIncluded == b.endIncluded && equal(a.end, b.end)
            && less(b.start, a.start, orEqualIf: !a.startIncluded || b.startIncluded)
    }

    private static func starts(_ a: Ends, _ b: Ends) throws -> Bool {
        try a.startIncluded == b.startIncluded && equal(a.start, b.start)
            && less(a.end, b.end, orEqualIf: !a.endIncluded || b.endIncluded)
    }

    private static func includes(_ a: Ends, _ b: Ends) throws -> Bool {
        try less(a.start, b.start, orEqualIf: a.startIncluded || !b.startIncluded)
            && less(b.end, a.end, orEqualIf: a.endIncluded || !b.endIncluded)
    }

    // MARK: Reading a range

    /// `range(from)`: a range of two literals of one kind, the low one first.
    private static func read(_ call: Call) throws(EvaluationError) -> Value {
        let limits = ExpressionLimits(sourceLength: 1000, nodes: 10, depth: 5)
        guard let (program, _) = try? Parser.parse(try call.string(0), limits: limits) else {
            throw call.failure(.unreadable)
        }
        let root = program.nodes[program.root]
        guard root.operation == .range, let start = literal(root.a, program), let end = literal(root.b, program),
            try !Comparison.less(end, start).orThrow
        else { throw call.failure(.unreadable) }
        return .range(ValueRange(from: start, included: root.c & 1 == 1, to: end, included: root.c & 2 == 2))
    }

    /// A constant, or `date("…")` and its like.
    private static func literal(_ index: Int, _ program: Program) -> Value? {
        let node = program.nodes[index]
        if node.operation == .constant {
            let value = program.constants[node.a]
            return value.isNull ? nil : value
        }
        guard node.operation == .call, node.b == 1, let function = node.function,
            [.date, .time, .dateAndTime, .duration].contains(function)
        else { return nil }
        let argument = program.nodes[Int(program.links[node.a])]
        guard argument.operation == .constant else { return nil }
        return try? Temporal.result(of: Call(function: function, arguments: [program.constants[argument.a]]))
    }
}
