import Diagnostics
import Expressions
import Forms
import Testing
import Vocabulary

@Suite("Forms")
struct FormTests {
    @Test("everything at once, in any order of keys")
    func whole() throws {
        let yaml = """
            purpose: birth
            legalBasis: Luật Hộ tịch
            title: {vi: Tờ khai, en: Declaration}
            validTo: 2027-02-28
            validFrom: 2025-07-01
            status: active
            version: "2026.1"
            form: khai-sinh
            receivedBy: 'dossier.submission_place'
            procedures:
              - code: 1.001193.000.00.00.H38
                when: 'dossier.channel = "online"'
            decisions:
              - {id: d, value: '1 + 1'}
            checks:
              - id: c
                holds: 'sum([1, 2]) = 3'
                at: f
                message: {vi: Phải bằng 3}
            documents:
              - {id: note, evidence: birth-note, about: child, requiredIf: '1 = 1'}
              - oneOf:
                  - {id: a, evidence: e, about: child}
                  - [{id: b, evidence: e, about: child}, {id: c, evidence: e, about: child, uploadOnly: "Luật, điều 5"}]
            sections:
              - title: {vi: Phần}
                fields:
                  - {id: f, means: child.full_name, label: {vi: "Họ, tên"}}
            subjects:
              child: {kind: person, from: [subject]}
            """
        let (form, findings) = FormReader.form(yaml, file: file)
        #expect(findings.isEmpty)
        let read = try #require(form)
        #expect(read.id == FormID("khai-sinh") && read.identity.version == "2026.1" && read.identity.status == .active)
        #expect(read.identity.validTo == PartialDate("2027-02-28"))
        #expect(read.administration.procedures.map(\.code) == ["1.001193"])
        #expect(read.identity.places["purpose"] == SourceSpan(SourcePosition(file: file, line: 1, column: 10), length: read.administration.purpose.count))
        #expect(read.documents.flatMap(\.demands).map(\.id) == ["note", "a", "b", "c"])
        // Under a condition a paper is demanded only then; without one always.
        #expect(read.documents.flatMap(\.demands).map(\.required) == [false, true, true, true])
        #expect(read.documents.flatMap(\.demands).last?.uploadOnly == "Luật, điều 5")
        #expect(read.checks.first?.at == "f" && read.decisions.count == 1)
        #expect(read.field(FieldID("f"))?.label.vietnamese == "Họ, tên")
        #expect(read.role("child") != nil && read.role("father") == nil)
        #expect(read.rows(of: "child") == nil && read.groups.isEmpty)
    }

    @Test("what is wrong beside roles and fields", arguments: [
        Fragment("validTo: 2025-06-30", "1:10 D007"),
        Fragment("validTo: 2025", "1:10 D007"),
        Fragment("validTo: 30/06/2026", "1:10 D007"),
        Fragment("procedure: [{code: 1.001193}]", "1:1 D004"),
        Fragment("procedures: [{code: 1001193}]", "1:21 D007"),
        Fragment("procedures: [{when: 'a.b'}]", "1:14 D005"),
        Fragment("receivedBy: 'lookup('", "1:21 E001"),
        Fragment("decisions: [{id: d}]", "1:13 D005"),
        Fragment("checks: [{id: c, holds: '1 = 1'}]", "1:10 D005"),
        Fragment("documents: [{id: a, evidence: e}]", "1:13 D005"),
        Fragment("documents: [{oneOf: []}]", "1:21 D006"),
        Fragment("documents: [{oneOf: [[]]}]", "1:22 D006"),
        Fragment("documents: [{oneOf: [{id: a, evidence: e, about: applicant}], id: b}]", "1:63 D004"),
        Fragment("documents: [{id: a, evidence: e, about: applicant, uploadOnly: Luật 1}]"),
        Fragment("help: x", "1:7 D006"),
    ])
    func wrong(_ fragment: Fragment) {
        let part = SourcePosition(file: file, line: Around.line, column: 1)
        #expect(Around.places(Around.form(fragment.yaml).diagnostics, in: part) == fragment.expected)
    }

    @Test("every key a form cannot do without", arguments: ["form", "version", "status", "validFrom", "title", "legalBasis", "purpose", "subjects", "sections"])
    func required(_ key: String) {
        let keys = [
            "form: f", "version: \"1\"", "status: draft", "validFrom: 2025-07-01", "title: {vi: x}", "legalBasis: x", "purpose: x",
            "subjects: {a: {kind: person, from: [actor]}}", "sections: []",
        ]
        let findings = FormReader.form(keys.filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n"), file: file).diagnostics
        #expect(findings.map(\.code) == [.missingKey])
        #expect(findings.first?.arguments == [key])
    }

    @Test("a file that is no form at all", arguments: ["", "x", "- a", "[", "{}"])
    func noForm(_ yaml: String) {
        let (form, findings) = FormReader.form(yaml, file: file)
        #expect(form == nil)
        #expect(!findings.isEmpty)
    }

    @Test("the same text gives the same form and the same findings")
    func pure() {
        let yaml = "form: f\nversion: 1\nstatus: drft\nsections:\n  - title: {vi: Họ: tên}\n    fields: [{id: a}]\n"
        let first = FormReader.form(yaml, file: file), second = FormReader.form(yaml, file: file)
        #expect(first.diagnostics == second.diagnostics)
        #expect(first.diagnostics.count > 3)
        #expect(first.form == second.form)
    }
}
