import NIOConcurrencyHelpers
import Staging
import Testing

@testable import Connectors

@Suite("Alarms that share a sleeper", .timeLimit(.minutes(1)))
struct AlarmsTests {
    private let clock = ManualClock()
    private let rung = Rung()

    private final class Rung: Sendable {
        private let names = NIOLockedValueBox<[String]>([])
        var all: [String] { names.withLockedValue { $0 } }
        func note(_ name: String) { names.withLockedValue { $0.append(name) } }
    }

    private func set(_ alarms: Alarms<ManualClock>, _ name: String, after seconds: Int) -> Int {
        alarms.set(after: .seconds(seconds)) { [rung] in rung.note(name) }
    }

    @Test("ring in the order they are due, each once, in whatever order they were set")
    func order() async {
        let alarms = Alarms(clock)
        for (name, seconds) in [("b", 2), ("d", 4), ("a", 1), ("c", 3)] { _ = set(alarms, name, after: seconds) }
        for (seconds, expected) in [(1, ["a"]), (2, ["a", "b", "c"]), (1, ["a", "b", "c", "d"])] {
            await until { !clock.alarms.isEmpty }
            clock.advance(by: .seconds(seconds))
            await until { rung.all.count == expected.count }
            #expect(rung.all == expected)
        }
        #expect(alarms.count == 0)
    }

    @Test("sleep once for all of them, and anew only for one that is due before all others")
    func sleeper() async {
        let alarms = Alarms(clock)
        _ = set(alarms, "b", after: 5)
        await until { clock.alarms == [.seconds(5)] }
        _ = set(alarms, "c", after: 9)
        _ = set(alarms, "a", after: 2)
        await until { clock.alarms == [.seconds(2)] }
        clock.advance(by: .seconds(2))
        await until { clock.alarms == [.seconds(5)] && rung.all == ["a"] }
    }

    @Test("that were called off never ring, and keep nobody else from ringing")
    func calledOff() async {
        let alarms = Alarms(clock)
        let first = set(alarms, "a", after: 1)
        _ = set(alarms, "b", after: 2)
        alarms.callOff(first)
        await until { clock.alarms == [.seconds(1)] }
        clock.advance(by: .seconds(1))
        await until { clock.alarms == [.seconds(2)] }
        clock.advance(by: .seconds(1))
        await until { rung.all == ["b"] }
        alarms.callOff(first)
        #expect(alarms.count == 0)
    }

    @Test("set anew after all have rung, ring again")
    func again() async {
        let alarms = Alarms(clock)
        for round in 1...3 {
            _ = set(alarms, "\(round)", after: 1)
            await until { !clock.alarms.isEmpty }
            clock.advance(by: .seconds(1))
            await until { rung.all.count == round }
        }
        #expect(rung.all == ["1", "2", "3"])
    }
}
