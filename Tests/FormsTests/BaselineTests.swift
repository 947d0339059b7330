import Diagnostics
import Expressions
import Forms
import Formats
import Testing

@Suite("Baselines")
struct BaselineTests {
    private static let yaml = """
        baseline: small
        form: small
        status: in-force
        text: Mẫu 01
        frozen: {on: 2026-11-24, by: OnceOnly}
        sections:
          - title: {vi: Phần một}
            visibleIf: 'dossier.kind = "a"'
            rows: {group: members, of: member, count: 0..20}
            fields:
              - {id: a, means: {person: owner.full_name, organisation: owner.name}, label: {vi: Tên}, required: true}
              - {id: b, means: owner.born, requiredIf: 'owner.x = 1', visibleIf: 'owner.y = 1', partOf: owner.paper}
              - {id: c, means: owner.note, outside: {waived: "khi có"}}
        """

    private static func content(_ yaml: String) -> String? {
        let (baseline, findings) = BaselineReader.baseline(yaml, file: file)
        return findings.isEmpty ? baseline?.content { $0 }.serialized(.canonical) : nil
    }

    @Test("reads with everything")
    func whole() throws {
        let (baseline, findings) = BaselineReader.baseline(Self.yaml, file: file)
        #expect(findings.isEmpty)
        let read = try #require(baseline)
        #expect(read.status == .inForce && read.text == "Mẫu 01" && read.form == FormID("small"))
        #expect(read.frozen?.on == "2026-11-24" && read.frozen?.hash == nil)
        #expect(read.blanks.map(\.id) == ["a", "b", "c"])
        #expect(read.sections.first?.rows?.count == 0...20)
        #expect(read.blanks.last?.outside == .waived("khi có"))
    }

    struct Change: CustomTestStringConvertible, Sendable {
        let name: String, old: String, new: String

        init(_ name: String, _ old: String, _ new: String) { (self.name, self.old, self.new) = (name, old, new) }

        var testDescription: String { name }
    }

    @Test("its content changes with what counts", arguments: [
        Change("a meaning", "owner.born", "owner.birth_year"), Change("a meaning of one kind", "organisation: owner.name", "organisation: owner.title"),
        Change("which kind means what", "person: owner.full_name, organisation: owner.name", "person: owner.name, organisation: owner.full_name"),
        Change("required", "required: true", "required: false"), Change("when required", "owner.x = 1", "owner.x = 2"), Change("when visible", "owner.y = 1", "owner.y = 2"),
        Change("when a section is visible", #"kind = "a""#, #"kind = "b""#), Change("what it is part of", "owner.paper", "owner.card"), Change("an id", "id: b", "id: d"),
        Change("outside", #"{waived: "khi có"}"#, "boilerplate"), Change("the waiver", "khi có", "khi không"), Change("the group", "group: members", "group: others"),
        Change("the role of the rows", "of: member,", "of: owner,"), Change("how many rows", "0..20", "0..10"), Change("a blank less", "      - {id: b,", "    # - {id: b,"),
        Change("the text it stands on", "Mẫu 01", "Mẫu 02"), Change("the form", "form: small", "form: other"), Change("two blanks the other way round", "id: a,", "id: z,"),
    ])
    func changes(_ change: Change) throws {
        let changed = Self.yaml.replacing(change.old, with: change.new)
        #expect(changed != Self.yaml)
        let before = try #require(Self.content(Self.yaml)), after = try #require(Self.content(changed))
        #expect(before != after)
    }

    @Test("and not with what does not", arguments: [
        Change("a label", "{vi: Tên}", "{vi: Tên gọi, en: name}"), Change("a title", "Phần một", "Phần hai"), Change("a comment", "text: Mẫu 01", "# ghi chú\ntext: Mẫu 01 # nữa"),
        Change("the order of keys", "id: c, means: owner.note", "means: owner.note, id: c"),
        Change("the order of kinds", "person: owner.full_name, organisation: owner.name", "organisation: owner.name, person: owner.full_name"),
        Change("the day and who", "on: 2026-11-24, by: OnceOnly", "on: 2026-11-25, by: Sở"), Change("a status", "in-force", "provisional"), Change("quotes", "text: Mẫu 01", "text: \"Mẫu 01\""),
        Change("the other word for fields", "    fields:", "    blanks:"), Change("the name of the baseline", "baseline: small", "baseline: small-2025"),
        Change("what is false anyway", "id: c,", "id: c, required: false,"), Change("how a condition is spaced", "owner.x = 1", "owner.x  =1"),
        Change("how it is bracketed", "owner.y = 1", "(owner.y = 1)"), Change("what it replaces", "text: Mẫu 01", "text: Mẫu 01\nreplaces: smaller"),
    ])
    func same(_ change: Change) throws {
        let changed = Self.yaml.replacing(change.old, with: change.new)
        #expect(changed != Self.yaml)
        let before = try #require(Self.content(Self.yaml))
        #expect(Self.content(changed) == before)
    }

    @Test("what the vocabulary counts a blank as is content too")
    func atoms() throws {
        let baseline = try #require(BaselineReader.baseline(Self.yaml, file: file).baseline)
        let plain = baseline.content { $0 }
        for concept in ["full_name", "name", "born", "paper", "note"] {
            #expect(baseline.content { $0 == ConceptID(concept) ? ConceptID("other") : $0 } != plain, "\(concept)")
        }
        #expect(baseline.content { $0 == ConceptID("x") ? ConceptID("other") : $0 } == plain)
    }

    @Test("this content may never change for this baseline: dossiers are counted against its hash")
    func golden() {
        #expect(Self.content(Self.yaml) == #"{"form":"small","sections":[{"blanks":[{"id":"a","means":{"organisation":"owner.name","person":"owner.full_name"},"required":true},{"id":"b","means":"owner.born","partOf":"owner.paper","required":false,"requiredIf":"owner.x = 1","visibleIf":"owner.y = 1"},{"id":"c","means":"owner.note","outside":{"waived":"khi có"},"required":false}],"rows":{"count":"0..20","group":"members","of":"member"},"visibleIf":"dossier.kind = \"a\""}],"text":"Mẫu 01"}"#)
    }

    @Test("what is wrong with a baseline", arguments: [
        Change("an unknown status", "in-force", "in_force"), Change("no text", "text: Mẫu 01\n", ""), Change("a day that is none", "2026-11-24", "24/11/2026"),
        Change("nobody who froze it", ", by: OnceOnly", ""), Change("a hash that is none", "by: OnceOnly", "by: OnceOnly, hash: abc"), Change("a blank without a meaning", "means: owner.born, ", ""),
        Change("a source, which a baseline has not", "id: c,", "id: c, onlyApplicant: statement,"), Change("rows without an end", "count: 0..20", "count: 0.."),
        Change("a broken condition", "owner.x = 1", "owner.x ="),
    ])
    func wrong(_ change: Change) {
        let changed = Self.yaml.replacing(change.old, with: change.new)
        #expect(changed != Self.yaml)
        #expect(BaselineReader.baseline(changed, file: file).diagnostics.count == 1)
    }
}
