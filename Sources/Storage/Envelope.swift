import Crypto
import Formats
import Foundation

/// Small things under a seal, AES-256-GCM with a random nonce, bound to what they are and where they stand.
enum Envelope {
    static func sealed(_ content: Data, with key: SymmetricKey, as context: [String]) throws -> Data {
        let box = try AES.GCM.seal(content, using: key, authenticating: bytes(context))
        // Without a nonce of its own length the parts have no combined form; ours is always the standard one.
        guard let sealed = box.combined else { throw DocumentStoreError.damaged }
        return sealed
    }

    /// - Returns: `nil` where it was sealed with another key, as something else, or changed.
    static func opened(_ sealed: Data, with key: SymmetricKey, as context: [String]) -> Data? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return try? AES.GCM.open(box, using: key, authenticating: bytes(context))
    }

    static func wrapped(_ inner: SymmetricKey, with key: SymmetricKey, as context: [String]) throws -> Data {
        try sealed(inner.withUnsafeBytes { Data($0) }, with: key, as: context)
    }

    static func unwrapped(_ sealed: Data, with key: SymmetricKey, as context: [String]) -> SymmetricKey? {
        opened(sealed, with: key, as: context).flatMap { $0.count == 32 ? SymmetricKey(data: $0) : nil }
    }

    /// Unambiguous, whatever the parts hold.
    private static func bytes(_ context: [String]) -> Data { Data(JSON.array(context.map { .string($0) }).serialized(.canonical).utf8) }
}
