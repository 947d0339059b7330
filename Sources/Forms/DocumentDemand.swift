public import Diagnostics
public import Expressions
public import Vocabulary

/// A paper the law demands; how it is met is the engine's to decide.
public final class DocumentDemand: Declared {
    public let id: String
    public let evidence: EvidenceID
    public let about: RoleID
    /// The role the paper ties the first one to: data does instead only where it is about that subject, or leads to it.
    public let toward: RoleID?
    public let label: LocalizedText?
    public let required: Bool
    public let requiredIf: Expression?
    /// The legal text that insists on a fresh upload; empty where the form insists without naming one.
    public let uploadOnly: String?
    public let places: Places

    init(
        id: String, evidence: EvidenceID, about: RoleID, toward: RoleID?, label: LocalizedText?, required: Bool,
        requiredIf: Expression?, uploadOnly: String?, places: Places
    ) {
        self.id = id
        self.evidence = evidence
        self.about = about
        self.toward = toward
        self.label = label
        self.required = required
        self.requiredIf = requiredIf
        self.uploadOnly = uploadOnly
        self.places = places
    }

    public var position: SourcePosition { places.start }
}

/// One paper, or alternatives each of which counts only as a whole.
public enum DocumentRequirement: Sendable, Hashable {
    case one(DocumentDemand)
    case oneOf([[DocumentDemand]])

    public var demands: [DocumentDemand] {
        switch self {
        case .one(let demand): [demand]
        case .oneOf(let alternatives): alternatives.flatMap(\.self)
        }
    }
}
