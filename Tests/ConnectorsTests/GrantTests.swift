import Connectors
import Diagnostics
import Expressions
import Testing
import Vocabulary

@Suite("Grants")
struct GrantTests {
    @Test("a grant with everything")
    func whole() throws {
        let (grants, findings) = GrantReader.grants("""
            grants:
              - id: g1
                purpose: birth
                connector: population
                about: [mother, father]
                reads: [full_name, date_of_birth]
                follows: [spouse]
                basis: consent
                legal: Luật Hộ tịch, điều 16
                disclose: office
            """, file: file)
        #expect(findings.isEmpty)
        let grant = try #require(grants.first)
        #expect(grant.id == "g1" && grant.purpose == "birth" && grant.connector == ConnectorID("population"))
        #expect(grant.about == ["mother", "father"] && grant.reads == ["full_name", "date_of_birth"] && grant.follows == [RelationID("spouse")])
        #expect(grant.basis == .consent && grant.disclosure == .office && grant.legal == "Luật Hộ tịch, điều 16")
    }

    @Test("a grant to verify reads nothing, and one to read verifies nothing")
    func verifying() throws {
        let (grants, findings) = GrantReader.grants("grants: [{purpose: p, connector: c, about: a, verifies: [n], basis: law, legal: L}, {purpose: p, connector: c, about: a, reads: [n], basis: law, legal: L}]", file: file)
        #expect(findings.isEmpty)
        #expect(grants.map(\.verifies) == [["n"], []] && grants.map(\.reads) == [[], ["n"]] && grants.map { $0.mayRead("n") } == [false, true])
    }

    @Test("without a word on it, disclosure follows the rule")
    func disclosure() {
        let (grants, findings) = GrantReader.grants("grants: [{purpose: p, connector: c, about: a, reads: [r], basis: law, legal: L}]", file: file)
        #expect(findings.isEmpty)
        #expect(grants.first?.disclosure == .auto)
        #expect(grants.first?.about == ["a"])
    }

    @Test("what is wrong, and that it grants nothing", arguments: [
        Fragment("{connector: c, about: a, reads: [r], basis: law, legal: L}", "1:10 D005"),
        Fragment("{purpose: p, about: a, reads: [r], basis: law, legal: L}", "1:10 D005"),
        Fragment("{purpose: p, connector: c, about: a, reads: [r], basis: law}", "1:10 G003"),
        Fragment("{purpose: p, connector: c, about: a, reads: [r], basis: law, legal: \"\"}", "1:10 G003"),
        Fragment("{purpose: p, connector: c, about: a, reads: [r], legal: L}", "1:10 D005"),
        Fragment("{purpose: p, connector: c, about: a, reads: [r], basis: consnt, legal: L}", "1:66 D007"),
        Fragment("{purpose: p, connector: c, about: a, reads: [r], basis: law, legal: L, disclose: offce}", "1:91 D007"),
    ])
    func refused(_ fragment: Fragment) {
        let (grants, findings) = GrantReader.grants("grants: [\(fragment.yaml)]", file: file)
        #expect(summary(findings) == fragment.expected)
        #expect(grants.isEmpty)
    }

    @Test("what is wrong, said", arguments: [
        Fragment("{purpose: p, connector: c, reads: [r], basis: law, legal: L}", "1:10 D005"),
        Fragment("{purpose: p, connector: c, about: [], reads: [r], basis: law, legal: L}", "1:44 D006"),
        Fragment("{purpose: p, connector: c, about: a, basis: law, legal: L}", "1:10 D005"),
        Fragment("{purpose: p, connector: c, about: a, reads: [r], read: [s], basis: law, legal: L}", "1:59 D004"),
    ])
    func said(_ fragment: Fragment) {
        #expect(summary(GrantReader.grants("grants: [\(fragment.yaml)]", file: file).diagnostics) == fragment.expected)
    }

    @Test("a grant that only follows relations is one")
    func follows() {
        let (grants, findings) = GrantReader.grants("grants: [{purpose: p, connector: c, about: a, reads: [], follows: [spouse], basis: law, legal: L}]", file: file)
        #expect(findings.isEmpty && grants.count == 1)
    }

    @Test("one broken grant does not take the others with it")
    func others() {
        let (grants, findings) = GrantReader.grants("""
            grants:
              - {purpose: a, connector: c, about: x, reads: [r], basis: law, legal: Luật: 1}
              - {purpose: b, connector: c, about: x, reads: [r], basis: law}
              - {purpose: c, connector: c, about: x, reads: [r], basis: law, legal: L}
            """, file: file)
        #expect(summary(findings) == ["2:73 D009", "3:5 G003"])
        #expect(grants.map(\.purpose) == ["a", "c"])
    }

    @Test("a file without grants", arguments: ["", "{}", "grants: {a: b}", "- a"])
    func none(_ yaml: String) {
        let (grants, findings) = GrantReader.grants(yaml, file: file)
        #expect(grants.isEmpty && !findings.isEmpty)
    }
}
