import Expressions
import Testing

@testable import Authoring

@Suite("Days of a recording: in their order, and none of them told by another")
struct DayShiftTests {
    /// What a register answers on the day it writes something down, a card or a birth, has that day twice; and everybody knows today.
    private static let known = "2026-11-20"

    private static func number(_ day: String) throws -> Int { try #require(PartialDate(day)?.dayNumber) }

    @Test(arguments: UInt64(0)..<8)
    func aLaterDayNeverBecomesAnEarlierOne(_ seed: UInt64) throws {
        let shift = DayShift(seed: seed)
        var last = Int.min, before = Int.min
        for day in try Self.number("1880-01-01")...Self.number("2080-12-31") {
            let moved = day - shift.days(at: day)
            #expect(moved >= last && moved <= day - 366)
            // Two days apart they never become one.
            #expect(moved > before)
            (before, last) = (last, moved)
        }
    }

    /// How many ways a day may be moved where it is known how another one was.
    @Test(arguments: [("2026-08-01", 25), ("2024-11-02", 100), ("2016-03-07", 150), ("1994-03-07", 200), ("1950-12-24", 200)])
    func oneDayThatIsKnownTellsNoOther(_ day: String, _ ways: Int) throws {
        let known = try Self.number(Self.known), other = try Self.number(day)
        let differences = Set((UInt64(0)..<2_000).map { seed in
            let shift = DayShift(seed: seed)
            return shift.days(at: other) - shift.days(at: known)
        })
        #expect(differences.count > ways)
    }

    @Test func noTwoTimesOfOneRecordingAreMovedAlike() throws {
        let known = try Self.number(Self.known), shift = DayShift(seed: 20_261_129)
        let shifts = (1...40).map { shift.days(at: known - $0 * 365) }
        #expect(Set(shifts).count > 35)
        // Nor are days on which something was recorded.
        let within = try (0..<100).map { place in
            let day = try Self.number("2026-11-20") - place, date = try #require(PartialDate(dayNumber: day))
            let moved = try #require(shift.movedWithinTheWeek(.init(year: date.year, month: date.month, day: date.day)))
            return try #require(PartialDate(year: moved.year, month: moved.month ?? 0, day: moved.day ?? 0)?.dayNumber) - day
        }
        #expect(Set(within) == [-1, -2, -3, -4, -5, -6])
    }

    @Test(arguments: ["1994-03-07", "2016-02-29", "2026-12-31", "2025-01-01"])
    func aDayIsOneDayHoweverItIsWritten(_ day: String) throws {
        let synthetic = SyntheticText(seed: 12), parts = day.split(separator: "-").map(String.init)
        let moved = try #require(synthetic.day(for: day)).split(separator: "-").map(String.init)
        #expect(synthetic.day(for: "\(parts[2])/\(parts[1])/\(parts[0])") == "\(moved[2])/\(moved[1])/\(moved[0])")
        #expect(synthetic.day(for: parts.joined()) == moved.joined())
        #expect(synthetic.day(for: parts.joined() + "083000")?.prefix(8) == moved.joined()[...])
        #expect(synthetic.day(for: day + "T08:30:00Z")?.prefix(10) == moved.joined(separator: "-")[...])
    }

    /// The first of January that stands for a year stays one; of a contract it is a day like any other.
    @Test func aPlaceholderStaysOne() throws {
        let synthetic = (0..<50).map { SyntheticText(seed: $0) }
        for each in synthetic {
            let year = try #require(each.day(for: "1950-01-01", placeholders: ["01-01", "12-31"]))
            #expect(year.hasSuffix("-01-01") && year < "1950")
            #expect(each.day(for: "1950") == String(year.prefix(4)))
        }
        #expect(synthetic.count { $0.day(for: "2020-01-01")?.hasSuffix("-01-01") ?? true } < 5)
        // What begins on one and ends in the year still ends after it began.
        for each in synthetic {
            let from = try #require(each.day(for: "2020-01-01")), to = try #require(each.day(for: "2020-06-30")), end = try #require(each.day(for: "2020-12-31"))
            #expect(from < to && to < end)
        }
    }
}
