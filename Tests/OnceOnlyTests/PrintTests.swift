import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Reports
import Sourcing
import Testing
import Vocabulary

/// Every form of the repository on its paper, at every stage of a dossier, for both sides.
@Suite("Printed dossiers")
struct PrintTests {
    private static let people = 3

    /// One print of a dossier, and what the engine's own views say of it.
    private struct Print {
        let office: PrintedForm
        let applicant: PrintedForm
        let standing: StandingForm
        let view: JSON

        init(_ dossier: String, _ view: JSON, _ service: IntakeService, _ checked: CheckedForm, _ baseline: Baseline, _ language: Language = .vietnamese) async throws {
            self.view = view
            standing = try await service.standing(dossier, as: .office)
            func laid(_ standing: StandingForm) -> PrintedForm {
                PrintLayout(standing, on: baseline, of: checked, in: language).form(status: ("draft", LocalizedText(vi: "đang soạn", en: "draft")))
            }
            office = laid(standing)
            applicant = laid(try await service.standing(dossier, as: .applicant))
        }
    }

    private func setting(_ form: FormID) throws -> (CheckedForm, Baseline) {
        let declarations = try Repository.declarations.get()
        return (try #require(declarations.checked[form]), try #require(declarations.baselines[form]))
    }

    // MARK: what must hold of every print

    private func examine(_ print: Print, _ baseline: Baseline, _ stage: String) throws {
        for form in [print.office, print.applicant] {
            #expect(form.sections.flatMap(\.blanks).map(\.id) == baseline.blanks.map(\.id), "\(stage)")
            #expect(form.blanks.map(\.number) == Array(1...form.blanks.count), "\(stage)")
            for language in Language.allCases { try examine(FormPage(form, in: language).html([.form, .controlSheet]), of: form, stage) }
        }
        nothingIsLost(print, stage)
        nothingIsTold(print, stage)
        try fillsTemplate(print.office, stage)
    }

    /// Each blank once; on a table that is written row after row, once on each.
    private func examine(_ html: String, of form: PrintedForm, _ stage: String) throws {
        let start = try #require(html.firstRange(of: "<body>")), end = try #require(html.firstRange(of: "</body>"))
        let root = try XMLDocument(parsing: Array(html[start.lowerBound..<end.upperBound].utf8)).root
        func all(_ node: XMLNode) -> [XMLNode] { [node] + node.elements.flatMap(all) }
        let counts = Dictionary(all(root).compactMap { node in node.attribute("data-blank").map { ($0, 1) } }, uniquingKeysWith: +)
        for section in form.sections {
            let rows = section.table.map { section.blanks.count > 6 ? max(1, $0.rows.count) : 1 } ?? 1
            for blank in section.blanks { #expect(counts[blank.id] == rows, "\(stage): \(blank.id)") }
        }
    }

    /// Every value of the form stands on its paper or in the annex.
    private func nothingIsLost(_ print: Print, _ stage: String) {
        // No paper to attach is a value, and writes nothing.
        for leaf in print.standing.leaves where leaf.value != nil && leaf.value != .array([]) {
            let entries = print.office.blanks.filter { $0.id == leaf.field.rawValue }.flatMap(\.entries)
            #expect(entries.contains { $0.row == leaf.row && $0.value == leaf.value && !$0.text.isEmpty }, "\(stage): \(leaf.field)")
        }
    }

    /// The applicant's print has no value the applicant's own view does not have, and no text of one that is kept from it.
    private func nothingIsTold(_ print: Print, _ stage: String) {
        var shown: [String: [JSON]] = [:]
        for field in print.view["fields"]?.array ?? [] {
            let values = [field["value"], field["answered"], field["masked"]].compactMap(\.self)
            // In a packet a leaf has its row before the field's id.
            let id = field["id"]?.string ?? field["leaf"]?.string.map { $0.split(separator: "].").last.map(String.init) ?? $0 }
            for name in [id, field["means"]?.string].compactMap(\.self) { shown[name, default: []] += values }
        }
        func isShown(_ value: JSON, _ blank: PrintedBlank) -> Bool { ([blank.id] + blank.means).contains { shown[$0]?.contains(value) == true } }
        for blank in print.applicant.blanks where !blank.id.contains(".@key") {
            for entry in blank.entries {
                if let value = entry.value { #expect(isShown(value, blank), "\(stage): \(blank.id) has a value the view has not") }
                if entry.value == nil, !entry.text.isEmpty { #expect(isShown(.string(entry.text), blank), "\(stage): \(blank.id)") }
                if entry.isWithheld { #expect(entry.ticked.isEmpty && entry.parts.isEmpty && entry.source.registered == nil && entry.source.connector == nil) }
            }
        }
        let told = Set(print.applicant.blanks.flatMap(\.entries).filter { $0.value != nil }.map(\.text)) + [words(of: print.applicant)]
        let secrets = zip(print.office.blanks, print.applicant.blanks).flatMap { office, applicant in
            zip(office.entries, applicant.entries).filter { $1.isWithheld && $0.text.count > 5 }.map(\.0.text)
        }.filter { secret in !told.contains { $0.contains(secret) } }
        guard !secrets.isEmpty, let page = try? FormPage(print.applicant, in: .vietnamese).html([.form, .controlSheet]) else { return }
        let json = print.applicant.json.serialized(.compact)
        for secret in secrets { #expect(!page.contains(secret) && !json.contains(secret), "\(stage): a value that is kept from the applicant's side is printed") }
    }

    /// What stands on the paper whoever fills it in, and what is told of where values are from.
    private func words(of form: PrintedForm) -> String {
        func bare(_ sections: [PrintedSection]) -> [PrintedSection] {
            sections.map { section in
                PrintedSection(title: section.title, table: section.table, blanks: section.blanks.map { blank in
                    blank.with(blank.entries.map { PrintedEntry(row: $0.row, value: nil, text: "", isWithheld: false, source: $0.source) })
                })
            }
        }
        let empty = PrintedForm(heading: form.heading, sections: bare(form.sections), annex: bare(form.annex), papers: form.papers)
        return ((try? FormPage(empty, in: .vietnamese).html([.form, .controlSheet])) ?? "") + empty.json.serialized(.compact)
    }

    /// A template that names every blank takes all of it, and is a document that opens.
    private func fillsTemplate(_ form: PrintedForm, _ stage: String) throws {
        let rows = Dictionary(grouping: form.blanks, by: \.group)
        let lines = (rows[nil] ?? []).map { "<w:p><w:r><w:t>{{\($0.id)}}</w:t></w:r></w:p>" }
        let tables = rows.filter { $0.key != nil }.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { table in
            let cells = table.value.map { "<w:tc><w:p><w:sdt><w:sdtPr><w:tag w:val=\"\($0.id)\"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt></w:p></w:tc>" }
            return "<w:tbl><w:tr>\(cells.joined())</w:tr></w:tbl>"
        }
        let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        let types = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" \
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
            """
        let bytes = try ZipArchive.archive(of: [
            ("[Content_Types].xml", Array(types.utf8)), ("word/document.xml", Array("<w:document \(names)><w:body>\((lines + tables).joined())</w:body></w:document>".utf8)),
        ])
        let filled = try WordTemplate(reading: bytes).filled(with: form)
        #expect(filled.findings == [], "\(stage)")
        let document = try XMLDocument(parsing: ZipArchive(reading: filled.bytes).content(of: "word/document.xml"))
        func paragraphs(_ node: XMLNode) -> [String] { node.localName == "p" ? [node.text] : node.elements.flatMap(paragraphs) }
        let written = Set(paragraphs(document.root))
        for blank in form.blanks {
            for entry in blank.entries where blank.shape != .tick && !entry.text.isEmpty { #expect(written.contains(entry.text), "\(stage): \(blank.id)") }
        }
    }

    // MARK: dossiers

    @Test("a print has every blank of the law and every value of the dossier, from its opening to its result", arguments: Repository.formIDs)
    func stages(form: FormID) async throws {
        let (checked, baseline) = try setting(form), province = try Province.small.get()
        let applicants = try Applicant.all(of: province, form: form, limit: Self.people, vocabulary: checked.vocabulary)
        #expect(!applicants.isEmpty)
        let filed = try await province.serving { service in
            var filed = 0
            for applicant in applicants {
                let opened = try await service.open(form, applicant.opening, asOf: Province.asOf)
                try examine(try await Print(opened.dossier, opened.json(.applicant), service, checked, baseline), baseline, "\(form) opened")
                let filing = try await applicant.file(with: service)
                let dossier = filing.opened.dossier, view = filing.opened.json(.applicant)
                try examine(try await Print(dossier, view, service, checked, baseline, .english), baseline, "\(form) filled")
                let result = try await service.submit(filing.opened.receipt, answers: filing.said)
                guard result.isAccepted, let packet = result.packet(.applicant) else { continue }
                filed += 1
                // The packet does not say how a masked value ends; the view before it does.
                let seen: JSON = ["fields": .array((view["fields"]?.array ?? []) + (packet["fields"]?.array ?? []))]
                let submitted = try await Print(dossier, seen, service, checked, baseline)
                try examine(submitted, baseline, "\(form) submitted")
                #expect(submitted.office.heading.dossier.filed != nil)
                try await service.complete(dossier, isElectronic: true)
                let completed = try await Print(dossier, seen, service, checked, baseline)
                #expect(completed.office == submitted.office && completed.applicant == submitted.applicant, "\(form) completed")
            }
            return filed
        }
        #expect(filed > 0, "\(form)")
    }

    @Test("what a stranger's record says is on no print of the applicant's", arguments: Repository.formIDs)
    func strangers(form: FormID) async throws {
        let (checked, baseline) = try setting(form), province = try Province.small.get()
        for role in Encounter.roles(of: checked.form) {
            let encounters = try Encounter.all(checked, baseline, role, in: province).prefix(2)
            let withheld = try await province.serving { service in
                var withheld = 0
                for encounter in encounters {
                    let filing = try await encounter.applicant.file(with: service)
                    let print = try await Print(filing.opened.dossier, filing.opened.json(.applicant), service, checked, baseline)
                    try examine(print, baseline, "\(form) \(role.id)")
                    withheld += zip(print.office.blanks, print.applicant.blanks).filter { $1.entries.contains(where: \.isWithheld) && !$0.entries.allSatisfy(\.text.isEmpty) }.count
                }
                return withheld
            }
            // Where the view keeps leaves back, the print has been held against some.
            if form == FormID("cu-tru-ct01"), !encounters.isEmpty { #expect(withheld > 0, "\(role.id)") }
        }
    }

    // MARK: a form that is no longer the paper

    /// The paper still asks what the form no longer does: once as one, once in pieces, once not at all.
    @Test("blanks the form no longer asks are filled from what is known, joined and split; what it asks beside the paper follows")
    func redrawn() async throws {
        let form = FormID("cu-tru-ct01")
        let declarations = try Repository.declarations { folder in
            try Repository.edit(folder.appending(path: "FormSchemas/baselines/\(form).yaml")) { text in
                text + """
                      - title: {vi: Ô cũ}
                        fields:
                          - {id: old.birth_year, means: applicant.birth_year, label: {vi: Năm sinh (ô cũ)}}
                          - {id: old.unknown, means: applicant.religion}
                          - {id: old.commune, means: applicant.permanent_residence_commune}

                    """
            }
        }
        #expect(declarations.diagnostics.filter { $0.severity == .error }.map { "\($0.position) \($0.message(in: .english))" } == [])
        let checked = try #require(declarations.checked[form]), baseline = try #require(declarations.baselines[form]), province = try Province.small.get()
        let applicant = try #require(Applicant.all(of: province, form: form, limit: 1, vocabulary: checked.vocabulary).first)
        let print = try await province.serving(declarations) { service in
            let filing = try await applicant.file(with: service)
            return try await Print(filing.opened.dossier, filing.opened.json(.applicant), service, checked, baseline)
        }
        func entry(_ id: String) throws -> PrintedEntry { try #require(print.office.blanks.first { $0.id == id }?.entries.first) }
        let born = try #require(try entry("applicant.date_of_birth").parts["year"])
        #expect(try entry("old.birth_year").text == born && entry("old.birth_year").source.layer == .computed)
        #expect(print.office.blanks.first { $0.id == "old.birth_year" }?.label == "Năm sinh (ô cũ)")
        #expect(try entry("old.unknown").text.isEmpty && entry("old.unknown").source.outcome == nil)
    }
}
