import Crypto
public import Foundation
import GRDB

/// Dossiers in one SQLite file, every state sealed by AES-GCM.
///
/// The seal covers the dossier's id and its owner, so a state moved to another row does not open. Owners stand there
/// as keyed pseudonyms.
public struct SQLiteDossierStore: DossierStore {
    private let database: DatabasePool
    /// Sees whether events wait, before every dossier: on the caller's thread, which is sooner than going to another. Nobody holds it
    /// while waiting for anything, as readers of the pool are held.
    private let outbox: DatabaseQueue
    private let commits: SharedCommits
    private let key: SymmetricKey
    /// Keys of before the last rotation: what they sealed still opens.
    private let earlier: [SymmetricKey]
    private let pseudonyms: Pseudonyms

    /// Opens a store, and makes it where there is none.
    public init(path: String, keys: StoreKeys) throws { try self.init(path: path, keys: keys, isThrowaway: false) }

    /// - Parameter isThrowaway: of a simulation: what a power cut takes is made up again.
    package init(path: String, keys: StoreKeys, isThrowaway: Bool) throws {
        database = try DatabasePool.durable(at: path, isThrowaway: isThrowaway)
        commits = SharedCommits(database)
        key = keys.dossiers
        earlier = keys.earlier.map(\.dossiers)
        pseudonyms = keys.pseudonyms
        try Self.migrator.migrate(database)
        outbox = try DatabaseQueue.besides(path)
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
        migrator.registerMigration("filed dossiers and events on their way") { db in
            try db.execute(sql: """
                CREATE TABLE filed (dossier TEXT PRIMARY KEY) STRICT;
                INSERT INTO filed (dossier) SELECT substr(receipt, 9) FROM accepted WHERE receipt LIKE 'dossier:%';
                DELETE FROM accepted WHERE receipt LIKE 'dossier:%';
                CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL) STRICT;
                """)
        }
        migrator.registerMigration("keys somebody typed") { db in
            try db.execute(sql: """
                CREATE TABLE typed (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    actor TEXT NOT NULL,
                    day TEXT NOT NULL,
                    key TEXT NOT NULL,
                    UNIQUE (actor, day, key)
                ) STRICT;
                """)
        }
        migrator.registerMigration("the life of a dossier") { db in
            try db.execute(sql: """
                CREATE TABLE statuses (dossier TEXT PRIMARY KEY, status TEXT NOT NULL) STRICT;
                INSERT INTO statuses (dossier, status) SELECT dossier, 'filed' FROM filed;
                DROP TABLE filed;
                CREATE TABLE codes (code TEXT PRIMARY KEY, dossier TEXT NOT NULL) STRICT;
                """)
        }
        return migrator
    }

    public func note(keys: [String], typedBy actor: String, on day: String, limit: Int) async throws -> Set<String> {
        guard !keys.isEmpty else { return [] }
        return try await commits.write { db in
            try db.execute(sql: "DELETE FROM typed WHERE day < ?", arguments: [day])
            for key in keys {
                try db.execute(sql: "INSERT INTO typed (actor, day, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", arguments: [actor, day, key])
            }
            let first = try String.fetchAll(
                db, sql: "SELECT key FROM typed WHERE actor = ? AND day = ? ORDER BY number LIMIT ?", arguments: [actor, day, limit])
            return Set(first).intersection(keys)
        }
    }

    public func save(_ id: String, owner: String, state: Data) async throws {
        let owner = pseudonyms.owner(owner)
        let sealed = try sealed(state, id, owner)
        try await commits.write { db in
            if try !Self.status(of: id, in: db).isOpen { throw StorageError.alreadyAccepted }
            try Self.put(sealed, id, owner, in: db)
        }
    }

    private func sealed(_ state: Data, _ id: String, _ owner: String) throws -> Data {
        let box = try AES.GCM.seal(state, using: key, authenticating: Self.context(id, owner))
        // Without a nonce of its own length the parts have no combined form; ours is always the standard one.
        guard let sealed = box.combined else { throw StorageError.sealBroken }
        return sealed
    }

    private static func put(_ sealed: Data, _ id: String, _ owner: String, in db: GRDB.Database) throws {
        let statement = try db.cachedStatement(sql: """
            INSERT INTO dossiers (id, owner, state) VALUES (?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state WHERE owner = excluded.owner
            """)
        try statement.execute(arguments: [id, owner, sealed])
        if db.changesCount == 0 { throw StorageError.notOwner }
    }

