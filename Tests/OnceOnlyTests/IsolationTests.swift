@testable import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
@testable import Sourcing
import Testing
import Vocabulary

/// What one source, one grant or one reply may not do to the rest of a dossier. What is changed is drawn; the registers answer
/// over the real transports.
@Suite("One source among others")
struct IsolationTests {
    private static let people = 2
    /// Grants that are cut, one after the other; more in a long run.
    private static let rounds = ProcessInfo.processInfo.environment["ONCEONLY_ROUNDS"].flatMap(Int.init) ?? 4

    @Test("a broken source beside each of the others changes no field's outcome", arguments: Repository.formIDs)
    func brokenSources(form: FormID) async throws {
        try await Setting.with(form, people: Self.people) { setting in
            var dice = SystemDice(form)
            // Every register once more, under a name before or behind its own, granted the same, and broken.
            let catalog = setting.checked.catalog
            let names = Dictionary(uniqueKeysWithValues: catalog.connectors.map { ($0.id, ConnectorID("\(dice.flip() ? "a" : "z")-\($0.id)")) })
            let doubles = catalog.connectors.compactMap { manifest in names[manifest.id].map { manifest.double(named: $0) } }
            let grants = catalog.grants.compactMap { grant in names[grant.connector].map { grant.of($0) } }
            let broken = setting.with(connectors: catalog.connectors + doubles, grants: catalog.grants + grants)
            let failures: [LookUp] = LookUpFailure.allCases.map(LookUp.failed) + [.refused]
            let added = doubles.map { BrokenRegister(manifest: $0, answer: failures[dice.roll(failures.count)]) }
            let words: Set<Reason> = [.sourceDown, .timeout, .refused, .invalid, .wrongSubject]
            for applicant in setting.applicants {
                let before = await setting.leaves(of: applicant), after = await setting.leaves(of: applicant, broken, also: added)
                for (leaf, old) in before {
                    guard let new = after[leaf] else {
                        Issue.record("\(form) \(leaf) is gone; \(dice)")
                        continue
                    }
                    // What nobody filled before may say that the further source failed too.
                    let isSaidToFail = old.outcome == .open && new.outcome == .open && new.reason.map(words.contains) ?? false
                    let isSame = old == new || isSaidToFail
                    #expect(isSame, "\(form) \(leaf): \(old) became \(new); \(dice)")
                }
                #expect(Set(after.keys) == Set(before.keys))
            }
        }
    }

    @Test("replies may come in any order", arguments: Repository.formIDs)
    func replyOrder(form: FormID) async throws {
        try await Setting.with(form, people: Self.people) { setting in
            var dice = SystemDice(form)
            for applicant in setting.applicants {
                let whole = await setting.filled(applicant)
                for _ in 0..<3 {
                    let seed = dice.word()
                    let shuffled = await setting.filled(applicant) { LateRegister(inner: $0, seed: seed) }
                    #expect(shuffled == whole, "\(form); \(dice)")
                }
            }
        }
    }

    @Test("an attribute or a relation less in a grant turns fields to not-granted, and does nothing else", arguments: Repository.formIDs)
    func grantsTakenAway(form: FormID) async throws {
        try await Setting.with(form, people: Self.people) { setting in
            var dice = SystemDice(form)
            for _ in 0..<Self.rounds {
                let catalog = setting.checked.catalog
                let places = catalog.grants.indices.filter { catalog.grants[$0].purpose == setting.checked.purpose }
                let place = try #require(places.isEmpty ? nil : places[dice.roll(places.count)])
                var grants = catalog.grants
                let (less, name, isRelation) = grants[place].less(&dice)
                grants[place] = less
                let poorer = setting.with(connectors: catalog.connectors, grants: grants)
                for applicant in setting.applicants {
                    let before = await setting.leaves(of: applicant), after = await setting.leaves(of: applicant, poorer)
                    for (leaf, old) in before {
                        // A row of a list that may not be walked any more is no row.
                        guard let new = after[leaf] else { continue }
                        let isLost = new.outcome == .open && new.reason == .notGranted
                        // Whom nobody may be followed to has to be named by a key, or told to exist.
                        let isKey = new.outcome == .open && (new.reason == .key || new.reason == .keyMissing) && isRelation
                        // Another register may say the same, or be the next to be believed: then its own word stands, unlocked.
                        let isElsewhere = new.outcome == old.outcome && new.value == old.value || setting.isNextWord(new, after: old)
                        // What is computed from it, or shown by a condition over it, waits for it; outside blanks give no reason.
                        let isWaiting = new.outcome == .open && new.reason == .keyMissing && (old.outcome == .derived || old.outcome == .notApplicable)
                        let isOutside = old.outcome == .outside && new.outcome == .outside
                        let isRight = old == new || isLost || isKey || isElsewhere || isWaiting || isOutside
                        #expect(isRight, "\(form) without \(name) of \(less.connector): \(leaf): \(old) became \(new); \(dice)")
                    }
                }
            }
        }
    }
}

/// Chance of one test: from `ONCEONLY_SEED`, or new in every run.
private struct SystemDice: CustomStringConvertible {
    private let seed: UInt64
    private var state: UInt64

    init(_ form: FormID) {
        seed = ProcessInfo.processInfo.environment["ONCEONLY_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0 ... .max)
        state = form.rawValue.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    var description: String { "ONCEONLY_SEED=\(seed)" }

    mutating func word() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 11
    }

    mutating func roll(_ sides: Int) -> Int { Int(word() % UInt64(sides)) }
    mutating func flip() -> Bool { roll(2) == 0 }
}

/// One form, some people, and registers that answer.
private struct Setting: Sendable {
    let checked: CheckedForm
    let applicants: [Applicant]
    let connectors: [any Connector]
    let truth: TruthTable
    let asOf: PartialDate

