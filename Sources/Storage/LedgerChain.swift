import Formats
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
        self.init(content: entry.json.serialized(.canonical), after: last)
    }

    /// - Parameter content: the event's canonical JSON.
    private init(content: String, after last: (sequence: Int, hash: String)) {
        self.init(sequence: last.sequence + 1, previous: last.hash, hash: Self.digest(last.hash, content), content: content)
    }

    /// The row that follows another, or the first, of an event that was serialized before.
    package init(content: String, after last: LedgerRow?) {
        self.init(content: content, after: last.map { ($0.sequence, $0.hash) } ?? (0, Self.origin))
    }

    static func digest(_ previous: String, _ content: String) -> String {
        var (previous, content) = (previous, content)
        return previous.withUTF8 { previous in content.withUTF8 { LedgerLink.digest(.init(previous), .init($0)) } }.hex
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
