import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
@testable import Prefill
import Receipts
import Reports
import Sourcing
import Testing
import Vocabulary

/// A paper that asks otherwise than the form, laid out from values given by hand.
@Suite("The layout of a print")
struct PrintLayoutTests {
    private static let form = FormID("cu-tru-ct01")

    /// The change of residence, which asks some addresses in pieces and one as a whole; its paper asks them the other way round.
    private static let declarations = Result {
        try Repository.declarations { folder in
            try Repository.edit(folder.appending(path: "FormSchemas/forms/\(PrintLayoutTests.form).yaml")) { text in
                text.replacing("      - id: applicant.phone\n", with: """
                          - id: applicant.home_commune
                            means: applicant.permanent_residence_commune
                            label: {vi: Xã thường trú}
                          - id: applicant.hometown
                            means: applicant.hometown
                            label: {vi: Quê quán}
                          - id: applicant.phone

                    """).replacing("      - id: member.relationship_to_head\n", with: """
                          - id: member.signed
                            means: member.full_name
                            repeats: member.full_name
                            label: {vi: Ký tên}
                          - id: member.home_street
                            means: member.permanent_residence_street
                            label: {vi: Đường}
                          - id: member.home_commune
                            means: member.permanent_residence_commune
                            label: {vi: Xã}
                          - id: member.relationship_to_head

                    """)
            }
            try Repository.edit(folder.appending(path: "FormSchemas/baselines/\(PrintLayoutTests.form).yaml")) { text in
                text + """
                      - title: {vi: Ô cũ}
                        fields:
                          - {id: old.home, means: applicant.permanent_residence}
                          - {id: old.province, means: applicant.hometown_province}
                          - {id: old.names, means: member.full_name}
                          - {id: old.homes, means: member.permanent_residence}

                    """
            }
        }
    }

    /// What a register said, unless another outcome says whose word it is.
    private func leaf(
        _ field: String, _ row: String? = nil, _ means: String, _ value: JSON?, _ outcome: SubmittedOutcome = .prefilled, connector: String = "population",
        isWithheld: Bool = false, masked: String? = nil
    ) -> StandingLeaf {
        let parts = means.split(separator: ".").map(String.init)
        let source = LeafSource(
            connector: connector, operation: "citizen", path: nil, subject: "s1", subjectKind: nil, subjectKey: nil, recordedAt: "2020-02-01", fetchedAt: nil)
        return StandingLeaf(
            field: FieldID(field), leaf: LeafID(row.map { "members[\($0)].\(field)" } ?? field), group: row.map { _ in GroupID("members") }, row: row,
            means: Meaning(RoleID(parts[0]), ConceptID(parts[1])), outcome: outcome, reason: nil, value: value, registered: nil, isWithheld: isWithheld, masked: masked,
            source: outcome == .declared || outcome == .corrected || isWithheld ? nil : source)
    }

    private func printed(
        _ leaves: [StandingLeaf], unasked: [StandingLeaf] = [], rows: [String] = [], documents: [SeenDocument] = [], _ language: Language = .vietnamese
    ) throws -> PrintedForm {
        let declarations = try Self.declarations.get()
        #expect(declarations.diagnostics.filter { $0.severity == .error }.map { "\($0.position) \($0.message(in: .english))" } == [])
        let checked = try #require(declarations.checked[Self.form]), baseline = try #require(declarations.baselines[Self.form])
        let standing = StandingForm(
            form: Self.form, version: "1", view: .applicant, dossier: "0f", code: nil, asOf: try #require(Province.asOf), filedAt: nil, isSimulated: true,
            leaves: leaves, unasked: unasked, keys: [], rows: [GroupID("members"): rows], documents: documents)
        return PrintLayout(standing, on: baseline, of: checked, in: language).form(status: ("draft", LocalizedText(vi: "đang soạn", en: "draft")))
    }