    public func load(_ id: String, owner: String) async throws -> Data? {
        let owner = pseudonyms.owner(owner)
        let found: (owner: String, state: Data)? = try await database.read { db in
            try Row.fetchOne(db, sql: "SELECT owner, state FROM dossiers WHERE id = ?", arguments: [id]).map { ($0["owner"], $0["state"]) }
        }
        guard let found else { return nil }
        guard found.owner == owner else { throw StorageError.notOwner }
        guard let box = try? AES.GCM.SealedBox(combined: found.state),
            let state = ([key] + earlier).lazy.compactMap({ try? AES.GCM.open(box, using: $0, authenticating: Self.context(id, owner)) }).first
        else { throw StorageError.sealBroken }
        return state
    }

    public func accept(_ acceptance: Acceptance) async throws {
        let owner = pseudonyms.owner(acceptance.owner)
        let sealed = try sealed(acceptance.state, acceptance.dossier, owner)
        try await commits.write { db in
            try db.execute(sql: "INSERT INTO accepted (receipt) VALUES (?) ON CONFLICT DO NOTHING", arguments: [acceptance.receipt])
            if db.changesCount == 0 { throw StorageError.alreadyAccepted }
            guard try Self.status(of: acceptance.dossier, in: db).isOpen else { throw StorageError.alreadyAccepted }
            try Self.set(.filed, of: acceptance.dossier, in: db)
            try Self.put(sealed, acceptance.dossier, owner, in: db)
            try db.execute(sql: "INSERT INTO outbox (event) VALUES (?)", arguments: [acceptance.event])
        }
    }

    public func status(of id: String) async throws -> DossierStatus {
        try await database.read { try Self.status(of: id, in: $0) }
    }

    private static func status(of id: String, in db: GRDB.Database) throws -> DossierStatus {
        let known = try String.fetchOne(db.cachedStatement(sql: "SELECT status FROM statuses WHERE dossier = ?"), arguments: [id])
        return known.flatMap { DossierStatus(rawValue: $0) } ?? .draft
    }

    private static func set(_ status: DossierStatus, of id: String, in db: GRDB.Database) throws {
        try db.execute(
            sql: "INSERT INTO statuses (dossier, status) VALUES (?, ?) ON CONFLICT (dossier) DO UPDATE SET status = excluded.status",
            arguments: [id, status.rawValue])
    }

    public func change(_ change: StatusChange) async throws {
        let owner = pseudonyms.owner(change.owner)
        let sealed = try change.state.map { try self.sealed($0, change.dossier, owner) }
        try await commits.write { db in
            let isTheirs = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM dossiers WHERE id = ? AND owner = ?)", arguments: [change.dossier, owner])
            guard isTheirs == true else { throw StorageError.notOwner }
            let status = try Self.status(of: change.dossier, in: db)
            guard status.mayBecome(change.status), change.status != .filed else { throw StorageError.statusForbids(status) }
            try Self.set(change.status, of: change.dossier, in: db)
            if let sealed { try Self.put(sealed, change.dossier, owner, in: db) }
            try db.execute(sql: "INSERT INTO outbox (event) VALUES (?)", arguments: [change.event])
        }
    }

    public func reserve(code: String, for id: String) async throws {
        try await commits.write { db in
            // A dossier that was never saved has no claim to its code.
            try db.execute(sql: """
                INSERT INTO codes (code, dossier) VALUES (?, ?)
                ON CONFLICT (code) DO UPDATE SET dossier = excluded.dossier WHERE dossier NOT IN (SELECT id FROM dossiers)
                """, arguments: [code, id])
            if db.changesCount == 0 { throw StorageError.codeTaken }
        }
    }

    public func dossier(underCode code: String) async throws -> String? {
        try await database.read { db in
            try String.fetchOne(db, sql: "SELECT id FROM codes JOIN dossiers ON id = dossier WHERE code = ?", arguments: [code])
        }
    }

    public func waitingEvents() async throws -> [WaitingEvent] {
        guard mayHaveWaitingEvents() else { return [] }
        return try await database.read { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT id, event FROM outbox ORDER BY id")).map { WaitingEvent(id: $0["id"], content: $0["event"]) }
        }
    }

    /// Asked before every step of a dossier, and answered no nearly always: changing threads would cost more than the answer. Not `async`, as
    /// GRDB's asynchronous `unsafeRead` would be taken then; and where the file is busy it does not wait on the caller's thread.
    private func mayHaveWaitingEvents() -> Bool {
        do {
            return try outbox.unsafeRead { try Bool.fetchOne($0.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM outbox)")) } ?? true
        } catch {
            return true
        }
    }

    public func settle(_ event: WaitingEvent) async throws {
        try await commits.write { try $0.execute(sql: "DELETE FROM outbox WHERE id = ?", arguments: [event.id]) }
    }

    public func isAccepted(receipt id: String) async throws -> Bool {
        try await database.read { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM accepted WHERE receipt = ?)", arguments: [id]) ?? false
        }
    }

    private static func context(_ id: String, _ owner: String) -> Data { Data((id + "\u{0}" + owner).utf8) }
}
