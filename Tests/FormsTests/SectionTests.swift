import Diagnostics
import Expressions
import Forms
import Testing
import Vocabulary

@Suite("Sections, rows and fields")
struct SectionTests {
    @Test("how many rows", arguments: [("0..20", 0, 20), ("1..50", 1, 50), ("0..1", 0, 1), ("3..3", 3, 3), ("0..200", 0, 200), ("\"0..20\"", 0, 20)])
    func counts(_ count: String, _ low: Int, _ high: Int) {
        let (section, findings) = Around.section("rows: {group: g, of: applicant, count: \(count)}\nfields: []")
        #expect(findings.isEmpty)
        #expect(section?.rows?.count == low...high)
        #expect(section?.rows?.role == "applicant")
        #expect(section?.rows?.group == GroupID("g"))
    }

    @Test("rows without an end are named as such, others as unreadable", arguments: [
        ("0..", "F035"), ("1..*", "F035"), ("*", "F035"), ("0..n", "F035"), ("many", "F035"), ("20", "D007"), ("0...20", "D007"), ("..20", "D007"), ("20..0", "D007"), ("0..0", "D007"),
        ("-1..2", "D007"), ("0..201", "D007"), ("00..20", "D007"), ("+0..20", "D007"), ("0..20..", "F035"), ("0,20", "D007"), ("0 .. 20", "D007"), ("0..1e2", "D007"),
        ("0..99999999999999999999", "D007"),
    ])
    func badCounts(_ count: String, _ code: String) {
        let (section, findings) = Around.section("rows: {group: g, count: \"\(count)\"}\nfields: []")
        #expect(Around.places(findings, in: Around.sectionPart) == ["1:25 \(code)"])
        #expect(section?.rows == nil)
    }

    @Test("rows without a count have no end either")
    func noCount() {
        #expect(Around.places(Around.section("rows: {group: g}\nfields: []").diagnostics, in: Around.sectionPart) == ["1:7 F035"])
        #expect(Around.places(Around.section("rows: {count: 0..2}\nfields: []").diagnostics, in: Around.sectionPart) == ["1:7 D005"])
        #expect(Around.section("rows: {group: g, count: 0..2}\nfields: []").section?.rows?.role == nil)
    }

    @Test("a field with everything")
    func whole() throws {
        let (field, findings) = Around.field("""
            help: {vi: Như trên thẻ}
            required: true
            requiredIf: 'a.b = 1'
            visibleIf: 'a.c = 1'
            repeats: other
            onlyApplicant: {newValue: 'dossier.changes = "name"'}
            offers: [father.hometown, mother.hometown]
            value: '1 + 1'
            partOf: applicant.name
            type: choice
            unit: m2
            options:
              - {code: "yes", vi: Có, en: "yes"}
              - {code: other, vi: Khác, text: true}
            ifNone: 0
            outside: {waived: "khi đã có"}
            """)
        #expect(findings.isEmpty)
        let read = try #require(field)
        #expect(read.demand.required && read.demand.requiredIf?.source == "a.b = 1" && read.demand.visibleIf?.source == "a.c = 1")
        #expect(read.authorship.repeats == FieldID("other"))
        #expect(read.authorship.offers == [Meaning("father", "hometown"), Meaning("mother", "hometown")])
        #expect(read.authorship.partOf == Meaning("applicant", "name"))
        #expect(read.authorship.ifNone == "0")
        #expect(read.authorship.value?.source == "1 + 1")
        #expect(read.options.map(\.code) == ["yes", "other"])
        #expect(read.options.last?.takesText == true)
        #expect(read.localType == .choice && read.local?.unit == "m2" && read.local?.codes == CodeListID("options:f"))
        #expect(read.outside == .waived("khi đã có"))
        guard case .newValue(let condition?)? = read.authorship.onlyApplicant else {
            Issue.record("no condition")
            return
        }
        #expect(condition.source == "dossier.changes = \"name\"")
    }

    @Test("who can know a value", arguments: [("statement", OnlyApplicant.statement), ("newValue", .newValue(nil))])
    func onlyApplicant(_ word: String, _ expected: OnlyApplicant) {
        let (field, findings) = Around.field("onlyApplicant: \(word)")
        #expect(findings.isEmpty)
        #expect(field?.authorship.onlyApplicant == expected)
    }

