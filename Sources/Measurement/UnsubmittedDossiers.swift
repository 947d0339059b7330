import Receipts

/// Dossiers opened in a period and never submitted, up to the end of the ledger, that stand alike.
///
/// Not those of somebody who filed the form in another dossier that month: one of the same kind, real or simulated, against a baseline in force.
struct UnsubmittedDossiers: Sendable, Hashable {
    /// `nil` where the ledger does not say: from before it did, or nothing came after the opening.
    let standing: Standing?
    let form: String
    /// Refused or withdrawn, or without an event for as long as counts as abandoned.
    let isSettled: Bool

    private struct Filer: Hashable {
        let subject: LedgerPseudonym
        let form: Int32
    }

    private struct Stand: Hashable {
        let standing, form: Int32
        let isSettled: Bool
    }

    /// - Parameters:
    ///   - parts: of the period, by place.
    ///   - isSimulated: whether the figures are about simulated dossiers.
    ///   - isChosen: whether the figures are about a dossier.
    /// - Returns: how many stand alike, and the numbers of how they stand.
    static func all(
        in fold: LedgerFold, _ parts: [LedgerFold.Part], on ground: IntegrityGround, isSimulated: Bool, where isChosen: (LedgerFold.Part) -> Bool
    ) -> (dossiers: [UnsubmittedDossiers: Int], standings: Set<Int32>) {
        let drafts = parts.indices.filter { parts[$0].isOpened && !fold.lives[$0].life.isSubmitted && isChosen(parts[$0]) }.map { fold.lives[$0] }
        func filer(_ life: LedgerFold.Life) -> Filer? { life.subject.map { Filer(subject: $0, form: life.form) } }
        let filers = Set(drafts.compactMap(filer))
        /// Filed as what the figures are about: what was tried out, or counted against no paper yet, is no filing of it.
        func isFiling(_ life: LedgerFold.Life) -> Bool {
            life.life.isSubmitted && life.isSimulated == isSimulated && fold.filings[life.filings].contains { fold.facts.head(ofSubmission: $0).baselineStatus == ReportTally.inForce }
        }
        // Whoever filed the form in another dossier stopped in this one alone; but not whoever opens it again and again.
        let filed = filers.isEmpty ? [] : Set(fold.lives.lazy.filter { filer($0).map(filers.contains) == true && ground.crowd(of: $0) == .usual && isFiling($0) }.compactMap(filer))
        var stands: [Stand: Int] = [:], ages = DraftAges(asOf: fold.lastHour)
        for life in drafts where filer(life).map(filed.contains) != true {
            let isSettled = life.life.isOver || ages.days(since: life.lastHour) >= Drafts.abandonedAfterDays
            stands[Stand(standing: life.standing, form: life.form, isSettled: isSettled), default: 0] += 1
        }
        let dossiers = stands.map { stand, times in
            let standing = stand.standing < 0 ? nil : fold.facts.standing(stand.standing)
            return (UnsubmittedDossiers(standing: standing, form: stand.form < 0 ? "" : fold.facts.form(stand.form), isSettled: stand.isSettled), times)
        }
        return (Dictionary(dossiers, uniquingKeysWith: +), Set(stands.keys.map(\.standing)).subtracting([-1]))
    }

    /// How dossiers marked as simulated stand that were opened in a period of real ones and never submitted, and how many stand so; of those
    /// of whom the ledger does not say it, nothing is known.
    static func simulated(in fold: LedgerFold, _ parts: [LedgerFold.Part]) -> [Standing: Int] {
        var stands: [Int32: Int] = [:]
        for (part, life) in zip(parts, fold.lives) where part.isOpened && part.isSimulated && !life.life.isSubmitted && life.standing >= 0 { stands[life.standing, default: 0] += 1 }
        let dossiers = stands.map { (fold.facts.standing($0.key), $0.value) }.filter { $0.0.row.baselineStatus == ReportTally.inForce }
        return Dictionary(dossiers, uniquingKeysWith: +)
    }
}
