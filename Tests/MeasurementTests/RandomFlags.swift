@testable import Measurement
import Receipts

/// Events with everything in them that raises a flag, now and then.
enum RandomFlags {
    /// The same events, opened for a few subjects, some of whom come again and again, and replayed on a baseline that was replaced; of some dossiers
    /// nothing says how they stood.
    static func flagged(_ entries: [LedgerEntry], seed: UInt64) -> [LedgerEntry] {
        var random = SplitMix64(seed: seed)
        func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        var silent = SplitMix64(seed: seed &+ 1)
        return entries.filter { entry in
            guard case .standing = entry.fact else { return true }
            return silent.next() % 5 > 0
        }.map { entry in
            let fact: LedgerEntry.Fact
            switch entry.fact {
            case .opened(let opened):
                let subject = below(8) == 0 ? nil : "subject\(below(4) == 0 ? below(3) : below(60))"
                fact = .opened(OpenedFact(
                    form: opened.form, version: opened.version, procedure: opened.procedure, purpose: opened.purpose,
                    subjectKind: subject?.hasSuffix("1") ?? false ? "organisation" : opened.subjectKind, channel: opened.channel, basis: opened.basis, hasOperator: opened.hasOperator, isSimulated: opened.isSimulated, subject: subject))
            case .submitted(let submitted):
                let blanks = submitted.blanks.filter { _ in below(5) > 0 }.map {
                    // Now and then under another number.
                    SubmittedFact.BaselineLeaf(leaf: below(9) == 0 ? $0.leaf + "b" : $0.leaf, atom: $0.atom, demand: below(6) == 0 ? .optional : $0.demand, role: $0.role)
                }
                fact = .submitted(SubmittedFact(
                    form: submitted.form, version: submitted.version, procedure: submitted.procedure, channel: submitted.channel, isSimulated: submitted.isSimulated,
                    baseline: submitted.baseline, baselineStatus: submitted.baselineStatus, current: submitted.current, blanks: submitted.blanks,
                    documents: submitted.documents, confirmations: submitted.confirmations,
                    replaced: below(3) == 0 ? .init(baseline: "before", baselineStatus: below(9) == 0 ? "provisional" : submitted.baselineStatus, blanks: blanks) : nil))
            default: fact = entry.fact
            }
            return LedgerEntry(dossier: entry.dossier, hour: entry.hour, fact: fact)
        }
    }
}
