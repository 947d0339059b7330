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
        // Its root may have been taken out: what was found stays, and does not pass by it.
        ("signer-not-listed", true, "untrusted", .stays), ("signer-not-listed", true, "chain-broken", .stays), ("signer-not-listed", true, "certificate-missing", .stays),
        ("signer-not-listed", true, "not-yet-valid", .stays), ("signer-not-listed", true, "claimed-later", .stays), ("signer-not-listed", true, "later-signature", .stays),
        ("content-changed", true, "revocation-unknown", .stays), ("content-changed", true, "content-changed", .stays), ("revocation-unknown", true, "valid", .passes),
        ("revocation-unknown", true, "expired", .stays), ("revocation-unknown", true, "revoked", .taken),
        ("unchecked", false, "valid", .passes), ("unchecked", false, "revocation-unknown", .taken), ("unchecked", false, "content-changed", .taken), ("unchecked", false, "not-signed", .taken),
        ("unchecked", false, "unsupported", .stays), ("unchecked", false, "too-large", .stays), ("unchecked", false, "encrypted", .stays),
    ]

    /// What is kept where the check of the file comes to a reason: of one that was sound and whose signer is listed by now; of one nobody was
    /// held against the list for; of one that passed.
    private static let outcomes: [SignatureReason: (sound: Outcome, unjudged: Outcome, passed: Outcome)] = [
        .valid: (.passes, .passes, .stays), .expired: (.passes, .stays, .stays), .revocationUnknown: (.passes, .stays, .stays),
        .untrusted: (.stays, .stays, .taken), .chainBroken: (.stays, .stays, .taken), .certificateMissing: (.stays, .stays, .taken), .contentMissing: (.stays, .stays, .taken),
        .notYetValid: (.stays, .stays, .taken), .claimedLater: (.stays, .stays, .taken), .laterSignature: (.stays, .stays, .taken),
        .revoked: (.taken, .taken, .taken), .malformed: (.taken, .taken, .taken), .rangeBroken: (.taken, .taken, .taken), .contentChanged: (.taken, .taken, .taken),
        .changedAfterSigning: (.taken, .taken, .taken), .signatureBroken: (.taken, .taken, .taken), .certificateNotBound: (.taken, .taken, .taken),
        .algorithmTooWeak: (.taken, .taken, .taken), .wrongUsage: (.taken, .taken, .taken), .timeStampBroken: (.taken, .taken, .taken), .moreThanMessage: (.taken, .taken, .taken),
        .changesNotJudged: (.taken, .taken, .taken), .unreachable: (.taken, .taken, .taken), .notSigned: (.taken, .taken, .taken), .encrypted: (.taken, .taken, .taken),
        .unsupported: (.taken, .taken, .taken), .unreadable: (.taken, .taken, .taken), .tooLarge: (.taken, .taken, .taken),
        // Sound, and by this list somebody's: it is not listed no longer. No check of a file alone says so of one that passed.
        .signerNotListed: (.passes, .passes, .taken),
    ]

    /// What a file with several signatures comes to, by the first that did not pass, and what is kept of one that was sound.
    private static let several: [(reason: String, signers: [String], sound: Outcome, passed: Outcome)] = [
        ("expired", ["expired", "valid"], .passes, .stays), ("expired", ["expired", "revocation-unknown"], .passes, .stays), ("expired", ["later-signature", "expired"], .passes, .stays),
        ("expired", ["expired", "revoked"], .taken, .taken), ("expired", ["expired", "signature-broken"], .taken, .taken), ("expired", ["expired", "unsupported"], .taken, .taken),
        ("revocation-unknown", ["revocation-unknown", "revoked"], .taken, .taken), ("revocation-unknown", ["revocation-unknown", "algorithm-too-weak"], .taken, .taken),
        ("revoked", ["later-signature", "revoked"], .taken, .taken), ("untrusted", ["untrusted", "revoked"], .taken, .taken), ("expired", ["expired", "nobody-knows"], .taken, .taken),
        ("expired", ["expired", "untrusted"], .stays, .taken), ("revocation-unknown", ["revocation-unknown", "chain-broken"], .stays, .taken),
    ]

    @Test("what settles the matter is taken, what turns on what was supplied leaves what was found once")
    func kept() async throws {
        try await Self.with { folder, desk, kind, today in
            let listed = SignerIdentity(certificate: try #require(desk.signers.certificates.values.first), issuers: [], subject: [:])
            func record(_ reason: String, _ isCertified: Bool, on day: String, _ signers: [String] = ["valid"]) throws -> SignatureRecord {
                guard reason != "unchecked" else { return .unchecked }
                let verdict = SignatureReason(rawValue: reason)?.verdict.rawValue ?? "undetermined"
                let found = signers.map { reason in
                    SignatureRecord.Signer(name: nil, signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: reason, identity: isCertified ? listed : nil)
                }
                return SignatureRecord(verdict: try #require(.init(rawValue: verdict)), reason: reason, signers: found, checkedOn: PartialDate(day))
            }
            func expect(_ found: SignatureRecord, _ outcome: Outcome, of known: SignatureRecord, with file: SignatureRecord, _ label: Comment) {
                switch outcome {
                case .stays: #expect(found == known, label)
                case .taken: #expect(found == file && found.verdict != .passed, label)
                case .passes: #expect(found.verdict == .passed && found.serves(kind.files.signatures, of: Self.issuer, from: .uploaded), label)
                }
            }
            for row in Self.table {
                let known = try record(row.known, row.isCertified, on: "2026-11-01"), file = try record(row.file, true, on: "2026-11-20")
                let found = desk.rechecked(known, with: FileCheck(record: file), issuer: Self.issuer, from: .uploaded, as: kind)
                expect(found, row.outcome, of: known, with: file, "\(row)")
            }
            let sound = try record("signer-not-listed", true, on: "2026-11-01"), unjudged = try record("signer-not-judged", false, on: "2026-11-01")
            let passed = desk.judged(sound, issuer: Self.issuer, from: .uploaded, as: kind)
            #expect(passed.verdict == .passed && Set(Self.outcomes.keys) == Set(SignatureReason.allCases))
            func check(_ file: SignatureRecord, _ outcomes: (sound: Outcome, unjudged: Outcome?, passed: Outcome), _ label: Comment) {
                func rechecked(_ known: SignatureRecord) -> SignatureRecord { desk.rechecked(known, with: FileCheck(record: file), issuer: Self.issuer, from: .uploaded, as: kind) }
                expect(rechecked(sound), outcomes.sound, of: sound, with: file, label)
                if let outcome = outcomes.unjudged { expect(rechecked(unjudged), outcome, of: unjudged, with: file, label) }
                expect(desk.upheld(passed, with: FileCheck(record: file), issuer: Self.issuer, from: .uploaded, as: kind), outcomes.passed, of: passed, with: file, label)
            }
            for (reason, outcomes) in Self.outcomes { check(try record(reason.rawValue, true, on: "2026-11-20"), (outcomes.sound, outcomes.unjudged, outcomes.passed), "\(reason)") }
            for row in Self.several { check(try record(row.reason, true, on: "2026-11-20", row.signers), (row.sound, nil, row.passed), "\(row)") }
        }
    }

    @Test("a better check makes no worse: who was in office when a paper came need not be so on the day it is checked again", arguments: [
        // The days of office, when it was checked first, what the check of today comes to, and whether it passes.
        ("until: 2026-06-30", "2026-05-10", "valid", true), ("until: 2026-06-30", "2026-05-10", "revocation-unknown", true), ("until: 2026-06-30", "2026-05-10", "expired", true),
        ("until: 2026-06-30", "2026-08-10", "valid", false), ("until: 2026-06-30", "2026-08-10", "revocation-unknown", false), ("since: 2026-10-01", "2026-05-10", "valid", true),
        ("since: 2026-10-01", "2026-05-10", "revocation-unknown", false), ("until: 2026-06-30", "2026-05-10", "revoked", false), ("until: 2026-06-30", "2026-05-10", "untrusted", false),
    ])
    func office(days: String, day: String, reason: String, passes: Bool) async throws {
        try await Self.with { folder, _, kind, today in
            let trust = folder.appending(path: "province/trust")
            let entry = "signers:\n  - {authority: commune_committee, place: all, certificate: simulated-authority.der, \(days)}\n"
            try Data(entry.utf8).write(to: trust.appending(path: "signers.yaml"))
            let desk = try SignatureDesk(TrustFolder(trust.path), DeclarationFolder(Program.package.path).catalog.vocabulary)
            let listed = SignerIdentity(certificate: try #require(desk.signers.certificates.values.first), issuers: [], subject: [:])
            func record(_ reason: String, on day: PartialDate?, signed: String) throws -> SignatureRecord {
                let verdict = try #require(SignatureReason(rawValue: reason)?.verdict.rawValue)
                let signer = SignatureRecord.Signer(name: nil, signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: signed, identity: listed)
                return SignatureRecord(verdict: try #require(.init(rawValue: verdict)), reason: reason, signers: [signer], checkedOn: day)
            }
            // Struck off and listed again meanwhile.
            let known = try record("signer-not-listed", on: PartialDate(day), signed: "valid"), file = try record(reason, on: today, signed: reason)
            let found = desk.rechecked(known, with: FileCheck(record: file), issuer: Self.issuer, from: .uploaded, as: kind)
            #expect((found.verdict == .passed) == passes)
            // What was found before is not written over by what is no better.
            if !passes, reason != "revoked" { #expect(found == known) }
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
