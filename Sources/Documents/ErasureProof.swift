public import Formats

/// What shows that a subject's or a document's data were destroyed: signed, and without a personal value.
public struct ErasureProof: Sendable, Hashable {
    public static let schema = "onceonly/erasure/1"

    public let id: String
    /// The subject's keyed pseudonym; `nil` where one document was erased.
    public let subject: String?
    public let destroyed: Destroyed
    /// Papers that are about others too: what they say of the subject was taken out of the record, the paper itself is theirs.
    public let keptForOthers: Int
    public let ground: Ground
    /// Keyed pseudonym of who did it.
    public let by: String
    /// ISO 8601, UTC.
    public let at: String
    /// The id of the key that signed this, as receipts name it.
    public let key: String
    /// Ed25519 (RFC 8032) over `signedContent`, in Base64.
    public let signature: String

    public enum Ground: String, Sendable, Hashable, CaseIterable {
        case subjectRequest = "subject-request"
        case retentionEnded = "retention-ended"
        case court
        /// It was never lawful to keep it.
        case unlawful
    }

    public struct Destroyed: Sendable, Hashable {
        /// References of the documents.
        public let documents: [String]
        /// Keyed names of the contents whose files were removed.
        public let contents: [String]
        /// SHA-256 of the wrapped data key that was overwritten, in hexadecimal digits: a copy found elsewhere is known by it.
        public let dataKey: String?

        public init(documents: [String], contents: [String], dataKey: String?) {
            self.documents = documents
            self.contents = contents
            self.dataKey = dataKey
        }
    }

    public init(
        id: String, subject: String?, destroyed: Destroyed, keptForOthers: Int, ground: Ground, by: String, at: String, key: String, signature: String
    ) {
        self.id = id
        self.subject = subject
        self.destroyed = destroyed
        self.keptForOthers = keptForOthers
        self.ground = ground
        self.by = by
        self.at = at
        self.key = key
        self.signature = signature
    }

    public var json: JSON {
        var object = signedObject
        object["signature"] = .string(signature)
        return .object(object)
    }

    /// The canonical JSON of everything but the signature.
    public var signedContent: String { JSON.object(signedObject).serialized(.canonical) }

    private var signedObject: JSONObject {
        var destroyed: JSONObject = [
            "documents": .array(self.destroyed.documents.map { .string($0) }), "contents": .array(self.destroyed.contents.map { .string($0) }),
        ]
        if let dataKey = self.destroyed.dataKey { destroyed["dataKey"] = .string(dataKey) }
        var object: JSONObject = ["schema": .string(Self.schema), "id": .string(id)]
        if let subject { object["subject"] = .string(subject) }
        object["destroyed"] = .object(destroyed)
        object["keptForOthers"] = .number("\(keptForOthers)")
        object["ground"] = .string(ground.rawValue)
        object["by"] = .string(by)
        object["at"] = .string(at)
        object["key"] = .string(key)
        return object
    }

    /// Reads what `json` writes.
    public init?(json: JSON) {
        func texts(_ json: JSON?) -> [String]? {
            guard let items = json?.array else { return nil }
            let texts = items.compactMap(\.string)
            return texts.count == items.count ? texts : nil
        }
        guard json["schema"]?.string == Self.schema, let id = json["id"]?.string, let documents = texts(json["destroyed"]?["documents"]),
            let contents = texts(json["destroyed"]?["contents"]), let kept = json["keptForOthers"]?.number.flatMap({ Int($0) }),
            let ground = json["ground"]?.string.flatMap(Ground.init(rawValue:)), let by = json["by"]?.string, let at = json["at"]?.string,
            let key = json["key"]?.string, let signature = json["signature"]?.string
        else { return nil }
        self.init(
            id: id, subject: json["subject"]?.string, destroyed: Destroyed(documents: documents, contents: contents, dataKey: json["destroyed"]?["dataKey"]?.string),
            keptForOthers: kept, ground: ground, by: by, at: at, key: key, signature: signature)
    }
}
