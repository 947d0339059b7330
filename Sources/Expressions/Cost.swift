/// Steps for work that one part of an expression does at once, where that is more than the part itself: one for each
/// multiplication or so of numbers of 34 digits, for each few bytes of text, for each item gone through. Going through the
/// arguments themselves is charged for besides, see `Evaluation.weigh`.
enum Cost {
    /// Asking a place of the database of time zones for an offset, and finding out whether there is such a place.
    private static let zone = 16
    private static let place = 100
    /// Series and iterations of `exp`, `log` and `sqrt`, see `FixedPoint`.
    private static let exponential = 200
    private static let logarithm = 500
    private static let root = 60

    static func zone(of time: TimeOfDay) -> Int {
        if case .place = time.zone { zone } else { 0 }
    }

    static func steps(of operation: Operation, _ left: Value, _ right: Value) -> Int {
        switch (left, right) {
        case (.number(let base), .number(let exponent)): operation == .power ? power(base, exponent) : 0
        case (.dateTime(let a), .dateTime(let b)): zone(of: a.time) + zone(of: b.time)
        case (.dateTime(let moment), _), (_, .dateTime(let moment)): zone(of: moment.time)
        case (.time(let a), .time(let b)): zone(of: a) + zone(of: b)
        default: 0
        }
    }

    /// A whole exponent takes two multiplications for each of its bits, as long as all digits are kept; everything else the
    /// way through logarithms.
    private static func power(_ base: Number, _ exponent: Number) -> Int {
        guard let whole = exponent.integer, decimalDigits(base.coefficient) * Int(min(whole.magnitude, 100)) <= Number.precision else {
            return logarithm + exponential
        }
        return 2 * (Int.bitWidth - Int(whole.magnitude.leadingZeroBitCount))
    }

    static func steps(of call: Call) -> Int {
        switch call.function {
        case .exp: return exponential
        case .log: return logarithm
        case .sqrt: return root
        case .modulo:
            // Divided block by block where the exponents lie far apart.
            guard case .number(let dividend) = call.value(0), case .number(let divisor) = call.value(1) else { return 0 }
            return abs(dividend.exponent - divisor.exponent) >> 6
        case .time, .dateAndTime:
            guard case .string(let text) = call.value(0) else { return 0 }
            return bytes(call) >> 3 + (text.utf8.contains(UInt8(ascii: "@")) ? place : 0)
        // A parser of its own.
        case .range: return 4 * bytes(call)
        // Unicode's tables, letter by letter.
        case .upperCase, .lowerCase: return bytes(call)
        case .date, .duration, .number, .substring, .stringLength, .substringBefore, .substringAfter, .contains, .startsWith, .endsWith,
            .matches, .replace, .split:
            return bytes(call) >> 3
        case .string, .stringJoin: return call.arguments.reduce(0) { $0 + length($1) }
        case .median, .mode, .stddev, .mean, .product:
            let count = call.arguments.count == 1 ? items(call.value(0)) : call.arguments.count
            let rounds = call.function == .median || call.function == .mode ? Int.bitWidth - count.leadingZeroBitCount : 4
            return count * rounds + (call.function == .stddev ? root : 0)
        default: return 0
        }
    }

    private static func bytes(_ call: Call) -> Int {
        call.arguments.reduce(0) { if case .string(let text) = $1 { $0 + text.utf8.count } else { $0 } }
    }

    private static func items(_ value: Value?) -> Int {
        if case .list(let items) = value { items.count } else { 1 }
    }

    /// How much text numbers of large exponents make.
    private static func length(_ value: Value) -> Int {
        switch value {
        case .number(let number): abs(number.exponent) >> 6
        case .list(let items): items.reduce(0) { $0 + length($1) }
        case .context(let entries): entries.values.reduce(0) { $0 + length($1) }
        case .range(let range): length(range.start ?? .none) + length(range.end ?? .none)
        default: 0
        }
    }
}
