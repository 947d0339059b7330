import Connectors
import Diagnostics
import Expressions
import Forms
import OnceOnly
import Receipts
@testable import Sourcing
import Testing
import Vocabulary

@Suite("What an author is told of a field, a change and the whole")
struct AuthoringTests {
    private static func explanation(_ form: String, _ field: String, without grants: (Grant) -> Bool = { _ in false }) throws -> FieldExplanation {
        let catalog = try Repository.declarations().catalog
        let changed = catalog.grants.filter(grants).reduce(catalog) { $0.removing(grant: $1) }
        let form = try Repository.form(FormID(form))
        let checked = CheckedForm(passing: form, in: changed.with(CheckedForm.localVocabulary(of: form, on: changed.vocabulary)))
        return try #require(SourcingGraph(checked).explanation(of: FieldID(field)))
    }

    @Test("the way in use is the one coverage names, first, under a grant with its text", arguments: Repository.forms)
    func used(_ id: FormID) throws {
        let checked = try #require(try Repository.declarations().checked[id])
        let graph = SourcingGraph(checked)
        for field in graph.coverage().fields where field.disposition == .registry {
            let explanation = try #require(graph.explanation(of: field.id))
            guard checked.form.role(field.means.role)?.kinds.count == 1, let way = explanation.ways.first else {
                #expect(!explanation.ways.isEmpty || checked.vocabulary[field.means.concept]?.form.parts.isEmpty == false, "\(field.id)")
                continue
            }
            #expect(way.place.connector == field.connector && way.place.operation == field.operation && way.standing == .used, "\(field.id): \(way.place)")
            #expect(way.place.connector == .signIn || way.grant?.legal.isEmpty == false, "\(field.id) names no legal text")
        }
    }

    @Test("a grant taken away is the one that is named as wanting")
    func missingGrant() throws {
        let explanation = try Self.explanation("ho-tich-khai-sinh", "mother.ethnicity") { $0.connector.rawValue == "population" && $0.reads.contains("ethnicity") }
        #expect(explanation.coverage.reason == .notGranted)
        let way = try #require(explanation.ways.first { $0.place.connector.rawValue == "population" })
        guard case .wanting(let missing) = way.standing else { Issue.record("\(way.standing)"); return }
        #expect(missing.contains(.read(Meaning("mother", "ethnicity"))) && way.grant == nil)
    }

    @Test("a relation nobody may walk any more is named wherever a field is asked for it")
    func missingRelation() throws {
        let folder = try Repository.declarations()
        var named = 0
        for (id, whole) in folder.checked {
            let before = SourcingGraph(whole).coverage()
            for relation in Set(folder.catalog.grants.filter { $0.purpose == whole.purpose }.flatMap(\.follows)) {
                let catalog = whole.catalog.grants.filter { $0.purpose == whole.purpose && $0.follows.contains(relation) && $0.reads.isEmpty }
                    .reduce(whole.catalog) { $0.removing(grant: $1) }
                let graph = SourcingGraph(CheckedForm(passing: whole.form, in: catalog))
                for (was, now) in zip(before.fields, graph.coverage().fields) where was.disposition == .registry && now.reason == .notGranted {
                    let ways = try #require(graph.explanation(of: now.id)).ways
                    let isNamed = ways.contains { way in
                        guard case .wanting(let missing) = way.standing else { return false }
                        return missing.contains { if case .follow(_, let wanted) = $0 { wanted == relation } else { false } }
                    }
                    #expect(isNamed, "\(id) \(now.id) without \(relation)")
                    named += isNamed ? 1 : 0
                }
            }
        }
        #expect(named > 0)
    }

    @Test("data reached through a typed key is the office's, and what reads an answer is named")
    func audience() throws {
        let owner = try Self.explanation("cu-tru-ct01", "dwelling_owner.full_name")
        #expect(owner.uses.contains(.key(of: "dwelling_owner")))
        let change = try Self.explanation("cu-tru-ct01", "request.changes_household")
        #expect(change.ways.isEmpty && change.uses.contains(.role("head")) && change.uses.contains(.role("dwelling")))
        #expect(try Self.explanation("cu-tru-ct01", "applicant.full_name").ways.first?.audience == .applicant)
    }

