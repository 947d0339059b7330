import Documents
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sandbox
import Signatures
import Sourcing
import Vocabulary

/// The office behind the demo's dossiers: it accepts what was handed in, keeps it, and issues results; then some citizens come again.
///
/// Every paper is the sandbox's signed sample, whose signature is checked like any other; what it stands for is said beside it.
struct SimulatedOffice {
    let service: IntakeService
    let catalog: Catalog
    private let signature: SignatureRecord
    private let today: PartialDate

    /// What a procedure of the demo ends with, and what whoever comes again for it answers otherwise. No declaration says what a
    /// procedure's result is yet.
    private static let results: [FormID: (kind: EvidenceID, again: [LeafID: JSON])] = [
        FormID("ho-tich-xac-nhan-tinh-trang-hon-nhan"): (EvidenceID("marital-status-certificate"), [LeafID("request.reissue"): "yes"])
    ]

    /// How many of those the office has a paper of come again, stated here and nowhere tuned.
    static let returningShare = 0.25

    init(service: IntakeService, catalog: Catalog) throws {
        self.service = service
        self.catalog = catalog
        today = try DocumentStoreOptions.today()
        let verifier = try SignatureVerifier(trusting: SignatureTrust(roots: [Array(SignedSample.root)], revocationLists: [Array(SignedSample.revocationList)]))
        signature = SignatureRecord(verifier.verification(of: Array(SignedSample.paper), content: nil, at: IntakeService.Surroundings().now()), on: today)
    }

    /// Keeps and completes what was accepted.
    ///
    /// - Returns: those who come for a second procedure.
    func served(_ filed: [(applicant: Applicant, dossier: SimulatedFiling.Filed)], seed: UInt64) async throws -> [Applicant] {
        var returning: [Applicant] = [], random = SplitMix64(state: seed ^ 0x0F_F1CE)
        for (applicant, dossier) in filed where dossier.violations.isEmpty {
            let result = Self.results[applicant.form]
            var hasPaper = result != nil
            for paper in dossier.handedIn { if try await keep(paper, of: dossier.dossier, applicant.form) { hasPaper = true } }
            if let result, let file = try file(result.kind, issued: today, number: "KQ-\(dossier.dossier.prefix(8))") {
                _ = try await service.complete(dossier.dossier, isElectronic: true, result: ProcedureResult(result.kind, file: file, content: Self.content))
            } else {
                try await service.complete(dossier.dossier, isElectronic: true)
            }
            if hasPaper, random.chance(Self.returningShare) { returning.append(applicant.answering(result?.again ?? [:])) }
        }
        return returning
    }

    /// - Returns: `false` where nothing of its kind is kept, or nobody has a number it could be kept under.
    private func keep(_ paper: String, of dossier: String, _ form: FormID) async throws -> Bool {
        let demand = service.declarations.checked[form]?.form.documents.flatMap(\.demands).first { $0.id == paper }
        guard let demand, catalog.evidence[demand.evidence]?.isStorable == true, let issued = today.adding(days: -40),
            let file = try file(demand.evidence, issued: issued, number: "\(paper)-\(dossier.prefix(8))")
        else { return false }
        do {
            _ = try await service.keep(paper, of: dossier, file, content: Self.content)
            return true
        } catch IntakeError.unknownParts { return false }
    }

    private func file(_ kind: EvidenceID, issued: PartialDate, number: String) throws -> KeptFile? {
        guard let issuers = catalog.evidence[kind]?.issuedBy, let issuer = issuers.lazy.compactMap({ IssuerSuccession(catalog.vocabulary).issuer($0, on: issued) }).first else { return nil }
        return KeptFile(.init(number: number, issuer: issuer, issued: issued, validUntil: issued.adding(months: 12)), signature: signature)
    }

    private static var content: AsyncStream<Data> {
        AsyncStream {
            $0.yield(SignedSample.paper)
            $0.finish()
        }
    }
}
