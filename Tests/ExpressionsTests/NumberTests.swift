import Expressions
import Foundation
import Testing

struct NumberTests {
    @Test(arguments: [
        ("12.50", "12.5"), ("-0", "0"), ("-0.0", "0"), (".5", "0.5"), ("1E3", "1000"), ("1.5e-3", "0.0015"),
        ("00012", "12"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012340"),  // half to even
        ("12345678901234567890123456789012355", "12345678901234567890123456789012360"),
        ("0.00000000000000000000000000000000000000001", "0.00000000000000000000000000000000000000001"),
    ])
    func reads(_ text: String, _ expected: String) { #expect(Number(text)?.description == expected) }

    @Test(arguments: ["", "-", ".", "1.", "1e", "1e+", "+1", "0x1", "1 ", "1,5", "1E7000", "NaN"])
    func refuses(_ text: String) { #expect(Number(text) == nil) }

    @Test func equalNumbersHaveOneRepresentation() {
        #expect(Number("1.0") == Number(1))
        #expect(Set([Number("100"), Number("1E2"), Number("100.00")]).count == 1)
        #expect(Number("-5")?.integer == -5)
        #expect(Number("5.5")?.integer == nil)
        #expect(Number(Int.min).description == String(Int.min))
    }

    @Test func divisionByZeroAndOverflowAreNil() {
        #expect(Number(1) / Number(0) == nil)
        #expect(Number("9E6144").flatMap { $0 * 10 } == nil)
        #expect(Number(2).power(-2) == Number("0.25"))
        #expect(Number(0).power(-1) == nil)
        #expect(
            Number("0.5").flatMap { Number(2).power($0) }?.description.hasPrefix("1.4142135623730950488016887242096")
                == true)
    }

    /// Against Foundation's 38-digit decimals, on numbers short enough to be exact there.
    @Test func agreesWithAnotherDecimal() throws {
        let chance = Chance(10)
        var generator = SeededGenerator(seed: chance.seed)
        for _ in 0..<10_000 {
            let (a, b) = (short(&generator), short(&generator))
            let (left, right) = try (#require(Number(a)), #require(Number(b)))
            let (x, y) = try (#require(Decimal(string: a)), #require(Decimal(string: b)))
            #expect((left + right)?.description == "\(x + y)", "\(chance): \(a) + \(b)")
            #expect((left - right)?.description == "\(x - y)", "\(chance): \(a) - \(b)")
            #expect((left * right)?.description == "\(x * y)", "\(chance): \(a) * \(b)")
            #expect((left < right) == (x < y), "\(chance): \(a) < \(b)")
            #expect((left == right) == (x == y), "\(chance): \(a) = \(b)")
            if y != 0, let quotient = left / right, let back = quotient * right, let distance = back - left {
                #expect(abs(distance.double) <= abs(left.double) * 1e-32, "\(chance): \(a) / \(b)")
            }
            #expect(Number(left.description) == left, "\(chance): \(a)")
        }
    }

    private func short(_ generator: inout SeededGenerator) -> String {
        let digits = Int.random(in: 1...15, using: &generator)
        let number = Int.random(in: 0..<Int(pow(10, Double(digits))), using: &generator)
        let scale = Int.random(in: 0...12, using: &generator)
        return "\(Bool.random(using: &generator) ? "-" : "")\(number)E-\(scale)"
    }
}

struct PartialDateTests {
    @Test(arguments: ["1950", "1950-03", "1950-03-07", "-0044-03-15", "0000-02-29", "999999999-12-31", "2000-02-29"])
    func readsAndWritesBack(_ text: String) { #expect(PartialDate(text)?.description == text) }

    @Test(arguments: [
        "", "195", "1950-3", "1950-00", "1950-13", "1950-02-30", "1900-02-29", "01950", "+1950", "1950-03-07Z",
        "1950-03-",
    ])
    func refuses(_ text: String) { #expect(PartialDate(text) == nil) }

    @Test func standsForItsInterval() throws {
        let year = try #require(PartialDate(year: 2024))
        let month = try #require(PartialDate(year: 2024, month: 2))
        #expect(year.earliest.description == "2024-01-01")
        #expect(month.latest.description == "2024-02-29")
        #expect(!month.isFull && month.latest.isFull)
        #expect(month.isBefore(year) == nil)
        #expect(month.isBefore(try #require(PartialDate("2024-03"))) == true)
        #expect(try #require(PartialDate("2024-03")).isBefore(month) == false)
        #expect(year.isSameDay(as: month) == nil)
        #expect(PartialDate(year: 2024, month: nil, day: 1) == nil)
    }

    @Test func daysCountBothWays() throws {
        let chance = Chance(11)
        var generator = SeededGenerator(seed: chance.seed)
        for _ in 0..<10_000 {
            let number = Int.random(in: -1_000_000...1_000_000, using: &generator)
            let date = try #require(PartialDate(dayNumber: number))
            #expect(date.dayNumber == number, "\(chance)")
            #expect(date.adding(days: 1)?.dayNumber == number + 1, "\(chance): \(date)")
            #expect(try #require(date.adding(days: 1)).isBefore(date) == false, "\(chance): \(date)")
            #expect(PartialDate(date.description) == date, "\(chance): \(date)")
        }
        #expect(PartialDate("1970-01-01")?.dayNumber == 0)
        #expect(PartialDate("2024-03-01")?.weekday == 5)
    }
}
