import Connectors
import Expressions
import Receipts
import Vocabulary

struct SubjectID: Hashable, Comparable {
    let index: Int

    /// The engine numbers the subjects itself, so nobody outside picks numbers that collide: no keyed hash is needed.
    func _rawHashValue(seed: Int) -> Int {
        let mixed = UInt(bitPattern: index ^ seed) &* 0x9E37_79B9_7F4A_7C15
        return Int(bitPattern: mixed ^ (mixed >> 32))
    }

    static func < (a: SubjectID, b: SubjectID) -> Bool { a.index < b.index }
    /// The name used outside: local to the dossier, tells nothing.
    var local: String { "s\(index + 1)" }
}

/// How a key became known.
enum KeyOrigin: Hashable {
    case signIn
    case typed
    case register(ConnectorID, OperationID, path: String?)
}

/// What a list said of one of its elements.
struct CarriedValue {
    let connector: ConnectorID
    let operation: OperationID
    let supply: Supply
    let value: ReadValue
    let fetchedAt: String
}

struct DossierSubject {
    let id: SubjectID
    let kind: Kind
    var keys: [ConceptID: (value: String, origin: KeyOrigin)]
    var carried: [ConceptID: [CarriedValue]] = [:]
    /// A subject no register knows yet, made by this role or row.
    var newFor: String?
    /// What its outside name is made of: a whole key it was first met with. Keys learned later change no name.
    let metAs: String
}

/// The subjects of one dossier. Two are one only when a validated key is equal.
struct SubjectTable {
    private(set) var subjects: [DossierSubject] = []
    /// Links seen in records: from, relation, to.
    private(set) var links: [(from: SubjectID, relation: RelationID, to: SubjectID)] = []
    let vocabulary: Vocabulary
    private let names: SubjectNames

    init(vocabulary: Vocabulary, names: SubjectNames) {
        self.vocabulary = vocabulary
        self.names = names
    }

    subscript(_ id: SubjectID) -> DossierSubject { subjects[id.index] }

    /// The subject with one of these keys in full; a new entry where there is none.
    mutating func subject(kind: Kind, keys: [ConceptID: String], origin: KeyOrigin) -> SubjectID {
        let alternatives = vocabulary.keys[kind] ?? []
        for subject in subjects where subject.kind == kind && subject.newFor == nil {
            let matches = alternatives.contains { key in
                key.allSatisfy { keys[$0] != nil && keys[$0] == subject.keys[$0]?.value }
            }
            guard matches else { continue }
            for (concept, value) in keys { learn(concept, value, of: subject.id, origin: origin) }
            return subject.id
        }
        let id = SubjectID(index: subjects.count)
        let whole = alternatives.first { key in key.allSatisfy { keys[$0] != nil } } ?? Array(keys.keys)
        let met = whole.sorted().map { "\($0)=\(keys[$0] ?? "")" }.joined(separator: "&")
        subjects.append(DossierSubject(id: id, kind: kind, keys: keys.mapValues { ($0, origin) }, metAs: met))
        return id
    }

    /// The subject a role or row makes anew.
    mutating func newSubject(kind: Kind, for name: String) -> SubjectID {
        if let known = subjects.first(where: { $0.newFor == name }) { return known.id }
        let id = SubjectID(index: subjects.count)
        subjects.append(DossierSubject(id: id, kind: kind, keys: [:], newFor: name, metAs: name))
        return id
    }

    /// A further key; a register's word is kept over a typed one, never the other way round.
    mutating func learn(_ concept: ConceptID, _ value: String, of id: SubjectID, origin: KeyOrigin) {
        if let known = subjects[id.index].keys[concept] {
            if known.origin == .typed, origin != .typed, known.value == value { subjects[id.index].keys[concept] = (value, origin) }
            return
        }
        subjects[id.index].keys[concept] = (value, origin)
    }

    mutating func carry(_ value: CarriedValue, _ concept: ConceptID, of id: SubjectID) {
        let known = subjects[id.index].carried[concept, default: []]
        if !known.contains(where: { $0.connector == value.connector && $0.operation == value.operation }) {
            subjects[id.index].carried[concept, default: []].append(value)
        }
    }

    mutating func note(from: SubjectID, relation: RelationID, to: SubjectID) {
        if !links.contains(where: { $0.from == from && $0.relation == relation && $0.to == to }) {
            links.append((from, relation, to))
        }
    }

    /// What the outside calls a candidate: the same for the same subject met by the same key, and nothing can be read from it.
    func opaqueName(_ id: SubjectID, prefix: String) -> String {
        prefix + names.name(of: subjects[id.index])
    }

    /// What a typed answer is bound to: the subject it was given for.
    func fingerprint(_ id: SubjectID) -> String { opaqueName(id, prefix: "f") }
}
