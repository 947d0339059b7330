import Connectors
import Expressions
import Forms
import Receipts
import Vocabulary

/// One row of one table. What a row is called is said by whoever adds it, so that two tables may call theirs alike.
struct RowKey: Hashable {
    let group: GroupID
    let name: String
}

/// One field on one row: what the engine found, what the applicant said, and what it comes to. The layers stay apart. Written while it is
/// computed, never after.
final class Leaf {
    let id: LeafID
    let field: Field
    let row: RowKey?
    let meaning: Meaning
    let concept: Concept?
    let subject: SubjectID?
    /// What expressions read while nobody has said anything; many ask, or none.
    private lazy var unsaid = Value.unknown([meaning])
    /// `nil` where a condition is unknown.
    var isVisible: Bool? = true
    var isRequired: Bool? = false
    var outcome: Outcome
    var reason: Reason?
    /// Registered or derived.
    var engine: FactValue?
    /// Answered, in the applicant's layer.
    var typed: Value?
    /// The answer cannot be read as the concept.
    var fault: ValueFault?
    /// There is an answer, but it was given for somebody else.
    var isMoved = false
    /// The blank of a typed key says another key than the one that was typed.
    var contradictsKey = false
    var change: Change?
    var isLocked = false
    /// Registered values to choose from.
    var offers: [(meaning: Meaning, value: Value)] = []
    /// Open, but nothing to ask yet: it waits for another answer or a look-up.
    var waits = false
    /// Whether it stands, or whom it is about, hangs on what the applicant's side may not see: the office completes it.
    var isLeftToOffice = false
    /// The leaf a repeat follows.
    var repeated: LeafID?
    /// What a repeat says was typed in its original over what a register said: no register has said it.
    var isTypedOver = false

    init(id: LeafID, field: Field, row: RowKey?, meaning: Meaning, concept: Concept?, subject: SubjectID?, outcome: Outcome) {
        self.id = id
        self.field = field
        self.row = row
        self.meaning = meaning
        self.concept = concept
        self.subject = subject
        self.outcome = outcome
    }

    enum Change: Hashable {
        case correction(Value)
        case dispute(Value)

        var value: Value {
            switch self {
            case .correction(let value), .dispute(let value): value
            }
        }
    }

    /// What expressions read: the applicant's word where it is accepted, else the engine's, else the answer.
    func effective(isFinal: Bool) -> Value {
        if outcome == .notApplicable { return .none }
        if let change { return change.value }
        // What is not locked gives way to the applicant's word; the register's stays beside it.
        if !isLocked, outcome == .prefilled || outcome == .derived || outcome == .reused, let typed { return typed }
        if let engine { return engine.value }
        if let typed { return typed }
        guard isFinal, !isLeftToOffice else { return unsaid }
        if concept?.type == .tick { return .boolean(false) }
        if let number = field.authorship.ifNone.flatMap({ Number($0) }) { return .number(number) }
        return .none
    }
}
