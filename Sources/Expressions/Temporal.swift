/// Functions on dates, times and durations (DMN 1.5, clauses 10.3.4.1, 10.3.4.7 and 10.3.4.8).
enum Temporal {
    static func result(of call: Call) throws(EvaluationError) -> Value {
        switch call.function {
        case .date: return try date(call)
        case .time: return try time(call)
        case .dateAndTime: return try dateAndTime(call)
        case .duration:
            switch call.value(0) {
            case .daysDuration, .monthsDuration: return call.arguments[0]
            default: return try read(call, TemporalText.duration)
            }
        case .yearsAndMonthsDuration: return try difference(call)
        case .is: return try isSame(call)
        case .dayOfYear:
            let date = try day(call, 0)
            return .number(Number((PartialDate(unchecked: date.year, 1, 1).days(to: date) ?? 0) + 1))
        case .dayOfWeek: return .string(weekdays[(try day(call, 0).weekday ?? 1) - 1])
        case .monthOfYear: return .string(months[(try day(call, 0).month ?? 1) - 1])
        case .weekOfYear: return .number(Number(week(try day(call, 0))))
        default: throw call.failure(.unavailable)
        }
    }

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func read(
        _ call: Call, _ reading: (String) -> Value?
    ) throws(EvaluationError) -> Value {
        guard let value = reading(try call.string(0)) else { throw call.failure(.unreadable) }
        return value
    }

    /// The full date of a date or a date and time.
    private static func day(_ call: Call, _ place: Int) throws(EvaluationError) -> PartialDate {
        switch call.value(place) {
        case .date(let date): return date
        case .dateTime(let moment): return moment.date
        default: throw call.mismatch(call.value(place))
        }
    }

    private static func date(_ call: Call) throws(EvaluationError) -> Value {
        if call.arguments.count == 1 {
            switch call.arguments[0] {
            case .date(let date): return .date(date)
            case .dateTime(let moment): return .date(moment.date)
            default: return try read(call) { TemporalText.date($0).map { .date($0) } }
            }
        }
        let waits = call.arguments.filter(\.isUnknown)
        guard waits.isEmpty else { return .unknown(waits.reduce(into: []) { $0.formUnion($1.waitsFor) }) }
        let parts = [try whole(call, 0), try whole(call, 1), try whole(call, 2)]
        guard let date = PartialDate(year: parts[0], month: parts[1], day: parts[2]) else {
            throw call.failure(.outOfRange)
        }
        return .date(date)
    }

    private static func whole(_ call: Call, _ place: Int) throws(EvaluationError) -> Int {
        guard let integer = try call.number(place).integer else { throw call.failure(.outOfRange) }
        return integer
    }

    private static func time(_ call: Call) throws(EvaluationError) -> Value {
        if call.arguments.count == 1 {
            switch call.arguments[0] {
            case .time: return call.arguments[0]
            case .dateTime(let moment): return .time(moment.time)
            case .date: return .time(TimeOfDay(unchecked: 0, 0, 0, 0, .offset(0)))
            default: return try read(call) { TemporalText.time($0).map { .time($0) } }
            }
        }
        let seconds = try call.number(2)
        let whole = seconds.rounded(.down)
        var zone: TimeZoneRule?
        if call.isGiven(3) {
            guard case .daysDuration(let offset) = call.arguments[3], let east = offset.seconds.integer else {
                throw call.mismatch(call.arguments[3])
            }
            zone = .offset(east)
        }
        guard let second = whole.integer, let fraction = seconds - whole,
            let nanosecond = (fraction * 1_000_000_000)?.rounded(.towardsZero).integer,
            let time = TimeOfDay(
                hour: try self.whole(call, 0), minute: try self.whole(call, 1), second: second, nanosecond: nanosecond,
                zone: zone)
        else { throw call.failure(.outOfRange) }
        return .time(time)
    }

    private static func dateAndTime(_ call: Call) throws(EvaluationError) -> Value {
        if call.arguments.count == 1 {
            switch call.arguments[0] {
            case .dateTime: return call.arguments[0]
            case .date(let date):
                guard let moment = CivilCalendar.midnight(date, .offset(0)) else { throw call.failure(.outOfRange) }
                return .dateTime(moment)
            default:
                return try read(call) { text in
                    (TemporalText.dateAndTime(text) ?? TemporalText.date(text).flatMap { CivilCalendar.midnight($0) })
                        .map { .dateTime($0) }
                }
            }
        }
        guard case .time(let time) = call.value(1) else { throw call.mismatch(call.value(1)) }
        guard let moment = DateAndTime(try day(call, 0), time) else { throw call.failure(.outOfRange) }
        return .dateTime(moment)
    }

    // MARK: Years and months between dates

    private static func difference(_ call: Call) throws(EvaluationError) -> Value {
        let open = call.arguments.filter(\.isUnknown)
        guard open.isEmpty else { return .unknown(open.reduce(into: []) { $0.formUnion($1.waitsFor) }) }
        let (low, high) = months(from: try day(call, 0), to: try day(call, 1))
        return low == high ? .monthsDuration(MonthsDuration(months: low)) : .unknown([])
    }

    /// The least and the most whole months between two dates, over all days either may be.
    static func months(from start: PartialDate, to end: PartialDate) -> (low: Int, high: Int) {
        (
            CivilCalendar.months(from: start.latest, to: end.earliest),
            CivilCalendar.months(from: start.earliest, to: end.latest)
        )
    }

    // MARK: Sameness and weeks

    /// `is`: the same value of the same kind, zones included.
    private static func isSame(_ call: Call) throws(EvaluationError) -> Value {
        guard let left = call.value(0) else { throw call.failure(.noValue) }
        let right = call.value(1) ?? .none
        return .boolean(left.isNull && right.isNull || left.collapsed == right.collapsed)
    }

    /// The week of ISO 8601: weeks begin on Monday, the first one has the first Thursday.
    private static func week(_ date: PartialDate) -> Int {
        guard let weekday = date.weekday, let thursday = date.adding(days: 4 - weekday) else { return 1 }
        return (PartialDate(unchecked: thursday.year, 1, 1).days(to: thursday) ?? 0) / 7 + 1
    }
}
