import Connectors
import Expressions
import Testing
import Vocabulary

@testable import Prefill

/// A register's word about what has happened is believed only of days that have come.
@Suite("Days that are still to come")
struct FutureDayTests {
    private static let vocabulary: Vocabulary = {
        var reader = VocabularyReader { _ in nil }
        reader.read(
            """
            concepts:
              born: {kind: person, type: date, label: {vi: Ngày sinh}, notFuture: true}
              expires: {kind: person, type: date, label: {vi: Ngày hết hạn}}
              number: {kind: person, type: text, label: {vi: Số}}
              deeds: {kind: person, type: date, many: true, label: {vi: Ngày ghi}, notFuture: true}
              card: {kind: person, type: composite, parts: {number: number, issued: born, expires: expires}, label: {vi: Giấy tờ}}
            """, file: "vocabulary.yaml")
        return reader.finish().vocabulary
    }()

    struct Case: CustomTestStringConvertible, Sendable {
        let concept: ConceptID
        let value: Value
        let isBelieved: Bool
        var fetchedAt = "2026-11-24T05:00:00Z"

        init(_ concept: ConceptID, _ value: Value, _ isBelieved: Bool, fetchedAt: String = "2026-11-24T05:00:00Z") {
            (self.concept, self.value, self.isBelieved, self.fetchedAt) = (concept, value, isBelieved, fetchedAt)
        }

        var testDescription: String { "\(concept) \(value) read \(fetchedAt)" }
    }

    private static func date(_ text: String) -> Value { PartialDate(text).map(Value.date) ?? Value.none }

    private static let cases = [
        Case("born", date("2026-11-24"), true), Case("born", date("2026-11-25"), false), Case("born", date("1950"), true),
        // The year may still be meant of days that have come.
        Case("born", date("2026"), true), Case("born", date("2026-11"), true), Case("born", date("2026-12"), false), Case("born", date("2027"), false),
        // Already the 25th in Viet Nam.
        Case("born", date("2026-11-25"), true, fetchedAt: "2026-11-24T17:00:00Z"), Case("born", date("2026-11-25"), false, fetchedAt: "2026-11-24T16:59:59Z"),
        Case("expires", date("2036-11-24"), true), Case("number", .string("2036-11-24"), true), Case("born", .none, true),
        Case("deeds", .list([date("2020-01-01"), date("2026-11-24")]), true), Case("deeds", .list([date("2020-01-01"), date("2026-11-25")]), false),
        Case("card", .context(["issued": date("2020-01-01"), "expires": date("2036-01-01")]), true),
        Case("card", .context(["number": .string("1"), "issued": date("2026-11-25")]), false),
    ]

    private func believed(_ record: Record, fetchedAt: String) throws -> Record? {
        let request = ScriptedRegister.request("1", ["born"])
        let answer = Executor.Answer(request: request, result: .found(record), word: "found", fetchedAt: fetchedAt)
        guard case .found(let believed) = answer.believed(on: try #require(PartialDate("2026-11-24")), in: Self.vocabulary).result else { return nil }
        return believed
    }

    @Test("are no value of what has happened, in the record and in its lists; the rest of the record stands", arguments: cases)
    func values(_ one: Case) throws {
        let values: [ConceptID: ReadValue] = [one.concept: .value(one.value, path: "$.a"), "note": .none(path: "$.b")]
        let link = Link(kind: .person, keys: ["person_id": "2"], values: values)
        let record = try #require(try believed(
            Record(identifiedBy: ["person_id": "1"], values: values, links: [RelationID("children"): LinkList(links: [link], isComplete: true)], recordedAt: nil),
            fetchedAt: one.fetchedAt))
        let expected: [ConceptID: ReadValue] = one.isBelieved ? values : [one.concept: .invalid(path: "$.a"), "note": .none(path: "$.b")]
        #expect(record.values == expected)
        #expect(record.links[RelationID("children")]?.links == [Link(kind: .person, keys: ["person_id": "2"], values: expected)])
    }

    @Test("make a whole record no record, where it says that it was written on one")
    func wholeRecord() throws {
        func record(_ day: String) -> Record { Record(identifiedBy: ["person_id": "1"], values: [:], links: [:], recordedAt: PartialDate(day)) }
        #expect(try believed(record("2026-11-24"), fetchedAt: "2026-11-24T05:00:00Z") == record("2026-11-24"))
        #expect(try believed(record("2026-11-25"), fetchedAt: "2026-11-24T05:00:00Z") == nil)
    }
}
