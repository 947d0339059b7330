import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// A draft outlives a change of the declarations, but says first what changed.
@Suite("A draft that crosses a version")
struct DraftTests {
    @Test("shows the difference, is taken over once it was shown, and is filed under the new version")
    func crosses() async throws {
        let province = try Province.small.get(), plain = try Repository.declarations.get()
        let form = FormID("cu-tru-ct01")
        let applicant = try #require(try Applicant.all(of: province, form: form, limit: 1, vocabulary: plain.catalog.vocabulary).first)
        let changed = try Repository.declarations { folder in
            try Repository.edit(folder.appending(path: "FormSchemas/forms/cu-tru-ct01.yaml")) { text in
                let email = try #require(text.firstMatch(of: /\ {6}- id: applicant\.email\n(\ {8}.*\n)+/)?.range)
                return text.replacingCharacters(in: email, with: "").replacing("version: \"2025.1\"", with: "version: \"2026.1\"")
            }
        }
        try await withFolder { folder in
            let answers = try Answers(json: ["answers": ["applicant.email": "a@b.vn", "request.content": "x"]])
            let (draft, receipt) = try await province.serving(in: folder) { service in
                let opened = try await service.open(form, applicant.opening, answers: answers, asOf: Province.asOf)
                #expect(try await service.difference(opened.dossier, actor: applicant.actor) == nil)
                return (opened.dossier, opened.receipt)
            }
            try await province.serving(changed, in: folder) { service in
                await #expect(throws: IntakeError.versionChanged) { try await service.resume(draft, actor: applicant.actor) }
                #expect(try await service.submit(receipt, answers: applicant.answers).violations.map(\.code) == [.versionChanged])
                let difference = try #require(try await service.difference(draft, actor: applicant.actor))
                #expect(difference.fromVersion == "2025.1" && difference.toVersion == "2026.1" && difference.changed == ["form"])
                #expect(difference.removedFields == ["applicant.email"] && difference.addedFields.isEmpty && difference.droppedAnswers.map(\.rawValue) == ["applicant.email"])
                var opened = try await service.resume(draft, actor: applicant.actor, across: difference)
                #expect(opened.filled.version == "2026.1" && !opened.lookUps.isEmpty)
                #expect(opened.filled.leaves.first { $0.leaf == LeafID("request.content") }?.answered == "x")
                #expect(try await service.difference(draft, actor: applicant.actor) == nil)
                opened = try await service.resume(draft, actor: applicant.actor, answers: applicant.answers)
                #expect(try await service.submit(opened.receipt, answers: Answers()).violations.allSatisfy { $0.code != .versionChanged && $0.code != .receiptMismatch })
            }
            // What another form uses is no version of this one.
            let other = try Repository.declarations { folder in
                try Repository.edit(folder.appending(path: "Connectors/budget/manifest.yaml")) { $0 + "\n# changed\n" }
            }
            try await province.serving(other) { service in
                #expect(service.declarations.pins(for: form) == plain.pins(for: form))
            }
        }
    }
}
