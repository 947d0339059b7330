import Connectors
import Expressions
import Formats
import Forms
@testable import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// What is asked of registers that only confirm, in which order, and what a wrong guess learns.
@Suite("Several registers that only confirm")
struct ConfirmationTests {
    private static let inputs = ["name": ["full_name"], "born": ["birth_date"], "both": ["full_name", "birth_date"], "sex": ["gender"]]

    private static func office(_ name: String, _ operations: [String], _ rules: String) -> String {
        SmallOffice.manifest(name, operations.map { operation in
            let inputs = inputs[operation] ?? []
            return """
                  \(operation):
                    about: person
                    key: [personal_id_number]
                    request: {path: "/{personal_id_number}/\(inputs.map { "{\($0)}" }.joined(separator: "/"))"}
                    record: $
                    identifies: $.id
                    verifies:
                \(inputs.map { "      \($0): {at: $.match, yes: \"true\", no: \"false\"\($0 == "full_name" ? "" : rules)}" }.joined(separator: "\n"))
                """
        }.joined(separator: "\n"))
    }

    private static let register = SmallOffice.manifest("register", """
          citizen:
            about: person
            key: [personal_id_number]
            request: {path: "/{personal_id_number}"}
            record: $
            identifies: $.id
            supplies:
              full_name: {at: $.name, authority: 1}
              birth_date: {at: $.born, authority: 1}
              residence_street: {at: $.street, authority: 1}
              residence_commune: {at: $.commune, authority: 1}
        """)

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Operations by office: `a.name`.
        let offices: [String]
        let verify: String
        /// What the register may tell of the spouse.
        var reads: String? = nil
        /// `yes`, or what an office says instead, by operation.
        var says: [String: String] = [:]
        var born = "1990-05-06"
        var rules = ""
        let asked: [String]
        let role: String

