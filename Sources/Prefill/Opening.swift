public import Expressions
public import Vocabulary

/// A subject by its validated key.
public struct SubjectKey: Sendable, Hashable {
    public let kind: Kind
    public let keys: [ConceptID: String]

    /// - Returns: `nil` where a key is no such identifier.
    public init?(kind: Kind, keys: [ConceptID: String], in vocabulary: Vocabulary) {
        var canonical: [ConceptID: String] = [:]
        for (concept, written) in keys {
            guard let key = (vocabulary[concept]?.form.identifier ?? .none).canonical(written) else { return nil }
            canonical[concept] = key
        }
        guard !canonical.isEmpty else { return nil }
        self.kind = kind
        self.keys = canonical
    }

    /// A key that was validated before it was stored.
    init(stored kind: Kind, keys: [ConceptID: String]) {
        self.kind = kind
        self.keys = keys
    }

    /// The kind a bare key names by its form: twelve digits a person, a valid tax code an organisation, seven digits a budget unit.
    ///
    /// - Returns: `nil` where the text is no identifier the vocabulary has as the only key of a person or an organisation.
    public init?(guessing text: String, in vocabulary: Vocabulary) {
        for kind in [Kind.person, .organisation] {
            for key in vocabulary.keys[kind] ?? [] where key.count == 1 && vocabulary[key[0]]?.form.identifier ?? .none != .none {
                if let known = SubjectKey(kind: kind, keys: [key[0]: text], in: vocabulary) {
                    self = known
                    return
                }
            }
        }
        return nil
    }
}

public enum Channel: String, Sendable, Hashable, CaseIterable { case online, counter, post }

public enum Basis: String, Sendable, Hashable, CaseIterable {
    case own = "self"
    case representation, assisted, paper
}

/// Who opens a dossier, for whom, and how. A clerk is the operator; the citizen stays the actor.
public struct Opening: Sendable, Hashable {
    public let actor: SubjectKey
    public let subject: SubjectKey
    public let operatorID: String?
    public let channel: Channel
    public let basis: Basis
    /// A proof of representation the portal already checked, by reference.
    public let proof: String?
    /// The dossier's number with the portal or one-stop system it is filed with.
    public let code: String?

    public init(
        actor: SubjectKey, subject: SubjectKey? = nil, operatorID: String? = nil, channel: Channel = .online, basis: Basis? = nil, proof: String? = nil,
        code: String? = nil
    ) {
        self.actor = actor
        self.subject = subject ?? actor
        self.operatorID = operatorID
        self.channel = channel
        self.basis = basis ?? (self.subject == actor ? .own : .representation)
        self.proof = proof
        self.code = code
    }
}
