import Expressions

/// How far days are moved back: by another number of days in every time of life, so that one of them that is known as it was (a
/// value that is the day of the record, or today) tells of the others no more than about when they were.
///
/// The same day always becomes the same day, a later day never an earlier one, and every day lies at least a year back.
struct DayShift: Sendable {
    /// A day as it is written; zero or nothing where it is not told.
    struct Written {
        let year: Int
        let month, day: Int?
    }

    private let seed: UInt64
    /// What is added to a time of day.
    let clock: (hours: Int, minutes: Int, seconds: Int)

    init(seed: UInt64) {
        self.seed = seed
        clock = (1 + Self.draw(seed, .clock, 0, below: 23), 1 + Self.draw(seed, .clock, 1, below: 59), 1 + Self.draw(seed, .clock, 2, below: 59))
    }

    /// - Parameter placeholders: see `SyntheticText.day(for:placeholders:)`.
    /// - Returns: `nil` where there is no such day.
    func moved(_ written: Written, _ placeholders: [String]) -> Written? {
        guard (0...12).contains(written.month ?? 0), (0...31).contains(written.day ?? 0) else { return nil }
        guard let month = written.month, month > 0 else { return ofYear(written) }
        guard let number = PartialDate(year: written.year, month: month, day: max(1, written.day ?? 1))?.dayNumber else { return nil }
        if placeholders.contains(Self.padded(month) + "-" + Self.padded(written.day ?? 0)) { return ofYear(written) }
        // Of a month its middle counts.
        let isMonth = written.day ?? 0 == 0, middle = isMonth ? number + 14 : number
        guard let moved = PartialDate(dayNumber: middle - days(at: middle)), let newMonth = moved.month, let newDay = moved.day else { return nil }
        return Written(year: moved.year, month: newMonth, day: isMonth ? written.day : newDay)
    }

    func movedWithinTheWeek(_ written: Written) -> Written? {
        guard let month = written.month, let day = written.day, let number = PartialDate(year: written.year, month: month, day: day)?.dayNumber,
            let moved = PartialDate(dayNumber: number - 1 - Self.draw(seed, .week, number, below: 6))
        else { return nil }
        return Written(year: moved.year, month: moved.month, day: moved.day)
    }

    private func ofYear(_ written: Written) -> Written? {
        guard let middle = PartialDate(year: written.year, month: 7, day: 1)?.dayNumber else { return nil }
        return Written(year: written.year - max(1, days(at: middle) / 365), month: written.month, day: written.day)
    }

    private static func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

    // MARK: how far

    /// - Parameter day: counted from 1970.
    func days(at day: Int) -> Int { 366 + Self.draw(seed, .all, 0, below: 366) + drift(at: day) + bend(at: day) }

    /// Every eight years of the past add up to eight months: a birth is moved by other years than what was registered lately.
    private func drift(at day: Int) -> Int {
        // From somewhere in the eight years after 2024.
        let start = 19_723 + Self.draw(seed, .start, 0, below: Self.stretch)
        guard day < start else { return 0 }
        return (0...(start - day) / Self.stretch).reduce(0) { $0 + Self.draw(seed, .drift, $1, below: 240) }
    }

    private static let stretch = 2_922

    /// Up to four months, drawn anew every 256 days and even between: half a day a day at the most, so that days keep their order.
    private func bend(at day: Int) -> Int {
        let block = day >> 8, passed = day & 255
        return (Self.draw(seed, .bend, block, below: 128) * (256 - passed) + Self.draw(seed, .bend, block + 1, below: 128) * passed) >> 8
    }

    // MARK: chance

    /// What is drawn for; each is drawn by itself.
    private enum Purpose: UInt64 { case all = 1, start, drift, bend, week, clock }

    private static func draw(_ seed: UInt64, _ purpose: Purpose, _ place: Int, below limit: Int) -> Int {
        let mixed = SplitMix.mixed(SplitMix.next(seed ^ SplitMix.mixed(purpose.rawValue)) ^ SplitMix.mixed(UInt64(bitPattern: Int64(place)) &+ purpose.rawValue))
        return Int(mixed % UInt64(limit))
    }
}

/// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
enum SplitMix {
    static func next(_ state: UInt64) -> UInt64 { state &+ 0x9E37_79B9_7F4A_7C15 }

    static func mixed(_ state: UInt64) -> UInt64 {
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
