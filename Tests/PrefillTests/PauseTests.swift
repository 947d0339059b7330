import Connectors
import Expressions
import Receipts
import Staging
import Testing
import Vocabulary

@testable import Prefill

/// A register that says when it wants to be asked again is left alone until then, by everybody; the clock is the test's.
@Suite("A register that asks to be left alone", .timeLimit(.minutes(1)))
struct PauseTests {
    private let clock = ManualClock()

    private func executor(_ register: ScriptedRegister, retries: Int = 1, failuresToRest: Int = 1_000, perCall: Duration = .seconds(5)) -> Executor {
        Executor(
            connectors: [register],
            policy: ExecutionPolicy(perCall: perCall, total: .seconds(10), retry: RetryPolicy(retries: retries), failuresToRest: failuresToRest, rest: .seconds(30)),
            clock: clock, random: { 0 })
    }

    private func ask(_ executor: Executor, _ key: String = "1") async -> [String] {
        await executor.run([ScriptedRegister.request(key)], for: .init(purpose: "p", version: "v", instant: "now"), until: executor.now() + executor.policy.total).map(\.word)
    }

    /// Moves the clock to the last moment before `moment`, and then to it.
    private func pass(until moment: Duration, calls: Int, of register: ScriptedRegister) async {
        await Staging.until { clock.alarms.contains(moment) }
        clock.advance(by: moment - clock.now.elapsed - .nanoseconds(1))
        for _ in 0..<50 { await Task.yield() }
        #expect(await register.calls == calls, "it is asked before")
        clock.advance(by: .nanoseconds(1))
    }

    @Test("is not tried again before that moment")
    func retry() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(), clock: clock) { call, _ in call == 0 ? .notNow(.seconds(3)) : .found }
        let executor = executor(register)
        async let words = ask(executor)
        await pass(until: .seconds(3), calls: 1, of: register)
        #expect(await words == ["found"])
        #expect(await register.calls == 2)
    }

    @Test("holds back other questions too, whoever asks them")
    func others() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(), clock: clock) { call, _ in call == 0 ? .notNow(.seconds(3)) : .found }
        let executor = executor(register, retries: 0)
        #expect(await ask(executor, "a") == ["down"])
        async let words = ask(executor, "b")
        await pass(until: .seconds(3), calls: 1, of: register)
        #expect(await words == ["found"])
    }

    @Test("is left alone longer where it asks for more meanwhile")
    func longer() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(), clock: clock) { call, _ in call == 0 ? .notNow(.seconds(2)) : .found }
        let executor = executor(register, retries: 0)
        #expect(await ask(executor, "a") == ["down"])
        async let words = ask(executor, "b")
        await Staging.until { clock.alarms.contains(.seconds(2)) }
        register.leaveAlone(until: .seconds(4))
        clock.advance(by: .seconds(2))
        await pass(until: .seconds(4), calls: 1, of: register)
        #expect(await words == ["found"])
    }

    @Test("is not tried again where the moment lies past a deadline: of the call, or of all", arguments: [
        (.seconds(5), .seconds(5)), (.seconds(86_400), .seconds(5)), (.seconds(10), .seconds(60)), (.seconds(86_400), .seconds(100_000)),
    ] as [(Duration, Duration)])
    func tooLate(wait: Duration, perCall: Duration) async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(), clock: clock) { _, _ in .notNow(wait) }
        let executor = executor(register, retries: 3, perCall: perCall)
        #expect(await ask(executor, "a") == ["down"])
        #expect(await ask(executor, "b") == ["down"])
        #expect(await register.calls == 1)
        #expect(clock.now.elapsed == .zero)
    }

    @Test("whoever has waited too long elsewhere does not wait for it")
    func leftTime() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(), clock: clock) { _, _ in .notNow(.seconds(3)) }
        let executor = executor(register)
        let answers = await executor.run([ScriptedRegister.request()], for: .init(purpose: "p", version: "v", instant: "now"), until: .seconds(3))
        #expect(answers.map(\.word) == ["down"])
        #expect(await register.calls == 1)
    }

    @Test("each such answer is a failure to the breaker, which then rests beyond that moment; not being asked is none")
    func breaker() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(), clock: clock) { call, _ in call < 2 ? .notNow(.seconds(1)) : .found }
        let executor = executor(register, failuresToRest: 2)
        async let words = ask(executor, "a")
        await pass(until: .seconds(1), calls: 1, of: register)
        #expect(await words == ["down"])
        #expect(await executor.health(of: "register")?.isResting == true)
        // It rests for thirty seconds since, though it may be asked again after one.
        clock.advance(by: .seconds(29))
        #expect(await ask(executor, "b") == ["down"])
        #expect(await register.calls == 2)
        clock.advance(by: .seconds(1))
        #expect(await ask(executor, "b") == ["found"])
        #expect(await executor.health(of: "register")?.isResting == false)
    }

    @Test("a register that rests is not waited for, and is not tried before that moment when it has rested")
    func resting() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(), clock: clock) { call, _ in call == 0 ? .notNow(.seconds(40)) : .found }
        let executor = executor(register, failuresToRest: 1)
        #expect(await ask(executor) == ["down"])
        clock.advance(by: .seconds(30))
        #expect(await ask(executor) == ["down"])
        #expect(await register.calls == 1)
        clock.advance(by: .seconds(10))
        #expect(await ask(executor) == ["found"])
    }

    @Test("a call that was held back takes nothing of the quota")
    func quota() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(quota: "{calls: 2, per: 60s}"), clock: clock) { call, _ in call == 0 ? .notNow(.seconds(20)) : .found }
        let executor = executor(register)
        #expect(await ask(executor, "a") == ["down"])
        for key in 0..<5 { #expect(await ask(executor, "\(key)") == ["down"]) }
        clock.advance(by: .seconds(20))
        #expect(await ask(executor, "b") == ["found"])
        // The second of two within the minute has gone.
        #expect(await ask(executor, "c") == ["held-back"])
        #expect(await register.calls == 2)
        clock.advance(by: .seconds(40))
        #expect(await ask(executor, "c") == ["found"])
    }
}
