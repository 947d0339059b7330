@testable import Documents
import Expressions
import Formats
import Testing
import Vocabulary

func day(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

func subject(_ role: RoleID = "applicant", _ key: String = "015190000123") -> DocumentSubject {
    DocumentSubject(role: role, kind: .person, keys: ["personal_id_number": key])
}

func record(
    _ id: String = "d1", subjects: [DocumentSubject] = [subject()], issued: String? = nil, validUntil: String? = nil, purpose: String? = nil, revoked: String? = nil
) throws -> DocumentRecord {
    DocumentRecord(
        id: id, kind: EvidenceID("paper"), subjects: subjects, particulars: .init(number: "12/2026", issued: try issued.map(day), validUntil: try validUntil.map(day)),
        provenance: .init(origin: .uploaded, purpose: purpose, depositedOn: try day("2026-11-01")), file: .init(format: .pdf, size: 10, sha256: "00"),
        standing: DocumentStanding(revokedOn: try revoked.map(day)))
}

@Suite("What is known of a stored document")
struct RecordTests {
    struct Holding: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rule: String?
        let issued, until, purpose, revoked: String?
        let holds: Bool

        init(_ name: String, _ rule: String?, issued: String? = nil, until: String? = nil, purpose: String? = nil, revoked: String? = nil, _ holds: Bool) {
            (testDescription, self.rule, self.issued, self.until) = (name, rule, issued, until)
            (self.purpose, self.revoked, self.holds) = (purpose, revoked, holds)
        }
    }

    @Test("holds by its own dates and its kind's rule, on 2026-11-29", arguments: [
        Holding("no rule", nil, issued: "2026-01-01", false),
        Holding("until its last day", "until a date", until: "2026-11-29", true), Holding("the day after it", "until a date", until: "2026-11-28", false),
        Holding("no last day", "until a date", issued: "2026-01-01", false), Holding("a last month", "until a date", until: "2026-11", false),
        Holding("a later month", "until a date", until: "2026-12", true),
        Holding("six months to the day", "for P6M", issued: "2026-05-29", true), Holding("a day more", "for P6M", issued: "2026-05-28", false),
        Holding("no day of issue", "for P6M", false), Holding("a month of issue", "for P6M", issued: "2026-11", false),
        Holding("while no newer one", "while no newer one", issued: "1990-01-01", true), Holding("the same, run out", "while no newer one", until: "2026-01-01", false),
        Holding("its purpose", "per purpose", purpose: "p", true), Holding("another purpose", "per purpose", purpose: "q", false), Holding("no purpose", "per purpose", false),
        Holding("issued tomorrow", "while no newer one", issued: "2026-11-30", false),
        Holding("revoked today", "while no newer one", revoked: "2026-11-29", false), Holding("revoked tomorrow", "while no newer one", revoked: "2026-11-30", true),
        Holding("revoked some day this month", "while no newer one", revoked: "2026-11", false),
    ])
    func holding(_ c: Holding) throws {
        let rule = try c.rule.map { try #require(EvidenceValidity($0)) }
        let record = try record(issued: c.issued, validUntil: c.until, purpose: c.purpose, revoked: c.revoked)
        #expect(record.holds(on: try day("2026-11-29"), under: rule, for: "p") == c.holds)
    }

    @Test("gives way to a newer one about the same subjects in the same roles, and to no other")
    func superseded() throws {
        let (child, mother) = (subject("child", "015225000001"), subject("mother"))
        let first = try record("a", subjects: [child, mother], issued: "2025-01-01")
        let again = try record("b", subjects: [mother, child], issued: "2026-01-01")
        let sibling = try record("c", subjects: [subject("child", "015226000002"), mother], issued: "2026-06-01")
        let undated = try record("d", subjects: [child, mother])
        let revoked = try record("e", subjects: [child, mother], issued: "2026-08-01", revoked: "2026-09-01")
        #expect(first.isSuperseded(by: again) && !again.isSuperseded(by: first) && !first.isSuperseded(by: first))
        #expect(!first.isSuperseded(by: sibling) && !first.isSuperseded(by: undated) && !undated.isSuperseded(by: again))
        #expect(!again.isSuperseded(by: revoked))
        #expect([first, again, sibling, undated, revoked].current.map(\.id) == ["b", "c", "d", "e"])
    }

    @Test("reads what it writes, and nothing else")
    func json() throws {
        let today = try day("2026-11-29")
        var whole = try record(subjects: [subject("child", "015225000001"), subject("mother")], issued: "2026-11", validUntil: "2027-01-31", purpose: "p")
        whole.signature = SignatureRecord(
            verdict: .passed, reason: "sound", signers: [.init(name: "Ủy ban nhân dân", signedAt: "2026-11-01T00:00:00Z", isTimeProven: true, coversWholeFile: true, reason: "sound")],
            checkedOn: today, listing: .init(issuer: Issuer(authority: "competent_authority"), capacities: [.issuer, .conversion]))
        whole.facts = [ProvenFact(role: "child", concept: "full_name", value: "Nguyễn Văn A", confirmedBy: "official-17", confirmedOn: today)]
        whole.standing.restriction = .init(ground: .contested, since: today)
        for archive in [nil, Retention.Archive.permanent, .until(today)] {
            whole.standing.retention = Retention(keepUntil: today, archive: archive, legal: "Luật", archivedOn: archive == nil ? nil : today)
            #expect(DocumentRecord(json: whole.json) == whole)
            #expect(DocumentRecord(json: try JSON(parsing: whole.json.serialized())) == whole)
        }
        for key in ["id", "kind", "subjects", "particulars", "provenance", "file", "signature"] {
            var object = try #require(whole.json.object)
            object[key] = nil
            #expect(DocumentRecord(json: .object(object)) == nil, "without \(key)")
            object[key] = 5
            #expect(DocumentRecord(json: .object(object)) == nil, "a number for \(key)")
        }
        for key in ["facts", "restriction", "revokedOn", "retention"] {
            var object = try #require(whole.json.object)
            object[key] = "?"
            #expect(DocumentRecord(json: .object(object)) == nil, "\(key)")
        }
    }

    @Test("of a record from before signers were held against a list it is not said that the right one signed")
    func notJudged() throws {
        var record = try record()
        let signer = SignatureRecord.Signer(name: "Ủy ban nhân dân", signedAt: nil, isTimeProven: false, coversWholeFile: true, reason: "sound")
        record.signature = SignatureRecord(verdict: .passed, reason: "sound", signers: [signer], checkedOn: try day("2026-11-29"))
        let read = try #require(DocumentRecord(json: record.json)).signature
        #expect(read.verdict == .undetermined && read.reason == SignatureRecord.signerNotJudged && read.signers == [signer] && read.checkedOn == record.signature.checkedOn)
    }

    @Test("without one of its subjects the record is the others'")
    func without() throws {
        let today = try day("2026-11-29")
        var both = try record(subjects: [subject("child", "015225000001"), subject("mother"), subject("applicant")])
        both.facts = ["child", "mother"].map { ProvenFact(role: $0, concept: "full_name", value: "x", confirmedBy: "o", confirmedOn: today) }
        let left = both.without(subject("anybody"))
        #expect(left.subjects == [subject("child", "015225000001")] && left.facts.map(\.role) == ["child"])
    }

    @Test("archiving forbids erasure for its time, keeping ends by itself", arguments: [
        ("P1Y", "P2Y", "2027-11-02", true, false), ("P1Y", "P2Y", "2028-11-01", true, false), ("P1Y", "P2Y", "2028-11-02", false, true),
        ("P1Y", nil, "2027-11-01", false, false), ("P1Y", nil, "2027-11-02", false, true), (nil, "permanent", "2999-01-01", true, false),
    ] as [(String?, String?, String, Bool, Bool)])
    func retention(_ keep: String?, _ archive: String?, _ on: String, _ forbids: Bool, _ isDue: Bool) throws {
        let period = try archive.flatMap { $0 == "permanent" ? nil : $0 }.map { try #require(CalendarPeriod($0)) }
        let rule = RetentionRule(
            keep: try keep.map { try #require(CalendarPeriod($0)) }, archive: archive == "permanent" ? .permanent : period.map(RetentionRule.Archive.lasting), legal: "Luật")
        var retention = try #require(Retention(rule, from: try day("2026-11-01")))
        let on = try day(on)
        #expect(retention.forbidsErasure(on: on) == forbids && retention.isDue(on: on) == isDue)
        // What an archive took over may go.
        retention.archivedOn = try day("2026-11-02")
        #expect(!retention.forbidsErasure(on: on))
    }

    @Test("a proof of erasure reads what it writes, and signs all of it")
    func proof() throws {
        let proof = ErasureProof(
            id: "p", subject: "s", destroyed: .init(documents: ["a"], contents: ["b"], dataKey: "c"), keptForOthers: 1, ground: .court, by: "o", at: "2026-11-29T00:00:00Z", key: "k",
            signature: "sig")
        #expect(ErasureProof(json: proof.json) == proof)
        #expect(!proof.signedContent.contains("sig"))
        for (key, _) in try #require(proof.json.object).members where !["signature", "subject"].contains(key) {
            var object = try #require(proof.json.object)
            object[key] = nil
            #expect(ErasureProof(json: .object(object)) == nil, "without \(key)")
        }
    }
}
