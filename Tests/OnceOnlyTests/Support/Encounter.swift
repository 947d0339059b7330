import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
@testable import OnceOnly
@testable import Prefill
import Receipts
import Sourcing
import Storage
import Testing
import Vocabulary

/// An applicant who names a stranger by a typed key, and the registers they meet.
struct Encounter: Sendable {
    let checked: CheckedForm
    let baseline: Baseline
    let role: Role
    /// Answers everything their form asks them.
    let applicant: Applicant
    let stranger: Stranger
    /// Whether the stranger is named before anybody asks.
    var isUnasked = false

    var unasked: Encounter {
        var other = self
        other.isUnasked = true
        return other
    }

    /// Somebody, or something, nothing ties to the applicant.
    struct Stranger: Sendable {
        let name: SubjectName
        /// What has to be typed: the key, and the names that verify it.
        let typed: [String: JSON]
        /// Every value of a key of it, by concept.
        let keys: [ConceptID: String]
    }

    /// What the applicant's side got, stage by stage and at submission, and what the office got.
    struct Seen: Sendable {
        let views: [JSON]
        let lookUps: [[LookedUpFact]]
        let submitted: JSON
        let filled: [FilledForm]
        let packet: JSON?

        var office: JSON { filled.last?.json(.office, receipt: nil) ?? .null }
        /// The last view's leaves of the role that are kept from this side.
        var withheld: [String] { (views.last?["fields"]?.array ?? []).filter { $0["withheld"]?.bool == true }.compactMap { $0["id"]?.string } }
    }

