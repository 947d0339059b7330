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
