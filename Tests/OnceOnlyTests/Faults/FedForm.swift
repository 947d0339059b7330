@testable import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
@testable import Prefill
import Receipts
@testable import Sourcing
import Staging
import Testing
import Vocabulary

/// A form that a register and at least one other fill for the person of the samples, and how it is filled when all is well.
struct FedForm: Sendable {
    let checked: CheckedForm
    let opening: Opening
    /// What was answered on the way.
    let answers: Answers
    /// The office's view.
    let well: JSON
    /// What the register is asked then.
    let asked: [ConnectorRequest]
    /// Where nothing is to be had from the register.
    let without: JSON

    static let day = PartialDate("2026-11-24")
    static let noon = "2026-11-24T05:00:00Z"

    // MARK: filling

    struct Filled: Sendable {
        let office: JSON
        let outcome: PrefillEngine.Outcome
    }

    /// Deadlines stand on the registers' own clocks; the one of the executor stands still unless a test moves it. A call may take
    /// longer than any of them, and less than the hour a register may ask to be left alone.
    static func executor(_ connectors: [any Connector], failuresToRest: Int = .max, clock: ManualClock = ManualClock()) -> Executor {
        Executor(
            connectors: connectors,
            policy: ExecutionPolicy(
                perCall: .seconds(3_000), total: .seconds(1_000_000), retry: RetryPolicy(retries: 1, firstWait: .zero), failuresToRest: failuresToRest,
                rest: .seconds(10)),
            clock: clock, random: { 0 })
    }

    static func filled(_ checked: CheckedForm, _ opening: Opening, _ answers: Answers, by executor: Executor, at instant: String = noon) async throws -> Filled {
        let day = try #require(day)
        let state = DossierState(
            id: "dossier", opening: opening, form: checked.form.id, version: checked.form.identity.version, pins: [:], asOf: day, isSimulated: true,
            salt: "salt", naming: "naming")
        let outcome = await PrefillEngine(checked, executor: executor).fill(state, answers: answers, at: instant)
        return Filled(office: outcome.filled.json(.office, receipt: nil), outcome: outcome)
    }

    func filled(by executor: Executor, at instant: String = noon) async throws -> Filled { try await Self.filled(checked, opening, answers, by: executor, at: instant) }

    // MARK: which form

    /// For every register, the form it fills most blanks of, or is asked for most, beside others; found by opening each form and answering what it asks.
    static let all = Task {
        let samples = try SampledRegisters.all.get()
        var fed = try await forms(of: Repository.declarations.get(), samples)
        // A register that fills no form beside others: one of the forms it fills says also who files it.
        let alone = samples.registers.map(\.id).filter { fed[$0] == nil }
        if !alone.isEmpty {
            let shared = try await forms(of: Repository.declarations { try askWhoFiles(in: $0) }, samples)
            for register in alone { fed[register] = shared[register] }
        }
        return fed
    }

    private static func forms(of declarations: DeclarationFolder, _ samples: SampledRegisters) async throws -> [String: FedForm] {
        try await samples.serving { variables in
            let factory = ConnectorFactory(vocabulary: declarations.catalog.vocabulary, variables: variables)
            let connectors = try declarations.catalog.connectors.map { try factory.connector(for: $0) }
            var best: [String: (score: Int, form: FedForm)] = [:]
            for id in declarations.checked.keys.sorted() {
                guard let checked = declarations.checked[id], let key = SubjectKey(guessing: samples.person, in: checked.vocabulary) else { continue }
                for taste in 0..<3 {
                    let (answers, office, requests) = try await answered(checked, Opening(actor: key), connectors, samples, taste: taste)
                    let sources = (office["fields"]?.array ?? []).compactMap { $0["value"] == nil ? nil : $0["source"]?["connector"]?.string }
                    let counts = sources.reduce(into: [:]) { $0[$1, default: 0] += 1 }
                    // Some are asked for what decides, and fill nothing themselves.
                    let scores = requests.reduce(into: counts.mapValues { $0 * 100 }) { $0[$1.connector.rawValue, default: 0] += 1 }
                    let isShared = counts.keys.filter { samples[$0] != nil }.count > 1
                    for (register, score) in scores where isShared && samples[register] != nil && score > best[register]?.score ?? 0 {
                        let down = connectors.map { $0.manifest.id.rawValue == register ? DownRegister(manifest: $0.manifest) : $0 }
                        let without = try await filled(checked, Opening(actor: key), answers, by: executor(down))
                        best[register] = (score, FedForm(
                            checked: checked, opening: Opening(actor: key), answers: answers, well: office,
                            asked: requests.filter { $0.connector.rawValue == register }, without: without.office))
                    }
                }
            }
            for connector in connectors { await connector.close() }
            await factory.close()
            return best.mapValues(\.form)
        }
    }

