import Receipts

/// What flags need to know of the whole ledger before a dossier is counted: of its dossiers of one kind, real or simulated. What the others
/// were asked is held against none of these.
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
    /// By subject and procedure that has several forms: the facts each form had to be given.
    private let givenTo: [Filer<String>: [String: Set<AskedFact>]]

    /// - Parameter simulated: whether it is for figures about simulated dossiers.
    init(_ fold: LedgerFold, attested: Set<String> = [], simulated: Bool) {
        var history = BaselineHistory(attested: attested), formsOf: [String: Set<String>] = [:]
        for (submission, hour) in fold.firstHours.sorted(by: { $0.key < $1.key }) where fold.facts.head(ofSubmission: submission).isSimulated == simulated {
            let fact = fold.facts.submission(submission)
            history.add(fact, hour: hour)
            formsOf[fact.cluster, default: []].insert(fact.form)
        }
        self.history = history
        var filedBy: [Filer<Int32>: Int] = [:]
        for life in fold.lives where life.isSimulated == simulated { if let subject = life.subject { filedBy[Filer(subject: subject, what: life.form), default: 0] += 1 } }
        crowded = Set(filedBy.lazy.filter { $0.value > Self.mostOfOneSubject }.map(\.key))
        givenTo = Self.given(fold, procedures: Set(formsOf.lazy.filter { $0.value.count > 1 }.map(\.key)), simulated: simulated)
    }

    private static func given(_ fold: LedgerFold, procedures: Set<String>, simulated: Bool) -> [Filer<String>: [String: Set<AskedFact>]] {
        if procedures.isEmpty { return [:] }
        var given: [Filer<String>: [String: Set<AskedFact>]] = [:], facts: [Int32: Set<AskedFact>] = [:]
        for life in fold.lives where life.isSimulated == simulated {
            guard let subject = life.subject else { continue }
            for submission in Set(fold.filings[life.filings]) {
                let head = fold.facts.head(ofSubmission: submission)
                guard procedures.contains(head.cluster) else { continue }
                let known = facts[submission] ?? AskedFact.all(in: fold.facts.submission(submission))
                facts[submission] = known
                given[Filer(subject: subject, what: head.cluster), default: [:]][head.form, default: []].formUnion(known)
            }
        }
        return given
    }

    /// How often a dossier's subject filed its form that month.
    enum Crowd: Sendable, Hashable {
        case usual
        /// More than a few times.
        case person
        /// The same, by one whose business it may be: an enterprise that files for each of its people.
        case business
    }

    func crowd(of dossier: LedgerFold.Life) -> Crowd {
        guard let subject = dossier.subject, crowded.contains(Filer(subject: subject, what: dossier.form)) else { return .usual }
        return dossier.isOfBusiness ? .business : .person
    }

    /// What a dossier's subject had to give to other forms of the same procedure that month, in the order of the names.
    func givenElsewhere(_ dossier: LedgerFold.Life, _ head: FactTable.Head) -> [AskedFact] {
        guard !givenTo.isEmpty, let subject = dossier.subject, let forms = givenTo[Filer(subject: subject, what: head.cluster)] else { return [] }
        return forms.reduce(into: Set<AskedFact>()) { if $1.key != head.form { $0.formUnion($1.value) } }.sorted()
    }
}
