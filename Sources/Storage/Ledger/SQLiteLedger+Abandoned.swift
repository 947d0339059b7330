import GRDB
public import Receipts

extension SQLiteLedger {
    /// Notes dossiers nobody went on with: opened, never filed nor taken back, and without an event for so long.
    ///
    /// Noted once for each stage they were left at; who comes back later goes on as before.
    ///
    /// - Parameters:
    ///   - hour: now, UTC: `2026-11-24T09`.
    ///   - before: the hour that long ago.
    /// - Returns: how many were noted now.
    public func noteAbandoned(after silence: AbandonedFact.Silence, before: String, at hour: String) async throws -> Int {
        let found = try await reading { db in
            try Row.fetchAll(
                db, sql: """
                    SELECT dossier, sum(kind = 'staged') + 1 FROM events WHERE kind <> 'looked-up' GROUP BY dossier
                    HAVING sum(kind = 'opened') > 0 AND max(hour) < ? AND sum(kind IN ('submitted', 'refused', 'withdrawn', 'completed')) = 0
                    ORDER BY min(sequence)
                    """, arguments: [before]
            ).map { LedgerEntry(dossier: $0[0], hour: hour, fact: .abandoned(AbandonedFact(silence: silence, stage: $0[1]))) }
        }
        return try await append(found)
    }
}