    @Test("outside of the count", arguments: [("boilerplate", Outside.boilerplate), ("consent", .consent), ("signature", .signature), ("office", .office)])
    func outside(_ word: String, _ expected: Outside) {
        #expect(Around.field("outside: \(word)").field?.outside == expected)
    }

    @Test("what is wrong with a field", arguments: [
        Fragment("requird: true", "1:1 D004"),
        Fragment("required: yes", "1:11 D007"),
        Fragment("requiredIf: 'a.b ='", "1:19 E001"),
        Fragment("onlyApplicant: statment", "1:16 D007"),
        Fragment("onlyApplicant: {newvalue: 'a.b'}", "1:16 D005", "1:17 D004"),
        Fragment("onlyApplicant: {newValue: 'a ='}", "1:31 E001"),
        Fragment("onlyApplicant: [statement]", "1:16 D009"),
        Fragment("offers: [hometown]", "1:10 D007"),
        Fragment("partOf: name", "1:9 D007"),
        Fragment("type: choise\noptions:\n  - {code: a, vi: A}", "1:7 D007"),
        Fragment("type: choice", "-3:-1 D005"),
        Fragment("options:\n  - {code: a, vi: A}", "1:1 D005"),
        Fragment("unit: m2", "1:1 D005"),
        Fragment("type: choice\noptions:\n  - {code: a}", "3:5 D005"),
        Fragment("type: choice\noptions:\n  - {code: a, vi: A}\n  - {code: a, vi: B}", "4:5 V005"),
        Fragment("ifNone: zero", "1:9 D007"),
        Fragment("outside: boilerplat", "1:10 D007"),
        Fragment("outside: {waved: x}", "1:10 D005", "1:11 D004"),
        Fragment("outside: {waived: }", "1:10 D005"),
        Fragment("text: {vi: x}", "1:1 D004"),
        Fragment("help: {en: x}", "1:7 D005"),
        Fragment("value: 'today()'", "1:9 E001"),
    ])
    func wrong(_ fragment: Fragment) {
        let part = Around.fieldPart
        // A missing key is said at the field itself, three lines above the part and two columns left of it.
        #expect(Around.places(Around.field(fragment.yaml).diagnostics, in: part) == fragment.expected.map { $0.replacing("-3:-1", with: "-2:1") })
    }

    @Test("a meaning by kind")
    func byKind() throws {
        let (form, findings) = FormReader.form("""
            form: f
            version: "1"
            status: draft
            validFrom: 2025-07-01
            title: {vi: x}
            legalBasis: x
            purpose: x
            subjects: {owner: {kind: [person, organisation], from: [subject]}}
            sections:
              - title: {vi: x}
                fields:
                  - id: a
                    means: {organisation: owner.organisation_name, person: owner.full_name}
                    label: {vi: x}
            """, file: file)
        #expect(findings.isEmpty)
        let means = try #require(form?.fields.first?.means)
        #expect(means.meaning(for: .person) == Meaning("owner", "full_name"))
        #expect(means.meaning(for: .organisation) == Meaning("owner", "organisation_name"))
        #expect(means.meaning(for: .parcel) == means.first)
        #expect(Set(means.all) == [Meaning("owner", "full_name"), Meaning("owner", "organisation_name")])
        #expect(means.role == "owner")
        #expect(means.applies(to: .person) && means.applies(to: .organisation) && !means.applies(to: .parcel))
        #expect(FieldMeaning(Meaning("owner", "phone")).applies(to: .parcel))
        #expect(!FieldMeaning(Meaning("owner", "x"), byKind: [.organisation: Meaning("owner", "x")]).applies(to: .person))
    }

    @Test("a meaning that is none", arguments: [
        ("full_name", ["13:16 D007"]), ("a.b.c", ["13:16 D007"]), ("{persn: a.b}", ["13:17 D004"]), ("{person: b}", ["13:25 D007"]), ("{}", ["13:16 D006"]), ("[a.b]", ["13:16 D009"]), ("", ["12:9 D005"]),
    ])
    func badMeaning(_ means: String, _ expected: [String]) {
        let yaml = """
            form: f
            version: "1"
            status: draft
            validFrom: 2025-07-01
            title: {vi: x}
            legalBasis: x
            purpose: x
            subjects: {a: {kind: person, from: [subject]}}
            sections:
              - title: {vi: x}
                fields:
                  - id: a
                    means: \(means)
                    label: {vi: x}
            """
        #expect(summary(FormReader.form(yaml, file: file).diagnostics) == expected)
    }
}
