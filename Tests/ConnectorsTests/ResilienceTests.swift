import Connectors
import Expressions
import Foundation
import Staging
import Testing
import Vocabulary

extension Dice {
    /// New in every run; `ONCEONLY_SEED` repeats one.
    static let seed: UInt64 = {
        let seed = ProcessInfo.processInfo.environment["ONCEONLY_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0 ... .max)
        print("resilience: ONCEONLY_SEED=\(seed)")
        return seed
    }()
}

/// Each rule beside a model that keeps what happened and reads it from the start: 100,000 random operations each.
/// What was held against a model; told once, since an expectation for each of so many would cost more than what it looks at.
private struct Comparison {
    private var differences: [Int: Int] = [:]

    mutating func hold(_ isEqual: Bool, line: Int = #line) {
        if !isEqual { differences[line, default: 0] += 1 }
    }

    func report() {
        #expect(differences.isEmpty, "differences by line; ONCEONLY_SEED=\(Dice.seed) repeats them")
    }
}

@Suite("Resilience, held against models")
struct ResilienceTests {
    static let operations = 100_000

    @Test("a circuit breaker does what its whole history says")
    func breaker() {
        var comparison = Comparison()
        defer { comparison.report() }
        var dice = Dice(seed: Dice.seed)
        for _ in 0..<Self.operations / 25 {
            let policy = CircuitBreaker.Policy(failures: 1 + dice.roll(4), rest: .seconds(dice.roll(8)))
            var breaker = CircuitBreaker(policy), model = BreakerModel(policy: policy)
            var now = Duration.zero
            var running: [(call: Int, permit: CircuitBreaker.Permit)] = []
            for operation in 0..<25 {
                now += .seconds(dice.roll(3))
                if running.isEmpty || dice.roll(2) == 0 {
                    let permit = breaker.permit(at: now)
                    comparison.hold((permit != nil) == model.begin(operation, at: now))
                    if let permit { running.append((operation, permit)) }
                } else {
                    let (call, permit) = running.remove(at: dice.roll(running.count))
                    // Failures often enough for several turns.
                    let outcome = [CircuitBreaker.Outcome.answered, .failed, .failed, .abandoned][dice.roll(4)]
                    breaker.note(outcome, of: permit, at: now)
                    model.history.append(.ended(call, outcome, now))
                }
                comparison.hold(breaker.isOpen == model.isOpen)
            }
        }
    }

    @Test("a retry budget is a purse of coins")
    func budget() {
        var comparison = Comparison()
        defer { comparison.report() }
        var dice = Dice(seed: Dice.seed &+ 1)
        for _ in 0..<Self.operations / 500 {
            let reserve = dice.roll(6), price = 1 + dice.roll(9)
            var budget = RetryBudget(reserve: reserve, callsPerRetry: price)
            var purse = Array(repeating: "coin", count: reserve * price), calls = 0, spent = 0
            for _ in 0..<500 {
                if dice.roll(3) > 0 {
                    budget.noteCall()
                    calls += 1
                    if purse.count < reserve * price { purse.append("coin") }
                } else {
                    let isAffordable = purse.count >= price
                    if isAffordable { purse.removeLast(price) }
                    comparison.hold(budget.spend() == isAffordable)
                    spent += isAffordable ? 1 : 0
                }
                comparison.hold(spent <= reserve + calls / price)
            }
        }
    }

    @Test("a cache never tells what was not the last word, or is no longer fresh", arguments: [3, 1_000])
    func cache(capacity: Int) {
        var comparison = Comparison()
        defer { comparison.report() }
        var dice = Dice(seed: Dice.seed &+ UInt64(capacity))
        var cache = ReplyCache(capacity: capacity)
        var said: [ReplyCache.Question: (entry: ReplyCache.Entry, until: Duration)] = [:]
        var newest: ReplyCache.Question?
        var now = Duration.zero
        for operation in 0..<Self.operations / 2 {
            now += .seconds(dice.roll(3))
            let question = Self.question(&dice)
            if dice.roll(2) == 0 {
                let entry = ReplyCache.Entry(record: Record(identifiedBy: [:], values: [:], links: [:], recordedAt: nil), fetchedAt: "\(operation)")
                let limit = Duration.seconds(dice.roll(20) - 2)
                cache.keep(entry, for: question, limit: limit, at: now)
                if limit > .zero { (said[question], newest) = ((entry, now + limit), question) }
            } else {
                let fresh = said[question].flatMap { now < $0.until ? $0.entry : nil }
                let found = cache.entry(for: question, at: now)
                // What was forgotten for want of room is asked again; nothing else is missing, and nothing else is told.
                comparison.hold(found == fresh || (capacity < 100 && newest != question && found == nil))
            }
            comparison.hold(cache.count <= capacity)
        }
    }

