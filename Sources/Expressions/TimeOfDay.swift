/// How far a time stands from Greenwich: by an offset, or by a place whose offset depends on the day.
public enum TimeZoneRule: Hashable, Sendable, CustomStringConvertible {
    /// Seconds east of Greenwich, within 18 hours.
    case offset(Int)
    /// A name of the IANA database: `Asia/Ho_Chi_Minh`.
    case place(String)

    public var description: String {
        switch self {
        case .offset(0): "Z"
        case .offset(let seconds):
            (seconds < 0 ? "-" : "+") + twoDigits(abs(seconds) / 3600) + ":" + twoDigits(abs(seconds) / 60 % 60)
                + (seconds % 60 == 0 ? "" : ":" + twoDigits(abs(seconds) % 60))
        case .place(let name): "@" + name
        }
    }
}

/// A time of day, to the nanosecond, with or without a zone.
public struct TimeOfDay: Hashable, Sendable, CustomStringConvertible {
    /// 0 to 23.
    public let hour: Int
    public let minute: Int
    public let second: Int
    public let nanosecond: Int
    public let zone: TimeZoneRule?

    /// - Returns: `nil` when a part is out of range.
    public init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: TimeZoneRule? = nil) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0..<1_000_000_000).contains(nanosecond)
        else { return nil }
        if case .offset(let seconds) = zone, seconds.magnitude > 18 * 3600 { return nil }
        self.init(unchecked: hour, minute, second, nanosecond, zone)
    }

    init(unchecked hour: Int, _ minute: Int, _ second: Int, _ nanosecond: Int, _ zone: TimeZoneRule?) {
        self.hour = hour
        self.minute = minute
        self.second = second
        self.nanosecond = nanosecond
        self.zone = zone
    }

    /// `09:30:00`, `09:30:00.5`, `09:30:00+07:00`, `09:30:00@Asia/Ho_Chi_Minh`.
    public var description: String {
        var text = twoDigits(hour) + ":" + twoDigits(minute) + ":" + twoDigits(second)
        if nanosecond != 0 {
            var fraction = String(nanosecond)
            fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
            while fraction.hasSuffix("0") { fraction.removeLast() }
            text += "." + fraction
        }
        return text + (zone?.description ?? "")
    }

    /// Seconds since midnight, without the fraction.
    var secondOfDay: Int { hour * 3600 + minute * 60 + second }
}

/// A full date with a time of day.
public struct DateAndTime: Hashable, Sendable, CustomStringConvertible {
    public let date: PartialDate
    public let time: TimeOfDay

    /// - Returns: `nil` when the date is partial.
    public init?(_ date: PartialDate, _ time: TimeOfDay) {
        guard date.isFull else { return nil }
        self.date = date
        self.time = time
    }

    public var description: String { date.description + "T" + time.description }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0" + String(number) : String(number) }
