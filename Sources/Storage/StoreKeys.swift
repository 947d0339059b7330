import Crypto
import Formats
import Foundation
public import Receipts

/// The secrets of one installation: for dossiers at rest, receipts and pseudonyms.
///
/// They are in a file of their own, readable by its owner alone, and never printed: describing this value says
/// nothing about it.
public struct StoreKeys: Sendable {
    /// Seals dossier states, AES-GCM with 256 bits.
    let dossiers: SymmetricKey
    /// Signs receipts, Ed25519.
    let receipts: Curve25519.Signing.PrivateKey
    /// Keys the pseudonyms, HMAC-SHA256.
    let pseudonymKey: SymmetricKey

    public var signer: ReceiptSigner { ReceiptSigner(key: receipts) }

    public var pseudonyms: Pseudonyms { Pseudonyms(key: pseudonymKey) }

    static let schema = "onceonly/keys/1"

    /// New keys from the system's randomness.
    public init() {
        dossiers = SymmetricKey(size: .bits256)
        receipts = Curve25519.Signing.PrivateKey()
        pseudonymKey = SymmetricKey(size: .bits256)
    }

    /// The keys in a file; made with it where there is none, whole or not at all.
    ///
    /// Two processes that start at once agree: the one that comes second reads what the first wrote.
    ///
    /// - Throws: `StorageError.keyFile`.
    public static func atFile(_ path: String) throws(StorageError) -> StoreKeys {
        guard try PrivateFile.exists(path) else {
            let keys = StoreKeys()
            return try PrivateFile.create(path, holding: keys.content) ? keys : try StoreKeys(content: PrivateFile.read(path))
        }
        return try StoreKeys(content: PrivateFile.read(path))
    }

    private var content: Data {
        func base64(_ key: SymmetricKey) -> JSON { .string(key.withUnsafeBytes { Data($0) }.base64EncodedString()) }
        let json: JSON = [
            "schema": .string(Self.schema), "dossiers": base64(dossiers),
            "receipts": .string(receipts.rawRepresentation.base64EncodedString()), "pseudonyms": base64(pseudonymKey),
        ]
        return Data((json.serialized(.pretty) + "\n").utf8)
    }

    private init(content: Data) throws(StorageError) {
        func secret(_ key: String, in json: JSON) -> Data? {
            guard let data = json[key]?.string.flatMap({ Data(base64Encoded: $0) }), data.count == 32 else { return nil }
            return data
        }
        guard let json = try? JSON(parsing: content), json["schema"]?.string == Self.schema,
            let dossiers = secret("dossiers", in: json), let receipts = secret("receipts", in: json),
            let pseudonyms = secret("pseudonyms", in: json),
            let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: receipts)
        else { throw .keyFile(.content) }
        self.dossiers = SymmetricKey(data: dossiers)
        self.receipts = signing
        pseudonymKey = SymmetricKey(data: pseudonyms)
    }
}

extension StoreKeys: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "StoreKeys" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<(label: String?, value: Any)>()) }
}
