public import Connectors
import Expressions
import Receipts
import Vocabulary

/// How long a dossier may wait for registers.
public struct ExecutionPolicy: Sendable {
    /// For one call, over the connector's own timeout.
    public var perCall: Duration
    /// For all waves of one opening.
    public var total: Duration
    /// Further tries of a call that failed without an answer.
    public var retries: Int

    public init(perCall: Duration = .seconds(5), total: Duration = .seconds(10), retries: Int = 1) {
        self.perCall = perCall
        self.total = total
        self.retries = retries
    }
}

/// Asks registers, a wave at a time. One broken source never changes what another says.
public struct Executor: Sendable {
    let connectors: [ConnectorID: any Connector]
    let policy: ExecutionPolicy
    let clock: any Clock<Duration>

    public init(connectors: [any Connector], policy: ExecutionPolicy = ExecutionPolicy(), clock: any Clock<Duration> = ContinuousClock()) {
        self.connectors = Dictionary(connectors.map { ($0.manifest.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.policy = policy
        self.clock = clock
    }

    /// One answered request.
    struct Answer: Sendable {
        let request: ConnectorRequest
        let result: ReplyBook.Result
        /// What the ledger calls it.
        let word: String
    }

    /// Runs a wave in parallel; results come in the order of the requests, whatever order the replies arrive in.
    ///
    /// - Parameter remaining: what is left of the total deadline.
    func run(_ wave: [ConnectorRequest], remaining: Duration) async -> [Answer] {
        let limit = min(policy.perCall, remaining)
        return await withTaskGroup(of: (Int, Answer).self) { group in
            for (index, request) in wave.enumerated() {
                group.addTask { (index, await self.answer(request, limit: limit)) }
            }
            var answers: [(Int, Answer)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func answer(_ request: ConnectorRequest, limit: Duration) async -> Answer {
        guard limit > .zero else { return Answer(request: request, result: .failed(.timeout), word: LookUpFailure.timeout.rawValue) }
        guard let connector = connectors[request.connector] else {
            return Answer(request: request, result: .failed(.sourceDown), word: LookUpFailure.down.rawValue)
        }
        var lookUp = LookUp.failed(.down)
        for _ in 0...max(0, policy.retries) {
            lookUp = await withDeadline(limit) { await connector.lookUp(request) }
            // Only a call that was never answered may be tried again.
            guard lookUp == .failed(.down) else { break }
        }
        switch lookUp {
        case .found(let record):
            // A reply about another subject is discarded and reported.
            guard isAbout(record, request) else { return Answer(request: request, result: .failed(.wrongSubject), word: Reason.wrongSubject.rawValue) }
            return Answer(request: request, result: .found(record), word: "found")
        case .absent: return Answer(request: request, result: .absent, word: "absent")
        case .refused: return Answer(request: request, result: .failed(.refused), word: "refused")
        case .failed(let failure): return Answer(request: request, result: .failed(Self.reason(failure)), word: failure.rawValue)
        }
    }

    private func isAbout(_ record: Record, _ request: ConnectorRequest) -> Bool {
        !record.identifiedBy.isEmpty && record.identifiedBy.allSatisfy { concept, value in request.keys[concept].map { $0 == value } ?? true }
            && request.keys.keys.contains { record.identifiedBy[$0] != nil }
    }

    static func reason(_ failure: LookUpFailure) -> Reason {
        switch failure {
        case .down, .unreadable: .sourceDown
        case .timeout: .timeout
        case .ambiguous, .invalid: .invalid
        }
    }

    private func withDeadline(_ limit: Duration, _ operation: @escaping @Sendable () async -> LookUp) async -> LookUp {
        let clock = self.clock
        return await withTaskGroup(of: LookUp.self) { group in
            group.addTask { await operation() }
            group.addTask {
                try? await clock.sleep(for: limit)
                return .failed(.timeout)
            }
            let first = await group.next() ?? .failed(.timeout)
            group.cancelAll()
            return first
        }
    }
}
