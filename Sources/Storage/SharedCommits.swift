import GRDB
import NIOConcurrencyHelpers

/// Writes of many callers in one transaction: what comes while a commit waits for the disk shares the next one.
///
/// Each write stands or falls by itself; when it returns, it is on disk. One caller alone waits for one commit, as without it.
final class SharedCommits: Sendable {
    private struct Write: Sendable {
        /// Runs it in the transaction, which may be its alone; what came of it is told when the transaction is on disk.
        let run: @Sendable (_ db: GRDB.Database, _ isAlone: Bool) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct Line {
        var waiting: [Write] = []
        var isCommitting = false
    }

    /// More in one transaction would keep readers of the log waiting.
    private static let most = 512

    private let database: DatabasePool
    private let line = NIOLockedValueBox(Line())

    init(_ database: DatabasePool) { self.database = database }

    /// - Throws: what `body` throws, with nothing of it kept; what the database says where the commit fails.
    func write<Result: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
            let write = Write { db, isAlone in
                // What is thrown takes back its own transaction.
                let outcome = isAlone ? .success(try body(db)) : try Self.byItself(body, in: db)
                return { continuation.resume(with: outcome) }
            } fail: {
                continuation.resume(throwing: $0)
            }
            let isFirst = line.withLockedValue { line in
                line.waiting.append(write)
                defer { line.isCommitting = true }
                return !line.isCommitting
            }
            if isFirst { commit() }
        }
    }

    /// In a savepoint of its own. What the body throws is its caller's; that the savepoint cannot be made or left is everybody's.
    private static func byItself<Result>(_ body: (GRDB.Database) throws -> Result, in db: GRDB.Database) throws -> Swift.Result<Result, any Error> {
        // Prepared once: there is one for every write.
        try db.cachedStatement(sql: "SAVEPOINT own").execute()
        let own = Swift.Result { try body(db) }
        if case .failure(let error) = own {
            // A full disk may have ended the whole transaction: then nothing of anybody's is kept, and that is the reason.
            guard db.isInsideTransaction else { throw error }
            try db.cachedStatement(sql: "ROLLBACK TO own").execute()
        }
        try db.cachedStatement(sql: "RELEASE own").execute()
        return own
    }

    /// Takes what waits, and goes on until nothing does.
    private func commit() {
        let writes: [Write]? = line.withLockedValue { line in
            guard !line.waiting.isEmpty else {
                line.isCommitting = false
                return nil
            }
            let writes = Array(line.waiting.prefix(Self.most))
            line.waiting.removeFirst(writes.count)
            return writes
        }
        guard let writes else { return }
        database.asyncWrite { db in
            try writes.map { try $0.run(db, writes.count == 1) }
        } completion: { _, outcome in
            switch outcome {
            case .success(let told): for tell in told { tell() }
            case .failure(let error): for write in writes { write.fail(error) }
            }
            self.commit()
        }
    }
}
