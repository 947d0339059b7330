public import Crypto
import Foundation
public import Formats

/// Signs receipts. The private key belongs to the intake service and never leaves it.
public struct ReceiptSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey
    private let id: String

    public init(key: Curve25519.Signing.PrivateKey) {
        self.key = key
        id = ReceiptVerifier.id(of: key.publicKey)
    }

    public var verifier: ReceiptVerifier { ReceiptVerifier(key: key.publicKey) }

    /// - Returns: the same receipt with the id of the key and its Ed25519 signature (RFC 8032).
    /// - Throws: what the cryptography library throws when the key cannot be used.
    public func sealed(_ receipt: Receipt) throws -> Receipt {
        let id = id
        func made(_ signature: String) -> Receipt {
            Receipt(id: receipt.id, binding: receipt.binding, leaves: receipt.leaves, documents: receipt.documents, key: id, signature: signature)
        }
        return made(try key.signature(for: made("").signedBytes).base64EncodedString())
    }
}

/// Checks a receipt's signature; needs public keys alone: the one in use, and those that signed before it.
public struct ReceiptVerifier: Sendable {
    private let keys: [Curve25519.Signing.PublicKey]

    public init(key: Curve25519.Signing.PublicKey) { keys = [key] }

    public init(keys: [Curve25519.Signing.PublicKey]) { self.keys = keys }

    /// For another process, which has what `onceonly keys list` shows and nothing else.
    ///
    /// - Parameter publicKeys: 32 bytes each, in Base64.
    /// - Returns: `nil` where one of them is no key.
    public init?(publicKeys: [String]) {
        let keys = publicKeys.compactMap { text in Data(base64Encoded: text).flatMap { try? Curve25519.Signing.PublicKey(rawRepresentation: $0) } }
        guard keys.count == publicKeys.count, !keys.isEmpty else { return nil }
        self.keys = keys
    }

    /// What a key is called: the first eight bytes of the SHA-256 of its public half, in hexadecimal digits.
    public static func id(of key: Curve25519.Signing.PublicKey) -> String {
        Hexadecimal.text(of: Array(SHA256.hash(data: key.rawRepresentation).prefix(8)))
    }

    public func isAuthentic(_ receipt: Receipt) -> Bool {
        // Base64 has spare bits at its end: only the spelling we write counts, so that no other text passes for this one.
        guard let signature = Data(base64Encoded: receipt.signature), signature.base64EncodedString() == receipt.signature else { return false }
        let content = receipt.signedBytes
        return keys.contains { key in (receipt.key.map { $0 == Self.id(of: key) } ?? true) && key.isValidSignature(signature, for: content) }
    }
}

/// Salted commitments: the receipt proves what a leaf held without saying it.
public enum Commitment {
    /// SHA-256 over the salt and the canonical JSON of `[leaf, value]`, in hexadecimal digits.
    ///
    /// - Parameters:
    ///   - value: `nil` for a leaf without a value; that too is committed to.
    ///   - salt: 16 random bytes per leaf; they stay with the dossier.
    public static func digest(leaf: LeafID, value: JSON?, salt: [UInt8]) -> String {
        let content = JSON.array([.string(leaf.rawValue), value ?? .null]).bytes(.canonical)
        var hash = SHA256()
        salt.withUnsafeBytes { hash.update(bufferPointer: $0) }
        content.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().withUnsafeBytes { Hexadecimal.text(of: $0) }
    }

    /// What opens one commitment: whoever has it and the receipt can see that this value was sealed, and no other.
    public struct Opening: Sendable, Hashable {
        public let leaf: LeafID
        /// `nil` for a leaf without a value.
        public let value: JSON?
        public let salt: [UInt8]

        public init(leaf: LeafID, value: JSON?, salt: [UInt8]) {
            self.leaf = leaf
            self.value = value
            self.salt = salt
        }

        /// Whether the receipt commits to this value for this leaf.
        public func opens(_ receipt: Receipt) -> Bool {
            receipt.leaves.contains { $0.leaf == leaf && $0.commitment == Commitment.digest(leaf: leaf, value: value, salt: salt) }
        }

        /// `{leaf, value, salt}`; the salt in Base64, `null` for no value.
        public var json: JSON {
            ["leaf": .string(leaf.rawValue), "value": value ?? .null, "salt": .string(Data(salt).base64EncodedString())]
        }

        /// - Returns: `nil` for what `json` did not write.
        public init?(json: JSON) {
            guard let leaf = json["leaf"]?.string, let value = json["value"], let salt = json["salt"]?.string.flatMap({ Data(base64Encoded: $0) }) else { return nil }
            self.init(leaf: LeafID(leaf), value: value.isNull ? nil : value, salt: Array(salt))
        }
    }
}
