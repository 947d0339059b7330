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

/// What expressions of a form read of its tables and of a choice with "other: …".
@Suite("Expressions over tables and choices")
struct TableTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "types", directoryHint: .isDirectory)

    /// The leaves of the form of two tables, as `value` or, where there is none, the outcome.
    private static func leaves(_ answers: JSON, submitting: Bool = false) async throws -> (leaves: [String: String], violations: [String]) {
        let declarations = try DeclarationFolder(Self.folder.path)
        #expect(!declarations.diagnostics.contains { $0.severity == .error })
        let person = try #require(SubjectKey(guessing: "015210000123", in: declarations.catalog.vocabulary))
        return try await withFolder { store in
            let keys = try StoreKeys.atFile(store.path + "/keys.json")
            let service = try IntakeService(
                declarations, variables: ["EVERYTHING_CSV": Self.folder.appending(path: "everything.csv").path], keys: keys,
                store: SQLiteDossierStore(path: store.path + "/dossiers.sqlite", keys: keys), ledger: SQLiteLedger(path: store.path + "/ledger.sqlite"),
                surroundings: .init(now: { Province.noon }, isSimulated: true))
            let said = try Answers(json: answers)
            let opened = try await service.open(FormID("two-tables"), Opening(actor: person), answers: said, asOf: Province.asOf)
            let shown = opened.filled.leaves.map { leaf in
                (leaf.leaf.rawValue, (leaf.value ?? leaf.answered).map { $0.string ?? $0.serialized(.canonical) } ?? leaf.outcome.rawValue)
            }
            let violations = submitting ? try await service.submit(opened.receipt, answers: said).violations.map { "\($0.leaf) \($0.code.rawValue)" } : []
            await service.close()
            return (Dictionary(shown, uniquingKeysWith: { $1 }), violations)
        }
    }

    @Test("a row reads its own table's value and the list of another table's, also where rows are called alike")
    func rowsCalledAlike() async throws {
        let (leaves, violations) = try await Self.leaves([
            "rows": ["animals": [["row": "1"], ["row": "2"]], "pens": [["row": "1"], ["row": "b"]]],
            "answers": ["house": "wood", "animals[1].weight": "30", "animals[2].weight": "70", "pens[1].limit": "50", "pens[b].limit": "80"],
        ], submitting: true)
        #expect(leaves["head_count"] == "2")
        // Against its namesake alone, an animal of 30, the pen would be strong enough.
        #expect(leaves["pens[1].too_weak"] == "true")
        #expect(leaves["pens[b].too_weak"] == "false")
        #expect(violations.isEmpty)
    }

    @Test("how many rows there are is not known before somebody wrote them down")
    func rowsNobodyWrote() async throws {
        #expect(try await Self.leaves([:]).leaves["head_count"] == "open")
        #expect(try await Self.leaves(["rows": ["animals": []]]).leaves["head_count"] == "0")
    }

    @Test("of 'other: …' a condition reads the code", arguments: [
        ("\"wood\"", "not-applicable", "open"), ("\"other\"", "open", "not-applicable"), (#"{"code": "other", "text": "tre"}"#, "open", "not-applicable"),
    ])
    func otherChoice(_ answer: String, _ why: String, _ fire: String) async throws {
        let leaves = try await Self.leaves(["answers": .object(["house": JSON(parsing: answer)])]).leaves
        #expect(leaves["why"] == why && leaves["fire"] == fire)
    }
}
