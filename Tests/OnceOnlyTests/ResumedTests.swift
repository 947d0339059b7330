@testable import CommandLine
import Diagnostics
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

/// What was typed while a register was down stays beside what it says later, and what it fills is told.
@Suite("A dossier resumed when its register is back")
struct ResumedTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "types", directoryHint: .isDirectory)

    private func service(_ declarations: DeclarationFolder, _ table: URL, in store: URL) throws -> IntakeService {
        try IntakeService(declarations, variables: ["EVERYTHING_CSV": table.path], store: store.path, surroundings: .init(now: { Province.noon }, isSimulated: true))
    }

    @Test("shows what was typed beside what is registered, and lists what was filled, changed and fell away since")
    func resumed() async throws {
        let declarations = try DeclarationFolder(Self.folder.path)
        let checked = try #require(declarations.checked[FormID("every-type")])
        let person = try #require(SubjectKey(guessing: "015210000123", in: declarations.catalog.vocabulary))
        let table = Self.folder.appending(path: "everything.csv")
        let typed = try Answers(json: ["answers": ["number_decided": "999", "text_decided": "Một câu ", "asked_text": "x"]])
        try await withFolder { place in
            let store = place.appending(path: "store")
            let down = try service(declarations, place.appending(path: "nowhere.csv"), in: store)
            let opened = try await down.open(checked.form.id, Opening(actor: person), answers: typed, asOf: Province.asOf)
            #expect(opened.changes(.applicant) == nil && opened.json(.applicant)["changes"] == nil)
            let still = try await down.resume(opened.dossier, actor: person)
            #expect(still.changes(.applicant) == [] && still.json(.applicant)["changes"] == [])
            await down.close()

            let back = try service(declarations, table, in: store)
            let resumed = try await back.resume(opened.dossier, actor: person)
            let again = try await back.resume(opened.dossier, actor: person)
            await back.close()
            let changes = try #require(resumed.changes(.applicant))
            let kinds = Dictionary(uniqueKeysWithValues: changes.map { ($0.leaf.rawValue, $0.kind) })
            // What was computed of the typed number is computed of the registered one now; what repeats a text says the same.
            #expect(kinds["number_decided"] == .filled && kinds["text_decided"] == .filled && kinds["twice"] == .changed && kinds["again"] == nil)
            #expect(kinds["asked_text"] == nil && kinds.count > 10)
            #expect(again.changes(.office) == [])
            #expect(resumed.json(.applicant)["changes"]?.array?.contains(["id": "number_decided", "leaf": "number_decided", "change": "filled"]) == true)
            for (language, view, wrote, since) in [
                (Language.english, Prefill.View.applicant, "12.5 m² [everything] – you wrote 999 m²", "Since it was filled last\n  filled: "),
                (.english, .office, "– the applicant wrote 999", "Since it was filled last"), (.vietnamese, .applicant, "– đã khai 999", "Từ lần điền trước\n  mới điền: "),
            ] {
                let text = FilledText(resumed.filled, as: view, of: checked, in: language, changes: resumed.changes(view)).text
                #expect(text.contains(wrote) && text.contains(since))
                // What was typed as it is registered is no difference.
                #expect(text.matches(of: /wrote|đã khai/).count == 1)
                #expect(!FilledText(again.filled, as: view, of: checked, in: language, changes: again.changes(view)).text.contains(since))
            }

            let other = place.appending(path: "other.csv")
            try Data(try String(contentsOf: table, encoding: .utf8).replacing("12.5", with: "13").utf8).write(to: other)
            let elsewhere = try service(declarations, other, in: place.appending(path: "elsewhere"))
            let changed = try await elsewhere.open(checked.form.id, Opening(actor: person), answers: typed, asOf: Province.asOf)
            await elsewhere.close()
            #expect(changed.filled.changes(since: resumed.filled, as: .applicant).map { "\($0.leaf.rawValue) \($0.kind.rawValue)" }.sorted()
                == ["number_decided changed", "number_known changed", "twice changed"])
            let lost = opened.filled.changes(since: resumed.filled, as: .applicant)
            #expect(Set(lost.filter { $0.kind == .fellAway }.map(\.leaf)) == Set(changes.filter { $0.kind == .filled }.map(\.leaf)))
        }
    }
}
