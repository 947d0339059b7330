public import Expressions
public import Formats
public import Vocabulary

/// Whom or what a document is about, and in which role: the child of a birth certificate, its mother.
public struct DocumentSubject: Sendable, Hashable {
    public let role: RoleID
    public let kind: Kind
    /// As validated: the concepts of one key of the kind, with their values. Personal.
    public let keys: [ConceptID: String]

    public init(role: RoleID, kind: Kind, keys: [ConceptID: String]) {
        self.role = role
        self.kind = kind
        self.keys = keys
    }

    /// The role of whom or what a paper is about in the first place, where it has no name of its own for it.
    public static let principal: RoleID = "subject"

    /// Names the subject whatever its role, the same for the same keys: `person:personal_id_number=…`. Personal: it is never
    /// written anywhere but under a seal; what stands elsewhere is its keyed pseudonym.
    public var reference: String {
        kind.rawValue + ":" + keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
    }

    public func isSameSubject(as other: DocumentSubject) -> Bool { kind == other.kind && keys == other.keys }
}

extension DocumentSubject {
    public var json: JSON {
        let sorted = keys.sorted { $0.key < $1.key }.map { (key: $0.key.rawValue, value: JSON.string($0.value)) }
        return ["role": .string(role.rawValue), "kind": .string(kind.rawValue), "keys": .object(JSONObject(sorted))]
    }

    /// Reads what `json` writes.
    public init?(json: JSON) {
        guard let role = json["role"]?.string, let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)), let object = json["keys"]?.object else { return nil }
        var keys: [ConceptID: String] = [:]
        for (name, value) in object.members {
            guard let value = value.string else { return nil }
            keys[ConceptID(name)] = value
        }
        guard !keys.isEmpty else { return nil }
        self.init(role: RoleID(role), kind: kind, keys: keys)
    }
}