    /// Ids and salts are the same for every call: only what registers say can make a difference.
    func filed(with connectors: [any Connector], signer: ReceiptSigner) async throws -> Seen {
        let policy = ExecutionPolicy(perCall: .seconds(60), total: .seconds(600))
        let engine = PrefillEngine(checked, executor: Executor(connectors: connectors, policy: policy))
        var state = DossierState(
            id: "dossier", opening: applicant.opening, form: checked.form.id, version: checked.form.identity.version, pins: [:],
            asOf: try #require(Province.asOf), isSimulated: true, salt: "salt", naming: "naming")
        var said = isUnasked ? applicant.answers : Answers(), views: [JSON] = [], lookUps: [[LookedUpFact]] = [], filled: [FilledForm] = []
        var receipt: Receipt?
        for _ in 0..<Applicant.stageLimit {
            let outcome = await engine.fill(state, answers: said, at: "2026-11-24T05:00:00Z")
            state = outcome.state
            let sealed = try signer.sealed(engine.receipt(for: state, filled: outcome.filled, id: "receipt", issuedAt: Province.noon, lifetime: 86_400))
            receipt = sealed
            filled.append(outcome.filled)
            views.append(outcome.filled.json(.applicant, receipt: sealed))
            lookUps.append(outcome.toldLookUps)
            let next = applicant.reply(to: views[views.count - 1], said)
            if next == said { break }
            said = next
        }
        let result = Submission(checked, baseline: CountedBaseline(baseline, hash: "baseline")).check(
            try #require(receipt), of: state, answers: Answers(), now: Province.noon + 60, verifier: signer.verifier)
        let submitted = IntakeService.Submitted(
            dossier: state.id, violations: result.violations, packet: result.packet, toldPacket: result.toldPacket, withheld: result.withheld)
        return Seen(
            views: views.map(Self.bare), lookUps: lookUps, submitted: submitted.json(.applicant), filled: filled, packet: result.packet)
    }

    /// The registers of a province, and a key to seal with.
    static func asking<R: Sendable>(
        _ checked: CheckedForm, _ province: Province, _ body: @escaping @Sendable ([any Connector], ReceiptSigner) async throws -> R
    ) async throws -> R {
        try await ProvinceRegisters.serving(province) { variables in
            let factory = ConnectorFactory(vocabulary: checked.vocabulary, variables: variables)
            let connectors = try checked.catalog.connectors.map { try factory.connector(for: $0) }
            let result = try await withFolder { folder in try await body(connectors, StoreKeys.atFile(folder.path + "/keys.json").signer) }
            for connector in connectors { await connector.close() }
            await factory.close()
            return result
        }
    }

    /// Without commitments and the seal over them: their salt is secret, here it is known.
    private static func bare(_ json: JSON) -> JSON {
        switch json {
        case .array(let items): return .array(items.map(bare))
        case .object(let object): return .object(JSONObject(object.members.filter { !["commitment", "signature"].contains($0.key) }.map { ($0.key, bare($0.value)) }))
        case .null, .bool, .number, .string: return json
        }
    }

    // MARK: who meets whom

    /// The roles of a form whose subject may be named by a typed key.
    static func roles(of form: Form) -> [Role] { form.roles.filter { !$0.keys.isEmpty } }

    /// Applicants of the form, each beside a stranger of their own named for the role; the same for every run.
    static func all(_ checked: CheckedForm, _ baseline: Baseline, _ role: Role, in province: Province, accepting isFit: (Stranger) throws -> Bool = { _ in true }) throws -> [Encounter] {
        // First those whose own answers name somebody for the role.
        let fitting = try Applicant.all(of: province, form: checked.form.id, limit: .max, vocabulary: checked.vocabulary)
        func isNamed(_ applicant: Applicant) -> Bool {
            applicant.sheet["roles"]?[role.id.rawValue] != nil || checked.form.rows(of: role.id).map { applicant.sheet["rows"]?[$0.group.rawValue] != nil } ?? false
        }
        let applicants = (fitting.filter(isNamed) + fitting.filter { !isNamed($0) }).prefix(40)
        let strangers = try strangers(for: role, checked.vocabulary, province, accepting: isFit)
        return strangers.isEmpty ? [] : applicants.enumerated().compactMap { index, applicant in
            let near = TrueRoles(applicant: applicant, links: province.links).household.union([applicant.actorName, applicant.subjectName])
            guard let stranger = strangers[(index * 7 % strangers.count)...].first(where: { !near.contains($0.name) }) else { return nil }
            return Encounter(checked: checked, baseline: baseline, role: role, applicant: applicant, stranger: stranger).naming(stranger)
        }
    }

    /// The same applicant, who names this one.
    func naming(_ stranger: Stranger) -> Encounter {
        var naming = applicant.answers
        if let group = checked.form.rows(of: role.id)?.group {
            naming.rows[group.rawValue] = [Answers.Row(row: "r1", subject: .key(stranger.typed))]
        } else {
            naming.roles[role.id.rawValue] = .key(stranger.typed)
        }
        for (leaf, value) in Self.ways["\(checked.form.id) \(role.id)"] ?? [:] { naming.answers[leaf] = value }
        return Encounter(checked: checked, baseline: baseline, role: role, applicant: applicant.answering(naming), stranger: stranger)
    }

    /// What has to be answered so that a key is asked for the role, where few applicants' own answers lead there.
    private static let ways: [String: [LeafID: JSON]] = [
        "ho-tich-xac-nhan-tinh-trang-hon-nhan subject": [LeafID("applicant.relationship_to_subject"): "other"],
    ]

    private static func strangers(
        for role: Role, _ vocabulary: Vocabulary, _ province: Province, accepting isFit: (Stranger) throws -> Bool
    ) throws -> [Stranger] {
        var found: [Stranger] = []
        let names = province.truth.names.filter { name in role.kinds.contains { $0.rawValue == name.kind } }.sorted { $0.id < $1.id }
        for name in stride(from: 0, to: names.count, by: max(1, names.count / 60)).map({ names[$0] }) {
            let lines = try province.truth.lines(of: name)
            let kind = Kind(rawValue: name.kind)
            let wanted = role.keys[0].map(\.concept) + role.verify
            let typed = wanted.reduce(into: [String: JSON]()) { $0[$1.rawValue] = lines[$1.rawValue]?.value }
            guard typed.count == wanted.count, typed.values.allSatisfy({ $0.string != nil }) else { continue }
            let keys = Set((kind.flatMap { vocabulary.keys[$0] } ?? []).joined()).reduce(into: [ConceptID: String]()) { $0[$1] = lines[$1.rawValue]?.value.string }
            let stranger = Stranger(name: name, typed: typed, keys: keys)
            if try isFit(stranger) { found.append(stranger) }
        }
        return found
    }
}

/// One thing a register says otherwise of somebody.
struct Twist: Sendable, Hashable, CustomStringConvertible {
    enum Way: String, Sendable, Hashable, CaseIterable { case other, unrecorded, none, invalid }

    enum Change: Sendable, Hashable {
        case concept(ConceptID, Way)
        /// The whole answer: no such record, not for this purpose.
        case absent, refused
    }

    let connector: ConnectorID
    let operation: OperationID
    let change: Change

    /// Whether it is a value that is another: a relation nobody may follow from a stranger is noticed by nobody.
    var isOfValue: Bool { if case .concept = change { true } else { false } }

    /// Codes alone.
    var description: String {
        switch change {
        case .concept(let concept, let way): "\(connector).\(operation).\(concept) \(way.rawValue)"
        case .absent: "\(connector).\(operation) absent"
        case .refused: "\(connector).\(operation) refused"
        }
    }
}

/// A register that says one thing of one subject otherwise than it is.
struct TwistingConnector: Connector {
    let inner: any Connector
    let keys: [ConceptID: String]
    let twist: Twist
    let vocabulary: Vocabulary

    var manifest: ConnectorManifest { inner.manifest }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        let answer = await inner.lookUp(request)
        guard request.connector == twist.connector, request.operation == twist.operation, Self.isAbout(keys, request) else { return answer }
        switch twist.change {
        case .absent: return .absent
        case .refused: return .refused
        case .concept(let concept, let way):
            guard case .found(let record) = answer, record.values[concept] != nil else { return answer }
            var values = record.values
            values[concept] = twisted(values[concept] ?? .unrecorded, concept, way)
            return .found(Record(identifiedBy: record.identifiedBy, values: values, links: record.links, recordedAt: record.recordedAt))
        }
    }

    func close() async {}

    static func isAbout(_ keys: [ConceptID: String], _ request: ConnectorRequest) -> Bool {
        !request.keys.isEmpty && request.keys.allSatisfy { keys[$0] == $1 }
    }

    private func twisted(_ value: ReadValue, _ concept: ConceptID, _ way: Twist.Way) -> ReadValue {
        switch way {
        case .unrecorded: return .unrecorded
        case .none: return .none(path: "$")
        case .invalid: return .invalid(path: "$")
        case .other:
            let known: Value? = if case .value(let known, _) = value { known } else { nil }
            guard let of = vocabulary[concept], let day = Province.asOf,
                  let other = OtherValue(vocabulary, on: day).others(than: known.flatMap { ValueCoding.json($0) }, as: of).first,
                  let read = try? ValueCoding(vocabulary).value(other, as: of)
            else { return .unrecorded }
            return .value(read, path: "$")
        }
    }
}
