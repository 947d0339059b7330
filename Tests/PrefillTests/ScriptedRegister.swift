public import Connectors
import Expressions
import NIOConcurrencyHelpers
import Staging
import Testing
import Vocabulary

/// A register whose behaviour a test writes down; counts what it is asked.
actor ScriptedRegister: Connector {
    enum Step: Sendable {
        case say(LookUp)
        /// Cannot answer now, and asks to be left alone so long.
        case notNow(Duration)
        /// The record of whoever is asked about.
        case found
        /// A record of somebody else.
        case wrongSubject
        /// Refuses the whole call it is in with others; this, when asked about alone.
        case notTogether(LookUp)
        /// Found, when asked about alone; cannot stand in a list.
        case unlisted
        /// Answers as found when the gate opens; `.timeout` when it is called off.
        case wait
        /// As `wait`, and does not hear that it is called off.
        case hang
        /// Never answers.
        case silence
    }

    nonisolated let manifest: ConnectorManifest
    private let script: @Sendable (_ call: Int, ConnectorRequest) -> Step
    /// Records of others that come with those asked for.
    private let strangers: Int
    /// What it says of all in a call it refuses.
    private let refusing: LookUp
    private(set) var calls = 0
    private(set) var running = 0
    private(set) var mostRunning = 0
    private(set) var calledOff = 0
    /// Whom each call about several was about.
    private(set) var batches: [[String]] = []
    private var answered = 0
    private let clock: ManualClock?
    private let leftAloneUntil = NIOLockedValueBox(Duration.zero)

    /// - Parameter call: 0 for the first.
    init(_ manifest: ConnectorManifest, strangers: Int = 0, refusing: LookUp = .refused, clock: ManualClock? = nil, _ script: @escaping @Sendable (_ call: Int, ConnectorRequest) -> Step) {
        self.manifest = manifest
        self.strangers = strangers
        self.refusing = refusing
        self.clock = clock
        self.script = script
    }

    /// - Parameter call: what earlier calls wait for has come.
    func openGate(before call: Int = .max) { answered = call }

    nonisolated var asksTogether: Bool { true }
    nonisolated var pause: Duration { max(.zero, leftAloneUntil.withLockedValue { $0 } - elapsed) }

    nonisolated func leaveAlone(until moment: Duration) { leftAloneUntil.withLockedValue { $0 = max($0, moment) } }

    private nonisolated var elapsed: Duration { clock?.now.elapsed ?? .zero }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        let call = calls
        calls += 1
        return await answer(to: request, in: call)
    }

    /// One call; each of them as the script says.
    func lookUp(_ requests: [ConnectorRequest]) async -> BatchLookUp {
        let call = calls
        calls += 1
        batches.append(requests.map { $0.keys["person_id"] ?? "" })
        let steps = requests.map { script(call, $0) }
        if steps.contains(where: { if case .notTogether = $0 { true } else { false } }) { return BatchLookUp(all: refusing, requests.count, byOne: true) }
        let listed = steps.indices.filter { if case .unlisted = steps[$0] { false } else { true } }
        var lookUps: [LookUp] = []
        for place in listed { lookUps.append(await answer(to: requests[place], in: call)) }
        return BatchLookUp(lookUps, strangers: strangers).placed(at: listed, of: requests.count)
    }

    private func answer(to request: ConnectorRequest, in call: Int) async -> LookUp {
        let step = script(call, request)
        running += 1
        mostRunning = max(mostRunning, running)
        defer { running -= 1 }
        switch step {
        case .say(let answer), .notTogether(let answer): return answer
        case .notNow(let wait):
            leaveAlone(until: elapsed + wait)
            return .failed(.down)
        case .found, .unlisted: return .found(Self.record(request.keys["person_id"] ?? ""))
        case .wrongSubject: return .found(Self.record("somebody else"))
        case .wait, .hang, .silence:
            let isDeaf = if case .hang = step { true } else { false }
            while call >= answered || { if case .silence = step { true } else { false } }() {
                if Task.isCancelled, !isDeaf {
                    calledOff += 1
                    return .failed(.timeout)
                }
                await Task.yield()
            }
            return .found(Self.record(request.keys["person_id"] ?? ""))
        }
    }

    func close() async {}

    static func record(_ key: String) -> Record {
        Record(identifiedBy: ["person_id": key], values: [:], links: [:], recordedAt: nil)
    }

    static func request(_ key: String = "1", _ concepts: Set<ConceptID> = ["name"], of register: ConnectorID = "register") -> ConnectorRequest {
        ConnectorRequest(connector: register, operation: "person", keys: ["person_id": key], concepts: concepts, relations: [])
    }

    /// - Parameter batch: how many it takes at once; one by one where it is `nil`.
    static func manifest(_ id: String = "register", concurrency: Int = 8, batch: Int? = nil, quota: String? = nil) throws -> ConnectorManifest {
        let (manifest, diagnostics) = ManifestReader.manifest(
            """
            connector: \(id)
            title: {vi: Sổ}
            legalBasis: none
            transport: {kind: json, url: "${URL}", concurrency: \(concurrency)\(quota.map { ", quota: \($0)" } ?? "")}
            operations:
              person:
                about: person
                key: [person_id]
                request: {path: "/persons/{person_id}"}
                \(batch.map { "batch: {size: \($0), request: {path: \"/persons?ids={person_id}\"}, record: \"$[*]\"}" } ?? "")
                identifies: $.id
                supplies:
                  name: {at: $.name, cacheFor: 10m}
                  born: {at: $.born, cacheFor: 1m}
                  address: {at: $.address}
            """, file: "manifest.yaml")
        try #require(diagnostics.isEmpty)
        return try #require(manifest)
    }
}

extension ConnectorID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension OperationID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}
