import Documents
public import Prefill
public import Receipts
import Sourcing
public import Storage
import Vocabulary

/// What goes into the ledger beside the steps themselves, and what a person may read of it.
extension IntakeService {
    /// A subject's pseudonym in the month of the hour an event is written in.
    func pseudonym(of subject: SubjectKey, at hour: String) -> String {
        keys.pseudonyms.subject(SubjectReference.text(of: subject.keys, in: declarations.catalog.vocabulary), in: String(hour.prefix(7)))
    }

    /// What one stage is on record with: the stage itself, who was read about, what became of the papers, how the dossier would count.
    ///
    /// - Parameter hour: that the events are written in; whoever is named is so by that month's pseudonym, also at its last moment.
    func facts(of outcome: PrefillEngine.Outcome, _ stage: LedgerEntry.Fact?, at hour: String) -> [LedgerEntry.Fact] {
        let month = String(hour.prefix(7))
        var facts: [LedgerEntry.Fact] = zip(outcome.lookUps, outcome.subjects).map { .lookedUp($0.about(keys.pseudonyms.subject($1, in: month))) }
        if let stage { facts.insert(stage, at: 0) }
        if let papers = Self.papers(outcome.filled) { facts.append(.documents(papers)) }
        if let standing = outcome.standing { facts.append(.standing(standing)) }
        return facts
    }

    /// - Returns: `nil` where no paper is demanded.
    private static func papers(_ filled: FilledForm) -> DocumentsFact? {
        let demanded = filled.documents.filter { $0.isRequired == true }.map(\.disposition)
        guard !demanded.isEmpty else { return nil }
        return DocumentsFact(
            replaced: demanded.count { $0 == .replacedByData }, earlier: demanded.count { $0 == .earlierResult }, stored: demanded.count { $0 == .stored },
            upload: demanded.count { $0 == .upload })
    }

    /// A person's own access log: who read what about them, when, for what; never another person's name.
    public func accessLog(of subject: SubjectKey) async throws -> [AccessRecord] {
        try await record.accesses(about: SubjectReference.text(of: subject.keys, in: declarations.catalog.vocabulary), by: keys.pseudonyms)
    }

    /// Notes drafts nobody went on with for so long.
    ///
    /// - Returns: how many were noted now.
    public func noteAbandoned(after silence: AbandonedFact.Silence) async throws -> Int {
        try await record.noteAbandoned(after: silence, before: hour(daysAgo: silence.days), at: hour)
    }
}
