import Crypto
public import Formats
import Forms
import Foundation
public import Storage

/// A baseline as somebody else than its designer signed it: `FormSchemas/baselines/<id>.frozen.json`.
///
/// Ed25519 (RFC 8032) over the canonical JSON of everything in the file but the signature, so nothing can be added to it either.
public struct BaselineFreeze: Sendable, Hashable {
    public static let schema = "onceonly/baseline/1"

    /// What is signed.
    public struct Statement: Sendable, Hashable {
        public let baseline: String
        public let form: String
        public let status: String
        /// The text the baseline stands on, as the file names it.
        public let legal: String
        /// The baseline whose series this one ends.
        public let replaces: String?
        /// SHA-256 over the baseline's content; what the ledger names the series by.
        public let contentHash: String
        /// SHA-256 over the text of the form's file on that day: which form the paper was laid beside.
        public let formHash: String
        /// `2026-11-29`
        public let frozenOn: String
        public let designer: String
        public let freezer: String
        /// 32 bytes in Base64.
        public let publicKey: String
    }

    public let statement: Statement
    public let signature: String
    /// The file as it is read: members it has beyond ours are signed too.
    public let json: JSON

    /// Signs a statement.
    ///
    /// - Throws: what the cryptography library throws when the key cannot be used.
    public init(_ statement: Statement, key: FreezerKey) throws {
        let unsigned = statement.json
        let signature = try key.signature(for: Self.signedContent(unsigned))
        var object = unsigned.object ?? [:]
        object["signature"] = .string(signature)
        self.statement = statement
        self.signature = signature
        json = .object(object)
    }

    /// - Returns: `nil` for what is not a freeze.
    public init?(json: JSON) {
        func text(_ key: String) -> String? { json[key]?.string }
        guard text("schema") == Self.schema, let baseline = text("baseline"), let form = text("form"), let status = text("status"),
              let legal = text("legal"), let contentHash = text("contentHash"), let formHash = text("formHash"), let frozenOn = text("frozenOn"),
              let designer = text("designer"), let freezer = json["freezer"]?["name"]?.string, let publicKey = json["freezer"]?["publicKey"]?.string,
              let signature = text("signature")
        else { return nil }
        statement = Statement(
            baseline: baseline, form: form, status: status, legal: legal, replaces: text("replaces"), contentHash: contentHash, formHash: formHash,
            frozenOn: frozenOn, designer: designer, freezer: freezer, publicKey: publicKey)
        self.signature = signature
        self.json = json
    }

    /// As the file holds it.
    public var text: String { json.serialized(.pretty) + "\n" }

    /// Whether the key it names signed just this. Whose key that is, is another question.
    var isAuthentic: Bool {
        // Base64 has spare bits at its end: only the spelling we write counts.
        guard let bytes = Data(base64Encoded: signature), bytes.base64EncodedString() == signature,
              let raw = Data(base64Encoded: statement.publicKey), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
        else { return false }
        return key.isValidSignature(bytes, for: Self.signedContent(json))
    }

    private static func signedContent(_ json: JSON) -> Data {
        var object = json.object ?? [:]
        object["signature"] = nil
        return Data(JSON.object(object).serialized(.canonical).utf8)
    }
}

extension BaselineFreeze.Statement {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "schema": .string(BaselineFreeze.schema), "baseline": .string(baseline), "form": .string(form), "status": .string(status), "legal": .string(legal),
        ]
        if let replaces { object["replaces"] = .string(replaces) }
        object["contentHash"] = .string(contentHash)
        object["formHash"] = .string(formHash)
        object["frozenOn"] = .string(frozenOn)
        object["designer"] = .string(designer)
        object["freezer"] = ["name": .string(freezer), "publicKey": .string(publicKey)]
        return .object(object)
    }
}
