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

/// What the ledger is told of a leaf, held against the dossier it comes from.
@Suite("Leaves as they are counted")
struct CountedLeafTests {
    @Test("a typed key costs its atom, whether its blank is required or not", arguments: Repository.formIDs)
    func typedKeys(form: FormID) async throws {
        let province = try Province.small.get()
        let declarations = try Repository.declarations.get()
        let checked = try #require(declarations.checked[form])
        let baseline = try #require(declarations.baselines[form])
        let applicants = try Applicant.all(of: province, form: form, limit: 24, vocabulary: checked.vocabulary)
        let facts = try await withFolder { folder in
            let states = RecordedStates()
            return try await province.serving(keeping: states, in: folder) { service in
                let verifier = try StoreKeys.atFile(folder.path + "/keys.json").signer.verifier
                var facts: [SubmittedFact] = []
                for applicant in applicants {
                    let filing = try await applicant.file(with: service)
                    guard let data = states[filing.opened.dossier] else { continue }
                    let result = Submission(checked, baseline: CountedBaseline(baseline, hash: "b")).check(
                        filing.opened.receipt, of: try DossierState(json: JSON(parsing: data)), answers: filing.said, now: Province.noon, verifier: verifier)
                    if let fact = result.fact { facts.append(fact) }
                }
                return facts
            }
        }
        #expect(!facts.isEmpty)
        let keys = facts.flatMap(\.current).filter { $0.reason == .key && $0.outcome == .declared }
        let free = Set(keys.filter { !$0.required }.map(\.leaf))
        #expect(free.isEmpty)
    }
}
