import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Sourcing
import Testing
import Vocabulary

/// What is offered has a name that can be chosen by, in this dossier and in the next of the same applicant.
@Suite("Candidates and their names")
struct CandidateTests {
    private static let form = FormID("dat-dai-tach-hop-thua")

    @Test("stay the same for the same applicant, and can be chosen at the opening of another dossier")
    func stay() async throws {
        let province = try Province.small.get()
        let checked = try #require(Repository.declarations.get().checked[Self.form])
        let applicants = try Applicant.all(of: province, form: Self.form, limit: 60, vocabulary: checked.vocabulary)
        try await province.serving { service in
            var chosen = 0
            var seen: [String: Int] = [:]
            for (number, applicant) in applicants.enumerated() {
                let first = try await applicant.file(with: service)
                let offers = first.views.flatMap { Self.candidates($0) }
                for name in Set(offers.map(\.name)) { seen[name, default: 0] += 1 }
                let again = try await service.open(Self.form, applicant.opening, answers: first.said, asOf: Province.asOf).json(.applicant)
                #expect(Set(Self.candidates(again).map(\.name)).isSubset(of: offers.map(\.name)), "applicant \(number)")
                guard let offer = offers.first(where: { $0.role == "parcel" }) else { continue }
                var said = first.said
                said.roles["parcel"] = .candidate(offer.name)
                let opened = try await service.open(Self.form, applicant.opening, answers: said, asOf: Province.asOf)
                #expect(opened.filled.subjects.contains { $0.role == "parcel" }, "applicant \(number)")
                chosen += 1
            }
            #expect(chosen > 0)
            // Nobody meets the names another applicant was offered.
            #expect(seen.values.allSatisfy { $0 == 1 })
        }
    }

    private static func candidates(_ view: JSON) -> [(role: String, name: String)] {
        (view["offers"]?.array ?? []).flatMap { offer in
            (offer["candidates"]?.array ?? []).compactMap { candidate in
                guard let name = candidate["id"]?.string, name.hasPrefix("c"), let role = offer["for"]?.string else { return nil }
                return (role, name)
            }
        }
    }
}
