/// What an expression yields, and what it reads: a known value, or one of three ways of having none.
///
/// `none` (somebody said there is none), `unknown` (nobody said yet) and `error` (cannot be read or computed)
/// all stand for FEEL's null; ``collapsed`` makes them so. Learning a value may turn unknown into known, never
/// one known result into another.
///
/// Strings are equal when they are canonically equivalent in Unicode (`ế` composed or decomposed is one text);
/// FEEL itself leaves normalization open. Where a `Value?` is wanted, write `.some(.none)` or `Value.none`: a bare
/// `.none` is the missing optional.
public enum Value: Sendable, Hashable {
    /// Somebody said there is none.
    case none
    /// Nobody said yet: the meanings it waits for. A date known to the year or the month has been said, and no answer is
    /// waited for: what it leaves open adds nothing to them, and where nothing else is open they are empty.
    case unknown(Set<Meaning>)
    /// Cannot be read or computed: FEEL's null, with its reason.
    indirect case error(EvaluationError)
    case boolean(Bool)
    case number(Number)
    case string(String)
    case date(PartialDate)
    indirect case time(TimeOfDay)
    indirect case dateTime(DateAndTime)
    case daysDuration(DaysDuration)
    case monthsDuration(MonthsDuration)
    indirect case range(ValueRange)
    case list([Value])
    case context([String: Value])
}

/// A stretch of values between two ends; an end that is missing leaves that side open. Also one value alone, `(= 10)`, or all
/// but one, `(!= 10)`: there both ends are that value.
public struct ValueRange: Sendable, Hashable {
    public enum Extent: Sendable, Hashable {
        case between, only, allBut
    }

    public let extent: Extent
    public let start: Value?
    public let end: Value?
    public let startIncluded: Bool
    public let endIncluded: Bool

    public init(from start: Value?, included startIncluded: Bool, to end: Value?, included endIncluded: Bool) {
        self.start = start
        self.end = end
        self.startIncluded = start != nil && startIncluded
        self.endIncluded = end != nil && endIncluded
        extent = .between
    }

    /// One value alone, or all but it.
    public init(_ extent: Extent, _ value: Value) {
        self.extent = extent
        (start, end) = (value, value)
        (startIncluded, endIncluded) = (extent != .allBut, extent != .allBut)
    }
}

extension Value {
    /// True for none and error: what is null whatever is learned later.
    public var isNull: Bool {
        switch self {
        case .none, .error: true
        case .unknown, .boolean, .number, .string, .date, .time, .dateTime, .daysDuration, .monthsDuration,
            .range, .list, .context:
            false
        }
    }

    public var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }

    /// True when nothing in it, however deep, is unknown or a partial date.
    public var isSettled: Bool {
        switch self {
        case .unknown: false
        case .date(let date): date.isFull
        case .list(let items): items.allSatisfy(\.isSettled)
        case .context(let entries): entries.values.allSatisfy(\.isSettled)
        case .range(let range): (range.start?.isSettled ?? true) && (range.end?.isSettled ?? true)
        case .none, .error, .boolean, .number, .string, .time, .dateTime, .daysDuration, .monthsDuration: true
        }
    }

    /// The meanings it waits for, however deep they stand.
    public var waitsFor: Set<Meaning> {
        switch self {
        case .unknown(let meanings): meanings
        case .list(let items): items.reduce(into: []) { $0.formUnion($1.waitsFor) }
        case .context(let entries): entries.values.reduce(into: []) { $0.formUnion($1.waitsFor) }
        case .range(let range): (range.start?.waitsFor ?? []).union(range.end?.waitsFor ?? [])
        case .none, .error, .boolean, .number, .string, .date, .time, .dateTime, .daysDuration,
            .monthsDuration:
            []
        }
    }

    /// Plain FEEL: unknown, error and none all become none (FEEL's null), at any depth.
    public var collapsed: Value {
        switch self {
        case .none, .unknown, .error: .none
        case .list(let items): .list(items.map(\.collapsed))
        case .context(let entries): .context(entries.mapValues(\.collapsed))
        case .range(let range):
            .range(
                range.extent == .between
                    ? ValueRange(
                        from: range.start?.collapsed, included: range.startIncluded,
                        to: range.end?.collapsed, included: range.endIncluded)
                    : ValueRange(range.extent, range.start?.collapsed ?? .none))
        case .boolean, .number, .string, .date, .time, .dateTime, .daysDuration, .monthsDuration: self
        }
    }

    /// How many parts there are to go through, at most `limit` of them.
    func weight(upTo limit: Int) -> Int {
        func add(_ values: some Sequence<Value>) -> Int {
            var sum = 1
            for value in values where sum < limit { sum += value.weight(upTo: limit - sum) }
            return sum
        }
        switch self {
        case .list(let items): return add(items)
        case .context(let entries): return add(entries.values)
        case .range(let range): return add([range.start ?? .none, range.end ?? .none])
        case .string(let text): return 1 + text.utf8.count >> 6
        case .none, .unknown, .error, .boolean, .number, .date, .time, .dateTime, .daysDuration, .monthsDuration:
            return 1
        }
    }

    static func error(_ code: EvaluationError.Code, _ subject: String) -> Value {
        .error(EvaluationError(code, subject))
    }
}
