import Connectors
import Dispatch
import Foundation
import Staging
import Testing

@testable import Drivers

@Suite("A deadline", .timeLimit(.minutes(1)))
struct DeadlineTests {
    /// Blocks a thread until the test lets it go, as a lock or a share that hangs would.
    private static func blocked(_ gate: DispatchSemaphore) async -> LookUp {
        let result = try? await BlockingWork(most: 1).run { () -> LookUp in
            gate.wait()
            return .absent
        }
        return result ?? .failed(.down)
    }

    @Test("is kept for work that cannot be interrupted")
    func uninterruptible() async {
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let clock = ManualClock()
        async let answer = Elapsing(clock).within(.seconds(20)) { await Self.blocked(gate) }
        await until { clock.alarms == [.seconds(20)] }
        clock.advance(by: .seconds(20))
        #expect(await answer == .failed(.timeout))
    }

    @Test("is over for a caller that is cancelled, whatever the work does")
    func cancelled() async {
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let call = Task { await Elapsing(ContinuousClock()).within(.seconds(3_600)) { await Self.blocked(gate) } }
        call.cancel()
        #expect(await call.value == .failed(.timeout))
    }

    @Test("leaves an answer in time as it is")
    func inTime() async {
        #expect(await Elapsing(ContinuousClock()).within(.seconds(3_600)) { .absent } == .absent)
    }
}
