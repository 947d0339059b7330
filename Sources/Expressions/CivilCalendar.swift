import Foundation

/// Distances and sums of times and dates, with zones.
///
/// - Source: DMN 1.5, clauses 10.3.2.3.5 to 10.3.2.3.8. A value with a zone and one without do not compare.
enum CivilCalendar {
    /// Seconds from one time to another; `nil` when only one has a zone.
    static func seconds(from start: TimeOfDay, to end: TimeOfDay) -> Number? {
        let shift: Int
        switch (start.zone, end.zone) {
        case (nil, nil): shift = 0
        case (let a?, let b?):
            if a == b {
                shift = 0
            } else {
                // A time has no day: places count with the offset they have on 1 January 1970.
                guard let first = offset(of: a, atLocal: 0), let second = offset(of: b, atLocal: 0) else { return nil }
                shift = first - second
            }
        case (nil, _), (_, nil): return nil
        }
        return total(end.secondOfDay - start.secondOfDay + shift, end.nanosecond - start.nanosecond)
    }

    /// Seconds from one moment to another; `nil` when only one has a zone.
    static func seconds(from start: DateAndTime, to end: DateAndTime) -> Number? {
        guard (start.time.zone == nil) == (end.time.zone == nil), let from = instant(start), let to = instant(end)
        else { return nil }
        return total(to - from, end.time.nanosecond - start.time.nanosecond)
    }

    private static func total(_ seconds: Int, _ nanoseconds: Int) -> Number? {
        guard nanoseconds != 0 else { return Number(seconds) }
        return Number(nanoseconds < 0, UInt128(nanoseconds.magnitude), -9).flatMap { Number(seconds) + $0 }
    }

    /// Seconds since 1970 on the local clock.
    static func local(_ moment: DateAndTime) -> Int {
        (moment.date.dayNumber ?? 0) * 86400 + moment.time.secondOfDay
    }

    /// Seconds since 1970 in Greenwich; the local clock's where there is no zone.
    private static func instant(_ moment: DateAndTime) -> Int? {
        let local = local(moment)
        guard let zone = moment.time.zone else { return local }
        return offset(of: zone, atLocal: local).map { local - $0 }
    }

    /// Seconds east of Greenwich at a moment of the local clock; `nil` for a place nobody knows.
    ///
    /// A moment the clock of a place passes twice is the first of the two; one it leaps over counts as if it had not leapt.
    static func offset(of zone: TimeZoneRule, atLocal local: Int) -> Int? {
        switch zone {
        case .offset(let seconds): return seconds
        case .place(let name):
            guard let place = TimeZone(identifier: name) else { return nil }
            func offset(at instant: Int) -> Int { place.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant))) }
            let before = offset(at: local - 86400)
            for candidate in [before, offset(at: local), offset(at: local + 86400)] where offset(at: local - candidate) == candidate {
                return candidate
            }
            return before
        }
    }

    /// What the clock of a place shows at an instant. The second time it passes a moment, the place alone would say the
    /// first: then the moment stands with its offset.
    private static func clock(at instant: Int, _ nanosecond: Int, of name: String) -> DateAndTime? {
        guard let place = TimeZone(identifier: name) else { return nil }
        let shown = place.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
        let local = instant + shown
        return clock(local, nanosecond, offset(of: .place(name), atLocal: local) == shown ? .place(name) : .offset(shown))
    }

    /// Whether the database knows this place; names that only encode an offset do not count.
    static func isPlace(_ name: String) -> Bool {
        guard name.first?.isLetter == true, !name.hasPrefix("GMT+"), !name.hasPrefix("GMT-") else { return false }
        return TimeZone(identifier: name) != nil
    }

    /// The moment so long after another, shown in its zone; `nil` outside the years a date may have.
    ///
    /// A duration in days and time is a length of time: it is added to the instant, so that a day is 24 hours also where
    /// the clock changes.
    ///
    /// - Source: DMN 1.5, clause 10.3.2.3.6; XPath and XQuery Functions and Operators 3.1, op:add-dayTimeDuration-to-dateTime.
    static func sum(_ moment: DateAndTime, _ duration: DaysDuration) -> DateAndTime? {
        let whole = duration.seconds.rounded(.down)
        guard let seconds = whole.integer, let fraction = duration.seconds - whole,
            let nanoseconds = (fraction * 1_000_000_000)?.rounded(.towardsZero).integer
        else { return nil }
        let nanosecond = moment.time.nanosecond + nanoseconds
        func total(_ start: Int) -> Int? {
            let (sum, overflow) = start.addingReportingOverflow(seconds)
            guard !overflow, sum.magnitude < 1 << 60 else { return nil }
            return sum + nanosecond / 1_000_000_000
        }
        guard case .place(let place) = moment.time.zone else {
            return total(local(moment)).flatMap { clock($0, nanosecond % 1_000_000_000, moment.time.zone) }
        }
        return instant(moment).flatMap(total).flatMap { clock(at: $0, nanosecond % 1_000_000_000, of: place) }
    }

    /// The moment so many months later on the local calendar; `nil` outside the years a date may have. A time the clock of
    /// the place leaps over on that day is the one it shows instead.
    static func sum(_ moment: DateAndTime, months: Int) -> DateAndTime? {
        guard let day = moment.date.adding(months: months), let reached = DateAndTime(day, moment.time) else { return nil }
        guard case .place(let place) = moment.time.zone else { return reached }
        return instant(reached).flatMap { clock(at: $0, reached.time.nanosecond, of: place) }
    }

    private static func clock(_ local: Int, _ nanosecond: Int, _ zone: TimeZoneRule?) -> DateAndTime? {
        let day = local >= 0 ? local / 86400 : (local - 86399) / 86400
        let second = local - day * 86400
        guard let date = PartialDate(dayNumber: day) else { return nil }
        let time = TimeOfDay(unchecked: second / 3600, second / 60 % 60, second % 60, nanosecond, zone)
        return DateAndTime(date, time)
    }

    /// The time so long after another, around the clock; a time has no day on which its clock could change.
    static func sum(_ time: TimeOfDay, _ duration: DaysDuration) -> TimeOfDay? {
        let clock = TimeOfDay(unchecked: time.hour, time.minute, time.second, time.nanosecond, nil)
        guard let day = duration.seconds.modulo(86400),
            let start = DateAndTime(PartialDate(unchecked: 2000, 1, 1), clock),
            let end = sum(start, DaysDuration(seconds: day))?.time
        else { return nil }
        return TimeOfDay(unchecked: end.hour, end.minute, end.second, end.nanosecond, time.zone)
    }

    static func midnight(_ date: PartialDate, _ zone: TimeZoneRule? = nil) -> DateAndTime? {
        DateAndTime(date, TimeOfDay(unchecked: 0, 0, 0, 0, zone))
    }

    /// Whole months from one date to the other, as FEEL counts them; both full.
    static func months(from start: PartialDate, to end: PartialDate) -> Int {
        let months = (end.year - start.year) * 12 + (end.month ?? 1) - (start.month ?? 1)
        let (startDay, endDay) = (start.day ?? 1, end.day ?? 1)
        if months > 0, endDay < startDay { return months - 1 }
        if months < 0, endDay > startDay { return months + 1 }
        return months
    }
}
