import Formats
import Foundation
import GRDB
import NIOConcurrencyHelpers

/// Documents of one tenant in a folder: sealed files beside rows in SQLite.
///
/// Keys stand in a chain: the tenant's key (`keys.json`) wraps a data key per subject, that wraps a key per document, and that seals
/// the record and wraps the key of the content's file. Several subjects of one document each have a wrapping of the document's key,
/// and documents with the same content each have one of its file's. So whoever is erased takes their own data key along, and what is
/// somebody else's too stays readable to them alone.
///
/// In the rows stand, unsealed: kind, issuer, days, size, whether it is restricted, and keyed pseudonyms. A row that was changed does
/// not open. That a whole row was taken out cannot be seen here.
public struct FileDocumentStore: DocumentStore {
    /// In bytes.
    public static let maximumSize = 50 << 20

    let database: DatabasePool
    let commits: SharedCommits
    let folder: DocumentFolder
    let keys: DocumentKeys
    /// What opening it found left over from a process that died.
    public let recovery: Recovery
    /// Names this process among those that write; in `sessions` from its first write until `close`.
    private let session = UUID().uuidString
    private let isWriting = NIOLockedValueBox(false)

    /// What a process that died left, and what became of it.
    public struct Recovery: Sendable, Hashable {
        /// Deposits that were under way, removed.
        public internal(set) var drafts = 0
        /// Contents no row names, removed.
        public internal(set) var contents = 0
        /// References of documents whose file is not there. Nothing is done about them: a copy of the folder may have it.
        public internal(set) var missing: [String] = []

        public var isClean: Bool { drafts == 0 && contents == 0 && missing.isEmpty }
    }

    /// Opens a store, and makes it where there is none.
    ///
    /// - Parameters:
    ///   - path: its folder; the folder it stands in is there.
    ///   - tenant: the authority whose documents these are. Contents are kept once per tenant, under keys of its own.
    /// - Throws: `DocumentStoreError`.
    public init(path: String, keys: StoreKeys, tenant: String) throws { try self.init(path: path, keys: keys, tenant: tenant, isThrowaway: false) }

    /// - Parameter isThrowaway: of a simulation: what a power cut takes is made up again.
    package init(path: String, keys: StoreKeys, tenant: String, isThrowaway: Bool) throws {
        folder = try DocumentFolder(path, isThrowaway: isThrowaway)
        self.keys = DocumentKeys(keys, tenant: tenant)
        // Alone, one may clear up after those who died; then, or else at once, one stands beside the others.
        let isAlone = folder.claim()
        if !isAlone { try folder.share() }
        do {
            database = try DatabasePool.durable(at: folder.database, isThrowaway: isThrowaway, overwrites: true)
            commits = SharedCommits(database)
            try Self.migrator.migrate(database)
            recovery = try isAlone ? Self.recovered(database, folder) : Recovery()
        } catch {
            throw DocumentStoreError.told(error)
        }
        if isAlone { try folder.share() }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("documents") { db in
            try db.execute(sql: """
                CREATE TABLE subjects (
                    name TEXT PRIMARY KEY,
                    tenant TEXT NOT NULL,
                    generation TEXT NOT NULL,
                    key BLOB NOT NULL
                ) STRICT;
                CREATE INDEX subjects_by_generation ON subjects (tenant, generation);
                CREATE TABLE contents (
                    name TEXT PRIMARY KEY,
                    file TEXT NOT NULL UNIQUE,
                    size INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE documents (
                    id TEXT PRIMARY KEY,
                    tenant TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    issuer TEXT NOT NULL,
                    issued INTEGER NOT NULL,
                    until INTEGER NOT NULL,
                    deposited INTEGER NOT NULL,
                    restricted INTEGER NOT NULL,
                    due INTEGER NOT NULL,
                    content TEXT NOT NULL REFERENCES contents (name),
                    contentKey BLOB NOT NULL,
                    sealed BLOB NOT NULL
                ) STRICT;
                CREATE INDEX documents_of_content ON documents (content);
                CREATE INDEX documents_of_tenant ON documents (tenant, id);
                CREATE INDEX documents_due ON documents (tenant, due);
                CREATE TABLE links (
                    subject TEXT NOT NULL REFERENCES subjects (name),
                    kind TEXT NOT NULL,
                    issuer TEXT NOT NULL,
                    until INTEGER NOT NULL,
                    issued INTEGER NOT NULL,
                    document TEXT NOT NULL REFERENCES documents (id),
                    key BLOB NOT NULL,
                    PRIMARY KEY (subject, kind, issuer, until, document)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX links_of_document ON links (document);
                CREATE TABLE erasures (number INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, proof TEXT NOT NULL) STRICT;
                CREATE TABLE sessions (id TEXT PRIMARY KEY) STRICT;
                """)
        }
        return migrator
    }

