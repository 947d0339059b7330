public import Diagnostics
public import Expressions
public import Vocabulary

public struct FieldID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// One blank: what it means and when it stands, never how it is filled.
public final class Field: Declared {
    public let id: FieldID
    public let means: FieldMeaning
    public let label: LocalizedText
    public let help: LocalizedText?
    public let demand: Demand
    public let authorship: Authorship
    /// A question of this form alone: its type, unit and options.
    public let local: Concept.ValueForm?
    public let localType: ValueType?
    public let options: [CodeList.Entry]
    public let outside: Outside?
    public let places: Places

    init(
        id: FieldID, means: FieldMeaning, label: LocalizedText, help: LocalizedText?, demand: Demand,
        authorship: Authorship, local: Concept.ValueForm?, localType: ValueType?, options: [CodeList.Entry],
        outside: Outside?, places: Places
    ) {
        self.id = id
        self.means = means
        self.label = label
        self.help = help
        self.demand = demand
        self.authorship = authorship
        self.local = local
        self.localType = localType
        self.options = options
        self.outside = outside
        self.places = places
    }

    public var position: SourcePosition { places.start }

    /// When the blank stands and must be filled, relative to its row or section.
    public struct Demand: Sendable, Hashable {
        public let required: Bool
        public let requiredIf: Expression?
        public let visibleIf: Expression?
    }

    /// Who can know the value.
    public struct Authorship: Sendable, Hashable {
        public let onlyApplicant: OnlyApplicant?
        public let repeats: FieldID?
        public let offers: [Meaning]
        /// A computation true by definition of the form.
        public let value: Expression?
        /// The one thing of the baseline this is a piece of.
        public let partOf: Meaning?
        /// What a number reads as when left empty.
        public let ifNone: String?
        /// "None" is an answer: an insurance number nobody was given yet.
        public let mayBeNone: Bool
    }
}

/// What a field means; where its role has several kinds, per kind. A kind the map leaves out has no such blank: only a
/// company names its representative.
public struct FieldMeaning: Sendable, Hashable {
    public let first: Meaning
    public let byKind: [Kind: Meaning]

    public init(_ meaning: Meaning, byKind: [Kind: Meaning] = [:]) {
        first = meaning
        self.byKind = byKind
    }

    public var role: RoleID { first.role }

    /// The meaning for a subject of this kind.
    public func meaning(for kind: Kind?) -> Meaning {
        kind.flatMap { byKind[$0] } ?? first
    }

    /// Whether the blank is for a subject of this kind.
    public func applies(to kind: Kind) -> Bool { byKind.isEmpty || byKind[kind] != nil }

    /// Every meaning it may have, the first one first.
    public var all: [Meaning] {
        [first] + byKind.sorted { $0.key < $1.key }.map(\.value).filter { $0 != first }
    }
}

/// Why nobody but the applicant can know a value.
public enum OnlyApplicant: Sendable, Hashable {
    /// A purpose, choice or opinion.
    case statement
    /// Another fact: the value after the decision; with a condition, only in those cases.
    case newValue(Expression?)
}

/// Why a blank stands outside both sides of the count.
public enum Outside: Sendable, Hashable {
    case boilerplate, consent, signature, office
    /// The form itself says when the blank may stay empty.
    case waived(String)
}
