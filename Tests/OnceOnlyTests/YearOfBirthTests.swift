import Connectors
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Sourcing
import Testing
import Vocabulary

/// Of many older people a register knows only the year they were born in, and no answer will tell more: what hangs on a day of
/// that very year stands, and the applicant decides.
@Suite("A year of birth against a day of that year")
struct YearOfBirthTests {
    @Test("what nobody can decide is asked, not left waiting", arguments: [(13, false), (14, true), (15, true)])
    func stands(_ years: Int, _ isAsked: Bool) async throws {
        let form = FormID("tu-phap-ly-lich-tu-phap"), province = try Province.small.get()
        let vocabulary = try Repository.declarations.get().catalog.vocabulary
        let applicant = try #require(try Applicant.all(of: province, form: form, limit: 1, vocabulary: vocabulary).first)
        let born = try #require(PersonalIDNumber(applicant.actorName.id)?.birthYear)
        let filled = try await province.serving(wrapping: { YearsAlone(inner: $0) }) { service in
            try await service.open(form, applicant.opening, asOf: PartialDate(year: born + years, month: 6, day: 1)).json(.office)
        }
        let birth = try #require(filled["fields"]?.array?.first { $0["means"] == "applicant.date_of_birth" })
        #expect(birth["value"] == .string("\(born)"))
        let asks = (filled["ask"]?.array ?? []).compactMap { $0["id"]?.string }
        #expect(asks.contains("residence_history") == isAsked, "\(asks)")
    }
}

/// A register that knows of every birth date the year alone.
private struct YearsAlone: Connector {
    let inner: any Connector

    var manifest: ConnectorManifest { inner.manifest }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        let answer = await inner.lookUp(request)
        guard case .found(let record) = answer, case .value(.date(let date), let path)? = record.values["date_of_birth"], let year = PartialDate(year: date.year) else { return answer }
        var values = record.values
        values["date_of_birth"] = .value(.date(year), path: path)
        return .found(Record(identifiedBy: record.identifiedBy, values: values, links: record.links, recordedAt: record.recordedAt))
    }

    func close() async { await inner.close() }
}
