import Crypto
public import Formats
import Foundation
import Receipts

/// What a ledger was at one moment, signed: whoever has it can tell later whether anything before that moment was changed.
public struct Checkpoint: Sendable, Hashable {
    public static let schema = "onceonly/ledger-checkpoint/1"

    /// Whose ledger.
    public let tenant: String
    /// How many events it had.
    public let size: Int
    /// Root of the hash tree over the contents of these events (RFC 9162), in hexadecimal digits.
    public let rootHash: String
    /// Hash of the last of them in the chain.
    public let headHash: String
    /// The instant, UTC: `2026-11-24T09:31:00Z`.
    public let at: String
    /// Which key signed it, by the first eight bytes of the SHA-256 of its public half.
    public let keyID: String
    /// Ed25519 (RFC 8032) over the canonical JSON of everything else, in Base64.
    public let signature: String
    /// The roots of the tree's perfect subtrees, so that it can grow without the leaves before.
    let frontier: MerkleFrontier

    init(tenant: String, frontier: MerkleFrontier, headHash: Digest32, at: String, keyID: String, signature: String = "") {
        self.tenant = tenant
        size = frontier.size
        rootHash = frontier.root.hex
        self.headHash = headHash.hex
        self.at = at
        self.keyID = keyID
        self.signature = signature
        self.frontier = frontier
    }

    /// The line of the file of checkpoints.
    public var json: JSON {
        var object = unsigned
        object["signature"] = .string(signature)
        return .object(object)
    }

    /// What is signed.
    var signedContent: Data { Data(JSON.object(unsigned).serialized(.canonical).utf8) }

    private var unsigned: JSONObject {
        [
            "schema": .string(Self.schema), "tenant": .string(tenant), "size": .number("\(size)"), "rootHash": .string(rootHash), "headHash": .string(headHash),
            "frontier": .array(frontier.peaks.map { .string($0.hex) }), "at": .string(at), "keyID": .string(keyID),
        ]
    }

    /// - Returns: `nil` for what `json` did not write; also where the root is not what the frontier comes to.
    init?(json: JSON) {
        guard let tenant = json["tenant"]?.string, let size = json["size"]?.number.flatMap({ Int($0) }), let headHash = json["headHash"]?.string.flatMap({ Digest32(hex: $0) }),
            let peaks = json["frontier"]?.array, let at = json["at"]?.string, let keyID = json["keyID"]?.string, let signature = json["signature"]?.string,
            let frontier = MerkleFrontier(size: size, peaks: peaks.compactMap { $0.string.flatMap { Digest32(hex: $0) } })
        else { return nil }
        self.init(tenant: tenant, frontier: frontier, headHash: headHash, at: at, keyID: keyID, signature: signature)
        // Whatever was not read, and whatever was written in another way, shows here.
        guard self.json == json else { return nil }
    }

    /// - Returns: `nil` for what is no checkpoint.
    init?(line: some Sequence<UInt8>) {
        guard let json = try? JSON(parsing: Data(line)) else { return nil }
        self.init(json: json)
    }

    var root: Digest32 { frontier.root }
    var head: Digest32? { Digest32(hex: headHash) }
}
