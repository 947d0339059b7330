@testable import Documents
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sandbox
import Sourcing
import Storage
import Testing
import Vocabulary

/// What a register says for the office alone is for the office alone when a stored paper says it.
@Suite("What stored papers say, and who sees it")
struct PaperDisclosureTests {
    private static let form = FormID("ho-tich-xac-nhan-tinh-trang-hon-nhan"), card = "GD4151520000123"

    /// A paper that proves a number which a register holds too, under a grant.
    private func declarations(disclosing word: String) throws -> DeclarationFolder {
        try Repository.demandingExemption(proving: "health_card_number") { folder in
            try Repository.edit(folder.appending(path: "Connectors/grants.yaml")) { text in
                text + """

                      - purpose: marital-status-certificate
                        connector: social_insurance
                        about: [subject]
                        reads: [health_card_number]
                        basis: law
                        legal: a text of this test
                        disclose: \(word)

                    """
            }
        }
    }

    @Test("a grant that keeps a value from the applicant's side keeps a paper's too", arguments: [("auto", false), ("masked", true), ("office", true)])
    func kept(word: String, isKept: Bool) async throws {
        let province = try Province.small.get(), declarations = try declarations(disclosing: word), vocabulary = declarations.catalog.vocabulary
        let all = try Applicant.all(of: province, form: Self.form, limit: 60, vocabulary: vocabulary)
        let applicant = try #require(all.first { $0.actor == $0.subject && $0.answers.answers[LeafID("applicant.relationship_to_subject")] == "self" })
        let kind = try #require(declarations.catalog.evidence[EvidenceID("judicial-fee-exemption-proof")]), day = try #require(PartialDate("2026-11-20"))
        let key = try #require(applicant.actor.keys["personal_id_number"])
        try await withFolder { folder in
            let store = try FileDocumentStore(path: folder.appending(path: "documents").path, keys: StoreKeys(), tenant: "main", isThrowaway: true)
            let subject = DocumentSubject(role: DocumentSubject.principal, kind: .person, keys: ["personal_id_number": key])
            _ = try await store.deposit(
                Deposit(
                    kind: kind, subjects: [subject], particulars: .init(number: "7/MP", issuer: Issuer(authority: "competent_authority"), issued: day),
                    provenance: .init(origin: .uploaded, depositedOn: day), 
                    signature: SignatureRecord(
                        verdict: .passed, reason: "valid",
                        signers: [.init(name: nil, signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: "valid", identity: SignerIdentity(certificate: "c", issuers: [], subject: [:]))],
                        checkedOn: nil, listing: .init(issuer: Issuer(authority: "competent_authority"), capacities: [.issuer])),
                    facts: [ProvenFact(role: subject.role, concept: "health_card_number", value: .string(Self.card), confirmedBy: "official-17", confirmedOn: day)]),
                content: AsyncStream<Data> {
                    $0.yield(Data("%PDF-1.7\nexemption\n%%EOF\n".utf8))
                    $0.finish()
                })
            try await province.serving(declarations, misbehaving: Misbehaviours("social_insurance", .serverError), documents: store, in: folder) { service in
                let opened = try await applicant.file(with: service).opened
                let leaf = try #require(opened.filled.leaves.first { $0.field.rawValue == "subject.extra" })
                #expect(leaf.outcome == .reused && leaf.value == .string(Self.card))
                #expect(opened.json(.office).serialized().contains(Self.card))
                #expect(opened.json(.applicant).serialized().contains(Self.card) != isKept)
            }
        }
    }
}
