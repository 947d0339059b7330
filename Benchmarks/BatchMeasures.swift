import Connectors
import Foundation
import OnceOnly
import Sandbox

/// `onceonly prefill --batch` as the program it is, with registers in SQLite files: how many residence declarations a second are
/// opened, filled, signed for, sealed and kept, and how much memory that takes as they grow in number.
struct BatchMeasures {
    let effort: Effort
    let scratch: URL

    private static let people = 10_000

    func table() async throws -> MeasureTable {
        let province = scratch.appending(path: "batch-province")
        defer { try? FileManager.default.removeItem(at: province) }
        var options = ProvinceOptions(people: Self.people)
        options.told = 2_000
        try ProvinceGenerator.generate(options, into: province)
        let register = try await SQLitePopulation(of: province, in: scratch.appending(path: "batch-declarations"))
        defer { try? FileManager.default.removeItem(at: register.folder) }
        var measures: [Measure] = []
        for dossiers in effort.batches { measures.append(try await measure(dossiers, register, province)) }
        return MeasureTable(title: "A batch of residence declarations, registers in SQLite", columns: ["a second", "peak memory"], measures: measures)
    }

    private func measure(_ dossiers: Int, _ register: SQLitePopulation, _ province: URL) async throws -> Measure {
        let store = scratch.appending(path: "batch-store")
        defer { try? FileManager.default.removeItem(at: store) }
        let program = Process(), input = Pipe(), output = Pipe()
        program.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "onceonly")
        program.arguments = ["prefill", "--batch", "--declarations", register.folder.path, "--store", store.path]
        program.environment = ["POPULATION_DB": register.file.path, "LAND_DB": province.appending(path: "land.sqlite").path]
        (program.standardInput, program.standardOutput) = (input, output)
        let start = ContinuousClock.now
        try program.run()
        let subjects = register.subjects
        async let written: Void = Self.onThread {
            for dossier in 0..<dossiers {
                try input.fileHandleForWriting.write(contentsOf: Data("{\"form\":\"cu-tru-ct01\",\"subject\":\"\(subjects[dossier % subjects.count])\"}\n".utf8))
            }
            try input.fileHandleForWriting.close()
        }
        let process = program.processIdentifier
        let (lines, filled, peak) = try await Self.onThread { try Self.read(output.fileHandleForReading, of: process) }
        try await written
        program.waitUntilExit()
        let took = ContinuousClock.now - start
        // Every declaration is filled from the register: the name at least.
        guard program.terminationStatus == 0, lines == dossiers, filled == dossiers else {
            throw WorkFailed(name: "batch: \(lines) of \(dossiers) lines, \(filled) filled, exit status \(program.terminationStatus)")
        }
        let rate = Double(dossiers) / (took / .seconds(1))
        return Measure(
            name: "\(dossiers) dossiers", samples: [took / dossiers], cells: [MeasureTable.significant(rate), "\(MeasureTable.significant(Double(peak) / 1e3)) MB"])
    }

    /// - Returns: how many lines came, how many of them say the applicant's name from the register, and the most memory the process
    ///   had while they came, in kB.
    private static func read(_ file: FileHandle, of process: Int32) throws -> (lines: Int, filled: Int, peak: Int) {
        let mark = Data(#""means":"applicant.full_name","outcome":"prefilled""#.utf8)
        var rest = Data(), lines = 0, filled = 0, peak = 0
        while let more = try file.read(upToCount: 1 << 20), !more.isEmpty {
            rest.append(more)
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: 0x0A) {
                lines += 1
                if rest.range(of: mark, in: start..<end) != nil { filled += 1 }
                start = rest.index(after: end)
            }
            // Once a reading, not once a line: what is measured shares its two cores with this.
            rest = Data(rest[start...])
            peak = max(peak, ProcessMemory.peak(of: process))
        }
        return (lines, filled, peak)
    }

    private static func onThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Swift.Result(catching: work)) }.start()
        }
    }
}
