/// Functions on numbers (DMN 1.5, clauses 10.3.4.1 and 10.3.4.5).
enum Numeric {
    static func result(of call: Call) throws(EvaluationError) -> Value {
        switch call.function {
        case .number: return .number(try parsed(call))
        case .decimal: return try rounded(call, .halfEven)
        case .floor: return try rounded(call, .down)
        case .ceiling: return try rounded(call, .up)
        case .roundUp: return try rounded(call, .awayFromZero)
        case .roundDown: return try rounded(call, .towardsZero)
        case .roundHalfUp: return try rounded(call, .halfUp)
        case .roundHalfDown: return try rounded(call, .halfDown)
        case .abs:
            switch call.arguments.first {
            case .daysDuration(let length): return .daysDuration(DaysDuration(seconds: length.seconds.magnitude))
            case .monthsDuration(let length):
                return length.months < 0 ? Arithmetic.negate(.monthsDuration(length)) : .monthsDuration(length)
            default: return .number(try call.number(0).magnitude)
            }
        case .modulo:
            let (dividend, divisor) = (try call.number(0), try call.number(1))
            guard !divisor.isZero else { throw call.failure(.divisionByZero) }
            return try call.checked(dividend.modulo(divisor))
        case .sqrt:
            guard let root = try call.number(0).squareRoot else { throw call.failure(.outOfRange) }
            return .number(root)
        case .log:
            guard let logarithm = try call.number(0).logarithm else { throw call.failure(.outOfRange) }
            return .number(logarithm)
        case .exp: return try call.checked(try call.number(0).exponential)
        case .odd: return .boolean(try !isEven(call))
        case .even: return .boolean(try isEven(call))
        default: throw call.failure(.unavailable)
        }
    }

    private static func isEven(_ call: Call) throws(EvaluationError) -> Bool {
        let number = try call.number(0)
        guard number.isInteger, let rest = number.modulo(2) else { throw call.failure(.outOfRange) }
        return rest.isZero
    }

    private static func rounded(_ call: Call, _ rule: Rounding) throws(EvaluationError) -> Value {
        let number = try call.number(0)
        let scale = call.value(1) == nil ? 0 : try call.integer(1)
        guard (-6111...6176).contains(scale) else { throw call.failure(.outOfRange) }
        return .number(number.rounded(rule, scale: scale))
    }

    /// `number(from, grouping separator, decimal separator)`.
    private static func parsed(_ call: Call) throws(EvaluationError) -> Number {
        if case .number(let number) = call.arguments.first, call.arguments.count == 1 { return number }
        var text = try call.string(0)
        if call.arguments.count == 3 {
            let grouping = call.isGiven(1) ? try call.string(1) : nil
            let decimal = call.isGiven(2) ? try call.string(2) : nil
            guard grouping.map([" ", ",", "."].contains) ?? true, decimal.map([",", "."].contains) ?? true,
                grouping == nil || grouping != decimal
            else { throw call.failure(.outOfRange) }
            if let grouping { text = String(text.split(separator: grouping, omittingEmptySubsequences: true).joined()) }
            if let decimal, decimal != "." {
                guard !text.contains(".") else { throw call.failure(.unreadable) }
                text = String(text.map { String($0) == decimal ? "." : $0 })
            }
        }
        guard let number = Number(text) else { throw call.failure(.unreadable) }
        return number
    }
}
