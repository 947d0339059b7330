import Foundation
import GRDB
import Storage

/// `onceonly report` and `audit sample` as the program they are, over ledgers of simulated events: how long they take and how much memory,
/// as the events grow in number.
struct ReportMeasures {
    let effort: Effort
    let scratch: URL

    func table() async throws -> MeasureTable {
        var measures: [Measure] = []
        for events in effort.reports {
            measures += try await self.measures("\(events) events", events, LedgerPopulation(), isLast: events == effort.reports.last, isFirst: events == effort.reports.first)
        }
        // One size less: a form that no two people fill alike is nobody's, and shows what is paid for what is not shared.
        if let events = effort.reports.dropLast().last {
            measures += try await self.measures("\(events) events, no two submissions alike", events, LedgerPopulation(isEachItsOwn: true))
        }
        return MeasureTable(title: "Reports of simulated events", columns: ["ways of filling", "on disk", "made in", "peak memory"], measures: measures)
    }

    private func measures(_ name: String, _ events: Int, _ population: LedgerPopulation, isLast: Bool = false, isFirst: Bool = false) async throws -> [Measure] {
        let store = scratch.appending(path: "report-store")
        defer { try? FileManager.default.removeItem(at: store) }
        try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
        let path = try SQLiteLedger.path(in: store.path)
        var population = population
        let made = try ContinuousClock().measure { try Self.write(events, of: &population, to: path) }
        if isFirst, try await !SQLiteLedger(path: path).verify().valid { throw WorkFailed(name: "the ledger's chain") }
        let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        let cells = ["\(population.ways.count)", "\(MeasureTable.significant(Double(bytes) / 1e6)) MB", MeasureTable.text(made)]
        let whole = ["report", "--store", store.path, "--format", "json"]
        var runs = [(name, whole)]
        if isLast {
            runs.append((name + ", two periods compared", whole + ["--from", "2026-07-01", "--to", "2026-12-31", "--compare", "2026-01-01..2026-06-30"]))
            runs.append((name + ", audit sample", ["audit", "sample", "--n", "200", "--seed", "1", "--store", store.path, "--format", "json"]))
        }
        var measures: [Measure] = []
        for (name, arguments) in runs { measures.append(try await run(arguments, name: name, cells: cells)) }
        return measures
    }

    private static func peak(of process: Int32) async -> Int {
        var most = 0
        while true {
            let now = ProcessMemory.peak(of: process)
            guard now > 0 else { return most }
            most = max(most, now)
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    private func run(_ arguments: [String], name: String, cells: [String]) async throws -> Measure {
        let program = Process(), output = Pipe()
        program.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "onceonly")
        program.arguments = arguments
        program.standardOutput = output
        program.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try program.run()
        let process = program.processIdentifier
        // The mark only rises: the last look at it misses what the last hundredth of a second added.
        async let peak = Self.peak(of: process)
        let bytes = try output.fileHandleForReading.readToEnd()?.count ?? 0
        program.waitUntilExit()
        let took = ContinuousClock.now - start, most = await peak
        guard program.terminationStatus == 0, bytes > 0 else { throw WorkFailed(name: name) }
        return Measure(name: name, samples: [took], cells: cells + ["\(MeasureTable.significant(Double(most) / 1e3)) MB"])
    }

    /// Rows as the ledger itself chains them, without its check of each one and its index of dossiers, which would take an hour; a report
    /// needs neither.
    private static func write(_ events: Int, of population: inout LedgerPopulation, to path: String) throws {
        _ = try SQLiteLedger(path: path, isThrowaway: true)
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; DROP TRIGGER events_continue; DROP INDEX events_of_dossier")
            try db.inTransaction {
                let statement = try db.cachedStatement(sql: "INSERT INTO events (sequence, previous, hash, content) VALUES (?, ?, ?, ?)")
                var row: LedgerRow?
                try population.write(events) { content in
                    let next = LedgerRow(content: content, after: row)
                    try statement.execute(arguments: [next.sequence, next.previous, next.hash, next.content])
                    row = next
                }
                return .commit
            }
            try db.execute(sql: "PRAGMA journal_mode = WAL")
        }
        try queue.close()
    }
}

/// The memory of another process.
enum ProcessMemory {
    /// What the system calls the high water mark, in kB; 0 where it does not say.
    static func peak(of process: Int32) -> Int {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8), let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return 0 }
        return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }
}
