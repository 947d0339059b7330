import Connectors
import Expressions
import Receipts
import Staging
import Testing

@testable import Prefill

/// Whoever is kept from a register by its quota is told so, and a batch waits for it; the clock is the test's.
@Suite("A register's quota", .timeLimit(.minutes(1)))
struct QuotaTests {
    private let clock = ManualClock()

    private func executor(_ register: ScriptedRegister, total: Duration) -> Executor {
        Executor(connectors: [register], policy: ExecutionPolicy(perCall: .seconds(3600), total: total, retry: RetryPolicy(retries: 0)), clock: clock, random: { 0 })
    }

    /// Asks about so many subjects at once, each for a dossier of its own, and lets time pass until all are answered.
    private func words(of count: Int, _ executor: Executor, tick: Duration) async -> [String] {
        let asking = Task {
            await withTaskGroup(of: (Int, String).self) { group in
                for number in 0..<count {
                    group.addTask {
                        let answers = await executor.run(
                            [ScriptedRegister.request("\(number)")], for: .init(purpose: "p", version: "v", instant: "now"), until: executor.now() + executor.policy.total)
                        return (number, answers[0].word)
                    }
                }
                return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
        }
        let isOver = Task { await asking.value.count }
        let over = Flag()
        Task {
            _ = await isOver.value
            await over.raise()
        }
        while !(await over.isRaised) {
            for _ in 0..<200 { await Task.yield() }
            clock.advance(by: tick)
        }
        return await asking.value.sorted { $0.key < $1.key }.map(\.value)
    }

    private actor Flag {
        private(set) var isRaised = false
        func raise() { isRaised = true }
    }

    @Test("with the deadline of a batch everybody's turn comes")
    func batch() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(quota: "{calls: 2, per: 1s}"), clock: clock) { _, _ in .found }
        #expect(await words(of: 61, executor(register, total: .seconds(3600)), tick: .milliseconds(250)) == Array(repeating: "found", count: 61))
        #expect(await register.calls == 61)
        // Never more than two within a second.
        #expect(clock.now.elapsed >= .seconds(30))
    }

    @Test("whoever gives up before a turn comes was held back: at once, or at the deadline; the register is not said to be slow")
    func heldBack() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(concurrency: 1, quota: "{calls: 1, per: 8s}"), clock: clock) { _, _ in .found }
        let executor = executor(register, total: .seconds(10))
        @Sendable func word(_ key: String, until deadline: Duration) async -> String {
            await executor.run([ScriptedRegister.request(key)], for: .init(purpose: "p", version: "v", instant: "now"), until: deadline)[0].word
        }
        #expect(await word("a", until: .seconds(10)) == "found")
        async let second = word("b", until: .seconds(10))
        await until { clock.alarms.contains(.seconds(8)) }
        // Its turn to wait would come after the one before it.
        async let third = word("c", until: .seconds(5))
        await until { clock.alarms.contains(.seconds(5)) }
        clock.advance(by: .seconds(5))
        #expect(await third == "held-back")
        clock.advance(by: .seconds(3))
        #expect(await second == "found")
        #expect(await register.calls == 2)
        let slow = ScriptedRegister(try ScriptedRegister.manifest(quota: "{calls: 1, per: 1m}"), clock: clock) { _, _ in .found }
        let other = self.executor(slow, total: .seconds(10))
        for expected in ["found", "held-back", "held-back"] {
            let answers = await other.run([ScriptedRegister.request(expected + "\(await slow.calls)")], for: .init(purpose: "p", version: "v", instant: "now"), until: other.now() + .seconds(10))
            #expect(answers.map(\.word) == [expected])
        }
        #expect(await slow.calls == 1)
    }

    @Test("a call the register has been sent and does not answer is late, whatever the quota")
    func late() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(quota: "{calls: 1, per: 1m}"), clock: clock) { _, _ in .silence }
        let executor = executor(register, total: .seconds(3))
        async let word = words(of: 1, executor, tick: .seconds(1))
        #expect(await word == ["timeout"])
    }

    @Test("for the dossier and its receipt a register that was held back gave no answer")
    func reason() { #expect(Executor.reason(.heldBack) == .sourceDown) }
}
