import ArgumentParser
import Foundation
import OnceOnly
import Sandbox

/// How long the parts take on this machine, in one run, as a table in Markdown. Run from the top of the package: `make bench`.
///
/// The last column divides by a fixed piece of work (sorting 100,000 numbers) measured in the same run, so that figures of
/// two machines can be compared.
@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "Benchmarks", abstract: "Times of the parts, medians and 95th percentiles of one run.")

    enum Part: String, CaseIterable, ExpressibleByArgument { case parts, engine, forms, documents, ledger, report, batch, people, declarations, feel }

    @Option(name: .long, help: "Only these: parts, engine, forms, documents, ledger, report, batch, people, declarations, feel. Repeat for several.")
    var only: [Part] = []

    @Flag(name: .long, help: "Fewer samples, smaller provinces and fewer declarations: a look, not a measurement.")
    var quick = false

    @Option(name: .long, help: "Of the forms only this one, by its id.")
    var form: String?

    @Option(name: .long, help: "Of the batches these sizes, in place of 10,000 and 100,000 dossiers. Repeat for several.")
    var dossiers: [Int] = []

    func validate() throws {
        guard dossiers.allSatisfy({ $0 > 0 }) else { throw ValidationError("--dossiers: a batch has one dossier or more.") }
    }

    func run() async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "onceonly-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        var effort = quick ? Effort.quick : .whole
        if !dossiers.isEmpty { effort.batches = dossiers }
        let unit = await Measure.of("sort 100,000 numbers (the unit)", effort) { Self.numbers.sorted() }
        var tables = [MeasureTable(title: "The unit", columns: [], measures: [unit])]
        for part in Part.allCases where only.isEmpty || only.contains(part) {
            switch part {
            case .engine: tables += try await EngineMeasures(effort: effort, scratch: scratch).tables()
            case .parts, .forms:
                let province = scratch.appending(path: "province")
                if !FileManager.default.fileExists(atPath: province.path) { try ProvinceGenerator.generate(ProvinceOptions(people: 600), into: province) }
                let corpus = try Corpus(province: province, form: form)
                tables += part == .parts ? try await PartMeasures(corpus: corpus, province: province, effort: effort).tables() : try await FormMeasures(corpus: corpus, province: province, effort: effort).tables()
            case .batch: tables.append(try await BatchMeasures(effort: effort, scratch: scratch).table())
            case .documents: tables += try await DocumentMeasures(effort: effort, scratch: scratch).tables()
            case .ledger: tables += try await LedgerMeasures(effort: effort, scratch: scratch).tables()
            case .report: tables.append(try await ReportMeasures(effort: effort, scratch: scratch).table())
            case .people: tables.append(try await GrowthWithPeople(effort: effort, scratch: scratch).table())
            case .declarations: tables.append(try await GrowthWithForms(effort: effort, scratch: scratch).table())
            case .feel: break
            }
        }
        for table in tables { try write(table.markdown(unit: unit)) }
        if only.isEmpty || only.contains(.feel) { try write("```text\n\(try FeelBenchmark.text())\n```") }
    }

    private func write(_ text: String) throws { try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8)) }

    /// The same in every run: a linear congruential sequence.
    private static let numbers: [UInt64] = {
        var last: UInt64 = 1
        return (0..<100_000).map { _ in
            last = last &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return last
        }
    }()
}

/// How much a run does.
struct Effort: Sendable {
    let leastSamples: Int
    let leastTime: Duration
    let provinces: [Int]
    /// How many documents are stored while they are looked for.
    let documents: [Int]
    /// Of a ledger; a whole number of dossiers.
    let events: Int
    /// Of the ledgers reports are made of.
    let reports: [Int]
    /// Dossiers.
    var batches: [Int]
    /// How many times the shipped forms.
    let copies: [Int]

    static let whole = Effort(leastSamples: 41, leastTime: .milliseconds(400), provinces: [10_000, 100_000, 1_000_000], documents: [10_000, 100_000, 1_000_000], events: 1_000_000, reports: [10_000, 100_000, 1_000_000, 10_000_000], batches: [10_000, 100_000], copies: [1, 10, 50])
    static let quick = Effort(leastSamples: 9, leastTime: .milliseconds(40), provinces: [1_000, 10_000], documents: [1_000, 10_000], events: 10_000, reports: [1_000, 10_000], batches: [1_000], copies: [1, 4])
}

/// A piece of work that did not do what was to be measured.
struct WorkFailed: Error {
    let name: String
}
