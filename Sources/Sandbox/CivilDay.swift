/// A day of the Gregorian calendar, with the arithmetic the generator needs.
struct CivilDay: Hashable, Comparable {
    let year: Int, month: Int, day: Int

    init(_ year: Int, _ month: Int, _ day: Int) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Reads `yyyy-MM-dd`; nil when it is not such a day.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), day >= 1
        else { return nil }
        self.init(year, month, day)
        guard Self(serial: serial) == self else { return nil }
    }

    /// Days since 1970-01-01. Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
    var serial: Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    init(serial: Int) {
        let z = serial + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp + (mp < 10 ? 3 : -9)
        self.init(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    func adding(days: Int) -> Self { Self(serial: serial + days) }

    /// The same day of another year; 29 February becomes the 28th.
    func adding(years: Int) -> Self { Self(year + years, month, day == 29 && month == 2 ? 28 : day) }

    /// Full years from this day to `other`.
    func age(on other: Self) -> Int {
        other.year - year - ((other.month, other.day) < (month, day) ? 1 : 0)
    }

    /// `2026-11-24`
    var iso: String { "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))" }
    /// `24/11/2026`
    var paper: String { "\(digits(day, 2))/\(digits(month, 2))/\(digits(year, 4))" }
    /// `20261124`
    var packed: String { "\(digits(year, 4))\(digits(month, 2))\(digits(day, 2))" }

    static func random(in range: ClosedRange<Self>, _ random: inout Randomness) -> Self {
        Self(serial: random.between(range.lowerBound.serial, range.upperBound.serial))
    }
}

/// A day, or a year alone where nobody knows more.
enum KnownBirth: Hashable {
    case day(CivilDay)
    case year(Int)
    /// The year alone, where registers write its first or last day.
    case filler(CivilDay)

    /// What is true: the canonical value.
    var iso: String {
        switch self {
        case .day(let day): day.iso
        case .year(let year): digits(year, 4)
        case .filler(let day): digits(day.year, 4)
        }
    }
    var year: Int {
        switch self {
        case .day(let day), .filler(let day): day.year
        case .year(let year): year
        }
    }
    /// What a register's entry is worth: the first and the last day of a year may stand for the year.
    var held: String {
        if case .day(let day) = self, (day.month, day.day) == (1, 1) || (day.month, day.day) == (12, 31) { return digits(day.year, 4) }
        return iso
    }
    /// `24/11/1950`, `00/00/1950`
    var paper: String {
        switch self {
        case .day(let day), .filler(let day): day.paper
        case .year(let year): "00/00/\(digits(year, 4))"
        }
    }
    /// `19501124`, `1950`
    var packed: String {
        switch self {
        case .day(let day), .filler(let day): day.packed
        case .year(let year): digits(year, 4)
        }
    }
}

/// A number with leading zeros.
func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return text.utf8.count >= width ? text : String(repeating: "0", count: width - text.utf8.count) + text
}
