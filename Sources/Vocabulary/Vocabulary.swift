import Diagnostics
public import Expressions

/// What forms and connectors may speak of: concepts, relations, code lists and the keys of each kind of subject.
///
/// Read once, never changed, and so never copied: it is asked several times for every leaf of every dossier.
public final class Vocabulary: Sendable {
    public let concepts: [ConceptID: Concept]
    public let relations: [RelationID: Relation]
    public let codeLists: [CodeListID: CodeList]
    /// Per kind its keys, each a list of concepts that together name one subject; the first key is the kind's own.
    public let keys: [Kind: [[ConceptID]]]
    /// Part concept → the composites it is a part of, with its name there.
    private let composites: [ConceptID: [Membership]]
    /// Concepts that name a subject alone, in order of their names.
    package let soleKeys: [ConceptID]

    public struct Membership: Sendable, Hashable {
        public let composite: ConceptID
        public let part: String
    }

    public init(concepts: [Concept], relations: [Relation] = [], codeLists: [CodeList] = [], keys: [Kind: [[ConceptID]]] = [:]) {
        self.concepts = Dictionary(concepts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.relations = Dictionary(relations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.codeLists = Dictionary(codeLists.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.keys = keys
        var composites: [ConceptID: [Membership]] = [:]
        for concept in concepts.sorted(by: { $0.id < $1.id }) {
            for part in concept.form.parts {
                composites[part.concept, default: []].append(Membership(composite: concept.id, part: part.name))
            }
        }
        self.composites = composites
        soleKeys = Set(keys.values.joined().filter { $0.count == 1 }.joined()).sorted()
    }

    /// Whom a derivation is about, in its own words.
    private static let subject: RoleID = "subject"

    public subscript(_ id: ConceptID) -> Concept? { concepts[id] }

    /// The composites a concept is a part of, in order of their names.
    public func memberships(of id: ConceptID) -> [Membership] { composites[id] ?? [] }

    /// What is counted for a concept; itself where the vocabulary does not know it.
    public func atom(of id: ConceptID) -> ConceptID { concepts[id]?.atom ?? id }

    /// Whether a concept is part of some key of a kind.
    public func isKey(_ id: ConceptID, of kind: Kind) -> Bool { (keys[kind] ?? []).contains { $0.contains(id) } }

    /// Whether a derivation says something about this kind: what it reads of the subject itself are concepts of the kind.
    public func speaks(_ derivation: Expression, of kind: Kind) -> Bool {
        derivation.meanings.allSatisfy { $0.role != Self.subject || concepts[$0.concept]?.kinds.contains(kind) ?? true }
    }

    /// This vocabulary with a form's own concepts (questions that exist only there) and their option lists.
    public func adding(concepts more: [Concept], codeLists lists: [CodeList] = []) -> Vocabulary {
        Vocabulary(
            concepts: more + concepts.values.sorted { $0.id < $1.id },
            relations: relations.values.sorted { $0.id < $1.id },
            codeLists: lists + codeLists.values.sorted { $0.id < $1.id },
            keys: keys)
    }
}
