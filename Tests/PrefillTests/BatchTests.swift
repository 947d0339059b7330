import Connectors
import Expressions
import Receipts
import Staging
import Testing
import Vocabulary

@testable import Prefill

/// What of a wave goes out in one call, and that each question fares as it would alone.
@Suite("Several questions in one call", .timeLimit(.minutes(1)))
struct BatchTests {
    private let clock = ManualClock()

    private func executor(_ register: ScriptedRegister, retries: Int = 0, failuresToRest: Int = 1_000) -> Executor {
        Executor(
            connectors: [register],
            policy: ExecutionPolicy(perCall: .seconds(6), total: .seconds(10), retry: RetryPolicy(retries: retries), failuresToRest: failuresToRest, rest: .seconds(30)),
            clock: clock, random: { 0 })
    }

    private func register(_ size: Int? = 3, concurrency: Int = 8, quota: String? = nil, strangers: Int = 0, refusing: LookUp = .refused, _ script: @escaping @Sendable (Int, ConnectorRequest) -> ScriptedRegister.Step = { _, _ in .found }) throws -> ScriptedRegister {
        ScriptedRegister(try ScriptedRegister.manifest(concurrency: concurrency, batch: size, quota: quota), strangers: strangers, refusing: refusing, script)
    }

    private func ask(_ executor: Executor, _ requests: [ConnectorRequest], purpose: String = "p") async -> [Executor.Answer] {
        await executor.run(requests, for: .init(purpose: purpose, version: "v", instant: "now"), until: executor.now() + executor.policy.total)
    }

    private func requests(_ keys: Range<Int>, _ concepts: Set<ConceptID> = ["address"]) -> [ConnectorRequest] { keys.map { ScriptedRegister.request("\($0)", concepts) } }

