/// A length of time in days, hours, minutes and seconds (FEEL: days and time duration).
public struct DaysDuration: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The whole length in seconds, with its fraction; negative when it runs backwards.
    public let seconds: Number

    public init(seconds: Number) { self.seconds = seconds }

    public init(days: Int) { self.seconds = Number(days).times(86400) }

    public static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    /// Days, hours, minutes and seconds, all of one sign.
    var parts: (days: Number, hours: Number, minutes: Number, seconds: Number) {
        let length = seconds.magnitude
        let whole = length.rounded(.down)
        let days = whole.quotient(86400)
        let rest = whole - days.times(86400) ?? 0
        let hours = rest.quotient(3600)
        let minutes = (rest - hours.times(3600) ?? 0).quotient(60)
        let left = length - days.times(86400) ?? 0
        let last = ((left - hours.times(3600) ?? 0) - minutes.times(60)) ?? 0
        return seconds.isNegative
            ? (days.negated, hours.negated, minutes.negated, last.negated)
            : (days, hours, minutes, last)
    }

    /// ISO 8601 with the largest units first: `P1DT2H`, `PT0S`, `-PT1H2M`.
    public var description: String {
        let (days, hours, minutes, seconds) = DaysDuration(seconds: seconds.magnitude).parts
        var time = ""
        if !hours.isZero { time += hours.description + "H" }
        if !minutes.isZero { time += minutes.description + "M" }
        if !seconds.isZero { time += seconds.description + "S" }
        let text = (days.isZero ? "" : days.description + "D") + (time.isEmpty ? "" : "T" + time)
        return (self.seconds.isNegative ? "-P" : "P") + (text.isEmpty ? "T0S" : text)
    }
}

/// A length of time in years and months (FEEL: years and months duration).
public struct MonthsDuration: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The whole length in months; negative when it runs backwards.
    public let months: Int

    public init(months: Int) { self.months = months }

    public static func < (left: Self, right: Self) -> Bool { left.months < right.months }

    /// ISO 8601: `P1Y8M`, `P0M`, `-P11M`.
    public var description: String {
        let years = months.magnitude / 12
        let rest = months.magnitude % 12
        let text = (years == 0 ? "" : String(years) + "Y") + (rest == 0 && years != 0 ? "" : String(rest) + "M")
        return (months < 0 ? "-P" : "P") + text
    }
}
