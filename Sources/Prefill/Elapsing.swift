import Connectors

/// A clock, from whose start times are measured; passed in, so that tests need no waiting.
struct Elapsing: Sendable {
    private let clock: any Clock<Duration>
    /// Since this was made.
    let now: @Sendable () -> Duration

    init(_ clock: any Clock<Duration>) {
        self.clock = clock
        now = Self.reading(clock)
    }

    private static func reading<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }

    func sleep(_ duration: Duration) async throws { try await clock.sleep(for: duration) }

    /// Runs a look-up until a limit; past it the look-up is cancelled and the answer is `.failed(.timeout)`.
    func within(_ limit: Duration, _ lookUp: @escaping @Sendable () async -> LookUp) async -> LookUp {
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
