import Crypto
import Formats
import Foundation
import Receipts
@testable import Storage
import Testing

@Suite("A person's name in the ledger")
struct PseudonymTests {
    private static let subject = "personal_id_number=015190000123"

    @Test("is another each month, and the same within one; months and uses do not collide")
    func rotates() {
        let pseudonyms = Pseudonyms(key: SymmetricKey(data: Data("Jefe".utf8)))
        let months = (1...12).map { $0 < 10 ? "2026-0\($0)" : "2026-\($0)" }
        let names = months.map { pseudonyms.subject(Self.subject, in: $0) }
        #expect(Set(names).count == 12 && names.allSatisfy { $0.count == 32 })
        #expect(names == months.map { pseudonyms.subject(Self.subject, in: $0) })
        #expect(!names.contains(pseudonyms.dossier(Self.subject)))
        // Computed with Python's hmac: HKDF-Extract without salt, HKDF-Expand to 32 bytes, HMAC-SHA256 under that, its first half.
        #expect(pseudonyms.subject(Self.subject, in: "2026-11") == "17347d90c627e9a03efeeb509a19d4e0")
    }

    /// Twelve digits are few: a list of all of them is made in an hour, so a plain hash of a number is the number. What keeps the
    /// ledger from being read with such a list is the key, 256 random bits that are not in it: HMAC-SHA256 under a key nobody
    /// knows is a random function (Bellare 2006), and a list of candidates says nothing about which of them it was given. The test
    /// shows both halves: no way of hashing the right number without the key gives its name, with the key exactly one does.
    @Test("is found by no list of numbers without the key, and by one number with it")
    func dictionary() throws {
        let key = SymmetricKey(size: .bits256), pseudonyms = Pseudonyms(key: key)
        let candidates = (0..<2_000).map { "015\(190_000_000 + $0 * 491)" }
        #expect(candidates.allSatisfy { $0.utf8.count == 12 } && Set(candidates).count == 2_000)
        let wanted = candidates[1_234]
        let event = LedgerEntry(dossier: "d", hour: "2026-11-24T09", fact: .lookedUp(LookedUpFact(
            connector: "population", operation: "citizen", purpose: "p", attributes: 3, result: "found",
            subject: pseudonyms.subject("personal_id_number=" + wanted, in: "2026-11"))))
        let written = event.json.serialized(.canonical)
        var tried = 0
        func tells(_ digest: some Sequence<UInt8>) -> Bool {
            tried += 1
            let hex = Hexadecimal.text(of: Array(digest))
            return written.contains(hex.prefix(32)) || written.contains(hex.suffix(32))
        }
        // What somebody has who knows this program and not the key: no key, a guessed one, the month, the number itself.
        let guesses = [Data(), Data("2026-11".utf8), Data(repeating: 0, count: 32), Data("subject".utf8), Data(wanted.utf8)].map { SymmetricKey(data: $0) } + [SymmetricKey(size: .bits256)]
        for candidate in candidates {
            for text in [candidate, "personal_id_number=" + candidate, "subject\u{0}personal_id_number=" + candidate] {
                #expect(!tells(SHA256.hash(data: Data(text.utf8))))
                #expect(!tells(SHA512.hash(data: Data(text.utf8))))
                #expect(!tells(Insecure.MD5.hash(data: Data(text.utf8))))
                for guess in guesses { #expect(!tells(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: guess))) }
            }
            for guess in guesses { #expect(!written.contains(Pseudonyms(key: guess).subject("personal_id_number=" + candidate, in: "2026-11"))) }
        }
        #expect(tried == 2_000 * 3 * 9)
        #expect(candidates.filter { written.contains(pseudonyms.subject("personal_id_number=" + $0, in: "2026-11")) } == [wanted])
        // A month's list is worth nothing in another.
        #expect(!candidates.contains { written.contains(pseudonyms.subject("personal_id_number=" + $0, in: "2026-12")) })
        #expect(!written.contains(wanted))
    }

    @Test("a person's own log has what was read about them in every month, and of others nothing")
    func accessLog() async throws {
        try await inFolder { folder in
            let ledger = try SQLiteLedger(path: folder.appending(path: "l.sqlite").path), pseudonyms = Pseudonyms(key: SymmetricKey(size: .bits256))
            let (me, other) = (Self.subject, "personal_id_number=015190000999")
            func opened(_ dossier: String, _ hour: String, for subject: String, basis: String = "self", operator hasOperator: Bool = false) -> LedgerEntry {
                LedgerEntry(dossier: dossier, hour: hour, fact: .opened(OpenedFact(
                    form: "form-\(dossier)", version: "1", procedure: "1.000001", purpose: "p", subjectKind: "person", channel: "online", basis: basis, hasOperator: hasOperator,
                    isSimulated: true, subject: pseudonyms.subject(subject, in: String(hour.prefix(7))))))
            }
            func read(_ dossier: String, _ hour: String, about subject: String?, attributes: Int) -> LedgerEntry {
                LedgerEntry(dossier: dossier, hour: hour, fact: .lookedUp(LookedUpFact(
                    connector: "population", operation: "citizen", purpose: "q", attributes: attributes, result: "found",
                    subject: subject.map { pseudonyms.subject($0, in: String(hour.prefix(7))) })))
            }
            try await ledger.append([
                opened("a", "2026-10-31T23", for: me), read("a", "2026-11-01T00", about: me, attributes: 4), read("a", "2026-11-01T00", about: other, attributes: 5),
                opened("b", "2026-11-02T07", for: other, basis: "assisted", operator: true), read("b", "2026-11-02T07", about: other, attributes: 6),
                read("b", "2026-12-02T07", about: me, attributes: 7), read("b", "2026-12-02T08", about: nil, attributes: 8),
            ])
            let log = try await ledger.accesses(about: me, by: pseudonyms)
            #expect(log.map(\.hour) == ["2026-10-31T23", "2026-11-01T00", "2026-12-02T07"])
            #expect(log.map(\.reading?.attributes) == [nil, 4, 7])
            #expect(log.map(\.opening?.isOwn) == [true, true, false])
            #expect(log.map(\.opening?.hasOperator) == [false, false, true])
            #expect(log[2].json.serialized(.canonical)
                == #"{"attributes":7,"basis":"assisted","channel":"online","connector":"population","event":"looked-up","form":"form-b","hour":"2026-12-02T07","operation":"citizen","operator":true,"own":false,"procedure":"1.000001","purpose":"q","result":"found"}"#)
            // Nothing in it names another person or their dossier.
            let text = log.map { $0.json.serialized(.canonical) }.joined()
            for month in ["2026-10", "2026-11", "2026-12"] { #expect(!text.contains(pseudonyms.subject(other, in: month)) && !text.contains(pseudonyms.subject(me, in: month))) }
            #expect(try await ledger.accesses(about: other, by: pseudonyms).map(\.reading?.attributes) == [5, nil, 6])
            #expect(try await ledger.accesses(about: "personal_id_number=015190000777", by: pseudonyms).isEmpty)
            #expect(try await ledger.accesses(about: me, by: Pseudonyms(key: SymmetricKey(size: .bits256))).isEmpty)
        }
    }

    @Test("drafts nobody went on with are noted once, and again only after somebody did")
    func abandoned() async throws {
        try await inFolder { folder in
            let ledger = try SQLiteLedger(path: folder.appending(path: "l.sqlite").path)
            func opened(_ dossier: String, _ hour: String) -> LedgerEntry {
                LedgerEntry(dossier: dossier, hour: hour, fact: .opened(OpenedFact(
                    form: "f", version: "1", procedure: "1", purpose: "p", subjectKind: "person", channel: "online", basis: "self", hasOperator: false, isSimulated: true)))
            }
            func staged(_ dossier: String, _ hour: String, _ number: Int) -> LedgerEntry {
                LedgerEntry(dossier: dossier, hour: hour, fact: .staged(StagedFact(number: number, isAcrossVersions: false, isSupplement: false)))
            }
            try await ledger.append([
                opened("left", "2026-08-01T00"), staged("left", "2026-08-02T00", 2), opened("filed", "2026-08-01T00"), submitted("filed", hour: "2026-08-03T00"),
                opened("taken-back", "2026-08-01T00"), LedgerEntry(dossier: "taken-back", hour: "2026-08-01T00", fact: .withdrawn), opened("fresh", "2026-11-01T00"), lookUp(1),
            ])
            func note(_ hour: String, before: String) async throws -> Int { try await ledger.noteAbandoned(after: .quarter, before: before, at: hour) }
            #expect(try await note("2026-11-24T09", before: "2026-08-26T09") == 1)
            #expect(try await note("2026-11-25T09", before: "2026-08-27T09") == 0)
            #expect(try await ledger.entries().last == LedgerEntry(dossier: "left", hour: "2026-11-24T09", fact: .abandoned(AbandonedFact(silence: .quarter, stage: 2))))
            try await ledger.append([staged("left", "2026-12-01T00", 3)])
            #expect(try await note("2027-06-01T00", before: "2027-03-01T00") == 2)
            #expect(try await ledger.entries().suffix(2).map(\.dossier) == ["left", "fresh"])
        }
    }
}
