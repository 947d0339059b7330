import Diagnostics
import Expressions
import Testing
import Vocabulary

/// Source: domain-vietnam.md, section 3: `PPP G YY RRRRRR`; sex and year are a check only, for both may have been corrected.
@Suite("What a personal number tells of its holder")
struct NumberCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let told: Concept.Check.Told
        let number: String?
        let value: Value
        let contradicts: Bool
        var testDescription: String { "\(told.rawValue) \(number?.prefix(6) ?? "no number") \(value)" }

        init(_ told: Concept.Check.Told, _ number: String?, _ value: Value, _ contradicts: Bool) {
            (self.told, self.number, self.value, self.contradicts) = (told, number, value, contradicts)
        }
    }

    private static func day(_ text: String) -> Value { PartialDate(text).map { .date($0) } ?? .none }

    static let cases: [Case] = [
        // Even digits are men, odd ones women, whatever the century.
        Case(.sex, "015090000123", .string("1"), false), Case(.sex, "015090000123", .string("2"), true),
        Case(.sex, "015190000123", .string("2"), false), Case(.sex, "015210000123", .string("1"), false),
        Case(.sex, "015310000123", .string("1"), true), Case(.sex, "015310000123", .string("2"), false),
        // A sex that is neither, or not known, is no other than the number's.
        Case(.sex, "015090000123", .string("3"), false), Case(.sex, "015090000123", .unknown([]), false), Case(.sex, "015090000123", .none, false),
        // 0/1: 1900s, 2/3: 2000s, 4/5: 2100s, 6/7: 2200s, 8/9: 2300s.
        Case(.birthYear, "015090000123", day("1990-05-06"), false), Case(.birthYear, "015290000123", day("1990-05-06"), true),
        Case(.birthYear, "015290000123", day("2090-05-06"), false), Case(.birthYear, "015510000123", day("2110-05-06"), false),
        Case(.birthYear, "015610000123", day("2210-05-06"), false), Case(.birthYear, "015910000123", day("2310-05-06"), false),
        // The day and the month are not in it; the year alone is.
        Case(.birthYear, "015090000123", day("1990-12-31"), false), Case(.birthYear, "015090000123", day("1990"), false),
        Case(.birthYear, "015090000123", day("1991"), true), Case(.birthYear, "015090000123", day("1991-01"), true),
        Case(.birthYear, "015090000123", .number(1990), false), Case(.birthYear, "015090000123", .number(1989), true),
        // An old card's nine digits, or no number, tell nothing.
        Case(.sex, "063123456", .string("2"), false), Case(.sex, nil, .string("2"), false), Case(.birthYear, nil, day("1991"), false),
    ]

    @Test("is held against a value", arguments: cases)
    func contradiction(_ one: Case) {
        let concept = Concept(
            id: "told", kinds: [.person], type: one.told == .sex ? .choice : .date, label: LocalizedText(vi: "x", en: "x"),
            checks: [.init(number: "personal_id_number", tells: one.told)], position: .start(of: "test"))
        let found = concept.contradictions(of: one.value) { $0 == "personal_id_number" ? one.number : nil }
        #expect(found == (one.contradicts ? ["personal_id_number"] : []))
    }
}
