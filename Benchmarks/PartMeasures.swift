import Connectors
import Drivers
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing

/// Reading the declarations, taking a reply apart.
struct PartMeasures {
    let corpus: Corpus
    let province: URL
    let effort: Effort

    func tables() async throws -> [MeasureTable] {
        let (forms, connectors) = (corpus.folder.forms.count, corpus.folder.catalog.connectors.count)
        let load = try await Measure.of("read and check \(forms) forms, \(connectors) connectors", effort) { try DeclarationFolder(".") }
        return [
            MeasureTable(title: "Declarations", columns: [], measures: [load]),
            MeasureTable(title: "One reply, parsed and extracted", columns: [], measures: try await extraction()),
            MeasureTable(title: "Rows of one form, from an SQLite register", columns: ["calls"], measures: try await rows()),
        ]
    }

    /// A hundred parcels, one after the other and as many at once as the register takes.
    private func rows() async throws -> [Measure] {
        let file = province.appending(path: "land.sqlite").path, name = "100 parcels"
        guard let manifest = corpus.folder.catalog.connectors.first(where: { $0.id == ConnectorID("land") }), let operation = manifest.operation(OperationID("parcel")), let batch = operation.batch,
            case let rows = try await DatabaseSample(at: file, table: "parcel", limit: 100).rows, rows.rows.count == 100, let column = rows.columns.firstIndex(of: "id")
        else { throw WorkFailed(name: name) }
        let requests = rows.rows.compactMap { $0[column] }.map { operation.wholeRequest(of: manifest.id, keys: ["parcel_id": $0]) }
        let chunks = stride(from: 0, to: requests.count, by: batch.size).map { Array(requests[$0..<min($0 + batch.size, requests.count)]) }
        let connector = try ConnectorFactory(vocabulary: corpus.folder.catalog.vocabulary, variables: ["LAND_DB": file]).connector(for: manifest)
        @Sendable func alone() async -> [LookUp] {
            var answers: [LookUp] = []
            for request in requests { answers.append(await connector.lookUp(request)) }
            return answers
        }
        @Sendable func together() async -> [LookUp] {
            var answers: [LookUp] = []
            for chunk in chunks { answers += await connector.lookUp(chunk).lookUps }
            return answers
        }
        guard await alone() == together() else { throw WorkFailed(name: name) }
        let measures = [
            await Measure.of("\(name), one by one", effort, cells: ["\(requests.count)"], alone), await Measure.of("\(name), \(batch.size) at once", effort, cells: ["\(chunks.count)"], together),
        ]
        await connector.close()
        return measures
    }

    /// Everything an operation supplies, from the sample reply that its cases use.
    private func extraction() async throws -> [Measure] {
        let vocabulary = corpus.folder.catalog.vocabulary
        let samples: [(connector: ConnectorID, operation: OperationID, file: String, key: (ConceptID, String))] = [
            (ConnectorID("population"), OperationID("citizen"), "citizen.xml", ("personal_id_number", "015194000123")),
            (ConnectorID("civil_status"), OperationID("births"), "births.json", ("personal_id_number", "015194000123")),
            (ConnectorID("social_insurance"), OperationID("participant"), "participant.json", ("personal_id_number", "015194000123")),
        ]
        var measures: [Measure] = []
        for sample in samples {
            guard let manifest = corpus.folder.catalog.connectors.first(where: { $0.id == sample.connector }), let operation = manifest.operation(sample.operation) else { continue }
            let bytes = Array(try Data(contentsOf: URL(filePath: "Connectors/\(sample.connector)/samples/\(sample.file)")))
            let reply: Reply = manifest.transport.kind == .xml ? .xml(bytes) : .json(bytes)
            let request = ConnectorRequest(
                connector: sample.connector, operation: sample.operation, keys: [sample.key.0: sample.key.1],
                concepts: Set(operation.supplies.map(\.concept)), relations: Set(operation.opens.map(\.relation)))
            let name = "\(manifest.transport.kind == .xml ? "XML" : "JSON") \(sample.connector).\(sample.operation), \(bytes.count) bytes"
            let extraction = Extraction(of: operation, for: request, vocabulary: vocabulary)
            guard case .found = extraction.lookUp(in: reply) else { throw WorkFailed(name: name) }
            measures.append(await Measure.of(name, effort) { extraction.lookUp(in: reply) })
        }
        return measures
    }
}
