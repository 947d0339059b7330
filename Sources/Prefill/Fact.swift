import Connectors
import Expressions
import Receipts
import Vocabulary

extension ConnectorID {
    /// What a stored document says: no register was asked.
    static let documentStore = ConnectorID("document")
}

/// Where a value came from.
enum Origin: Hashable {
    case signIn
    case typed
    case register(ConnectorID, OperationID)
    case derived([Meaning])
    /// An official read it from a stored document of this kind.
    case document(EvidenceID)
}

/// A value with its source.
struct FactValue: Hashable {
    var value: Value
    var origin: Origin
    /// Normalized path in the reply; of a document its reference.
    var path: String?
    var recordedAt: PartialDate?
    var fetchedAt: String?
    /// The register of highest authority said so and it is fresh.
    var isAuthoritative: Bool
    /// Registers that say something else.
    var disagreeing: [ConnectorID] = []
    /// Numbers of the subject that tell something else.
    var contradicts: [ConceptID] = []
}

/// What is known of one concept of one subject.
enum Fact {
    case known(FactValue)
    /// Not there, and why; `pending` while a look-up is still to come.
    case missing(Reason)
    case pending
}

/// Where a relation leads.
enum LinkResult {
    case found([SubjectID], isComplete: Bool)
    case pending
    case failed(Reason)
    /// Nothing there: the register said so, or no register may be asked.
    case nothing(Reason)
}

/// One thing to ask a register.
struct Need: Hashable {
    let question: ReplyBook.Question
    let concept: ConceptID?
    let relation: RelationID?
}
