public import Connectors
import Expressions
import Receipts
import Vocabulary

/// How long a dossier may wait for registers, and how much they may be asked.
public struct ExecutionPolicy: Sendable {
    /// For one call, over the connector's own timeout.
    public var perCall: Duration
    /// For all waves of one opening, with all retries and all waiting: for a turn, and for a register's own quota.
    public var total: Duration
    public var retry: RetryPolicy
    /// Calls in a row without an answer after which a register is left alone.
    public var failuresToRest: Int
    /// For how long, before one call tries it again.
    public var rest: Duration

    public init(
        perCall: Duration = .seconds(5), total: Duration = .seconds(10), retry: RetryPolicy = RetryPolicy(), failuresToRest: Int = 5,
        rest: Duration = .seconds(10)
    ) {
        self.perCall = perCall
        self.total = total
        self.retry = retry
        self.failuresToRest = failuresToRest
        self.rest = rest
    }
}

/// Asks registers, a wave at a time. One broken source never changes what another says.
///
/// Copies share the registers' desks: what one dossier learns of a register's state holds for all.
public struct Executor: Sendable {
    let desks: [ConnectorID: RegisterDesk]
    /// How many subjects one call may be about, where a register can be asked about several.
    let batches: [ConnectorID: [OperationID: Int]]
    let policy: ExecutionPolicy
    private let time: Elapsing

    /// - Parameter random: evenly drawn bits, for the waits before retries; without them the waits are as long as may be.
    public init(
        connectors: [any Connector], policy: ExecutionPolicy = ExecutionPolicy(), clock: any Clock<Duration> = ContinuousClock(),
        random: @escaping @Sendable () -> UInt64 = { .max }
    ) {
        let time = Elapsing(clock)
        desks = Dictionary(
            connectors.map { ($0.manifest.id, RegisterDesk($0, policy, time, random)) }, uniquingKeysWith: { first, _ in first })
        batches = Dictionary(connectors.filter(\.asksTogether).map { ($0.manifest.id, $0.manifest.batchSizes) }, uniquingKeysWith: { first, _ in first })
            .filter { !$0.value.isEmpty }
        self.policy = policy
        self.time = time
    }

    /// How a register has behaved; `nil` where there is none of that name.
    public func health(of connector: ConnectorID) async -> RegisterHealth? { await desks[connector]?.health }

    /// Asks a register again that was suspended for replies about other subjects.
    public func lift(_ connector: ConnectorID) async { await desks[connector]?.lift() }

    /// On whose behalf a wave is asked.
    struct Errand: Sendable {
        let purpose: String
        /// Of connectors and vocabulary: answers read by others are others.
        let version: String
        /// Of the look-ups, UTC, ISO 8601.
        let instant: String

        func question(_ request: ConnectorRequest) -> ReplyCache.Question { .init(request: request, purpose: purpose, version: version) }
    }

    /// One answered request.
    struct Answer: Sendable {
        let request: ConnectorRequest
        let result: ReplyBook.Result
        /// What the ledger calls it.
        let word: String
        /// The instant of the errand, or an earlier one where the answer was kept since.
        let fetchedAt: String

        /// A record that says it was written tomorrow has another date than it says, or is no record yet: nothing in it is used.
        /// Of one that says so of a birth or of a card alone, the rest is.
        ///
        /// - Parameter day: of the dossier; a dossier may be filled as of a later day than it is fetched on.
        func believed(on day: PartialDate, in vocabulary: Vocabulary) -> Answer {
            guard case .found(let record) = result else { return self }
            let fetched = Self.day(of: fetchedAt)
            func isToCome(_ other: PartialDate) -> Bool { day.isBefore(other) == true && fetched.map { $0.isBefore(other) == true } ?? true }
            if let recorded = record.recordedAt, isToCome(recorded) {
                return Answer(request: request, result: .failed(.invalid), word: LookUpFailure.invalid.rawValue, fetchedAt: fetchedAt)
            }
            return Answer(request: request, result: .found(record.believed(in: vocabulary, isToCome: isToCome)), word: word, fetchedAt: fetchedAt)
        }

        /// The civil day of an instant in Viet Nam (UTC+7, no daylight saving).
        private static func day(of instant: String) -> PartialDate? {
            let hour = Int(instant.dropFirst(11).prefix(2))
            return PartialDate(String(instant.prefix(10))).flatMap { $0.adding(days: (hour ?? 0) >= 17 ? 1 : 0) }
        }
    }

    /// Time on the executor's clock.
    func now() -> Duration { time.now() }

    /// Runs a wave in parallel; results come in the order of the requests, whatever order the replies arrive in.
    ///
    /// - Parameter deadline: on the executor's clock; past it every request without an answer has timed out.
    func run(_ wave: [ConnectorRequest], for errand: Errand, until deadline: Duration) async -> [Answer] {
        var replies: [RegisterDesk.Reply?] = Array(repeating: nil, count: wave.count)
        if wave.count == 1 {
            replies[0] = await reply(to: wave[0], nil, errand, until: deadline)
        } else {
            let boardings = await boarded(wave, errand, until: deadline)
            await withTaskGroup(of: (Int, RegisterDesk.Reply).self) { group in
                for (index, request) in wave.enumerated() {
                    group.addImmediateTask { (index, await self.reply(to: request, boardings[index], errand, until: deadline)) }
                }
                for await (index, reply) in group { replies[index] = reply }
            }
        }
        return zip(wave, replies).map { request, reply in
            let reply = reply ?? .failed(.timeout, at: errand.instant)
            return Answer(request: request, result: reply.result, word: reply.word, fetchedAt: reply.fetchedAt)
        }
    }

    private func reply(to request: ConnectorRequest, _ boarding: RegisterDesk.Boarding?, _ errand: Errand, until deadline: Duration) async -> RegisterDesk.Reply {
        guard let desk = desks[request.connector] else { return .failed(.down, at: errand.instant) }
        let question = errand.question(request)
        guard let boarding else { return await desk.reply(to: question, at: errand.instant, until: deadline) }
        return await desk.reply(for: boarding, question, at: errand.instant)
    }

    static func reason(_ failure: LookUpFailure) -> Reason {
        switch failure {
        case .down, .unreadable, .heldBack: .sourceDown
        case .timeout: .timeout
        case .ambiguous, .invalid, .notAsked: .invalid
        case .wrongSubject: .wrongSubject
        }
    }
}