    private static func askWhoFiles(in folder: URL) throws {
        let forms = folder.appending(path: "FormSchemas/forms"), grants = folder.appending(path: "Connectors/grants.yaml")
        var more = ""
        for name in try FileManager.default.contentsOfDirectory(atPath: forms.path).sorted() {
            let file = forms.appending(path: name)
            let text = try String(contentsOf: file, encoding: .utf8)
            guard let purpose = text.firstMatch(of: /\npurpose: (\S+)/)?.1, !text.contains("from: [actor]"), !text.contains("from: [subject]") else { continue }
            try Repository.edit(file) {
                $0.replacing("\nsubjects:\n", with: "\nsubjects:\n  filer:\n    kind: person\n    from: [actor]\n", maxReplacements: 1)
                    .replacing("\nsections:\n", with: "\nsections:\n  - title: {vi: Người nộp}\n    fields:\n      - {id: filer_name, means: filer.full_name, label: {vi: Người nộp}, required: true}\n", maxReplacements: 1)
            }
            more += "\n  - {purpose: \(purpose), connector: population, about: [filer], reads: [full_name], basis: law, legal: none}\n"
        }
        try Repository.edit(grants) { $0.trimmingCharacters(in: .newlines) + more }
    }

    // MARK: answering

    /// Stage after stage, until nothing more is asked that the samples or the kind of blank have an answer to.
    ///
    /// - Parameter taste: which of several answers is given.
    private static func answered(
        _ checked: CheckedForm, _ opening: Opening, _ connectors: [any Connector], _ samples: SampledRegisters, taste: Int
    ) async throws -> (Answers, office: JSON, requests: [ConnectorRequest]) {
        var said = Answers()
        for _ in 0..<Applicant.stageLimit {
            let stage = try await filled(checked, opening, said, by: executor(connectors))
            let next = replies(to: stage.outcome.filled.json(.applicant, receipt: nil), said, checked, samples, taste)
            if next == said { break }
            said = next
        }
        let log = RequestLog()
        let whole = try await filled(checked, opening, said, by: executor(connectors.map { RecordingConnector(inner: $0, log: log) }))
        return (said, whole.office, log.requests)
    }

    private static func replies(to view: JSON, _ said: Answers, _ checked: CheckedForm, _ samples: SampledRegisters, _ taste: Int) -> Answers {
        guard let day else { return said }
        var next = said
        func candidates(_ id: String) -> [String] {
            let offer = view["offers"]?.array?.first { $0["for"]?.string == id }
            return (offer?["candidates"]?.array ?? []).compactMap { $0["id"]?.string }
        }
        for ask in view["ask"]?.array ?? [] {
            guard let id = ask["id"]?.string else { continue }
            switch ask["kind"]?.string {
            case "role", "key":
                guard next.roles[id] == nil, !next.confirmed.contains(id), let role = checked.form.role(RoleID(id)) else { continue }
                let known = candidates(id)
                let keys = role.keys.lazy.compactMap { samples.keys($0.map(\.concept), of: role.kinds) }.first
                if known.count == 1 {
                    next.confirmed.insert(id)
                } else if let first = known.first {
                    next.roles[id] = .candidate(first)
                } else if let keys, role.verify.isEmpty {
                    next.roles[id] = .key(Dictionary(uniqueKeysWithValues: keys.map { ($0.key.rawValue, JSON.string($0.value)) }))
                } else {
                    next.roles[id] = role.acceptsNew ? .new : .nobody
                }
            case "rows": if next.rows[id] == nil { next.rows[id] = candidates(id).first.map { [Answers.Row(row: "r1", subject: .candidate($0))] } ?? [] }
            case "leaf":
                guard next.answers[LeafID(id)] == nil, let field = checked.form.fields.first(where: { id == $0.id.rawValue || id.hasSuffix(".\($0.id)") }),
                    let concept = checked.vocabulary[field.means.first.concept]
                else { continue }
                // A key that has a blank of its own.
                let role = checked.form.role(field.means.first.role), alternative = role?.keys.first { $0.contains(field.means.first) }
                if let role, let alternative, let key = samples.keys(alternative.map(\.concept), of: role.kinds)?[concept.id] {
                    next.answers[LeafID(id)] = .string(key)
                    continue
                }
                let others = OtherValue(checked.vocabulary, on: day).others(than: nil, as: concept)
                if !others.isEmpty { next.answers[LeafID(id)] = others[min(taste, others.count - 1)] }
            default: break
            }
        }
        return next
    }
}

/// A register that gives no answer at all, and no reason.
private struct DownRegister: Connector {
    let manifest: ConnectorManifest

    func lookUp(_ request: ConnectorRequest) async -> LookUp { .failed(.down) }
    func close() async {}
}
