import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("A report as files")
struct ReportFilesTests {
    @Test("tables, workbook and page of the demo, for the office and for the public, are the same each time")
    func demo() async throws {
        try await Program.withTemporaryFolder { folder in
            let demo = try await Program.onceonly(["demo", "--declarations", Program.package.path, "--people", "60", "--dossiers", "56", "--out", "\(folder.path)/demo"])
            try #require(demo.status == 0, "\(demo.error)")
            func report(_ name: String, _ arguments: [String]) async throws -> (output: String, files: [String: Data]) {
                let out = folder.appending(path: name)
                try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
                let run = try await Program.onceonly(
                    [
                        "report", "--declarations", Program.package.path, "--store", "\(folder.path)/demo/store", "--csv", "\(out.path)/csv", "--excel", "\(out.path)/r.xlsx",
                        "--html", "\(out.path)/r.html", "--format", "json",
                    ] + arguments)
                #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
                var files: [String: Data] = [:]
                for file in FileManager.default.enumerator(atPath: out.path)?.compactMap({ $0 as? String }) ?? [] where file.contains(".") {
                    files[file] = try Data(contentsOf: out.appending(path: file))
                }
                return (run.output, files)
            }
            let office = try await report("office", [])
            let again = try await report("again", [])
            #expect(office.output == again.output && office.files == again.files && office.files.count == 29)
            let published = try await report("public", ["--public"])
            // Months and offices have not been judged, so they are no table of it.
            #expect(Set(published.files.keys) == Set(office.files.keys).subtracting(["csv/months.csv", "csv/offices.csv"]))
            for name in ["csv/procedures.csv", "csv/reduction.csv", "r.html", "r.xlsx"] { #expect(published.files[name] != office.files[name], "\(name)") }
            let json = try JSON(parsing: published.output)
            #expect(json["public"]?["threshold"]?.number == "10" && json["schema"]?.string == "onceonly/report/1")
            #expect(json["procedures"]?.array?.isEmpty == false)
            // Four dossiers a form: no row of a form is told.
            for row in json["procedures"]?.array ?? [] { #expect(row["dossiers"]?.isNull == true && row["B"]?.isNull == true) }
            let log = folder.appending(path: "left-out.csv").path
            _ = try await report("logged", ["--public", "--suppressions", log])
            let table = try Table(parsing: String(contentsOfFile: log, encoding: .utf8))
            #expect(table.columns == ["figure", "reason"])
            #expect(Set(table.rows.indices.compactMap { table.row($0)["figure"] }) == Set(json["public"]?["suppressed"]?.array?.compactMap(\.string) ?? []))
            // Tariffs that do not read are findings with their places, and no report is written.
            let tariffs = folder.appending(path: "tariffs.yaml").path
            try Data("tariffs: t\ncurrency: dong\nwage: {perHour: 1}\nrates:\n  field: {minutes: \"1,5\", source: {vi: x}}\n".utf8).write(to: URL(filePath: tariffs))
            let unread = try await Program.onceonly(["report", "--declarations", Program.package.path, "--store", "\(folder.path)/demo/store", "--tariffs", tariffs])
            #expect(unread.status == 2 && unread.output.isEmpty)
            for finding in ["tariffs.yaml:2:", "VND", "title", "source", "0, 1.5, 90"] { #expect(unread.error.contains(finding), "\(finding): \(unread.error)") }
            // A place that cannot be written is named.
            for option in ["--csv", "--excel", "--html"] {
                let run = try await Program.onceonly(["report", "--declarations", Program.package.path, "--store", "\(folder.path)/demo/store", option, "/dev/null/x"])
                #expect(run.status == 2 && run.output.isEmpty && run.error.contains("cannot write '/dev/null/x'"), "\(option): \(run.error)")
            }
        }
    }
}
