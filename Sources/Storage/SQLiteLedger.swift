import Foundation
import GRDB
public import Receipts

/// The append-only, hash-chained ledger in one SQLite file.
///
/// The table refuses every change of what is written: updates, deletions, and inserts that do not continue the chain.
/// Who gets around that (another program, triggers dropped) leaves a break that `verify` locates. Rewriting the whole
/// rest of the chain, hashes and all, is seen by the checkpoints published elsewhere.
public struct SQLiteLedger: Sendable {
    private let database: DatabasePool
    private let commits: SharedCommits
    private let publisher: LedgerPublisher?

    /// Opens a ledger, and makes it where there is none.
    ///
    /// - Parameter checkpoints: `nil` for one that is only read, or not published.
    public init(path: String, checkpoints: LedgerCheckpoints? = nil) throws { try self.init(path: path, isThrowaway: false, checkpoints: checkpoints) }

    /// - Parameter isThrowaway: of a simulation: what a power cut takes is made up again.
    package init(path: String, isThrowaway: Bool, checkpoints: LedgerCheckpoints? = nil) throws {
        let database = try DatabasePool.durable(at: path, isThrowaway: isThrowaway)
        self.database = database
        commits = SharedCommits(database)
        try Self.migrator.migrate(database)
        publisher = checkpoints.map { LedgerPublisher(database, $0) }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("events") { db in
            try db.execute(sql: """
                CREATE TABLE events (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    previous TEXT NOT NULL,
                    hash TEXT NOT NULL,
                    content TEXT NOT NULL,
                    hour TEXT GENERATED ALWAYS AS (json_extract(content, '$.hour')) VIRTUAL,
                    kind TEXT GENERATED ALWAYS AS (json_extract(content, '$.kind')) VIRTUAL,
                    dossier TEXT GENERATED ALWAYS AS (json_extract(content, '$.dossier')) VIRTUAL
                ) STRICT;
                CREATE INDEX events_of_dossier ON events (dossier, kind) WHERE kind <> 'looked-up';
                CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN
                    SELECT RAISE(ABORT, 'the ledger is append-only');
                END;
                CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN
                    SELECT RAISE(ABORT, 'the ledger is append-only');
                END;
                CREATE TRIGGER events_continue BEFORE INSERT ON events
                WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM events)
                    OR NEW.previous IS NOT coalesce(
                        (SELECT hash FROM events ORDER BY sequence DESC LIMIT 1), '\(LedgerRow.origin)')
                BEGIN
                    SELECT RAISE(ABORT, 'the ledger is append-only');
                END;
                """)
        }
        return migrator
    }

    /// Writes events, all or none; when this returns they are on disk.
    ///
    /// An opening or a submission that stands in the ledger already for the same dossier with the same content is not
    /// written again, whatever the hour, so that a caller may repeat what it is not sure of. Look-ups are written each.
    ///
    /// - Returns: how many were written. A checkpoint that is due and fails fails nothing here: `checkpointFailure` tells.
    @discardableResult
    public func append(_ entries: [LedgerEntry]) async throws -> Int {
        guard !entries.isEmpty else { return 0 }
        let written = try await commits.write { db in
            var last = try Self.last(in: db)
            let first = last.sequence
            for entry in entries where try !Self.stands(entry, in: db) {
                let row = LedgerRow(entry, after: last)
                try db.cachedStatement(sql: "INSERT INTO events (sequence, previous, hash, content) VALUES (?, ?, ?, ?)")
                    .execute(arguments: [row.sequence, row.previous, row.hash, row.content])
                last = (row.sequence, row.hash)
            }
            return last.sequence - first
        }
        if written > 0 { await publisher?.note(written) }
        return written
    }

    /// The rows in their order, read page by page as they are asked for.
    public func rows() -> LedgerRows { LedgerRows(database: database) }

    /// All events in their order.
    ///
    /// - Throws: `StorageError.unreadableEvent` where a row was tampered with so that it reads no more.
    public func entries() async throws -> [LedgerEntry] {
        var entries: [LedgerEntry] = []
        for try await row in rows() { entries.append(try row.entry()) }
        return entries
    }

    /// Publishes a checkpoint over all events there are, unless the last one is.
    ///
    /// - Returns: the last checkpoint; `nil` where there is no event yet, or this ledger publishes none.
    /// - Throws: `StorageError.ledgerBroken`: a broken ledger is not signed; `.checkpoints`.
    @discardableResult
    public func checkpoint() async throws -> Checkpoint? { try await publisher?.publish() }

    /// Why the last checkpoint that was due did not come about; `nil` where it did.
    public var checkpointFailure: (any Error)? { get async { await publisher?.failure } }

    /// Publishes the last checkpoint. The ledger is not written after it.
    public func close() async { await publisher?.close() }

    func reading<Result: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Result) async throws -> Result { try await database.read(body) }

    private static func last(in db: GRDB.Database) throws -> (sequence: Int, hash: String) {
        guard let row = try Row.fetchOne(try db.cachedStatement(sql: "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1")) else {
            return (0, LedgerRow.origin)
        }
        return (row["sequence"], row["hash"])
    }

    private static func stands(_ entry: LedgerEntry, in db: GRDB.Database) throws -> Bool {
        if case .lookedUp = entry.fact { return false }
        let statement = try db.cachedStatement(
            sql: "SELECT sequence, previous, hash, content FROM events WHERE dossier = ? AND kind = ? AND kind <> 'looked-up'")
        let rows = try Row.fetchCursor(statement, arguments: [entry.dossier, entry.kind])
        while let row = try rows.next() {
            // A row that reads no more is no reason to refuse new ones; `verify` reports it.
            if (try? LedgerRow(row).entry())?.fact == entry.fact { return true }
        }
        return false
    }
}

extension LedgerRow {
    init(_ row: Row) {
        self.init(sequence: row["sequence"], previous: row["previous"], hash: row["hash"], content: row["content"])
    }
}

/// The rows of a ledger in their order.
public struct LedgerRows: AsyncSequence, Sendable {
    fileprivate let database: DatabasePool
    private static let page = 500

    public func makeAsyncIterator() -> Iterator { Iterator(database: database) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let database: DatabasePool
        private var page: [LedgerRow] = []
        private var next = 0
        private var last = 0

        fileprivate init(database: DatabasePool) { self.database = database }

        public mutating func next() async throws -> LedgerRow? {
            if next == page.count {
                let last = last
                page = try await database.read { db in
                    try Row.fetchAll(
                        db, sql: "SELECT sequence, previous, hash, content FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?",
                        arguments: [last, LedgerRows.page]
                    ).map(LedgerRow.init)
                }
                next = 0
            }
            guard next < page.count else { return nil }
            defer { next += 1 }
            last = page[next].sequence
            return page[next]
        }
    }
}
