public import Formats

/// What became of checking a ledger.
public struct LedgerVerification: Sendable, Hashable {
    public static let schema = "onceonly/ledger-verify/1"

    /// Whose ledger.
    public let tenant: String
    public let events: Int
    /// Events first, in their order; then what is wrong with what was published.
    public let findings: [LedgerFinding]
    /// What the signed checkpoints say; `nil` where they were not checked.
    public let covered: Covered?

    /// How far checkpoints reach.
    public struct Covered: Sendable, Hashable {
        /// Events under the last checkpoint.
        public let size: Int
        public let checkpoints: Int
        /// The instant of the last one, UTC.
        public let at: String?
    }

    init(tenant: String = "main", events: Int, findings: [LedgerFinding] = [], covered: Covered? = nil) {
        self.tenant = tenant
        self.events = events
        self.findings = findings
        self.covered = covered
    }

    public var valid: Bool { findings.isEmpty }

    /// The first event that is missing or not what was written.
    public var firstBad: Int? { findings.lazy.filter(\.isOfEvent).map(\.sequence).min() }

    /// The last sequence number up to which every event is as it was written; 0 where not even the first is.
    public var upTo: Int { firstBad.map { max(0, $0 - 1) } ?? events }

    /// How many events no checkpoint covers yet: what happens to these before the next one only the chain can show.
    public var tail: Int? { covered.map { max(0, events - $0.size) } }

    public var json: JSON {
        var object: JSONObject = [
            "schema": .string(Self.schema), "tenant": .string(tenant), "events": .number("\(events)"), "valid": .bool(valid), "upTo": .number("\(upTo)"),
        ]
        if let firstBad { object["firstBad"] = .number("\(firstBad)") }
        object["checkpointed"] = covered.map { .number("\($0.size)") } ?? .null
        if let covered {
            object["checkpoints"] = .number("\(covered.checkpoints)")
            object["checkpointedAt"] = covered.at.map { .string($0) } ?? .null
        }
        object["tail"] = tail.map { .number("\($0)") } ?? .null
        object["findings"] = .array(findings.map(\.json))
        return .object(object)
    }
}