    @Test("a field of another form is not explained")
    func unknown() throws {
        let checked = try #require(try Repository.declarations().checked[FormID("cu-tru-ct01")])
        #expect(SourcingGraph(checked).explanation(of: FieldID("parcel.parcel_area")) == nil)
    }

    // MARK: diff

    /// One edit of a shipped form, and the one change it must be told as.
    struct Edit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let from: String
        let to: String
        let kind: FormDifference.Kind
        let direction: FormDifference.Direction

        init(_ name: String, _ from: String, _ to: String, _ kind: FormDifference.Kind, _ direction: FormDifference.Direction) {
            (testDescription, self.from, self.to, self.kind, self.direction) = (name, from, to, kind, direction)
        }
    }

    private static let phone = "      - id: applicant.phone\n        means: applicant.phone\n        label:\n          vi: \"5. Số điện thoại liên hệ\"\n          en: \"5. Contact phone\"\n        required: true\n"

    private static func difference(_ name: String, _ edits: [(String, String)]) throws -> FormDifference {
        let id = FormID(name), folder = try Repository.declarations(), form = try Repository.form(id)
        var text = try #require(folder.texts[form.identity.file])
        for (from, to) in edits {
            try #require(text.contains(from), "\(from)")
            text = text.replacing(from, with: to, maxReplacements: 1)
        }
        let (changed, findings) = FormReader.form(text, file: form.identity.file)
        try #require(findings.isEmpty, "\(findings.map(\.code))")
        let after = try #require(changed)
        func coverage(_ form: Form) -> Coverage? { FormCheck.check(form, in: folder.catalog, baseline: folder.baselines[id]).checked.map { SourcingGraph($0).coverage() } }
        return FormDifference(from: form, to: after, vocabulary: folder.catalog.vocabulary, coverage: (coverage(form), coverage(after)))
    }

    @Test("every edit is told as what it is", arguments: [
        Edit("a blank dropped", phone, "", .dropped, .less),
        Edit("a blank renamed", "id: applicant.phone", "id: applicant.telephone", .renamed, .none),
        Edit("a label changed", "5. Contact phone", "5. Telephone", .label, .none),
        Edit("required no more", "en: \"5. Contact phone\"\n        required: true", "en: \"5. Contact phone\"", .required, .less),
        Edit("required now", "en: \"6. E-mail\"\n", "en: \"6. E-mail\"\n        required: true\n", .required, .more),
        Edit("required sometimes", "en: \"6. E-mail\"\n", "en: \"6. E-mail\"\n        requiredIf: 'dossier.changes_household = \"yes\"'\n", .required, .more),
        Edit("a condition added", "en: \"5. Contact phone\"\n", "en: \"5. Contact phone\"\n        visibleIf: 'dossier.changes_household = \"yes\"'\n", .condition, .less),
        Edit("a condition exchanged", "    when: 'applicant.date_of_birth > dossier.submission_date - duration(\"P18Y\")'", "    when: 'applicant.date_of_birth > dossier.submission_date - duration(\"P16Y\")'", .condition, .other),
    ])
    func edits(_ edit: Edit) throws {
        let difference = try Self.difference("cu-tru-ct01", [(edit.from, edit.to)])
        #expect(difference.changes.contains { $0.kind == edit.kind && $0.direction == edit.direction }, "\(difference.changes)")
        #expect(!difference.changes.contains { $0.direction != edit.direction && $0.direction != .none }, "\(difference.changes)")
        #expect(difference.asksMore == [.more, .other].contains(edit.direction))
    }

    @Test("the way back is the other direction, and the counts follow")
    func backwards() throws {
        let there = try Self.difference("cu-tru-ct01", [(Self.phone, "")])
        #expect((there.old.blanks - there.new.blanks, there.old.atoms - there.new.atoms, there.old.requiredAtoms - there.new.requiredAtoms) == (1, 1, 1))
        let form = try Repository.form(FormID("cu-tru-ct01"))
        let same = FormDifference(from: form, to: form, vocabulary: try Repository.declarations().catalog.vocabulary)
        #expect(same.changes.isEmpty && !same.asksMore && same.old == same.new)
    }

    @Test("an answer that only the applicant gives now is asked more, though the blank is the same")
    func source() throws {
        let difference = try Self.difference("cu-tru-ct01", [("means: applicant.gender", "means: applicant.gender\n        onlyApplicant: newValue")])
        #expect(difference.changes.map(\.kind) == [.source] && difference.changes.first?.direction == .more && difference.asksMore)
        #expect(try #require(difference.new.declared) == #require(difference.old.declared) + 1)
    }

    @Test("papers: one more is more, one more to choose from is less", arguments: [
        ("- id: id_card\n    evidence: identity-card\n    about: applicant", "- id: id_card\n    evidence: identity-card\n    about: applicant\n    uploadOnly: Luật", FormDifference.Kind.uploadOnly, FormDifference.Direction.more),
        ("documents:\n", "documents:\n  - {id: land, evidence: land-use-certificate, about: applicant}\n", .added, .more),
        ("        required: true\n  - id: id_card", "        required: true\n      - {id: pledge, evidence: residence-proof, about: child, required: true}\n  - id: id_card", .added, .less),
    ])
    func papers(from: String, to: String, kind: FormDifference.Kind, direction: FormDifference.Direction) throws {
        let difference = try Self.difference("ho-tich-khai-sinh", [(from, to)])
        #expect(difference.changes.map(\.kind) == [kind] && difference.changes.map(\.direction) == [direction], "\(difference.changes)")
    }

    // MARK: summary

    @Test("what a register saves, what hangs on it alone, and the forms add up")
    func registers() throws {
        let summary = CoverageSummary(of: try Repository.declarations().checked.values)
        #expect(summary.forms.count == (try Repository.declarations().checked.count))
        for register in summary.registers {
            #expect(register.fieldsAlone <= register.fields && register.papersAlone <= register.papers, "\(register.connector)")
        }
        #expect(summary.reasons.map(\.fields).reduce(0, +) == summary.forms.flatMap(\.core).count { $0.disposition == .declare })
        #expect(try #require(summary.registers.first { $0.connector.rawValue == "land" }).fieldsAlone > 0)
    }

    @Test("a grant taken away is what would save most")
    func grantGain() throws {
        let folder = try Repository.declarations()
        let gone = folder.catalog.grants.filter { $0.purpose == "birth-registration" && $0.connector.rawValue == "population" }
        try #require(!gone.isEmpty)
        let catalog = gone.reduce(folder.catalog) { $0.removing(grant: $1) }
        func coverage(_ catalog: Catalog) -> CoverageSummary {
            CoverageSummary(of: folder.checked.values.map { CheckedForm(passing: $0.form, in: catalog.with(CheckedForm.localVocabulary(of: $0.form, on: catalog.vocabulary))) })
        }
        let whole = coverage(folder.catalog), without = coverage(catalog)
        func asked(_ summary: CoverageSummary) -> Int { summary.forms.flatMap(\.core).count { $0.disposition == .declare } }
        let gain = try #require(without.grants.first)
        #expect(gain.purpose == "birth-registration" && gain.connector.rawValue == "population")
        #expect(gain.saved.count >= asked(without) - asked(whole) && asked(without) > asked(whole))
    }

    @Test("attributes stand in order of what they would save, and each save is asked today")
    func attributeGain() throws {
        let folder = try Repository.declarations()
        let summary = CoverageSummary(of: folder.checked.values)
        for gain in summary.attributes {
            #expect(!gain.saved.isEmpty && !gain.places.isEmpty)
            // What it would save is asked today because nobody holds it.
            for saved in gain.saved {
                let field = summary.forms.first { $0.form == saved.form }?.fields.first { $0.id == saved.field }
                #expect(field?.disposition == .declare, "\(saved)")
            }
        }
        #expect(summary.attributes.map(\.saved.count) == summary.attributes.map(\.saved.count).sorted(by: >))
    }
}
