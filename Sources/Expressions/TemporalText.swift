/// Reads dates, times and durations in the forms FEEL takes.
///
/// - Source: DMN 1.5, clause 10.3.4.1 and rule 62 of clause 10.3.1.2; XML Schema Part 2 for the lexical forms, the
///   zone also as `@` and a name of the IANA database.
enum TemporalText {
    /// What stands in `@"…"`; `nil` when it is none of them.
    static func literal(_ text: String) -> Value? {
        let bytes = Array(text.utf8)
        if bytes.first == UInt8(ascii: "P") || bytes.starts(with: "-P".utf8) { return duration(text) }
        if let date = date(text) { return .date(date) }
        if bytes.contains(UInt8(ascii: "T")), let moment = dateAndTime(text) { return .dateTime(moment) }
        return time(text).map { .time($0) }
    }

    /// A full date.
    static func date(_ text: String) -> PartialDate? {
        guard let date = PartialDate(text), date.isFull else { return nil }
        return date
    }

    /// `HH:MM:SS`, a fraction and a zone where wanted.
    static func time(_ text: String) -> TimeOfDay? {
        guard let read = clock(Array(text.utf8)[...]), !read.nextDay else { return nil }
        return read.time
    }

    /// A date, `T` and a time; 24:00:00 is midnight of the next day.
    static func dateAndTime(_ text: String) -> DateAndTime? {
        let bytes = Array(text.utf8)
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "T")), let date = PartialDate.read(bytes[..<mark]),
            date.isFull, let read = clock(bytes[(mark + 1)...]),
            let day = read.nextDay ? date.adding(days: 1) : date
        else { return nil }
        return DateAndTime(day, read.time)
    }

    private static func clock(_ text: ArraySlice<UInt8>) -> (time: TimeOfDay, nextDay: Bool)? {
        var rest = text
        guard let hour = two(&rest), skip(&rest, ":"), let minute = two(&rest), skip(&rest, ":"),
            let second = two(&rest)
        else { return nil }
        var nanosecond = 0
        if skip(&rest, ".") {
            var unit = 100_000_000
            let before = rest.count
            while let byte = rest.first, byte >= 48, byte <= 57 {
                nanosecond += Int(byte - 48) * unit
                unit /= 10
                rest = rest.dropFirst()
            }
            guard rest.count < before else { return nil }
        }
        let zone: TimeZoneRule?
        if rest.isEmpty {
            zone = nil
        } else if let read = self.zone(rest) {
            zone = read
        } else {
            return nil
        }
        let nextDay = hour == 24 && minute == 0 && second == 0 && nanosecond == 0
        guard
            let time = TimeOfDay(
                hour: nextDay ? 0 : hour, minute: minute, second: second, nanosecond: nanosecond, zone: zone)
        else { return nil }
        return (time, nextDay)
    }

    private static func zone(_ text: ArraySlice<UInt8>) -> TimeZoneRule? {
        var rest = text
        if skip(&rest, "Z") || skip(&rest, "z") { return rest.isEmpty ? .offset(0) : nil }
        if skip(&rest, "@") {
            let name = String(decoding: rest, as: UTF8.self)
            return CivilCalendar.isPlace(name) ? .place(name) : nil
        }
        let west = skip(&rest, "-")
        guard west || skip(&rest, "+"), let hours = two(&rest), skip(&rest, ":"), let minutes = two(&rest), minutes < 60
        else { return nil }
        var seconds = 0
        if skip(&rest, ":") {
            guard let read = two(&rest), read < 60 else { return nil }
            seconds = read
        }
        let offset = hours * 3600 + minutes * 60 + seconds
        return rest.isEmpty && offset <= 18 * 3600 ? .offset(west ? -offset : offset) : nil
    }

    private static func two(_ text: inout ArraySlice<UInt8>) -> Int? {
        guard text.count >= 2, let number = PartialDate.digits(text.prefix(2)) else { return nil }
        text = text.dropFirst(2)
        return number
    }

    private static func skip(_ text: inout ArraySlice<UInt8>, _ mark: Unicode.Scalar) -> Bool {
        guard let first = text.first, UInt32(first) == mark.value else { return false }
        text = text.dropFirst()
        return true
    }

    /// `P1Y2M` or `P1DT2H3M4.5S`, a minus sign in front.
    static func duration(_ text: String) -> Value? {
        var rest = Array(text.utf8)[...]
        let negative = skip(&rest, "-")
        guard skip(&rest, "P"), !rest.isEmpty else { return nil }
        var parts = Parts()
        guard parts.take(&rest, "YMD") else { return nil }
        if skip(&rest, "T") {
            parts.inTime = true
            let before = parts.count
            guard parts.take(&rest, "HMS"), parts.count > before else { return nil }
        }
        guard rest.isEmpty, parts.count > 0 else { return nil }
        if parts.hasMonths {
            guard !parts.hasSeconds, let months = parts.months.integer else { return nil }
            return .monthsDuration(MonthsDuration(months: negative ? -months : months))
        }
        return .daysDuration(DaysDuration(seconds: negative ? parts.seconds.negated : parts.seconds))
    }

    private struct Parts {
        var inTime = false
        var months: Number = 0
        var seconds: Number = 0
        var hasMonths = false
        var hasSeconds = false
        var count = 0

        /// Takes numbers with these units, in this order.
        mutating func take(_ text: inout ArraySlice<UInt8>, _ units: String) -> Bool {
            var units = units.utf8[...]
            while let first = text.first, first >= 48, first <= 57 {
                guard let end = text.firstIndex(where: { $0 > 57 }), let place = units.firstIndex(of: text[end]) else {
                    return false
                }
                var digits = text[text.startIndex..<end]
                // Only seconds have a fraction; `0.` is taken for 0.
                if text[end] != UInt8(ascii: "S") || digits.last == UInt8(ascii: ".") {
                    if text[end] == UInt8(ascii: "S") { digits = digits.dropLast() }
                    guard digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return false }
                }
                guard let number = Number.read(digits), add(number, text[end]) else { return false }
                units = units[units.index(after: place)...]
                text = text[(end + 1)...]
            }
            return true
        }

        private mutating func add(_ number: Number, _ unit: UInt8) -> Bool {
            count += 1
            let isMonths = unit == UInt8(ascii: "Y") || unit == UInt8(ascii: "M") && !inTime
            let factor: Number =
                switch unit {
                case UInt8(ascii: "Y"): 12
                case UInt8(ascii: "D"): 86400
                case UInt8(ascii: "H"): 3600
                case UInt8(ascii: "M"): inTime ? 60 : 1
                default: 1
                }
            guard let length = number * factor, let total = (isMonths ? months : seconds) + length else { return false }
            if isMonths { (months, hasMonths) = (total, true) } else { (seconds, hasSeconds) = (total, true) }
            return true
        }
    }
}
