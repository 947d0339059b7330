import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Receipts
import Sourcing
import Testing
import Vocabulary

/// Registers of the sandbox that take several subjects in one call, over the real transports.
@Suite("Rows asked about together")
struct AskedTogetherTests {
    private struct OneByOne: Connector {
        let inner: any Connector

        var manifest: ConnectorManifest { inner.manifest }

        func lookUp(_ request: ConnectorRequest) async -> LookUp { await inner.lookUp(request) }
        func close() async { await inner.close() }
    }

    /// What one dossier came to, to the letter.
    private struct Told: Equatable {
        let state, office, applicant: String
        let lookUps: [LookedUpFact]
    }

    private static let people = 40

    @Test("a dossier is the same whether its rows are asked about together or one by one, and as much is asked", arguments: [
        (FormID("dat-dai-tach-hop-thua"), ConnectorID("land"), OperationID("parcel")), (FormID("bhxh-tk1-ts"), ConnectorID("social_insurance"), OperationID("participant")),
    ])
    func same(_ form: FormID, _ connector: ConnectorID, _ operation: OperationID) async throws {
        let checked = try #require(Repository.declarations.get().checked[form])
        let province = try Province.small.get()
        let applicants = try Applicant.all(of: province, form: form, limit: Self.people, vocabulary: checked.vocabulary)
        try await ProvinceRegisters.serving(province) { variables in
            let factory = ConnectorFactory(vocabulary: checked.vocabulary, variables: variables)
            let connectors = try checked.catalog.connectors.map { try factory.connector(for: $0) }
            var batches = 0
            for applicant in applicants {
                let together = RequestLog(), alone = RequestLog()
                let said = try await Self.told(applicant, checked, connectors.map { RecordingConnector(inner: $0, log: together) })
                let single = try await Self.told(applicant, checked, connectors.map { RecordingConnector(inner: OneByOne(inner: $0), log: alone) })
                #expect(said == single, "\(form)")
                #expect(Set(together.requests) == Set(alone.requests) && together.requests.count == alone.requests.count)
                #expect(alone.batches.isEmpty)
                for batch in together.batches {
                    #expect(batch.allSatisfy { $0.connector == connector && $0.operation == operation && $0.concepts == batch[0].concepts && $0.relations == batch[0].relations })
                    #expect(Set(batch.map(\.keys)).count == batch.count && batch.count > 1)
                }
                batches += together.batches.count
            }
            #expect(batches > 0, "nobody has several rows")
            for connector in connectors { await connector.close() }
            await factory.close()
        }
    }

    private static func told(_ applicant: Applicant, _ checked: CheckedForm, _ connectors: [any Connector]) async throws -> Told {
        let state = DossierState(
            id: "dossier", opening: applicant.opening, form: checked.form.id, version: checked.form.identity.version, pins: [:],
            asOf: try #require(Province.asOf), isSimulated: true, salt: "salt", naming: "naming")
        let policy = ExecutionPolicy(perCall: .seconds(60), total: .seconds(600))
        let outcome = await PrefillEngine(checked, executor: Executor(connectors: connectors, policy: policy)).fill(state, answers: applicant.answers, at: "2026-11-24T05:00:00Z")
        return Told(
            state: outcome.state.json.serialized(.canonical), office: outcome.filled.json(.office, receipt: nil).serialized(.canonical),
            applicant: outcome.filled.json(.applicant, receipt: nil).serialized(.canonical), lookUps: outcome.lookUps)
    }
}
