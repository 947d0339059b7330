import Connectors
import Drivers
import Expressions
import Forms
import Foundation
import Prefill
import Sandbox
import Sourcing

/// Coverage and prefill, form by form.
struct FormMeasures {
    let corpus: Corpus
    let province: URL
    let effort: Effort

    func tables() async throws -> [MeasureTable] {
        var coverage: [Measure] = []
        for (id, checked) in corpus.forms {
            coverage.append(await Measure.of(id.rawValue, effort, cells: ["\(checked.form.fields.count)"]) { SourcingGraph(checked).coverage() })
        }
        return [MeasureTable(title: "Coverage", columns: ["fields"], measures: coverage)] + (try await prefill())
    }

    /// The engine alone first: registers answer from memory. Then the same over their real transports, on loopback.
    private func prefill() async throws -> [MeasureTable] {
        let (corpus, effort) = (corpus, effort)
        return try await ProvinceServer.serving(province) { variables in
            let (factory, registers) = try corpus.registers(variables)
            var tables: [MeasureTable] = []
            for (title, connectors) in [("Prefill, registers in memory", registers.map { MemoryConnector($0) }), ("Prefill, registers on loopback", registers)] as [(String, [any Connector])] {
                let executor = Executor(connectors: connectors)
                var measures: [Measure] = []
                for (id, checked) in corpus.forms {
                    guard let applicants = corpus.applicants[id] else { continue }
                    measures.append(try await Self.measure(id, applicants, PrefillEngine(checked, executor: executor), corpus, effort))
                }
                tables.append(MeasureTable(title: title, columns: ["applicants", "leaves", "look-ups"], measures: measures))
            }
            await factory.close()
            return tables
        }
    }

    /// Every applicant as often as it takes; once before, for what later runs find warm.
    private static func measure(_ id: FormID, _ applicants: [Corpus.Applicant], _ engine: PrefillEngine, _ corpus: Corpus, _ effort: Effort) async throws -> Measure {
        var leaves = 0, lookUps = 0, filled = 0
        let start = ContinuousClock.now
        for applicant in applicants {
            let done = await corpus.fill(id, applicant, with: engine)
            leaves += done.leaves
            lookUps += done.lookUps
            filled += done.fromRegisters
        }
        guard filled > 0 else { throw WorkFailed(name: id.rawValue) }
        let enough = (effort.leastSamples + applicants.count - 1) / applicants.count
        let rounds = max(enough, Int(effort.leastTime / (ContinuousClock.now - start)))
        let cells = ["\(applicants.count)", mean(leaves, applicants.count), mean(lookUps, applicants.count)]
        return await Measure.each(id.rawValue, of: Array(repeating: applicants, count: max(1, rounds)).flatMap(\.self), cells: cells) {
            await corpus.fill(id, $0, with: engine)
        }
    }

    private static func mean(_ sum: Int, _ count: Int) -> String { MeasureTable.significant(Double(sum) / Double(count)) }
}
