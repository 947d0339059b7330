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

/// Whatever is sent at submission is held against what was filled in, leaf by leaf, for every form there is.
@Suite("Tampering at submission")
struct TamperTests {
    /// Applicants opened for each form, and dossiers of them that are tampered with.
    private static let candidates = 16, dossiers = 4

    @Test("is refused at every leaf of every form, names the leaf, and honest changes are accepted", arguments: Repository.formIDs)
    func everyLeaf(form: FormID) async throws {
        let province = try Province.small.get()
        let declarations = try Repository.declarations.get()
        let checked = try #require(declarations.checked[form])
        let applicants = try Applicant.all(of: province, form: form, limit: Self.candidates, vocabulary: checked.vocabulary)
        #expect(!applicants.isEmpty, "no synthetic applicant files this form")
        let tally = try await withFolder { folder in
            let states = RecordedStates()
            return try await province.serving(keeping: states, in: folder) { service in
                let signer = try StoreKeys.atFile(folder.path + "/keys.json").signer
                var filings: [(filing: Applicant.Filing, tampering: Tampering)] = []
                for applicant in applicants {
                    let filing = try await applicant.file(with: service)
                    if let one = try Self.tampering(filing, checked, declarations, states, signer), one.check(one.said).violations.isEmpty { filings.append((filing, one)) }
                }
                #expect(!filings.isEmpty, "no dossier would be accepted")
                let (tally, used) = try await Self.tamper(with: filings.map(\.tampering))
                // None of it left a trace: the dossiers are accepted as they stand, once.
                for (filing, one) in zip(filings.map(\.filing), filings.map(\.tampering)).filter({ used.contains($0.1.state.id) }).prefix(2) {
                    var worse = one.said
                    worse.answers[LeafID("nobody.asks_this")] = "x"
                    #expect(try await !service.submit(filing.opened.receipt, answers: worse).isAccepted)
                    #expect(try await service.submit(filing.opened.receipt, answers: one.said).isAccepted)
                    #expect(try await service.submit(filing.opened.receipt, answers: one.said).violations.map(\.code) == [.receiptUsed])
                }
                return tally
            }
        }
        #expect(tally.failures.isEmpty)
        // Not a field of the form that no case is about.
        #expect(Set(checked.form.fields.map(\.id)).subtracting(tally.fields).isEmpty)
        print("tamper \(form): \(tally.count) cases,", tally.cases.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "; "))
        print("tamper \(form): accepted,", tally.honest.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "; "))
    }

    static func tampering(
        _ filing: Applicant.Filing, _ checked: CheckedForm, _ declarations: DeclarationFolder, _ states: RecordedStates, _ signer: ReceiptSigner
    ) throws -> Tampering? {
        guard let data = states[filing.opened.dossier], let baseline = declarations.baselines[checked.form.id] else { return nil }
        return Tampering(
            checked: checked, baseline: baseline, state: try DossierState(json: JSON(parsing: data)), filled: filing.opened.filled,
            receipt: filing.opened.receipt, signer: signer, said: filing.said, now: Province.noon)
    }

    /// The dossiers that show most kinds of leaf first; a leaf of a field and class that was tampered with needs no second look.
    static func tamper(with all: [Tampering]) async throws -> (Tampering.Tally, Set<String>) {
        var rest = all, seen: Set<Tampering.LeafClass> = [], chosen: [(Tampering, [FilledLeaf])] = []
        while chosen.count < dossiers, !rest.isEmpty {
            func fresh(_ one: Tampering) -> [FilledLeaf] {
                var mine = seen
                return one.filled.leaves.filter { mine.insert(Tampering.LeafClass($0)).inserted }
            }
            guard let best = rest.indices.max(by: { fresh(rest[$0]).count < fresh(rest[$1]).count }) else { break }
            let leaves = fresh(rest[best])
            if leaves.isEmpty, !chosen.isEmpty { break }
            seen.formUnion(leaves.map { Tampering.LeafClass($0) })
            chosen.append((rest.remove(at: best), leaves))
        }
        return try await withThrowingTaskGroup(of: Tampering.Tally.self) { group in
            for (index, (one, leaves)) in chosen.enumerated() {
                group.addTask {
                    var tally = Tampering.Tally()
                    for leaf in leaves { one.tamper(with: leaf, &tally) }
                    one.tamperWithNames(&tally)
                    one.swapRows(&tally)
                    if index == 0 { try one.tamperWithReceipt(&tally) }
                    // Another dossier's receipt, though our own key signed it.
                    for other in all.prefix(3) where other.state.id != one.state.id {
                        tally.cases["another dossier's receipt", default: 0] += 1
                        let codes = one.check(one.said, receipt: other.receipt).violations.map(\.code)
                        if codes != [.receiptOfOther] { tally.failures.append("another dossier's receipt: \(codes)") }
                    }
                    return tally
                }
            }
            var tally = Tampering.Tally()
            for try await one in group { tally.formUnion(one) }
            return (tally, Set(chosen.map(\.0.state.id)))
        }
    }
}