    @Test("as many as the register takes, in the order of the wave", arguments: [(1, [Int](), 1), (2, [2], 1), (3, [3], 1), (4, [3], 2), (7, [3, 3], 3), (8, [3, 3, 2], 3)])
    func sizes(_ count: Int, _ sizes: [Int], _ calls: Int) async throws {
        let register = try register(), requests = requests(0..<count)
        let answers = await ask(executor(register), requests)
        #expect(answers.map(\.request) == requests)
        for (answer, request) in zip(answers, requests) { #expect(answer.result == .found(ScriptedRegister.record(request.keys["person_id"] ?? ""))) }
        #expect(await register.batches.map(\.count).sorted(by: >) == sizes)
        #expect(await register.calls == calls)
    }

    @Test("what is not alike goes out apart, and where the register takes one at a time, each by itself")
    func unlike() async throws {
        let mixed = try register()
        _ = await ask(executor(mixed), requests(0..<2) + requests(2..<4, ["name"]) + requests(4..<5, ["name", "address"]))
        #expect(await Set(mixed.batches) == [["0", "1"], ["2", "3"]])
        #expect(await mixed.calls == 3)
        let single = try register(nil)
        _ = await ask(executor(single), requests(0..<4))
        #expect(await single.batches.isEmpty)
        #expect(await single.calls == 4)
    }

    @Test("what is kept, or on its way, is not asked again")
    func known() async throws {
        let register = try register(10), executor = executor(register)
        _ = await ask(executor, requests(0..<2, ["name"]))
        _ = await ask(executor, requests(0..<5, ["name"]))
        _ = await ask(executor, requests(0..<6, ["name"]))
        #expect(await register.batches == [["0", "1"], ["2", "3", "4"]])
        #expect(await register.calls == 3, "one that is left goes alone")

        let slow = try self.register(10) { _, _ in .wait }, other = self.executor(slow)
        let first = Task { await ask(other, requests(0..<2)) }
        await until { await slow.calls == 1 }
        let second = Task { await ask(other, requests(1..<4)) }
        await until { await slow.calls == 2 }
        await slow.openGate()
        #expect(await first.value.map(\.word) == ["found", "found"])
        #expect(await second.value.map(\.word) == ["found", "found", "found"])
        #expect(await slow.batches == [["0", "1"], ["2", "3"]])
    }

    @Test("each answer is its own question's")
    func answers() async throws {
        let register = try register(10) { _, request in
            switch request.keys["person_id"] {
            case "0": .say(.absent)
            case "1": .say(.failed(.unreadable))
            case "2": .wrongSubject
            case "3": .say(.failed(.wrongSubject))
            default: .found
            }
        }
        let executor = executor(register)
        let answers = await ask(executor, requests(0..<5))
        #expect(answers.map(\.word) == ["absent", "unreadable", "wrong-subject", "wrong-subject", "found"])
        #expect(answers.map(\.result) == [.absent, .failed(.sourceDown), .failed(.wrongSubject), .failed(.wrongSubject), .found(ScriptedRegister.record("4"))])
        #expect(await executor.health(of: "register")?.wrongSubjects == 1)
        // However many of one reply are somebody else's.
        let mixed = try self.register(10) { _, _ in .wrongSubject }, other = self.executor(mixed)
        for round in 1...3 {
            #expect(await ask(other, requests(round * 10..<round * 10 + 4)).map(\.word) == Array(repeating: "wrong-subject", count: 4))
            #expect(await other.health(of: "register")?.wrongSubjects == round)
        }
    }

    @Test("one that a register refuses, or whose key cannot stand in a list, is answered alone, and the rest without it", arguments: [
        ([3: ScriptedRegister.Step.notTogether(.refused)], 5, 4, [3: "refused"]), ([0: .notTogether(.absent), 5: .notTogether(.refused)], 9, 5, [0: "absent", 5: "refused"]),
        ([2: .unlisted], 2, 1, [:]), ([1: .unlisted, 4: .unlisted], 3, 1, [:]), ([1: .unlisted, 4: .notTogether(.failed(.invalid))], 8, 4, [4: "invalid"]), ([:], 1, 1, [:]),
    ] as [([Int: ScriptedRegister.Step], Int, Int, [Int: String])])
    func alone(_ steps: [Int: ScriptedRegister.Step], _ calls: Int, _ batches: Int, _ others: [Int: String]) async throws {
        let register = try register(10) { _, request in request.keys["person_id"].flatMap { Int($0) }.flatMap { steps[$0] } ?? .found }
        let answers = await ask(executor(register), requests(0..<6))
        #expect(answers.map(\.word) == (0..<6).map { others[$0] ?? "found" })
        #expect(await register.calls == calls)
        #expect(await register.batches.count == batches)
    }

    @Test("a batch that is refused whoever is in it costs a few calls more, and one or two who are refused are found among all", arguments: [(2, 1), (3, 2), (64, 6), (500, 9)])
    func refusedAsAWhole(_ count: Int, _ halvings: Int) async throws {
        let all = try register(500) { _, _ in .notTogether(.refused) }
        #expect(await ask(executor(all), requests(0..<count)).map(\.word) == Array(repeating: "refused", count: count))
        #expect(await all.calls <= 1 + 4 * halvings)
        if count > 4 { #expect(await all.calls == 1 + 4 * halvings) }
        for refused in [[0], [count - 1], [count / 3], [0, count - 1], [count / 3, count / 2]] {
            let register = try register(500) { _, request in refused.contains { "\($0)" == request.keys["person_id"] } ? .notTogether(.refused) : .found }
            let answers = await ask(executor(register), requests(0..<count))
            #expect(answers.map(\.word) == (0..<count).map { refused.contains($0) ? "refused" : "found" })
            #expect(await register.calls <= 1 + 2 * Set(refused).count * halvings)
        }
    }

    @Test("what is said of all of a batch stays said of those who may not be asked about any more", arguments: [LookUp.refused, .failed(.unreadable)])
    func saidOfAll(_ said: LookUp) async throws {
        let register = try register(500, refusing: said) { _, _ in .notTogether(.absent) }
        let words = await ask(executor(register), requests(0..<64)).map(\.word)
        let rest = said == .refused ? "refused" : "unreadable"
        #expect(Set(words).isSubset(of: ["absent", rest]))
        #expect(words.contains(rest))
        #expect(await register.calls == 1 + FurtherCalls.most(among: 64))
    }

    @Test("one who was cancelled before the wave has nothing asked")
    func cancelledBefore() async throws {
        let register = try register(10), executor = executor(register), gate = AsyncStream<Void>.makeStream()
        let asking = Task {
            for await _ in gate.stream {}
            return await ask(executor, requests(0..<4))
        }
        asking.cancel()
        gate.continuation.finish()
        #expect(await asking.value.map(\.word) == Array(repeating: "timeout", count: 4))
        #expect(await ask(executor, requests(9..<10)).map(\.word) == ["found"])
        #expect(await register.batches.isEmpty)
        #expect(await register.calls == 1)
    }

    @Test("one who joins when those before them have waited too long is not late for it", arguments: [1, 2])
    func joined(_ count: Int) async throws {
        let register = try register(10, concurrency: 1) { call, _ in call < 2 ? .wait : .found }
        let desk = RegisterDesk(register, ExecutionPolicy(perCall: .seconds(60), total: .seconds(60), retry: RetryPolicy(retries: 0)), Elapsing(clock), { 0 })
        func question(_ key: Int) -> RegisterDesk.Question { .init(request: ScriptedRegister.request("\(key)", ["address"]), purpose: "p", version: "v") }
        // The only berth is taken; two board together and do not wait for long, one of them with somebody who does.
        let first = await desk.board([question(0)], at: "now", until: .seconds(60))[0]
        await until { await register.calls == 1 }
        _ = await desk.board((1...count + 1).map(question), at: "now", until: .seconds(5))
        let kept = await desk.board([question(1)], at: "now", until: .seconds(60))[0]
        clock.advance(by: .seconds(6))
        await register.openGate(before: 1)
        #expect(await desk.reply(for: first, question(0), at: "now").word == "found")
        await until { await register.calls == 2 }
        let late = await desk.board([question(2)], at: "now", until: .seconds(60))[0]
        await register.openGate()
        #expect(await desk.reply(for: kept, question(1), at: "now").word == "found")
        #expect(await desk.reply(for: late, question(2), at: "now").word == "found")
    }

    @Test("what was not asked says nothing of the register", arguments: [1, 3])
    func notAsked(_ count: Int) async throws {
        let failures: [LookUpFailure] = [.down, .notAsked, .down]
        let register = try register(10) { call, _ in .say(.failed(failures[min(call, 2)])) }, executor = executor(register, failuresToRest: 2)
        for (round, failure) in failures.enumerated() {
            #expect(await ask(executor, requests(round * 10..<round * 10 + count)).map(\.word) == Array(repeating: failure.rawValue, count: count))
        }
        #expect(await executor.health(of: "register")?.isResting == true)
    }

    @Test("a call that was never answered is tried again as one, and counts as one")
    func retries() async throws {
        let twice = try register(10) { call, _ in call < 2 ? .say(.failed(.down)) : .found }
        #expect(await ask(executor(twice, retries: 2), requests(0..<4)).map(\.word) == Array(repeating: "found", count: 4))
        #expect(await twice.batches == Array(repeating: ["0", "1", "2", "3"], count: 3))

        let down = try register(10) { _, _ in .say(.failed(.down)) }, executor = executor(down, failuresToRest: 3)
        for round in 0..<5 { #expect(await ask(executor, requests(round * 4..<round * 4 + 4)).map(\.word) == Array(repeating: "down", count: 4)) }
        #expect(await down.calls == 3)
        #expect(await executor.health(of: "register")?.isResting == true)

        let budget = try register(2) { _, _ in .say(.failed(.down)) }, spender = self.executor(budget, retries: 1)
        for round in 0..<40 { _ = await ask(spender, requests(round * 2..<round * 2 + 2)) }
        // A reserve of ten, and one for ten calls.
        #expect(await (50...54).contains(budget.calls))
    }

    @Test("one that answered of some is answering, and only the rest are tried again")
    func partly() async throws {
        let register = try register(10) { call, request in call == 0 && request.keys["person_id"] != "1" ? .say(.failed(.down)) : .found }
        let executor = executor(register, retries: 1, failuresToRest: 1)
        #expect(await ask(executor, requests(0..<3)).map(\.word) == ["found", "found", "found"])
        #expect(await register.batches == [["0", "1", "2"], ["0", "2"]])
        #expect(await executor.health(of: "register")?.isResting == false)
    }

    @Test("replies with records of strangers are counted, however many of them, and end the asking at the third", arguments: [(1, 3), (2, 3), (3, 3), (7, 3)])
    func strangers(_ strangers: Int, _ calls: Int) async throws {
        let register = try register(10, strangers: strangers), executor = executor(register)
        for round in 0..<5 {
            let words = await ask(executor, requests(round * 2..<round * 2 + 2)).map(\.word)
            #expect(words == Array(repeating: round < calls ? "found" : "down", count: 2))
        }
        #expect(await register.calls == calls)
        #expect(await executor.health(of: "register")?.isSuspended == true)
    }

    @Test("a quota and the berths count a call as one")
    func quota() async throws {
        let register = try register(3, concurrency: 1, quota: "{calls: 2, per: 1m}"), executor = executor(register)
        #expect(await ask(executor, requests(0..<6)).map(\.word) == Array(repeating: "found", count: 6))
        // The third would have to wait longer than anybody does.
        #expect(await ask(executor, requests(6..<8)).map(\.word) == ["held-back", "held-back"])
        #expect(await register.calls == 2)
        clock.advance(by: .seconds(60))
        #expect(await ask(executor, requests(6..<8)).map(\.word) == ["found", "found"])
    }

    @Test("a call is called off when nobody waits for any of it, and goes on for those who do")
    func calledOff() async throws {
        let register = try register(10) { _, _ in .wait }, executor = executor(register)
        let first = Task { await ask(executor, requests(0..<3)) }
        await until { await register.calls == 1 }
        let second = Task { await ask(executor, requests(2..<3)) }
        // Each question has set the alarm of its deadline; the call has its own.
        await until { clock.alarms.count == 5 }
        first.cancel()
        #expect(await first.value.map(\.word) == ["timeout", "timeout", "timeout"])
        await register.openGate()
        #expect(await second.value.map(\.word) == ["found"])
        #expect(await register.calls == 1)
        #expect(await register.calledOff == 0)

        let silent = try self.register(10) { _, _ in .silence }, other = self.executor(silent, failuresToRest: 1)
        let third = Task { await ask(other, requests(0..<3)) }
        await until { await silent.calls == 1 }
        third.cancel()
        #expect(await third.value.map(\.word) == ["timeout", "timeout", "timeout"])
        await until { await silent.calledOff == 3 }
        #expect(await other.health(of: "register")?.isResting == false)
    }

    @Test("it ends at the deadline of one call, and waits for its turn no longer than the dossier")
    func deadlines() async throws {
        let register = try register(2, concurrency: 1) { _, _ in .silence }, executor = executor(register)
        async let answers = ask(executor, requests(0..<6))
        await until { clock.alarms == [.seconds(6)] + Array(repeating: .seconds(10), count: 6) }
        clock.advance(by: .seconds(6))
        await until { clock.alarms == Array(repeating: .seconds(10), count: 4) + [.seconds(12)] }
        clock.advance(by: .seconds(4))
        #expect(await answers.map(\.word) == Array(repeating: "timeout", count: 6))
        #expect(await register.calls == 2)
    }
}
