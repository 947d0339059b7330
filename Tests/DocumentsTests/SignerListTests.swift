import Diagnostics
@testable import Documents
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing
import Testing
import Vocabulary

/// Who signs for which authority. The codes and days are those of FormSchemas/vocabulary: the ward 02635 went into 02647 on 1 July 2025,
/// whose code had been another ward's until then.
@Suite("The list of signers")
struct SignerListTests {
    private static let vocabulary: Vocabulary? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? DeclarationFolder(root.path))?.catalog.vocabulary
    }()

    /// The files of `signers/`, by their certificates.
    private static let certificates = ["ward.pem": "w1", "old.pem": "o1", "ca.pem": "c1", "ca2.pem": "c2"]

    private static func read(_ entries: String) throws -> (list: SignerList, diagnostics: [Diagnostic]) {
        SignerListReader.list("signers:\n" + entries, file: "signers.yaml", certificates: certificates, try #require(vocabulary))
    }

    private static func list(_ entries: String) throws -> SignerList {
        let (list, diagnostics) = try read(entries)
        #expect(diagnostics.isEmpty, "\(diagnostics.map { $0.message(in: .english) })")
        return list
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let entry: String
        let signer: SignerIdentity
        let issuer: String?
        let day: String
        let expected: Set<AcceptedSignature>

        init(
            _ name: String, _ entry: String, by certificate: String = "w1", under issuers: [String] = ["c1"], named subject: [SignerIdentity.SubjectAttribute: [String]] = [:],
            for issuer: String?, on day: String, _ expected: Set<AcceptedSignature>
        ) {
            (testDescription, self.entry, self.issuer, self.day, self.expected) = (name, entry, issuer, day, expected)
            signer = SignerIdentity(certificate: certificate, issuers: issuers, subject: subject)
        }
    }

    private static let ward = "  - {authority: commune_committee, place: \"02647\", certificate: ward.pem}", wardToday = "commune_committee/02647@2025-07-01"
    private static let old = "  - {authority: commune_committee, place: \"02635\", certificate: old.pem}", oldWard = "commune_committee/02635@2004-07-08"
    private static let named = "  - {authority: commune_committee, place: \"02647\", issuer: ca.pem, subject: {organization: Ủy ban nhân dân phường Lào Cai}}"
    private static let office = "Ủy ban nhân dân phường Lào Cai", today = "2026-11-29"

    static let cases = [
        Case("its own paper", ward, for: wardToday, on: today, [.issuer]),
        Case("another certificate of the same authority for certificates", ward, by: "w2", for: wardToday, on: today, []),
        Case("another authority in the same place", ward, for: "commune_police/02647@2025-07-01", on: today, []),
        Case("a land certificate, by a commune's officer", ward, for: "land_registration_office/15@2025-07-01", on: today, []),
        Case("the same authority in another place", ward, for: "commune_committee/02671@2025-07-01", on: today, []),
        Case("a paper that says no place", ward, for: "commune_committee", on: today, []),
        Case("a paper that says no issuer", ward, for: nil, on: today, []),
        // succession
        Case("a paper of one it followed", ward, for: oldWard, on: today, [.issuer]),
        Case("a paper of what its code meant before", ward, for: "commune_committee/02647@2004-07-08", on: today, [.issuer]),
        Case("a paper of one it followed, signed before it did", ward, for: oldWard, on: "2025-06-30", []),
        Case("its own paper, signed before it was there", ward, for: wardToday, on: "2025-06-30", []),
        Case("one that was abolished, while it was there", old, by: "o1", for: oldWard, on: "2025-06-30", [.issuer]),
        Case("one that was abolished, on the day after", old, by: "o1", for: oldWard, on: "2025-07-01", []),
        Case("one that was abolished, for who followed it", old, by: "o1", for: wardToday, on: today, []),
        Case("one that was abolished, before there was such", old, by: "o1", for: oldWard, on: "2004-07-07", []),
        Case("what its code meant before, by the days it signs", "  - {authority: commune_committee, place: \"02647\", certificate: ward.pem, until: 2025-06-30}", for: "commune_committee/02647@2004-07-08", on: "2025-06-30", [.issuer]),
        Case("the same for what it means now", "  - {authority: commune_committee, place: \"02647\", certificate: ward.pem, until: 2025-06-30}", for: wardToday, on: "2025-06-30", []),
        Case("an office that nobody followed in everything", "  - {authority: CAT10, place: all, certificate: ward.pem}", for: "CAT10", on: "2015-12-31", [.issuer]),
        Case("a department for one it followed", "  - {authority: BCA, place: all, certificate: ward.pem}", for: "C06", on: today, [.issuer]),
        Case("a department for one it will follow", "  - {authority: BCA, place: all, certificate: ward.pem}", for: "C06", on: "2024-06-30", []),
        // days of the entry
        Case("on its first day", "  - {authority: court, place: all, certificate: ward.pem, since: 2026-11-29}", for: "court", on: today, [.issuer]),
        Case("before its first day", "  - {authority: court, place: all, certificate: ward.pem, since: 2026-11-30}", for: "court", on: today, []),
        Case("on its last day", "  - {authority: court, place: all, certificate: ward.pem, until: 2026-11-29}", for: "court", on: today, [.issuer]),
        Case("after its last day", "  - {authority: court, place: all, certificate: ward.pem, until: 2026-11-28}", for: "court", on: today, []),
        // places
        Case("everywhere", "  - {authority: commune_committee, place: all, certificate: ward.pem}", for: oldWard, on: today, [.issuer]),
        Case("everywhere, where no place is said", "  - {authority: commune_committee, place: all, certificate: ward.pem}", for: "commune_committee", on: today, [.issuer]),
        Case("everywhere, for another authority", "  - {authority: commune_committee, place: all, certificate: ward.pem}", for: "court", on: today, []),
        // by name
        Case("by the name of the office", named, by: "new", named: [.organization: [office], .commonName: ["Nguyễn Văn Không"]], for: wardToday, on: today, [.issuer]),
        Case("by the name, under another authority for certificates", named, under: ["c2"], named: [.organization: [office]], for: wardToday, on: today, []),
        Case("by another name", named, named: [.organization: ["Ủy ban nhân dân phường Cam Đường"]], for: wardToday, on: today, []),
        Case("by the name in another attribute", named, named: [.commonName: [office]], for: wardToday, on: today, []),
        Case("by one of two names", named, named: [.organization: [office, "Văn phòng đăng ký đất đai"]], for: wardToday, on: today, []),
        Case("by a longer name", named, named: [.organization: [office + " 2"]], for: wardToday, on: today, []),
        Case("by the name, decomposed", named, named: [.organization: [office.decomposedStringWithCanonicalMapping]], for: wardToday, on: today, [.issuer]),
        Case("by no name", named, for: wardToday, on: today, []),
        Case("the authority for certificates itself", named, by: "c1", under: [], named: [.organization: [office]], for: wardToday, on: today, []),
        // scans
        Case("a scan of whatever", "  - {authority: commune_committee, place: \"02647\", certificate: ward.pem, signs: conversion}", for: "court", on: today, [.conversion]),
        Case("a scan of no stated issuer", "  - {authority: commune_committee, place: \"02647\", certificate: ward.pem, signs: conversion}", for: nil, on: today, [.conversion]),
        Case("its own paper, by who signs scans alone", "  - {authority: commune_committee, place: \"02647\", certificate: ward.pem, signs: conversion}", for: wardToday, on: today, [.conversion]),
        Case("a scan of one that was abolished", "  - {authority: commune_committee, place: \"02635\", certificate: ward.pem, signs: conversion}", for: "court", on: today, []),
        Case("both", "  - {authority: commune_committee, place: \"02647\", certificate: ward.pem, signs: [issuer, conversion]}", for: wardToday, on: today, [.issuer, .conversion]),
        Case("nobody is listed", "  []", for: wardToday, on: today, []),
        Case("a second entry", ward + "\n" + old, by: "o1", for: oldWard, on: "2024-01-01", [.issuer]),
    ]

    @Test("says for whom somebody signs on a day", arguments: cases)
    func capacities(_ c: Case) throws {
        let issuer = try c.issuer.map { try #require(Issuer(name: $0)) }
        let found = try Self.list(c.entry).capacities(of: c.signer, for: issuer, on: try day(c.day), IssuerSuccession(try #require(Self.vocabulary)))
        #expect(found == c.expected)
    }

    @Test("a code that is nearly an authority's is guessed at, one that is nearly a place's is not: that is another place's", arguments: [
        ("{authority: commune_committe, place: all, certificate: ward.pem}", "commune_committee"), ("{authority: court, place: \"0264\", certificate: ward.pem}", nil),
        ("{authority: court, place: \"02648\", certificate: ward.pem}", nil),
    ] as [(String, String?)])
    func guessed(_ entry: String, _ fix: String?) throws {
        #expect(try Self.read("  - " + entry).diagnostics.map(\.fix) == [fix.map { FixIt.replace($0) }])
    }

    @Test("is refused whole where one entry cannot mean what it says", arguments: [
        ("{authority: commune_committe, place: all, certificate: ward.pem}", "commune_committe"), ("{authority: court, place: all, certificate: wards.pem}", "wards.pem"),
        ("{authority: court, place: all}", "certificate"), ("{authority: court, certificate: ward.pem}", "place"), ("{place: all, certificate: ward.pem}", "authority"),
        ("{authority: court, place: \"99999\", certificate: ward.pem}", "99999"), ("{authority: court, place: all, issuer: ca.pem}", "subject"),
        ("{authority: court, place: all, issuer: ca.pem, subject: {}}", "organization"), ("{authority: court, place: all, issuer: ca.pem, subject: {organization: \"\"}}", "organization"),
        ("{authority: court, place: all, issuer: ca.pem, subject: {office: A}}", "office"), ("{authority: court, place: all, certificate: ward.pem, subject: {organization: A}}", "issuer"),
        ("{authority: court, place: all, certificate: ward.pem, issuer: ca.pem, subject: {organization: A}}", "certificate"),
        ("{authority: court, place: all, certificate: ward.pem, signs: none}", "none"), ("{authority: court, place: all, certificate: ward.pem, signs: scans}", "scans"),
        ("{authority: court, place: all, certificate: ward.pem, since: 2026}", "2026"), ("{authority: court, place: all, certificate: ward.pem, since: 2026-02-01, until: 2026-01-01}", "2026-02-01"),
        ("{authority: court, place: all, certificate: ward.pem, until: 2026-02-30}", "2026-02-30"), ("{authority: court, place: all, certificate: ward.pem, days: 3}", "days"),
        // The code meant another ward before.
        ("{authority: commune_committee, place: \"02647\", certificate: ward.pem, since: 2024-01-01, until: 2026-01-01}", "2025-06-30"),
        ("{authority: commune_committee, place: \"02635\", certificate: ward.pem, since: 2026-01-01}", "2025-06-30"), ("court", "mapping"),
    ])
    func refused(_ entry: String, _ says: String) throws {
        let found = try Self.read("  - " + entry)
        #expect(found.diagnostics.contains { $0.message(in: .english).contains(says) }, "\(found.diagnostics.map { $0.message(in: .english) })")
        #expect(found.diagnostics.allSatisfy { $0.position.line == 2 } && found.list.entries.isEmpty)
    }

    // MARK: What is recorded of a document

    private static let identity = SignerIdentity(certificate: "w1", issuers: ["c1"], subject: [.organization: [office], .commonName: ["A"]])

    private static func signed(provenAt: String? = nil, _ identity: SignerIdentity? = identity) throws -> SignatureRecord {
        let signer = SignatureRecord.Signer(
            name: "A", signedAt: provenAt ?? "2020-01-01T00:00:00Z", isTimeProven: provenAt != nil, coversWholeFile: true, reason: "valid", identity: identity)
        return SignatureRecord(verdict: .passed, reason: "valid", signers: [signer], checkedOn: try day(today))
    }

    private static func kind(_ signatures: String) throws -> EvidenceKind {
        let text = "evidence: paper\ntitle: {vi: Giấy}\nissuedBy: [commune_committee]\nholds: while no newer one\nformats: [pdf]\nsignatures: \(signatures)\nstorable: true\n"
        return try #require(EvidenceKind.kind(text, file: "paper.yaml").kinds.first)
    }

    /// Issuer's signature or a scan's, by what the kind takes and where the paper came from.
    @Test("what passed is recorded as passed only where a signer may have signed it", arguments: [DocumentOrigin.uploaded, .procedureResult, .digitisedPaper, .nationalStore], ["[issuer]", "[conversion]", "[issuer, conversion]", "[none]"])
    func recorded(_ origin: DocumentOrigin, _ signatures: String) throws {
        let succession = IssuerSuccession(try #require(Self.vocabulary)), kind = try Self.kind(signatures), issuer = try #require(Issuer(name: Self.wardToday))
        for (signs, capacity) in [("issuer", AcceptedSignature.issuer), ("conversion", .conversion)] {
            let list = try Self.list("  - {authority: commune_committee, place: \"02647\", certificate: ward.pem, signs: \(signs)}")
            let found = try Self.signed().judged(by: list, issuer: issuer, from: origin, as: kind, succession)
            let bears: Set<AcceptedSignature> = switch origin {
            case .uploaded, .procedureResult, .nationalStore: [.issuer]
            case .digitisedPaper: [.conversion]
            }
            let passes = bears.contains(capacity) && (signatures == "[none]" || kind.files.signatures.contains(capacity))
            #expect(found.verdict == (passes ? .passed : .undetermined) && found.reason == (passes ? "valid" : "signer-not-listed"), "\(signs)")
            #expect(found.listing == (passes ? .init(issuer: issuer, capacities: [capacity]) : nil), "\(signs)")
            #expect(found.signers.map(\.reason) == ["valid"])
        }
    }

    @Test("the day that counts is the proven one in Viet Nam, else that of the check; a claimed one proves nothing", arguments: [
        ("2025-06-30T16:59:59Z", true), ("2025-06-30T17:00:00Z", false), (nil, false),
    ] as [(String?, Bool)])
    func provenDay(_ provenAt: String?, _ passes: Bool) throws {
        let succession = IssuerSuccession(try #require(Self.vocabulary)), issuer = try #require(Issuer(name: Self.oldWard))
        let list = try Self.list("  - {authority: commune_committee, place: \"02635\", certificate: ward.pem}")
        let found = try Self.signed(provenAt: provenAt).judged(by: list, issuer: issuer, from: .uploaded, as: Self.kind("[issuer]"), succession)
        #expect((found.verdict == .passed) == passes)
    }

    @Test("another list makes another verdict of the same record, and nothing else is judged")
    func again() throws {
        let succession = IssuerSuccession(try #require(Self.vocabulary)), kind = try Self.kind("[issuer]"), issuer = try #require(Issuer(name: Self.wardToday))
        func judged(_ record: SignatureRecord, _ list: SignerList) -> SignatureRecord { record.judged(by: list, issuer: issuer, from: .uploaded, as: kind, succession) }
        let list = try Self.list(Self.ward), passed = judged(try Self.signed(), list), refused = judged(passed, .empty)
        #expect(passed.verdict == .passed && refused.verdict == .undetermined && refused.reason == SignatureRecord.signerNotListed)
        #expect(judged(refused, list) == passed)
        for verdict in [SignatureRecord.Verdict.failed, .undetermined, .unchecked] {
            let other = SignatureRecord(verdict: verdict, reason: "revoked", signers: try Self.signed().signers, checkedOn: try day(Self.today))
            #expect(judged(other, list) == other)
        }
        // Nothing says who signed.
        #expect(judged(try Self.signed(nil), list).reason == SignatureRecord.signerNotListed)
    }

    @Test("a record is written and read back; one of before the list no longer passes, and loses nothing")
    func stored() throws {
        let succession = IssuerSuccession(try #require(Self.vocabulary)), issuer = try #require(Issuer(name: Self.wardToday))
        var document = try record()
        document.signature = try Self.signed().judged(by: Self.list(Self.ward), issuer: issuer, from: .uploaded, as: Self.kind("[issuer]"), succession)
        #expect(document.signature.verdict == .passed && DocumentRecord(json: document.json) == document)
        document.signature = document.signature.judged(by: .empty, issuer: issuer, from: .uploaded, as: try Self.kind("[issuer]"), succession)
        #expect(document.signature.reason == SignatureRecord.signerNotListed && DocumentRecord(json: document.json) == document)

        let before: JSON = [
            "verdict": "passed", "reason": "valid", "checkedOn": "2026-11-20",
            "signatures": [["signer": "A", "signedAt": "2026-11-20T01:00:00Z", "timeProven": true, "coversWholeFile": true, "reason": "valid"]],
        ]
        var written = try #require(document.json.object)
        written["signature"] = before
        let read = try #require(DocumentRecord(json: .object(written))).signature
        #expect(read.verdict == .undetermined && read.reason == SignatureRecord.signerNotJudged && read.listing == nil)
        #expect(try read.signers.map(\.name) == ["A"] && read.signers.map(\.reason) == ["valid"] && read.signers[0].isTimeProven && read.checkedOn == day("2026-11-20"))
        // A dossier that was filed before keeps what was decided for it, whatever its issuer; it is written as it was.
        let filed = try #require(DocumentRecord(json: .object(written), isFiled: true))
        #expect(filed.signature.verdict == .passed && filed.json["signature"] == before)
        for origin in DocumentOrigin.allCases {
            for accepted: Set<AcceptedSignature> in [[.issuer], [.conversion], [.issuer, .conversion], [.none], [.none, .issuer]] {
                // As it was decided then: any signature did for what was handed in.
                let wanted: AcceptedSignature? = switch origin {
                case .uploaded: nil
                case .procedureResult, .nationalStore: .issuer
                case .digitisedPaper: .conversion
                }
                let did = wanted.map { accepted.contains($0) || accepted.contains(.none) } ?? true
                #expect(filed.signature.serves(accepted, of: filed.particulars.issuer, from: origin) == did, "\(origin) \(accepted)")
                #expect(!read.serves(accepted, of: filed.particulars.issuer, from: origin))
            }
        }
        // What nobody judged is not written as passed: in a filed dossier it would be believed.
        var unjudged = document
        unjudged.signature = try Self.signed()
        #expect(DocumentRecord(json: unjudged.json, isFiled: true)?.signature.reason == SignatureRecord.signerNotJudged)
        // What did not pass then reads as it did.
        for verdict in ["failed", "undetermined", "unchecked"] {
            written["signature"] = ["verdict": .string(verdict), "reason": "revoked"]
            #expect(DocumentRecord(json: .object(written))?.signature.verdict.rawValue == verdict)
        }
        for broken: JSON in [["as": []], ["as": ["scans"]], ["as": "issuer"], ["as": ["issuer"], "issuer": ""], [:]] {
            written["signature"] = ["verdict": "passed", "reason": "valid", "listed": broken]
            #expect(DocumentRecord(json: .object(written)) == nil)
        }
    }
}
