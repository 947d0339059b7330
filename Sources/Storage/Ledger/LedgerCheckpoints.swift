import Foundation
import GRDB

/// Where a ledger's checkpoints go, who signs them, and when.
public struct LedgerCheckpoints: Sendable {
    let folder: CheckpointFolder
    let keys: LedgerKeys
    let pace: Pace

    /// A checkpoint is due after so many events or so long after the first that none covers, whichever comes first.
    public struct Pace: Sendable {
        public let events: Int
        public let interval: Duration
        /// Seconds since 1970, UTC.
        let now: @Sendable () -> Int
        let sleep: @Sendable (Duration) async throws -> Void

        /// - Parameter sleep: by default the system's; passed in so that a test moves the clock.
        public init(
            events: Int = 10_000, interval: Duration = .seconds(60), now: @escaping @Sendable () -> Int,
            sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
        ) {
            self.events = events
            self.interval = interval
            self.now = now
            self.sleep = sleep
        }
    }

    /// - Parameters:
    ///   - folder: the second place; made where there is none. Best on another disk or machine than the database.
    ///   - tenant: whose ledger it is: letters, digits, `-` and `_`.
    /// - Throws: `StorageError.tenantName`.
    public init(folder: String, tenant: String = "main", keys: LedgerKeys, pace: Pace) throws(StorageError) {
        self.folder = try CheckpointFolder(folder, tenant: tenant)
        self.keys = keys
        self.pace = pace
    }

    /// Adds a checkpoint over all events there are, unless the last one is.
    ///
    /// What is signed was checked: the events follow the last checkpoint's, link by link.
    ///
    /// - Returns: the last checkpoint; `nil` where there is no event yet.
    /// - Throws: `StorageError.ledgerBroken`: a broken ledger is not signed; `.checkpoints`.
    func publish(_ database: DatabasePool) throws -> Checkpoint? {
        // The lock comes before the first row is read: what others wrote and published since is seen.
        try folder.publish { last in try database.read { try next(after: last, in: $0) } }
    }

    private func next(after last: Checkpoint?, in db: GRDB.Database) throws -> (hashes: [Digest32], checkpoint: Checkpoint)? {
        var head = last?.head ?? .zero, tree = last?.frontier ?? MerkleFrontier(), hashes: [Digest32] = []
        if let last {
            guard keys.verifier.isAuthentic(last) else { throw StorageError.checkpoints(.content) }
            guard try LedgerReading.head(at: last.size, in: db) == head else { throw StorageError.ledgerBroken(sequence: last.size) }
        }
        try LedgerReading.links(after: tree.size, in: db) { link in
            guard link.sequence == tree.size + 1, link.previous == head, link.isWhole else { throw StorageError.ledgerBroken(sequence: tree.size + 1) }
            tree.append(link.leaf)
            hashes.append(link.leaf)
            head = link.computed
        }
        guard !hashes.isEmpty else { return nil }
        let at = Date(timeIntervalSince1970: TimeInterval(pace.now())).formatted(.iso8601)
        return (hashes, try keys.signed(tenant: folder.tenant, frontier: tree, headHash: head, at: at))
    }
}

/// The rows as the database has them, without a value of ours for each.
enum LedgerReading {
    /// - Complexity: O(bytes of the events), in constant memory.
    static func links(after sequence: Int, in db: GRDB.Database, _ body: (LedgerLink) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT sequence, previous, hash, content FROM events WHERE sequence > ? ORDER BY sequence", arguments: [sequence])
        while let row = try rows.next() { try body(try link(row)) }
    }

    static func link(_ row: Row) throws -> LedgerLink {
        try text(row, 1) { previous in
            try text(row, 2) { hash in
                try text(row, 3) { content in LedgerLink(sequence: row[0], previous: previous, hash: hash, content: content) }
            }
        }
    }

    /// The bytes of a text where SQLite keeps them.
    static func text<Result>(_ row: Row, _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        try row.withUnsafeData(atIndex: column) { data in try (data ?? Data()).withUnsafeBytes(body) }
    }

    static func head(at sequence: Int, in db: GRDB.Database) throws -> Digest32? {
        try String.fetchOne(db, sql: "SELECT hash FROM events WHERE sequence = ?", arguments: [sequence]).flatMap { Digest32(hex: $0) }
    }
}
