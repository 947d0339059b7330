import ConformanceData
import Diagnostics
import Formats
import Foundation
import Measurement
import Receipts
@testable import Reports
import Testing

@Suite("Reports as tables")
struct ReportTablesTests {
    private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first { FileManager.default.isExecutableFile(atPath: $0) }

    private static func at(_ path: String, in json: JSON) -> JSON? {
        path.split(separator: "/").reduce(Optional(json)) { json, step in Int(step).flatMap { json?[$0] } ?? json?[String(step)] }
    }

    @Test("every figure is the one the JSON report has, with all its digits", arguments: [true, false], [true, false])
    func sameFigures(_ simulated: Bool, _ isWithheld: Bool) throws {
        // What was tried out beside the real ones and left says nothing here of how it stood.
        let tried = Sample.entries().filter { if case .standing = $0.fact { simulated } else { true } }
        let entries = tried + (simulated ? [] : Sample.entries(dossiers: 60, simulated: false).map { LedgerEntry(dossier: "r\($0.dossier)", hour: $0.hour, fact: $0.fact) })
        // Where fewer were received than seen, the headline is withheld.
        let few = isWithheld ? 5 : 60
        let others = Sample.forms.dropFirst(2).map { "2026-11-24,\($0.procedure),60,02671,counter,both\n" }.joined()
        let received = ReceivedTable.reading("period,procedure,dossiers,commune,channel,result\n2026-11-24,1.004222,60,02647,online,electronic\n2026-11-24,1.001193,\(few),02671,,paper\n\(others)", named: "r.csv").table
        let source = LocalizedText(vi: "nguồn", en: "source")
        let tariffs = Tariffs(
            id: "t", title: source, currency: "VND", wage: 46_000, wageSource: source,
            rates: [.field: .init(time: 125, expense: 0, source: source), .paper: .init(time: 3000, expense: 2000, source: source), .filing: .init(time: 9000, expense: 1, source: source)])
        let days = try (#require(Period(from: "2026-11-20", to: "2026-11-30")), #require(Period(from: "2026-10-01", to: "2026-10-31")))
        let before = Sample.entries(dossiers: 90, simulated: simulated).map { LedgerEntry(dossier: "b\($0.dossier)", hour: "2026-10-05T02", fact: $0.fact) }
        let report = Report(of: entries + before, period: days.0, received: received, comparedWith: days.1, tariffs: tariffs)
        #expect(report.integrity.isWithheld == isWithheld)
        var (compared, withheld) = (0, 0)
        for table in ReportTables(report, names: Sample.names).tables {
            for figure in table.rows.joined() where !figure.path.isEmpty {
                let counted = Self.at(figure.path, in: report.json)
                switch figure.value {
                case .count(let count): #expect(counted?.number == "\(count)", "\(figure.path)")
                case .ratio(let ratio), .number(let ratio): #expect(abs((counted?.number.flatMap(Double.init) ?? .nan) - ratio) <= 5.1e-7, "\(figure.path)")
                case .code(let code): #expect(counted?.string == code, "\(figure.path)")
                case .none: #expect(counted?.number == nil, "\(figure.path)")
                case .withheld:
                    // No number in the JSON either, and a place for one.
                    #expect(counted?.isNull == true, "\(figure.path)")
                    withheld += 1
                case .name, .date, .flag, .suppressed: Issue.record("\(figure.path) is no figure")
                }
                compared += 1
            }
        }
        #expect(compared > 500 && (isWithheld ? withheld > 30 : withheld == 0), "\(withheld) withheld")
        let empty = Set(ReportTables(report, names: Sample.names).tables.filter(\.rows.isEmpty).map(\.id)).subtracting(["reduction_points"])
        #expect(empty == (isWithheld ? ["cost", "cost_procedures"] : []))
    }

    @Test("CSV reads back as it was, with stable names")
    func csv() throws {
        let report = Sample.report()
        let files = ReportTables(report, names: Sample.names).csvFiles
        #expect(files.map(\.name) == [
            "coverage.csv", "reduction.csv", "reduction_points.csv", "sources.csv", "shares.csv", "distribution.csv", "reuse.csv", "documents.csv", "targets.csv",
            "target_points.csv", "procedures.csv", "procedure_sources.csv", "reasons.csv", "registers.csv", "indicators.csv", "received.csv", "received_export.csv",
            "drafts.csv", "draft_ages.csv", "paper_reasons.csv", "comparison.csv", "months.csv", "offices.csv", "cost.csv", "cost_procedures.csv", "integrity.csv",
            "columns.csv",
        ])
        for (name, text) in files {
            #expect(text.hasSuffix("\r\n") && !text.hasPrefix("\u{FEFF}"), "\(name)")
            let table = try Table(parsing: text)
            #expect(table.columns.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil }, "\(name)")
        }
        let procedures = try Table(parsing: files.first { $0.name == "procedures.csv" }?.text ?? "")
        #expect(procedures.rows.count == report.procedures.count)
        for (index, figures) in report.procedures.enumerated() {
            let row = procedures.row(index)
            #expect(row["form"] == figures.key.form && row["dossiers"] == "\(figures.dossiers)" && row["demanded"].flatMap(Int.init) == figures.strict.demanded)
            #expect(row["strict_mean"].flatMap(Double.init) == figures.strict.low.macro)
        }
        // Every column of every file is explained, ratios with what they are shares of.
        let columns = try Table(parsing: files.last?.text ?? "")
        let explained = Set(columns.rows.indices.map { "\(columns.row($0)["table"] ?? "").\(columns.row($0)["column"] ?? "")" })
        for (name, text) in files.dropLast() {
            for column in try Table(parsing: text).columns { #expect(explained.contains("\(name.dropLast(4)).\(column)"), "\(name) \(column)") }
        }
        for index in columns.rows.indices where columns.row(index)["type"] == "ratio" {
            #expect(columns.row(index)["counts"]?.isEmpty == false && columns.row(index)["share_of"]?.isEmpty == false)
        }
    }

