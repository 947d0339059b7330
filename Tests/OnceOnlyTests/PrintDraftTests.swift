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

/// A draft on paper: whoever prints it finds what was typed, whether it has found anybody or not.
@Suite("A printed draft")
struct PrintDraftTests {
    private func setting(_ form: FormID) throws -> (CheckedForm, Baseline) {
        let declarations = try Repository.declarations.get()
        return (try #require(declarations.checked[form]), try #require(declarations.baselines[form]))
    }

    private func printed(_ dossier: String, _ view: View, _ service: IntakeService, _ form: FormID) async throws -> PrintedForm {
        let (checked, baseline) = try setting(form)
        return try await PrintLayout(service.standing(dossier, as: view), on: baseline, of: checked, in: .vietnamese)
            .form(status: ("draft", LocalizedText(vi: "đang soạn", en: "draft")))
    }

    private func entries(_ id: String, in form: PrintedForm) throws -> [PrintedEntry] { try #require(form.blanks.first { $0.id == id }).entries }

    // MARK: rows that are nobody yet

    /// CT01 with one member of the household and one number nobody of it has.
    @Test("one row that names nobody leaves the others, and what was typed in it, on the paper", arguments: View.allCases)
    func unresolvedRow(view: View) async throws {
        let form = FormID("cu-tru-ct01"), province = try Province.small.get(), (checked, _) = try setting(form)
        let applicants = try Applicant.all(of: province, form: form, limit: .max, vocabulary: checked.vocabulary)
        let applicant = try #require(applicants.first { ($0.answers.rows["members"] ?? []).count == 1 })
        let good = try #require(applicant.answers.rows["members"]?.first)
        guard case .key(let key)? = good.subject, let number = key["personal_id_number"]?.string else {
            Issue.record("the row names its member by a number")
            return
        }
        let stranger = try #require(applicants.last { $0.actorName.id != number && $0.actorName != applicant.actorName }?.actorName.id)
        try await province.serving { service in
            let filing = try await applicant.file(with: service)
            let dossier = filing.opened.dossier
            let before = try await printed(dossier, view, service, form)
            #expect(try entries("member.full_name", in: before).map(\.row) == [good.row])
            let more = try Answers(json: [
                "rows": ["members": [["row": .string(good.row), "key": ["personal_id_number": .string(number)]], ["row": "late", "key": ["personal_id_number": .string(stranger)]]]],
                "answers": ["members[late].member.relationship_to_head": "child"],
            ])
            _ = try await service.resume(dossier, actor: applicant.actor, answers: more)
            let sheet = try await printed(dossier, view, service, form)
            let numbers = try entries("member.personal_id_number", in: sheet)
            #expect(numbers.map(\.row) == [good.row, "late"] && numbers.map(\.value) == [.string(number), .string(stranger)])
            #expect(numbers.allSatisfy { $0.source.layer == .declared && $0.source.text == "người khai" && !$0.isWithheld })
            // Who they are no register has said of a list that is not one yet.
            #expect(try entries("member.full_name", in: sheet).map(\.text) == ["", ""])
            #expect(sheet.sections.compactMap(\.table).first { $0.group == "members" }?.rows == [good.row, "late"])
            let kinship = try entries("member.relationship_to_head", in: sheet)
            #expect(kinship.last?.row == "late" && kinship.last?.value == "child" && kinship.last?.text.isEmpty == false)
            let page = try FormPage(sheet, in: .vietnamese).html([.form, .controlSheet])
            #expect(page.contains(number) && page.contains(stranger))
        }
    }

    /// Representatives of a company are named by number and name; one name is another's.
    @Test("a key that does not match stays on the paper, the name typed with it too", arguments: View.allCases)
    func mismatch(view: View) async throws {
        let form = FormID("dn-dang-ky-tnhh-mtv"), province = try Province.small.get(), (checked, _) = try setting(form)
        let applicants = try Applicant.all(of: province, form: form, limit: 2, vocabulary: checked.vocabulary)
        let applicant = try #require(applicants.first), other = try #require(applicants.last?.actorName.id)
        let name = try #require(province.truth.lines(of: applicant.actorName)["full_name"]?.value.string)
        let own = applicant.actorName.id
        try await province.serving { service in
            let filing = try await applicant.file(with: service)
            let more = try Answers(json: ["rows": ["legal_reps": [
                ["row": "a", "key": ["personal_id_number": .string(own), "full_name": .string(name)]],
                ["row": "b", "key": ["personal_id_number": .string(other), "full_name": "Tên Khác Hẳn"]],
                ["row": "c", "key": ["personal_id_number": "12 chữ số", "full_name": .string(name)]],
            ]]])
            let opened = try await service.resume(filing.opened.dossier, actor: applicant.actor, answers: more)
            #expect(opened.json(.applicant)["ask"]?.array?.contains { $0["id"] == "legal_reps" } == true)
            let sheet = try await printed(filing.opened.dossier, view, service, form)
            #expect(try entries("legal_rep.full_name", in: sheet).map(\.text) == [name, "Tên Khác Hẳn", name])
            #expect(try entries("legal_rep.personal_id_number", in: sheet).map(\.text) == [own, other, "12 chữ số"])
        }
    }

    // MARK: one's own word

    /// Forms that keep from the applicant's side a text they may write over, and whether a register says one there that a print could
    /// tell. In the others there is nothing to look at.
    private static let keeping = [
        "cu-tru-ct01": true, "dat-dai-dang-ky-lan-dau": false, "dn-dang-ky-tnhh-mtv": true, "ho-tich-khai-sinh": true,
        "ho-tich-xac-nhan-tinh-trang-hon-nhan": true, "xd-giay-phep-nha-o-rieng-le": false,
    ]

    /// What the applicant writes over a value they may not see is theirs, and all that is told.
    @Test("the applicant's own word stands on their print where the register's is kept from them, and the register's does not", arguments: Repository.formIDs)
    func ownWord(form: FormID) async throws {
        let province = try Province.small.get(), (checked, baseline) = try setting(form)
        let encounters = try Encounter.roles(of: checked.form).flatMap { try Encounter.all(checked, baseline, $0, in: province).prefix(1) }
        let applicants = encounters.map(\.applicant) + (try Applicant.all(of: province, form: form, limit: 3, vocabulary: checked.vocabulary))
        let looked = try await province.serving { service in
            var looked = (said: 0, hidden: 0)
            for applicant in applicants {
                let filing = try await applicant.file(with: service)
                let dossier = filing.opened.dossier
                // Of the role's own key and name another would be typed: those are no blank of somebody known any more.
                let kept = (filing.opened.json(.applicant)["fields"]?.array ?? []).filter { field in
                    let means = field["means"]?.string.flatMap { checked.vocabulary[ConceptID(String($0.split(separator: ".").last ?? ""))] }
                    return field["withheld"]?.bool == true && field["value"] == nil && means?.type == .text && field["outcome"]?.string != "repeated"
                }
                let before = try await printed(dossier, .office, service, form)
                var said = Answers()
                for leaf in kept.compactMap({ $0["leaf"]?.string }) { said.answers[LeafID(leaf)] = "Lời Riêng Của Người Khai" }
                if said.answers.isEmpty { continue }
                _ = try await service.resume(dossier, actor: applicant.actor, answers: said)
                let after = try await printed(dossier, .applicant, service, form)
                let page = try FormPage(after, in: .vietnamese).html([.form, .controlSheet])
                for field in kept {
                    let id = try #require(field["id"]?.string), row = field["leaf"]?.string?.firstMatch(of: /\[(.+)\]/).map { String($0.1) }
                    let entry = try #require(entries(id, in: after).first { $0.row == row })
                    #expect(entry.value == "Lời Riêng Của Người Khai" && entry.text == "Lời Riêng Của Người Khai" && !entry.isWithheld, "\(form) \(id)")
                    #expect(entry.source.layer == .declared && entry.source.outcome == "declared" && entry.source.registered == nil && entry.source.connector == nil, "\(form) \(id)")
                    let register = try entries(id, in: before).first { $0.row == row }?.text ?? ""
                    looked.said += 1
                    guard register.count > 5 else { continue }
                    #expect(!page.contains(register), "\(form) \(id)")
                    looked.hidden += 1
                }
            }
            return looked
        }
        // A test that looks at nothing passes.
        #expect((looked.said > 0) == (Self.keeping[form.rawValue] != nil), "\(form): \(looked.said)")
        #expect((looked.hidden > 0) == (Self.keeping[form.rawValue] ?? false), "\(form): \(looked.hidden)")
    }
}
