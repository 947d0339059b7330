import Diagnostics
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// A form of the tests with a blank of every type: decided by a register, only known to one, computed, and asked.
@Suite("Tampering with every type of blank")
struct EveryTypeTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "types", directoryHint: .isDirectory)
    private static let types = ["text", "date", "partial date", "number", "choice", "tick", "identifier", "list", "address", "composite identity_paper"]

    @Test("is refused, and an honest correction or dispute is accepted and counted as declared, for each of them")
    func everyType() async throws {
        let declarations = try DeclarationFolder(Self.folder.path)
        #expect(!declarations.diagnostics.contains { $0.severity == .error })
        let checked = try #require(declarations.checked[FormID("every-type")])
        let person = try #require(SubjectKey(guessing: "015210000123", in: declarations.catalog.vocabulary))
        let said = try Answers(json: ["answers": [
            "asked_text": "một điều", "asked_date": "2026-12-01", "asked_number": "3", "asked_tick": true, "asked_choice": ["code": "other", "text": "tím"],
            "asked_address_street": "Số 2", "asked_address_colour": "b", "asked_paper_number": "GT-2", "asked_paper_issued": "2021",
        ]])
        let tally = try await withFolder { store in
            let states = RecordedStates()
            let keys = try StoreKeys.atFile(store.path + "/keys.json")
            let service = try IntakeService(
                declarations, variables: ["EVERYTHING_CSV": Self.folder.appending(path: "everything.csv").path], keys: keys,
                store: RecordingStore(inner: SQLiteDossierStore(path: store.path + "/dossiers.sqlite", keys: keys), states: states),
                ledger: SQLiteLedger(path: store.path + "/ledger.sqlite"), surroundings: .init(now: { Province.noon }, isSimulated: true))
            let opened = try await service.open(checked.form.id, Opening(actor: person), answers: said, asOf: Province.asOf)
            let state = try DossierState(json: JSON(parsing: try #require(states[opened.dossier])))
            let baseline = try #require(declarations.baselines[checked.form.id])
            let one = Tampering(
                checked: checked, baseline: baseline, state: state, filled: opened.filled, receipt: opened.receipt, signer: keys.signer, said: said, now: Province.noon)
            #expect(one.check(said).violations.map(\.json).isEmpty)
            #expect(opened.filled.leaves.count { $0.outcome == .prefilled && $0.isLocked } == Self.types.count)
            #expect(opened.filled.leaves.count { $0.outcome == .prefilled && !$0.isLocked } == Self.types.count)
            let (tally, _) = try await TamperTests.tamper(with: [one])
            await service.close()
            return tally
        }
        #expect(tally.failures.isEmpty)
        #expect(Set(checked.form.fields.map(\.id)).subtracting(tally.fields).isEmpty)
        for type in Self.types {
            let mine = tally.honest.filter { $0.key.hasPrefix(type.hasPrefix("composite") ? "composite" : "\(type),") }
            #expect(mine.filter { $0.key.hasSuffix(", correction") }.map(\.value).reduce(0, +) >= 1, "\(type)")
            #expect(mine.filter { $0.key.hasSuffix(", dispute") }.map(\.value).reduce(0, +) >= 2, "\(type)")
        }
        print("tamper every-type: \(tally.count) cases, accepted", tally.honest.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "; "))
    }
}
