@testable import Documents
import Expressions
import Formats
import Foundation
import NIOConcurrencyHelpers
@testable import OnceOnly
import ProgramUnderTest
import Signatures
import Sourcing
import Storage
import Testing
import Vocabulary

@Suite("Holding what is kept against the list of signers anew")
struct SignatureRecheckTests {
    private static let today = PartialDate("2026-11-20"), subject = DocumentSubject(role: DocumentSubject.principal, kind: .person, keys: ["personal_id_number": "015190000123"])
    private static let issuer = Issuer(authority: "commune_committee")

    /// A province with its trust folder, and the one kind of paper these tests keep.
    private static func with(_ body: (URL, SignatureDesk, EvidenceKind, PartialDate) async throws -> Void) async throws {
        let catalog = try DeclarationFolder(Program.package.path).catalog
        let kind = try #require(catalog.evidence[EvidenceID("marital-status-certificate")]), today = try #require(today)
        try await Program.withTemporaryFolder { folder in
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "20", "--seed", "1", "--out", "province"], in: folder).status == 0)
            try await body(folder, SignatureDesk(TrustFolder(folder.appending(path: "province/trust").path), catalog.vocabulary), kind, today)
        }
    }

    private enum Outcome { case stays, taken, passes }

    /// What a record said, whether the certificate is known, what checking the file comes to now, and what is kept.
    private static let table: [(known: String, isCertified: Bool, file: String, outcome: Outcome)] = [
        ("signer-not-judged", false, "valid", .passes), ("signer-not-judged", false, "content-changed", .taken), ("signer-not-judged", false, "not-signed", .taken),
        ("signer-not-judged", false, "unreadable", .taken), ("signer-not-judged", false, "revoked", .taken), ("signer-not-judged", false, "revocation-unknown", .stays),
        ("signer-not-judged", false, "expired", .stays),
        // It was sound when it came: who is listed by now counts, unless something is known against it.
        ("signer-not-listed", true, "valid", .passes), ("signer-not-listed", true, "expired", .passes), ("signer-not-listed", true, "revocation-unknown", .passes),
        ("signer-not-listed", true, "revoked", .taken), ("signer-not-listed", true, "changed-after-signing", .taken), ("signer-not-listed", false, "expired", .stays),
        ("content-changed", true, "revocation-unknown", .stays), ("content-changed", true, "content-changed", .stays), ("revocation-unknown", true, "valid", .passes),
        ("revocation-unknown", true, "expired", .stays), ("revocation-unknown", true, "revoked", .taken),
        ("unchecked", false, "valid", .passes), ("unchecked", false, "revocation-unknown", .taken), ("unchecked", false, "content-changed", .taken), ("unchecked", false, "not-signed", .taken),
        ("unchecked", false, "unsupported", .stays), ("unchecked", false, "too-large", .stays), ("unchecked", false, "encrypted", .stays),
    ]

    @Test("what settles the matter is taken, what turns on what was supplied leaves what was found once")
    func kept() async throws {
        try await Self.with { folder, desk, kind, today in
            let listed = SignerIdentity(certificate: try #require(desk.signers.certificates.values.first), issuers: [], subject: [:])
            func record(_ reason: String, _ isCertified: Bool, on day: String) throws -> SignatureRecord {
                guard reason != "unchecked" else { return .unchecked }
                let verdict = SignatureReason(rawValue: reason)?.verdict.rawValue ?? "undetermined"
                let signer = SignatureRecord.Signer(name: nil, signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: "valid", identity: isCertified ? listed : nil)
                return SignatureRecord(verdict: try #require(.init(rawValue: verdict)), reason: reason, signers: [signer], checkedOn: PartialDate(day))
            }
            for row in Self.table {
                let known = try record(row.known, row.isCertified, on: "2026-11-01"), file = try record(row.file, true, on: "2026-11-20")
                let found = desk.rechecked(known, with: file, issuer: Self.issuer, from: .uploaded, as: kind)
                switch row.outcome {
                case .stays: #expect(found == known, "\(row)")
                case .taken: #expect(found == file, "\(row)")
                case .passes: #expect(found.verdict == .passed && found.serves(kind.files.signatures, of: Self.issuer, from: .uploaded), "\(row)")
                }
            }
            // Every reason by itself either settles the matter, or leaves an earlier one that did not.
            for reason in SignatureReason.allCases where reason != .valid {
                let known = try record("signer-not-judged", false, on: "2026-11-01"), file = try record(reason.rawValue, true, on: "2026-11-20")
                // Sound, and by this list somebody's: it is not listed no longer.
                let found = desk.rechecked(known, with: file, issuer: Self.issuer, from: .uploaded, as: kind)
                #expect(reason == .signerNotListed ? found.verdict == .passed : found == (reason.turnsOnMaterial ? known : file), "\(reason)")
            }
        }
    }

    /// What somebody else does to a document while it is looked at.
    private enum Meddling: String, CaseIterable { case checked, erased, restricted }

    @Test("goes on where a document is checked, erased or restricted meanwhile, and writes nothing over", arguments: ["checked", "erased", "restricted"])
    func meddled(_ word: String) async throws {
        let meddling = try #require(Meddling(rawValue: word))
        try await Self.with { folder, desk, kind, today in
            let paper = try Data(contentsOf: folder.appending(path: "province/papers/simulated.pdf"))
            let store = try FileDocumentStore(path: folder.appending(path: "documents").path, keys: StoreKeys(), tenant: "main", isThrowaway: true)
            func deposit(_ number: String) async throws -> String {
                try await store.deposit(
                    Deposit(
                        kind: kind, subjects: [Self.subject], particulars: .init(number: number, issuer: Self.issuer, issued: today),
                        provenance: .init(origin: .uploaded, depositedOn: today)),
                    content: AsyncStream<Data> {
                        $0.yield(paper)
                        $0.finish()
                    }).id
            }
            let ids = [try await deposit("1"), try await deposit("2")].sorted(), first = ids[0]
            let other = SignatureRecord(verdict: .undetermined, reason: "revocation-unknown", checkedOn: today)
            let meddled = MeddledStore(store) { moment in
                switch (meddling, moment) {
                case (.checked, .amending): _ = try await store.amend(first) { $0.signature = other }
                case (.erased, .amending): _ = try await store.erase(Erasure(.document(first), ground: .court, by: "official-17", at: Province.noon))
                case (.restricted, .reading): _ = try await store.amend(first) { $0.standing.restriction = .init(ground: .inquiry, since: today) }
                case (.checked, .reading), (.erased, .reading), (.restricted, .amending): return false
                }
                return true
            }
            let recheck = try await SignatureRecheck.run(meddled, [kind.id: kind], desk, at: Province.noon, on: today)
            #expect(recheck.gained == (meddling == .checked ? ids : [ids[1]]) && recheck.lost == [] && recheck.unread == [])
            #expect(recheck.checked == (meddling == .checked ? 2 : 1) && recheck.restricted == (meddling == .restricted ? 1 : 0))
            #expect(meddled.meddlings == 1 && meddled.amendments == (meddling == .restricted ? 1 : meddling == .erased ? 2 : 3))
            let verdict = try await store.record(first)?.signature.verdict
            #expect(verdict == (meddling == .checked ? .passed : meddling == .erased ? nil : .unchecked))
            await store.close()
        }
    }
}

/// A store to which something is done once, right before one of its calls.
private final class MeddledStore: DocumentStore {
    enum Moment { case reading, amending }

    private let store: FileDocumentStore
    private let meddle: @Sendable (Moment) async throws -> Bool
    private let counts = NIOLockedValueBox((meddlings: 0, amendments: 0))

    init(_ store: FileDocumentStore, _ meddle: @escaping @Sendable (Moment) async throws -> Bool) {
        self.store = store
        self.meddle = meddle
    }

    var meddlings: Int { counts.withLockedValue(\.meddlings) }
    var amendments: Int { counts.withLockedValue(\.amendments) }

    private func before(_ moment: Moment) async throws {
        guard meddlings == 0, try await meddle(moment) else { return }
        counts.withLockedValue { $0.meddlings += 1 }
    }

    func read(_ id: String, _ take: (Data) async throws -> Void) async throws {
        try await before(.reading)
        try await store.read(id, take)
    }

    func amend(_ id: String, _ change: @escaping @Sendable (inout DocumentRecord) -> Void) async throws -> DocumentRecord {
        try await before(.amending)
        counts.withLockedValue { $0.amendments += 1 }
        return try await store.amend(id, change)
    }

    func deposit<Content: AsyncSequence & Sendable>(_ deposit: Deposit, content: Content) async throws -> Deposited where Content.Element == Data {
        try await store.deposit(deposit, content: content)
    }

    func record(_ id: String) async throws -> DocumentRecord? { try await store.record(id) }
    func find(_ query: DocumentQuery) async throws -> FoundDocuments { try await store.find(query) }
    func erase(_ erasure: Erasure) async throws -> ErasureProof { try await store.erase(erasure) }
    func entries(after: String?, limit: Int) async throws -> [DocumentEntry] { try await store.entries(after: after, limit: limit) }
    func due(on day: PartialDate, limit: Int) async throws -> [String] { try await store.due(on: day, limit: limit) }
    func erasureProofs() async throws -> [ErasureProof] { try await store.erasureProofs() }
    func close() async { await store.close() }
}