    static func with(_ form: FormID, people: Int, _ body: @escaping @Sendable (Setting) async throws -> Void) async throws {
        let checked = try #require(Repository.declarations.get().checked[form])
        let province = try Province.small.get(), day = try #require(Province.asOf)
        let applicants = try Applicant.all(of: province, form: form, limit: people, vocabulary: checked.vocabulary)
        try await ProvinceRegisters.serving(province) { variables in
            let factory = ConnectorFactory(vocabulary: checked.vocabulary, variables: variables)
            let connectors = try checked.catalog.connectors.map { try factory.connector(for: $0) }
            try await body(Setting(checked: checked, applicants: applicants, connectors: connectors, truth: province.truth, asOf: day))
            for connector in connectors { await connector.close() }
            await factory.close()
        }
    }

    func with(connectors: [ConnectorManifest], grants: [Grant]) -> CheckedForm {
        let catalog = checked.catalog
        return CheckedForm(
            passing: checked.form,
            in: Catalog(vocabulary: catalog.vocabulary, evidence: Array(catalog.evidence.values), connectors: connectors, grants: grants))
    }

    /// What became of a leaf, without the instant.
    struct Leaf: Equatable, CustomStringConvertible {
        let outcome: Outcome
        let reason: Reason?
        let value: JSON?
        let concept: ConceptID
        let source: LeafSource?
        let isLocked: Bool

        var connector: String? { source?.connector }

        /// Codes, no value.
        var description: String { [outcome.rawValue, reason?.rawValue, connector, isLocked ? "locked" : nil].compactMap(\.self).joined(separator: " ") }
    }

    func leaves(of applicant: Applicant, _ checked: CheckedForm? = nil, also added: [any Connector] = []) async -> [LeafID: Leaf] {
        let filled = await outcome(applicant, checked ?? self.checked, connectors + added).filled
        let leaves = filled.leaves.map { leaf in
            (leaf.leaf, Leaf(outcome: leaf.outcome, reason: leaf.reason, value: leaf.value, concept: leaf.means.concept, source: leaf.source, isLocked: leaf.isLocked))
        }
        return Dictionary(leaves, uniquingKeysWith: { first, _ in first })
    }

    /// Whether a blank holds what another register, of less authority, truly has of the same subject.
    func isNextWord(_ new: Leaf, after old: Leaf) -> Bool {
        guard old.outcome == .prefilled, new.outcome == .prefilled, !new.isLocked, let one = old.source, let other = new.source, one.connector != other.connector,
            one.subject == other.subject, let kind = other.subjectKind, let key = other.subjectKey
        else { return false }
        let known = (try? truth.lines(of: SubjectName(kind: kind.rawValue, id: key))) ?? [:]
        return known[new.concept.rawValue]?.held[other.connector] == new.value
    }

    /// All the office would see.
    func filled(_ applicant: Applicant, wrapping wrap: (any Connector) -> any Connector = { $0 }) async -> JSON {
        await outcome(applicant, checked, connectors.map(wrap)).filled.json(.office, receipt: nil)
    }

    private func outcome(_ applicant: Applicant, _ checked: CheckedForm, _ connectors: [any Connector]) async -> PrefillEngine.Outcome {
        let state = DossierState(
            id: "dossier", opening: applicant.opening, form: checked.form.id, version: checked.form.identity.version, pins: [:],
            asOf: asOf, isSimulated: true, salt: "salt", naming: "naming")
        let policy = ExecutionPolicy(perCall: .seconds(60), total: .seconds(600))
        return await PrefillEngine(checked, executor: Executor(connectors: connectors, policy: policy)).fill(state, answers: applicant.answers, at: "2026-11-24T05:00:00Z")
    }
}

/// Never gives an answer that is of use.
private struct BrokenRegister: Connector {
    let manifest: ConnectorManifest
    let answer: LookUp

    func lookUp(_ request: ConnectorRequest) async -> LookUp { answer }
    func close() async {}
}

/// Keeps every answer back for a while of its own.
private struct LateRegister: Connector {
    let inner: any Connector
    let seed: UInt64

    var manifest: ConnectorManifest { inner.manifest }

    func lookUp(_ request: ConnectorRequest) async -> LookUp {
        let answer = await inner.lookUp(request)
        let text = "\(request.connector)\(request.operation)\(request.keys.values.sorted())"
        let turns = text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } >> 40
        for _ in 0..<(turns % 300) { await Task.yield() }
        return answer
    }

    func close() async {}
}

extension ConnectorManifest {
    fileprivate func double(named name: ConnectorID) -> ConnectorManifest {
        ConnectorManifest(
            id: name, title: title, publisher: publisher, legalBasis: legalBasis, transport: transport, operations: operations,
            places: places)
    }
}

extension Grant {
    fileprivate func of(_ connector: ConnectorID) -> Grant { with(connector: connector, reads: reads, follows: follows) }

    /// The grant without one of its attributes or relations.
    fileprivate func less(_ dice: inout SystemDice) -> (grant: Grant, name: String, isRelation: Bool) {
        let place = dice.roll(reads.count + follows.count)
        if place < reads.count {
            var less = reads
            let lost = less.remove(at: place)
            return (with(connector: connector, reads: less, follows: follows), lost.rawValue, false)
        }
        var less = follows
        let lost = less.remove(at: place - reads.count)
        return (with(connector: connector, reads: reads, follows: less), lost.rawValue, true)
    }

    private func with(connector: ConnectorID, reads: [ConceptID], follows: [RelationID]) -> Grant {
        Grant(
            id: id, purpose: purpose, connector: connector, about: about, reads: reads, verifies: verifies, follows: follows, basis: basis, legal: legal,
            disclosure: disclosure, places: places)
    }
}
