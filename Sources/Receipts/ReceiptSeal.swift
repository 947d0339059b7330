public import Crypto
import Foundation
public import Formats

/// Signs receipts. The private key belongs to the intake service and never leaves it.
public struct ReceiptSigner: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    public init(key: Curve25519.Signing.PrivateKey) { self.key = key }

    public var verifier: ReceiptVerifier { ReceiptVerifier(key: key.publicKey) }

    /// - Returns: the same receipt with its Ed25519 signature (RFC 8032).
    /// - Throws: what the cryptography library throws when the key cannot be used.
    public func sealed(_ receipt: Receipt) throws -> Receipt {
        let signature = try key.signature(for: Data(receipt.signedContent.utf8))
        return Receipt(
            id: receipt.id, binding: receipt.binding, leaves: receipt.leaves, documents: receipt.documents,
            signature: signature.base64EncodedString())
    }
}

/// Checks a receipt's signature; needs the public key alone.
public struct ReceiptVerifier: Sendable {
    private let key: Curve25519.Signing.PublicKey

    public init(key: Curve25519.Signing.PublicKey) { self.key = key }

    public func isAuthentic(_ receipt: Receipt) -> Bool {
        // Base64 has spare bits at its end: only the spelling we write counts, so that no other text passes for this one.
        guard let signature = Data(base64Encoded: receipt.signature), signature.base64EncodedString() == receipt.signature else { return false }
        return key.isValidSignature(signature, for: Data(receipt.signedContent.utf8))
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
        let content = JSON.array([.string(leaf.rawValue), value ?? .null]).serialized(.canonical)
        return SHA256.hash(data: Data(salt) + Data(content.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
