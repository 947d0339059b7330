import NIOConcurrencyHelpers
import Staging
import Testing

@testable import Connectors

/// Time as it passes, whatever the clock shows.
@Suite("Time that passes")
struct ElapsingTests {
    @Test("does not go back with the clock, and goes on from where it was", arguments: [
        (steps: [5], passed: 5), ([-5], 0), ([5, -3], 5), ([5, -3, 3], 8), ([5, -3_600, 599, 1], 605), ([-10, 4], 4), ([2, 0, -1, 0, 2], 4),
    ] as [(steps: [Int], passed: Int)])
    func passes(steps: [Int], passed: Int) {
        let clock = ManualClock(), time = Elapsing(clock)
        for step in steps {
            clock.advance(by: .seconds(step))
            _ = time.now()
        }
        #expect(time.now() == .seconds(passed))
    }

    /// One that shows another time to everybody who looks.
    private final class CountingClock: Clock, Sendable {
        private let looks = NIOLockedValueBox(ManualClock().now)

        var now: ManualClock.Instant {
            looks.withLockedValue { last in
                last = last.advanced(by: .seconds(1))
                return last
            }
        }
        var minimumResolution: Duration { .seconds(1) }

        func sleep(until deadline: ManualClock.Instant, tolerance: Duration?) async throws {}
    }

    @Test("no more passes than the clock shows, however many look at once")
    func looks() async {
        let clock = CountingClock(), time = Elapsing(clock)
        await withDiscardingTaskGroup { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<5_000 { _ = time.now() } } }
        }
        // The first look was when it was made.
        #expect(time.now() == .seconds(40_001))
    }

    @Test("nobody rests longer, and nothing is kept longer, because the clock went back")
    func rests() {
        let clock = ManualClock(), time = Elapsing(clock)
        var breaker = CircuitBreaker(.init(failures: 1, rest: .seconds(10)))
        if let permit = breaker.permit(at: time.now()) { breaker.note(.failed, of: permit, at: time.now()) }
        clock.advance(by: .seconds(4))
        #expect(breaker.permit(at: time.now()) == nil)
        clock.advance(by: .seconds(-3_600))
        #expect(breaker.permit(at: time.now()) == nil)
        clock.advance(by: .seconds(6))
        #expect(breaker.permit(at: time.now()) != nil)
    }
}
