/// Entries of contexts and properties of dates, times, durations and ranges.
///
/// - Source: DMN 1.5, table 65. Of none every property is none: somebody said the whole is not there.
enum Property {
    static func value(_ name: String, of value: Value) -> Value {
        switch value {
        case .context(let entries): return entries[name] ?? .error(.noSuchEntry, name)
        case .unknown, .none, .error: return value
        case .list(let items): return .list(items.map { Property.value(name, of: $0) })
        case .date(let date): return property(name, of: date)
        case .dateTime(let moment):
            let ofDate = property(name, of: moment.date)
            return ofDate.isNull ? property(name, of: moment.time, atLocal: CivilCalendar.local(moment)) : ofDate
        case .time(let time): return property(name, of: time, atLocal: 0)
        case .daysDuration(let length): return property(name, of: length)
        case .monthsDuration(let length):
            switch name {
            case "years": return .number(Number(length.months / 12))
            case "months": return .number(Number(length.months % 12))
            default: return .error(.noSuchEntry, name)
            }
        case .range(let range):
            switch name {
            case "start" where range.extent == .allBut, "end" where range.extent == .allBut: return .none
            case "start": return range.start ?? .none
            case "end": return range.end ?? .none
            case "start included": return .boolean(range.startIncluded)
            case "end included": return .boolean(range.endIncluded)
            default: return .error(.noSuchEntry, name)
            }
        case .boolean, .number, .string: return .error(.noSuchEntry, name)
        }
    }

    /// What a partial date does not tell is unknown.
    private static func property(_ name: String, of date: PartialDate) -> Value {
        func known(_ number: Int?) -> Value { number.map { .number(Number($0)) } ?? .unknown([]) }
        switch name {
        case "year": return known(date.year)
        case "month": return known(date.month)
        case "day": return known(date.day)
        case "weekday": return known(date.weekday)
        default: return .error(.noSuchEntry, name)
        }
    }

    /// A zone that is not there, or has no name, is null.
    ///
    /// - Parameter local: the seconds since 1970 on the local clock at which a place has its offset.
    private static func property(_ name: String, of time: TimeOfDay, atLocal local: Int) -> Value {
        switch name {
        case "hour": return .number(Number(time.hour))
        case "minute": return .number(Number(time.minute))
        case "second": return .number(Number(time.second))
        case "time offset":
            guard let zone = time.zone, let offset = CivilCalendar.offset(of: zone, atLocal: local) else { return .none }
            return .daysDuration(DaysDuration(seconds: Number(offset)))
        case "timezone":
            guard case .place(let place) = time.zone else { return .none }
            return .string(place)
        default: return .error(.noSuchEntry, name)
        }
    }

    private static func property(_ name: String, of length: DaysDuration) -> Value {
        let parts = length.parts
        switch name {
        case "days": return .number(parts.days)
        case "hours": return .number(parts.hours)
        case "minutes": return .number(parts.minutes)
        case "seconds": return .number(parts.seconds)
        default: return .error(.noSuchEntry, name)
        }
    }
}