        init(_ name: String, _ offices: String, verify: String = "full_name", reads: String? = nil, says: [String: String] = [:], born: String = "1990-05-06", rules: String = "", _ asked: String, _ role: String) {
            testDescription = name
            self.offices = offices.split(separator: " ").map(String.init)
            (self.verify, self.reads, self.says, self.born, self.rules, self.role) = (verify, reads, says, born, rules, role)
            self.asked = asked.split(separator: " ").map(String.init)
        }
    }

    private static let both = "full_name, birth_date"

    @Test("what is asked, and what comes of it", arguments: [
        Case("one that confirms", "a.name", "a.name", "stands"),
        Case("one call for all there is to confirm", "a.name a.born a.both", verify: both, "a.both", "stands"),
        Case("a wrong name", "a.name a.both", verify: both, says: ["a.both": "no"], "a.both", "mismatch"),
        Case("a number nobody has takes no question more", "a.name a.both", verify: both, says: ["a.both": "absent"], "a.both", "mismatch"),
        Case("nor does one with a record that must not be used", "a.name a.both", verify: both, says: ["a.both": "invalid"], "a.both", "mismatch"),
        Case("of two registers, the second is asked where the first knows nobody", "a.name b.name", says: ["a.name": "absent"], "a.name b.name", "stands"),
        Case("as many for a number neither has", "a.name b.name", says: ["a.name": "absent", "b.name": "absent"], "a.name b.name", "mismatch"),
        Case("as for a wrong name", "a.name b.name", says: ["a.name": "no", "b.name": "absent"], "a.name b.name", "mismatch"),
        Case("a no decides, whatever another says", "a.name b.name", says: ["a.name": "no"], "a.name b.name", "mismatch"),
        Case("nobody else is asked after a yes", "a.name b.name b.both", verify: both, says: ["b.both": "yes"], "b.both", "stands"),
        Case("what the register tells is not sent", "a.both a.name", verify: both, reads: "birth_date", "a.name", "stands"),
        Case("unless nobody confirms the rest without it", "a.both", verify: both, reads: "birth_date", "a.both", "stands"),
        Case("nor to the same register in other words", "a.both a.name", verify: both, reads: "birth_date", says: ["a.name": "absent"], "a.name", "mismatch"),
        Case("nor when that is down", "a.both a.name", verify: both, reads: "birth_date", says: ["a.name": "down"], "a.name a.name", "source-down"),
        Case("two that confirm a part each are asked at once, whichever is wrong", "a.name b.born", verify: both, says: ["a.name": "no"], "a.name b.born", "mismatch"),
        Case("and whoever is not there", "a.name b.born", verify: both, says: ["a.name": "absent", "b.born": "absent"], "a.name b.born", "mismatch"),
        Case("a day without its month is not asked about where whole days are confirmed", "a.both", verify: both, born: "1990", "", "not-held"),
        Case("nor in the register's format", "a.both", verify: both, born: "1990", rules: ", format: dd/MM/yyyy", "", "not-held"),
        Case("but where a year alone can be written", "a.both", verify: both, born: "1990", rules: ", partial: true", "a.both", "stands"),
        Case("nor a code the register has no word for", "a.sex", verify: "gender", rules: ", codes: {NU: \"2\"}", "", "not-held"),
        Case("a composite whose parts the register does not know is no match", "a.name", verify: "residence", reads: "residence_street, residence_commune", "", "mismatch"),
    ])
    func asks(_ one: Case) async throws {
        let names = Set(one.offices.map { String($0.prefix(1)) }).sorted()
        var connectors = ["register": Self.register]
        for name in names { connectors[name] = Self.office(name, one.offices.filter { $0.hasPrefix(name) }.map { String($0.dropFirst(2)) }, one.rules) }
        let verified = Set(one.offices.flatMap { Self.inputs[String($0.dropFirst(2))] ?? [] })
        let grants = names.map { "  - {purpose: base, connector: \($0), about: [spouse], verifies: [\(verified.sorted().joined(separator: ", "))], basis: law, legal: none}\n" }
            + ["  - {purpose: base, connector: register, about: [applicant], reads: [full_name], basis: law, legal: none}\n"]
            + (one.reads.map { ["  - {purpose: base, connector: register, about: [spouse], reads: [\($0)], basis: law, legal: none}\n"] } ?? [])
        let checked = try await SmallOffice.declarations(
            spouse: "from: [key: [spouse.personal_id_number]], verify: [\(one.verify)]", connectors: connectors, grants: grants.joined())
        let registers = checked.catalog.connectors.map { manifest in
            ToldRegister(manifest) { request in
                if manifest.id.rawValue == "register" { return Self.told(request, isKnown: one.reads?.contains("residence") != true) }
                let said = one.says["\(manifest.id).\(request.operation)"] ?? "yes"
                return switch said {
                case "absent": .absent
                case "down": .failed(.down)
                case "invalid": .failed(.invalid)
                default: ToldRegister.record(request, Dictionary(uniqueKeysWithValues: request.concepts.map { ($0, .boolean(said == "yes")) }))
                }
            }
        }
        let typed: JSON = [
            "personal_id_number": .string(SmallOffice.other), "full_name": "Mai", "birth_date": .string(one.born), "gender": "1",
            "residence": ["street": "Số 1", "commune": "Bát Xát"],
        ]
        var answers = Answers()
        answers.roles["spouse"] = .key(Dictionary(uniqueKeysWithValues: (typed.object?.members ?? []).filter { member in member.key == "personal_id_number" || one.verify.contains(member.key) }.map { ($0.key, $0.value) }))
        let outcome = try await SmallOffice.filled(checked, answers, by: registers)
        var asked: [String] = []
        for register in registers where register.manifest.id.rawValue != "register" { asked += await register.requests.map { "\(register.manifest.id).\($0.operation)" } }
        #expect(asked == one.asked)
        #expect(SmallOffice.spouse(of: outcome, checked) == one.role)
        // Whatever came of it, the applicant's side is not told how it went.
        #expect(!outcome.toldLookUps.contains { $0.connector != "register" })
    }

    private static func told(_ request: ConnectorRequest, isKnown: Bool) -> LookUp {
        guard isKnown || request.keys["personal_id_number"] != SmallOffice.other, let born = PartialDate("1990-05-06") else { return .absent }
        let all: [ConceptID: Value] = ["birth_date": .date(born), "full_name": .string("A")]
        return ToldRegister.record(request, all.filter { request.concepts.contains($0.key) })
    }

    @Test("what came of a guess is not told, though the register may tell the same of others")
    func untold() async throws {
        let office = Self.office("a", ["name"], "") + """

              card:
                about: person
                key: [personal_id_number]
                request: {path: "/card/{personal_id_number}"}
                record: $
                identifies: $.id
                supplies: {full_name: {at: $.name, authority: 1}}
            """
        let checked = try await SmallOffice.declarations(
            spouse: "from: [key: [spouse.personal_id_number]], verify: [full_name]", connectors: ["a": office],
            grants: """
                  - {purpose: base, connector: a, about: [applicant], reads: [full_name], basis: law, legal: none, disclose: applicant}
                  - {purpose: base, connector: a, about: [spouse], verifies: [full_name], basis: law, legal: none}

                """)
        let register = ToldRegister(try #require(checked.catalog.connectors.first)) { request in
            ToldRegister.record(request, ["full_name": request.operation.rawValue == "name" ? .boolean(false) : .string("Lan")])
        }
        var answers = Answers()
        answers.roles["spouse"] = .key(["personal_id_number": .string(SmallOffice.other), "full_name": "Mai"])
        let outcome = try await SmallOffice.filled(checked, answers, by: [register])
        #expect(outcome.lookUps.map { $0.operation }.sorted() == ["card", "name"])
        #expect(outcome.toldLookUps.map { $0.operation } == ["card"])
    }

    @Test("where a relation leads is asked under a consent only while it is given", arguments: [("law", false, true), ("consent", false, false), ("consent", true, true)])
    func followed(_ basis: String, _ isGiven: Bool, _ isAsked: Bool) async throws {
        let register = Self.register + """

                opens:
                  spouse: {kind: person, key: {personal_id_number: $.spouse}}
            """
        let checked = try await SmallOffice.declarations(
            spouse: "from: [{relation: applicant.spouse}, {key: [spouse.personal_id_number]}], verify: [full_name]", connectors: ["register": register],
            grants: """
                  - {purpose: base, connector: register, about: [applicant, spouse], reads: [full_name], basis: law, legal: none}
                  - {id: with-spouse, purpose: base, connector: register, about: [applicant], follows: [spouse], basis: \(basis), legal: none}

                """)
        let told = ToldRegister(try #require(checked.catalog.connectors.first)) { request in
            ToldRegister.record(request, ["full_name": .string("Lan")], spouse: request.relations.isEmpty ? nil : SmallOffice.other)
        }
        var answers = Answers()
        if isGiven { answers.consents["with-spouse"] = .init(by: "applicant") }
        let outcome = try await SmallOffice.filled(checked, answers, by: [told])
        #expect(await told.requests.contains { !$0.relations.isEmpty } == isAsked)
        #expect(SmallOffice.spouse(of: outcome, checked) == (isAsked ? "stands" : "key"))
    }
}
