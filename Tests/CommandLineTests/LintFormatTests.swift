import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("Lint for editors and readers")
struct LintFormatTests {
    @Test("the reference page is what the rules and their cases say", arguments: [("en", "docs/lint.md"), ("vi", "docs/lint.vi.md")])
    func reference(_ language: String, _ page: String) async throws {
        let run = try await Program.onceonly(["lint", "--reference", "Tests/SourcingTests/lint", "--language", language])
        #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
        let committed = try String(contentsOf: Program.package.appending(path: page), encoding: .utf8)
        let (old, new) = (committed.split(separator: "\n", omittingEmptySubsequences: false), run.output.split(separator: "\n", omittingEmptySubsequences: false))
        let difference = new.difference(from: old).map { change in
            switch change {
            case .insert(_, let line, _): "+ \(line)"
            case .remove(_, let line, _): "- \(line)"
            }
        }
        #expect(difference.isEmpty, "onceonly lint --reference Tests/SourcingTests/lint --language \(language) > \(page)\n\(difference.joined(separator: "\n"))")
    }

    @Test("the shipped declarations as SARIF: every rule, no result")
    func shipped() async throws {
        let run = try await Program.onceonly(["lint", "--format", "sarif"])
        #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
        let log = try JSON(parsing: run.output)
        #expect(log["runs"]?.array?.first?["results"] == [])
        #expect((log["runs"]?.array?.first?["tool"]?["driver"]?["rules"]?.array?.count ?? 0) > 60)
    }

    @Test("a finding in a draft stands in its file, and lint does not pass")
    func draft() async throws {
        let text = try String(contentsOf: Program.package.appending(path: "FormSchemas/forms/cu-tru-ct01.yaml"), encoding: .utf8)
        let run = try await Program.onceonly(["lint", "-", "--format", "sarif"], input: text.replacing("means: applicant.full_name", with: "means: applicant.full_nam"))
        #expect(run.status == 1)
        let results = try JSON(parsing: run.output)["runs"]?.array?.first?["results"]?.array ?? []
        #expect(results.contains { $0["ruleId"]?.string == "F012" })
        #expect(results.first?["locations"]?.array?.first?["physicalLocation"]?["artifactLocation"]?["uri"]?.string == "-")
    }

    @Test("a folder of cases that is not there is bad input")
    func noCases() async throws {
        let run = try await Program.onceonly(["lint", "--reference", "nowhere"])
        #expect(run.status == 2 && run.error.contains("nowhere"))
    }
}
