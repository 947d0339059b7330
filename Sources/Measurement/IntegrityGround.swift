import Receipts

/// What flags need to know of the whole ledger before a dossier is counted.
struct IntegrityGround: Sendable {
    /// A subject's dossiers of one form in one month up to here are taken as they are; a pseudonym lasts a month.
    static let mostOfOneSubject = 3

    /// A form, or a procedure, and whom it was filed for.
    private struct Filer<What: Hashable & Sendable>: Hashable, Sendable {
        let subject: LedgerPseudonym
        let what: What
    }

    let history: BaselineHistory
    private let crowded: Set<Filer<Int32>>
    /// By subject and procedure that has several forms: the concepts each form had to be given.
    private let givenTo: [Filer<String>: [String: Set<String>]]

    init(_ fold: LedgerFold, attested: Set<String> = []) {
        var history = BaselineHistory(attested: attested), formsOf: [String: Set<String>] = [:]
        for (submission, hour) in fold.firstHours.sorted(by: { $0.key < $1.key }) {
            let fact = fold.facts.submission(submission)
            history.add(fact, hour: hour)
            formsOf[fact.cluster, default: []].insert(fact.form)
        }
        self.history = history
        var filedBy: [Filer<Int32>: Int] = [:]
        for life in fold.lives { if let subject = life.subject { filedBy[Filer(subject: subject, what: life.form), default: 0] += 1 } }
        crowded = Set(filedBy.lazy.filter { $0.value > Self.mostOfOneSubject }.map(\.key))
        givenTo = Self.given(fold, procedures: Set(formsOf.lazy.filter { $0.value.count > 1 }.map(\.key)))
    }

    private static func given(_ fold: LedgerFold, procedures: Set<String>) -> [Filer<String>: [String: Set<String>]] {
        if procedures.isEmpty { return [:] }
        var given: [Filer<String>: [String: Set<String>]] = [:], concepts: [Int32: Set<String>] = [:]
        for life in fold.lives {
            guard let subject = life.subject else { continue }
            for submission in Set(fold.filings[life.filings]) {
                let head = fold.facts.head(ofSubmission: submission)
                guard procedures.contains(head.cluster) else { continue }
                let known = concepts[submission] ?? Set(fold.facts.submission(submission).current.lazy.filter { $0.outcome.isGiven || $0.isLater }
                    .map { CountingAtom.concept(of: $0.atom) })
                concepts[submission] = known
                given[Filer(subject: subject, what: head.cluster), default: [:]][head.form, default: []].formUnion(known)
            }
        }
        return given
    }

    /// Whether a dossier's subject filed its form more than a few times that month.
    func isCrowded(_ dossier: LedgerFold.Life) -> Bool { dossier.subject.map { crowded.contains(Filer(subject: $0, what: dossier.form)) } ?? false }

    /// Concepts a dossier's subject had to give to other forms of the same procedure that month, in the order of their names.
    func givenElsewhere(_ dossier: LedgerFold.Life, _ head: FactTable.Head) -> [String] {
        guard !givenTo.isEmpty, let subject = dossier.subject, let forms = givenTo[Filer(subject: subject, what: head.cluster)] else { return [] }
        return forms.reduce(into: Set<String>()) { if $1.key != head.form { $0.formUnion($1.value) } }.sorted()
    }
}
