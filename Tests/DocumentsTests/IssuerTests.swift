import Documents
import Expressions
import Foundation
import OnceOnly
import Sourcing
import Testing
import Vocabulary

/// The facts are those of FormSchemas/vocabulary; see its sources.
@Suite("Issuers and those who followed them")
struct IssuerTests {
    private static let succession: IssuerSuccession? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? DeclarationFolder(root.path)).map { IssuerSuccession($0.catalog.vocabulary) }
    }()

    private func succession() throws -> IssuerSuccession { try #require(Self.succession) }

    @Test("a code means what it meant on the day, and its duties go where the unit went", arguments: [
        // Phường Kim Tân became part of Phường Lào Cai, which has its code.
        ("commune_committee", "02647", "2020-01-01", "commune_committee/02647@2025-07-01"),
        ("commune_committee", "02635", "2020-01-01", "commune_committee/02647@2025-07-01"),
        ("commune_police", "02635", "2020-01-01", "commune_police/02647@2025-07-01"),
        ("commune_committee", "02647", "2025-07-01", "commune_committee/02647@2025-07-01"),
        ("land_registration_office", "10", "2024-01-01", "land_registration_office/15@2025-07-01"),
        ("ministry_police", nil, "2024-01-01", "ministry_police"),
        ("CAT10", nil, "2014-01-01", "BCA"),
    ] as [(String, String?, String, String)])
    func followed(_ authority: String, _ place: String?, _ issued: String, _ now: String) throws {
        let issuer = try #require(try succession().issuer(authority, place: place, on: try day(issued)))
        #expect(try succession().successor(of: issuer, on: try day("2026-11-29"))?.name == now)
        #expect(Issuer(name: issuer.name) == issuer)
    }

    @Test("what was no authority or no place on the day is no issuer", arguments: [
        ("commune_committe", "02647", "2026-01-01"), ("commune_committee", "99999", "2026-01-01"), ("commune_committee", "02635", "2026-01-01"),
    ])
    func none(_ authority: String, _ place: String, _ on: String) throws {
        #expect(try succession().issuer(authority, place: place, on: try day(on)) == nil)
    }

    @Test("an issuer has the papers of all whose duties it took over, and of nobody else; every unit is one's")
    func predecessors() throws {
        let succession = try succession(), today = try day("2026-11-29"), before = try day("2025-06-30")
        let ward = try #require(succession.issuer("commune_committee", place: "02647", on: today))
        let all = succession.predecessors(of: ward)
        #expect(all.contains(ward) && all.allSatisfy { $0.place == ward.place || succession.successor(of: $0, on: today) == ward })
        // Six old units went into it, as the table of the reference facts has it; one of them had its code.
        #expect(Set(all.compactMap(\.place?.code)) == ["02635", "02641", "02644", "02647", "02665", "02911"] && all.count == 7)
        // Before the change each was its own.
        for old in all where old != ward { #expect(succession.successor(of: old, on: before) == old) }
    }

    @Test("names read back, others do not", arguments: [
        ("a", true), ("a/02647", true), ("a/02647@2025-07-01", true), ("", false), ("/1", false), ("a/", false), ("a/1@", false), ("a/1@2025", false),
    ])
    func names(_ name: String, _ reads: Bool) {
        #expect((Issuer(name: name)?.name == name) == reads)
    }
}
