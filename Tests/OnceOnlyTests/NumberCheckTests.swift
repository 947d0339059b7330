import Connectors
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// Sex and year of birth in a personal number were true when it was given. What registers and people say otherwise stands,
/// is not locked, and is told; nothing is ever filled from the number.
@Suite("A personal number that tells something else")
struct NumberCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// What the population register says instead.
        let concept: ConceptID
        let way: String
        let outcome: String
        let isLocked: Bool
        let isDoubted: Bool
        var testDescription: String { "\(concept) \(way)" }

        init(_ concept: ConceptID, _ way: String, _ outcome: String, locked: Bool, doubted: Bool) {
            (self.concept, self.way, self.outcome, isLocked, isDoubted) = (concept, way, outcome, locked, doubted)
        }

        func said(_ read: ReadValue) -> ReadValue {
            switch (way, read) {
            case ("as it is", _): read
            case ("not recorded", _): .unrecorded
            case ("the other sex", .value(.string(let code), let path)): .value(.string(code == "1" ? "2" : "1"), path: path)
            case ("another year", .value(.date(let date), let path)): .value(date.adding(months: 12).map { .date($0) } ?? .none, path: path)
            // Where the day is the last of its month, the month before has it too.
            case ("another month", .value(.date(let date), let path)):
                .value([date.adding(months: 1), date.adding(months: -1)].compactMap(\.self).first { $0.year == date.year }.map { .date($0) } ?? .none, path: path)
            default: .invalid(path: "$")
            }
        }
    }

    static let cases: [Case] = [
        Case("gender", "as it is", "prefilled", locked: true, doubted: false),
        Case("gender", "the other sex", "prefilled", locked: false, doubted: true),
        Case("gender", "not recorded", "open", locked: false, doubted: false),
        Case("date_of_birth", "as it is", "prefilled", locked: true, doubted: false),
        Case("date_of_birth", "another year", "prefilled", locked: false, doubted: true),
        Case("date_of_birth", "another month", "prefilled", locked: true, doubted: false),
        Case("date_of_birth", "not recorded", "open", locked: false, doubted: false),
    ]

    @Test("is no source and no veto", arguments: cases)
    func registered(_ one: Case) async throws {
        let (filled, submitted, applicant) = try await Self.filed(saying: one)
        let leaf = try #require(filled["fields"]?.array?.first { $0["means"]?.string == "applicant.\(one.concept)" })
        #expect(leaf["outcome"]?.string == one.outcome)
        #expect(leaf["locked"]?.bool ?? false == one.isLocked)
        #expect((leaf["contradicts"] == ["personal_id_number"]) == one.isDoubted)
        // The office is told in what it receives, too.
        let filed = try #require(submitted.packet?["fields"]?.array?.first { $0["leaf"] == leaf["leaf"] }, "\(applicant.form)")
        #expect((filed["contradicts"] == ["personal_id_number"]) == one.isDoubted)
    }

    @Test("what the applicant writes is taken as it is, and the office is told", arguments: [false, true])
    func declared(asTheNumber: Bool) async throws {
        let one = Case("gender", "not recorded", "open", locked: false, doubted: false)
        let (filled, submitted, _) = try await Self.filed(saying: one) { applicant in
            let number = PersonalIDNumber(applicant.actorName.id)
            let told = number?.genderCode ?? "1"
            return asTheNumber ? told : told == "1" ? "2" : "1"
        }
        let leaf = try #require(filled["fields"]?.array?.first { $0["means"]?.string == "applicant.gender" })
        #expect(leaf["answered"] != nil && leaf["value"] == nil)
        #expect((leaf["contradicts"] == nil) == asTheNumber)
        #expect(submitted.isAccepted)
    }

    /// One dossier of a form that shows sex and birth of whoever signs in.
    private static func filed(
        saying one: Case, writing gender: (@Sendable (Applicant) -> String)? = nil
    ) async throws -> (filled: JSON, submitted: IntakeService.Submitted, applicant: Applicant) {
        let form = FormID("tu-phap-ly-lich-tu-phap"), province = try Province.small.get()
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        let applicant = try #require(try Applicant.all(of: province, form: form, limit: 1, vocabulary: vocabulary).first)
        return try await province.serving(wrapping: { SayingOtherwise(inner: $0, of: applicant.actorName.id, one: one) }) { service in
            var said = applicant.answers
            let gender = gender?(applicant) ?? "1"
            if one.concept == "gender" { said.answers[LeafID("applicant.gender")] = one.outcome == "open" ? .string(gender) : nil }
            let year = PersonalIDNumber(applicant.actorName.id)?.birthYear ?? 0
            said.answers[LeafID("applicant.date_of_birth")] = one.concept == "date_of_birth" && one.outcome == "open" ? .string("\(year)-01-02") : nil
            let opened = try await service.open(form, applicant.opening, answers: said, asOf: Province.asOf)
            return (opened.json(.office), try await service.submit(opened.receipt, answers: Answers()), applicant)
        }
    }
}

/// A register that says one thing of one person otherwise than it is.
private struct SayingOtherwise: Connector {
    let inner: any Connector
    let id: String
    let one: NumberCheckTests.Case

    init(inner: any Connector, of id: String, one: NumberCheckTests.Case) { (self.inner, self.id, self.one) = (inner, id, one) }

    var manifest: ConnectorManifest { inner.manifest }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        let answer = await inner.lookUp(request)
        guard request.keys["personal_id_number"] == id, case .found(let record) = answer, let read = record.values[one.concept] else { return answer }
        var values = record.values
        values[one.concept] = one.said(read)
        return .found(Record(identifiedBy: record.identifiedBy, values: values, links: record.links, recordedAt: record.recordedAt))
    }

    func close() async { await inner.close() }
}
