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

    /// The day these came into use, `2026-11-28`; `nil` where they are older than that is written down.
    let since: String?
    /// What was in use before, newest first.
    let earlier: [Earlier]
    /// What names dossiers, subjects and staff in the ledger; its key stays when the others rotate.
    public let pseudonyms: Pseudonyms
    /// Signs receipts with the key in use now.
    public let signer: ReceiptSigner

    /// Keys that were rotated out: they open and verify, and neither seal nor sign.
    struct Earlier: Sendable {
        let dossiers: SymmetricKey
        let receipts: Curve25519.Signing.PublicKey
        let since: String?
        let until: String
    }

    /// Knows the receipts of every key there was.
    public var verifier: ReceiptVerifier { ReceiptVerifier(keys: [receipts.publicKey] + earlier.map(\.receipts)) }

    static let schema = "onceonly/keys/2"
    /// Without rotation: still read.
    private static let firstSchema = "onceonly/keys/1"

    /// New keys from the system's randomness.
    public init() { self.init(pseudonymKey: SymmetricKey(size: .bits256), since: nil, earlier: []) }

    private init(pseudonymKey: SymmetricKey, since: String?, earlier: [Earlier]) {
        dossiers = SymmetricKey(size: .bits256)
        receipts = Curve25519.Signing.PrivateKey()
        self.pseudonymKey = pseudonymKey
        self.since = since
        self.earlier = earlier
        self.pseudonyms = Pseudonyms(key: pseudonymKey)
        signer = ReceiptSigner(key: receipts)
    }

    /// What anybody may know of the keys.
    public struct Generation: Sendable, Hashable {
        /// As receipts name it.
        public let id: String
        /// Checks receipts; 32 bytes in Base64.
        public let publicKey: String
        public let since: String?
        /// `nil` for the one in use.
        public let until: String?
    }

    /// The keys in use, then those before them, newest first.
    public var generations: [Generation] {
        func generation(_ key: Curve25519.Signing.PublicKey, _ since: String?, _ until: String?) -> Generation {
            Generation(id: ReceiptVerifier.id(of: key), publicKey: key.rawRepresentation.base64EncodedString(), since: since, until: until)
        }
        return [generation(receipts.publicKey, since, nil)] + earlier.map { generation($0.receipts, $0.since, $0.until) }
    }

    /// A tenant's keys, which wrap the data keys of the subjects of its documents: the one in use, then those before it.
    ///
    /// Each is derived from the key that seals dossiers (HKDF-SHA256, RFC 5869), so both rotate at once and the file stays as it is.
    func tenantKeys(_ tenant: String) -> (inUse: TenantKey, earlier: [TenantKey]) {
        func key(_ dossiers: SymmetricKey, _ receipts: Curve25519.Signing.PublicKey) -> TenantKey {
            TenantKey(
                generation: ReceiptVerifier.id(of: receipts),
                key: HKDF<SHA256>.deriveKey(inputKeyMaterial: dossiers, info: Data(("onceonly/documents/1\u{0}" + tenant).utf8), outputByteCount: 32))
        }
        return (key(dossiers, receipts.publicKey), earlier.map { key($0.dossiers, $0.receipts) })
    }

    struct TenantKey: Sendable {
        /// The id of the receipts' key of the same time.
        let generation: String
        let key: SymmetricKey
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

    /// Puts new keys for dossiers and receipts into use; the ones before stay in the file, to open and to verify. The key of
    /// pseudonyms stays: with another the ledger would take every dossier for a new one.
    ///
    /// - Parameter day: `2026-11-28`.
    /// - Returns: the keys in use now.
    /// - Throws: `StorageError.keyFile`; also where another rotation is under way.
    public static func rotate(_ path: String, on day: String) throws(StorageError) -> StoreKeys {
        let mark = path + ".rotating"
        guard try PrivateFile.create(mark, holding: Data()) else { throw .keyFile(.rotating) }
        defer { PrivateFile.remove(mark) }
        let old = try StoreKeys(content: PrivateFile.read(path))
        let keys = StoreKeys(
            pseudonymKey: old.pseudonymKey, since: day,
            earlier: [Earlier(dossiers: old.dossiers, receipts: old.receipts.publicKey, since: old.since, until: day)] + old.earlier)
        try PrivateFile.replace(path, with: keys.content)
        return keys
    }

    private var content: Data {
        func base64(_ key: SymmetricKey) -> JSON { .string(key.withUnsafeBytes { Data($0) }.base64EncodedString()) }
        var json: JSONObject = [
            "schema": .string(Self.schema), "dossiers": base64(dossiers),
            "receipts": .string(receipts.rawRepresentation.base64EncodedString()), "pseudonyms": base64(pseudonymKey),
        ]
        if let since { json["since"] = .string(since) }
        json["earlier"] = .array(earlier.map { earlier in
            var entry: JSONObject = [
                "dossiers": base64(earlier.dossiers), "verifies": .string(earlier.receipts.rawRepresentation.base64EncodedString()), "until": .string(earlier.until),
            ]
            if let since = earlier.since { entry["since"] = .string(since) }
            return .object(entry)
        })
        return Data((JSON.object(json).serialized(.pretty) + "\n").utf8)
    }

    private init(content: Data) throws(StorageError) {
        func secret(_ key: String, in json: JSON) -> Data? {
            guard let data = json[key]?.string.flatMap({ Data(base64Encoded: $0) }), data.count == 32 else { return nil }
            return data
        }
        guard let json = try? JSON(parsing: content), let schema = json["schema"]?.string, [Self.schema, Self.firstSchema].contains(schema),
            let dossiers = secret("dossiers", in: json), let receipts = secret("receipts", in: json),
            let pseudonyms = secret("pseudonyms", in: json),
            let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: receipts)
        else { throw .keyFile(.content) }
        var earlier: [Earlier] = []
        for entry in json["earlier"]?.array ?? [] {
            guard let dossiers = secret("dossiers", in: entry), let verifies = secret("verifies", in: entry), let until = entry["until"]?.string,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: verifies)
            else { throw .keyFile(.content) }
            earlier.append(Earlier(dossiers: SymmetricKey(data: dossiers), receipts: key, since: entry["since"]?.string, until: until))
        }
        self.dossiers = SymmetricKey(data: dossiers)
        self.receipts = signing
        pseudonymKey = SymmetricKey(data: pseudonyms)
        since = json["since"]?.string
        self.earlier = earlier
        self.pseudonyms = Pseudonyms(key: pseudonymKey)
        signer = ReceiptSigner(key: signing)
    }
}

extension StoreKeys: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "StoreKeys" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<(label: String?, value: Any)>()) }
}