    /// One of 48: two subjects, two operations, three sets of attributes, two purposes, two versions.
    private static func question(_ dice: inout Dice) -> ReplyCache.Question {
        let attributes = [["a"], ["b"], ["a", "b"]][dice.roll(3)]
        return ReplyCache.Question(
            request: ConnectorRequest(
                connector: ConnectorID("r"), operation: OperationID("o\(dice.roll(2))"), keys: ["k": "\(dice.roll(2))"],
                concepts: Set(attributes.map { ConceptID(rawValue: $0) }), relations: []),
            purpose: "p\(dice.roll(2))", version: "v\(dice.roll(2))")
    }

    @Test("a question flies once, for all who wait for it and nobody else")
    func flights() {
        var comparison = Comparison()
        defer { comparison.report() }
        var dice = Dice(seed: Dice.seed &+ 3)
        var flights = SingleFlight<String>()
        var waiting: [(passenger: Int, question: String, flight: Int)] = []
        var departed: [(question: String, flight: Int)] = []
        for passenger in 0..<Self.operations {
            switch dice.roll(5) {
            case 0, 1, 2:
                let question = "q\(dice.roll(6))"
                if let other = waiting.first(where: { $0.question == question }) {
                    comparison.hold(flights.board(passenger, for: question) == .joined(flight: other.flight))
                    waiting.append((passenger, question, other.flight))
                } else {
                    let flight = departed.count + 1
                    comparison.hold(flights.board(passenger, for: question) == .first(flight: flight))
                    waiting.append((passenger, question, flight))
                    departed.append((question, flight))
                }
            case 3:
                guard !waiting.isEmpty else { continue }
                let left = waiting.remove(at: dice.roll(waiting.count))
                let isLast = !waiting.contains { $0.flight == left.flight }
                comparison.hold(flights.leave(left.passenger, from: left.question) == (isLast ? left.flight : nil))
                comparison.hold(flights.leave(left.passenger, from: left.question) == nil)
            default:
                // Also those that landed or were called off long ago.
                let onTheirWay = waiting.map { (question: $0.question, flight: $0.flight) }
                guard let (question, flight) = (departed.suffix(6) + onTheirWay).randomElement(using: &dice) else { continue }
                comparison.hold(flights.land(flight, with: question) == waiting.filter { $0.flight == flight }.map(\.passenger))
                waiting.removeAll { $0.flight == flight }
            }
            comparison.hold(flights.count == Set(waiting.map(\.flight)).count)
        }
    }

    @Test("berths go to whoever came first and is still there")
    func berths() {
        var comparison = Comparison()
        defer { comparison.report() }
        var dice = Dice(seed: Dice.seed &+ 4)
        for _ in 0..<Self.operations / 500 {
            let count = 1 + dice.roll(4), limit = dice.roll(6)
            var berths = Berths(count: count, waitingLimit: limit)
            var present: [Int] = [], began: [Int: Int] = [:]
            for ticket in 0..<500 {
                if let begins = present.prefix(count).first(where: { began[$0] == nil }), dice.roll(2) == 0 {
                    began[begins] = ticket
                    berths.begin(begins, at: .seconds(ticket))
                    comparison.hold(berths.beginning(of: begins) == .seconds(ticket))
                }
                // Who waits has no call that could begin.
                if let waits = present.dropFirst(count).first {
                    berths.begin(waits, at: .seconds(ticket))
                    comparison.hold(berths.beginning(of: waits) == nil)
                }
                let time = dice.roll(20), isHeld = present.count >= count && present.prefix(count).allSatisfy { began[$0].map { ticket - $0 >= time } ?? false }
                comparison.hold(berths.areHeld(for: .seconds(time), at: .seconds(ticket)) == isHeld)
                if dice.roll(5) < 3 {
                    let expected: Berths.Entry = present.count < count ? .go : present.count < count + limit ? .wait : .full
                    comparison.hold(berths.enter(ticket) == expected)
                    if expected != .full { present.append(ticket) }
                } else if !present.isEmpty {
                    let place = dice.roll(present.count)
                    let next = place < count && present.count > count ? present[count] : nil
                    comparison.hold(berths.leave(present.remove(at: place)) == next)
                }
                comparison.hold(berths.takenCount == min(present.count, count) && berths.waitingCount == max(0, present.count - count))
            }
        }
    }

