import Synchronization

/// Time as it passes on some clock, from when this was made; passed in, so that tests need no waiting.
///
/// It never goes back. A clock that jumps back has not undone what passed: what is kept is not fresh again, and who rests
/// does not rest longer.
package struct Elapsing: Sendable {
    private let clock: any Clock<Duration>
    package let now: @Sendable () -> Duration

    package init(_ clock: any Clock<Duration>) {
        self.clock = clock
        now = Self.reading(clock)
    }

    private static func reading<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
        let hand = Hand(at: clock.now)
        return { hand.moved(to: clock.now) }
    }

    package func sleep(_ duration: Duration) async throws { try await clock.sleep(for: duration) }

    /// Runs a look-up until a limit; past it the look-up is cancelled and the answer is `.failed(.timeout)`.
    package func within(_ limit: Duration, _ lookUp: @escaping @Sendable () async -> LookUp) async -> LookUp {
        await withTaskGroup(of: LookUp.self) { group in
            group.addTask { await lookUp() }
            group.addTask {
                try? await clock.sleep(for: limit)
                return .failed(.timeout)
            }
            let first = await group.next() ?? .failed(.timeout)
            group.cancelAll()
            return first
        }
    }
}

/// Adds up what passes between two looks at a clock.
private final class Hand<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    private struct State {
        var last: Instant
        var elapsed: Duration
    }

    private let state: Mutex<State>

    init(at start: Instant) { state = Mutex(State(last: start, elapsed: .zero)) }

    func moved(to instant: Instant) -> Duration {
        state.withLock { state in
            state.elapsed += max(.zero, state.last.duration(to: instant))
            state.last = instant
            return state.elapsed
        }
    }
}
