/// A civil date known to the day, to the month, or only to the year.
///
/// A partial date stands for every day of its interval: what is asked of it has an answer only if all those
/// days give the same one. The calendar is the proleptic Gregorian one, with a year 0; years reach from
/// -999,999,999 to 999,999,999 (DMN 1.5, clause 10.3.2.3.4).
public struct PartialDate: Hashable, Sendable, CustomStringConvertible {
    private let storedYear: Int32
    private let storedMonth: UInt8
    private let storedDay: UInt8

    public var year: Int { Int(storedYear) }
    /// 1 to 12; `nil` where only the year is known.
    public var month: Int? { storedMonth == 0 ? nil : Int(storedMonth) }
    /// 1 to 31; `nil` where the day is not known.
    public var day: Int? { storedDay == 0 ? nil : Int(storedDay) }

    /// - Returns: `nil` when the month or day does not exist in that year, when a day comes without a month,
    ///   or when the year is out of range.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard PartialDate.years.contains(year) else { return nil }
        if let month {
            guard (1...12).contains(month) else { return nil }
            if let day {
                guard day >= 1, day <= PartialDate.length(ofMonth: month, in: year) else { return nil }
            }
        } else if day != nil {
            return nil
        }
        self.init(unchecked: year, month ?? 0, day ?? 0)
    }

    /// Reads `1950`, `1950-03` or `1950-03-07`; years of four digits or more, a minus sign before the year of
    /// an earlier era, no plus sign, no zero in front of a fifth digit.
    public init?(_ iso: String) {
        guard let read = PartialDate.read(iso.utf8) else { return nil }
        self = read
    }

    init(unchecked year: Int, _ month: Int, _ day: Int) {
        storedYear = Int32(truncatingIfNeeded: year)
        storedMonth = UInt8(truncatingIfNeeded: month)
        storedDay = UInt8(truncatingIfNeeded: day)
    }

    static let years = -999_999_999...999_999_999

    /// True when the day is known.
    public var isFull: Bool { storedDay != 0 }

    /// The first day this date may be; itself when full.
    public var earliest: PartialDate {
        PartialDate(unchecked: year, month ?? 1, day ?? 1)
    }

    /// The last day this date may be; itself when full.
    public var latest: PartialDate {
        let lastMonth = month ?? 12
        return PartialDate(unchecked: year, lastMonth, day ?? PartialDate.length(ofMonth: lastMonth, in: year))
    }

    /// Whether every day of this date lies before every day of the other.
    ///
    /// - Returns: `nil` when the two intervals do not tell.
    public func isBefore(_ other: PartialDate) -> Bool? {
        if latest.order < other.earliest.order { return true }
        if earliest.order >= other.latest.order { return false }
        return nil
    }

    /// Whether both are the same day; `nil` when one of them is partial and the other could be it.
    public func isSameDay(as other: PartialDate) -> Bool? {
        if isFull, other.isFull { return self == other }
        if latest.order < other.earliest.order || other.latest.order < earliest.order { return false }
        return nil
    }

    /// ISO 8601: `1950`, `1950-03`, `1950-03-07`, `-0044-03-15`.
    public var description: String {
        if let month, let day, (0...9_999).contains(year) { return Self.written(year, month, day) }
        let digits = String(abs(year))
        var text = (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        if let month { text += (month < 10 ? "-0" : "-") + String(month) }
        if let day { text += (day < 10 ? "-0" : "-") + String(day) }
        return text
    }

    /// Whole days of a year of four digits, which most dates are.
    private static func written(_ year: Int, _ month: Int, _ day: Int) -> String {
        String(unsafeUninitializedCapacity: 10) { text in
            func write(_ number: Int, endingAt end: Int, _ count: Int) {
                var rest = number
                for place in stride(from: end, to: end - count, by: -1) {
                    text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
            }
            write(year, endingAt: 3, 4)
            text[4] = UInt8(ascii: "-")
            write(month, endingAt: 6, 2)
            text[7] = UInt8(ascii: "-")
            write(day, endingAt: 9, 2)
            return 10
        }
    }

    /// Orders full dates; equal numbers, equal days.
    var order: Int64 { Int64(storedYear) &* 512 &+ Int64(storedMonth) &* 32 &+ Int64(storedDay) }
}

extension PartialDate {
    /// Days since 1970-01-01, negative before; `nil` for a partial date.
    public var dayNumber: Int? { isFull ? PartialDate.dayNumber(year, Int(storedMonth), Int(storedDay)) : nil }

    /// - Returns: `nil` when the day lies outside the years a date may have.
    public init?(dayNumber: Int) {
        guard dayNumber.magnitude < 400_000_000_000 else { return nil }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
    }

    static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date so many days later; `nil` for a partial date and outside the years a date may have.
    public func adding(days: Int) -> PartialDate? {
        guard let number = dayNumber else { return nil }
        let (sum, overflow) = number.addingReportingOverflow(days)
        return overflow ? nil : PartialDate(dayNumber: sum)
    }

    /// The date so many months later, the day cut to the length of the month reached. A date known to the
    /// month stays so; one known only to the year moves by whole years, otherwise the answer is `nil`.
    public func adding(months: Int) -> PartialDate? {
        guard months.magnitude < 24_000_000_000 else { return nil }
        guard let month else {
            return months % 12 == 0 ? PartialDate(year: year + months / 12) : nil
        }
        let total = year * 12 + (month - 1) + months
        let newYear = total >= 0 ? total / 12 : (total - 11) / 12
        let newMonth = total - newYear * 12 + 1
        return PartialDate(
            year: newYear, month: newMonth,
            day: day.map { min($0, PartialDate.length(ofMonth: newMonth, in: newYear)) })
    }

    /// Days from this date to the other; `nil` when one of them is partial.
    public func days(to other: PartialDate) -> Int? {
        guard let start = dayNumber, let end = other.dayNumber else { return nil }
        return end - start
    }

    /// Monday is 1, Sunday is 7 (ISO 8601); `nil` for a partial date.
    public var weekday: Int? {
        guard let number = dayNumber else { return nil }
        let remainder = (number + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func read(_ text: some Collection<UInt8>) -> PartialDate? {
        var rest = text[...]
        let negative = rest.first == UInt8(ascii: "-")
        if negative { rest = rest.dropFirst() }
        let pieces = rest.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard (1...3).contains(pieces.count), let years = pieces.first, years.count >= 4, years.count <= 9,
            years.count == 4 || years.first != UInt8(ascii: "0"), let year = digits(years)
        else { return nil }
        var parts: [Int] = []
        for piece in pieces.dropFirst() {
            guard piece.count == 2, let number = digits(piece) else { return nil }
            parts.append(number)
        }
        return PartialDate(
            year: negative ? -year : year, month: parts.first, day: parts.count > 1 ? parts[1] : nil)
    }

    static func digits(_ text: some Collection<UInt8>) -> Int? {
        guard !text.isEmpty, text.count < 19 else { return nil }
        var number = 0
        for byte in text {
            guard byte >= 48, byte <= 57 else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        return number
    }
}
