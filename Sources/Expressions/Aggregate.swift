/// Functions that make one value of a list, given as one argument or as all of them (DMN 1.5, clause 10.3.4.4).
enum Aggregate {
    static func result(of call: Call, skipsNone: Bool) throws(EvaluationError) -> Value {
        switch call.function {
        case .count: return .number(Number(try call.list(0).count))
        case .all: return try junction(call, .and)
        case .any: return try junction(call, .or)
        case .sum: return try sum(call, skipsNone)
        case .min: return try extreme(call) { Comparison.less($0, $1) }
        case .max: return try extreme(call) { Comparison.less($1, $0) }
        case .mean:
            let numbers = try numbers(call)
            return try call.checked(total(numbers).flatMap { $0 / Number(numbers.count) })
        case .product:
            return try call.checked(try numbers(call).reduce(1) { product, number in product.flatMap { $0 * number } })
        case .median:
            let numbers = try numbers(call).sorted()
            let middle = numbers.count / 2
            if numbers.count % 2 == 1 { return .number(numbers[middle]) }
            return try call.checked((numbers[middle - 1] + numbers[middle]).flatMap { $0 / 2 })
        case .stddev: return try deviation(call)
        case .mode: return mode(try call.numbers())
        default: throw call.failure(.unavailable)
        }
    }

    /// At least one number.
    private static func numbers(_ call: Call) throws(EvaluationError) -> [Number] {
        let numbers = try call.numbers()
        guard !numbers.isEmpty else { throw call.failure(.noValue) }
        return numbers
    }

    private static func total(_ numbers: [Number]) -> Number? {
        numbers.reduce(0) { sum, number in sum.flatMap { $0 + number } }
    }

    private static func junction(_ call: Call, _ start: Junction) throws(EvaluationError) -> Value {
        var answer = start
        for item in try call.items() where !answer.isDecided { answer.add(Truth(item, in: call.function.name)) }
        return answer.truth.value
    }

    private static func sum(_ call: Call, _ skipsNone: Bool) throws(EvaluationError) -> Value {
        let open = call.arguments.filter { !$0.isSettled }
        guard open.isEmpty else { return .unknown(open.reduce(into: []) { $0.formUnion($1.waitsFor) }) }
        if skipsNone, call.arguments == [.none] { return .none }
        var items = try call.items()
        if skipsNone {
            items.removeAll { $0 == .none }
            if items.isEmpty { return .none }
        }
        return try call.checked(total(try numbers(Call(function: .sum, arguments: [.list(items)]))))
    }

    private static func extreme(
        _ call: Call, _ precedes: (Value, Value) -> Truth
    ) throws(EvaluationError) -> Value {
        let items = try call.items()
        guard var best = items.first, !best.isNull else { throw call.mismatch(items.first) }
        guard try precedes(best, best).orThrow == false else { throw call.failure(.wrongKind) }
        for item in items.dropFirst() where try precedes(item, best).orThrow { best = item }
        return best
    }

    /// The sample standard deviation.
    private static func deviation(_ call: Call) throws(EvaluationError) -> Value {
        let numbers = try numbers(call)
        guard numbers.count > 1 else { throw call.failure(.outOfRange) }
        guard let mean = total(numbers).flatMap({ $0 / Number(numbers.count) }) else { throw call.failure(.overflow) }
        let squares = numbers.compactMap { number in (number - mean).flatMap { $0 * $0 } }
        return try call.checked(total(squares).flatMap { $0 / Number(numbers.count - 1) }?.squareRoot)
    }

    /// The most frequent numbers, ascending.
    private static func mode(_ numbers: [Number]) -> Value {
        let counts = numbers.reduce(into: [Number: Int]()) { $0[$1, default: 0] += 1 }
        let most = counts.values.max() ?? 0
        return .list(counts.filter { $0.value == most }.keys.sorted().map { .number($0) })
    }
}
