import Crypto
import Formats
import Foundation
import Receipts

/// The key that signs a ledger's checkpoints, Ed25519; with it the public halves of those before.
///
/// It is in a file of its own, readable by its owner alone, and never in the database it speaks of.
public struct LedgerKeys: Sendable {
    private let signing: Curve25519.Signing.PrivateKey
    private let since: String?
    /// What was in use before, newest first.
    private let earlier: [Earlier]

    private struct Earlier: Sendable {
        let key: Curve25519.Signing.PublicKey
        let since: String?
        let until: String
    }

    static let schema = "onceonly/ledger-key/1"

    /// A new key from the system's randomness.
    public init() { self.init(since: nil, earlier: []) }

    private init(since: String?, earlier: [Earlier]) {
        signing = Curve25519.Signing.PrivateKey()
        self.since = since
        self.earlier = earlier
    }

    /// The keys in use, then those before them, newest first.
    public var generations: [StoreKeys.Generation] {
        func generation(_ key: Curve25519.Signing.PublicKey, _ since: String?, _ until: String?) -> StoreKeys.Generation {
            StoreKeys.Generation(id: ReceiptVerifier.id(of: key), publicKey: key.rawRepresentation.base64EncodedString(), since: since, until: until)
        }
        return [generation(signing.publicKey, since, nil)] + earlier.map { generation($0.key, $0.since, $0.until) }
    }

    /// Knows the checkpoints of every key there was.
    public var verifier: LedgerVerifier { LedgerVerifier(keys: [signing.publicKey] + earlier.map(\.key)) }

    func signed(tenant: String, frontier: MerkleFrontier, headHash: Digest32, at: String) throws -> Checkpoint {
        let id = ReceiptVerifier.id(of: signing.publicKey)
        let draft = Checkpoint(tenant: tenant, frontier: frontier, headHash: headHash, at: at, keyID: id)
        let signature = try signing.signature(for: draft.signedContent).base64EncodedString()
        return Checkpoint(tenant: tenant, frontier: frontier, headHash: headHash, at: at, keyID: id, signature: signature)
    }

    /// The key in a file; made with it where there is none, whole or not at all.
    ///
    /// - Throws: `StorageError.keyFile`.
    public static func atFile(_ path: String) throws(StorageError) -> LedgerKeys {
        guard try PrivateFile.exists(path) else {
            let keys = LedgerKeys()
            return try PrivateFile.create(path, holding: keys.content) ? keys : try LedgerKeys(content: PrivateFile.read(path))
        }
        return try LedgerKeys(content: PrivateFile.read(path))
    }

    /// Puts a new key into use; of the one before the public half stays in the file.
    ///
    /// - Parameter day: `2026-11-28`.
    /// - Throws: `StorageError.keyFile`; also where another rotation is under way.
    public static func rotate(_ path: String, on day: String) throws(StorageError) -> LedgerKeys {
        let mark = path + ".rotating"
        guard try PrivateFile.create(mark, holding: Data()) else { throw .keyFile(.rotating) }
        defer { PrivateFile.remove(mark) }
        let old = try LedgerKeys(content: PrivateFile.read(path))
        let keys = LedgerKeys(since: day, earlier: [Earlier(key: old.signing.publicKey, since: old.since, until: day)] + old.earlier)
        try PrivateFile.replace(path, with: keys.content)
        return keys
    }

    private var content: Data {
        var json: JSONObject = ["schema": .string(Self.schema), "checkpoints": .string(signing.rawRepresentation.base64EncodedString())]
        if let since { json["since"] = .string(since) }
        json["earlier"] = .array(earlier.map { earlier in
            var entry: JSONObject = ["verifies": .string(earlier.key.rawRepresentation.base64EncodedString()), "until": .string(earlier.until)]
            if let since = earlier.since { entry["since"] = .string(since) }
            return .object(entry)
        })
        return Data((JSON.object(json).serialized(.pretty) + "\n").utf8)
    }

    private init(content: Data) throws(StorageError) {
        guard let json = try? JSON(parsing: content), json["schema"]?.string == Self.schema, let raw = json["checkpoints"]?.string.flatMap({ Data(base64Encoded: $0) }),
            let signing = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw)
        else { throw .keyFile(.content) }
        var earlier: [Earlier] = []
        for entry in json["earlier"]?.array ?? [] {
            guard let raw = entry["verifies"]?.string.flatMap({ Data(base64Encoded: $0) }), let until = entry["until"]?.string,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
            else { throw .keyFile(.content) }
            earlier.append(Earlier(key: key, since: entry["since"]?.string, until: until))
        }
        self.signing = signing
        since = json["since"]?.string
        self.earlier = earlier
    }
}

extension LedgerKeys: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "LedgerKeys" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<(label: String?, value: Any)>()) }
}

/// Checks checkpoints; needs public keys alone.
public struct LedgerVerifier: Sendable {
    private let keys: [Curve25519.Signing.PublicKey]

    init(keys: [Curve25519.Signing.PublicKey]) { self.keys = keys }

    /// - Parameter text: what `onceonly ledger key` wrote, as text or JSON: every word that is 32 bytes in Base64 is a key.
    /// - Returns: `nil` where there is none.
    public init?(publicKeys text: String) {
        let words = text.split { $0.isWhitespace || $0 == "\"" || $0 == "," }
        keys = words.compactMap { word in
            guard let raw = Data(base64Encoded: String(word)), raw.count == 32 else { return nil }
            return try? Curve25519.Signing.PublicKey(rawRepresentation: raw)
        }
        guard !keys.isEmpty else { return nil }
    }

    public func isAuthentic(_ checkpoint: Checkpoint) -> Bool {
        // Base64 has spare bits at its end: only the spelling we write counts.
        guard let signature = Data(base64Encoded: checkpoint.signature), signature.base64EncodedString() == checkpoint.signature else { return false }
        return keys.contains { ReceiptVerifier.id(of: $0) == checkpoint.keyID && $0.isValidSignature(signature, for: checkpoint.signedContent) }
    }
}
