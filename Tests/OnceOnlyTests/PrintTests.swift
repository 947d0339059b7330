import Diagnostics
import Documents
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

    /// What the engine's own outputs say of a dossier: a view of each side while it is a draft, a packet of each once it is filed.
    private struct Outputs {
        let applicant: JSON
        let office: JSON

        init(_ applicant: JSON, _ office: JSON) {
            (self.applicant, self.office) = (applicant, office)
        }

        init(_ opened: IntakeService.Opened) {
            self.init(opened.json(.applicant), opened.json(.office))
        }
    }

    /// One print of a dossier, and what the engine's own outputs say of it.
    private struct Print {
        let office: PrintedForm
        let applicant: PrintedForm
        let said: Outputs

        init(_ dossier: String, _ said: Outputs, _ service: IntakeService, _ checked: CheckedForm, _ baseline: Baseline, _ language: Language = .vietnamese) async throws {
            self.said = said
            func laid(_ standing: StandingForm) -> PrintedForm {
                PrintLayout(standing, on: baseline, of: checked, in: language).form(status: ("draft", LocalizedText(vi: "đang soạn", en: "draft")))
            }
            office = laid(try await service.standing(dossier, as: .office))
            applicant = laid(try await service.standing(dossier, as: .applicant))
        }
    }

    private func setting(_ form: FormID) throws -> (CheckedForm, Baseline) {
        let declarations = try Repository.declarations.get()
        return (try #require(declarations.checked[form]), try #require(declarations.baselines[form]))
    }

    // MARK: what must hold of every print

    private func examine(_ print: Print, _ stage: String) throws {
        let law = try Self.blanksOfLaw(print.office.heading.form)
        for form in [print.office, print.applicant] {
            #expect(form.sections.flatMap(\.blanks).map(\.id) == law, "\(stage)")
            #expect(form.blanks.map(\.number) == Array(1...form.blanks.count), "\(stage)")
            for language in Language.allCases { try examine(FormPage(form, in: language).html([.form, .controlSheet]), of: form, stage) }
        }
        try nothingIsLost(print, stage)
        nothingIsTold(print, stage)
        papersAreMet(print, stage)
        try fillsTemplate(print.office, stage)
    }

    /// The blanks of the paper as its file has them, line by line.
    private static func blanksOfLaw(_ form: String) throws -> [String] {
        let text = try String(contentsOf: Repository.root.appending(path: "FormSchemas/baselines/\(form).yaml"), encoding: .utf8)
        let ids = text.matches(of: /(?m)^ +- (?:\{ *)?id: *([^ ,}\n]+)/).map { String($0.1) }
        #expect(!ids.isEmpty && Set(ids).count == ids.count, "\(form)")
        return ids
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

    /// Every value the engine hands the office stands on the office's paper or in its annex, on the row it is of.
    private func nothingIsLost(_ print: Print, _ stage: String) throws {
        let fields = try #require(print.said.office["fields"]?.array)
        #expect(!fields.isEmpty, "\(stage)")
        for field in fields {
            let leaf = try #require(field["leaf"]?.string), value = Self.value(of: field)
            guard let value, !value.isNull, value["none"]?.bool != true, value != .array([]) else { continue }
            let (row, id) = Self.place(leaf)
            let entries = print.office.blanks.filter { $0.id == id }.flatMap(\.entries)
            #expect(entries.contains { $0.row == row && $0.value == value && !$0.text.isEmpty }, "\(stage): \(id)")
        }
    }

    /// What counts in a field of a view or a packet: the applicant's word where nothing is locked, else the engine's. What is empty reads
    /// as none, no or nought in a packet.
    private static func value(of field: JSON) -> JSON? {
        switch field["outcome"]?.string {
        case "empty", "not-applicable": nil
        default: field["locked"]?.bool == true ? field["value"] : field["answered"] ?? field["value"]
        }
    }

    /// `group[row].field`
    private static func place(_ leaf: String) -> (row: String?, id: String) {
        guard let match = leaf.wholeMatch(of: /[^\[]+\[([^\]]+)\]\.(.+)/) else { return (nil, leaf) }
        return (String(match.1), String(match.2))
    }

    /// The applicant's print has no value and no source the applicant's own view does not have, and no text of one that is kept from it.
    private func nothingIsTold(_ print: Print, _ stage: String) {
        var shown: [String: [JSON]] = [:], named: [String: [JSON]] = [:], days: Set<String> = []
        for field in print.said.applicant["fields"]?.array ?? [] {
            let values = [field["value"], field["answered"], field["masked"]].compactMap(\.self)
            let id = field["id"]?.string ?? field["leaf"]?.string.map { Self.place($0).id }
            for name in [id, field["means"]?.string].compactMap(\.self) {
                shown[name, default: []] += values
                if let source = field["source"] { named[name, default: []].append(source) }
                if let connector = field["connector"] { named[name, default: []].append(["connector": connector]) }
            }
            if let day = field["source"]?["recordedAt"]?.string { days.formUnion([day, day.split(separator: "-").reversed().joined(separator: "/")]) }
        }
        func names(of blank: PrintedBlank) -> [String] { [blank.id] + blank.means }
        func isShown(_ value: JSON, _ blank: PrintedBlank) -> Bool { names(of: blank).contains { shown[$0]?.contains(value) == true } }
        func isNamed(_ source: PrintedSource, _ blank: PrintedBlank) -> Bool {
            for known in names(of: blank).flatMap({ named[$0] ?? [] }) where known["connector"]?.string == source.connector {
                // A packet names the register alone.
                if known.object?.count == 1 { return true }
                let isRecorded = known["recordedAt"]?.string != nil
                if known["operation"]?.string == source.operation, isRecorded == (source.recorded != nil) { return true }
            }
            return false
        }
        var ofWithheld: Set<String> = []
        for blank in print.applicant.blanks where !blank.id.contains(".@key") {
            for entry in blank.entries {
                if let value = entry.value { #expect(isShown(value, blank), "\(stage): \(blank.id) has a value the view has not") }
                if entry.value == nil, !entry.text.isEmpty { #expect(isShown(.string(entry.text), blank), "\(stage): \(blank.id)") }
                for source in [entry.source] + entry.joined.map(\.source) where source.connector != nil {
                    #expect(isNamed(source, blank), "\(stage): \(blank.id) has a source the view has not")
                }
                // What the register says beside the applicant's word is what the view shows as filled in.
                if entry.source.registered != nil { #expect((shown[blank.id] ?? []).count > 1, "\(stage): \(blank.id)") }
                guard entry.isWithheld else { continue }
                let source = entry.source
                #expect(entry.ticked.isEmpty && entry.parts.isEmpty && entry.value == nil, "\(stage): \(blank.id)")
                #expect([source.connector, source.operation, source.registered, source.recorded, source.fetched] == [nil, nil, nil, nil, nil], "\(stage): \(blank.id)")
                ofWithheld.insert(source.text)
            }
        }
        #expect(ofWithheld.count <= 1, "\(stage): what is kept back is told apart by its sources")
        let told = Set(print.applicant.blanks.flatMap(\.entries).filter { $0.value != nil }.map(\.text)).union(days) + [words(of: print.applicant)]
        var secrets: [String] = []
        for (office, applicant) in zip(print.office.blanks, print.applicant.blanks) {
            for (whole, seen) in zip(office.entries, applicant.entries) where seen.isWithheld && whole.text.count > 5 {
                let hidden: [String] = [whole.text, whole.source.registered ?? ""]
                secrets += hidden.filter { secret in secret.count > 5 && !told.contains { $0.contains(secret) } }
            }
        }
        guard !secrets.isEmpty, let page = try? FormPage(print.applicant, in: .vietnamese).html([.form, .controlSheet]) else { return }
        let json = print.applicant.json.serialized(.compact)
        for secret in secrets { #expect(!page.contains(secret) && !json.contains(secret), "\(stage): a value that is kept from the applicant's side is printed") }
    }

    /// What stands on the paper whoever fills it in: no value, and no source of one.
    private func words(of form: PrintedForm) -> String {
        let none = PrintedSource(layer: .none, outcome: nil, text: "")
        func bare(_ sections: [PrintedSection]) -> [PrintedSection] {
            sections.map { section in
                PrintedSection(title: section.title, table: section.table, blanks: section.blanks.map { blank in
                    blank.with(blank.entries.map { PrintedEntry(row: $0.row, value: nil, text: "", isWithheld: false, source: none) })
                })
            }
        }
        let empty = PrintedForm(heading: form.heading, sections: bare(form.sections), annex: bare(form.annex), papers: form.papers)
        return ((try? FormPage(empty, in: .vietnamese).html([.form, .controlSheet])) ?? "") + empty.json.serialized(.compact)
    }

    /// Each demanded paper is met as the view or the packet says, and of one that is kept back nothing is said.
    private func papersAreMet(_ print: Print, _ stage: String) {
        for (form, said) in [(print.office, print.said.office), (print.applicant, print.said.applicant)] {
            let demanded = (said["documents"]?.array ?? []).filter { $0["required"]?.bool != false }
            #expect(form.papers.map(\.id) == demanded.map { $0["id"]?.string }, "\(stage)")
            #expect(form.papers.map(\.disposition) == demanded.map { $0["withheld"]?.bool == true ? nil : $0["disposition"]?.string }, "\(stage)")
            for paper in form.papers where paper.disposition == nil {
                #expect(!DocumentDisposition.allCases.contains { paper.text.contains($0.rawValue) } && !paper.text.contains("thay") && !paper.text.contains("replaced"), "\(stage)")
            }
        }
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
        let filled = try WordTemplate(reading: bytes).filled(with: form, in: .vietnamese)
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
                try examine(try await Print(opened.dossier, Outputs(opened), service, checked, baseline), "\(form) opened")
                let filing = try await applicant.file(with: service)
                let dossier = filing.opened.dossier, said = Outputs(filing.opened)
                try examine(try await Print(dossier, said, service, checked, baseline, .english), "\(form) filled")
                let result = try await service.submit(filing.opened.receipt, answers: filing.said)
                guard result.isAccepted, let packet = result.packet(.applicant), let whole = result.packet(.office) else { continue }
                filed += 1
                // The packet does not say how a masked value ends, nor what papers are kept back; the view before it does.
                let fields: JSON = .array((said.applicant["fields"]?.array ?? []) + (packet["fields"]?.array ?? []))
                let kept = (said.applicant["documents"]?.array ?? []).filter { $0["withheld"]?.bool == true }
                let papers = (whole["documents"]?.array ?? []).map { paper in kept.first { $0["id"] == paper["id"] } ?? paper }
                let seen = Outputs(["fields": fields, "documents": .array(papers)], whole)
                let submitted = try await Print(dossier, seen, service, checked, baseline)
                try examine(submitted, "\(form) submitted")
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
                    let print = try await Print(filing.opened.dossier, Outputs(filing.opened), service, checked, baseline)
                    try examine(print, "\(form) \(role.id)")
                    withheld += zip(print.office.blanks, print.applicant.blanks).filter { $1.entries.contains(where: \.isWithheld) && !$0.entries.allSatisfy(\.text.isEmpty) }.count
                }
                return withheld
            }
            // Where the view keeps leaves back, the print has been held against some.
            if form == FormID("cu-tru-ct01"), !encounters.isEmpty { #expect(withheld > 0, "\(role.id)") }
        }
    }

    // MARK: a form that is no longer the paper

    /// The paper still asks what the form no longer does: a part of an address, the whole of it, a number computed, and what nobody knows.
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
                          - {id: old.members, means: member.full_name}

                    """
            }
            try Repository.edit(folder.appending(path: "FormSchemas/forms/\(form).yaml")) { text in
                text.replacing("      - id: applicant.phone\n", with: """
                          - id: applicant.signing_note
                            means: dossier.signing_note
                            label: {vi: Ghi chú}
                            type: text
                            onlyApplicant: statement
                          - id: applicant.phone

                    """)
            }
        }
        #expect(declarations.diagnostics.filter { $0.severity == .error }.map { "\($0.position) \($0.message(in: .english))" } == [])
        let checked = try #require(declarations.checked[form]), baseline = try #require(declarations.baselines[form]), province = try Province.small.get()
        let applicants = try Applicant.all(of: province, form: form, limit: .max, vocabulary: checked.vocabulary)
        let applicant = try #require(applicants.first { ($0.answers.rows["members"] ?? []).count > 1 })
        let truth = try province.truth.lines(of: applicant.subjectName)
        var said = applicant.answers
        said.answers[LeafID("applicant.signing_note")] = "nộp hộ"
        let filer = applicant.answering(said)
        let (print, office) = try await province.serving(declarations) { service in
            let filing = try await filer.file(with: service)
            return (try await Print(filing.opened.dossier, Outputs(filing.opened), service, checked, baseline), filing.opened.json(.office))
        }
        func entry(_ id: String) throws -> PrintedEntry { try #require(print.office.blanks.first { $0.id == id }?.entries.first) }
        let born = try #require(try entry("applicant.date_of_birth").parts["year"])
        #expect(try entry("old.birth_year").text == born && entry("old.birth_year").source.layer == .computed)
        #expect(print.office.blanks.first { $0.id == "old.birth_year" }?.label == "Năm sinh (ô cũ)")
        #expect(try entry("old.unknown").text.isEmpty && entry("old.unknown").source.outcome == nil)
        // The commune alone, of an address nobody is asked for.
        let commune = try #require(truth["permanent_residence"]?.held["population"]?["commune"]?.string), day = try #require(Province.asOf)
        let list = try #require(checked.vocabulary.codeLists[CodeListID("communes")])
        let shown = try entry("old.commune")
        #expect(shown.value == .string(commune) && shown.text == list.entry(commune, at: day)?.label.vietnamese)
        #expect(shown.source.connector == "population" || shown.source.layer == .computed)
        // All members where the paper has one line, each once and in their order.
        let names = (office["fields"]?.array ?? []).filter { $0["id"] == "member.full_name" }.compactMap { $0["value"]?.string }
        #expect(names.count > 1 && Set(names).count == names.count)
        #expect(try entry("old.members").text == names.joined(separator: "; ") && entry("old.members").value == .array(names.map { .string($0) }))
        #expect(print.office.annex.flatMap(\.blanks).map(\.id) == ["applicant.signing_note"] && print.office.annex[0].blanks[0].entries.map(\.text) == ["nộp hộ"])
    }
}
