/// The days a report is about, both ends included; an end that is missing is open.
public struct Period: Sendable, Hashable {
    /// `2026-11-01`; compared as text, which for such dates is the order of the calendar.
    public let from: String?
    public let to: String?

    /// - Returns: `nil` where an end is not written as a day, `yyyy-MM-dd`, or the ends are the wrong way round.
    public init?(from: String? = nil, to: String? = nil) {
        for day in [from, to].compactMap(\.self) where CalendarSpan(day)?.first != day { return nil }
        if let from, let to, to < from { return nil }
        self.from = from
        self.to = to
    }

    private init() { (from, to) = (nil, nil) }

    public static let unbounded = Period()

    /// Whether something happened in these days.
    ///
    /// - Parameter hour: as events have it, `2026-11-24T09`; in UTC. The day is that of Viet Nam, seven hours ahead all year.
    func contains(hour: String) -> Bool {
        let day = CalendarSpan.day(ofHour: hour, ahead: 7) ?? String(hour.prefix(10))
        return contains(first: day, last: day)
    }

    /// Whether a span of days lies in these days as a whole.
    func contains(_ span: CalendarSpan) -> Bool { contains(first: span.first, last: span.last) }

    /// Whether a span of days shares at least a day with these.
    func touches(_ span: CalendarSpan) -> Bool {
        (from.map { $0 <= span.last } ?? true) && (to.map { span.first <= $0 } ?? true)
    }

    /// Whether two periods share a day.
    func overlaps(_ other: Period) -> Bool {
        func ends(_ a: Period, before b: Period) -> Bool {
            guard let to = a.to, let from = b.from else { return false }
            return to < from
        }
        return !ends(self, before: other) && !ends(other, before: self)
    }

    private func contains(first: String, last: String) -> Bool {
        (from.map { $0 <= first } ?? true) && (to.map { last <= $0 } ?? true)
    }
}

/// A day, a month or a year as exports write periods: `2026-11-24`, `2026-11`, `2026`.
struct CalendarSpan: Sendable, Hashable {
    /// First and last day, `yyyy-MM-dd`.
    let first: String
    let last: String

    /// - Returns: `nil` for anything else, and for days the calendar does not have.
    init?(_ text: String) {
        let pieces = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(pieces.count), pieces[0].count == 4, pieces.dropFirst().allSatisfy({ $0.count == 2 }) else { return nil }
        var numbers: [Int] = []
        for piece in pieces {
            guard piece.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(piece) else { return nil }
            numbers.append(number)
        }
        let month = numbers.count > 1 ? numbers[1] : 1
        guard (1...12).contains(month) else { return nil }
        let length = Self.days(inMonth: month, of: numbers[0])
        if numbers.count == 3, !(1...length).contains(numbers[2]) { return nil }
        switch numbers.count {
        case 1: (first, last) = ("\(text)-01-01", "\(text)-12-31")
        case 2: (first, last) = ("\(text)-01", "\(text)-\(length)")
        default: (first, last) = (text, text)
        }
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days since an arbitrary one; the difference of two is how many days lie between them.
    ///
    /// - Parameter day: `yyyy-MM-dd`; `nil` for anything else.
    static func number(ofDay day: String) -> Int? {
        guard CalendarSpan(day)?.first == day else { return nil }
        let numbers = day.split(separator: "-").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        // Whole years before this one with their leap days, then the months of this one.
        let (year, before) = (numbers[0], numbers[0] - 1)
        let leapDays = before >= 0 ? before / 4 - before / 100 + before / 400 : 0
        return year * 365 + leapDays + (1..<numbers[1]).reduce(0) { $0 + days(inMonth: $1, of: year) } + numbers[2]
    }

    /// The day an hour of UTC falls on where clocks are some hours ahead.
    ///
    /// - Parameter hour: `2026-11-24T09`; `nil` for anything else.
    static func day(ofHour hour: String, ahead: Int) -> String? {
        let day = String(hour.prefix(10))
        guard CalendarSpan(day)?.first == day, let clock = Int(hour.dropFirst(11).prefix(2)) else { return nil }
        let numbers = day.split(separator: "-").compactMap { Int($0) }
        guard clock + ahead >= 24, numbers.count == 3 else { return day }
        var (year, month, date) = (numbers[0], numbers[1], numbers[2] + 1)
        if date > days(inMonth: month, of: year) { (month, date) = (month + 1, 1) }
        if month > 12 { (year, month) = (year + 1, 1) }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return "\(String(repeating: "0", count: max(0, 4 - String(year).count)))\(year)-\(two(month))-\(two(date))"
    }
}
