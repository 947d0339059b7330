import Formats
import Foundation
@testable import Measurement
import Receipts
import Testing

/// Every figure of the report against a second implementation, in another language, that reads the exported events and
/// the counting rules alone: Tests/Recount/recount.py.
@Suite("An independent recount")
struct RecountTests {
    static let python = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let seed: UInt64
        var procedures = 6
        var dossiers = 150
        var mixed = false
        var provisional = true
        var days: (String, String)?
        var received: String?
    }

    @Test("reproduces every figure", .enabled(if: python != nil, "python3 is missing"), arguments: [
        Case(testDescription: "six procedures", seed: 1),
        Case(testDescription: "sixteen procedures, with intervals", seed: 2, procedures: 16, dossiers: 300),
        Case(testDescription: "real and simulated dossiers", seed: 3, mixed: true),
        Case(testDescription: "baselines in force alone", seed: 4, provisional: false),
        Case(testDescription: "a period", seed: 5, days: ("2026-11-15", "2026-11-24")),
        Case(
            testDescription: "an export of received dossiers", seed: 6, days: ("2026-11-01", "2026-11-30"),
            received: "period,procedure,dossiers,commune\n2026-11,1.001001,90,1\n2026-11-24,1.001002,3,\n2026,1.001003,50,2\n2026-10,1.001004,9,2\n2026-11,9.000009,,3\n"),
        Case(testDescription: "one dossier", seed: 7, procedures: 1, dossiers: 1),
        Case(testDescription: "no event", seed: 8, dossiers: 0),
    ])
    func reproduces(_ c: Case) throws {
        let entries = RandomEvents.ledger(
            seed: c.seed, procedures: c.procedures, dossiers: c.dossiers, mixed: c.mixed, provisional: c.provisional)
        let period = try #require(Period(from: c.days?.0, to: c.days?.1))
        let received = c.received.map { ReceivedTable.reading($0, named: "received.csv") }
        #expect(received?.findings.isEmpty ?? true)
        let report = Report(of: entries, period: period, received: received?.table, seed: 400 + c.seed).json
        let recounted = try recount(entries, c)
        let differences = Self.differences(report, recounted, at: "report")
        #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "; "))")
        if c.dossiers > 10 {
            // The events hold what they are meant to: a recount of nothing would agree too.
            #expect(report["reduction"]?["byRegister"]?.array?.count ?? 0 > 10)
        }
    }

    private func recount(_ entries: [LedgerEntry], _ c: Case) throws -> JSON {
        let folder = FileManager.default.temporaryDirectory.appending(path: "recount-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let events = folder.appending(path: "events.jsonl")
        try Data(entries.map { $0.json.serialized(.canonical) + "\n" }.joined().utf8).write(to: events)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Recount/recount.py").standardizedFileURL
        var arguments = [script.path, events.path, "--seed", "\(400 + c.seed)"]
        if let days = c.days { arguments += ["--from", days.0, "--to", days.1] }
        if let received = c.received {
            let file = folder.appending(path: "received.csv")
            try Data(received.utf8).write(to: file)
            arguments += ["--received", file.path]
        }
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try JSON(parsing: text)
    }

    /// Where two reports differ: by structure, by words, by whole numbers, or by more than the last printed digit.
    static func differences(_ ours: JSON, _ theirs: JSON, at path: String) -> [String] {
        switch (ours, theirs) {
        case (.object(let a), .object(let b)):
            let missing = Set(a.keys).symmetricDifference(b.keys).sorted().map { "\(path).\($0) is in one alone" }
            return missing + a.members.flatMap { member in
                b[member.key].map { differences(member.value, $0, at: "\(path).\(member.key)") } ?? []
            }
        case (.array(let a), .array(let b)):
            guard a.count == b.count else { return ["\(path): \(a.count) and \(b.count) elements"] }
            return zip(a, b).enumerated().flatMap { differences($1.0, $1.1, at: "\(path)[\($0)]") }
        case (.number(let a), .number(let b)):
            guard let x = Double(a), let y = Double(b), abs(x - y) <= 1.5e-6 else { return ["\(path): \(a) and \(b)"] }
            return []
        default:
            return ours == theirs ? [] : ["\(path): \(ours.serialized()) and \(theirs.serialized())"]
        }
    }
}
