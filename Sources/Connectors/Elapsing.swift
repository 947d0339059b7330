import NIOConcurrencyHelpers

/// Time as it passes on some clock, from when this was made; passed in, so that tests need no waiting.
///
/// It never goes back. A clock that jumps back has not undone what passed: what is kept is not fresh again, and who rests
/// does not rest longer.
package struct Elapsing: Sendable {
    private let clock: any Clock<Duration>
    package let now: @Sendable () -> Duration
    /// Calls back once, when so much time has passed; what it gives back calls that off.
    package let alarm: @Sendable (_ after: Duration, _ ring: @escaping @Sendable () -> Void) -> @Sendable () -> Void

    package init(_ clock: any Clock<Duration>) {
        self.clock = clock
        now = Self.reading(clock)
        if let clock = clock as? ContinuousClock {
            // Never goes back, so one sleeper does for all.
            let alarms = Alarms(clock)
            alarm = { duration, ring in
                let alarm = alarms.set(after: duration, ring)
                return { alarms.callOff(alarm) }
            }
        } else {
            alarm = { duration, ring in
                let sleeper = Task {
                    do { try await clock.sleep(for: duration) } catch { return }
                    ring()
                }
                return { sleeper.cancel() }
            }
        }
    }

    private static func reading<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
        let hand = Hand(at: clock.now)
        return { hand.moved { clock.now } }
    }

    package func sleep(_ duration: Duration) async throws { try await clock.sleep(for: duration) }

    /// Runs a look-up until a limit. Past it, or when the caller is cancelled, the look-up is cancelled and the answer is
    /// `.failed(.timeout)`.
    package func within(_ limit: Duration, _ lookUp: @escaping @Sendable () async -> LookUp) async -> LookUp {
        await within(limit, late: .failed(.timeout), lookUp)
    }

    /// Runs work until a limit. Past it, or when the caller is cancelled, the work is cancelled.
    ///
    /// What cannot be interrupted, such as waiting for a lock or for a file on a share that hangs, is left behind: a
    /// dossier waits for its deadline, never for a register.
    ///
    /// - Parameters:
    ///   - late: the answer then.
    ///   - work: begins on the caller's thread, which it must not block; what blocks has a thread of its own.
    package func within<Answer: Sendable>(_ limit: Duration, late: Answer, _ work: @escaping @Sendable () async -> Answer) async -> Answer {
        let race = Race<Answer>()
        let callOff = alarm(limit) { race.end(with: late) }
        // Begun in place: work that waits for nobody is over before anybody waits for it, without a change of threads.
        let running = Task.immediate { race.end(with: await work()) }
        defer {
            running.cancel()
            callOff()
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { race.wait($0) }
        } onCancel: {
            race.end(with: late)
        }
    }
}

/// Whoever ends it first decides; the others are not heard.
private final class Race<Answer: Sendable>: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<Answer, Never>)
        case over(Answer)
        case told
    }

    private let state = NIOLockedValueBox(State.open)

    func wait(_ continuation: CheckedContinuation<Answer, Never>) {
        let result: Answer? = state.withLockedValue { state in
            guard case .over(let result) = state else {
                state = .waiting(continuation)
                return nil
            }
            state = .told
            return result
        }
        if let result { continuation.resume(returning: result) }
    }

    func end(with result: Answer) {
        let waiting: CheckedContinuation<Answer, Never>? = state.withLockedValue { state in
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

/// Adds up what passes between two looks at a clock.
private final class Hand<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    private struct State {
        var last: Instant
        var elapsed: Duration
    }

    private let state: NIOLockedValueBox<State>

    init(at start: Instant) { state = NIOLockedValueBox(State(last: start, elapsed: .zero)) }

    /// - Parameter clock: read inside the lock, so that of two who look at once none looks back.
    func moved(to clock: () -> Instant) -> Duration {
        state.withLockedValue { state in
            let instant = clock()
            state.elapsed += max(.zero, state.last.duration(to: instant))
            state.last = instant
            return state.elapsed
        }
    }
}
