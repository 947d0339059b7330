public import Expressions

/// A period of the calendar, `P2Y`, `P6M`, `P30D`.
public struct CalendarPeriod: Sendable, Hashable, CustomStringConvertible {
    public let months: Int
    public let days: Int

    /// - Returns: `nil` unless the text is a period of ISO 8601 in whole years, months, weeks and days, in that order.
    public init?(_ text: String) {
        guard text.hasPrefix("P") else { return nil }
        var months = 0, days = 0, digits = ""
        var units = "YMWD"[...]
        for character in text.dropFirst() {
            if ("0"..."9").contains(character) {
                digits.append(character)
                continue
            }
            guard let number = Int(digits), number < 10_000, let unit = units.firstIndex(of: character) else { return nil }
            switch character {
            case "Y": months += 12 * number
            case "M": months += number
            case "W": days += 7 * number
            default: days += number
            }
            units = units[units.index(after: unit)...]
            digits = ""
        }
        guard digits.isEmpty, months + days > 0 else { return nil }
        self.months = months
        self.days = days
    }

    /// The day so long after another; `nil` for a date not known to the day.
    public func after(_ day: PartialDate) -> PartialDate? { day.isFull ? day.adding(months: months)?.adding(days: days) : nil }

    /// `P2Y`, `P6M`, `P1Y6M30D`.
    public var description: String {
        let parts = [(months / 12, "Y"), (months % 12, "M"), (days, "D")]
        return "P" + parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
    }
}
