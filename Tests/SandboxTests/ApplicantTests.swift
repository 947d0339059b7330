import Foundation
import Testing

@testable import Sandbox

@Suite("people.jsonl")
struct ApplicantTests {
    /// Every form of the folder.
    private static let forms: [String] = {
        let folder = Fixture.repository.appending(path: "FormSchemas/forms")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }()

    @Test("has applicants for each form, with the answers they list", arguments: forms)
    func covers(form: String) throws {
        var rates = ProvinceRates()
        rates.actsForUnit = 0.2
        let folder = try Fixture.make(ProvinceOptions(people: 150, seed: 3, rates: rates))
        defer { try? FileManager.default.removeItem(at: folder) }
        let people = try Fixture.lines("people.jsonl", in: folder)
        let fitting = people.filter { ($0["forms"] as? [String])?.contains(form) == true }
        #expect(!fitting.isEmpty)
        for person in people {
            let answers = try #require(person["answers"] as? [String: Any])
            #expect(answers.keys.sorted() == person["forms"] as? [String])
        }
    }

    @Test("answers fields the form has", arguments: forms)
    func fields(form: String) throws {
        let file = Fixture.repository.appending(path: "FormSchemas/forms/\(form).yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let ids = Set(
            text.split(separator: "\n").compactMap { line -> String? in
                let word = line.trimmingCharacters(in: .whitespaces)
                return word.hasPrefix("- id: ") ? String(word.dropFirst(6)) : nil
            })
        for person in try Fixture.lines("people.jsonl", in: Fixture.province.get()) {
            guard let sheet = (person["answers"] as? [String: Any])?[form] as? [String: Any] else { continue }
            let answers = try #require(sheet["answers"] as? [String: Any])
            for leaf in answers.keys {
                let field =
                    leaf.split(separator: "]").last.map { $0.hasPrefix(".") ? String($0.dropFirst()) : String($0) }
                    ?? leaf
                #expect(ids.contains(field), "\(field)")
            }
        }
    }

    @Test("splits parcels into areas that add up")
    func areas() throws {
        var splits = 0
        for person in try Fixture.lines("people.jsonl", in: Fixture.province.get()) {
            guard let sheet = (person["answers"] as? [String: Any])?["dat-dai-tach-hop-thua"] as? [String: Any],
                let answers = sheet["answers"] as? [String: Any], let area = answers["parcel.area"] as? String
            else { continue }
            let shares = answers.filter { $0.key.hasSuffix("].new_parcel.area") }
                .compactMap { ($0.value as? String).flatMap { Decimal(string: $0) } }
            #expect(shares.reduce(0, +) == Decimal(string: area))
            splits += 1
        }
        #expect(splits > 5)
    }

    @Test("opens dossiers for children and for companies")
    func openings() throws {
        let openings = try Fixture.lines("people.jsonl", in: Fixture.province.get())
            .compactMap { $0["opening"] as? [String: [String: String]] }
        #expect(openings.contains { $0["bhxh-tk1-ts"]?["basis"] == "representation" })
        #expect(openings.contains { $0["dat-dai-tach-hop-thua"]?["subjectKind"] == "organisation" })
    }
}
