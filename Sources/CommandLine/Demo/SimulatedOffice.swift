import Documents
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sandbox
import Sourcing
import Vocabulary

/// The office behind the demo's dossiers: it accepts what was handed in, keeps it, and issues results; then some citizens come again.
///
/// Every paper is the sandbox's signed sample, whose signature is checked like any other; what it stands for is said beside it.
struct SimulatedOffice {
    let service: IntakeService
    let catalog: Catalog
    /// The check of the sample alone; who signed it is judged with each paper.
    private let signature: SignatureRecord
    private let desk: SignatureDesk
    private let sample: Data
    private let today: PartialDate

    /// What a procedure of the demo ends with, and what whoever comes again for it answers otherwise. No declaration says what a
    /// procedure's result is yet.
    private static let results: [FormID: (kind: EvidenceID, again: [LeafID: JSON])] = [
        FormID("ho-tich-xac-nhan-tinh-trang-hon-nhan"): (EvidenceID("marital-status-certificate"), [LeafID("request.reissue"): "yes"])
    ]

    /// How many of those the office has a paper of come again, stated here and nowhere tuned.
    static let returningShare = 0.25

    /// - Parameter trust: the province's folder of roots and signers.
    init(service: IntakeService, catalog: Catalog, trust: String) throws {
        self.service = service
        self.catalog = catalog
        today = try DocumentStoreOptions.today()
        let now = IntakeService.Surroundings().now()
        // As of the year it is, UTC: the province may be older than the office's day.
        sample = SignedSample.paper(in: PartialDate(dayNumber: now / 86_400)?.year ?? today.year)
        desk = try SignatureDesk(TrustFolder(trust), catalog.vocabulary)
        signature = desk.check(Array(sample), at: now, on: today).record
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
            if let result, let file = try file(result.kind, from: .procedureResult, issued: today, number: "KQ-\(dossier.dossier.prefix(8))") {
                _ = try await service.complete(dossier.dossier, isElectronic: true, result: ProcedureResult(result.kind, file: file, content: content))
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
            let file = try file(demand.evidence, from: .uploaded, issued: issued, number: "\(paper)-\(dossier.prefix(8))")
        else { return false }
        do {
            _ = try await service.keep(paper, of: dossier, file, content: content)
            return true
        } catch IntakeError.unknownParts { return false }
    }

    private func file(_ kind: EvidenceID, from origin: DocumentOrigin, issued: PartialDate, number: String) throws -> KeptFile? {
        let succession = IssuerSuccession(catalog.vocabulary)
        guard let kind = catalog.evidence[kind], let issuer = kind.issuedBy.lazy.compactMap({ succession.issuer($0, on: issued) }).first else { return nil }
        return KeptFile(
            .init(number: number, issuer: issuer, issued: issued, validUntil: issued.adding(months: 12)),
            signature: desk.judged(signature, issuer: issuer, from: origin, as: kind))
    }

    private var content: AsyncStream<Data> {
        AsyncStream { [sample] in
            $0.yield(sample)
            $0.finish()
        }
    }
}
