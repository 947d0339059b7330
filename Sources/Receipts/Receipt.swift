public import Formats

/// What happened to every leaf of one opened dossier, sealed. Holds no personal value: commitments only.
public struct Receipt: Sendable, Hashable {
    public static let schema = "onceonly/receipt/1"

    /// 128 random bits, as 32 hexadecimal digits; accepted once.
    public let id: String
    public let binding: Binding
    public let leaves: [Leaf]
    public let documents: [Document]
    /// Which key signed it, by `ReceiptVerifier.id(of:)`; `nil` in receipts from before keys were rotated.
    public let key: String?
    /// Ed25519 over the canonical JSON of everything else, in Base64; empty before sealing.
    public let signature: String

    /// What the receipt is good for and for how long.
    public struct Binding: Sendable, Hashable {
        public let dossier: String
        /// Salted commitment to the keys of actor and represented subject.
        public let subject: String
        public let form: String
        public let version: String
        /// Hashes of form, vocabulary, connectors and grants.
        public let pins: [String: String]
        /// Seconds since 1970, UTC.
        public let issuedAt: Int
        public let expiresAt: Int

        public init(dossier: String, subject: String, form: String, version: String, pins: [String: String], issuedAt: Int, expiresAt: Int) {
            self.dossier = dossier
            self.subject = subject
            self.form = form
            self.version = version
            self.pins = pins
            self.issuedAt = issuedAt
            self.expiresAt = expiresAt
        }
    }

    public struct Leaf: Sendable, Hashable {
        public let leaf: LeafID
        public let outcome: Outcome
        public let isLocked: Bool
        public let isWithheld: Bool
        public let reason: Reason?
        public let connector: String?
        public let operation: String?
        /// SHA-256 over salt and value, hexadecimal.
        public let commitment: String

        public init(leaf: LeafID, outcome: Outcome, isLocked: Bool, isWithheld: Bool, reason: Reason?, connector: String?, operation: String?, commitment: String) {
            self.leaf = leaf
            self.outcome = outcome
            self.isLocked = isLocked
            self.isWithheld = isWithheld
            self.reason = reason
            self.connector = connector
            self.operation = operation
            self.commitment = commitment
        }
    }

    public struct Document: Sendable, Hashable {
        public let id: String
        public let disposition: String
        public let by: String?

        public init(id: String, disposition: String, by: String?) {
            self.id = id
            self.disposition = disposition
            self.by = by
        }
    }

    public init(id: String, binding: Binding, leaves: [Leaf], documents: [Document], key: String? = nil, signature: String = "") {
        self.key = key
        self.id = id
        self.binding = binding
        self.leaves = leaves
        self.documents = documents
        self.signature = signature
    }

    /// What is signed, as text.
    public var signedContent: String { String(decoding: signedBytes, as: UTF8.self) }

    /// The bytes that are signed: canonical JSON (RFC 8785) of everything but the signature.
    var signedBytes: [UInt8] { json(withSignature: false).bytes(.canonical) }

    public var json: JSON { json(withSignature: true) }

    private func json(withSignature: Bool) -> JSON {
        var object: JSONObject = ["schema": .string(Self.schema), "id": .string(id)]
        object["dossier"] = .string(binding.dossier)
        object["subject"] = .string(binding.subject)
        object["form"] = .string(binding.form)
        object["version"] = .string(binding.version)
        var pins = JSONObject()
        for (name, hash) in binding.pins.sorted(by: { $0.key < $1.key }) { pins[name] = .string(hash) }
        object["pins"] = .object(pins)
        object["issuedAt"] = .number("\(binding.issuedAt)")
        object["expiresAt"] = .number("\(binding.expiresAt)")
        object["leaves"] = .array(leaves.map(\.json))
        object["documents"] = .array(documents.map(\.json))
        if let key { object["key"] = .string(key) }
        if withSignature { object["signature"] = .string(signature) }
        return .object(object)
    }
}

extension Receipt.Leaf {
    fileprivate var json: JSON {
        var object: JSONObject = ["leaf": .string(leaf.rawValue), "outcome": .string(outcome.rawValue)]
        if isLocked { object["locked"] = true }
        if isWithheld { object["withheld"] = true }
        if let reason { object["reason"] = .string(reason.rawValue) }
        if let connector { object["connector"] = .string(connector) }
        if let operation { object["operation"] = .string(operation) }
        object["commitment"] = .string(commitment)
        return .object(object)
    }
}

extension Receipt.Document {
    fileprivate var json: JSON {
        var object: JSONObject = ["id": .string(id), "disposition": .string(disposition)]
        if let by { object["by"] = .string(by) }
        return .object(object)
    }
}