    @Test("what needs quotes has them")
    func quotes() throws {
        let table = FigureTable(
            id: "t", vi: "T", en: "T", rows: [(path: "", row: "a,\"b\"\nc")], rules: [.code("text", "Chữ", "Text") { $0 }, .count("length", at: nil, "Dài", "Length") { $0.count }])
        #expect(CSVText.text(of: table) == "text,length\r\n\"a,\"\"b\"\"\nc\",7\r\n")
    }

    @Test("strings that break software come back from CSV as they went in", .enabled(if: Suites.has("strings/blns.json"), "the big list of naughty strings is not here"))
    func naughty() throws {
        let strings = try Suites.naughtyStrings() + ["\"\u{301}", "\u{301}\"", ",\u{301}"]
        let table = FigureTable(id: "t", vi: "T", en: "T", rows: strings.map { (path: "", row: $0) }, rules: [.code("text", "Chữ", "Text") { $0 }, .count("one", at: nil, "Một", "One") { _ in 1 }])
        let read = try Table(parsing: CSVText.text(of: table)).rows.map { Array($0[0].unicodeScalars) }
        #expect(read == strings.map { Array($0.unicodeScalars) })
    }

    @Test("numbers keep every digit and have no exponent", arguments: [
        (0.1 + 0.2, "0.30000000000000004"), (1, "1"), (0, "0"), (-0.0, "0"), (1.5e-7, "0.00000015"), (-2e-5, "-0.00002"), (1.25e20, "125000000000000000000"), (-0.125, "-0.125"),
    ] as [(Double, String)])
    func digits(_ value: Double, _ text: String) {
        #expect(PlainDecimal.text(value) == text)
        #expect(Double(text) == value)
    }

    @Test("an Excel workbook is the same bytes each time, a sheet per table, numbers as numbers", .enabled(if: python != nil, "python3 is missing"))
    func workbook() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "workbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String, _ entries: [LedgerEntry], _ language: Language) throws -> URL {
            let file = folder.appending(path: name)
            let period = try #require(Period(from: "2026-11-01", to: "2026-11-30"))
            try Workbook(ReportTables(Report(of: entries, period: period), names: Sample.names), language: language).write(to: file.path)
            return file
        }
        let english = try file("a.xlsx", Sample.entries(), .english)
        #expect(try Data(contentsOf: english) == Data(contentsOf: file("b.xlsx", Sample.entries().reversed(), .english)))
        #expect(try Data(contentsOf: english) != Data(contentsOf: file("c.xlsx", Sample.entries(), .vietnamese)))
        // Read by somebody else: names of the sheets; of the sheet of forms, how many cells are numbers in its first row.
        let script = #"""
            import re, sys, zipfile
            book = zipfile.ZipFile(sys.argv[1])
            text = lambda name: book.read(name).decode("utf-8")
            sheets = re.findall(r'<sheet name="([^"]*)"', text("xl/workbook.xml"))
            print("|".join(sheets))
            def row(title, number):
                sheet = text("xl/worksheets/sheet%d.xml" % (sheets.index(title) + 1))
                cells = re.search(r'<row r="%d".*?</row>' % number, sheet, re.S).group(0)
                kinds = re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")?( t="\w+")?>', cells)
                return "".join({"": "n", ' t="s"': "s", ' t="b"': "b"}[kind] for kind in kinds)
            print(row("Forms", 2))
            print(row("Coverage", 2))
            print("pane" if '<pane ySplit="1"' in text("xl/worksheets/sheet2.xml") else "no pane")
            print(re.search(r"<dcterms:created[^>]*>([^<]*)", text("docProps/core.xml")).group(1))
            """#
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.python))
        process.arguments = ["-c", script, english.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let lines = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self).split(separator: "\n")
        process.waitUntilExit()
        try #require(process.terminationStatus == 0 && lines.count == 5)
        #expect(lines[0] == "Notes|Coverage|Reduction|Points of the range|Sources|Parts|Distribution|Reuse|Demanded papers|Goals|Points of the goals|Forms|Sources by form|Reasons|Registers|Decision 766|Received|One-stop export|Drafts|Ages of drafts|Reasons of papers|Comparison|Months|Offices|Estimated cost|Estimated cost by form|Flags")
        #expect(lines[1] == "ssss" + String(repeating: "n", count: 21))
        // Simulated; dates are numbers with a format; no received dossiers, so two cells fewer.
        #expect(lines[2] == "sbnnnbnnnnnnnn")
        #expect(lines[3] == "pane" && lines[4] == "2000-01-01T00:00:00Z")
    }

    @Test("names of sheets are ones Excel takes, all different, in both languages")
    func sheetNames() {
        let tables = ReportTables(Sample.report()).tables
        for language in Language.allCases {
            let names = tables.map { $0.title.text(in: language) }
            #expect(Set(names).count == names.count)
            #expect(names.allSatisfy { $0.utf16.count <= 31 && !$0.contains(where: { "[]:*?/\\".contains($0) }) })
        }
    }

    @Test("a workbook that cannot be written says so")
    func unwritable() {
        #expect(throws: Workbook.WriteError.self) { try Workbook(ReportTables(Sample.report()), language: .english).write(to: "/nowhere/at/all.xlsx") }
    }
}
