/// A call of a built-in function: its arguments, read as what the function takes.
///
/// A list of one item stands for the item, and an item for a list of one (DMN 1.5, clause 10.3.2.9.4).
struct Call {
    let function: Builtin
    let arguments: [Value]
    /// The parameter was called `key`: a list of keys is none.
    var namesKey = false

    func failure(_ code: EvaluationError.Code) -> EvaluationError { EvaluationError(code, function.name) }

    /// The argument; `nil` where it was left out.
    func value(_ place: Int) -> Value? { place < arguments.count ? arguments[place] : nil }

    func isGiven(_ place: Int) -> Bool { place < arguments.count && !arguments[place].isNull }

    /// Why a value is not what was wanted.
    func mismatch(_ value: Value?) -> EvaluationError {
        switch value {
        case .some(.error(let reason)): reason
        case nil, .some(.none): failure(.noValue)
        default: failure(.wrongKind)
        }
    }

    func number(_ place: Int) throws(EvaluationError) -> Number { try number(value(place)) }

    func number(_ value: Value?) throws(EvaluationError) -> Number {
        switch value {
        case .number(let number): return number
        case .list(let items) where items.count == 1:
            guard case .number(let number) = items[0] else { throw mismatch(items[0]) }
            return number
        default: throw mismatch(value)
        }
    }

    /// The whole part of a number.
    func integer(_ place: Int) throws(EvaluationError) -> Int {
        guard let integer = try number(place).rounded(.towardsZero).integer else { throw failure(.outOfRange) }
        return integer
    }

    func string(_ place: Int) throws(EvaluationError) -> String {
        switch value(place) {
        case .string(let text): return text
        case .list(let items) where items.count == 1:
            guard case .string(let text) = items[0] else { throw mismatch(items[0]) }
            return text
        default: throw mismatch(value(place))
        }
    }

    func list(_ place: Int) throws(EvaluationError) -> [Value] {
        switch value(place) {
        case .list(let items): return items
        case nil, .some(.none), .error: throw mismatch(value(place))
        case .some(let item): return [item]
        }
    }

    /// The items of the only argument, or all arguments.
    func items() throws(EvaluationError) -> [Value] { arguments.count == 1 ? try list(0) : arguments }

    func numbers() throws(EvaluationError) -> [Number] {
        var numbers: [Number] = []
        for item in try items() {
            guard case .number(let number) = item else { throw mismatch(item) }
            numbers.append(number)
        }
        return numbers
    }

    func context(_ place: Int) throws(EvaluationError) -> [String: Value] {
        guard case .context(let entries) = value(place) else { throw mismatch(value(place)) }
        return entries
    }

    func checked(_ number: Number?) throws(EvaluationError) -> Value {
        guard let number else { throw failure(.overflow) }
        return .number(number)
    }
}

extension Builtin {
    /// Whether it answers although something in its arguments is unknown. The others wait for all of it.
    var seesUnknown: Bool {
        switch self {
        case .not, .listContains, .listReplace, .count, .sum, .all, .any, .sublist, .append, .concatenate,
            .insertBefore, .remove, .reverse, .getValue, .getEntries, .context, .contextPut, .contextMerge, .date,
            .yearsAndMonthsDuration:
            true
        case .time, .dateAndTime, .number, .string, .duration, .range, .substring, .stringLength, .upperCase,
            .lowerCase, .substringBefore, .substringAfter, .replace, .contains, .startsWith, .endsWith, .matches,
            .split, .stringJoin, .min, .max, .mean, .indexOf, .union, .distinctValues, .duplicateValues, .flatten,
            .product, .median, .stddev, .mode, .sort, .decimal, .floor, .ceiling, .roundUp, .roundDown,
            .roundHalfUp, .roundHalfDown, .abs, .modulo, .sqrt, .log, .exp, .odd, .even, .is, .dayOfYear,
            .dayOfWeek, .monthOfYear, .weekOfYear, .before, .after, .meets, .metBy, .overlaps, .overlapsBefore,
            .overlapsAfter, .finishes, .finishedBy, .includes, .during, .starts, .startedBy, .coincides:
            false
        }
    }
}

extension Evaluation {
    mutating func call(_ node: Node) -> Value {
        guard let function = node.function else { return .error(.unavailable, "") }
        var arguments: [Value] = []
        arguments.reserveCapacity(node.b)
        for place in node.a..<node.a + node.b { arguments.append(value(at: Int(program.links[place]))) }
        return call(function, arguments, namesKey: node.namesKey)
    }

    mutating func call(_ function: Builtin, _ arguments: [Value], namesKey: Bool = false) -> Value {
        for argument in arguments where !weigh(argument) { return .error(.stepLimit, function.name) }
        if function.seesUnknown {
            // The one thing none of them can do without is the first argument.
            if case .unknown = arguments.first, arguments.count == 1 { return arguments[0] }
        } else if arguments.contains(where: { !$0.isSettled }) {
            return .unknown(arguments.reduce(into: []) { $0.formUnion($1.waitsFor) })
        }
        let call = Call(function: function, arguments: arguments, namesKey: namesKey)
        guard charge(Cost.steps(of: call)) else { return .error(.stepLimit, function.name) }
        do {
            return try result(of: call)
        } catch {
            return .error(error)
        }
    }

    /// The pattern engine works within the steps that are left; its own are smaller ones.
    private mutating func textual(_ call: Call) throws(EvaluationError) -> Value {
        let (all, isMore) = stepsLeft.multipliedReportingOverflow(by: ExpressionLimits.patternStepsPerStep)
        let given = isMore ? .max : max(all, 0)
        var left = given
        defer {
            let taken = (given - max(left, 0)) / ExpressionLimits.patternStepsPerStep
            // One that has nothing left was stopped.
            _ = charge(taken + (left <= 0 ? 1 : 0))
        }
        return try Textual.result(of: call, patterns: world.patterns, patternSteps: &left, limits: limits)
    }

    private mutating func result(of call: Call) throws(EvaluationError) -> Value {
        switch call.function {
        case .date, .time, .dateAndTime, .duration, .yearsAndMonthsDuration, .is, .dayOfYear, .dayOfWeek, .monthOfYear,
            .weekOfYear:
            try Temporal.result(of: call)
        case .number, .decimal, .floor, .ceiling, .roundUp, .roundDown, .roundHalfUp, .roundHalfDown, .abs, .modulo,
            .sqrt, .log, .exp, .odd, .even:
            try Numeric.result(of: call)
        case .string, .substring, .stringLength, .upperCase, .lowerCase, .substringBefore, .substringAfter, .replace,
            .contains, .startsWith, .endsWith, .matches, .split, .stringJoin:
            try textual(call)
        case .not: Truth(call.arguments.first ?? .none, in: "not").negated.value
        case .sum, .mean, .product, .median, .stddev, .mode, .min, .max, .all, .any, .count:
            try Aggregate.result(of: call, skipsNone: world.sumSkipsNone)
        case .listContains, .listReplace, .sublist, .append, .concatenate, .insertBefore, .remove, .reverse:
            try Sequences.result(of: call, limit: limits.listLength)
        case .indexOf, .union, .distinctValues, .duplicateValues, .flatten, .sort: try compared(call)
        case .range, .before, .after, .meets, .metBy, .overlaps, .overlapsBefore, .overlapsAfter, .finishes,
            .finishedBy, .includes, .during, .starts, .startedBy, .coincides:
            try Ranges.result(of: call)
        case .getValue, .getEntries, .context, .contextPut, .contextMerge: try Contexts.result(of: call)
        }
    }
}
