@testable import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
@testable import Prefill
import Receipts
@testable import Sourcing
import Staging
import Testing
import Vocabulary

/// One dossier filled while one register has a fault.
struct FaultRun {
    let spoil: Spoil
    let fault: Fault
    let register: SampledRegister
    let fed: FedForm
    /// The office's view.
    let ill: JSON
    /// What was asked of the register, and of the others.
    let calls: RequestLog, others: RequestLog
    /// How far the register's own clock went.
    let waited: Duration
    /// What is written down of it outside of the dossier.
    let told: Told

    static func of(_ spoil: Spoil, _ fault: Fault, _ register: SampledRegister, _ fed: FedForm, _ sound: [ConnectorID: any Connector], _ secrets: [String: String]) async throws -> FaultRun {
        try await withFolder { folder in
            let clock = ManualClock(), calls = RequestLog(), others = RequestLog()
            let file = folder.appending(path: register.id)
            var variables = secrets, server: CannedServer?, letGo: @Sendable () -> Void = {}
            switch spoil.site {
            case .service(let answer):
                server = try await CannedServer.answering { answer(register.reply(to: $0), clock) }
            case .nowhere where [.json, .xml].contains(register.kind):
                server = try await CannedServer.answering(.silence)
                await server?.close()
            case .nowhere: break
            case .file(let write): letGo = try write(file, clock)
            }
            variables[register.addressVariable] = server?.url ?? file.path
            let checked = spoil.freshFor.map { limit in fed.checked.replacing(register.manifest.id) { $0.limited(freshFor: limit) } } ?? fed.checked
            let broken = ConnectorFactory(vocabulary: checked.vocabulary, variables: variables, clock: clock)
            let connectors: [any Connector] = try checked.catalog.connectors.map { manifest in
                guard manifest.id == register.manifest.id else { return RecordingConnector(inner: try #require(sound[manifest.id]), log: others) }
                let back = ReturningRegister(inner: try broken.connector(for: manifest), log: calls) { if spoil.comesBack { try? register.write(to: file) } }
                return RecordingConnector(inner: back, log: calls)
            }
            // Who waits for a moment the register names waits by its clock.
            let executor = FedForm.executor(connectors, clock: spoil.asksToWait == nil ? ManualClock() : clock)
            let hands = Task { [server] in await Self.moving(clock, fault, spoil, register, calls, server) }
            let filled = try await FedForm.filled(checked, fed.opening, fed.answers, by: executor)
            hands.cancel()
            await hands.value
            letGo()
            for connector in connectors where connector.manifest.id == register.manifest.id { await connector.close() }
            await broken.close()
            await server?.close()
            let receipt = PrefillEngine(checked, executor: executor).receipt(
                for: filled.outcome.state, filled: filled.outcome.filled, id: "receipt", issuedAt: Province.noon, lifetime: 86_400)
            let health = await executor.health(of: register.manifest.id)
            return FaultRun(
                spoil: spoil, fault: fault, register: register, fed: fed, ill: filled.office, calls: calls, others: others, waited: clock.now.elapsed,
                told: Told(filled.outcome.lookUps, receipt, calls, health))
        }
    }

    /// Moves the register's clock to its next alarm whenever every call waits, for those that only the clock can end.
    private static func moving(_ clock: ManualClock, _ fault: Fault, _ spoil: Spoil, _ register: SampledRegister, _ calls: RequestLog, _ server: CannedServer?) async {
        if spoil.asksToWait != nil { return await waiting(clock, calls) }
        guard fault.isLate else { return }
        var jump = spoil.jump
        while !Task.isCancelled {
            let running = calls.waiting, alarms = clock.alarms
            let isDripping = fault != .dripping || register.kind == .sql || alarms.count > running
            let hasArrived = server.map { $0.asked >= calls.asked } ?? true
            if running > 0, alarms.count >= running, isDripping, hasArrived, let next = alarms.first {
                clock.advance(by: jump ?? next - clock.now.elapsed)
                jump = nil
            }
            await Task.yield()
        }
    }

    /// Moves the clock to the moment the register has named whenever nobody is on the way to it.
    private static func waiting(_ clock: ManualClock, _ calls: RequestLog) async {
        while !Task.isCancelled {
            let now = clock.now.elapsed
            if calls.waiting == 0, let next = clock.alarms.first, next - now <= .seconds(1) { clock.advance(by: next - now) }
            await Task.yield()
        }
    }

    // MARK: what is wrong with it

    /// Codes and names of leaves; no values.
    func deviations() throws -> [String] {
        let dossier = DegradedDossier(
            fed.checked, fed.opening, register: register.id, reasons: Set(reasons.map(\.rawValue)), well: fed.well, ill: ill)
        return dossier.deviations() + leaves(dossier) + lists() + bounds()
    }

    /// Every reason the fault may have, whatever is asked.
    private var reasons: Set<Reason> {
        let said = fed.asked.flatMap { request in
            register.manifest.operation(request.operation).map { operation in request.concepts.map { spoil.reasons(operation, .init(concept: $0)) } } ?? []
        }
        let ofLinks: Set<Reason> = spoil.isOfParts ? [.absent, .invalid] : []
        let all = said.reduce(into: ofLinks.union(fault.reason.map { [$0] } ?? [])) { $0.formUnion($1) }
        return all.contains(.absent) ? all.union([.notGranted]) : all
    }

    private func leaves(_ dossier: DegradedDossier) -> [String] {
        let without = DegradedDossier.leaves(of: fed.without, Self.subjects(of: fed.without))
        return dossier.before.sorted { $0.key < $1.key }.compactMap { name, leaf in
            guard let now = dossier.after[name] else { return nil }
            let isOthers = now.value == without[name]?.value, isPart = spoil.isOfParts && Self.isPart(now.value, of: leaf.value)
            if now.value != nil, now.value != leaf.value, !isOthers, !isPart { return "\(leaf.field): has a value nobody gave" }
            guard leaf.value != nil, let connector = leaf.connector, dossier.isReached(leaf), !dossier.isConditional(leaf) else { return nil }
            guard connector == register.id else { return now.json == leaf.json ? nil : "\(leaf.field) of \(connector): is another" }
            // How the subject was found is no fact about it that could be too old; and nothing that is not there can be spoilt.
            let isKey = fault == .stale && fed.checked.vocabulary.keys.values.joined().joined().contains(leaf.means.concept)
            if isKey || spoil.isOfParts && leaf.value == ["none": true], now.says(as: leaf) { return nil }
            let expected = reasons(of: leaf)
            // Where a part came from is told with the places of the whole.
            if expected.isEmpty { return now.json == leaf.json || spoil.isOfParts && now.says(as: leaf) ? nil : "\(leaf.field): is another, \(now.reason ?? now.outcome)" }
            if now.value != nil { return now.connector != register.id || isPart && now.value != leaf.value ? nil : "\(leaf.field): is filled all the same" }
            let reason = now.reason ?? now.outcome
            return expected.contains { $0.rawValue == reason } ? nil : "\(leaf.field): expected \(expected.map(\.rawValue).sorted()), found \(reason)"
        }
    }

    /// Why the register's leaf is not filled; empty where it is as it was.
    private func reasons(of leaf: DegradedDossier.Leaf) -> Set<Reason> {
        guard let operation = leaf.operation.flatMap({ register.manifest.operation(OperationID($0)) }) else { return [] }
        let vocabulary = fed.checked.vocabulary, concept = leaf.means.concept
        let wholes = [Spoil.Supplied(concept: concept)] + vocabulary.memberships(of: concept).map { .init(concept: $0.composite, part: $0.part) }
        let supplied = wholes.first { whole in
            operation.supply(whole.concept) != nil || operation.opens.contains { $0.supplies.contains { $0.concept == whole.concept } }
        }
        let reasons = spoil.reasons(operation, supplied ?? wholes[0])
        guard reasons.contains(.absent), isHeldUnread(leaf, by: Set(operation.keys)) else { return reasons }
        return reasons.subtracting([.absent]).union([.notGranted])
    }

    /// Whether another register that could say it, by the same keys, may not be read: then one register's absence is not the reason.
    private func isHeldUnread(_ leaf: DegradedDossier.Leaf, by keys: Set<ConceptID>) -> Bool {
        let catalog = fed.checked.catalog, role = leaf.means.role
        return (fed.checked.form.role(role)?.kinds ?? []).flatMap { catalog.obtainers(of: leaf.means.concept, about: $0) }.contains { other in
            keys.isSuperset(of: other.operation.keys) && fed.checked.grants.grant(connector: other.connector, about: role, reads: other.supply.concept) == nil
        }
    }

    /// A list whose elements have another name now is not one without elements.
    private func lists() -> [String] {
        guard let name = spoil.renamed else { return [] }
        return calls.exchanges.flatMap { exchange -> [String] in
            guard case .found(let record) = exchange.answer, let paths = AskedPaths(exchange.request, register.manifest), paths.ofElements.contains(name) else { return [] }
            return paths.opens.filter { $0.list?.text.hasSuffix("/" + name) ?? false }.compactMap { opens in
                record.links[opens.relation].map { $0.isReadable || $0.isComplete } ?? true ? "\(opens.relation): reads as a list without \(name)" : nil
            }
        }
    }

    private static func isPart(_ value: JSON?, of whole: JSON?) -> Bool {
        guard let parts = value?.object, let all = whole?.object else { return false }
        return parts.members.allSatisfy { all[$0.key] == $0.value }
    }

    private static func subjects(of office: JSON) -> [String: String] {
        (office["subjects"]?.object?.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value["id"]?.string }
    }

    /// Retries under the budget, and the deadline.
    private func bounds() -> [String] {
        var found: [String] = []
        let counts = calls.requests.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        if calls.requests.isEmpty { found.append("the register was not asked") }
        if counts.values.contains(where: { $0 > 2 }) { found.append("a question was put more than twice") }
        if Set(others.requests).count != others.requests.count { found.append("another register was asked twice") }
        let deadline = register.manifest.transport.timeout
        if fault.isLate {
            if calls.exchanges.contains(where: { $0.answer != .failed(.timeout) }) { found.append("an answer came from a register that gives none") }
            // Each call ends at its deadline, or when the clock jumps past it.
            let limit = deadline * calls.requests.count + max(.zero, spoil.jump ?? .zero)
            if waited > limit { found.append("waited \(waited) of \(limit)") }
        } else if let wait = spoil.asksToWait {
            // Asked again after the moment, and not at all where that is later than anybody waits.
            let isLater = wait > .seconds(1)
            if isLater ? waited != .zero : waited < wait { found.append("waited \(waited) of \(wait)") }
            if isLater, counts.values.contains(where: { $0 > 1 }) { found.append("a question was put again") }
            if !isLater, !counts.values.contains(2) { found.append("no question was put again") }
        } else if waited != .zero {
            found.append("waited \(waited)")
        }
        return found
    }
}

/// What is written down outside of the dossier: ledger, receipt, why a register failed, how it has behaved.
struct Told {
    private let text: String

    init(_ lookUps: [LookedUpFact], _ receipt: Receipt, _ calls: RequestLog, _ health: RegisterHealth?) {
        let entries = lookUps.map { LedgerEntry(dossier: "d", hour: "2026-11-24T05", fact: .lookedUp($0)).json.serialized(.compact) }
        let failures = calls.exchanges.compactMap { exchange in if case .failed(let failure) = exchange.answer { "\(failure)" } else { nil } }
        text = (entries + failures + [receipt.json.serialized(.compact), "\(String(describing: health))"]).joined(separator: "\n")
    }

    /// Those of some values that stand in it.
    func words(among values: Set<String>) -> [String] {
        let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "/" }.map(String.init))
        // What is also a word of the declarations, or a year, is nobody's.
        return values.filter { value in value.count > 3 && Kind(rawValue: value) == nil && value.wholeMatch(of: /(19|20)\d\d/) == nil && (words.contains(value) || value.contains(" ") && text.contains(value)) }.sorted()
    }
}

/// A register that comes back before it is asked for the second time.
private struct ReturningRegister: Connector {
    let inner: any Connector
    let log: RequestLog
    let comeBack: @Sendable () -> Void

    var manifest: ConnectorManifest { inner.manifest }
    var pause: Duration { inner.pause }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        if log.exchanges.count == 1 { comeBack() }
        return await inner.lookUp(request)
    }

    func close() async { await inner.close() }
}
