import Drivers
import Forms
import Foundation
import Prefill
import Sandbox

/// Prefill as the province grows. Every register holds all its people; only a share of them, evenly chosen, is told of in
/// the files that describe applicants, so that a million people take minutes and gigabytes, not hours and tens of them.
struct GrowthWithPeople {
    let effort: Effort
    let scratch: URL

    private static let told = 2_000

    func table() async throws -> MeasureTable {
        var measures: [Measure] = []
        for people in effort.provinces {
            let folder = scratch.appending(path: "people-\(people)")
            // One at a time on the disk.
            defer { try? FileManager.default.removeItem(at: folder) }
            var options = ProvinceOptions(people: people)
            options.told = Self.told
            let generated = try Self.generate(options, into: folder)
            measures.append(try await measure(folder, name: "\(people) people", cells: [MeasureTable.text(generated), Self.size(of: folder)]))
        }
        return MeasureTable(title: "Prefill of all forms, registers on loopback", columns: ["generated in", "on disk"], measures: measures)
    }

    private func measure(_ folder: URL, name: String, cells: [String]) async throws -> Measure {
        let corpus = try Corpus(province: folder, most: 15)
        return try await ProvinceServer.serving(folder) { variables in
            let (factory, registers) = try corpus.registers(variables)
            let executor = Executor(connectors: registers)
            let engines = Dictionary(uniqueKeysWithValues: corpus.forms.map { ($0.id, PrefillEngine($0.checked, executor: executor)) })
            let dossiers = corpus.applicants.sorted { $0.key < $1.key }.flatMap { id, applicants in applicants.map { (id, $0) } }
            func fill(_ dossier: (FormID, Corpus.Applicant)) async -> Int {
                guard let engine = engines[dossier.0] else { return 0 }
                return await corpus.fill(dossier.0, dossier.1, with: engine).fromRegisters
            }
            // Connections are opened before the clock runs; the registers' pages are as cold as the system leaves them.
            var filled = 0
            for dossier in dossiers.prefix(5) { filled += await fill(dossier) }
            guard filled > 0 else { throw WorkFailed(name: name) }
            let measure = await Measure.each(name, of: dossiers, cells: cells, fill)
            await factory.close()
            return measure
        }
    }

    private static func generate(_ options: ProvinceOptions, into folder: URL) throws -> Duration {
        try ContinuousClock().measure { _ = try ProvinceGenerator.generate(options, into: folder) }
    }

    private static func size(of folder: URL) -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let bytes = names.reduce(0) { sum, name in
            sum + ((try? FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.size] as? Int) ?? 0)
        }
        return "\(MeasureTable.significant(Double(bytes) / 1e6)) MB"
    }
}
