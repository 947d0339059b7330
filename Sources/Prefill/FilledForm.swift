public import Documents
public import Expressions
public import Formats
public import Forms
public import Receipts
public import Vocabulary

/// A dossier as the engine filled it, in full; `seen(by:)` says what each side may see of it.
public struct FilledForm: Sendable {
    public let form: FormID
    public let version: String
    public let pins: [String: String]
    public let asOf: PartialDate
    /// As it is, with everything registers said.
    let office: Filling
    /// The same without what a condition over withheld data showed, hid or demanded: there the office decides.
    let applicant: Filling

    public var subjects: [FilledSubject] { office.subjects }
    public var leaves: [FilledLeaf] { office.leaves }
    public var documents: [FilledDocument] { office.documents }

    func filling(_ view: View) -> Filling {
        switch view {
        case .applicant: applicant
        case .office: office
        }
    }

    /// Candidates this side may choose from.
    public func offers(_ view: View) -> [Offer] { filling(view).offers }

    /// Answers that cannot be taken as they are written.
    public func invalid(_ view: View) -> [InvalidAnswer] { filling(view).invalid }
}

/// What became of a dossier's roles, blanks and papers.
struct Filling {
    let subjects: [FilledSubject]
    let leaves: [FilledLeaf]
    let documents: [FilledDocument]
    let asks: [Ask]
    let offers: [Offer]
    let invalid: [InvalidAnswer]
}

/// Which of the two views of every output.
public enum View: String, Sendable, Hashable, CaseIterable { case applicant, office }

public struct FilledSubject: Sendable {
    public let role: RoleID
    public let row: String?
    public let kind: Kind
    /// Local to the dossier; tells nothing.
    public let localID: String
    /// The kind's own key; for the office alone.
    public let key: String?
}

public struct FilledLeaf: Sendable {
    public let field: FieldID
    public let leaf: LeafID
    public let means: Meaning
    public let outcome: Outcome
    public let reason: Reason?
    /// The engine's value: registered, derived or repeated.
    public let value: JSON?
    /// What the applicant answered, in their own layer.
    public let answered: JSON?
    public let isLocked: Bool
    public let disclosure: Disclosure
    public let source: LeafSource?
    /// Numbers of the subject that tell something else than the value that stands: the office looks.
    public let contradicts: [ConceptID]
    /// A condition that shows the leaf is unknown.
    public let isVisibilityKnown: Bool

    public enum Disclosure: String, Sendable, Hashable {
        case shown
        /// Partly hidden from the applicant's side.
        case masked
        /// "Taken from the register": never sent to the applicant's side.
        case office
        /// Of somebody reached only by a typed key: not even whether the register knows it is told.
        case concealed
    }
}

public struct LeafSource: Sendable, Hashable {
    public let connector: String
    public let operation: String?
    public let path: String?
    public let subject: String
    public let subjectKind: Kind?
    public let subjectKey: String?
    public let recordedAt: String?
    public let fetchedAt: String?
}

public struct FilledDocument: Sendable {
    public let id: String
    public let isRequired: Bool?
    public let disposition: DocumentDisposition
    public let by: String?
    public let reason: Reason?
    public let wasAvailable: Bool
    /// About somebody the applicant may not see: on the applicant's side it always looks replaced, the office completes it.
    public let isConcealed: Bool
    /// The stored documents that meet it.
    public let used: [DocumentRecord]
    /// Those that were looked at and do not, with the reasons.
    public let unused: [PaperDecision.Unused]
    /// About nobody but the applicant and whom they represent.
    let isOwn: Bool
}

/// What has to be asked next, in the order to ask it.
public struct Ask: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable { case leaf, key, role, rows, document }

    public let kind: Kind
    public let id: String
}

/// Candidates for a role, rows or a leaf.
public struct Offer: Sendable {
    public let target: String
    public let candidates: [(id: String, shown: JSON)]
}
