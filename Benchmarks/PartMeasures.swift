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
    let effort: Effort

    func tables() async throws -> [MeasureTable] {
        let (forms, connectors) = (corpus.folder.forms.count, corpus.folder.catalog.connectors.count)
        let load = try await Measure.of("read and check \(forms) forms, \(connectors) connectors", effort) { try DeclarationFolder(".") }
        return [
            MeasureTable(title: "Declarations", columns: [], measures: [load]),
            MeasureTable(title: "One reply, parsed and extracted", columns: [], measures: try await extraction()),
        ]
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
