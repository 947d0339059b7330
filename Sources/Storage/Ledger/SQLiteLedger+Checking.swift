import GRDB

extension SQLiteLedger {
    /// The file of the key that signs checkpoints, in a store.
    public static let keyFile = "ledger-key.json"
    /// Where checkpoints are published unless another place is named, in a store.
    public static let checkpointFolder = "checkpoints"

    /// The database of a tenant's ledger in a store: each has a chain of its own.
    ///
    /// - Throws: `StorageError.tenantName`.
    public static func path(in store: String, tenant: String = "main") throws(StorageError) -> String {
        guard CheckpointFolder.isName(tenant) else { throw .tenantName }
        return store + (tenant == "main" ? "/ledger.sqlite" : "/ledger-\(tenant).sqlite")
    }

    /// Recomputes the chain from the first row to the last and, with the public keys, holds every event against what was published.
    ///
    /// - Parameters:
    ///   - keys: what the checkpoints were signed with; `nil` to check the chain alone.
    ///   - folder: where they are published, or a copy an auditor keeps.
    ///   - tenant: whose they are.
    /// - Throws: `StorageError.checkpoints` where they cannot be read.
    /// - Complexity: O(bytes of all events), in 32 bytes of memory an event that was published, else in constant memory.
    public func verify(with keys: LedgerVerifier? = nil, checkpoints folder: String? = nil, tenant: String = "main") async throws -> LedgerVerification {
        var published: PublishedLedger?
        if let keys, let folder {
            let (lines, hashes) = try CheckpointFolder(folder, tenant: tenant).read()
            published = PublishedLedger(tenant: tenant, lines: lines, hashes: hashes, verifier: keys)
        }
        let check = LedgerCheck(tenant: tenant, published: published)
        return try await reading { db in
            var check = check
            // From below the first: a row before it does not belong there.
            try LedgerReading.links(after: Int(Int32.min), in: db) { check.take($0) }
            // SQLite remembers the largest number it gave: rows missing at the end show.
            return check.finished(given: try Int.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'events'") ?? 0)
        }
    }

    /// Whether anything was ever published of a ledger in a folder.
    public static func hasCheckpoints(in folder: String, tenant: String = "main") -> Bool { (try? CheckpointFolder(folder, tenant: tenant))?.isThere ?? false }
}
