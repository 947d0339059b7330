import Connectors
import Documents
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

/// Reads a dossier's state against the declarations: who the roles are, what is known, what is still needed.
///
/// Pure in effect: the same form, catalog and state give the same results, in the same order; it asks nobody. It is
/// a class because everything is computed once, on demand, and the demands lead through one another in cycles; it
/// lives within one synchronous call.
final class Interpreter {
    let checked: CheckedForm
    let state: DossierState
    let comparison: Comparison
    let coding: ValueCoding
    /// Reads what is written now: a code that was closed before may stand in an old record, not in a new answer.
    let writing: ValueCoding
    /// True at submission: no register is asked, empty optional leaves read as none.
    let isFinal: Bool
    /// The dossier as the applicant's side sees it: what is withheld decides nothing here, the office completes it.
    let isGuarded: Bool

    var subjects: SubjectTable
    /// Who opened the dossier, and on whose behalf.
    let actor: SubjectID
    let represented: SubjectID
    /// What is known of a represented subject while nothing ties it to the actor.
    var whyUnproven = Fact.missing(.notGranted)
    var needs: Set<Need> = []
    /// What the document store is still to be asked.
    var paperQuestions: Set<PaperBook.Question> = []
    /// Who followed an abolished issuer; many dossiers look at no document.
    lazy var succession = IssuerSuccession(vocabulary)
    /// Needs found while looking only for what is known already are dropped.
    var quiet = 0
    var wanted: [(subject: SubjectID, concept: ConceptID, role: RoleID)] = []
    var roleStates: [RoleID: RoleState] = [:]
    var rolesUnderWay: [RoleID] = []
    var groupsUnderWay: Set<GroupID> = []
    /// Why the sources before the one that decided had nobody.
    var fellThrough: [RoleID: Reason] = [:]
    /// What a condition waited for in vain, because a register failed.
    var troubles: [Meaning: Reason] = [:]
    var facts: [FactKey: Fact] = [:]
    /// The innermost last.
    var factsUnderWay: [FactKey] = []
    var leaves: [LeafKey: Leaf] = [:]
    var leavesUnderWay: [LeafKey] = []
    var questions: [QuestionKey: ReplyBook.Question] = [:]
    /// As of so many links.
    var disclosedBefore: (links: Int, own: Set<SubjectID>, linked: Set<SubjectID>)?
    private var everyLeaf: [Leaf]?
    /// Everything was computed once: what is computed from here on stays.
    private(set) var isInterpreted = false
    var documents: [String: DocumentState] = [:]
    /// How the applicant chose the subjects they chose, for counting.
    var choices: [Choice] = []
    /// What conditions read and may not use on the applicant's side, and what hangs on it; filled where `isGuarded`.
    var withheld: Set<Meaning> = []
    var rolesForOffice: Set<RoleID> = []
    /// Roles answered with what is not to be had: a candidate nobody offers, "new" where the register knows them all.
    var vainAnswers: Set<RoleID> = []

    struct FactKey: Hashable {
        let subject: SubjectID
        let concept: ConceptID
        let role: RoleID

        func _rawHashValue(seed: Int) -> Int { role._rawHashValue(seed: concept._rawHashValue(seed: seed ^ subject.index)) }
    }

    struct QuestionKey: Hashable {
        let connector: ConnectorID
        let operation: OperationID
        let subject: SubjectID

        func _rawHashValue(seed: Int) -> Int { connector._rawHashValue(seed: operation._rawHashValue(seed: seed ^ subject.index)) }
    }

    struct LeafKey: Hashable {
        let field: FieldID
        let row: RowKey?

        func _rawHashValue(seed: Int) -> Int { field._rawHashValue(seed: row.map { $0.name.hashValue ^ seed } ?? seed) }
    }

    /// How the applicant chose a subject for a role or one of its rows.
    struct Choice: Hashable {
        enum Way: Hashable {
            case typed([ConceptID], verified: [ConceptID])
            case picked
            /// A relation led there and was confirmed.
            case confirmed
        }

        let role: RoleID
        let row: RowKey?
        let subject: SubjectID
        let way: Way
    }

    func note(_ choice: Choice) {
        choices.removeAll { $0.role == choice.role && $0.row == choice.row }
        choices.append(choice)
    }

