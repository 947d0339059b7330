public import Connectors
import Crypto
public import Diagnostics
public import Drivers
public import Expressions
public import Formats
public import Forms
import Foundation
public import Prefill
public import Receipts
public import Storage
import Sourcing
import Vocabulary

/// What an intake service calls: opens dossiers already filled in, takes answers, submits.
///
/// One value serves many dossiers at once. Registers are asked through the connectors' own drivers; states are sealed in
/// the store; what is counted goes to the ledger.
///
/// ```swift
/// let folder = try DeclarationFolder("declarations")
/// let service = try IntakeService(folder, variables: environment, store: "state")
/// let opened = try await service.open("cu-tru-ct01", Opening(actor: citizen))
/// ```
public struct IntakeService: Sendable {
    public let declarations: DeclarationFolder
    private let factory: ConnectorFactory
    private let executor: Executor
    let store: any DossierStore
    /// `nil` where no documents are kept.
    let documents: (any DocumentStore)?
    private let ledger: SQLiteLedger
    let keys: StoreKeys
    private let surroundings: Surroundings
    /// Registers that could not be set up and why; their fields are asked with reason `source-down`.
    public let setupFailures: [String: LocalizedText]

    /// The clock and the randomness, passed in so that the same input can give the same bytes.
    public struct Surroundings: Sendable {
        /// Seconds since 1970, UTC.
        public var now: @Sendable () -> Int
        /// `count` random bytes.
        public var random: @Sendable (_ count: Int) -> [UInt8]
        /// Marks every dossier as simulated.
        public var isSimulated: Bool
        /// Seconds a receipt is good for.
        public var receiptLifetime: Int

        public init(
            now: (@Sendable () -> Int)? = nil, random: (@Sendable (Int) -> [UInt8])? = nil, isSimulated: Bool = false,
            receiptLifetime: Int = 30 * 24 * 3600
        ) {
            self.now = now ?? { Int(Date().timeIntervalSince1970) }
            self.random = random ?? { count in
                var generator = SystemRandomNumberGenerator(), bytes: [UInt8] = []
                // Eight at a time: each draw asks the system.
                while bytes.count < count { withUnsafeBytes(of: generator.next()) { bytes += $0.prefix(count - bytes.count) } }
                return bytes
            }
            self.isSimulated = isSimulated
            self.receiptLifetime = receiptLifetime
        }
    }

