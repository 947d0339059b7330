import Foundation
import Testing

@testable import Sandbox

@Suite("An imperfect province")
struct ImperfectionTests {
    private static func province(_ imperfect: String) throws -> URL {
        try Fixture.make(ProvinceOptions(people: 400, seed: 3, rates: try ProvinceRates(imperfect: imperfect)))
    }

    private static func population(of folder: URL) async throws -> String {
        try String(decoding: Data(contentsOf: folder.appending(path: "population.sqlite")), as: UTF8.self)
    }

    @Test("has each imperfection alone", arguments: Imperfection.allCases)
    func alone(imperfection: Imperfection) throws {
        let perfect = try Self.province("none"), imperfect = try Self.province("\(imperfection.rawValue)=1")
        defer { for folder in [perfect, imperfect] { try? FileManager.default.removeItem(at: folder) } }
        func bytes(_ folder: URL, _ file: String) throws -> Data { try Data(contentsOf: folder.appending(path: file)) }
        let files = Register.allCases.map(\.fileName)
        let changed = try Set(files.filter { try bytes(perfect, $0) != bytes(imperfect, $0) })
        #expect(!changed.isEmpty)
    }

    @Test("is without imperfections where none are asked for")
    func perfect() throws {
        let folder = try Self.province("none")
        defer { try? FileManager.default.removeItem(at: folder) }
        for line in try Fixture.lines("truth.jsonl", in: folder) {
            for (register, reason) in line["why"] as? [String: String] ?? [:] {
                #expect(reason == "absent" || reason == "key-missing", "\(register): \(reason)")
            }
        }
    }

    @Test("tells every reason it implies", arguments: [
        (Imperfection.reusedNumber, "person.si_number", "social_insurance", "wrong-subject"),
        (Imperfection.mistypedNumber, "person.si_number", "social_insurance", "absent"), (Imperfection.missing, "person.ethnicity", "population", "absent"),
        (Imperfection.foreigner, "person.hometown", "population", "absent"), (Imperfection.stale, "person.phone", "population", "stale"),
        (Imperfection.undigitisedBirth, "person.full_name", "civil_status", "absent"), (Imperfection.missingEmail, "person.email", "population", "absent"),
        (Imperfection.lostZero, "person.phone", "population", "invalid"), (Imperfection.oldLandUse, "parcel.land_use_purpose", "land", "absent"),
        (Imperfection.undigitisedMarriage, "civil_event.civil_register_book", "civil_status", "absent"),
    ])
    func reasons(imperfection: Imperfection, concept: String, register: String, reason: String) throws {
        let folder = try Self.province("\(imperfection.rawValue)=1")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(
            try Fixture.lines("truth.jsonl", in: folder).contains { line in
                let kind = (line["subject"] as? [String: Any])?["kind"] as? String ?? ""
                return "\(kind).\(line["concept"] ?? "")" == concept && (line["why"] as? [String: String])?[register] == reason
            })
    }

    @Test("holds what a register wrote in its canonical form", arguments: [
        (Imperfection.capitals, "full_name"), (Imperfection.filler, "date_of_birth"), (Imperfection.conflictingName, "full_name"), (Imperfection.conflictingBirth, "date_of_birth"),
    ])
    func canonical(imperfection: Imperfection, concept: String) throws {
        let folder = try Self.province("\(imperfection.rawValue)=1")
        defer { try? FileManager.default.removeItem(at: folder) }
        let held = try Fixture.lines("truth.jsonl", in: folder).filter { $0["concept"] as? String == concept }
            .compactMap { line in (line["held"] as? [String: String]).map { (Set($0.values), line["value"] as? String ?? "") } }
        switch imperfection {
        case .capitals: #expect(held.contains { held, value in held.contains(value.uppercased()) && held != [value] })
        case .filler:
            #expect(held.contains { $0.0 == [$0.1] && $0.1.utf8.count == 4 })
            #expect(!held.contains { $0.0.contains { $0.hasSuffix("-01-01") || $0.hasSuffix("-12-31") } })
        default: #expect(held.contains { $0.0.count > 1 })
        }
    }