    /// - Parameter names: of this dossier, where it is read more than once.
    init(_ checked: CheckedForm, state: DossierState, isFinal: Bool = false, isGuarded: Bool = false, names: SubjectNames? = nil) {
        if isGuarded {
            var told = state
            told.replies = told.replies.droppingOfficeReplies()
            self.state = told
        } else {
            self.state = state
        }
        self.checked = checked
        self.isFinal = isFinal
        self.isGuarded = isGuarded
        comparison = Comparison(checked.vocabulary, asOf: state.asOf)
        coding = ValueCoding(checked.vocabulary)
        writing = ValueCoding(checked.vocabulary, writtenOn: state.asOf)
        var subjects = SubjectTable(vocabulary: checked.vocabulary, names: names ?? SubjectNames(naming: state.naming))
        // The actor and the represented subject come first, so that their local names never change.
        let (by, about) = (state.opening.actor, state.opening.subject)
        actor = subjects.subject(kind: by.kind, keys: by.keys, origin: .signIn)
        represented = about == by ? actor : subjects.subject(kind: about.kind, keys: about.keys, origin: .signIn)
        self.subjects = subjects
        // Most blanks are one leaf and one fact: the tables need not grow on the way.
        leaves.reserveCapacity(checked.fieldIDs.count)
        facts.reserveCapacity(checked.fieldIDs.count)
        wanted.reserveCapacity(checked.fieldIDs.count)
    }

    var form: Form { checked.form }
    var catalog: Catalog { checked.catalog }
    var vocabulary: Vocabulary { checked.vocabulary }

    /// The procedure of those the form serves that this dossier is of.
    var procedure: String? { form.administration.procedures.first { $0.when.map { truth(of: $0, row: nil) == true } ?? true }?.code }

    /// Computes everything there is to compute, in form order.
    func interpretAll() {
        proveRepresentation()
        for role in form.roles { _ = resolve(role.id) }
        for section in form.sections {
            for row in rowIDs(of: section.rows) {
                for field in section.fields { _ = leaf(field, row: row) }
            }
        }
        nameCandidates()
        for demand in checked.demands { _ = document(demand) }
        for check in form.checks { _ = value(of: check.holds, row: nil) }
        if let receiver = form.administration.receivedBy { _ = value(of: receiver, row: nil) }
        isInterpreted = true
    }

    /// A represented subject counts as linked to the actor only by a record: the relations that prove it are looked up. Where
    /// a register that could name the actor does not answer, its trouble is why nothing is known; where all have answered and
    /// none has, nothing may be.
    private func proveRepresentation() {
        guard represented != actor, state.opening.proof == nil else { return }
        var isPending = false, failures: [Reason] = []
        for role in form.roles where role.sources.contains(where: { $0.content == .subject }) {
            for relation in vocabulary.relations.values.sorted(by: { $0.id < $1.id }) where relation.proves && relation.from.contains(subjects[represented].kind) {
                switch links(of: represented, relation.id, root: role.id) {
                case .pending: isPending = true
                case .failed(let reason): failures.append(reason)
                case .found, .nothing: break
                }
            }
        }
        whyUnproven = isPending ? .pending : .missing(failures.isEmpty ? .notGranted : Self.strongest(failures))
    }

    /// Puts a need down, unless only what is known is looked for or nothing may be asked any more.
    func need(_ question: ReplyBook.Question, concept: ConceptID? = nil, relation: RelationID? = nil) {
        guard quiet == 0, !isFinal else { return }
        needs.insert(Need(question: question, concept: concept, relation: relation))
    }

    /// Every leaf in form order; to be asked for when all has been computed.
    var allLeaves: [Leaf] {
        if let everyLeaf { return everyLeaf }
        let leaves = form.sections.flatMap { section in
            rowIDs(of: section.rows).flatMap { row in section.fields.map { leaf($0, row: row) } }
        }
        if isInterpreted { everyLeaf = leaves }
        return leaves
    }

    /// The rows of a section; a section without rows has one, without a name.
    func rowIDs(of rows: Rows?) -> [RowKey?] {
        guard let rows else { return [nil] }
        guard let role = rows.role else { return (state.answers.rows[rows.group.rawValue] ?? []).map { RowKey(group: rows.group, name: $0.row) } }
        if case .rows(let rows, _) = resolve(role) { return rows.map(\.row) }
        return []
    }
}
