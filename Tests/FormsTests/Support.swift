import Diagnostics
import Forms
import Testing

let file = "f.yaml"

/// `3:7 D009`: what was found where, in order.
func summary(_ findings: [Diagnostic]) -> [String] {
    findings.sortedByPosition().map { "\($0.position.line):\($0.position.column) \($0.code.rawValue)" }
}

/// A small form around the part a test is about. The part begins on line `Around.line`.
enum Around {
    private static let head = """
        form: small
        version: "1"
        status: draft
        validFrom: 2025-07-01
        title: {vi: Tờ khai}
        legalBasis: Luật
        purpose: test

        """
    static let line = 8

    private static let subjects = "subjects:\n  applicant: {kind: person, from: [actor]}\n"
    private static let sections = "sections: []\n"

    /// Keys of the form beside roles and sections.
    static func form(_ part: String) -> (form: Form?, diagnostics: [Diagnostic]) {
        FormReader.form(head + part + (part.hasSuffix("\n") ? "" : "\n") + subjects + sections, file: file)
    }

    /// A role `r`, from its second line on.
    static func role(_ part: String) -> (role: Role?, diagnostics: [Diagnostic]) {
        let (form, findings) = FormReader.form(head + "subjects:\n  r:\n" + indented(part, by: 4) + sections, file: file)
        return (form?.roles.first, findings)
    }

    /// A section, from its title on.
    static func section(_ part: String) -> (section: Section?, diagnostics: [Diagnostic]) {
        let (form, findings) = FormReader.form(head + subjects + "sections:\n  - title: {vi: Phần}\n" + indented(part, by: 4), file: file)
        return (form?.sections.first, findings)
    }

    /// A field, from its label on.
    static func field(_ part: String) -> (field: Field?, diagnostics: [Diagnostic]) {
        let field = "  - title: {vi: Phần}\n    fields:\n      - id: f\n        means: applicant.full_name\n        label: {vi: Họ tên}\n"
        let (form, findings) = FormReader.form(head + subjects + "sections:\n" + field + indented(part, by: 8), file: file)
        return (form?.fields.first, findings)
    }

    /// Where the part of a role, a section and a field begins.
    static let rolePart = SourcePosition(file: file, line: line + 2, column: 5)
    static let sectionPart = SourcePosition(file: file, line: line + 4, column: 5)
    static let fieldPart = SourcePosition(file: file, line: line + 8, column: 9)

    private static func indented(_ text: String, by spaces: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String(repeating: " ", count: spaces) + $0 }.joined(separator: "\n") + "\n"
    }

    /// Findings as places inside the part: `1:7 D009`.
    static func places(_ findings: [Diagnostic], in part: SourcePosition) -> [String] {
        findings.sortedByPosition().map { "\($0.position.line - part.line + 1):\($0.position.column - part.column + 1) \($0.code.rawValue)" }
    }
}

/// A fragment and what is found in it, by its own lines and columns; nothing where it is fine.
struct Fragment: CustomTestStringConvertible, Sendable {
    let yaml: String, expected: [String]

    init(_ yaml: String, _ expected: String...) { (self.yaml, self.expected) = (yaml, expected) }

    var testDescription: String { yaml.debugDescription }
}
