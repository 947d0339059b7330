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

    /// What becomes of a question at once.
    enum Boarding: Sendable {
        case told(Reply)
        /// It is on its way; `reply(for:_:at:)` is called once, to wait for it.
        case aboard(Int)
    }

    /// Who waits for an answer, and how long on the executor's clock.
    private struct Passenger {
        enum Seat {
            /// Not waiting yet.
            case reserved
            case taken(CheckedContinuation<Reply?, Never>)
            case answered(Reply)
        }

        let deadline: Duration
        var seat = Seat.reserved
    }

    /// A call on its way, and the questions that go with it.
    private struct Flight {
        /// `nil` until its first wait.
        var task: Task<Void, Never>?
        let together: [Int]
    }

    private let connector: any Connector
    private let policy: ExecutionPolicy
    private let time: Elapsing
    private let random: @Sendable () -> UInt64
    private var breaker: CircuitBreaker
    private var budget = RetryBudget()
    private var berths: Berths
    /// By those whose call was given up and is not over: what calls off the alarm that looks after them.
    private var leftBehind: [Int: @Sendable () -> Void] = [:]
    private var quota: QuotaBook?
    private var flights = SingleFlight<Question>()
    private var cache = ReplyCache()
    private var suspension = Suspension()
    private var calls: [Int: Flight] = [:]
    private var passengers: [Int: Passenger] = [:]
    private var queue: [Int: CheckedContinuation<Bool, Never>] = [:]
    /// Flights whose question the register has been sent and not answered yet.
    private var sent: Set<Int> = []
    /// Passengers who left because of the quota, until they are told.
    private var heldBack: Set<Int> = []
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
        RegisterHealth(wrongSubjects: suspension.wrongSubjects, isSuspended: suspension.isSuspended, isResting: breaker.isOpen, isHanging: hangs)
    }

    /// Somebody has looked at the register and found it in order.
    func lift() { suspension.lift() }

    /// - Parameters:
    ///   - instant: of the dossier's look-up, UTC, ISO 8601.
    ///   - deadline: on the executor's clock; no call starts past it.
    /// - Returns: as soon as there is an answer; with `.timeout` at the deadline, and at once when the caller is cancelled.
    func reply(to question: Question, at instant: String, until deadline: Duration) async -> Reply {
        await reply(for: board([question], at: instant, until: deadline)[0], question, at: instant)
    }

    /// Takes questions on board: those that are neither known nor on their way go out together, in one call.
    ///
    /// - Parameter questions: alike in all but their subject, where there are several; no more than the register takes at once.
    /// - Returns: of each that it is late, past the deadline or where the caller was cancelled: then nobody is asked.
    func board(_ questions: [Question], at instant: String, until deadline: Duration) -> [Boarding] {
        let now = time.now()
        guard deadline > now, !Task.isCancelled else { return questions.map { _ in .told(.failed(.timeout, at: instant)) } }
        var leaving: [(flight: Int, question: Question)] = []
        let boardings = questions.map { question -> Boarding in
            if suspension.isSuspended { return .told(.failed(.down, at: instant)) }
            if let kept = cache.entry(for: question, at: now) {
                return .told(Reply(result: .found(kept.record), word: "found", fetchedAt: kept.fetchedAt))
            }
            let passenger = ticket()
            passengers[passenger] = Passenger(deadline: deadline)
            if case .first(let flight) = flights.board(passenger, for: question) { leaving.append((flight, question)) }
            return .aboard(passenger)
        }
        depart(leaving, at: instant)
        return boardings
    }

    private func depart(_ together: [(flight: Int, question: Question)], at instant: String, _ further: FurtherCalls? = nil) {
        if together.isEmpty { return }
        let numbers = together.map(\.flight)
        for number in numbers { calls[number] = Flight(together: numbers) }
        // Begun in place: what keeps a call from being made is known before anybody waits. The call itself leaves this actor.
        let task = Task.immediate { await self.fly(together, at: instant, further) }
        for number in numbers { calls[number]?.task = task }
    }

    /// - Returns: as `reply(to:at:until:)`.
    func reply(for boarding: Boarding, _ question: Question, at instant: String) async -> Reply {
        guard case .aboard(let passenger) = boarding else {
            if case .told(let reply) = boarding { return reply }
            return .failed(.timeout, at: instant)
        }
        let callOff = passengers[passenger].map { boarded in
            time.alarm(max(.zero, boarded.deadline - time.now())) { Task { await self.leave(passenger, question) } }
        }
        defer { callOff?() }
        let reply: Reply? = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Reply?, Never>) in
                if Task.isCancelled { leave(passenger, question) }
                switch passengers[passenger]?.seat {
                case .answered(let reply):
                    passengers[passenger] = nil
                    continuation.resume(returning: reply)
                case .reserved: passengers[passenger]?.seat = .taken(continuation)
                case .taken, nil: continuation.resume(returning: nil)
                }
            }
        } onCancel: {
            Task { await self.leave(passenger, question) }
        }
        // It was our own quota that kept the question from the register, not the register that was slow.
        let isHeldBack = heldBack.remove(passenger) != nil
        return reply ?? .failed(isHeldBack ? .heldBack : .timeout, at: instant)
    }

    private func isSent(_ question: Question) -> Bool { flights.number(of: question).map(sent.contains) ?? false }

    private func ticket() -> Int {
        lastTicket += 1
        return lastTicket
    }

    /// The call is called off when the last question in it has nobody waiting any more.
    private func leave(_ passenger: Int, _ question: Question) {
        let now = time.now()
        if let boarded = passengers[passenger], boarded.deadline <= now, !isSent(question), let opening = quota?.opening(at: now), opening > now {
            heldBack.insert(passenger)
        }
        if let number = flights.leave(passenger, from: question), let flight = calls.removeValue(forKey: number),
            !flight.together.contains(where: { calls[$0] != nil }) {
            flight.task?.cancel()
        }
        if case .taken(let continuation) = passengers.removeValue(forKey: passenger)?.seat { continuation.resume(returning: nil) }
    }

    /// - Parameter further: where it is asked once more, with fewer others.
    private func fly(_ together: [(flight: Int, question: Question)], at instant: String, _ further: FurtherCalls?) async {
        let answers = await asked(together)
        var unasked: [(flight: Int, question: Question)] = []
        var suspects: [(flight: Int, question: Question, said: LookUp)] = []
        for ((flight, question), answer) in zip(together, answers) {
            switch answer {
            case .said(let lookUp): land(flight, question, settled(question, lookUp, at: instant))
            case .turnedAway: land(flight, question, .failed(.down, at: instant))
            case .suspect(let lookUp) where calls[flight] != nil: suspects.append((flight, question, lookUp))
            case .alone where calls[flight] != nil: depart([(flight, question)], at: instant)
            // Somebody may have joined since those before them gave up.
            case .unawaited where calls[flight] != nil && isAwaited([question], over: .zero): unasked.append((flight, question))
            case .alone, .suspect, .unawaited: land(flight, question, .failed(.timeout, at: instant))
            }
        }
        depart(unasked, at: instant, further)
        divide(suspects, at: instant, further ?? FurtherCalls(among: suspects.count))
    }

    /// Asks about halves of those of whom one may be why the register answered about none. What may not be asked any more stays said of all.
    private func divide(_ suspects: [(flight: Int, question: Question, said: LookUp)], at instant: String, _ further: FurtherCalls) {
        let middle = suspects.count / 2
        for half in [suspects[..<middle], suspects[middle...]] where !half.isEmpty {
            if further.take() {
                depart(half.map { ($0.flight, $0.question) }, at: instant, further)
            } else {
                for (flight, question, said) in half { land(flight, question, settled(question, said, at: instant)) }
            }
        }
    }

    private func land(_ flight: Int, _ question: Question, _ reply: Reply) {
        calls[flight] = nil
        for passenger in flights.land(flight, with: question) {
            if case .taken(let continuation) = passengers[passenger]?.seat {
                passengers[passenger] = nil
                continuation.resume(returning: reply)
            } else {
                passengers[passenger]?.seat = .answered(reply)
            }
        }
    }

    /// What a call came to for one of its questions.
    private enum Answer: Hashable {
        case said(LookUp)
        /// It has to be asked by itself.
        case alone
        /// Said of all the call was about; one of them may be why.
        case suspect(LookUp)
        /// Nobody waited for it when the call was made, so that it was left out.
        case unawaited
        /// There was no call, and trying again would help nobody: the register hangs.
        case turnedAway
    }

    private func asked(_ together: [(flight: Int, question: Question)]) async -> [Answer] {
        let questions = together.map(\.question)
        budget.noteCall()
        var answers = await tried(together)
        var retry = 0
        // Only a call that was never answered may be tried again.
        while answers.contains(.said(.failed(.down))), retry < policy.retry.retries, !breaker.isOpen, !Task.isCancelled, isAwaited(questions, over: connector.pause),
            budget.spend() {
            retry += 1
            do { try await time.sleep(connector.pause + policy.retry.wait(before: retry, random: random())) } catch { break }
            let open = answers.indices.filter { answers[$0] == .said(.failed(.down)) }
            for (index, answer) in zip(open, await tried(open.map { together[$0] })) { answers[index] = answer }
        }
        return answers
    }

    private func settled(_ question: Question, _ lookUp: LookUp, at instant: String) -> Reply {
        switch lookUp {
        case .found(let record):
            // A reply about another subject is discarded; it was counted when it came.
            guard record.isAbout(question.request) else { return .failed(.wrongSubject, at: instant) }
            if let limit = connector.manifest.operation(question.request.operation)?.cacheLimit(for: question.request) {
                cache.keep(.init(record: record, fetchedAt: instant), for: question, limit: limit, at: time.now())
            }
            return Reply(result: .found(record), word: "found", fetchedAt: instant)
        case .absent: return Reply(result: .absent, word: "absent", fetchedAt: instant)
        case .refused: return Reply(result: .failed(.refused), word: "refused", fetchedAt: instant)
        case .failed(let failure): return .failed(failure, at: instant)
        }
    }

    /// One call, if the register is not crowded or resting, about those for whom somebody still waits.
    private func tried(_ together: [(flight: Int, question: Question)]) async -> [Answer] {
        let questions = together.map(\.question)
        func all(_ failure: LookUpFailure) -> [Answer] { Array(repeating: .said(.failed(failure)), count: questions.count) }
        let unawaited = Array(repeating: Answer.unawaited, count: questions.count)
        let ticket = ticket()
        switch await turn(of: ticket) {
        case .given: break
        case .none: return all(.down)
        case .refused: return Task.isCancelled ? all(.timeout) : unawaited.map { _ in .turnedAway }
        }
        let call = CallUnderWay()
        defer { if call.leave() { giveBack(ticket) } else { leaveBehind(ticket) } }
        // The turn may come in the very moment when all who waited for it give up.
        guard isAwaited(questions, over: .zero) else { return unawaited }
        guard await hasPassed(questions) else { return all(Task.isCancelled ? .timeout : .down) }
        let awaited = questions.indices.filter { isAwaited([questions[$0]], over: .zero) }
        guard !awaited.isEmpty else { return unawaited }
        guard !suspension.isSuspended, let permit = breaker.permit(at: time.now()) else { return all(.down) }
        // It may have asked for more while the turn was waited for.
        let isGranted = await hasQuota()
        guard isGranted, connector.pause == .zero else {
            breaker.note(.abandoned, of: permit, at: time.now())
            return all(Task.isCancelled ? .timeout : isGranted ? .down : .heldBack)
        }
        let asked = awaited.map { questions[$0] }
        // By flight: when this one is called off, the same question may be sent again before this ends.
        let under = awaited.map { together[$0].flight }
        sent.formUnion(under)
        let said = await told(asked.map(\.request), call, ticket)
        sent.subtract(under)
        // One reply that mixes people up is one, however many of them.
        if said.strangers > 0 || zip(awaited, said.lookUps).contains(where: { Self.isStranger($1, questions[$0].request) }) { suspension.noteWrongSubject() }
        breaker.note(Self.outcome(of: said.lookUps), of: permit, at: time.now())
        var answers = unawaited
        for (place, (index, lookUp)) in zip(awaited, said.lookUps).enumerated() {
            let isAlone = said.alone.contains(place)
            answers[index] = isAlone && lookUp == .failed(.notAsked) ? .alone : isAlone ? .suspect(lookUp) : .said(lookUp)
        }
        return answers
    }

    /// What a call says of the register.
    private static func outcome(of lookUps: [LookUp]) -> CircuitBreaker.Outcome {
        let sent = lookUps.filter { $0 != .failed(.notAsked) }
        if sent.contains(where: { $0 != .failed(.down) && $0 != .failed(.timeout) }) { return .answered }
        return sent.isEmpty || Task.isCancelled ? .abandoned : .failed
    }

    /// A call keeps its berth until it is over, also where nobody waits for it any more: a register that hangs is not asked by more at
    /// once than it takes.
    private func told(_ requests: [ConnectorRequest], _ call: CallUnderWay, _ ticket: Int) async -> BatchLookUp {
        let connector = connector
        call.begin()
        berths.begin(ticket, at: time.now())
        return await time.within(policy.perCall, late: BatchLookUp(all: .failed(.timeout), requests.count)) {
            let said = requests.count == 1 ? BatchLookUp([await connector.lookUp(requests[0])]) : await connector.lookUp(requests)
            if call.end() { await self.giveBack(ticket) }
            return said
        }
    }

    /// Whether every berth is held by a call that was given up and is not over yet, after as long again.
    private var hangs: Bool { berths.areHeld(for: policy.perCall * 2, at: time.now()) }

    private func giveBack(_ ticket: Int) {
        leftBehind.removeValue(forKey: ticket)?()
        if let next = berths.leave(ticket) { queue.removeValue(forKey: next)?.resume(returning: true) }
    }

    /// A call that was given up is not over: when it is known that it hangs, nobody waits for its turn any more.
    private func leaveBehind(_ ticket: Int) {
        guard let beginning = berths.beginning(of: ticket) else { return }
        leftBehind[ticket] = time.alarm(max(.zero, beginning + policy.perCall * 2 - time.now())) { Task { await self.turnAway() } }
    }

    private func turnAway() {
        guard hangs else { return }
        for ticket in queue.keys.sorted() { quit(ticket) }
    }

    /// Whether somebody waits for one of the questions longer than the register asks to be left alone, and one call may take so long.
    private func isAwaited(_ questions: [Question], over pause: Duration) -> Bool {
        let end = time.now() + pause
        return pause < policy.perCall && questions.contains { question in
            flights.passengers(waitingFor: question).contains { passengers[$0].map { $0.deadline > end } ?? false }
        }
    }

    /// Waits while the register has asked to be left alone: whoever asks it before is told the same again.
    ///
    /// - Returns: `false` where that is longer than anybody waits, or it rests besides.
    private func hasPassed(_ questions: [Question]) async -> Bool {
        while case let pause = connector.pause, pause > .zero {
            guard !breaker.isOpen, isAwaited(questions, over: pause) else { return false }
            do { try await time.sleep(pause) } catch { return false }
        }
        return true
    }

    /// Waits until the register may be asked again; a call counts as one, whatever it is about.
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

    private enum Turn {
        case given
        /// Too many wait already.
        case none
        /// The register hangs, or nobody waits for this call any more.
        case refused
    }

    private func turn(of ticket: Int) async -> Turn {
        switch berths.enter(ticket) {
        case .go: return .given
        case .full: return .none
        case .wait: break
        }
        if hangs {
            _ = berths.leave(ticket)
            return .refused
        }
        let isGiven = await withTaskCancellationHandler {
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
        return isGiven ? .given : .refused
    }

    private func quit(_ ticket: Int) {
        // Who was let in meanwhile leaves by the usual way.
        guard let waiting = queue.removeValue(forKey: ticket) else { return }
        _ = berths.leave(ticket)
        waiting.resume(returning: false)
    }

    private static func isStranger(_ lookUp: LookUp, _ request: ConnectorRequest) -> Bool {
        if case .found(let record) = lookUp { !record.isAbout(request) } else { false }
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
    /// Its connector does not hear that its task is cancelled, and as many calls as the register takes at once were given up and do not
    /// end: nobody else can ask it before one of them does.
    public let isHanging: Bool
}
