import Connectors
import Drivers
import Expressions
import Formats
import Forms
import Foundation
import OnceOnly
import Prefill
import Sandbox
import Sourcing
import Vocabulary

/// Medians of one run on this machine. Run from the top of the package: `make bench`.
///
/// The last column divides by a fixed piece of work (sorting 100,000 numbers) measured in the same run, so that figures of
/// two machines can be compared.
@main
struct Benchmarks {
    static func main() async throws {
        try await Benchmarks().run()
    }

    nonisolated private func run() async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "onceonly-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        try ProvinceGenerator.generate(ProvinceOptions(people: 300), into: scratch)
        let corpus = try Corpus(province: scratch)
        let unit = await Measure.of("sort 100,000 numbers (the unit)") { numbers.sorted() }
        var groups: [(title: String, measures: [Measure])] = [("declarations", [unit, try await Measure.of("load and check 6 forms, 6 connectors") { try DeclarationFolder(".") }])]
        groups.append(("coverage of a form", await coverage(corpus)))
        groups.append(("FEEL, one evaluation", try await expressions()))
        groups.append(("one reply, parsed and extracted", try await extraction(corpus)))
        groups.append(contentsOf: try await prefill(corpus, province: scratch))
        let line = MeasureTable(unit: unit).text(groups) + "\n\n" + (try FeelBenchmark.text()) + "\n"
        try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    }

    /// The same in every run: a linear congruential sequence.
    private let numbers: [UInt64] = {
        var last: UInt64 = 1
        return (0..<100_000).map { _ in
            last = last &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return last
        }
    }()

    private func coverage(_ corpus: Corpus) async -> [Measure] {
        var measures: [Measure] = []
        for (id, form) in corpus.folder.checked.sorted(by: { $0.key < $1.key }) {
            measures.append(await Measure.of(id.rawValue) { SourcingGraph(form).coverage() })
        }
        return measures
    }

    private func expressions() async throws -> [Measure] {
        let held = #"held(insured.full_name, "social_insurance") != insured.full_name or held(insured.gender, "social_insurance") != insured.gender"#
        let cases: [(String, String, Knowledge)] = [
            ("a condition (ho-tich-khai-sinh)", #"applicant.relationship_to_subject = "other" and dossier.basis = "representation""#, Knowledge([
                "applicant.relationship_to_subject": .string("other"), "dossier.basis": .string("representation"),
            ])),
            ("what a register holds (bhxh-tk1-ts)", held, Knowledge(["insured.full_name": .string("Lý Thị An"), "insured.gender": .string("2")])),
            ("a sum over 20 rows (dat-dai-tach-hop-thua)", #"dossier.split_merge_kind = "merge" or sum(new_parcel.parcel_area) = parcel.parcel_area"#, Knowledge([
                "dossier.split_merge_kind": .string("split"), "parcel.parcel_area": .number(Number(2_000)),
                "new_parcel.parcel_area": .list(Array(repeating: .number(Number(100)), count: 20)),
            ])),
        ]
        var measures: [Measure] = []
        for (name, source, knowledge) in cases {
            let expression = try Expression(source)
            guard case .boolean = expression.value(in: knowledge) else { throw WorkFailed(name: name) }
            measures.append(await Measure.of(name) { expression.value(in: knowledge) })
        }
        return measures
    }

    private struct Knowledge: Environment {
        let values: [String: Value]
        init(_ values: [String: Value]) { self.values = values }
        func value(of meaning: Meaning) -> Value { values[meaning.description] ?? .unknown([meaning]) }
        func held(_ meaning: Meaning, by connector: String) -> Value { value(of: meaning) }
    }

    /// Everything an operation supplies, from the sample reply that its cases use.
    private func extraction(_ corpus: Corpus) async throws -> [Measure] {
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
            measures.append(await Measure.of(name) { extraction.lookUp(in: reply) })
        }
        return measures
    }

    private static let instant = "2026-11-24T00:00:00Z"

    /// The engine alone first: registers answer from memory. Then the same over their real transports, on loopback.
    private func prefill(_ corpus: Corpus, province: URL) async throws -> [(title: String, measures: [Measure])] {
        let folder = corpus.folder
        return try await ProvinceServer.serving(province) { variables in
            let factory = ConnectorFactory(vocabulary: folder.catalog.vocabulary, variables: variables)
            let registers = try folder.catalog.connectors.map { try factory.connector(for: $0) }
            var groups: [(title: String, measures: [Measure])] = []
            for (title, connectors) in [("prefill, registers in memory", registers.map { MemoryConnector($0) }), ("prefill, registers on loopback", registers)] as [(String, [any Connector])] {
                let executor = Executor(connectors: connectors)
                var measures: [Measure] = []
                for (id, form) in folder.checked.sorted(by: { $0.key < $1.key }) {
                    guard let applicant = corpus.applicants[id] else { continue }
                    let engine = PrefillEngine(form, executor: executor)
                    let state = corpus.state(id, applicant)
                    let filled = await engine.fill(state, answers: applicant.answers, at: Self.instant)
                    guard filled.filled.leaves.contains(where: { $0.source?.operation != nil }) else { throw WorkFailed(name: id.rawValue) }
                    let name = "\(id), \(filled.filled.leaves.count) leaves, \(filled.lookUps.count) look-ups"
                    measures.append(await Measure.of(name) { await engine.fill(state, answers: applicant.answers, at: Self.instant) })
                }
                groups.append((title, measures))
            }
            await factory.close()
            return groups
        }
    }
}
