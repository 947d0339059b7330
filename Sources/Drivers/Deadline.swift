import Connectors
import Dispatch

/// Runs work until a limit. Past it, or when the caller is cancelled, the work is cancelled and the answer is
/// `.failed(.timeout)`.
func within(_ limit: Duration, _ work: @escaping @Sendable () async -> LookUp) async -> LookUp {
    await withTaskGroup(of: LookUp?.self) { group in
        group.addTask { await work() }
        group.addTask {
            // Cancelled is over too.
            try? await Task.sleep(for: limit)
            return nil
        }
        let first = await group.next() ?? nil
        group.cancelAll()
        guard let first, !Task.isCancelled else { return .failed(.timeout) }
        return first
    }
}

/// Runs work that blocks on a thread that may be blocked: Swift's own pool has one thread per core.
func onThread<Outcome: Sendable>(_ work: @escaping @Sendable () throws -> Outcome) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
    }
}
