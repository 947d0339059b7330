import Connectors
import Expressions
import NIOConcurrencyHelpers
import Staging
import Testing
import Vocabulary

@testable import Prefill

/// The desk itself, also where a register answers without waiting: whoever comes and goes in whatever order leaves nothing behind.
@Suite("A register's desk", .timeLimit(.minutes(1)))
struct RegisterDeskTests {
    private let clock = ManualClock()

    private func desk(_ register: any Connector, retries: Int = 0, failuresToRest: Int = 1_000) -> RegisterDesk {
        RegisterDesk(
            register,
            ExecutionPolicy(
                perCall: .seconds(5), total: .seconds(10), retry: RetryPolicy(retries: retries, firstWait: .zero, longestWait: .zero), failuresToRest: failuresToRest,
                rest: .seconds(30)),
            Elapsing(clock), { 0 })
    }

    private func question(_ key: Int) -> RegisterDesk.Question { .init(request: ScriptedRegister.request("\(key)", ["address"]), purpose: "p", version: "v") }

    private func words(_ keys: Range<Int>, at desk: RegisterDesk) async -> [String] {
        var words: [String] = []
        for (key, boarding) in zip(keys, await desk.board(keys.map(question), at: "now", until: .seconds(10))) {
            words.append(await desk.reply(for: boarding, question(key), at: "now").word)
        }
        return words
    }

    @Test("each is told of as when asked alone, where a list is refused because of one or two or cannot have them", arguments: [
        (count: 1, refused: [0], unlisted: [Int]()), (2, [1], []), (9, [], [3]), (9, [], [0, 4, 8]), (9, [5], []), (64, [63], []), (64, [0], []), (64, [0, 63], []), (64, [31, 32], [7]),
    ])
    func divided(_ count: Int, _ refused: [Int], _ unlisted: [Int]) async throws {
        let refusals = Set(refused.map(String.init))
        let register = PromptRegister(try ScriptedRegister.manifest(batch: 64), unlisted: Set(unlisted.map(String.init))) {
            refusals.contains($0) ? .refused : .found(ScriptedRegister.record($0))
        }
        let desk = desk(register)
        #expect(await words(0..<count, at: desk) == (0..<count).map { refused.contains($0) ? "refused" : "found" })
        #expect(await desk.leftovers.isEmpty)
    }

    @Test("the other half is asked about too, however many are refused in the first")
    func otherHalf() async throws {
        let register = PromptRegister(try ScriptedRegister.manifest(batch: 64)) { Int($0).map { $0 < 32 && $0.isMultiple(of: 4) } == true ? .refused : .found(ScriptedRegister.record($0)) }
        let desk = desk(register), words = await words(0..<64, at: desk)
        #expect(words[32...] == ArraySlice(Array(repeating: "found", count: 32)))
        #expect(register.calls.count <= 1 + FurtherCalls.most(among: 64))
        #expect(await desk.leftovers.isEmpty)
    }

    @Test("one that is down at once is tried again, then left alone")
    func down() async throws {
        let register = PromptRegister(try ScriptedRegister.manifest()) { _ in .failed(.down) }, desk = desk(register, retries: 2, failuresToRest: 3)
        #expect(await desk.reply(to: question(1), at: "now", until: .seconds(10)).word == "down")
        #expect(register.calls.count == 3)
        #expect(await desk.health.isResting)
        #expect(await desk.reply(to: question(1), at: "now", until: .seconds(10)).word == "down")
        #expect(register.calls.count == 3)
        #expect(await desk.leftovers.isEmpty)
    }

