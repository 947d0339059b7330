import Documents
import Expressions
import Formats
import Forms
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// Data does instead of a paper only while it is the data the dossier uses.
@Suite("Papers data stands in for")
struct ReplacedPaperTests {
    @Test("are asked for again where one of several parcels is disputed, on its own row")
    func disputedRow() async throws {
        let form = FormID("dat-dai-tach-hop-thua")
        let province = try Province.small.get()
        let checked = try #require(Repository.declarations.get().checked[form])
        let applicants = try Applicant.all(of: province, form: form, limit: 200, vocabulary: checked.vocabulary)
        let looked = try await province.serving { service in
            var looked = 0
            for applicant in applicants where looked < 3 {
                let filing = try await applicant.file(with: service)
                func paper(_ opened: IntakeService.Opened) -> DocumentDisposition? {
                    opened.filled.documents.first { $0.id == "certificate_merged" }?.disposition
                }
                let number = filing.opened.filled.leaves.first { $0.field.rawValue == "merged_parcel.register_number" && $0.isLocked && $0.disclosure == .shown }
                guard paper(filing.opened) == .replacedByData, let number else { continue }
                var said = filing.said
                said.disputes[number.leaf] = .init(value: "another number", reason: "misread")
                let disputed = try await service.resume(filing.opened.dossier, actor: applicant.actor, answers: said)
                #expect(paper(disputed) == .upload)
                #expect(disputed.filled.documents.first { $0.id == "certificate_merged" }?.reason == .conflict)
                looked += 1
            }
            return looked
        }
        #expect(looked > 0)
    }
}
