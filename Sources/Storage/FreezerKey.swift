import Crypto
import Formats
public import Foundation

/// The private key of who freezes baselines: in a file of its own, readable by its owner alone, apart from any store.
///
/// Its public half stands in `FormSchemas/freezers.yaml`. Describing this value says nothing about it.
public struct FreezerKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    static let schema = "onceonly/freezer-key/1"

    /// A new key from the system's randomness.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// 32 bytes in Base64.
    public var publicKey: String { key.publicKey.rawRepresentation.base64EncodedString() }

    /// - Returns: an Ed25519 signature (RFC 8032), 64 bytes in Base64.
    /// - Throws: what the cryptography library throws when the key cannot be used.
    public func signature(for content: Data) throws -> String { try key.signature(for: content).base64EncodedString() }

    /// Writes a new key, whole or not at all.
    ///
    /// - Returns: `nil` where there is a file already; it is left as it is.
    /// - Throws: `StorageError.keyFile`.
    public static func create(_ path: String) throws(StorageError) -> FreezerKey? {
        let key = FreezerKey()
        let json: JSON = ["schema": .string(schema), "privateKey": .string(key.key.rawRepresentation.base64EncodedString()), "publicKey": .string(key.publicKey)]
        return try PrivateFile.create(path, holding: Data((json.serialized(.pretty) + "\n").utf8)) ? key : nil
    }

    /// - Throws: `StorageError.keyFile`; also where others than its owner may read the file.
    public static func atFile(_ path: String) throws(StorageError) -> FreezerKey {
        let content = try PrivateFile.read(path)
        guard let json = try? JSON(parsing: content), json["schema"]?.string == schema,
              let secret = json["privateKey"]?.string.flatMap({ Data(base64Encoded: $0) }),
              let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret)
        else { throw .keyFile(.content) }
        return FreezerKey(key: key)
    }

    private init(key: Curve25519.Signing.PrivateKey) { self.key = key }
}

extension FreezerKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "FreezerKey" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<(label: String?, value: Any)>()) }
}