    private func entry(_ id: String, in form: PrintedForm) throws -> PrintedEntry { try #require(form.blanks.first { $0.id == id }?.entries.first) }

    /// Two communes with their names.
    private func communes() throws -> [(code: String, label: String)] {
        let vocabulary = try Self.declarations.get().catalog.vocabulary, list = try #require(vocabulary.codeLists[CodeListID("communes")]), day = try #require(Province.asOf)
        // One of before 2025 may have had the code of one of today.
        return list.entries.filter { list.entry($0.code, at: day) == $0 && list.offers($0.code, at: day) }.prefix(2).map { ($0.code, $0.label.vietnamese) }
    }

    // MARK: rows where the paper has none

    @Test("all rows of a table that is none of the paper's stand in its blank: also one that is kept back, and none twice")
    func rows() throws {
        let rows = ["a", "b", "c", "d"]
        let names = [
            leaf("member.full_name", "a", "member.full_name", "Lý Thị An"), leaf("member.full_name", "b", "member.full_name", nil, isWithheld: true),
            leaf("member.full_name", "c", "member.full_name", "Giàng A Páo", .declared), leaf("member.full_name", "d", "member.full_name", nil, .empty),
        ]
        let again = ["a", "c"].map { leaf("member.signed", $0, "member.full_name", $0 == "a" ? "Lý Thị An" : "Giàng A Páo", .repeated) }
        let form = try printed(names + again, rows: rows), entry = try entry("old.names", in: form)
        #expect(entry.text == "Lý Thị An; (cơ quan điền); Giàng A Páo" && entry.value == ["Lý Thị An", .null, "Giàng A Páo"] && entry.isWithheld)
        #expect(entry.joined.map(\.label) == ["(1)", "(2)", "(3)"] && entry.joined.map(\.source.layer) == [.register, .register, .declared])
        #expect(entry.source.layer == .declared && entry.source.connector == nil && entry.joined[1].source.connector == nil)
        // Three lines of the control sheet say where each name is from.
        let sheet = try FormPage(form, in: .vietnamese).html([.controlSheet])
        #expect(["(1)", "(2)", "(3)"].allSatisfy { sheet.contains("– \($0)</th>") })
        let table = try #require(form.blanks.first { $0.id == "member.full_name" })
        #expect(table.entries.map(\.text) == ["Lý Thị An", "", "Giàng A Páo", ""] && table.entries.map(\.row) == rows)
        #expect(try self.entry("old.names", in: printed(Array(names.suffix(1)), rows: ["d"])).text.isEmpty)
    }

    @Test("a field that repeats another and says otherwise, without a blank of its own, follows in the annex")
    func repeatedOtherwise() throws {
        func annex(_ signed: String) throws -> [[String]] {
            let names = ["a", "b"].map { leaf("member.full_name", $0, "member.full_name", "Lý Thị An") }
            let again = ["a", "b"].map { leaf("member.signed", $0, "member.full_name", .string($0 == "b" ? signed : "Lý Thị An"), .overridden) }
            return try printed(names + again, rows: ["a", "b"]).annex.flatMap(\.blanks).filter { $0.id == "member.signed" }.map { $0.entries.map(\.text) }
        }
        #expect(try annex("Lý Thị An") == [])
        #expect(try annex("Lý Thị Ân") == [["Lý Thị An", "Lý Thị Ân"]])
    }

    @Test("pieces in the rows of a table are joined row by row")
    func piecesInRows() throws {
        let communes = try communes()
        let leaves = zip(["a", "b"], communes).flatMap { (row: String, commune: (code: String, label: String)) in
            [leaf("member.home_street", row, "member.permanent_residence_street", .string("Tổ \(row)"), .declared),
             leaf("member.home_commune", row, "member.permanent_residence_commune", .string(commune.code))]
        }
        let entry = try entry("old.homes", in: printed(leaves, rows: ["a", "b"]))
        #expect(entry.text == "Tổ a, \(communes[0].label); Tổ b, \(communes[1].label)")
        #expect(entry.value == [["street": "Tổ a", "commune": .string(communes[0].code)], ["street": "Tổ b", "commune": .string(communes[1].code)]])
        #expect(entry.joined.map(\.label) == ["(1) Đường", "(1) Xã", "(2) Đường", "(2) Xã"])
        #expect(entry.joined.map(\.source.text) == ["người khai", "Cơ sở dữ liệu quốc gia về dân cư", "người khai", "Cơ sở dữ liệu quốc gia về dân cư"])
    }

    // MARK: pieces and wholes

    @Test("a whole that is known stands before pieces of it, unless the applicant has said a piece otherwise")
    func wholes() throws {
        let communes = try communes()
        let known: JSON = ["street": "Số 5", "commune": .string(communes[0].code)]
        let whole = leaf("old.home", nil, "applicant.permanent_residence", known)
        func printed(_ piece: StandingLeaf, _ whole: [StandingLeaf]) throws -> PrintedForm { try self.printed([piece], unasked: whole) }
        func piece(_ code: String, _ outcome: SubmittedOutcome) -> StandingLeaf { leaf("applicant.home_commune", nil, "applicant.permanent_residence_commune", .string(code), outcome) }
        let both = try printed(piece(communes[0].code, .prefilled), [whole])
        #expect(try entry("old.home", in: both).text == "Số 5, \(communes[0].label)" && entry("old.home", in: both).value == known)
        #expect(!both.annex.flatMap(\.blanks).contains { $0.id == "applicant.home_commune" })
        let corrected = try printed(piece(communes[1].code, .corrected), [whole])
        #expect(try entry("old.home", in: corrected).text == communes[1].label && entry("old.home", in: corrected).source.layer == .declared)
        // A piece the whole does not say is not lost.
        let other = try printed(piece(communes[1].code, .prefilled), [whole])
        #expect(try entry("old.home", in: other).value == known && entry("applicant.home_commune", in: other).text == communes[1].label)
        #expect(try entry("old.home", in: printed(piece(communes[1].code, .prefilled), [])).text == communes[1].label)
    }

    @Test("a part is taken from the whole that has it, else from what is known of it alone")
    func parts() throws {
        let known = leaf("old.province", nil, "applicant.hometown_province", "10")
        func province(_ hometown: JSON?, _ outcome: SubmittedOutcome = .prefilled) throws -> JSON? {
            try entry("old.province", in: printed([leaf("applicant.hometown", nil, "applicant.hometown", hometown, outcome)], unasked: [known])).value
        }
        #expect(try province(["province": "15", "commune": "1"]) == "15")
        #expect(try province(["commune": "1"]) == "10")
        #expect(try province(nil, .empty) == "10")
        // What the applicant wrote in its place has no province.
        #expect(try province(["commune": "1"], .corrected) == nil)
    }

    @Test("one source of all pieces is named once, several by each piece")
    func sources() throws {
        func entry(_ street: SubmittedOutcome, _ connector: String) throws -> PrintedEntry {
            try self.entry("old.homes", in: printed([
                leaf("member.home_street", "a", "member.permanent_residence_street", "Tổ 1", street),
                leaf("member.home_commune", "a", "member.permanent_residence_commune", .string(try communes()[0].code), connector: connector),
            ], rows: ["a"]))
        }
        let one = try entry(.prefilled, "population")
        #expect(one.source.connector == "population" && one.joined.isEmpty)
        let two = try entry(.prefilled, "business")
        #expect(two.source.connector == nil && two.joined.map(\.source.connector) == ["population", "business"] && two.source.layer == .register)
        let own = try entry(.declared, "population")
        #expect(own.source.layer == .declared && own.joined.map(\.source.layer) == [.declared, .register])
    }

    // MARK: what is kept back

    @Test("the end of a masked value has no mark that turns the direction of writing")
    func masked() throws {
        let entry = try entry("applicant.phone", in: printed([leaf("applicant.phone", nil, "applicant.phone", nil, isWithheld: true, masked: "•••\u{202E}1\u{7}2")]))
        #expect(entry.text.unicodeScalars.elementsEqual("•••12".unicodeScalars) && entry.isWithheld)
    }

    @Test("of a paper whose fate is kept back only its name is printed", arguments: Language.allCases)
    func papers(language: Language) throws {
        func paper(_ id: String, isWithheld: Bool) -> SeenDocument {
            SeenDocument(
                id: id, isRequired: isWithheld ? nil : true, disposition: .replacedByData, by: isWithheld ? nil : "population", reason: nil, isWithheld: isWithheld, reused: [],
                candidates: [])
        }
        let form = try printed([], documents: [paper("lease", isWithheld: true), paper("consent_minor", isWithheld: false)], language)
        #expect(form.papers.map(\.id) == ["lease", "consent_minor"] && form.papers.map(\.disposition) == [nil, "replaced-by-data"])
        #expect(!form.papers[0].text.contains(language == .english ? "replaced" : "thay") && form.papers[1].text.contains(language == .english ? "replaced" : "thay"))
        let papers = form.json["documents"]?.array ?? []
        #expect(papers.map { $0["withheld"]?.bool } == [true, nil] && papers.map { $0["disposition"]?.string } == [nil, "replaced-by-data"])
    }
}
