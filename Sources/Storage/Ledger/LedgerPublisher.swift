import Dispatch
import GRDB

/// Sees to it that a ledger's checkpoints come in time.
actor LedgerPublisher {
    private let database: DatabasePool
    private let checkpoints: LedgerCheckpoints
    /// Events written here since the last checkpoint was begun.
    private var uncovered = 0
    private var alarm: Task<Void, Never>?
    private var isPublishing = false
    /// A checkpoint fell due while one was being written.
    private var isDueAgain = false
    /// Why the last checkpoint did not come about; the events are on disk all the same, and the next one covers them.
    private(set) var failure: (any Error)?

    init(_ database: DatabasePool, _ checkpoints: LedgerCheckpoints) {
        self.database = database
        self.checkpoints = checkpoints
    }

    deinit { alarm?.cancel() }

    /// Events were written.
    func note(_ events: Int) async {
        uncovered += events
        guard uncovered >= checkpoints.pace.events else { return awaken() }
        await publishDue()
    }

    /// - Throws: what `LedgerCheckpoints.publish` throws.
    @discardableResult
    func publish() async throws -> Checkpoint? {
        alarm?.cancel()
        alarm = nil
        let counted = uncovered
        uncovered = 0
        do {
            let last = try await onQueue()
            failure = nil
            return last
        } catch {
            uncovered += counted
            failure = error
            throw error
        }
    }

    /// Where waiting for another process, and for the disk, keeps nobody else waiting.
    private func onQueue() async throws -> Checkpoint? {
        let (database, checkpoints) = (database, checkpoints)
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try checkpoints.publish(database) }) }
        }
    }

    /// The last checkpoint, over all that was written.
    func close() async {
        _ = try? await publish()
        alarm?.cancel()
        alarm = nil
    }

    private func publishDue() async {
        // One at a time: what falls due meanwhile comes right after.
        guard !isPublishing else {
            isDueAgain = true
            return
        }
        isPublishing = true
        repeat {
            isDueAgain = false
            _ = try? await publish()
        } while isDueAgain && uncovered > 0
        isPublishing = false
        if uncovered > 0 { awaken() }
    }

    /// Sets the alarm for events that none covers.
    private func awaken() {
        guard alarm == nil else { return }
        let pace = checkpoints.pace
        alarm = Task { [weak self] in
            do { try await pace.sleep(pace.interval) } catch { return }
            await self?.ring()
        }
    }

    private func ring() async {
        alarm = nil
        await publishDue()
    }
}
