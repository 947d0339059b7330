import Connectors
import Crypto
import Documents
public import Expressions
import Foundation
import Formats
import Forms
public import Receipts
public import Sourcing
import Vocabulary

/// Fills dossiers of one form: asks registers what is needed and granted, settles, and says what is still to ask.
public struct PrefillEngine: Sendable {
    public let checked: CheckedForm
    public let executor: Executor
    /// `nil` where no documents are kept.
    private let papers: PaperSearch?
    /// What the form's dossiers count against; `nil` where nobody counts them.
    private let baseline: CountedBaseline?

    /// Looks for stored documents, as they are on a day.
    public struct PaperSearch: Sendable {
        /// The civil day it is; the dossier's as-of day may be long past.
        let day: PartialDate
        let reply: @Sendable (PaperBook.Question) async -> PaperBook.Reply

        public init(on day: PartialDate, _ reply: @escaping @Sendable (PaperBook.Question) async -> PaperBook.Reply) {
            self.day = day
            self.reply = reply
        }
    }

    public init(_ checked: CheckedForm, executor: Executor, papers: PaperSearch? = nil, baseline: CountedBaseline? = nil) {
        self.checked = checked
        self.executor = executor
        self.papers = papers
        self.baseline = baseline
    }

    /// What an opening or a further stage came to.
    public struct Outcome: Sendable {
        /// To be stored; holds register values, so it belongs to the dossier store alone.
        public let state: DossierState
        public let filled: FilledForm
        /// What was asked of registers, in order, for ledger and access log.
        public let lookUps: [LookedUpFact]
        /// Whom each of these was about, see `SubjectReference`: personal, so no part of the fact.
        public let subjects: [String]
        /// Those of them whose result the applicant's side may know: about nobody they may not see.
        public let toldLookUps: [LookedUpFact]
        /// How it would count, were it filed as it stands; `nil` once it was filed, and where nobody counts.
        public let standing: StandingFact?
    }

    /// More waves than any chain of roles and keys needs; a form that wants more is not going anywhere.
    static let waveLimit = 16

    /// Reads new answers into the dossier and asks registers until nothing more can be learned.
    ///
    /// - Parameters:
    ///   - state: a new dossier's or a stored one's; keys in its `closedKeys` are not looked up.
    ///   - answers: merged over what was said before; nothing already accepted is lost.
    ///   - instant: for provenance, ISO 8601 UTC.
    /// - Returns: never throws: a register that fails leaves its fields open, with the reason.
    /// - Complexity: at most one call per operation and subject; waves run in parallel.
    public func fill(_ state: DossierState, answers: Answers = Answers(), at instant: String) async -> Outcome {
        var state = state
        state.take(answers)
        state.countTypedKeys(of: checked)
        state.fields = checked.fieldIDs
        state.replies = state.replies.droppingFailures()
        // What was stored may have been revoked or erased since.
        state.papers = papers.map { PaperBook(on: $0.day) }
        let errand = Executor.Errand(
            purpose: checked.purpose, version: ["connectors", "vocabulary"].map { state.pins[$0] ?? "" }.joined(separator: " "), instant: instant)
        let deadline = executor.now() + executor.policy.total
        let names = SubjectNames(naming: state.naming)
        // First what the applicant's side leads to; what only the office's decisions lead to would tell how they went.
        var applicant: Interpreter?, told: [LookUpMade] = []
        if hasWithheldConditions {
            (applicant, told) = await learned(&state, isGuarded: true, names, errand, until: deadline)
        }
        let (office, further) = await learned(&state, isForOffice: applicant != nil, names, errand, until: deadline)
        bindAnswers(&state, office)
        let side = applicant ?? office
        if applicant == nil { told = further }
        let disclosed = side.disclosed
        let all = applicant == nil ? further : told + further
        return Outcome(
            state: state, filled: filled(state, office: office, applicant: side),
            lookUps: all.map(\.fact), subjects: all.map { SubjectReference.text(of: $0.request.keys, in: checked.vocabulary) },
            toldLookUps: told.filter { side.mayTell($0.request, disclosed) }.map(\.fact),
            standing: state.filedAt == nil ? baseline.map { SubmissionCount(interpreter: office, baseline: $0, replaced: nil, blocking: []).standing() } : nil)
    }

    private typealias LookUpMade = (request: ConnectorRequest, fact: LookedUpFact)

    /// Asks wave after wave, until nothing more can be learned.
    private func learned(
        _ state: inout DossierState, isGuarded: Bool = false, isForOffice: Bool = false, _ names: SubjectNames, _ errand: Executor.Errand,
        until deadline: Duration
    ) async -> (interpreter: Interpreter, lookUps: [LookUpMade]) {
        var lookUps: [LookUpMade] = []
        var interpreter = interpreted(state, isGuarded: isGuarded, names)
        for _ in 0..<Self.waveLimit {
            let wave = Planner(interpreter: interpreter).nextWave(), questions = interpreter.paperQuestions
            if wave.isEmpty, questions.isEmpty { break }
            for question in questions { if let papers { state.papers?.note(await papers.reply(question), to: question) } }
            for answer in await executor.run(wave, for: errand, until: deadline).map({ $0.believed(on: state.asOf, in: checked.vocabulary) }) {
                let request = answer.request
                state.replies.note(
                    .init(concepts: request.concepts, relations: request.relations, result: answer.result, fetchedAt: answer.fetchedAt, isForOffice: isForOffice),
                    to: .init(connector: request.connector, operation: request.operation, keys: request.keys))
                lookUps.append((request, LookedUpFact(
                    connector: request.connector.rawValue, operation: request.operation.rawValue, purpose: checked.purpose,
                    attributes: request.concepts.count + request.relations.count, result: answer.word)))
            }
            interpreter = interpreted(state, isGuarded: isGuarded, names)
        }
        return (interpreter, lookUps)
    }

