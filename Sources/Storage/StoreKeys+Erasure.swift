import Crypto
public import Documents
import Foundation
import Receipts

extension StoreKeys {
    /// - Parameter proof: made of the id of the key and the signature; first without one, to have what is signed.
    func signed(_ proof: (_ key: String, _ signature: String) -> ErasureProof) throws -> ErasureProof {
        let key = ReceiptVerifier.id(of: receipts.publicKey)
        return proof(key, try receipts.signature(for: Data(proof(key, "").signedContent.utf8)).base64EncodedString())
    }

    /// Whether a key of this installation, of now or before, signed the proof, and nothing in it was changed.
    public func isAuthentic(_ proof: ErasureProof) -> Bool { Self.isAuthentic(proof, publicKeys: generations.map(\.publicKey)) }

    /// The same for another process, which has what `onceonly keys list` shows and nothing else.
    ///
    /// - Parameter publicKeys: 32 bytes each, in Base64.
    public static func isAuthentic(_ proof: ErasureProof, publicKeys: [String]) -> Bool {
        guard let signature = Data(base64Encoded: proof.signature), signature.base64EncodedString() == proof.signature else { return false }
        return publicKeys.contains { text in
            guard let raw = Data(base64Encoded: text), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw) else { return false }
            return ReceiptVerifier.id(of: key) == proof.key && key.isValidSignature(signature, for: Data(proof.signedContent.utf8))
        }
    }
}
