import Connectors
import Dispatch
import Synchronization

/// Runs work until a limit of some clock. Past it, or when the caller is cancelled, the work is cancelled and the answer is
/// `.failed(.timeout)`.
///
/// Work that cannot be interrupted, such as waiting for a lock or for a file on a share that hangs, is left behind: a
/// dossier waits for its deadline, never for a register.
func within(_ limit: Duration, on time: Elapsing, _ work: @escaping @Sendable () async -> LookUp) async -> LookUp {
    let race = Race()
    let running = Task { race.end(with: await work()) }
    let clock = Task {
        // Cancelled is over too.
        try? await time.sleep(limit)
        race.end(with: .failed(.timeout))
    }
    defer {
        running.cancel()
        clock.cancel()
    }
    return await withTaskCancellationHandler {
        await withCheckedContinuation { race.wait($0) }
    } onCancel: {
        race.end(with: .failed(.timeout))
    }
}

/// Whoever ends it first decides; the others are not heard.
private final class Race: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<LookUp, Never>)
        case over(LookUp)
        case told
    }

    private let state = Mutex(State.open)

    func wait(_ continuation: CheckedContinuation<LookUp, Never>) {
        let result: LookUp? = state.withLock { state in
            guard case .over(let result) = state else {
                state = .waiting(continuation)
                return nil
            }
            state = .told
            return result
        }
        if let result { continuation.resume(returning: result) }
    }

    func end(with result: LookUp) {
        let waiting: CheckedContinuation<LookUp, Never>? = state.withLock { state in
            switch state {
            case .open:
                state = .over(result)
                return nil
            case .waiting(let continuation):
                state = .told
                return continuation
            case .over, .told: return nil
            }
        }
        waiting?.resume(returning: result)
    }
}

/// Runs work that blocks on a thread that may be blocked: Swift's own pool has one thread per core.
func onThread<Outcome: Sendable>(_ work: @escaping @Sendable () throws -> Outcome) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
    }
}
