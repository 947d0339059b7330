/// Equality and order of values. Partial dates are intervals: an answer counts only if every day agrees.
///
/// Texts are equal where they are canonically equivalent, and ordered by their composed code points (Unicode, UAX #15): a
/// Vietnamese keyboard writes "ế" as one code point or as three, and a condition must not turn on which. The standard
/// compares code points as they stand; everything that counts or cuts them, such as `string length`, does here too.
///
/// - Source: DMN 1.5, clause 10.3.2.13 (equality and inequality), table 42 (order).
enum Comparison {
    /// `left = right`. Two nulls are equal, null and a value are not, values of two kinds do not compare.
    static func equal(_ left: Value, _ right: Value) -> Truth {
        switch (left, right) {
        case (.string(let a), .string(let b)): return Truth(a == b)
        case (.number(let a), .number(let b)): return Truth(a == b)
        case (.boolean(let a), .boolean(let b)): return Truth(a == b)
        case (.unknown(let a), .unknown(let b)): return .open(a.union(b))
        case (.unknown(let waits), _), (_, .unknown(let waits)): return .open(waits)
        case (.none, .none), (.none, .error), (.error, .none), (.error, .error): return .yes
        case (.none, _), (_, .none), (.error, _), (_, .error): return .no
        case (.date(let a), .date(let b)): return a.isSameDay(as: b).map { Truth($0) } ?? .open([])
        case (.daysDuration(let a), .daysDuration(let b)): return Truth(a == b)
        case (.monthsDuration(let a), .monthsDuration(let b)): return Truth(a == b)
        case (.time(let a), .time(let b)):
            guard let distance = CivilCalendar.seconds(from: b, to: a) else { return .null(.wrongKind, "=") }
            return Truth(distance.isZero)
        case (.dateTime(let a), .dateTime(let b)):
            guard let distance = CivilCalendar.seconds(from: b, to: a) else { return .null(.wrongKind, "=") }
            return Truth(distance.isZero)
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return .no }
            return all(zip(a, b).lazy.map { equal($0, $1) })
        case (.context(let a), .context(let b)):
            guard a.count == b.count, a.keys.allSatisfy({ b[$0] != nil }) else { return .no }
            return all(a.lazy.map { equal($0.value, b[$0.key] ?? .none) })
        case (.range(let a), .range(let b)):
            guard a.extent == b.extent, a.startIncluded == b.startIncluded, a.endIncluded == b.endIncluded,
                (a.start == nil) == (b.start == nil), (a.end == nil) == (b.end == nil)
            else { return .no }
            return all([equal(a.start ?? .none, b.start ?? .none), equal(a.end ?? .none, b.end ?? .none)])
        default: return .null(.wrongKind, "=")
        }
    }

    /// `left < right`.
    static func less(_ left: Value, _ right: Value) -> Truth {
        switch (left, right) {
        case (.number(let a), .number(let b)): return Truth(a < b)
        case (.date(let a), .date(let b)): return a.isBefore(b).map { Truth($0) } ?? .open([])
        case (.string(let a), .string(let b)): return Truth(a < b)
        case (.unknown(let a), .unknown(let b)): return .open(a.union(b))
        case (.unknown(let waits), _), (_, .unknown(let waits)): return .open(waits)
        case (.error(let reason), _), (_, .error(let reason)): return .null(reason)
        case (.none, _), (_, .none): return .null(.noValue, "<")
        case (.daysDuration(let a), .daysDuration(let b)): return Truth(a < b)
        case (.monthsDuration(let a), .monthsDuration(let b)): return Truth(a < b)
        case (.time(let a), .time(let b)):
            guard let distance = CivilCalendar.seconds(from: b, to: a) else { return .null(.wrongKind, "<") }
            return Truth(distance.isNegative)
        case (.dateTime(let a), .dateTime(let b)):
            guard let distance = CivilCalendar.seconds(from: b, to: a) else { return .null(.wrongKind, "<") }
            return Truth(distance.isNegative)
        default: return .null(.wrongKind, "<")
        }
    }

    /// `left <= right`.
    static func lessOrEqual(_ left: Value, _ right: Value) -> Truth { less(right, left).negated }

    /// Whether a value lies in a range.
    static func contains(_ range: ValueRange, _ value: Value) -> Truth {
        switch range.extent {
        case .only: return equal(value, range.start ?? .none)
        case .allBut: return equal(value, range.start ?? .none).negated
        case .between: break
        }
        return all([
            range.start.map { range.startIncluded ? lessOrEqual($0, value) : less($0, value) } ?? .yes,
            range.end.map { range.endIncluded ? lessOrEqual(value, $0) : less(value, $0) } ?? .yes,
        ])
    }

    /// `value in test`, where the test is no comparison: a range contains, a list has, another value equals.
    static func isIn(_ value: Value, _ test: Value) -> Truth {
        switch test {
        case .range(let range):
            if case .range = value { return equal(value, test) }
            return contains(range, value)
        case .list(let items):
            var answer = Junction.or
            for item in items where !answer.isDecided {
                if case .range = item { answer.add(isIn(value, item)) } else { answer.add(member(item, value)) }
            }
            if case .list = value, !answer.isDecided { answer.add(equal(value, test)) }
            return answer.truth
        default: return equal(value, test)
        }
    }

    /// Equality inside a list, where values of another kind are just not the same.
    static func member(_ item: Value, _ value: Value) -> Truth {
        let truth = equal(item, value)
        if case .null = truth { return .no }
        return truth
    }

    private static func all(_ truths: some Sequence<Truth>) -> Truth {
        var answer = Junction.and
        for truth in truths {
            answer.add(truth)
            if answer.isDecided { break }
        }
        return answer.truth
    }
}
