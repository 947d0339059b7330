import Diagnostics
import Expressions
import Forms
import Testing
import Vocabulary

@Suite("Roles of a form")
struct RoleTests {
    private func source(_ yaml: String) throws -> RoleSource {
        let (role, findings) = Around.role("kind: person\nfrom:\n  - \(yaml)")
        #expect(findings.isEmpty)
        return try #require(role?.sources.first)
    }

    @Test("where a subject comes from, as written", arguments: [
        ("actor", "actor"), ("subject", "subject"), ("new", "new"), ("{sameAs: applicant}", "sameAs applicant"), ("{sameAs: applicant, if: 'a.b = 1'}", "sameAs applicant if a.b = 1"),
        ("{relation: mother.spouse}", "relation mother.spouse"), ("{relation: {all: [mother.marriages, father.marriages]}}", "relation mother.marriages father.marriages"),
        ("{pick: [applicant, owner, applicant.household.members]}", "pick applicant owner applicant.household.members"), ("{pick: applicant.children}", "pick applicant.children"),
        ("{key: [parcel.commune, parcel.sheet]}", "key parcel.commune parcel.sheet"), ("{key: mother.personal_id_number}", "key mother.personal_id_number"),
        ("{new: , if: 'a.b = 1'}", "new if a.b = 1"),
    ])
    func sources(_ yaml: String, _ expected: String) throws {
        let source = try source(yaml)
        let words: [String] = switch source.content {
        case .actor: ["actor"]
        case .subject: ["subject"]
        case .new: ["new"]
        case .sameAs(let role): ["sameAs", role.rawValue]
        case .relation(let paths): ["relation"] + paths.map(\.description)
        case .pick(let paths): ["pick"] + paths.map(\.description)
        case .key(let meanings): ["key"] + meanings.map(\.description)
        }
        #expect((words + (source.condition.map { ["if", $0.source] } ?? [])).joined(separator: " ") == expected)
    }

    @Test("a role with everything")
    func whole() throws {
        let (role, findings) = Around.role("kind: [person, organisation]\nfrom: [{key: r.enterprise_code}, new]\nwhen: 'a.b = 1'\noptional: true\nconfirm: true\nverify: [full_name]\nas: unit.parent_unit")
        #expect(findings.isEmpty)
        let read = try #require(role)
        #expect(read.kinds == [.person, .organisation] && read.isOptional && read.mustConfirm && read.acceptsNew)
        #expect(read.verify == ["full_name"])
        #expect(read.states == .init(of: "unit", relation: RelationID("parent_unit")))
        #expect(read.keys == [[Meaning("r", "enterprise_code")]])
        #expect(read.when?.source == "a.b = 1")
    }

    @Test("what is wrong with a role", arguments: [
        Fragment("kind: person", "1:1 D005"),
        Fragment("from: [actor]", "1:1 D005"),
        Fragment("kind: persn\nfrom: [actor]", "1:7 D007"),
        Fragment("kind: []\nfrom: [actor]"),
        Fragment("kind: person\nfrom: []", "2:7 D006"),
        Fragment("kind: person\nfrom: actor", "2:7 D006"),
        Fragment("kind: person\nfrom: [actr]", "2:8 D007"),
        Fragment("kind: person\nfrom: [{sameas: a}]", "2:8 D005", "2:9 D004"),
        Fragment("kind: person\nfrom: [{if: 'a.b'}]", "2:8 D005"),
        Fragment("kind: person\nfrom: [{sameAs: a, key: a.b}]", "2:8 D006"),
        Fragment("kind: person\nfrom: [{sameAs: }]", "2:8 D005"),
        Fragment("kind: person\nfrom: [{relation: mother}]", "2:19 D007"),
        Fragment("kind: person\nfrom: [{relation: mother..spouse}]", "2:19 D007"),
        Fragment("kind: person\nfrom: [{relation: {any: [a.b]}}]", "2:19 D005", "2:20 D004"),
        Fragment("kind: person\nfrom: [{relation: {all: []}}]", "2:25 D006"),
        Fragment("kind: person\nfrom: [{pick: []}]", "2:15 D006"),
        Fragment("kind: person\nfrom: [{key: []}]", "2:14 D006"),
        Fragment("kind: person\nfrom: [{key: personal_id_number}]", "2:14 D007"),
        Fragment("kind: person\nfrom: [{key: a.b.c}]", "2:14 D007"),
        Fragment("kind: person\nfrom: [{sameAs: a, if: 'b ='}]", "2:28 E001"),
        Fragment("kind: person\nfrom: [new]\nas: unit", "3:5 D007"),
        Fragment("kind: person\nfrom: [new]\nas: unit.parent_unit.head", "3:5 D007"),
        Fragment("kind: person\nfrom: [actor]\noptional: yes", "3:11 D007"),
        Fragment("kind: person\nfrom: [actor]\nwhen: 'a. = 1'", "3:11 E001"),
        Fragment("kind: person\nfrom: [actor]\nverified: [full_name]", "3:1 D004"),
    ])
    func wrong(_ fragment: Fragment) {
        #expect(Around.places(Around.role(fragment.yaml).diagnostics, in: Around.rolePart) == fragment.expected)
    }
}
