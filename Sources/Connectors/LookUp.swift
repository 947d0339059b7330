public import Expressions
public import Vocabulary

/// One question to one register about one subject: exactly the concepts and relations needed and granted.
public struct ConnectorRequest: Sendable, Hashable {
    public let connector: ConnectorID
    public let operation: OperationID
    /// What the subject is found by; where the register is to confirm something, also what was typed.
    public let keys: [ConceptID: String]
    public let concepts: Set<ConceptID>
    public let relations: Set<RelationID>

    public init(connector: ConnectorID, operation: OperationID, keys: [ConceptID: String], concepts: Set<ConceptID>, relations: Set<RelationID>) {
        self.connector = connector
        self.operation = operation
        self.keys = keys
        self.concepts = concepts
        self.relations = relations
    }
}

/// What one register said about one subject. Absence, refusal and failure are three facts.
public enum LookUp: Sendable, Hashable {
    case found(Record)
    /// It answered: no such record.
    case absent
    /// It answered: not you, not for this.
    case refused
    case failed(LookUpFailure)
}

/// Why there is no usable answer. Carries no part of the reply.
public enum LookUpFailure: String, Error, Sendable, Hashable, CaseIterable {
    /// No connection, an error of the service, a broken reply.
    case down
    case timeout
    /// The reply came, but does not read as the manifest says.
    case unreadable
    /// More than one record where one was expected.
    case ambiguous
    /// The record says it must not be used.
    case invalid
    /// No record of theirs came, but one of somebody nobody had asked about.
    case wrongSubject = "wrong-subject"
    /// What is to be sent cannot be written as the register takes it, so it was not asked.
    case notAsked = "not-asked"
    /// Not asked: the register's own quota leaves no call before whoever waits gives up.
    case heldBack = "held-back"
}

/// One record, reduced to what was asked for.
public struct Record: Sendable, Hashable {
    /// The key the record itself carries.
    public let identifiedBy: [ConceptID: String]
    public let values: [ConceptID: ReadValue]
    public let links: [RelationID: LinkList]
    public let recordedAt: PartialDate?

    public init(identifiedBy: [ConceptID: String], values: [ConceptID: ReadValue], links: [RelationID: LinkList], recordedAt: PartialDate?) {
        self.identifiedBy = identifiedBy
        self.values = values
        self.links = links
        self.recordedAt = recordedAt
    }
}

extension Record {
    /// Whether it is about the subject that was asked about: it carries a key, one of those asked by at the least, and none that differs.
    /// Where it is not, nothing in it may be used.
    ///
    /// - Parameter request: its keys written as they are compared.
    public func isAbout(_ request: ConnectorRequest) -> Bool {
        !identifiedBy.isEmpty && identifiedBy.allSatisfy { concept, value in request.keys[concept].map { $0 == value } ?? true }
            && request.keys.keys.contains { identifiedBy[$0] != nil }
    }
}

/// What stood where a concept is read.
public enum ReadValue: Sendable, Hashable {
    case value(Value, path: String)
    /// The register says there is none.
    case none(path: String)
    /// Nothing stands there, or a code for "not recorded".
    case unrecorded
    /// Something stands there that cannot be read as the concept.
    case invalid(path: String)
}

/// Where a relation leads.
public struct LinkList: Sendable, Hashable {
    public let links: [Link]
    /// No other subject can be missing from it.
    public let isComplete: Bool
    /// Everybody it names could be read. Where nobody could, it has not said that there is nobody.
    public let isReadable: Bool

    public init(links: [Link], isComplete: Bool, isReadable: Bool = true) {
        self.links = links
        self.isComplete = isComplete
        self.isReadable = isReadable
    }
}

public struct Link: Sendable, Hashable {
    public let kind: Kind
    public let keys: [ConceptID: String]
    public let values: [ConceptID: ReadValue]

    public init(kind: Kind, keys: [ConceptID: String], values: [ConceptID: ReadValue]) {
        self.kind = kind
        self.keys = keys
        self.values = values
    }
}

/// A register that can be asked. One conformer per transport, each real.
public protocol Connector: Sendable {
    var manifest: ConnectorManifest { get }
    /// For how long from now the register has asked to be left alone; nothing where it has not.
    var pause: Duration { get }
    /// Asks once; retries, deadlines and wrong subjects are the caller's.
    ///
    /// It begins on the caller's thread, which it must not block: what blocks has a thread of its own. It ends soon after its task is
    /// cancelled: until it does, it is one of the calls the register takes at once, whoever waits for it.
    func lookUp(_ request: ConnectorRequest) async -> LookUp
    /// Whether it asks about several subjects in one call where the manifest says how.
    var asksTogether: Bool { get }
    /// Asks about several subjects: one operation, the same attributes of each, no more of them than its batch takes.
    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp
    /// Gives back connections; safe to call more than once.
    func close() async
}

extension Connector {
    public var pause: Duration { .zero }
    public var asksTogether: Bool { false }

    /// One after the other.
    public func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        var lookUps: [LookUp] = []
        for request in requests { lookUps.append(await lookUp(request)) }
        return BatchLookUp(lookUps)
    }
}
