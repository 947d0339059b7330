import NIOConcurrencyHelpers

/// Wakes many with one sleeper: most calls are answered long before their limit, and a timer for each would cost more than it is
/// worth. For clocks that never go back.
final class Alarms<C: Clock>: Sendable where C.Duration == Duration {
    private struct State {
        var alarms: [Int: (due: C.Instant, ring: @Sendable () -> Void)] = [:]
        var last = 0
        /// Sleeps until the first of them; where that one was called off, it wakes for nothing.
        var sleeper: (until: C.Instant, task: Task<Void, Never>)?
    }

    private let clock: C
    private let state = NIOLockedValueBox(State())

    init(_ clock: C) { self.clock = clock }

    /// - Parameter ring: called once, when so much time has passed.
    /// - Returns: what `callOff` takes.
    /// - Complexity: O(1), but for one that is due before all others.
    func set(after duration: Duration, _ ring: @escaping @Sendable () -> Void) -> Int {
        let due = clock.now.advanced(by: duration)
        return state.withLockedValue { state in
            state.last += 1
            state.alarms[state.last] = (due, ring)
            if state.sleeper.map({ due < $0.until }) ?? true {
                state.sleeper?.task.cancel()
                state.sleeper = (due, asleep(until: due))
            }
            return state.last
        }
    }

    func callOff(_ alarm: Int) { _ = state.withLockedValue { $0.alarms.removeValue(forKey: alarm) } }

    /// Set and neither rung nor called off.
    var count: Int { state.withLockedValue { $0.alarms.count } }

    private func asleep(until instant: C.Instant) -> Task<Void, Never> {
        Task {
            do { try await clock.sleep(until: instant, tolerance: nil) } catch { return }
            wake()
        }
    }

    private func wake() {
        let now = clock.now
        let due = state.withLockedValue { state in
            let due = state.alarms.filter { $0.value.due <= now }
            for alarm in due.keys { state.alarms[alarm] = nil }
            state.sleeper = state.alarms.values.map(\.due).min().map { ($0, asleep(until: $0)) }
            return due
        }
        for alarm in due.sorted(by: { ($0.value.due, $0.key) < ($1.value.due, $1.key) }) { alarm.value.ring() }
    }
}