    /// - Parameters:
    ///   - variables: what `${NAME}` stands for in connector manifests: addresses and secrets.
    ///   - store: a folder for keys, dossiers, documents and ledger; made where there is none.
    ///   - keepsDocuments: makes a document store in it where there is none; one that is there is used anyway.
    ///   - tenant: the authority whose documents and whose ledger these are.
    ///   - checkpoints: the second place, where the ledger's checkpoints are published; better on another disk or machine. By default
    ///     the folder `checkpoints` in the store.
    ///   - fixtures: recorded replies that answer in place of the registers.
    ///   - wrap: puts the caller's own connector around each driver: for quotas, traces, tests.
    /// - Throws: what the store says when it cannot be opened.
    public init(
        _ declarations: DeclarationFolder, variables: [String: String], store folder: String, keepsDocuments: Bool = false, tenant: String = "main",
        checkpoints: String? = nil, policy: ExecutionPolicy = ExecutionPolicy(), surroundings: Surroundings = Surroundings(), replaying fixtures: [Fixture]? = nil,
        wrapping wrap: (any Connector) -> any Connector = { $0 }
    ) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let keys = try StoreKeys.atFile(folder + "/keys.json")
        try self.init(
            declarations, variables: variables, keys: keys, store: SQLiteDossierStore(path: folder + "/dossiers.sqlite", keys: keys),
            ledger: Self.ledger(in: folder, tenant, checkpoints: checkpoints, surroundings),
            documents: try Self.documents(folder + "/documents", keys, tenant, makes: keepsDocuments), policy: policy, surroundings: surroundings, replaying: fixtures, wrapping: wrap)
    }

    /// The same with stores and a ledger of the caller's; the documents' is closed with the service.
    public init(
        _ declarations: DeclarationFolder, variables: [String: String], keys: StoreKeys, store: any DossierStore, ledger: SQLiteLedger,
        documents: (any DocumentStore)? = nil, policy: ExecutionPolicy = ExecutionPolicy(), surroundings: Surroundings = Surroundings(), replaying fixtures: [Fixture]? = nil,
        wrapping wrap: (any Connector) -> any Connector = { $0 }
    ) throws {
        self.declarations = declarations
        self.keys = keys
        self.store = store
        self.documents = documents
        self.ledger = ledger
        self.surroundings = surroundings
        let factory = ConnectorFactory(vocabulary: declarations.catalog.vocabulary, variables: variables)
        self.factory = factory
        var connectors: [any Connector] = []
        var failures: [String: LocalizedText] = [:]
        for manifest in declarations.catalog.connectors {
            if let fixtures {
                connectors.append(wrap(ReplayConnector(manifest, vocabulary: declarations.catalog.vocabulary, fixtures: fixtures)))
                continue
            }
            do { connectors.append(wrap(try factory.connector(for: manifest))) } catch { failures[manifest.id.rawValue] = error.words }
        }
        setupFailures = failures
        executor = Executor(connectors: connectors, policy: policy) {
            surroundings.random(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    private static func ledger(in folder: String, _ tenant: String, checkpoints: String?, _ surroundings: Surroundings) throws -> SQLiteLedger {
        let place = checkpoints ?? folder + "/" + SQLiteLedger.checkpointFolder
        let keys = try LedgerKeys.atFile(folder + "/" + SQLiteLedger.keyFile)
        return try SQLiteLedger(
            path: try SQLiteLedger.path(in: folder, tenant: tenant), checkpoints: LedgerCheckpoints(folder: place, tenant: tenant, keys: keys, pace: .init(now: surroundings.now)))
    }

    /// Whether a folder holds nothing but what a store holds: keys, dossiers, documents and ledger, with what SQLite puts beside them.
    public static func isStore(_ folder: String) -> Bool {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return false }
        let databases = ["dossiers.sqlite", "ledger.sqlite"]
        let known = ["keys.json", SQLiteLedger.keyFile, SQLiteLedger.checkpointFolder, "documents"] + databases + databases.flatMap { name in ["-wal", "-shm", "-journal"].map { name + $0 } }
        return names.allSatisfy(known.contains)
    }

    /// How a register has behaved since the start: whether it rests, whether it hangs, whether it mixed people up.
    public func health(of connector: ConnectorID) async -> RegisterHealth? { await executor.health(of: connector) }

    /// Asks a register again that was suspended for replies about other subjects; after somebody has looked at it.
    public func lift(_ connector: ConnectorID) async { await executor.lift(connector) }

    /// Gives back connections. The service is not used after it.
    public func close() async {
        await factory.close()
        await documents?.close()
        await ledger.close()
    }

    func engine(_ checked: CheckedForm) throws(IntakeError) -> PrefillEngine {
        let baseline = declarations.series[checked.form.id].map { declarations.counted($0.inUse) }
        guard let documents else { return PrefillEngine(checked, executor: executor, baseline: baseline) }
        return PrefillEngine(checked, executor: executor, papers: .init(on: try today()) { [store] in await Self.found($0, in: documents, store) }, baseline: baseline)
    }

    /// A dossier as one call left it.
    public struct Opened: Sendable {
        /// The dossier's reference: 128 random bits; only its actor may resume with it.
        public let dossier: String
        public let filled: FilledForm
        public let receipt: Receipt
        /// What this call asked of registers, in order.
        public let lookUps: [LookedUpFact]
        /// Those of them whose result the applicant's side may know.
        let toldLookUps: [LookedUpFact]
        /// Names in this call's answers that the form does not have: they fill nothing, and a submission with them is refused.
        public let unknownNames: [UnknownName]
        /// What the office asks for once more; `nil` where it asks for nothing.
        public let supplement: Supplement?
        /// What the stored dossier said before this call; `nil` where it was opened by it.
        let before: FilledForm?

        /// What this call filled otherwise than it was filled before; `nil` where it was not.
        public func changes(_ view: View) -> [LeafChange]? { before.map { filled.changes(since: $0, as: view) } }

        /// What one side may know of the asking: whether a register answered about somebody the applicant may not see is not told.
        public func lookUps(_ view: View) -> [LookedUpFact] { view == .office ? lookUps : toldLookUps }

        /// The output of one side.
        public func json(_ view: View) -> JSON {
            let json = filled.json(view, receipt: receipt)
            let changes = changes(view)
            guard !unknownNames.isEmpty || supplement != nil || changes != nil, var object = json.object else { return json }
            if let changes { object["changes"] = .array(changes.map(\.json)) }
            if !unknownNames.isEmpty { object["unknownNames"] = .array(unknownNames.map(\.json)) }
            if let supplement { object["supplement"] = supplement.shown }
            return .object(object)
        }
    }

    /// Opens a dossier, asks registers what can be known now, and seals what was filled.
    ///
    /// - Throws: `IntakeError.unknownForm`; what the store says. A register that fails throws nothing.
    public func open(_ form: FormID, _ opening: Opening, answers: Answers = Answers(), asOf: PartialDate? = nil) async throws -> Opened {
        let checked = try self.checked(form)
        try Self.check(opening, checked.form)
        if let code = opening.code { try Self.check(code: code) }
        try await handOver()
        let state = DossierState(
            id: hex(16), opening: opening, form: form, version: checked.form.identity.version, pins: declarations.pins(for: form),
            asOf: try asOf ?? today(), isSimulated: surroundings.isSimulated, salt: hex(32), naming: naming(form, opening))
        if let code = opening.code { try await reserve(code, for: state.id) }
        let procedure = checked.form.administration.procedures.first?.code ?? form.rawValue
        let hour = hour
        // Before anybody is asked: where nothing can be put on record, nothing is looked up.
        try await ledger.append([LedgerEntry(dossier: keys.pseudonyms.dossier(state.id), hour: hour, fact: .opened(OpenedFact(
            form: form.rawValue, version: state.version, procedure: procedure, purpose: checked.purpose,
            subjectKind: opening.subject.kind.rawValue, channel: opening.channel.rawValue, basis: opening.basis.rawValue,
            hasOperator: opening.operatorID != nil, isSimulated: surroundings.isSimulated, subject: pseudonym(of: opening.subject, at: hour))))])
        return try await fill(state, answers, checked)
    }

    private func naming(_ form: FormID, _ opening: Opening) -> String {
        func text(_ key: SubjectKey) -> String {
            key.kind.rawValue + ":" + key.keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        }
        return keys.pseudonyms.names("\(form)|\(text(opening.actor))|\(text(opening.subject))")
    }

    /// The clerk is never the citizen, "self" is nobody else, and the form is for such a subject at all.
    private static func check(_ opening: Opening, _ form: Form) throws(IntakeError) {
        let own = Set(opening.actor.keys.values).union(opening.subject.keys.values)
        if let clerk = opening.operatorID, own.contains(clerk) { throw .opening(.operatorIsParty) }
        if opening.basis == .own, opening.actor != opening.subject { throw .opening(.selfForAnother) }
        let takesSubject = form.roles.contains { role in
            role.sources.contains { $0.content == .subject && role.kinds.contains(opening.subject.kind) || $0.content == .actor && role.kinds.contains(opening.actor.kind) }
        }
        let takesAnybody = form.roles.allSatisfy { role in !role.sources.contains { $0.content == .subject || $0.content == .actor } }
        if !takesSubject, !takesAnybody { throw .opening(.wrongKind(opening.subject.kind.rawValue)) }
    }

    /// Takes further answers for a dossier and fills what they make known. What was typed before stays.
    ///
    /// - Parameter difference: what `difference` told, once it was shown: takes a draft over to the declarations in force now.
    /// - Throws: `IntakeError.unknownDossier` also where it belongs to somebody else: a guess learns nothing; `.closed` where
    ///   it is closed; `.versionChanged` where the declarations changed and that was not shown yet.
    public func resume(
        _ dossier: String, actor: SubjectKey, answers: Answers = Answers(), across difference: DraftDifference? = nil
    ) async throws -> Opened {
        var state = try await draft(dossier, actor)
        let checked = try checked(state.form)
        let before = try engine(checked).read(state)
        state.stage += 1
        try await handOver()
        let pending = state.difference(to: checked, pins: declarations.pins(for: state.form))
        let stage = LedgerEntry.Fact.staged(StagedFact(number: state.stage, isAcrossVersions: pending != nil, isSupplement: state.supplement != nil))
        guard let pending else { return try await fill(state, answers, checked, stage, before) }
        guard pending == difference else { throw IntakeError.versionChanged }
        return try await fill(state.crossing(to: checked, by: pending), answers, checked, stage, before)
    }

    /// What changed for a draft since it was filled last; `nil` where nothing did.
    ///
    /// - Throws: as `resume`.
    public func difference(_ dossier: String, actor: SubjectKey) async throws -> DraftDifference? {
        let state = try await draft(dossier, actor)
        return state.difference(to: try checked(state.form), pins: declarations.pins(for: state.form))
    }

    private func draft(_ dossier: String, _ actor: SubjectKey) async throws -> DossierState {
        let state = try await stored(dossier)
        guard state.opening.actor == actor else { throw IntakeError.unknownDossier }
        let status = try await store.status(of: dossier)
        guard status.isOpen else { throw IntakeError.closed(status) }
        return state
    }

    /// - Parameter before: what was filled so far; `nil` for a new dossier.
    private func fill(
        _ state: DossierState, _ answers: Answers, _ checked: CheckedForm, _ stage: LedgerEntry.Fact? = nil, _ before: FilledForm? = nil
    ) async throws -> Opened {
        let engine = try engine(checked)
        let outcome = await engine.fill(try await limited(state, answers, checked), answers: answers, at: instant)
        let pseudonym = keys.pseudonyms.dossier(state.id)
        // Who was asked is on record before anything is kept of what they said.
        let hour = hour
        try await ledger.append(facts(of: outcome, stage, at: hour).map { LedgerEntry(dossier: pseudonym, hour: hour, fact: $0) })
        do {
            try await store.save(state.id, owner: Self.owner, state: Data(outcome.state.json.bytes()))
        } catch StorageError.alreadyAccepted {
            throw IntakeError.closed(try await store.status(of: state.id))
        }
        let receipt = engine.receipt(
            for: outcome.state, filled: outcome.filled, id: hex(16), issuedAt: surroundings.now(), lifetime: surroundings.receiptLifetime)
        return Opened(dossier: state.id, filled: outcome.filled, receipt: try keys.signer.sealed(receipt), lookUps: outcome.lookUps,
            toldLookUps: outcome.toldLookUps, unknownNames: answers.unknownNames(of: checked), supplement: outcome.state.supplement, before: before)
    }

    /// The dossier with every key closed that its actor typed beyond the day's limit, whichever dossier they typed it in.
    private func limited(_ state: DossierState, _ answers: Answers, _ checked: CheckedForm) async throws -> DossierState {
        var state = state
        var answered = state
        answered.take(answers)
        let typed = answered.typedKeys(of: checked)
        guard !typed.isEmpty else {
            state.close([])
            return state
        }
        let names = typed.map { keys.pseudonyms.typedKey($0.text) }
        let actor = state.opening.actor.keys.sorted { $0.key < $1.key }.map(\.value).joined(separator: "/")
        let open = try await store.note(
            keys: names, typedBy: keys.pseudonyms.actor(actor), on: String(hour.prefix(10)), limit: DossierState.dailyLimit)
        state.close(zip(typed, names).filter { !open.contains($0.1) }.map(\.0))
        return state
    }

    /// What opens the commitments of a dossier's receipts to some of its leaves: with it another process sees that a value was
    /// sealed, from the receipt and the public key alone. Values the applicant is not shown have no opening.
    ///
    /// - Throws: `IntakeError.unknownDossier` also where it belongs to somebody else; `.versionChanged` where the form changed since.
    public func openings(of leaves: Set<LeafID>, in dossier: String, actor: SubjectKey) async throws -> [Commitment.Opening] {
        let state = try await stored(dossier)
        guard state.opening.actor == actor else { throw IntakeError.unknownDossier }
        guard state.pins == declarations.pins(for: state.form) else { throw IntakeError.versionChanged }
        let engine = PrefillEngine(try checked(state.form), executor: executor)
        return engine.openings(of: leaves, in: state, filled: engine.read(state))
    }

    /// What others check receipts of this service with, in Base64: the key in use first, then those before it.
    public var publicKeys: [String] { keys.generations.map(\.publicKey) }

    /// What became of a submission.
    public struct Submitted: Sendable {
        public let dossier: String
        public let violations: [Violation]
        /// The filed values, for the office: withheld ones are among them.
        public let packet: JSON?
        private let toldPacket: JSON?
        /// Leaves the applicant's side may not see the values of.
        let withheld: Set<String>

        init(dossier: String, violations: [Violation], packet: JSON? = nil, toldPacket: JSON? = nil, withheld: Set<String> = []) {
            self.dossier = dossier
            self.violations = violations
            self.packet = packet
            self.toldPacket = toldPacket
            self.withheld = withheld
        }

        /// The packet as one side may see it.
        public func packet(_ view: View) -> JSON? {
            guard view == .applicant, var object = (toldPacket ?? packet)?.object else { return packet }
            object["fields"] = .array((object["fields"]?.array ?? []).map { field in
                guard let leaf = field["leaf"]?.string, withheld.contains(leaf) else { return field }
                return ["leaf": .string(leaf), "outcome": "prefilled", "withheld": true]
            })
            object["documents"] = nil
            object["incomplete"] = nil
            object["forOffice"] = nil
            return .object(object)
        }

        public var isAccepted: Bool { violations.isEmpty }

        public func json(_ view: View) -> JSON {
            var object: JSONObject = ["schema": "onceonly/submit/1", "accepted": .bool(isAccepted)]
            object["violations"] = .array(violations.map(\.json))
            object["dossier"] = .string(dossier)
            object["packet"] = packet(view) ?? .null
            return .object(object)
        }
    }

    /// Accepts a submission once, or refuses it whole: all logic runs again, no register is asked, every leaf is compared.
    ///
    /// What is accepted is kept in one step with the event the ledger is to be told; should the ledger not take it now, the
    /// next call hands it over, and the ledger takes it once.
    ///
    /// - Throws: `IntakeError.unknownDossier`; what the store says.
    public func submit(_ receipt: Receipt, answers: Answers) async throws -> Submitted {
        let verifier = keys.verifier
        let dossier = receipt.binding.dossier
        // An unsigned receipt names no dossier: whether there is one is not told.
        guard verifier.isAuthentic(receipt) else {
            return Submitted(dossier: dossier, violations: [Violation(.receiptSignature, leaf: "@receipt")], packet: nil)
        }
        if try await store.isAccepted(receipt: receipt.id) {
            return Submitted(dossier: dossier, violations: [Violation(.receiptUsed, leaf: "@receipt")], packet: nil)
        }
        let state = try await stored(dossier)
        guard let series = declarations.series[state.form] else { throw IntakeError.noBaseline(state.form.rawValue) }
        guard state.pins == declarations.pins(for: state.form) else {
            return Submitted(dossier: dossier, violations: [Violation(.versionChanged, leaf: "@receipt")], packet: nil)
        }
        let form = try checked(state.form)
        let submission = Submission(
            form, baseline: declarations.counted(series.inUse), replaced: series.replaced.first.map(declarations.counted))
        var answered = state
        answered.take(answers)
        // No register is asked, the house's own store is: a paper that was revoked since is not reused.
        let outdated = try await engine(form).outdatedPapers(of: answered)
        let result = submission.check(receipt, of: state, answers: answers, outdated: outdated, now: surroundings.now(), verifier: verifier)
        guard result.violations.isEmpty, let fact = result.fact else {
            return Submitted(dossier: dossier, violations: result.violations, packet: nil)
        }
        let event = LedgerEntry(dossier: keys.pseudonyms.dossier(dossier), hour: hour, fact: .submitted(fact))
        var filed = result.state
        filed.supplement = nil
        filed.filedAt = filed.filedAt ?? instant
        do {
            try await store.accept(Acceptance(
                receipt: receipt.id, dossier: dossier, owner: Self.owner, state: Data(filed.json.bytes()),
                event: event.json.serialized(.canonical)))
        } catch StorageError.alreadyAccepted {
            return Submitted(dossier: dossier, violations: [Violation(.receiptUsed, leaf: "@receipt")], packet: nil)
        }
        // The submission stands whatever the ledger says now: the event waits in the store.
        try? await handOver()
        return Submitted(dossier: dossier, violations: [], packet: result.packet, toldPacket: result.toldPacket, withheld: result.withheld)
    }

    /// Gives the ledger what it has not taken yet: after a crash, or when it could not be written.
    ///
    /// - Throws: what the ledger or the store says; what was not handed over waits on.
    public func handOver() async throws {
        for event in try await store.waitingEvents() {
            try await ledger.append(try LedgerEntry(json: try JSON(parsing: event.content)).withChanges)
            try await store.settle(event)
        }
    }

    /// The ledger this service writes.
    public var record: SQLiteLedger { ledger }

    func checked(_ form: FormID) throws -> CheckedForm {
        guard let checked = declarations.checked[form] else { throw IntakeError.unknownForm(form.rawValue) }
        return checked
    }

    func stored(_ dossier: String) async throws -> DossierState {
        guard let data = try await store.load(dossier, owner: Self.owner) else { throw IntakeError.unknownDossier }
        return try DossierState(json: try JSON(parsing: data))
    }

    /// States belong to the installation; who may resume one is the actor it was opened by.
    static let owner = "installation"

    private func hex(_ count: Int) -> String { Hexadecimal.text(of: surroundings.random(count)) }

    /// Now, UTC, ISO 8601.
    private var instant: String { Self.instant(surroundings.now()) }
    var hour: String { String(instant.prefix(13)) }
    func hour(daysAgo days: Int) -> String { String(Self.instant(surroundings.now() - days * 86_400).prefix(13)) }

    /// The civil day in Viet Nam (UTC+7, no daylight saving).
    func today() throws(IntakeError) -> PartialDate {
        guard let today = PartialDate(dayNumber: (surroundings.now() + 7 * 3600) / 86_400) else { throw .clock }
        return today
    }

    private static func instant(_ seconds: Int) -> String {
        guard seconds >= 0, let date = PartialDate(dayNumber: seconds / 86_400) else { return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601) }
        let second = seconds % 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
