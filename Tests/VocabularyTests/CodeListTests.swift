import Diagnostics
import Expressions
import Testing
import Vocabulary

@Suite("A code means one thing at a time")
struct CodeListTests {
    private static let before = "2025-06-30", after = "2025-07-01", now = "2026-11-24"

    private static func communes() throws -> CodeList { try #require(Shipped.vocabulary.codeLists[CodeListID("communes")]) }

    @Test("a commune's code by date", arguments: [
        ("02647", before, "Phường Kim Tân"), ("02647", after, "Phường Lào Cai"), ("02641", before, "Phường Lào Cai"), ("02671", before, "Phường Nam Cường"),
        ("02671", after, "Phường Cam Đường"), ("04273", now, "Phường Nam Cường"), ("03103", before, "Xã Khánh Yên Hạ"), ("03103", now, "Xã Khánh Yên"),
        ("04372", before, "Xã Trung Tâm"), ("04663", now, "Phường Trung Tâm"),
    ])
    func byDate(_ code: String, _ date: String, _ name: String) throws {
        #expect(try Self.communes().entry(code, at: day(date))?.label.vietnamese == name)
    }

    @Test("an old record's code is still read at a later date, and no longer offered", arguments: ["02641", "04372", "02635"])
    func closed(_ code: String) throws {
        let list = try Self.communes()
        #expect(list.knows(code))
        let before = try day(Self.before), now = try day(Self.now)
        #expect(!list.offers(code, at: now))
        #expect(list.offers(code, at: before))
        #expect(list.entry(code, at: now) != nil)
        #expect(!list.knows("99999"))
        #expect(list.entry("99999", at: now) == nil)
    }

    @Test("99 communes now, 319 before, every closed one succeeded by one that is open")
    func counts() throws {
        let list = try Self.communes()
        let codes = Set(list.entries.map(\.code)), before = try day(Self.before), now = try day(Self.now)
        #expect(codes.count { list.offers($0, at: now) } == 99)
        #expect(codes.count { list.offers($0, at: before) } == 319)
        for entry in list.entries where entry.validTo != nil {
            let successor = try #require(entry.columns["successor"])
            #expect(list.offers(successor, at: now), "\(entry.code)")
        }
        for entry in list.entries where entry.validTo == nil {
            for column in ["province", "people_committee", "police", "land_office", "tax_office"] { #expect(entry.columns[column]?.isEmpty == false, "\(entry.code) \(column)") }
        }
    }

    @Test("code 15 was Yên Bái and is Lào Cai; 10 is closed")
    func provinces() throws {
        let list = try #require(Shipped.vocabulary.codeLists[CodeListID("provinces")])
        let before = try day(Self.before), after = try day(Self.after)
        #expect(list.entry("15", at: before)?.label.vietnamese == "Tỉnh Yên Bái")
        #expect(list.entry("15", at: after)?.label.vietnamese == "Tỉnh Lào Cai")
        #expect(!list.offers("10", at: after))
        #expect(Set(list.entries.map(\.code)).count { list.offers($0, at: after) } == 34)
    }

    @Test("where a code is valid at no date, the newest meaning is taken, whatever the order of the file")
    func newest() throws {
        let old = CodeList.Entry(code: "1", label: LocalizedText(vi: "cũ"), validFrom: PartialDate("2000-01-01"), validTo: PartialDate("2001-01-01"))
        let new = CodeList.Entry(code: "1", label: LocalizedText(vi: "mới"), validFrom: PartialDate("2002-01-01"), validTo: PartialDate("2003-01-01"))
        for entries in [[old, new], [new, old]] {
            let list = CodeList(id: CodeListID("l"), title: LocalizedText(vi: "l"), entries: entries)
            #expect(try list.entry("1", at: day("2010-01-01"))?.label.vietnamese == "mới")
            #expect(try list.entry("1", at: day("2000-06-01"))?.label.vietnamese == "cũ")
            #expect(try list.entry("1", at: day("2001-06-01"))?.label.vietnamese == "mới")
        }
    }

    @Test("the last day of a code is a day it is valid on", arguments: [("2025-06-30", true), ("2025-07-01", false), ("2025-06", true)])
    func edges(_ date: String, _ isValid: Bool) throws {
        let entry = CodeList.Entry(code: "1", label: LocalizedText(vi: "x"), validFrom: nil, validTo: PartialDate("2025-06-30"))
        let list = CodeList(id: CodeListID("l"), title: LocalizedText(vi: "l"), entries: [entry])
        #expect(try list.offers("1", at: day(date)) == isValid)
    }
}
