import Connectors
import Expressions
import Receipts
import Staging
import Testing
import Vocabulary

@testable import Prefill

/// What dossiers share at a register's desk; the clock is the test's, so nothing here waits.
@Suite("How registers are asked", .timeLimit(.minutes(1)))
struct ExecutorTests {
    private let clock = ManualClock()

    private func executor(_ registers: [ScriptedRegister], perCall: Duration = .seconds(5), retries: Int = 0, failuresToRest: Int = 1_000, random: UInt64 = 0) -> Executor {
        Executor(
            connectors: registers,
            policy: ExecutionPolicy(
                perCall: perCall, total: .seconds(10), retry: RetryPolicy(retries: retries), failuresToRest: failuresToRest, rest: .seconds(30)),
            clock: clock, random: { random })
    }

    private func ask(
        _ executor: Executor, _ requests: ConnectorRequest..., purpose: String = "p", version: String = "v", instant: String = "now"
    ) async -> [Executor.Answer] {
        await executor.run(requests, for: .init(purpose: purpose, version: version, instant: instant), until: executor.now() + executor.policy.total)
    }

    private func words(_ answers: [Executor.Answer]) -> [String] { answers.map(\.word) }

    @Test("a call that was never answered is tried again, any other answer is an answer", arguments: [
        (LookUp.failed(.down), 3), (.failed(.timeout), 1), (.failed(.unreadable), 1), (.failed(.ambiguous), 1), (.failed(.invalid), 1), (.absent, 1), (.refused, 1),
    ])
    func retries(_ answer: LookUp, _ calls: Int) async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { _, _ in .say(answer) }
        _ = await ask(executor([register], retries: 2), ScriptedRegister.request())
        #expect(await register.calls == calls)
    }

    @Test("between two tries the drawn wait passes")
    func jitter() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { call, _ in call == 0 ? .say(.failed(.down)) : .found }
        let executor = executor([register], retries: 1, random: 1 << 63)
        async let answers = ask(executor, ScriptedRegister.request())
        await until { clock.alarms.contains(.milliseconds(50)) }
        #expect(await register.calls == 1)
        clock.advance(by: .milliseconds(50))
        #expect(await words(answers) == ["found"])
    }

    @Test("when a register is down for everybody, retries run out")
    func budget() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { _, _ in .say(.failed(.down)) }
        let executor = executor([register], retries: 1)
        for key in 0..<40 { _ = await ask(executor, ScriptedRegister.request("\(key)")) }
        // A reserve of ten, and one for ten calls, of which the first few found the reserve full.
        #expect(await (50...54).contains(register.calls))
    }

    @Test("a register that does not answer is left alone, then one call tries it")
    func breaker() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { call, _ in call < 4 ? .say(.failed(.down)) : .found }
        let executor = executor([register], failuresToRest: 3)
        for key in 0..<10 { #expect(await words(ask(executor, ScriptedRegister.request("\(key)"))) == ["down"]) }
        #expect(await register.calls == 3)
        #expect(await executor.health(of: "register")?.isResting == true)
        clock.advance(by: .seconds(30))
        #expect(await words(ask(executor, ScriptedRegister.request("a"))) == ["down"])
        #expect(await words(ask(executor, ScriptedRegister.request("b"))) == ["down"])
        #expect(await register.calls == 4)
        clock.advance(by: .seconds(30))
        #expect(await words(ask(executor, ScriptedRegister.request("c"))) == ["found"])
        #expect(await words(ask(executor, ScriptedRegister.request("d"))) == ["found"])
        #expect(await executor.health(of: "register")?.isResting == false)
    }

    @Test("a resting register holds nothing back from another")
    func isolation() async throws {
        let broken = ScriptedRegister(try ScriptedRegister.manifest("broken")) { _, _ in .say(.failed(.down)) }
        let sound = ScriptedRegister(try ScriptedRegister.manifest("sound")) { _, _ in .found }
        let executor = executor([broken, sound], failuresToRest: 1)
        for key in 0..<5 {
            let answers = await ask(executor, ScriptedRegister.request("\(key)", of: "broken"), ScriptedRegister.request("\(key)", of: "sound"))
            #expect(words(answers) == ["down", "found"])
        }
        #expect(await broken.calls == 1)
    }

    @Test("dossiers that ask the same at the same time ask once")
    func singleFlight() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { _, _ in .wait }
        let executor = executor([register])
        let given = Task { await ask(executor, ScriptedRegister.request()) }
        await until { await register.calls == 1 }
        let dossiers = (0..<20).map { _ in Task { await ask(executor, ScriptedRegister.request()) } }
        // Each of them and the one before has set the alarm of its total deadline; the call has its own.
        await until { clock.alarms.count == 22 }
        given.cancel()
        #expect(await words(given.value) == ["timeout"], "who goes does not wait, and calls nothing off for the others")
        await register.openGate()
        for dossier in dossiers { #expect(await words(dossier.value) == ["found"]) }
        #expect(await register.calls == 1)
        #expect(await register.calledOff == 0)
    }

    @Test("other attributes, purposes and versions are other questions")
    func questions() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { _, _ in .found }
        let executor = executor([register])
        for _ in 0..<2 {
            _ = await ask(executor, ScriptedRegister.request())
            _ = await ask(executor, ScriptedRegister.request(), purpose: "other")
            _ = await ask(executor, ScriptedRegister.request(), version: "other")
            _ = await ask(executor, ScriptedRegister.request("1", ["name", "born"]))
            _ = await ask(executor, ScriptedRegister.request("2"))
        }
        #expect(await register.calls == 5)
    }

    @Test("a call nobody waits for any more is called off")
    func calledOff() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { _, _ in .silence }
        let executor = executor([register], failuresToRest: 1)
        let dossier = Task { await ask(executor, ScriptedRegister.request()) }
        await until { await register.calls == 1 }
        dossier.cancel()
        #expect(await words(dossier.value) == ["timeout"])
        await until { await register.calledOff == 1 }
        #expect(await executor.health(of: "register")?.isResting == false)
    }

    @Test("no more calls at once than the register takes")
    func concurrency() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(concurrency: 2)) { _, _ in .wait }
        let executor = executor([register])
        let dossiers = (0..<10).map { key in Task { await ask(executor, ScriptedRegister.request("\(key)")) } }
        await until { await register.running == 2 }
        // One that waits for its turn may go.
        dossiers[9].cancel()
        dossiers[0].cancel()
        _ = await (dossiers[9].value, dossiers[0].value)
        await register.openGate()
        for dossier in dossiers[1..<9] { #expect(await words(dossier.value) == ["found"]) }
        #expect(await register.mostRunning == 2)
    }

    @Test("a call that is given up keeps its turn until it is over", arguments: [false, true])
    func abandoned(_ isLate: Bool) async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(concurrency: 1)) { call, _ in call == 0 ? .hang : .found }
        let executor = executor([register])
        let first = Task { await ask(executor, ScriptedRegister.request("1")) }
        await until { await register.running == 1 }
        if isLate { clock.advance(by: .seconds(5)) } else { first.cancel() }
        #expect(await words(first.value) == ["timeout"])
        let second = Task { await ask(executor, ScriptedRegister.request("2")) }
        // Of the call, when it hangs, and of the dossier that waits for its turn.
        await until { clock.alarms == (isLate ? [.seconds(10), .seconds(15)] : [.seconds(10), .seconds(10)]) }
        #expect(await register.calls == 1)
        await register.openGate()
        #expect(await words(second.value) == ["found"])
        #expect(await register.mostRunning == 1)
        await until { clock.alarms.isEmpty }
    }

    @Test("nobody waits for a register that hangs, and it is not tried again, until a call of it is over", arguments: [1, 3])
    func hanging(_ concurrency: Int) async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(concurrency: concurrency)) { call, _ in call < concurrency ? .hang : .found }
        let executor = executor([register], retries: 2, random: .max)
        let first = (0..<concurrency).map { key in Task { await ask(executor, ScriptedRegister.request("\(key)")) } }
        await until { await register.running == concurrency }
        clock.advance(by: .seconds(5))
        for dossier in first { #expect(await words(dossier.value) == ["timeout"]) }
        #expect(await executor.health(of: "register")?.isHanging == false)
        let waiting = Task { await ask(executor, ScriptedRegister.request("waits")) }
        await until { clock.alarms.contains(.seconds(15)) }
        clock.advance(by: .seconds(5))
        // Those who wait already, and those who come now: at once, whatever their deadline.
        #expect(await words(waiting.value) == ["down"])
        #expect(await words(ask(executor, ScriptedRegister.request("late"))) == ["down"])
        #expect(await executor.health(of: "register")?.isHanging == true)
        #expect(await register.calls == concurrency)
        await register.openGate()
        await until { await executor.health(of: "register")?.isHanging == false }
        #expect(await words(ask(executor, ScriptedRegister.request("after"))) == ["found"])
    }

    @Test("a call that hangs takes its own turn and no other")
    func hangingAlone() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(concurrency: 2)) { call, _ in call == 0 ? .hang : .found }
        let executor = executor([register])
        let first = Task { await ask(executor, ScriptedRegister.request("first")) }
        await until { await register.running == 1 }
        clock.advance(by: .seconds(5))
        #expect(await words(first.value) == ["timeout"])
        clock.advance(by: .seconds(60))
        for key in 0..<4 { #expect(await words(ask(executor, ScriptedRegister.request("\(key)"))) == ["found"]) }
        #expect(await executor.health(of: "register")?.isHanging == false)
        await register.openGate()
    }

    @Test("an answer is kept as long as its most demanding concept allows, and says when it was fetched")
    func cache() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { _, _ in .found }
        let executor = executor([register])
        let cases: [(concepts: Set<ConceptID>, seconds: Int?)] = [(["name"], 600), (["name", "born"], 60), (["name", "address"], nil)]
        for (concepts, seconds) in cases {
            let before = await register.calls
            let request = ScriptedRegister.request("1", concepts)
            #expect(await ask(executor, request, instant: "first").map(\.fetchedAt) == ["first"])
            if let seconds {
                clock.advance(by: .seconds(seconds - 1))
                #expect(await ask(executor, request, instant: "second").map(\.fetchedAt) == ["first"])
                #expect(await register.calls == before + 1)
                clock.advance(by: .seconds(1))
            }
            #expect(await ask(executor, request, instant: "third").map(\.fetchedAt) == ["third"])
            #expect(await register.calls == before + 2)
        }
    }

    @Test("an absence, a refusal and a failure are not kept", arguments: [LookUp.absent, .refused, .failed(.unreadable), .failed(.timeout)])
    func notKept(_ answer: LookUp) async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { _, _ in .say(answer) }
        let executor = executor([register])
        for _ in 0..<3 { _ = await ask(executor, ScriptedRegister.request()) }
        #expect(await register.calls == 3)
    }

    @Test("replies about another subject are discarded, counted, and end the asking at the third")
    func suspension() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest()) { call, _ in call == 1 || call > 3 ? .found : .wrongSubject }
        let executor = executor([register])
        var seen: [String] = []
        for key in 0..<6 {
            let answers = await ask(executor, ScriptedRegister.request("\(key)"))
            seen += words(answers)
            for answer in answers { if answer.word == "wrong-subject" { #expect(answer.result == .failed(.wrongSubject)) } }
        }
        #expect(seen == ["wrong-subject", "found", "wrong-subject", "wrong-subject", "down", "down"])
        #expect(await register.calls == 4)
        #expect(await executor.health(of: "register") == RegisterHealth(wrongSubjects: 3, isSuspended: true, isResting: false, isHanging: false))
        // Not even what is kept of it is believed.
        #expect(await words(ask(executor, ScriptedRegister.request("1"))) == ["down"])
        await executor.lift("register")
        #expect(await words(ask(executor, ScriptedRegister.request("7"))) == ["found"])
    }

    @Test("a call ends at its own deadline, a dossier's waiting at the total")
    func deadlines() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(concurrency: 1)) { _, _ in .silence }
        // The two limits never fall on one instant.
        let executor = executor([register], perCall: .seconds(6))
        async let answers = ask(executor, ScriptedRegister.request("1"), ScriptedRegister.request("2"), ScriptedRegister.request("3"))
        await until { clock.alarms == [.seconds(6), .seconds(10), .seconds(10), .seconds(10)] }
        clock.advance(by: .seconds(6))
        await until {
            let calls = await register.calls
            return calls == 2 && clock.alarms == [.seconds(10), .seconds(10), .seconds(12)]
        }
        clock.advance(by: .seconds(4))
        #expect(await words(answers) == ["timeout", "timeout", "timeout"])
        #expect(await register.calls == 2)
        #expect(await words(executor.run([ScriptedRegister.request("4")], for: .init(purpose: "p", version: "v", instant: "now"), until: executor.now())) == ["timeout"])
        #expect(await register.calls == 2)
    }

    @Test("answers come in the order of the requests")
    func order() async throws {
        let slow = ScriptedRegister(try ScriptedRegister.manifest("slow")) { _, _ in .wait }
        let fast = ScriptedRegister(try ScriptedRegister.manifest("fast")) { _, _ in .say(.absent) }
        let executor = executor([slow, fast])
        async let answers = ask(executor, ScriptedRegister.request(of: "slow"), ScriptedRegister.request(of: "fast"))
        await until {
            let calls = await (fast.calls, slow.calls)
            return calls == (1, 1)
        }
        await slow.openGate()
        #expect(await answers.map(\.request.connector) == ["slow", "fast"])
        #expect(await words(answers) == ["found", "absent"])
    }
}