    @Test("replies about others that come at once suspend it too")
    func strangers() async throws {
        let register = PromptRegister(try ScriptedRegister.manifest()) { _ in .found(ScriptedRegister.record("somebody else")) }, desk = desk(register)
        for key in 0..<5 { #expect(await desk.reply(to: question(key), at: "now", until: .seconds(10)).word == (key < 3 ? "wrong-subject" : "down")) }
        #expect(register.calls.count == 3)
        #expect(await desk.health.isSuspended)
        #expect(await desk.leftovers.isEmpty)
    }

    @Test("what the register was sent is late, not held back by the quota, though an earlier call about the same was given up")
    func sentAgain() async throws {
        let register = ScriptedRegister(try ScriptedRegister.manifest(batch: 2, quota: "{calls: 2, per: 100s}"), clock: clock) { _, _ in .wait }, desk = desk(register)
        let boardings = await desk.board([question(1), question(2)], at: "now", until: .seconds(10))
        let first = Task { await desk.reply(for: boardings[0], question(1), at: "now").word }, second = Task { await desk.reply(for: boardings[1], question(2), at: "now").word }
        await until { await register.calls == 1 }
        first.cancel()
        #expect(await first.value == "timeout")
        let again = Task { await desk.reply(to: question(1), at: "now", until: .seconds(4)).word }
        await until { await register.calls == 2 }
        await register.openGate(before: 1)
        #expect(await second.value == "found")
        clock.advance(by: .seconds(4))
        #expect(await again.value == "timeout")
        await until { await desk.leftovers.isEmpty }
    }

    @Test("whoever joins, gives up or is late, in whatever order, is told, and leaves nothing behind", arguments: 0..<6, [nil, "{calls: 3, per: 2s}"])
    func crowd(_ seed: Int, _ quota: String?) async throws {
        let count = 400, concurrency = 1 + seed % 3
        let register = ScriptedRegister(try ScriptedRegister.manifest(concurrency: concurrency, batch: 3, quota: quota), clock: clock) { call, request in
            switch (call + seed) % 5 {
            case 0, 1: .wait
            case 2: .say(.failed(.down))
            case 3 where request.keys["person_id"] == "0": .unlisted
            default: .found
            }
        }
        let desk = desk(register, retries: 1), told = NIOLockedValueBox<[String]>([])
        var dice = Dice(seed: UInt64(seed))
        await withDiscardingTaskGroup { group in
            for round in 0..<count {
                let keys = (0..<1 + dice.roll(3)).map { _ in dice.roll(4) }, wait = Duration.seconds(1 + dice.roll(9)), isCancelled = dice.roll(4) == 0
                group.addTask {
                    let waiting = Task {
                        var words: [String] = []
                        let questions = Set(keys).sorted().map(question)
                        for (question, boarding) in zip(questions, await desk.board(questions, at: "now", until: clock.now.elapsed + wait)) {
                            words.append(await desk.reply(for: boarding, question, at: "now").word)
                        }
                        return words
                    }
                    if isCancelled {
                        await Task.yield()
                        waiting.cancel()
                    }
                    let words = await waiting.value
                    told.withLockedValue { $0 += [words.joined(separator: " ")] }
                }
                if dice.roll(3) == 0 { clock.advance(by: .milliseconds(500)) }
                if dice.roll(5) == 0 { await register.openGate(before: round / 2) }
                for _ in 0..<dice.roll(4) { await Task.yield() }
            }
            await register.openGate()
            while told.withLockedValue({ $0.count }) < count {
                clock.advance(by: .milliseconds(500))
                await Task.yield()
            }
        }
        let words = Set(told.withLockedValue { $0 }.flatMap { $0.split(separator: " ").map(String.init) })
        #expect(words.isSubset(of: ["found", "timeout", "down"] + (quota == nil ? [] : ["held-back"])) && words.contains("found"), "\(words)")
        #expect(await register.mostRunning <= concurrency)
        await until { await desk.leftovers.isEmpty }
        // No berth was lost.
        clock.advance(by: .seconds(10))
        #expect(await desk.reply(to: question(9), at: "now", until: clock.now.elapsed + .seconds(1)).word != "timeout")
    }
}

extension RegisterDesk {
    /// What it still holds of questions, calls and turns.
    var leftovers: [String] {
        func held(_ value: Any, _ path: String) -> [String] {
            let mirror = Mirror(reflecting: value)
            switch mirror.displayStyle {
            case .collection, .dictionary, .set: return mirror.children.isEmpty ? [] : [path]
            case .struct: return mirror.children.flatMap { held($0.value, "\(path).\($0.label ?? "")") }
            default: return []
            }
        }
        let parts = Dictionary(Mirror(reflecting: self).children.compactMap { part in part.label.map { ($0, part.value) } }, uniquingKeysWith: { first, _ in first })
        return ["flights", "calls", "passengers", "berths", "queue", "leftBehind", "sent", "heldBack"].flatMap { name in parts[name].map { held($0, name) } ?? ["no \(name)"] }
    }
}
