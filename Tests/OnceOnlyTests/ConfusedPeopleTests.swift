import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sandbox
import Sourcing
import Testing

/// Two people whom something in a register makes look like one.
@Suite("People taken for one another")
struct ConfusedPeopleTests {
    enum Confusion: String, CaseIterable, Sendable {
        /// Same name, same day of birth.
        case namesakes
        /// A relative's record under this person's number.
        case reusedNumbers

        var rates: ProvinceRates {
            var rates = ProvinceRates.perfect
            switch self {
            case .namesakes: rates[.namesake] = 1
            case .reusedNumbers: (rates[.reusedNumber], rates.insuredAdult) = (1, 0.5)
            }
            return rates
        }

        var people: Int {
            switch self {
            case .namesakes: 1_800
            case .reusedNumbers: 3_000
            }
        }
    }

    /// Pairs of each kind.
    static let pairs = 500
    static let form = FormID("bhxh-tk1-ts")
    /// Who name one of them by a number, per role.
    private static let named = 12

    /// The province of each confusion, and whom each of its people is taken for: the same for all forms, and worked out once.
    private static let provinces = Task {
        try Dictionary(uniqueKeysWithValues: Confusion.allCases.map { confusion in
            let province = try Province.generated(ProvinceOptions(people: confusion.people, seed: 21, rates: confusion.rates), named: confusion.rawValue)
            return (confusion, (province: province, confused: try pairs(of: confusion, in: province)))
        })
    }

    @Test("nothing of the one is in the dossier of the other", arguments: Confusion.allCases)
    func keptApart(confusion: Confusion) async throws {
        let (province, confused) = try #require(try await Self.provinces.value[confusion])
        let checked = try #require(Repository.declarations.get().checked[Self.form])
        // Of two who are taken for one another, one files: no pair counts twice.
        var met: Set<Set<SubjectName>> = []
        let applicants = try Array(Applicant.all(of: province, form: Self.form, limit: .max, vocabulary: checked.vocabulary)
            .filter { applicant in
                guard applicant.actor == applicant.subject, let other = confused[applicant.actorName] else { return false }
                return met.insert(Set([applicant.actorName, other].compactMap(\.self))).inserted
            }.prefix(Self.pairs))
        #expect(applicants.count == Self.pairs)
        let found = try await province.serving { service in
            var found: [String] = []
            for (applicant, office) in zip(applicants, try await applicants.concurrentMap { try await $0.file(with: service).opened.json(.office) }) {
                // Every value is the one the truth file has of the subject it is shown for.
                var audit = Audit(checked, applicant, province: province)
                try audit.examine(office)
                found += audit.mismatches.map(\.description)
                if let other = confused[applicant.actorName] ?? nil { found += try Self.values(of: other, in: office, besides: applicant, province) }
            }
            return found
        }
        #expect(found.isEmpty)
    }

    /// Roles whose subject is named by a number and verified by the name: of a namesake, the name fits too.
    private static let verified = TwoStrangersTests.places.filter { place in
        let role = try? Repository.declarations.get().checked[place.form]?.form.role(place.role)
        return role?.verify.isEmpty == false
    }

    @Test("named by a number and verified by the name, it is the holder of the number and nobody of the same name", arguments: verified)
    func named(place: TwoStrangersTests.Place) async throws {
        let declarations = try Repository.declarations.get()
        let checked = try #require(declarations.checked[place.form]), baseline = try #require(declarations.baselines[place.form])
        let role = try #require(checked.form.role(place.role))
        for confusion in Confusion.allCases {
            let (province, confused) = try #require(try await Self.provinces.value[confusion])
            let encounters = try Array(Encounter.all(checked, baseline, role, in: province) { confused.keys.contains($0.name) }.prefix(Self.named))
            let (met, found) = try await Encounter.asking(checked, province) { connectors, signer in
                var met = 0, found: [String] = []
                for (encounter, office) in zip(encounters, try await encounters.concurrentMap { try await $0.filed(with: connectors, signer: signer).office }) {
                    let subject = office["subjects"]?[role.id.rawValue] ?? office["subjects"]?["\(role.id)[r1]"]
                    guard subject?["id"]?.string == encounter.stranger.name.id else { continue }
                    met += 1
                    guard let other = confused[encounter.stranger.name] ?? nil else { continue }
                    // In the blanks of this role; other roles are others, who may live where the namesake does.
                    let mine = (office["fields"]?.array ?? []).filter { $0["means"]?.string?.hasPrefix("\(role.id).") ?? false }
                    found += try Self.values(of: other, in: ["fields": .array(mine)], besides: encounter.applicant, province, and: [encounter.stranger.name])
                }
                return (met, found)
            }
            #expect(found.isEmpty)
            #expect(met > 0 || encounters.isEmpty || place.form == FormID("bhxh-tk1-ts"), "\(confusion)")
        }
    }

    /// Whom each person is taken for, from the truth file alone; nil where it tells only that there is somebody.
    private static func pairs(of confusion: Confusion, in province: Province) throws -> [SubjectName: SubjectName?] {
        var pairs: [SubjectName: SubjectName?] = [:]
        var seen: [String: SubjectName] = [:]
        for subject in province.truth.names.filter({ $0.kind == "person" }).sorted(by: { $0.id < $1.id }) {
            let lines = try province.truth.lines(of: subject)
            switch confusion {
            case .namesakes:
                guard let name = lines["full_name"]?.value.string, let born = lines["date_of_birth"]?.value.string else { continue }
                if let other = seen["\(name) \(born)"] {
                    pairs.updateValue(other, forKey: subject)
                    pairs.updateValue(subject, forKey: other)
                } else {
                    seen["\(name) \(born)"] = subject
                }
            case .reusedNumbers:
                guard lines["si_number"]?.why["social_insurance"] == "wrong-subject" else { continue }
                pairs.updateValue(nil, forKey: subject)
            }
        }
        return pairs
    }

    /// Leaves that hold a value only the other person has.
    private static func values(of other: SubjectName, in office: JSON, besides applicant: Applicant, _ province: Province, and named: Set<SubjectName> = []) throws -> [String] {
        let household = TrueRoles(applicant: applicant, links: province.links, truth: province.truth).household
        let open = household.subtracting([other]).union([applicant.actorName]).union(named)
        let secrets = try Secrets(of: [other], besides: open, said: applicant.sheet, truth: province.truth)
        return (office["fields"]?.array ?? []).compactMap { field in
            guard let value = field["value"], !secrets.found(in: value.serialized(.compact)).isEmpty else { return nil }
            return field["leaf"]?.string
        }
    }
}
