import Connectors
import Expressions
import Foundation
import OnceOnly
import Prefill
import Sandbox
import Storage

/// A synthetic province on disk and its registers over the real transports.
struct Province: Sendable {
    let folder: URL
    let truth: TruthTable
    let links: LinkTable

    /// The day every dossier of these tests is filled as of: the province's own.
    static let asOf = PartialDate("2026-11-24")
    /// The same day at noon in Viet Nam.
    static let noon = 1_795_496_400

    static let small = Result { try Province(ProvinceOptions(people: 500, seed: 9, rates: manyUnits), named: "small") }

    /// New budget units are rare; here enough people found one.
    private static var manyUnits: ProvinceRates {
        var rates = ProvinceRates()
        rates.actsForUnit = 0.2
        return rates
    }

    static func generated(_ options: ProvinceOptions, named name: String) throws -> Province { try Province(options, named: name) }

    init(folder: URL) throws {
        self.folder = folder
        truth = try TruthTable(folder.appending(path: "truth.jsonl"))
        links = try LinkTable(folder.appending(path: "links.jsonl"))
    }

    private init(_ options: ProvinceOptions, named name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "onceonly-province-\(name)-\(ProcessInfo.processInfo.processIdentifier)", directoryHint: .isDirectory)
        try ProvinceGenerator.generate(options, into: folder)
        try self.init(folder: folder)
    }

    /// Runs `body` with an intake service whose registers answer, and stops both.
    func serving<R: Sendable>(
        _ declarations: DeclarationFolder? = nil, misbehaving misbehaviours: Misbehaviours = Misbehaviours(),
        wrapping wrap: @escaping @Sendable (any Connector) -> any Connector = { $0 },
        changing variables: @escaping @Sendable (inout [String: String]) -> Void = { _ in },
        random: (@Sendable (Int) -> [UInt8])? = nil, now: @escaping @Sendable () -> Int = { Self.noon },
        keeping states: RecordedStates? = nil, documents: (any DocumentStore)? = nil, in folder: URL? = nil,
        _ body: @escaping @Sendable (IntakeService) async throws -> R
    ) async throws -> R {
        let declarations = try declarations ?? Repository.declarations.get()
        return try await withFolder { temporary in
            let place = (folder ?? temporary).path
            return try await ProvinceServer.serving(self.folder, misbehaving: misbehaviours) { found in
                var found = found
                variables(&found)
                let keys = try StoreKeys.atFile(place + "/keys.json")
                let store = try SQLiteDossierStore(path: place + "/dossiers.sqlite", keys: keys, isThrowaway: true)
                let service = try IntakeService(
                    declarations, variables: found, keys: keys, store: states.map { RecordingStore(inner: store, states: $0) } ?? store,
                    ledger: SQLiteLedger(path: place + "/ledger.sqlite", isThrowaway: true), documents: documents,
                    // No register is left alone for what it did to another dossier.
                    policy: ExecutionPolicy(perCall: .seconds(60), total: .seconds(600), retry: RetryPolicy(firstWait: .zero), failuresToRest: .max),
                    surroundings: .init(now: now, random: random, isSimulated: true), wrapping: wrap)
                let result = try await body(service)
                await service.close()
                return result
            }
        }
    }
}

extension ProvinceRates {
    /// Every imperfection, and enough people who found a budget unit.
    static var imperfectWithUnits: ProvinceRates {
        var rates = ProvinceRates.imperfect
        rates.actsForUnit = 0.2
        return rates
    }
}
