/// Filters, loops, quantifiers and paths over lists.
extension Evaluation {
    // MARK: Paths

    mutating func path(_ node: Node) -> Value {
        let name = program.names[node.b]
        let inner = nodes[node.a]
        if inner.operation == .call, inner.function == .yearsAndMonthsDuration, inner.b == 2, name == "years" {
            return years(inner)
        }
        let value = value(at: node.a)
        guard charge(spread(of: value)) else { return .error(.stepLimit, "steps") }
        return Property.value(name, of: value)
    }

    /// How many values a path goes into: the items of lists, and of the lists in them.
    private func spread(of value: Value) -> Int {
        guard case .list(let items) = value else { return 0 }
        return items.reduce(items.count) { $0 + spread(of: $1) }
    }

    /// The years of `years and months duration(a, b)` may be known where its months are not.
    private mutating func years(_ call: Node) -> Value {
        let arguments = program.links(call.a, 2).map { Int($0) }
        let (from, to) = (value(at: arguments[0]), value(at: arguments[1]))
        if case .date(let start) = from, case .date(let end) = to {
            let (low, high) = Temporal.months(from: start, to: end)
            return low / 12 == high / 12 ? .number(Number(low / 12)) : .unknown([])
        }
        return Property.value("years", of: self.call(.yearsAndMonthsDuration, [from, to]))
    }

    // MARK: Filters

    /// The items for which the condition is true, or the one at a position. One unknown condition leaves the
    /// list unknown. A null that does not come from the items is no condition but a position nobody has: then the
    /// whole is null.
    mutating func filtered(_ node: Node) -> Value {
        let subject = value(at: node.a)
        let items: [Value]
        switch subject {
        case .list(let list): items = list
        case .unknown, .error: return subject
        case .none: return .error(.noValue, "[]")
        default: items = [subject]
        }
        var waits: Set<Meaning>?
        var kept: [Value] = []
        var isNull = !isPredicate(nodes[node.b])
        for (place, item) in items.enumerated() {
            locals[node.c] = item
            let condition = value(at: node.b)
            isNull = isNull && condition.isNull && !program.reads(item, in: node.c, at: node.b)
            switch condition {
            case .boolean(true): kept.append(item)
            case .unknown(let more): if waits?.formUnion(more) == nil { waits = more }
            case .number(let position) where place == 0: return element(items, position)
            default: break
            }
            if isStopped { return .error(.stepLimit, "steps") }
        }
        if items.isEmpty, !isPredicate(nodes[node.b]) {
            locals[node.c] = .none
            switch value(at: node.b) {
            case .number(let position): return element(items, position)
            case .unknown(let more): return .unknown(more)
            case let condition: isNull = condition.isNull && !program.reads(.none, in: node.c, at: node.b)
            }
        } else if items.isEmpty {
            isNull = false
        }
        if isNull { return .error(.noValue, "[]") }
        return waits.map { .unknown($0) } ?? .list(kept)
    }

    /// Positions count from 1, or from -1 backwards.
    private func element(_ items: [Value], _ position: Number) -> Value {
        guard let place = position.integer, place != 0, place.magnitude <= items.count else {
            return .error(.outOfRange, "[]")
        }
        return place > 0 ? items[place - 1] : items[items.count + place]
    }

    /// Whether a node can only yield a boolean or null.
    private func isPredicate(_ node: Node) -> Bool {
        switch node.operation {
        case .and, .or, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .between, .isIn, .some,
            .every, .sourceDown:
            true
        case .call: node.function == .not || node.function == .listContains
        default: false
        }
    }

    // MARK: Iteration

    /// What an iterator runs over.
    private enum Domain {
        case items([Value])
        case open(Set<Meaning>)
        case null(EvaluationError)
    }

    private mutating func domain(_ low: Int, _ high: Int) -> Domain {
        let value = value(at: low)
        guard high >= 0 else { return domain(value) }
        return domain(from: value, to: self.value(at: high), ascending: false)
    }

    private mutating func domain(_ value: Value) -> Domain {
        switch value {
        case .list(let items): return .items(items)
        case .unknown(let waits): return .open(waits)
        case .error(let reason): return .null(reason)
        case .none: return .null(EvaluationError(.noValue, "in"))
        case .range(let range):
            guard let start = range.start, let end = range.end, range.extent != .allBut else { return .null(EvaluationError(.outOfRange, "in")) }
            let inner = domain(from: start, to: end, ascending: true)
            guard case .items(let items) = inner else { return inner }
            return .items(Array(items.dropFirst(range.startIncluded ? 0 : 1).dropLast(range.endIncluded ? 0 : 1)))
        default: return .items([value])
        }
    }

