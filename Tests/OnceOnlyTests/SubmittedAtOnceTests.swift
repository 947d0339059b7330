import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// Answers that come only with the submission: no register is asked then, so nothing a register holds may be typed over unseen.
@Suite("Submitted without a stage between")
struct SubmittedAtOnceTests {
    @Test("a dossier is refused until it was filled with these answers, or is what stage after stage came to", arguments: Repository.formIDs)
    func isFilledFirst(form: FormID) async throws {
        let province = try Province.small.get()
        let checked = try #require(Repository.declarations.get().checked[form])
        let applicants = try Applicant.all(of: province, form: form, limit: 6, vocabulary: checked.vocabulary)
        let told = try await province.serving { service in
            var told: [String] = []
            for applicant in applicants {
                let staged = try await applicant.file(with: service)
                let whole = try await service.submit(staged.opened.receipt, answers: staged.said)
                let opened = try await service.open(form, applicant.opening, asOf: Province.asOf)
                let atOnce = try await service.submit(opened.receipt, answers: staged.said)
                if atOnce.isAccepted {
                    #expect(Self.sources(atOnce) == Self.sources(whole))
                    told.append("the same")
                } else if whole.isAccepted {
                    #expect(atOnce.violations.contains { $0.code == .notFilled })
                    // The way out leads out.
                    let filled = try await service.resume(opened.dossier, actor: applicant.actor, answers: staged.said)
                    #expect(try await service.submit(filled.receipt, answers: staged.said).violations.map(\.json).isEmpty)
                    told.append("filled first")
                }
            }
            return told
        }
        #expect(!told.isEmpty)
    }

    /// Which register each leaf of a packet is from.
    private static func sources(_ submitted: IntakeService.Submitted) -> [String: String] {
        let fields = submitted.packet?["fields"]?.array ?? []
        return Dictionary(fields.compactMap { field in
            guard let leaf = field["leaf"]?.string, let connector = field["connector"]?.string else { return nil }
            return (leaf, connector)
        }, uniquingKeysWith: { first, _ in first })
    }

    @Test("a mother named only at submission does not come with an ethnicity and a nationality of her own making")
    func mother() async throws {
        let form = FormID("ho-tich-khai-sinh")
        let province = try Province.small.get()
        let checked = try #require(Repository.declarations.get().checked[form])
        let applicants = try Applicant.all(of: province, form: form, limit: 400, vocabulary: checked.vocabulary)
        let mother = try #require(applicants.first { $0.sheet["answers"]?["applicant.relationship_to_child"]?.string == "mother" })
        try await province.serving { service in
            let opened = try await service.open(form, mother.opening, asOf: Province.asOf)
            var forged = mother.answers
            forged.answers[LeafID("mother.ethnicity")] = "02"
            forged.answers[LeafID("mother.nationality")] = "US"
            let violations = try await service.submit(opened.receipt, answers: forged).violations
            #expect(violations.contains { $0.code == .notFilled })
        }
    }
}
