/// Functions that put lists together and take them apart; items may be unknown (DMN 1.5, clause 10.3.4.4).
enum Sequences {
    static func result(of call: Call, limit: Int) throws(EvaluationError) -> Value {
        if let open = waiting(call) { return .unknown(open) }
        let result = try list(call)
        if case .list(let items) = result, items.count > limit { throw call.failure(.listLimit) }
        return result
    }

    /// What must be known before anything can be said: the lists and positions, not the items. A position may be the one item
    /// of a list.
    private static func waiting(_ call: Call) -> Set<Meaning>? {
        let needed: [Value] =
            switch call.function {
            case .concatenate: call.arguments
            case .append, .listContains: Array(call.arguments.prefix(1))
            case .listReplace, .insertBefore: Array(call.arguments.prefix(2))
            default: call.arguments
            }
        let isPlaced = [.listReplace, .insertBefore, .remove, .sublist].contains(call.function)
        let open = needed.enumerated().filter { $0.offset > 0 && isPlaced ? !$0.element.isSettled : $0.element.isUnknown }.map(\.element)
        return open.isEmpty ? nil : open.reduce(into: []) { $0.formUnion($1.waitsFor) }
    }

    private static func list(_ call: Call) throws(EvaluationError) -> Value {
        switch call.function {
        case .listContains:
            var answer = Junction.or
            let element = call.value(1) ?? .none
            for item in try call.list(0) where !answer.isDecided { answer.add(Comparison.member(item, element)) }
            return answer.truth.value
        case .listReplace:
            var items = try call.list(0)
            items[try place(call, items.count)] = call.value(2) ?? .none
            return .list(items)
        case .insertBefore:
            var items = try call.list(0)
            items.insert(call.value(2) ?? .none, at: try place(call, items.count))
            return .list(items)
        case .remove:
            var items = try call.list(0)
            items.remove(at: try place(call, items.count))
            return .list(items)
        case .reverse: return .list(try call.list(0).reversed())
        case .append: return .list(try call.list(0) + call.arguments.dropFirst())
        case .concatenate:
            var items: [Value] = []
            for place in call.arguments.indices { items += try call.list(place) }
            return .list(items)
        default: return try sublist(call)
        }
    }

    /// A position as an index: from 1, or from -1 backwards.
    private static func place(_ call: Call, _ count: Int) throws(EvaluationError) -> Int {
        let position = try call.integer(1)
        guard position != 0, position.magnitude <= count else { throw call.failure(.outOfRange) }
        return position > 0 ? position - 1 : count + position
    }

    /// The items of a list and of the lists in it, however deep.
    static func flat(_ value: Value) -> [Value] {
        if case .list(let items) = value { items.flatMap(flat) } else { [value] }
    }

    private static func sublist(_ call: Call) throws(EvaluationError) -> Value {
        let items = try call.list(0)
        let start = try place(call, items.count)
        guard call.value(2) != nil else { return .list(Array(items[start...])) }
        let length = try call.integer(2)
        guard length >= 0, length <= items.count - start else { throw call.failure(.outOfRange) }
        return .list(Array(items[start..<start + length]))
    }
}

extension Evaluation {
    /// Functions that compare the items of lists; everything is known.
    mutating func compared(_ call: Call) throws(EvaluationError) -> Value {
        switch call.function {
        case .indexOf:
            let match = call.value(1) ?? .none
            let places = try call.list(0).enumerated().filter { Comparison.member($0.element, match).isYes }
            return .list(places.map { .number(Number($0.offset + 1)) })
        case .union:
            var items: [Value] = []
            for place in call.arguments.indices { items += try call.list(place) }
            return .list(try distinct(items).kept)
        case .distinctValues: return .list(try distinct(try call.list(0)).kept)
        case .duplicateValues: return .list(try distinct(try distinct(try call.list(0)).repeated).kept)
        case .flatten: return .list(try call.list(0).flatMap(Sequences.flat))
        default: return .list(try sorted(call))
        }
    }

    private mutating func distinct(_ items: [Value]) throws(EvaluationError) -> (kept: [Value], repeated: [Value]) {
        var kept: [Value] = []
        var repeated: [Value] = []
        for item in items {
            guard charge(kept.count &* item.weight(upTo: 1 << 20)) else { throw EvaluationError(.stepLimit, "steps") }
            if kept.contains(where: { Comparison.member($0, item).isYes }) {
                repeated.append(item)
            } else {
                kept.append(item)
            }
        }
        return (kept, repeated)
    }

    /// Ascending, equal items in their order; by an entry of the items where a key is given.
    private mutating func sorted(_ call: Call) throws(EvaluationError) -> [Value] {
        let items = try call.list(0)
        // Every item is compared some log n times, each time for as long as it is.
        let rounds = 2 * (Int.bitWidth - items.count.leadingZeroBitCount)
        guard charge(Value.list(items).weight(upTo: stepsLeft + 1) &* rounds) else { throw EvaluationError(.stepLimit, "steps") }
        let key = call.value(1) == nil ? nil : try call.string(1)
        let keyed = items.enumerated().map { place, item in
            (place: place, key: key.map { Property.value($0, of: item) } ?? item, item: item)
        }
        do {
            return try keyed.sorted { left, right in
                if try Comparison.less(left.key, right.key).orThrow { return true }
                return try left.place < right.place && !Comparison.less(right.key, left.key).orThrow
            }.map(\.item)
        } catch {
            throw error as? EvaluationError ?? call.failure(.wrongKind)
        }
    }
}

extension Truth {
    var isYes: Bool {
        if case .yes = self { true } else { false }
    }

    var orThrow: Bool {
        get throws(EvaluationError) {
            switch self {
            case .yes: return true
            case .no: return false
            case .null(let reason): throw reason
            case .open: throw EvaluationError(.noValue, "")
            }
        }
    }
}