    private var hasWithheldConditions: Bool { !checked.withheldReads.isEmpty }

    private func interpreted(_ state: DossierState, isGuarded: Bool = false, _ names: SubjectNames? = nil) -> Interpreter {
        let interpreter = Interpreter(checked, state: state, isGuarded: isGuarded, names: names)
        interpreter.interpretAll()
        return interpreter
    }

    private func filled(_ state: DossierState, office: Interpreter, applicant: Interpreter) -> FilledForm {
        let filling = office.filling()
        return FilledForm(
            form: checked.form.id, version: checked.form.identity.version, pins: state.pins, asOf: state.asOf, office: filling,
            applicant: office === applicant ? filling : applicant.filling())
    }

    /// What the declarations make of a stored dossier, without asking anybody.
    public func read(_ state: DossierState) -> FilledForm {
        let office = interpreted(state)
        return filled(state, office: office, applicant: hasWithheldConditions ? interpreted(state, isGuarded: true) : office)
    }

    /// The papers whose stored documents would no longer do, as the store is now and on the day it is: what was to be reused and no
    /// longer is, and what filled blanks and now says otherwise.
    ///
    /// - Parameter state: with the last answers in it.
    /// - Returns: ids of the form's demands, sorted.
    public func outdatedPapers(of state: DossierState) async -> [String] {
        guard let papers, let before = state.papers else { return [] }
        var now = state, book = PaperBook(on: papers.day)
        for question in before.questions { book.note(await papers.reply(question), to: question) }
        now.papers = book
        let (then, today) = (interpreted(state), interpreted(now))
        return checked.demands.filter { demand in
            let (before, after) = (then.document(demand), today.document(demand))
            return before.proving.map(Said.init) != after.proving.map(Said.init) || !before.used.isEmpty && after.used.isEmpty
        }.map(\.id).sorted()
    }

    /// A document and what it fills blanks with.
    private struct Said: Equatable {
        let id: String
        let facts: [ProvenFact]

        init(_ record: DocumentRecord) {
            (id, facts) = (record.id, record.facts)
        }
    }

    /// Notes which subject each typed answer was given for.
    private func bindAnswers(_ state: inout DossierState, _ interpreter: Interpreter) {
        // A dossier opened without answers has none to bind.
        if state.answers.answers.isEmpty, state.answers.corrections.isEmpty, state.answers.disputes.isEmpty { return }
        for leaf in interpreter.allLeaves {
            let hasWord = state.answers.answers[leaf.id] != nil || state.answers.corrections[leaf.id] != nil || state.answers.disputes[leaf.id] != nil
            guard hasWord, let subject = leaf.subject, state.answeredFor[leaf.id] == nil else { continue }
            state.answeredFor[leaf.id] = interpreter.subjects.fingerprint(subject)
        }
    }

    /// The receipt of a dossier as it stands, to be signed.
    ///
    /// - Parameters:
    ///   - filled: what `fill` or `read` made of the state.
    ///   - id: 128 random bits, hexadecimal.
    ///   - issuedAt, lifetime: seconds.
    public func receipt(for state: DossierState, filled: FilledForm, id: String, issuedAt: Int, lifetime: Int) -> Receipt {
        let salts = LeafSalts(of: state)
        let leaves = filled.applicant.leaves.map { leaf in
            let seen = leaf.seen(.applicant)
            let isHidden = leaf.disclosure != .shown
            return Receipt.Leaf(
                leaf: leaf.leaf, outcome: seen.outcome, isLocked: leaf.isLocked || leaf.disclosure == .concealed, isWithheld: isHidden,
                reason: seen.reason, connector: isHidden ? nil : leaf.source?.connector, operation: isHidden ? nil : leaf.source?.operation,
                commitment: Commitment.digest(leaf: leaf.leaf, value: leaf.value, salt: salts.salt(of: leaf.leaf)))
        }
        let documents = filled.applicant.documents.map { document in
            document.isConcealed
                ? Receipt.Document(id: document.id, disposition: DocumentDisposition.replacedByData.rawValue, by: nil)
                : Receipt.Document(id: document.id, disposition: document.disposition.rawValue, by: document.by)
        }
        return Receipt(
            id: id,
            binding: .init(
                dossier: state.id, subject: Self.subjectCommitment(state), form: state.form.rawValue, version: state.version, pins: state.pins,
                issuedAt: issuedAt, expiresAt: issuedAt + lifetime),
            leaves: leaves, documents: documents)
    }

    /// What opens the commitments of a receipt to some leaves, for whoever is to check them.
    ///
    /// - Parameter filled: what `read` made of the state; leaves that are not shown to the applicant have no opening.
    public func openings(of leaves: Set<LeafID>, in state: DossierState, filled: FilledForm) -> [Commitment.Opening] {
        let salts = LeafSalts(of: state)
        return filled.leaves.filter { leaves.contains($0.leaf) && $0.disclosure == .shown }.map {
            Commitment.Opening(leaf: $0.leaf, value: $0.value, salt: salts.salt(of: $0.leaf))
        }
    }

    static func subjectCommitment(_ state: DossierState) -> String {
        func text(_ key: SubjectKey) -> JSON {
            .string(key.kind.rawValue + ":" + key.keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ","))
        }
        let leaf = LeafID("@subject")
        return Commitment.digest(leaf: leaf, value: .array([text(state.opening.actor), text(state.opening.subject)]), salt: LeafSalts(of: state).salt(of: leaf))
    }
}