    @Test("writes old communes with their district, and keeps the new one as what is held")
    func oldCommunes() async throws {
        let folder = try Self.province("old-commune=1")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try await Self.population(of: folder).contains("<c:TenQuanHuyen>"))
        let codes = Set(Communes.all.map(\.code))
        for line in try Fixture.lines("truth.jsonl", in: folder) where line["concept"] as? String == "permanent_residence_commune" {
            #expect((line["held"] as? [String: String])?.values.allSatisfy(codes.contains) == true)
        }
    }

    @Test("gives parcels three uses or four, and minors a guardian who has a decision to show")
    func usesAndGuardians() throws {
        let folder = try Self.province("several-uses=1,guardian=1")
        defer { try? FileManager.default.removeItem(at: folder) }
        let uses = try Fixture.lines("truth.jsonl", in: folder).filter { $0["concept"] as? String == "land_use_purpose" && ($0["held"] as? [String: [String]])?["land"] != nil }
            .compactMap { $0["value"] as? [String] }
        #expect(uses.contains { (3...4).contains($0.count) } && uses.allSatisfy { Set($0).count == $0.count })
        let openings = try Fixture.lines("people.jsonl", in: folder).flatMap { (($0["opening"] as? [String: [String: String]]) ?? [:]).values }
        #expect(openings.contains { $0["proof"] != nil && $0["subject"] != nil })
        let parents = try Fixture.lines("links.jsonl", in: folder).filter { ["father", "mother"].contains($0["relation"] as? String) }
        #expect(parents.contains { ($0["held"] as? [String])?.contains("population") == false })
    }

    @Test("lets founders file for companies that others represent, some with an authorisation")
    func representatives() throws {
        let folder = try Fixture.make(ProvinceOptions(people: 2_000, seed: 3, rates: try ProvinceRates(imperfect: "other-representative=1")))
        defer { try? FileManager.default.removeItem(at: folder) }
        let links = try Fixture.lines("links.jsonl", in: folder)
        func leads(_ relation: String) -> [String: Set<String>] {
            var found: [String: Set<String>] = [:]
            for link in links where link["relation"] as? String == relation {
                guard let from = (link["subject"] as? [String: String])?["id"] else { continue }
                found[from, default: []].formUnion((link["to"] as? [[String: String]] ?? []).compactMap { $0["id"] })
            }
            return found
        }
        let representatives = leads("legal_representative"), members = leads("business_members")
        #expect(representatives.contains { company, one in members[company]?.isDisjoint(with: one) == true })
        var proofs: [Bool] = []
        for person in try Fixture.lines("people.jsonl", in: folder) {
            for opening in (person["opening"] as? [String: [String: String]] ?? [:]).values where opening["subjectKind"] == "organisation" {
                let company = try #require(opening["subject"]), actor = try #require(person["personal_id_number"] as? String)
                if representatives[company]?.contains(actor) == false { proofs.append(opening["proof"] != nil) }
            }
        }
        #expect(Set(proofs) == [true, false])
    }

    @Test("refuses what is no list of imperfections", arguments: ["typo", "stale=2", "stale=-1", "stale=x", "stale=0.1=0.2"])
    func refuses(text: String) {
        #expect(throws: ProvinceError.self) { try ProvinceRates(imperfect: text) }
    }

    @Test("later items of the list win")
    func list() throws {
        #expect(try ProvinceRates(imperfect: "all") == .imperfect)
        #expect(try ProvinceRates(imperfect: "all,none") == .perfect)
        #expect(try ProvinceRates(imperfect: "all,stale=0.5")[.stale] == 0.5)
        #expect(try ProvinceRates(imperfect: "capitals")[.capitals] == Imperfection.capitals.usualRate)
        #expect(try ProvinceRates(imperfect: "capitals")[.stale] == 0)
    }
}

@Suite("Misbehaviour, as it is asked for")
struct MisbehaviourOptionTests {
    @Test("reads a list", arguments: ["", "land=slow", "land=slow,population=wrong-subject", "budget=5xx, identity=cut"])
    func reads(text: String) throws {
        #expect(throws: Never.self) { try Misbehaviours(parsing: text) }
    }

    @Test("refuses what is none", arguments: ["land", "land=", "land=lazy", "moon=slow", "land=slow,land=cut"])
    func refuses(text: String) {
        #expect(throws: ProvinceError.self) { try Misbehaviours(parsing: text) }
    }
}
