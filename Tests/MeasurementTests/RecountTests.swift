import Diagnostics
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
        var baselines = 1
        var days: (String, String)?
        var received: String?
        /// With what becomes of dossiers after they are submitted, and drafts.
        var lived = false
        var compared: (String, String)?
        /// With subjects who come again, and replays on a baseline that was replaced.
        var flagged = false
        var attested: [String] = []
        /// What communes became, old to new.
        var bridge: [String: String]?
        /// Without what flags withhold, so that there is a cost to tell.
        var isCosted = false
        /// Half of the dossiers are of the year before.
        var isAcross = false
        /// The ledger goes on for so long that what was left is settled, and tells some openings twice, not the same way.
        var isSettled = false

        /// As people declare them, and as the recount reads them.
        var tariffs: (Tariffs, JSON)? {
            guard isCosted else { return nil }
            let source = LocalizedText(vi: "khảo sát", en: "a survey")
            let rates: [Tariffs.Unit: Tariffs.Rate] = [
                .field: .init(time: 133, expense: 0, source: source), .paper: .init(time: 3050, expense: 2000, source: source),
                .filing: .init(time: 9000, expense: 20000, source: source, isEachBefore: true), .collecting: .init(time: 9000, expense: 15000, source: source),
            ]
            let words: JSON = ["vi": "khảo sát", "en": "a survey"]
            return (
                Tariffs(id: "t", title: LocalizedText(vi: "thử", en: "trial"), currency: "VND", wage: 46251, wageSource: source, rates: rates),
                [
                    "id": "t", "title": ["vi": "thử", "en": "trial"], "currency": "VND", "wage": ["perHour": .count(46251), "source": words],
                    "rates": [
                        "field": ["minutes": "1.33", "source": words], "paper": ["minutes": "30.5", "expense": .count(2000), "source": words],
                        "filing": ["minutes": "90", "expense": .count(20000), "eachBefore": .bool(true), "source": words],
                        "collecting": ["minutes": "90", "expense": .count(15000), "source": words],
                    ],
                ]
            )
        }
    }

    /// Two offices before, one after; as many dossiers as there may be.
    private static func acrossMerger(to office: String) -> String {
        let procedures = ["1.001000"] + (1..<6).map { "1.00\(1000 + $0)" }
        return "period,procedure,dossiers,commune\n" + procedures.map { "2025-03,\($0),90,02647\n2025-04,\($0),9,02648\n2026-11,\($0),99,\(office)\n" }.joined()
    }

    @Test("reproduces every figure", .enabled(if: python != nil, "python3 is missing"), arguments: [
        Case(testDescription: "six procedures", seed: 1),
        Case(testDescription: "sixteen procedures, with intervals", seed: 2, procedures: 16, dossiers: 300),
        Case(testDescription: "real and simulated dossiers", seed: 3, mixed: true),
        Case(testDescription: "baselines in force alone", seed: 4, provisional: false),
        Case(testDescription: "forms with two baselines each", seed: 9, baselines: 2),
        Case(testDescription: "and simulated dossiers apart", seed: 10, procedures: 9, mixed: true, baselines: 3),
        Case(testDescription: "a period", seed: 5, days: ("2026-11-15", "2026-11-24")),
        Case(
            testDescription: "an export of received dossiers", seed: 6, days: ("2026-11-01", "2026-11-30"),
            received: "period,procedure,dossiers,commune\n2026-11,1.001001,90,1\n2026-11-24,1.001002,3,\n2026,1.001003,50,2\n2026-10,1.001004,9,2\n2026-11,9.000009,,3\n"),
        Case(
            testDescription: "results, drafts and an export with every column", seed: 9, procedures: 9, dossiers: 250, days: ("2026-11-01", "2026-11-30"),
            received: RandomLives.export(seed: 9, procedures: 9, rows: 400), lived: true),
        Case(
            testDescription: "an export of sixteen procedures, with intervals", seed: 10, procedures: 16, dossiers: 300,
            received: RandomLives.export(seed: 10, procedures: 16, rows: 300), lived: true),
        Case(testDescription: "results and drafts without an export", seed: 11, mixed: true, lived: true),
        Case(
            testDescription: "compared with another period", seed: 12, dossiers: 200, days: ("2026-11-20", "2026-11-30"), lived: true,
            compared: ("2026-11-01", "2026-11-19")),
        Case(
            testDescription: "compared with another period, real dossiers", seed: 13, procedures: 14, dossiers: 250, mixed: true,
            days: ("2026-11-20", "2026-11-30"), lived: true, compared: ("2026-11-01", "2026-11-19")),
        Case(testDescription: "compared across the merger", seed: 14, days: ("2025-07-01", "2026-12-31"), compared: ("2025-01-01", "2025-06-30")),
        Case(
            testDescription: "compared across the merger, the same offices", seed: 21, dossiers: 300, days: ("2026-11-01", "2026-11-30"), received: acrossMerger(to: "02671"),
            compared: ("2025-01-01", "2025-06-30"), bridge: ["02647": "02671", "02648": "02671"], isAcross: true),
        Case(
            testDescription: "compared across the merger, with another office", seed: 22, days: ("2026-11-01", "2026-11-30"), received: acrossMerger(to: "02699"),
            compared: ("2025-01-01", "2025-06-30"), bridge: ["02647": "02671", "02648": "02671"], isAcross: true),
        Case(testDescription: "compared with days of its own", seed: 15, days: ("2026-11-10", "2026-11-20"), compared: ("2026-11-20", "2026-11-24")),
        Case(testDescription: "compared with days without events", seed: 16, days: ("2026-11-10", "2026-11-20"), compared: ("2026-01-01", "2026-01-31")),
        Case(testDescription: "everything a flag is raised over", seed: 17, dossiers: 250, baselines: 2, lived: true, flagged: true),
        Case(
            testDescription: "flags over real dossiers, with an export", seed: 18, procedures: 14, dossiers: 400, mixed: true, baselines: 3,
            received: RandomLives.export(seed: 18, procedures: 14, rows: 200), lived: true, flagged: true, attested: ["b1"]),
        Case(testDescription: "time and cost by declared tariffs", seed: 19, procedures: 9, dossiers: 250, lived: true, attested: SoundEvents.attested.sorted(), isCosted: true),
        Case(testDescription: "time and cost beside simulated dossiers", seed: 20, procedures: 9, dossiers: 200, mixed: true, baselines: 2, attested: SoundEvents.attested.sorted(), isCosted: true),
        Case(testDescription: "what was left is settled", seed: 23, procedures: 4, dossiers: 300, isSettled: true),
        Case(testDescription: "what was left is settled, among few", seed: 24, procedures: 9, dossiers: 200, baselines: 2, lived: true, flagged: true, isSettled: true),
        Case(testDescription: "what was left is settled, beside simulated dossiers", seed: 25, procedures: 5, dossiers: 400, mixed: true, flagged: true, isSettled: true),
        Case(
            testDescription: "what was left is settled, beside simulated dossiers of which few can be real", seed: 26, procedures: 5, dossiers: 400, mixed: true, days: ("2026-11-01", "2026-11-30"),
            received: "period,procedure,dossiers\n" + (1..<5).map { "2026-11,1.00100\($0),\(50 + $0)\n" }.joined(), flagged: true, isSettled: true),
        Case(testDescription: "one dossier", seed: 7, procedures: 1, dossiers: 1),
        Case(testDescription: "no event", seed: 8, dossiers: 0),
    ])
    func reproduces(_ c: Case) throws {
        let submissions = RandomEvents.ledger(
            seed: c.seed, procedures: c.procedures, dossiers: c.dossiers, mixed: c.mixed, provisional: c.provisional, baselines: c.baselines)
        let lived = c.lived ? RandomLives.lived(submissions, seed: c.seed) : submissions
        let told = c.flagged ? RandomFlags.flagged(lived, seed: c.seed) : c.isCosted || c.isAcross ? SoundEvents.sound(lived) : lived
        let entries = (c.isSettled ? Self.settled(told) : told).map { entry in
            guard c.isAcross, entry.dossier.isOfOddNumber else { return entry }
            return LedgerEntry(dossier: entry.dossier, hour: "2025-03" + entry.hour.dropFirst(7), fact: entry.fact)
        }
        let base = try c.compared.map { try #require(Period(from: $0.0, to: $0.1)) }
        let period = try #require(Period(from: c.days?.0, to: c.days?.1))
        let received = c.received.map { ReceivedTable.reading($0, named: "received.csv") }
        #expect(received?.findings.isEmpty ?? true)
        let report = Report(
            of: entries, period: period, received: received?.table, comparedWith: base, tariffs: c.tariffs?.0, attested: Set(c.attested),
            bridge: c.bridge.map { OfficeBridge(successors: $0) }, seed: 400 + c.seed)
        // As it is shown, and with what flags withhold.
        for (ours, further) in [(report.json, []), (report.countedJSON, ["--counted"])] {
            let differences = Self.differences(ours, try recount(entries, c, further: further), at: "report")
            #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "; "))")
        }
        let json = report.json
        if c.dossiers > 10 {
            // The events hold what they are meant to: a recount of nothing would agree too.
            #expect(json["reduction"]?["byRegister"]?.array?.count ?? 0 >= 10)
        }
        if c.isAcross { #expect((json["comparison"]?["refused"] == .null) == (c.seed == 21), "\(json["comparison"]?.serialized() ?? "")") }
        if c.isCosted { #expect(json["cost"]?["now"]?["cost"]?.number.flatMap(Int.init) ?? 0 > 1_000_000) }
        if c.lived && c.received != nil {
            #expect(json["offices"]?.array?.count ?? 0 > 10)
            #expect(json["indicators"]?.array?.allSatisfy { $0["literal"] != .null && $0["strict"] != .null } == true)
            // Flags withhold the goal of the reduction, and of that alone.
            let told = json["targets"]?.array?.filter { $0["met"] != "withheld" } ?? []
            #expect(told.count == (json["integrity"]?["withheld"]?.bool == true ? 5 : 6) && told.allSatisfy { $0["value"] != .null && $0["interval"] != .null })
        }
    }

    /// With a last event long after, and some openings told once more for somebody else.
    private static func settled(_ entries: [LedgerEntry]) -> [LedgerEntry] {
        let late = LedgerEntry(dossier: "late", hour: "2027-02-10T03", fact: .lookedUp(LookedUpFact(connector: "land", operation: "o", purpose: "p", attributes: 1, result: "found")))
        let retold = entries.compactMap { entry -> LedgerEntry? in
            guard case .opened(let opened) = entry.fact, entry.dossier.hasSuffix("7") else { return nil }
            return LedgerEntry(dossier: entry.dossier, hour: entry.hour, fact: .opened(OpenedFact(
                form: opened.form, version: opened.version, procedure: opened.procedure, purpose: opened.purpose, subjectKind: "organisation", channel: opened.channel, basis: opened.basis,
                hasOperator: opened.hasOperator, isSimulated: opened.isSimulated, subject: "subject1")))
        }
        return entries + retold + [late]
    }

    @Test("draws and counts the sample", .enabled(if: python != nil, "python3 is missing"), arguments: [(1, false), (2, true)] as [(UInt64, Bool)])
    func draws(_ seed: UInt64, _ mixed: Bool) throws {
        let c = Case(testDescription: "a sample", seed: seed, mixed: mixed, days: ("2026-11-01", "2026-11-25"))
        let entries = RandomEvents.ledger(seed: seed, procedures: 6, dossiers: 120, mixed: mixed)
        let sample = AuditSample(of: entries, period: try #require(Period(from: c.days?.0, to: c.days?.1)), count: 40, seed: 400 + seed)
        let ours: JSON = .array(sample.dossiers.map { dossier in
            [
                "dossier": .string(dossier.dossier), "hour": .string(dossier.hour), "A": .count(dossier.atoms.count { $0.isInA }),
                "B": .count(dossier.atoms.count { $0.isInB }), "BHigh": .count(dossier.atoms.count { $0.isInHighB }),
            ]
        })
        let differences = Self.differences(ours, try recount(entries, c, further: ["--sample", "40"]), at: "sample")
        #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "; "))")
        #expect(sample.dossiers.count == 40)
    }

    private func recount(_ entries: [LedgerEntry], _ c: Case, further: [String] = []) throws -> JSON {
        let folder = FileManager.default.temporaryDirectory.appending(path: "recount-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let events = folder.appending(path: "events.jsonl")
        try Data(entries.map { $0.json.serialized(.canonical) + "\n" }.joined().utf8).write(to: events)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Recount/recount.py").standardizedFileURL
        var arguments = [script.path, events.path, "--seed", "\(400 + c.seed)"] + further
        for hash in c.attested { arguments += ["--attested", hash] }
        if let days = c.days { arguments += ["--from", days.0, "--to", days.1] }
        if let compared = c.compared { arguments += ["--compare", "\(compared.0)..\(compared.1)"] }
        if let bridge = c.bridge {
            let file = folder.appending(path: "bridge.csv")
            try Data(("old,new\n" + bridge.sorted { $0.key < $1.key }.map { "\($0.key),\($0.value)\n" }.joined()).utf8).write(to: file)
            arguments += ["--bridge", file.path]
        }
        if let (_, tariffs) = c.tariffs {
            let file = folder.appending(path: "tariffs.json")
            try Data(tariffs.serialized().utf8).write(to: file)
            arguments += ["--tariffs", file.path]
        }
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
            guard a.count == b.count else {
                // Numbers may be written otherwise: what an element is called tells it.
                func named(_ all: [JSON]) -> Set<[String]> { Set(all.map { element in (element.object?.members ?? []).compactMap { $0.value.string } }) }
                let (ours, theirs) = (named(a), named(b))
                let apart = [("here", ours.subtracting(theirs)), ("there", theirs.subtracting(ours))].map { "\($0): \($1.sorted { $0.lexicographicallyPrecedes($1) }.prefix(3).map(\.description))" }
                return ["\(path): \(a.count) and \(b.count) elements, \(apart.joined(separator: ", "))"]
            }
            return zip(a, b).enumerated().flatMap { differences($1.0, $1.1, at: "\(path)[\($0)]") }
        case (.number(let a), .number(let b)):
            guard let x = Double(a), let y = Double(b), abs(x - y) <= 1.5e-6 else { return ["\(path): \(a) and \(b)"] }
            return []
        default:
            return ours == theirs ? [] : ["\(path): \(ours.serialized()) and \(theirs.serialized())"]
        }
    }
}

extension String {
    fileprivate var isOfOddNumber: Bool { (last?.wholeNumberValue ?? 0) % 2 == 1 }
}
