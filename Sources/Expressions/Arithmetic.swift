/// `+ - * / **` and the minus sign on values.
///
/// - Source: DMN 1.5, clause 10.3.2.14 and tables 45 to 50. What is not defined there is null, with a reason.
///   Any unknown operand leaves the result unknown.
enum Arithmetic {
    static func add(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let a), .number(let b)): number(a + b, "+")
        case (.string(let a), .string(let b)): .string(a + b)
        case (.daysDuration(let a), .daysDuration(let b)): duration(a.seconds + b.seconds, "+")
        case (.monthsDuration(let a), .monthsDuration(let b)):
            months(a.months.addingReportingOverflow(b.months), "+")
        case (.date(let date), .monthsDuration(let step)), (.monthsDuration(let step), .date(let date)):
            moved(date, months: step.months, "+")
        case (.date(let date), .daysDuration(let step)), (.daysDuration(let step), .date(let date)):
            moved(date, step, "+")
        case (.dateTime(let moment), .monthsDuration(let step)), (.monthsDuration(let step), .dateTime(let moment)):
            moved(moment, months: step.months, "+")
        case (.dateTime(let moment), .daysDuration(let step)), (.daysDuration(let step), .dateTime(let moment)):
            CivilCalendar.sum(moment, step).map { .dateTime($0) } ?? .error(.overflow, "+")
        case (.time(let time), .daysDuration(let step)), (.daysDuration(let step), .time(let time)):
            CivilCalendar.sum(time, step).map { .time($0) } ?? .error(.overflow, "+")
        default: undefined(left, right, "+")
        }
    }

    static func subtract(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let a), .number(let b)): number(a - b, "-")
        case (.daysDuration(let a), .daysDuration(let b)): duration(a.seconds - b.seconds, "-")
        case (.monthsDuration(let a), .monthsDuration(let b)):
            months(a.months.subtractingReportingOverflow(b.months), "-")
        case (.date(let a), .date(let b)):
            b.days(to: a).map { .daysDuration(DaysDuration(days: $0)) } ?? .unknown([])
        case (.date(let date), .monthsDuration(let step)): moved(date, months: negated(step.months), "-")
        case (.date(let date), .daysDuration(let step)):
            moved(date, DaysDuration(seconds: step.seconds.negated), "-")
        case (.dateTime(let moment), .monthsDuration(let step)):
            moved(moment, months: negated(step.months), "-")
        case (.dateTime(let moment), .daysDuration(let step)):
            CivilCalendar.sum(moment, DaysDuration(seconds: step.seconds.negated)).map { .dateTime($0) }
                ?? .error(.overflow, "-")
        case (.time(let time), .daysDuration(let step)):
            CivilCalendar.sum(time, DaysDuration(seconds: step.seconds.negated)).map { .time($0) }
                ?? .error(.overflow, "-")
        case (.time(let a), .time(let b)): duration(CivilCalendar.seconds(from: b, to: a), "-")
        case (.dateTime(let a), .dateTime(let b)): duration(CivilCalendar.seconds(from: b, to: a), "-")
        // A date is midnight in Greenwich.
        case (.dateTime(let a), .date(let b)):
            b.isFull
                ? duration(
                    CivilCalendar.midnight(b, .offset(0)).flatMap { CivilCalendar.seconds(from: $0, to: a) }, "-")
                : .unknown([])
        case (.date(let a), .dateTime(let b)):
            a.isFull
                ? duration(
                    CivilCalendar.midnight(a, .offset(0)).flatMap { CivilCalendar.seconds(from: b, to: $0) }, "-")
                : .unknown([])
        default: undefined(left, right, "-")
        }
    }

    static func multiply(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let a), .number(let b)): number(a * b, "*")
        case (.daysDuration(let length), .number(let factor)), (.number(let factor), .daysDuration(let length)):
            duration(length.seconds * factor, "*")
        case (.monthsDuration(let length), .number(let factor)), (.number(let factor), .monthsDuration(let length)):
            months(Number(length.months) * factor, "*")
        default: undefined(left, right, "*")
        }
    }

    static func divide(_ left: Value, _ right: Value) -> Value {
        switch (left, right) {
        case (.number(let a), .number(let b)): b.isZero ? .error(.divisionByZero, "/") : number(a / b, "/")
        case (.daysDuration(let length), .number(let divisor)):
            divisor.isZero ? .error(.divisionByZero, "/") : duration(length.seconds / divisor, "/")
        case (.monthsDuration(let length), .number(let divisor)):
            divisor.isZero ? .error(.divisionByZero, "/") : months(Number(length.months) / divisor, "/")
        case (.daysDuration(let a), .daysDuration(let b)):
            b.seconds.isZero ? .error(.divisionByZero, "/") : number(a.seconds / b.seconds, "/")
        case (.monthsDuration(let a), .monthsDuration(let b)):
            b.months == 0 ? .error(.divisionByZero, "/") : number(Number(a.months) / Number(b.months), "/")
        default: undefined(left, right, "/")
        }
    }

    static func power(_ left: Value, _ right: Value) -> Value {
        if case .number(let base) = left, case .number(let exponent) = right {
            return base.power(exponent).map { .number($0) } ?? .error(.outOfRange, "**")
        }
        return undefined(left, right, "**")
    }

    static func negate(_ value: Value) -> Value {
        switch value {
        case .number(let number): .number(number.negated)
        case .daysDuration(let length): .daysDuration(DaysDuration(seconds: length.seconds.negated))
        case .monthsDuration(let length): .monthsDuration(MonthsDuration(months: negated(length.months)))
        default: undefined(value, value, "-")
        }
    }

    /// Unknown if an operand is, else the first reason there is.
    static func undefined(_ left: Value, _ right: Value, _ subject: String) -> Value {
        switch (left, right) {
        case (.unknown(let a), .unknown(let b)): .unknown(a.union(b))
        case (.unknown, _): left
        case (_, .unknown): right
        case (.error, _): left
        case (_, .error): right
        case (.none, _), (_, .none): .error(.noValue, subject)
        default: .error(.wrongKind, subject)
        }
    }

    private static func number(_ number: Number?, _ subject: String) -> Value {
        number.map { .number($0) } ?? .error(.overflow, subject)
    }

    private static func duration(_ seconds: Number?, _ subject: String) -> Value {
        seconds.map { .daysDuration(DaysDuration(seconds: $0)) } ?? .error(.wrongKind, subject)
    }

    private static func months(_ result: (partialValue: Int, overflow: Bool), _ subject: String) -> Value {
        result.overflow ? .error(.overflow, subject) : .monthsDuration(MonthsDuration(months: result.partialValue))
    }

    private static func months(_ number: Number?, _ subject: String) -> Value {
        number?.rounded(.towardsZero).integer.map { .monthsDuration(MonthsDuration(months: $0)) }
            ?? .error(.overflow, subject)
    }

    private static func negated(_ months: Int) -> Int { months == .min ? .max : -months }

    private static func moved(_ date: PartialDate, months: Int, _ subject: String) -> Value {
        if let result = date.adding(months: months) { return .date(result) }
        return date.month == nil && months % 12 != 0 ? .unknown([]) : .error(.overflow, subject)
    }

    private static func moved(_ date: PartialDate, _ step: DaysDuration, _ subject: String) -> Value {
        guard let start = CivilCalendar.midnight(date) else { return .unknown([]) }
        return CivilCalendar.sum(start, step).map { .date($0.date) } ?? .error(.overflow, subject)
    }

    private static func moved(_ moment: DateAndTime, months: Int, _ subject: String) -> Value {
        CivilCalendar.sum(moment, months: months).map { .dateTime($0) } ?? .error(.overflow, subject)
    }
}