    /// Looks through the folder only where a process that wrote did not close the store.
    private static func recovered(_ database: DatabasePool, _ folder: DocumentFolder) throws -> Recovery {
        var recovery = Recovery()
        guard try database.read({ try Int.fetchOne($0, sql: "SELECT count(*) FROM sessions") ?? 0 }) > 0 else { return recovery }
        var files: [String] = []
        (recovery.drafts, recovery.contents) = try folder.recover { shard in
            // The digits after a shard's: no name begins with what sorts behind them.
            try database.read { try String.fetchSet($0, sql: "SELECT file FROM contents WHERE file >= ? AND file < ?", arguments: [shard, shard + "g"]) }
        } missing: {
            files.append($0)
        }
        for file in files {
            recovery.missing += try database.read {
                try String.fetchAll($0, sql: "SELECT id FROM documents WHERE content = (SELECT name FROM contents WHERE file = ?) ORDER BY id", arguments: [file])
            }
        }
        try database.write { try $0.execute(sql: "DELETE FROM sessions") }
        return recovery
    }

    /// Before the first file is moved it is on disk that this process writes.
    func begin() async throws {
        guard !isWriting.withLockedValue({ $0 }) else { return }
        let session = session
        try await commits.write { try $0.execute(sql: "INSERT INTO sessions (id) VALUES (?) ON CONFLICT DO NOTHING", arguments: [session]) }
        isWriting.withLockedValue { $0 = true }
    }

    /// Nothing is under way any longer: the next to open the store need not look for leftovers. The store is not used after it.
    public func close() async {
        guard isWriting.withLockedValue({ $0 }) else { return }
        let session = session
        // Where this fails the next one looks in vain.
        try? await commits.write { try $0.execute(sql: "DELETE FROM sessions WHERE id = ?", arguments: [session]) }
    }

    /// Wraps every data key anew that a key of before the last rotation wraps.
    ///
    /// - Returns: how many.
    /// - Throws: `DocumentStoreError.damaged` where one does not open.
    @discardableResult
    public func rewrapKeys() async throws -> Int {
        let keys = keys
        var count = 0
        while true {
            let done = try await told {
                try await commits.write { db -> Int in
                    let rows = try Row.fetchAll(
                        db, sql: "SELECT name, generation, key FROM subjects WHERE tenant = ? AND generation <> ? LIMIT 500", arguments: [keys.tenant, keys.generation])
                    for row in rows {
                        guard let key = keys.dataKey(of: row["name"], wrapped: row["key"], in: row["generation"]) else { throw DocumentStoreError.damaged }
                        try db.execute(
                            sql: "UPDATE subjects SET generation = ?, key = ? WHERE name = ?",
                            arguments: [keys.generation, try keys.wrapped(key, of: row["name"]), row["name"] as String])
                    }
                    return rows.count
                }
            }
            count += done
            if done < 500 { return count }
        }
    }

    /// Errors of the database in this room's words.
    func told<Result>(_ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch { throw DocumentStoreError.told(error) }
    }

    /// 128 random bits: a reference nobody can guess.
    static func reference() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text(of: (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
