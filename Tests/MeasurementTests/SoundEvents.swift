@testable import Measurement
import Receipts

/// Random ledgers no flag withholds anything of: for what is tested of headlines, goals, comparisons and costs themselves.
enum SoundEvents {
    /// The same events, with an answer to everything the paper demanded; who never filed would not have lowered anything.
    static func sound(_ entries: [LedgerEntry]) -> [LedgerEntry] {
        // Beside real dossiers simulated ones are such as would raise the figure.
        let isMixed = entries.contains { if case .submitted(let submitted) = $0.fact { !submitted.isSimulated } else { false } }
        let filed = Set(entries.filter { if case .submitted = $0.fact { true } else { false } }.map(\.dossier))
        return entries.filter { entry in
            // No dossier stands as a submitted one did.
            if case .standing = entry.fact { !filed.contains(entry.dossier) } else { true }
        }.map { entry in
            let fact: LedgerEntry.Fact = switch entry.fact {
            case .submitted(let submitted): .submitted(isMixed && submitted.isSimulated ? submitted.answered.spared : submitted.answered)
            case .standing(let standing): .standing(StandingFact(
                form: standing.form, procedure: standing.procedure.isEmpty ? SubmittedFact.procedureOfForms : standing.procedure, baseline: standing.baseline,
                baselineStatus: standing.baselineStatus, stage: standing.stage, given: 0, demanded: standing.demanded, givenAtMost: 0, demandedAtMost: standing.demandedAtMost))
            case .opened(let opened) where opened.procedure.isEmpty: .opened(OpenedFact(
                form: opened.form, version: opened.version, procedure: SubmittedFact.procedureOfForms, purpose: opened.purpose, subjectKind: opened.subjectKind,
                channel: opened.channel, basis: opened.basis, hasOperator: opened.hasOperator, isSimulated: opened.isSimulated, subject: opened.subject))
            default: entry.fact
            }
            return LedgerEntry(dossier: entry.dossier, hour: entry.hour, fact: fact)
        }
    }

    /// Baselines of random ledgers, so that none of them grew; see `Report`'s `attested`.
    static let attested: Set<String> = ["b0", "b1"]
}

extension SubmittedFact {
    /// So that an export of received dossiers can have them.
    fileprivate static let procedureOfForms = "1.001000"

    /// What the paper demanded and nobody answers is filled by a register; whether the paper demanded it is unknown only of what the form
    /// requires and the applicant gives.
    fileprivate var answered: SubmittedFact {
        let isMeasurable = blanks.contains { $0.demand == .required }
        let blanks = blanks.map { BaselineLeaf(leaf: $0.leaf, atom: $0.atom, demand: $0.demand == .unknown && !isMeasurable ? .required : $0.demand, role: $0.role) }
        let demanded = Set(blanks.filter { $0.demand == .required }.map(\.atom))
        let undecided = Set(blanks.filter { $0.demand == .unknown }.map(\.atom)).subtracting(demanded)
        let answered = Set(current.filter { $0.outcome.isGiven || $0.isLater || ![.notAsked, .unnamed].contains(SavingSource(of: $0)) }.map(\.atom))
        let filled = demanded.subtracting(answered).sorted().enumerated().map { index, atom in
            CurrentLeaf(
                leaf: "sound_\(atom)", atom: atom, required: true, outcome: .prefilled, isTouched: false, source: RandomEvents.sources[index % 6],
                isOwnIdentity: index % 4 == 0, isEarlier: false, reason: nil)
        }
        let given = undecided.sorted().map { atom in
            CurrentLeaf(
                leaf: "sound_\(atom)", atom: atom, required: true, outcome: .declared, isTouched: false, source: nil, isOwnIdentity: false, isEarlier: false,
                reason: .statement)
        }
        return SubmittedFact(
            form: form, version: version, procedure: procedure.isEmpty ? Self.procedureOfForms : procedure, channel: channel, isSimulated: isSimulated,
            baseline: baseline, baselineStatus: baselineStatus, current: current + filled + given, blanks: blanks, documents: documents,
            confirmations: confirmations)
    }

    /// Nothing is asked of anybody.
    fileprivate var spared: SubmittedFact {
        replacing(
            current: current.map { leaf in
                CurrentLeaf(
                    leaf: leaf.leaf, atom: leaf.atom, required: leaf.required, outcome: leaf.outcome.isGiven || leaf.isLater ? .prefilled : leaf.outcome, isTouched: false,
                    source: "population", isOwnIdentity: leaf.isOwnIdentity, isEarlier: leaf.isEarlier, reason: nil, role: leaf.role)
            }, blanks: blanks)
    }
}
