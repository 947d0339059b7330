import Connectors
import Receipts

/// Where all dossiers ask one register: keeps them from asking twice what is on its way, from crowding it, from waiting for
/// it when it is down, and from believing it once it mixes people up.
///
/// The rules are values of `Connectors`; here are the tasks that wait for them.
actor RegisterDesk {
    /// What one dossier gets.
    struct Reply: Sendable {
        let result: ReplyBook.Result
        /// What the ledger calls it.
        let word: String
        /// When the register said it, where it was kept since.
        var fetchedAt: String

        static func failed(_ failure: LookUpFailure, at instant: String) -> Reply {
            Reply(result: .failed(Executor.reason(failure)), word: failure.rawValue, fetchedAt: instant)
        }
    }

    typealias Question = ReplyCache.Question

    /// Who waits for an answer, and how long on the executor's clock.
    private struct Passenger {
        let deadline: Duration
        let continuation: CheckedContinuation<Reply?, Never>
    }

    private let connector: any Connector
    private let policy: ExecutionPolicy
    private let time: Elapsing
    private let random: @Sendable () -> UInt64
    private var breaker: CircuitBreaker
    private var budget = RetryBudget()
    private var berths: Berths
    private var quota: QuotaBook?
    private var flights = SingleFlight<Question>()
    private var cache = ReplyCache()
    private var suspension = Suspension()
    private var tasks: [Int: Task<Void, Never>] = [:]
    private var passengers: [Int: Passenger] = [:]
    private var queue: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var lastTicket = 0

    init(_ connector: any Connector, _ policy: ExecutionPolicy, _ time: Elapsing, _ random: @escaping @Sendable () -> UInt64) {
        self.connector = connector
        self.policy = policy
        self.time = time
        self.random = random
        breaker = CircuitBreaker(.init(failures: policy.failuresToRest, rest: policy.rest))
        berths = Berths(count: connector.manifest.transport.concurrency)
        quota = connector.manifest.transport.quota.map(QuotaBook.init)
    }

    var health: RegisterHealth {
        RegisterHealth(wrongSubjects: suspension.wrongSubjects, isSuspended: suspension.isSuspended, isResting: breaker.isOpen)
    }

    /// Somebody has looked at the register and found it in order.
    func lift() { suspension.lift() }

    /// - Parameters:
    ///   - instant: of the dossier's look-up, UTC, ISO 8601.
    ///   - deadline: on the executor's clock; no call starts past it.
    /// - Returns: as soon as there is an answer; with `.timeout` at the deadline, and at once when the caller is cancelled.
    func reply(to question: Question, at instant: String, until deadline: Duration) async -> Reply {
        let now = time.now()
        guard deadline > now else { return .failed(.timeout, at: instant) }
        if suspension.isSuspended { return .failed(.down, at: instant) }
        if let kept = cache.entry(for: question, at: now) {
            return Reply(result: .found(kept.record), word: "found", fetchedAt: kept.fetchedAt)
        }
        let passenger = ticket()
        let callOff = time.alarm(deadline - now) { Task { await self.leave(passenger, question) } }
        defer { callOff() }
        let reply: Reply? = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Reply?, Never>) in
                if Task.isCancelled { return continuation.resume(returning: nil) }
                passengers[passenger] = Passenger(deadline: deadline, continuation: continuation)
                if case .first(let flight) = flights.board(passenger, for: question) {
                    tasks[flight] = Task { await self.fly(flight, question, at: instant) }
                }
            }
        } onCancel: {
            Task { await self.leave(passenger, question) }
        }
        return reply ?? .failed(.timeout, at: instant)
    }

    private func ticket() -> Int {
        lastTicket += 1
        return lastTicket
    }

    private func leave(_ passenger: Int, _ question: Question) {
        if let flight = flights.leave(passenger, from: question) { tasks[flight]?.cancel() }
        passengers.removeValue(forKey: passenger)?.continuation.resume(returning: nil)
    }

    private func fly(_ flight: Int, _ question: Question, at instant: String) async {
        let reply = await asked(question, at: instant)
        tasks[flight] = nil
        for passenger in flights.land(flight, with: question) { passengers.removeValue(forKey: passenger)?.continuation.resume(returning: reply) }
    }

    private func asked(_ question: Question, at instant: String) async -> Reply {
        budget.noteCall()
        var lookUp = await tried(question)
        var retry = 0
        // Only a call that was never answered may be tried again.
        while lookUp == .failed(.down), retry < policy.retry.retries, !breaker.isOpen, !Task.isCancelled, budget.spend() {
            retry += 1
            do { try await time.sleep(policy.retry.wait(before: retry, random: random())) } catch { break }
            lookUp = await tried(question)
        }
        switch lookUp {
        case .found(let record):
            // A reply about another subject is discarded and reported.
            guard Self.isAbout(record, question.request) else {
                suspension.noteWrongSubject()
                return Reply(result: .failed(.wrongSubject), word: Reason.wrongSubject.rawValue, fetchedAt: instant)
            }
            if let limit = connector.manifest.operation(question.request.operation)?.cacheLimit(for: question.request) {
                cache.keep(.init(record: record, fetchedAt: instant), for: question, limit: limit, at: time.now())
            }
            return Reply(result: .found(record), word: "found", fetchedAt: instant)
        case .absent: return Reply(result: .absent, word: "absent", fetchedAt: instant)
        case .refused: return Reply(result: .failed(.refused), word: "refused", fetchedAt: instant)
        case .failed(let failure): return .failed(failure, at: instant)
        }
    }

    /// One call, if the register is not crowded or resting and somebody still waits for it.
    private func tried(_ question: Question) async -> LookUp {
        let ticket = ticket(), request = question.request
        guard await hasBerth(ticket) else { return .failed(Task.isCancelled ? .timeout : .down) }
        defer { if let next = berths.leave(ticket) { queue.removeValue(forKey: next)?.resume(returning: true) } }
        // The turn may come in the very moment when all who waited for it give up.
        let now = time.now()
        guard flights.passengers(waitingFor: question).contains(where: { passengers[$0].map { $0.deadline > now } ?? false }) else { return .failed(.timeout) }
        guard !suspension.isSuspended, let permit = breaker.permit(at: time.now()) else { return .failed(.down) }
        guard await hasQuota() else {
            breaker.note(.abandoned, of: permit, at: time.now())
            return .failed(Task.isCancelled ? .timeout : .down)
        }
        let connector = connector
        let lookUp = await time.within(policy.perCall) { await connector.lookUp(request) }
        let outcome: CircuitBreaker.Outcome = switch lookUp {
        case .failed(.down), .failed(.timeout): Task.isCancelled ? .abandoned : .failed
        case .found, .absent, .refused, .failed: .answered
        }
        breaker.note(outcome, of: permit, at: time.now())
        return lookUp
    }

    /// Waits until the register may be asked again.
    ///
    /// - Returns: `false` where that is later than anybody waits, or nobody waits for this call any more.
    private func hasQuota() async -> Bool {
        let now = time.now()
        guard let opening = quota?.opening(at: now), opening > now else {
            _ = quota?.take(at: now)
            return true
        }
        guard opening - now < policy.total else { return false }
        _ = quota?.take(at: now)
        do { try await time.sleep(opening - now) } catch { return false }
        return true
    }

    /// - Returns: `false` where too many wait, or nobody waits for this call any more.
    private func hasBerth(_ ticket: Int) async -> Bool {
        switch berths.enter(ticket) {
        case .go: return true
        case .full: return false
        case .wait: break
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    _ = berths.leave(ticket)
                    continuation.resume(returning: false)
                } else {
                    queue[ticket] = continuation
                }
            }
        } onCancel: {
            Task { await self.quit(ticket) }
        }
    }

    private func quit(_ ticket: Int) {
        // Who was let in meanwhile leaves by the usual way.
        guard let waiting = queue.removeValue(forKey: ticket) else { return }
        _ = berths.leave(ticket)
        waiting.resume(returning: false)
    }

    private static func isAbout(_ record: Record, _ request: ConnectorRequest) -> Bool {
        !record.identifiedBy.isEmpty && record.identifiedBy.allSatisfy { concept, value in request.keys[concept].map { $0 == value } ?? true }
            && request.keys.keys.contains { record.identifiedBy[$0] != nil }
    }
}

/// How a register has behaved since the start, for whoever runs the service.
public struct RegisterHealth: Sendable, Hashable {
    /// Replies about another subject than the one asked about; all were discarded.
    public let wrongSubjects: Int
    /// It mixed people up and is not asked any more.
    public let isSuspended: Bool
    /// It did not answer, and is left alone for a while.
    public let isResting: Bool
}
