import Documents
import Expressions
import Foundation
import OnceOnly
import ProgramUnderTest
import Sourcing
import Storage
import Testing
import Vocabulary

/// What becomes of papers that were kept, with real files and what a store may be told of their certificates afterwards.
@Suite("Signatures of what is kept, checked again", .serialized)
struct RecheckedSignatureTests {
    private static let issuer = Issuer(authority: "commune_committee"), june = "2026-06-01", later = "2026-06-26"

    private static func day(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

    /// In Viet Nam.
    private static func noon(_ day: String) throws -> Int { try #require(PartialDate(dayNumber: 0)?.days(to: Self.day(day))) * 86_400 + 5 * 3_600 }

    private static func check(_ content: [UInt8], with desk: SignatureDesk, on day: String, seen: PartialDate? = nil) throws -> FileCheck {
        desk.check(content, at: try noon(day), on: try Self.day(day), seen: seen)
    }

    private static func record(_ content: [UInt8], with desk: SignatureDesk, as kind: EvidenceKind, on day: String) throws -> SignatureRecord {
        desk.record(of: content, issuer: issuer, from: .uploaded, as: kind, at: try noon(day), on: try Self.day(day))
    }

    /// A store with one paper in it.
    private static func withStore(of content: [UInt8], _ signature: SignatureRecord, _ kind: EvidenceKind, _ body: (URL, FileDocumentStore, String) async throws -> Void) async throws {
        let subject = DocumentSubject(role: DocumentSubject.principal, kind: .person, keys: ["personal_id_number": "015190000123"]), day = try day(june)
        try await Program.withTemporaryFolder { folder in
            let documents = folder.appending(path: "documents"), store = try FileDocumentStore(path: documents.path, keys: StoreKeys(), tenant: "main", isThrowaway: true)
            let deposit = Deposit(
                kind: kind, subjects: [subject], particulars: .init(number: "1", issuer: issuer, issued: day), provenance: .init(origin: .uploaded, depositedOn: day), signature: signature)
            let id = try await store.deposit(deposit, content: AsyncStream<Data> {
                $0.yield(Data(content))
                $0.finish()
            }).id
            try await body(documents, store, id)
            await store.close()
        }
    }

    /// A trust folder, and what checks by it.
    private struct Trust {
        var roots: [String] = ["roots/rsa-root.der"]
        var crls: [String] = ["crls/rsa-root.crl", "crls/rsa-middle.crl"]
        /// The certificates of those who sign for the committee everywhere.
        var signers: [String] = ["signers/rsa-good.der"]
    }

    private static func with(_ body: (SignedFiles, EvidenceKind, (Trust) throws -> SignatureDesk) async throws -> Void) async throws {
        let files = try await SignedFiles.made.value, catalog = try DeclarationFolder(Program.package.path).catalog
        let kind = try #require(catalog.evidence[EvidenceID("marital-status-certificate")])
        try await Program.withTemporaryFolder { folder in
            var count = 0
            try await body(files, kind) { trust in
                count += 1
                let place = folder.appending(path: "trust-\(count)")
                for (part, names) in [("roots", trust.roots), ("crls", trust.crls), ("signers", trust.signers)] {
                    try FileManager.default.createDirectory(at: place.appending(path: part), withIntermediateDirectories: true)
                    for name in names {
                        let to = place.appending(path: part + "/" + name.split(separator: "/")[1])
                        try FileManager.default.copyItem(at: files.folder.appending(path: "trust/" + name), to: to)
                    }
                }
                let entries = trust.signers.map { "  - {authority: commune_committee, place: all, certificate: \($0.split(separator: "/")[1])}\n" }
                try Data(("signers:" + (entries.isEmpty ? " []\n" : "\n" + entries.joined())).utf8).write(to: place.appending(path: "signers.yaml"))
                return try SignatureDesk(TrustFolder(place.path), catalog.vocabulary)
            }
        }
    }

    private static func bytes(_ name: String, _ files: SignedFiles) throws -> [UInt8] {
        try files.bytes(try #require(files.cases.first { $0.name == "rsa " + name }, "\(name)").file)
    }

    // MARK: what passed

    private static let fresh = ["later/rsa-root.crl"]

    /// A paper that passed on 1 June: what is known on the day it is checked again, and what keeps it from passing; `nil` where nothing does.
    private static let passed: [(name: String, trust: Trust, day: String, lost: String?)] = [
        ("the lists of then", Trust(), later, nil),
        ("fresh lists", Trust(crls: fresh + ["later/rsa-good.crl"]), later, nil),
        ("lists that are out of date", Trust(), "2026-08-15", nil),
        ("no lists", Trust(crls: []), later, nil),
        ("its certificate expired since", Trust(crls: []), "2031-01-01", nil),
        ("revoked after it was checked", Trust(crls: fresh + ["later/rsa-revoked.crl"]), later, nil),
        ("revoked after it was checked, invalid since before", Trust(crls: fresh + ["later/rsa-invalid-before.crl"]), later, "revoked"),
        ("its root taken out", Trust(roots: ["roots/rsa-other.der"]), later, "untrusted"),
        ("its root taken out, and its certificate expired since", Trust(roots: ["roots/rsa-other.der"], crls: []), "2031-01-01", "untrusted"),
        ("its signer struck off", Trust(signers: []), later, "signer-not-listed"),
    ]

    @Test("what passed goes on passing, unless something is known against it as of the day it was checked")
    func upheld() async throws {
        try await Self.with { files, kind, desk in
            let content = try Self.bytes("pdf-cades: untouched, lists", files), known = try Self.record(content, with: desk(Trust()), as: kind, on: Self.june)
            #expect(try known.verdict == .passed && known.checkedOn == Self.day(Self.june))
            for row in Self.passed {
                let new = try desk(row.trust), now = try Self.noon(row.day), today = try Self.day(row.day)
                for isRestricted in [false, true] {
                    // Who is struck off is struck off; the rest stands in the file, which may not be read then.
                    let lost = isRestricted && row.lost != "signer-not-listed" ? nil : row.lost
                    try await Self.withStore(of: content, known, kind) { _, store, id in
                        if isRestricted { _ = try await store.amend(id) { $0.standing.restriction = .init(ground: .inquiry, since: today) } }
                        for turn in 1...2 {
                            let label: Comment = "\(row.name), \(isRestricted), \(turn)", recheck = try await SignatureRecheck.run(store, [kind.id: kind], new, at: now, on: today)
                            #expect(recheck.gained == [] && recheck.unread == [] && recheck.lost == (lost == nil || turn == 2 ? [] : [id]), label)
                            #expect(recheck.reasons == (isRestricted && turn == 2 ? [:] : lost.map { [$0: 1] } ?? [:]) && recheck.restricted == (isRestricted ? 1 : 0), label)
                            let found = try #require(try await store.record(id)).signature
                            if let lost { #expect(found.verdict == .undetermined && found.reason == lost, label) } else { #expect(found == known, label) }
                            // No time-stamp says when it was signed, whatever day it was seen on.
                            #expect(found.signers.allSatisfy { !$0.isTimeProven }, label)
                        }
                    }
                }
            }
        }
    }

    @Test("a paper lost with its root passes again when the root is put back, and one whose file is gone is struck off with its signer")
    func back() async throws {
        try await Self.with { files, kind, desk in
            let content = try Self.bytes("pdf-cades: untouched, lists", files), first = try desk(Trust()), now = try Self.noon(Self.later), today = try Self.day(Self.later)
            let known = try Self.record(content, with: first, as: kind, on: Self.june)
            let without = try desk(Trust(roots: ["roots/rsa-other.der"])), again = try desk(Trust(crls: Self.fresh + ["later/rsa-good.crl"])), nobody = try desk(Trust(signers: []))
            try await Self.withStore(of: content, known, kind) { documents, store, id in
                #expect(try await SignatureRecheck.run(store, [kind.id: kind], without, at: now, on: today).lost == [id])
                #expect(try await SignatureRecheck.run(store, [kind.id: kind], again, at: now, on: today).gained == [id])
                let contents = documents.appending(path: "content")
                let sealed = try #require(FileManager.default.subpathsOfDirectory(atPath: contents.path).max { $0.count < $1.count })
                try FileManager.default.removeItem(at: contents.appending(path: sealed))
                let kept = try await SignatureRecheck.run(store, [kind.id: kind], first, at: now, on: today)
                #expect(kept.lost == [] && kept.unread == [id] && kept.checked == 1)
                let struck = try await SignatureRecheck.run(store, [kind.id: kind], nobody, at: now, on: today)
                #expect(struck.lost == [id] && struck.unread == [id])
            }
        }
    }

    /// A paper that passed on 1 June by the time-stamp of an authority under another root: what there is on the day it is checked again, whether it
    /// is lost, and whether its time is proven still.
    private static let stamped: [(file: String, signer: String, trust: Trust, lost: String?, isProven: Bool)] = [
        ("time-stamp of a stranger", "expired", Trust(roots: bothRoots, crls: allLists), nil, true),
        ("time-stamp of a stranger", "expired", Trust(roots: bothRoots, crls: []), nil, true),
        ("time-stamp of a stranger", "expired", Trust(crls: allLists), "expired", false),
        ("time-stamp of a stranger", "expired", Trust(roots: bothRoots, crls: Trust().crls + ["crls/rsa-march.crl", "later/rsa-stamps-revoked.crl"]), "expired", false),
        ("untouched, time-stamp of a stranger", "good", Trust(roots: bothRoots, crls: []), nil, true),
        // Its certificate is good without a time-stamp too; but what passes by now passes by the day of this check.
        ("untouched, time-stamp of a stranger", "good", Trust(crls: allLists), nil, false),
    ]

    private static let bothRoots = ["roots/rsa-root.der", "roots/rsa-other.der"], allLists = Trust().crls + ["crls/rsa-march.crl", "later/rsa-stamps.crl"]

    @Test("what passed by a time-stamp whose authority is distrusted by now has to pass without it")
    func stamps() async throws {
        try await Self.with { files, kind, desk in
            for row in Self.stamped {
                var then = Trust(roots: Self.bothRoots, crls: Self.allLists), now = row.trust
                (then.signers, now.signers) = (["signers/rsa-\(row.signer).der"], ["signers/rsa-\(row.signer).der"])
                let content = try Self.bytes("pdf-cades: \(row.file)", files), label: Comment = "\(row)"
                let known = try Self.record(content, with: desk(then), as: kind, on: Self.june)
                #expect(known.verdict == .passed && known.signers.allSatisfy(\.isTimeProven), label)
                let again = try desk(now), instant = try Self.noon(Self.later), today = try Self.day(Self.later)
                try await Self.withStore(of: content, known, kind) { _, store, id in
                    for turn in 1...2 {
                        let recheck = try await SignatureRecheck.run(store, [kind.id: kind], again, at: instant, on: today)
                        #expect(recheck.lost == (row.lost == nil || turn == 2 ? [] : [id]) && recheck.gained == [], label)
                        let found = try #require(try await store.record(id)).signature
                        #expect(found.verdict == (row.lost == nil ? .passed : .undetermined) && found.reason == row.lost ?? "valid", label)
                        #expect(found.signers.map(\.isTimeProven) == [row.isProven], label)
                    }
                }
            }
        }
    }

    // MARK: what did not

    /// Papers that were sound when they came, of somebody who is listed by now: whether they pass, else the reason that is kept.
    private static let sound: [(file: String, signer: String, trust: Trust, kept: String?)] = [
        ("pdf-cades: certificate expired", "expired", Trust(), nil),
        ("cms-attached: certificate expired", "expired", Trust(), nil),
        ("pdf-cades: certificate expired and revoked", "gone", Trust(), "revoked"),
        ("cms-attached: certificate expired and revoked", "gone", Trust(), "revoked"),
        ("pdf-cades: certificate expired, then revoked", "late", Trust(), "revoked"),
        // One of two signatures ran out, which alone would do no harm; the other was revoked.
        ("pdf-cades: a signature whose certificate expired, and one whose was revoked", "expired", Trust(), "expired"),
        ("pdf-pkcs7: a signature whose certificate expired, and one whose was revoked", "expired", Trust(), "expired"),
        ("pdf-cades: untouched, lists", "good", Trust(), nil),
        ("pdf-cades: untouched, lists", "good", Trust(crls: []), nil),
        // A way to a root there is no longer: what was found stays, and does not pass.
        ("pdf-cades: untouched, lists", "good", Trust(roots: ["roots/rsa-other.der"]), "signer-not-listed"),
        ("pdf-cades: certificate expired", "expired", Trust(roots: ["roots/rsa-other.der"]), "signer-not-listed"),
        ("pdf-cades: certificate taken out", "good", Trust(), "signer-not-listed"),
        ("pdf-cades: certificate in the authority's name, signed by somebody else", "good", Trust(), "signer-not-listed"),
    ]

    @Test("what was sound when it came passes for a signer who is listed by now, unless more than time speaks against it")
    func listed() async throws {
        try await Self.with { files, kind, desk in
            for row in Self.sound {
                var trust = row.trust
                trust.signers = ["signers/rsa-\(row.signer).der"]
                let desk = try desk(trust), file = try Self.check(Self.bytes(row.file, files), with: desk, on: Self.june)
                let signer = SignerIdentity(certificate: try #require(desk.signers.certificates.values.first), issuers: [], subject: [:])
                let known = SignatureRecord(
                    verdict: .undetermined, reason: SignatureRecord.signerNotListed,
                    signers: [.init(name: nil, signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: "valid", identity: signer)], checkedOn: try Self.day("2026-03-20"))
                #expect(desk.judged(known, issuer: Self.issuer, from: .uploaded, as: kind).verdict == .passed, "\(row.file)")
                var found = known
                for turn in 1...2 {
                    found = desk.rechecked(found, with: file, issuer: Self.issuer, from: .uploaded, as: kind)
                    #expect((found.verdict == .passed) == (row.kept == nil) && (row.kept == nil || found.reason == row.kept), "\(row.file), \(turn): \(found.reason ?? "")")
                    if found.verdict == .passed { break }
                }
            }
        }
    }
}