    @Test("a quota lets a call go as soon as no stretch of its time has too many, and no sooner")
    func quota() {
        var comparison = Comparison()
        defer { comparison.report() }
        var dice = Dice(seed: Dice.seed &+ 5)
        for _ in 0..<Self.operations / 200 {
            let quota = Quota(calls: 1 + dice.roll(5), per: .seconds(1 + dice.roll(10)))
            var book = QuotaBook(quota), now = Duration.zero
            var went: [Duration] = []
            for _ in 0..<200 {
                now += .seconds(dice.roll(4))
                func isFull(_ time: Duration) -> Bool { went.suffix(quota.calls).count { $0 > time - quota.per } >= quota.calls }
                // The first whole second from now on at which the calls of the stretch before it leave room.
                var expected = max(now, went.last ?? now)
                while isFull(expected) { expected += .seconds(1) }
                if went.count < quota.calls { expected = now }
                comparison.hold(book.opening(at: now) == expected)
                if dice.roll(3) > 0 {
                    comparison.hold(book.take(at: now) == expected)
                    went.append(expected)
                }
            }
        }
    }

    @Test("the third reply about another subject suspends, and only somebody who looked at it lifts that")
    func suspension() {
        var suspension = Suspension()
        for count in 0..<5 {
            #expect(suspension.wrongSubjects == count && suspension.isSuspended == (count >= 3))
            suspension.noteWrongSubject()
        }
        suspension.lift()
        #expect(suspension.wrongSubjects == 0 && !suspension.isSuspended)
    }

    @Test("waits before retries double up to the longest, and are drawn from nothing to that", arguments: [
        (1, 100), (2, 200), (3, 400), (4, 800), (5, 1_000), (6, 1_000), (1_000_000, 1_000), (0, 100),
    ])
    func waits(retry: Int, milliseconds: Int) {
        let policy = RetryPolicy(retries: 3, firstWait: .milliseconds(100), longestWait: .seconds(1))
        let longest = Duration.milliseconds(milliseconds)
        #expect(policy.wait(before: retry, random: 0) == .zero)
        #expect(policy.wait(before: retry, random: 1 << 63) == longest / 2)
        #expect(policy.wait(before: retry, random: .max) == longest - .nanoseconds(1))
    }
}

/// Reads its whole history again for every question.
private struct BreakerModel {
    enum Entry {
        case began(Int, Duration)
        case ended(Int, CircuitBreaker.Outcome, Duration)
    }

    enum Phase: Equatable {
        case closed, trying
        case resting(until: Duration)
    }

    let policy: CircuitBreaker.Policy
    var history: [Entry] = []

    var isOpen: Bool { phase != .closed }

    /// - Returns: whether the call may be made.
    mutating func begin(_ call: Int, at now: Duration) -> Bool {
        switch phase {
        case .trying: return false
        case .resting(let until): guard now >= until else { return false }
        case .closed: break
        }
        history.append(.began(call, now))
        return true
    }

    private var phase: Phase {
        var phase = Phase.closed
        var turn = 0
        var start: [Int: Int] = [:]
        for (place, entry) in history.enumerated() {
            switch entry {
            case .began(let call, _):
                start[call] = place
                if case .resting = phase { (phase, turn) = (.trying, place) }
            case .ended(let call, let outcome, let time):
                guard let began = start[call], began >= turn else { continue }
                switch (phase, outcome) {
                case (.closed, _):
                    let outcomes = history[turn...place].compactMap { entry -> CircuitBreaker.Outcome? in
                        guard case .ended(let call, let outcome, _) = entry, let began = start[call], began >= turn else { return nil }
                        return outcome
                    }
                    let failures = outcomes.reversed().filter { $0 != .abandoned }.prefix { $0 == .failed }.count
                    if outcome == .failed, failures >= policy.failures { (phase, turn) = (.resting(until: time + policy.rest), place + 1) }
                case (.trying, .answered): (phase, turn) = (.closed, place + 1)
                case (.trying, .failed): (phase, turn) = (.resting(until: time + policy.rest), place + 1)
                case (.trying, .abandoned): (phase, turn) = (.resting(until: time), place + 1)
                case (.resting, _): continue
                }
            }
        }
        return phase
    }
}
