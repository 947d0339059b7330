import Crypto
public import Foundation
import GRDB

/// Dossiers in one SQLite file, every state sealed by AES-GCM.
///
/// The seal covers the dossier's id and its owner, so a state moved to another row does not open. Owners stand there
/// as keyed pseudonyms.
public struct SQLiteDossierStore: DossierStore {
    private let database: DatabasePool
    private let key: SymmetricKey
    private let pseudonyms: Pseudonyms

    /// Opens a store, and makes it where there is none.
    public init(path: String, keys: StoreKeys) throws {
        database = try DatabasePool.durable(at: path)
        key = keys.dossiers
        pseudonyms = keys.pseudonyms
        try Self.migrator.migrate(database)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("dossiers") { db in
            try db.execute(sql: """
                CREATE TABLE dossiers (
                    id TEXT PRIMARY KEY,
                    owner TEXT NOT NULL,
                    state BLOB NOT NULL
                ) STRICT;
                CREATE TABLE accepted (receipt TEXT PRIMARY KEY) STRICT;
                """)
        }
        return migrator
    }

    public func save(_ id: String, owner: String, state: Data) async throws {
        let owner = pseudonyms.owner(owner)
        let box = try AES.GCM.seal(state, using: key, authenticating: Self.context(id, owner))
        // Without a nonce of its own length the parts have no combined form; ours is always the standard one.
        guard let sealed = box.combined else { throw StorageError.sealBroken }
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO dossiers (id, owner, state) VALUES (?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET state = excluded.state WHERE owner = excluded.owner
                    """, arguments: [id, owner, sealed])
            if db.changesCount == 0 { throw StorageError.notOwner }
        }
    }

    public func load(_ id: String, owner: String) async throws -> Data? {
        let owner = pseudonyms.owner(owner)
        let found: (owner: String, state: Data)? = try await database.read { db in
            try Row.fetchOne(db, sql: "SELECT owner, state FROM dossiers WHERE id = ?", arguments: [id]).map { ($0["owner"], $0["state"]) }
        }
        guard let found else { return nil }
        guard found.owner == owner else { throw StorageError.notOwner }
        guard let box = try? AES.GCM.SealedBox(combined: found.state),
            let state = try? AES.GCM.open(box, using: key, authenticating: Self.context(id, owner))
        else { throw StorageError.sealBroken }
        return state
    }

    public func markAccepted(receipt id: String) async throws {
        try await database.write { db in
            try db.execute(sql: "INSERT INTO accepted (receipt) VALUES (?) ON CONFLICT DO NOTHING", arguments: [id])
            if db.changesCount == 0 { throw StorageError.alreadyAccepted }
        }
    }

    public func isAccepted(receipt id: String) async throws -> Bool {
        try await database.read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM accepted WHERE receipt = ?)", arguments: [id]) ?? false
        }
    }

    private static func context(_ id: String, _ owner: String) -> Data { Data((id + "\u{0}" + owner).utf8) }
}
