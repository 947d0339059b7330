import Foundation
import Testing

@testable import Sandbox

@Suite("truth.jsonl")
struct TruthTests {
    @Test("has a line for every concept a manifest supplies, and names that connector in it")
    func coversManifests() throws {
        let lines = try Fixture.lines("truth.jsonl", in: Fixture.province.get())
        var holders: [String: Set<String>] = [:]
        var reasons: [String: Set<String>] = [:]
        for line in lines {
            let kind = (line["subject"] as? [String: Any])?["kind"] as? String ?? ""
            let name = "\(kind).\(line["concept"] as? String ?? "")"
            holders[name, default: []].formUnion((line["held"] as? [String: Any] ?? [:]).keys)
            reasons[name, default: []].formUnion((line["why"] as? [String: Any] ?? [:]).keys)
        }
        let supplied = try Self.supplied()
        #expect(supplied.count > 50)
        for (connector, concept) in supplied {
            #expect(holders[concept]?.contains(connector) == true, "\(connector) supplies \(concept)")
        }
        // And no line names a register whose manifest does not supply the concept, parts and derivations aside.
        let known = Set(supplied.map { "\($0) \($1)" })
        for (concept, registers) in holders where !Self.partsAndDerived.contains(where: concept.hasSuffix) {
            for register in registers.union(reasons[concept] ?? []) {
                #expect(known.contains("\(register) \(concept)"), "\(register) \(concept)")
            }
        }
    }

    @Test("says held or why, not both unless it is stale, and every concept of a subject once")
    func wellFormed() throws {
        var seen: Set<String> = []
        for line in try Fixture.lines("truth.jsonl", in: Fixture.province.get()) {
            let subject = try #require(line["subject"] as? [String: String])
            let concept = try #require(line["concept"] as? String)
            #expect(seen.insert("\(subject["kind"] ?? "") \(subject["id"] ?? "") \(concept)").inserted)
            let held = try #require(line["held"] as? [String: Any])
            let why = line["why"] as? [String: String] ?? [:]
            #expect(line["value"] != nil)
            for (register, reason) in why {
                #expect(["absent", "invalid", "key-missing", "stale", "wrong-subject"].contains(reason))
                #expect((held[register] != nil) == (reason == "stale"))
            }
        }
    }

    @Test(
        "tells the gaps of real registers",
        arguments: [
            ("person.email", "population", "absent"), ("person.phone", "population", "stale"),
            ("person.full_name", "civil_status", "absent"), ("person.si_number", "social_insurance", "absent"),
            ("civil_event.marriage_registration_date", "civil_status", "absent"),
            ("person.date_of_birth", "population", "key-missing"), ("person.poverty_status", "social_protection", "stale"),
            ("person.has_disability", "social_protection", "absent"), ("licence.driving_school", "driving_licence", "absent"),
            ("parcel.parcel_area", "land", "absent"), ("person.monthly_si_benefit_amount", "social_insurance", "absent"),
        ])
    func gaps(concept: String, register: String, reason: String) throws {
        let lines = try Fixture.lines("truth.jsonl", in: Fixture.province.get())
        #expect(
            lines.contains { line in
                let kind = (line["subject"] as? [String: Any])?["kind"] as? String ?? ""
                return "\(kind).\(line["concept"] ?? "")" == concept
                    && (line["why"] as? [String: String])?[register] == reason
            })
    }

    private static let partsAndDerived = [
        "_street", "_commune", "_district", "_province", "_issue_place", "identity_document_issue_date", "birth_year",
        "residence_address", "employer_name",
    ]

    /// Connector and `kind.concept` of everything under `supplies` in the manifests, by indentation.
    private static func supplied() throws -> [(String, String)] {
        var found: [(String, String)] = []
        for register in Register.allCases {
            let file = Fixture.repository.appending(path: "Connectors/\(register.rawValue)/manifest.yaml")
            var kind = ""
            var indent: Int?
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let depth = line.prefix { $0 == " " }.count
                let word = line.dropFirst(depth)
                if word.hasPrefix("about:") { kind = String(word.dropFirst(7)) }
                // Lists under `opens` supply about the subjects they lead to; their concepts stand elsewhere too.
                if word.hasPrefix("supplies:") && depth == 4 { indent = depth }
                if let start = indent, depth <= start, !word.hasPrefix("supplies:") { indent = nil }
                if let start = indent, depth == start + 2, let colon = word.firstIndex(of: ":") {
                    found.append((register.rawValue, "\(kind).\(word[..<colon])"))
                }
            }
        }
        return found
    }
}
