import Receipts

/// The number a fact goes by in a fold.
package struct FactID: Sendable, Hashable {
    let index: Int32
}

/// What counting needs of the facts of a ledger, each leaf, list and head kept once however many events have it.
///
/// Submissions of one form differ in few leaves, so a million of them take a list of numbers for each way there is to fill the form.
struct FactTable: Sendable {
    enum Kept: Sendable {
        case opened(form: Int32, hasOperator: Bool, isSimulated: Bool, isOfBusiness: Bool)
        /// The number of what was asked and answered.
        case lookedUp(Int32)
        case staged
        /// The number of the submission.
        case submitted(Int32, isSimulated: Bool)
        case supplementRequested(Int32)
        /// Refused or withdrawn.
        case over
        case completed(isElectronic: Bool)
        case abandoned
        /// The number of how it stands.
        case standing(Int32, stage: Int32)
        /// It says nothing that its dossier's other events do not.
        case nothing
    }

    /// What all of a submission says beside its lists.
    struct Head: Sendable, Hashable {
        let form, version, procedure, channel: String
        let isSimulated: Bool
        let baseline, baselineStatus: String
        let confirmations: Int

        init(_ fact: SubmittedFact) {
            (form, version, procedure, channel) = (fact.form, fact.version, fact.procedure, fact.channel)
            (isSimulated, baseline, baselineStatus, confirmations) = (fact.isSimulated, fact.baseline, fact.baselineStatus, fact.confirmations)
        }
    }

    private struct Submission: Hashable {
        let head, current, blanks, documents: Int32
        /// −1 for none.
        let replay: Int32
    }

    private struct Replay: Hashable {
        let baseline, baselineStatus: String
        let blanks: Int32
    }

    private var kept: [Kept] = []
    private var heads = Interned<Head>()
    private var leaves = Interned<SubmittedFact.CurrentLeaf>()
    private var blanks = Interned<SubmittedFact.BaselineLeaf>()
    private var documents = Interned<SubmittedFact.DocumentFact>()
    private var replays = Interned<Replay>()
    /// Of leaves, of blanks and of documents.
    private var lists = Interned<[Int32]>()
    private var submissions = Interned<Submission>()
    private var lookUps = Interned<LookedUpFact>()
    private var supplements = Interned<SupplementFact>()
    private var forms = Interned<String>()
    private var standings = Interned<Standing>()

    mutating func note(_ fact: LedgerEntry.Fact) -> FactID {
        let index = Int32(kept.count)
        kept.append(keeping(fact))
        return FactID(index: index)
    }

    /// How many facts were noted, and how many different ones there are among the submissions, their leaves, and what was asked of registers.
    var noted: Int { kept.count }
    var distinctSubmissions: Int { submissions.values.count }
    var distinctLeaves: Int { leaves.values.count }
    var distinctLookUps: Int { lookUps.values.count }

    subscript(id: FactID) -> Kept { kept[Int(id.index)] }

    func form(_ number: Int32) -> String { forms[number] }

    func lookUp(_ number: Int32) -> LookedUpFact { lookUps[number] }

    func standing(_ number: Int32) -> Standing { standings[number] }

    func supplement(_ number: Int32) -> SupplementFact { supplements[number] }

    func head(ofSubmission number: Int32) -> Head { heads[submissions[number].head] }

    /// The submission as it was written.
    func submission(_ number: Int32) -> SubmittedFact {
        let packed = submissions[number], head = heads[packed.head]
        func blanks(_ list: Int32) -> [SubmittedFact.BaselineLeaf] { lists[list].map { self.blanks[$0] } }
        let replay: SubmittedFact.Replay? = packed.replay < 0 ? nil : {
            let replay = replays[packed.replay]
            return SubmittedFact.Replay(baseline: replay.baseline, baselineStatus: replay.baselineStatus, blanks: blanks(replay.blanks))
        }()
        return SubmittedFact(
            form: head.form, version: head.version, procedure: head.procedure, channel: head.channel, isSimulated: head.isSimulated, baseline: head.baseline,
            baselineStatus: head.baselineStatus, current: lists[packed.current].map { leaves[$0] }, blanks: blanks(packed.blanks),
            documents: lists[packed.documents].map { documents[$0] }, confirmations: head.confirmations, replaced: replay)
    }

    /// Kinds of subjects whose business it may be to file a form often.
    private static let businesses: Set<String> = ["organisation", "household_business", "budget_unit"]

    private mutating func keeping(_ fact: LedgerEntry.Fact) -> Kept {
        switch fact {
        case .opened(let fact):
            return .opened(
                form: forms.number(of: fact.form), hasOperator: fact.hasOperator, isSimulated: fact.isSimulated, isOfBusiness: Self.businesses.contains(fact.subjectKind))
        case .lookedUp(let fact):
            // Whom it was about changes no count.
            return .lookedUp(lookUps.number(of: LookedUpFact(
                connector: fact.connector, operation: fact.operation, purpose: fact.purpose, attributes: fact.attributes, result: fact.result)))
        case .staged: return .staged
        case .submitted(let fact): return .submitted(number(of: fact), isSimulated: fact.isSimulated)
        case .supplementRequested(let fact): return .supplementRequested(supplements.number(of: fact))
        case .refused, .withdrawn: return .over
        case .completed(let fact): return .completed(isElectronic: fact.isElectronic)
        case .abandoned: return .abandoned
        case .standing(let fact): return .standing(standings.number(of: Standing(fact)), stage: Int32(clamping: fact.stage))
        case .documents, .corrected, .disputed: return .nothing
        }
    }

    private mutating func number(of fact: SubmittedFact) -> Int32 {
        func list(_ fact: [SubmittedFact.BaselineLeaf]) -> Int32 { lists.number(of: fact.map { blanks.number(of: $0) }) }
        let replay = fact.replaced.map { replays.number(of: Replay(baseline: $0.baseline, baselineStatus: $0.baselineStatus, blanks: list($0.blanks))) }
        return submissions.number(of: Submission(
            head: heads.number(of: Head(fact)), current: lists.number(of: fact.current.map { leaves.number(of: $0) }), blanks: list(fact.blanks),
            documents: lists.number(of: fact.documents.map { documents.number(of: $0) }), replay: replay ?? -1))
    }
}
