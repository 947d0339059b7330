public import Diagnostics
public import Expressions
public import Vocabulary

/// A subject of one form, and where it comes from.
public final class Role: Declared {
    public let id: RoleID
    public let kinds: [Kind]
    /// Tried in order; the first that holds decides.
    public let sources: [RoleSource]
    /// False: the role is nobody, without asking.
    public let when: Expression?
    /// May be nobody.
    public let isOptional: Bool
    /// Shown and confirmed before anything is filled: a registered relation may be wrong for this case.
    public let mustConfirm: Bool
    /// Typed beside a typed key; the applicant learns only match or no match.
    public let verify: [ConceptID]
    /// A relation this form itself states: the role is `relation` of `of`.
    public let states: StatedRelation?
    /// Where its name stands.
    public let position: SourcePosition
    public let places: Places

    init(
        id: RoleID, kinds: [Kind], sources: [RoleSource], when: Expression?, isOptional: Bool, mustConfirm: Bool,
        verify: [ConceptID], states: StatedRelation?, position: SourcePosition, places: Places
    ) {
        self.id = id
        self.kinds = kinds
        self.sources = sources
        self.when = when
        self.isOptional = isOptional
        self.mustConfirm = mustConfirm
        self.verify = verify
        self.states = states
        self.position = position
        self.places = places
    }

    public struct StatedRelation: Sendable, Hashable {
        public let of: RoleID
        public let relation: RelationID

        public init(of: RoleID, relation: RelationID) {
            self.of = of
            self.relation = relation
        }
    }

    /// The typed keys the role accepts, in order.
    public var keys: [[Meaning]] {
        sources.compactMap { if case .key(let key) = $0.content { key } else { nil } }
    }

    public var acceptsNew: Bool { sources.contains { $0.content == .new } }
}

/// One place a role's subject may come from.
public final class RoleSource: Declared {
    public enum Content: Sendable, Hashable {
        /// Who acts.
        case actor
        /// On whose behalf the dossier is opened.
        case subject
        case sameAs(RoleID)
        /// Where the relation leads; several paths: what all of them reach.
        case relation([RelationPath])
        /// Roles and relations offered to choose from.
        case pick([RelationPath])
        case key([Meaning])
        /// No register knows it yet.
        case new
    }

    public let content: Content
    public let condition: Expression?
    public let places: Places

    init(
        content: Content, condition: Expression?, places: Places
    ) {
        self.content = content
        self.condition = condition
        self.places = places
    }
}

/// `applicant.household.members`: a role and the relations walked from it; no steps is the role itself.
public struct RelationPath: Sendable, Hashable, CustomStringConvertible {
    public let root: RoleID
    public let steps: [RelationID]
    public let position: SourcePosition

    public init(root: RoleID, steps: [RelationID], position: SourcePosition) {
        self.root = root
        self.steps = steps
        self.position = position
    }

    public var description: String { ([root.rawValue] + steps.map(\.rawValue)).joined(separator: ".") }

    public static func == (a: RelationPath, b: RelationPath) -> Bool { a.root == b.root && a.steps == b.steps }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(root)
        hasher.combine(steps)
    }
}
