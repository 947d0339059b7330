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
    static func offset(of zone: TimeZoneRule, atLocal local: Int) -> Int? {
        switch zone {
        case .offset(let seconds): return seconds
        case .place(let name):
            guard let place = TimeZone(identifier: name) else { return nil }
            let guess = place.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
            return place.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - guess)))
        }
    }

    /// Whether the database knows this place; names that only encode an offset do not count.
    static func isPlace(_ name: String) -> Bool {
        guard name.first?.isLetter == true, !name.hasPrefix("GMT+"), !name.hasPrefix("GMT-") else { return false }
        return TimeZone(identifier: name) != nil
    }

    /// The moment so long after another, on its own clock; `nil` outside the years a date may have.
    static func sum(_ moment: DateAndTime, _ duration: DaysDuration) -> DateAndTime? {
        let whole = duration.seconds.rounded(.down)
        guard let seconds = whole.integer, let fraction = duration.seconds - whole,
            let nanoseconds = (fraction * 1_000_000_000)?.rounded(.towardsZero).integer
        else { return nil }
        let nanosecond = moment.time.nanosecond + nanoseconds
        let (sum, overflow) = local(moment).addingReportingOverflow(seconds)
        guard !overflow, sum.magnitude < 1 << 60 else { return nil }
        return clock(sum + nanosecond / 1_000_000_000, nanosecond % 1_000_000_000, moment.time.zone)
    }

    private static func clock(_ local: Int, _ nanosecond: Int, _ zone: TimeZoneRule?) -> DateAndTime? {
        let day = local >= 0 ? local / 86400 : (local - 86399) / 86400
        let second = local - day * 86400
        guard let date = PartialDate(dayNumber: day) else { return nil }
        let time = TimeOfDay(unchecked: second / 3600, second / 60 % 60, second % 60, nanosecond, zone)
        return DateAndTime(date, time)
    }

    /// The time so long after another, around the clock.
    static func sum(_ time: TimeOfDay, _ duration: DaysDuration) -> TimeOfDay? {
        guard let day = duration.seconds.modulo(86400),
            let start = DateAndTime(PartialDate(unchecked: 2000, 1, 1), time)
        else { return nil }
        return sum(start, DaysDuration(seconds: day))?.time
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
