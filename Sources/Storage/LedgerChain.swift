import Crypto
public import Formats
import Foundation
public import Receipts

/// One event as the ledger keeps it, chained to the one before.
public struct LedgerRow: Sendable, Hashable {
    /// Counted from 1 without gaps.
    public let sequence: Int
    /// Hash of the row before; 64 zeros in the first.
    public let previous: String
    /// SHA-256 over the 64 digits of `previous` and the bytes of `content`, in hexadecimal digits.
    public let hash: String
    /// The event's canonical JSON.
    public let content: String

    static let origin = String(repeating: "0", count: 64)

    init(sequence: Int, previous: String, hash: String, content: String) {
        self.sequence = sequence
        self.previous = previous
        self.hash = hash
        self.content = content
    }

    /// The row that follows another, or the first.
    init(_ entry: LedgerEntry, after last: (sequence: Int, hash: String)) {
        let content = entry.json.serialized(.canonical)
        self.init(sequence: last.sequence + 1, previous: last.hash, hash: Self.digest(last.hash, content), content: content)
    }

    static func digest(_ previous: String, _ content: String) -> String {
        var hash = SHA256()
        hash.update(data: Data(previous.utf8))
        hash.update(data: Data(content.utf8))
        return Hexadecimal.text(of: Array(hash.finalize()))
    }

    /// Whether this row follows a row with that hash and holds what was hashed.
    func follows(_ hash: String) -> Bool {
        previous == hash && self.hash == Self.digest(previous, content)
    }

    /// - Throws: `StorageError.unreadableEvent`.
    public func entry() throws(StorageError) -> LedgerEntry {
        do {
            return try LedgerEntry(json: try JSON(parsing: content))
        } catch {
            throw .unreadableEvent(sequence: sequence)
        }
    }

    /// The line of an export: canonical JSON with `sequence`, `previous`, `hash`, `event`. Content that is not JSON,
    /// which only tampering leaves, is exported as a string.
    public var exportLine: String {
        let event = (try? JSON(parsing: content)) ?? .string(content)
        let line: JSON = [
            "sequence": .number("\(sequence)"), "previous": .string(previous), "hash": .string(hash), "event": event,
        ]
        return line.serialized(.canonical)
    }
}

/// What became of checking the chain.
public struct LedgerVerification: Sendable, Hashable {
    public static let schema = "onceonly/ledger-verify/1"

    public let events: Int
    /// The last sequence number up to which every row is as it was written; 0 where not even the first is.
    public let upTo: Int
    /// The first row that is missing or not what was written.
    public let firstBad: Int?

    public var valid: Bool { firstBad == nil }

    public var json: JSON {
        var object: JSONObject = [
            "schema": .string(Self.schema), "events": .number("\(events)"), "valid": .bool(valid), "upTo": .number("\(upTo)"),
        ]
        if let firstBad { object["firstBad"] = .number("\(firstBad)") }
        return .object(object)
    }
}