    /// Whole numbers or days between two ends.
    private mutating func domain(from low: Value, to high: Value, ascending: Bool) -> Domain {
        let (first, last): (Int, Int)
        switch (low, high) {
        case (.number(let a), .number(let b)):
            guard let start = a.integer, let end = b.integer else { return .null(EvaluationError(.outOfRange, "in")) }
            (first, last) = (start, end)
        case (.date(let a), .date(let b)):
            guard let start = a.dayNumber, let end = b.dayNumber else { return .open([]) }
            (first, last) = (start, end)
        case (.unknown(let a), .unknown(let b)): return .open(a.union(b))
        case (.unknown(let waits), _), (_, .unknown(let waits)): return .open(waits)
        case (.error(let reason), _), (_, .error(let reason)): return .null(reason)
        case (.none, _), (_, .none): return .null(EvaluationError(.noValue, "in"))
        default: return .null(EvaluationError(.wrongKind, "in"))
        }
        guard first <= last || !ascending else { return .null(EvaluationError(.outOfRange, "in")) }
        let (distance, overflow) = last.subtractingReportingOverflow(first)
        guard !overflow, distance.magnitude < limits.listLength, charge(Int(distance.magnitude)) else {
            return .null(EvaluationError(.listLimit, "in"))
        }
        let step = first <= last ? 1 : -1
        let isDate = if case .date = low { true } else { false }
        return .items(
            stride(from: first, through: last, by: step).map { number in
                isDate ? PartialDate(dayNumber: number).map { .date($0) } ?? .none : .number(Number(number))
            })
    }

    mutating func loop(_ node: Node) -> Value {
        var results: [Value] = []
        let partial = Int(program.links[node.a + (node.b - 1) * 4 + 1]) + 1
        let failed = loop(node, 0, program.names.contains("partial") ? partial : nil, &results)
        return failed ?? .list(results)
    }

    /// - Returns: what the whole loop yields instead of its results.
    private mutating func loop(_ node: Node, _ place: Int, _ partial: Int?, _ results: inout [Value]) -> Value? {
        let iterator = node.a + place * 4
        let slot = Int(program.links[iterator + 1])
        let items: [Value]
        switch domain(Int(program.links[iterator + 2]), Int(program.links[iterator + 3])) {
        case .items(let list): items = list
        case .open(let waits): return .unknown(waits)
        case .null(let reason): return .error(reason)
        }
        for item in items {
            locals[slot] = item
            if place + 1 < node.b {
                if let failed = loop(node, place + 1, partial, &results) { return failed }
            } else {
                if let partial { locals[partial] = .list(results) }
                let result = value(at: node.c)
                // Held twice, the results would be copied to take one more.
                if let partial { locals[partial] = .none }
                guard results.count < limits.listLength else { return .error(.listLimit, "for") }
                guard weigh(result), !isStopped else { return .error(.stepLimit, "steps") }
                results.append(result)
            }
        }
        return nil
    }

    /// `some` under or, `every` under and.
    mutating func quantified(_ node: Node, _ start: Junction) -> Value {
        var answer = start
        quantified(node, 0, &answer)
        return answer.truth.value
    }

    private mutating func quantified(_ node: Node, _ place: Int, _ answer: inout Junction) {
        let iterator = node.a + place * 4
        let items: [Value]
        switch domain(Int(program.links[iterator + 2]), Int(program.links[iterator + 3])) {
        case .items(let list): items = list
        case .open(let waits): return answer.add(.open(waits))
        case .null(let reason): return answer.add(.null(reason))
        }
        let subject = node.operation == .some ? "some" : "every"
        for item in items {
            locals[Int(program.links[iterator + 1])] = item
            if place + 1 < node.b {
                quantified(node, place + 1, &answer)
            } else {
                answer.add(Truth(value(at: node.c), in: subject))
            }
            if answer.isDecided || isStopped { return }
        }
    }
}

extension Program {
    /// Whether the condition of a filter reads the item in its slot: by name, or by an entry the item has.
    func reads(_ item: Value, in slot: Int, at index: Int) -> Bool {
        let node = nodes[index]
        switch node.operation {
        case .local where node.a == slot: return true
        case .framed:
            if case .context(let entries) = item, entries[names[node.b]] != nil,
                links(node.c + 1, Int(links[node.c])).contains(Int32(truncatingIfNeeded: slot))
            {
                return true
            }
        default: break
        }
        return children(of: index).contains { reads(item, in: slot, at: $0) }
    }
}
