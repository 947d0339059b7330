import Diagnostics
import Formats
import Reports
import Testing

/// Source of what is held: SARIF 2.1.0, the sections named.
@Suite("Findings as SARIF")
struct LintSARIFTests {
    private static let file = "FormSchemas/forms/tờ khai.yaml"
    private static let lines = [
        "form: a", "label: {vi: Họ tên, means: applicnt.x}", "😀 k: x", "vi: te\u{302}n ho\u{323}: y",
    ]

    private static func at(_ line: Int, _ column: Int) -> SourcePosition { SourcePosition(file: file, line: line, column: column) }

    private static let findings = [
        Diagnostic(.unknownRole, at: at(2, 28), length: 10, ["applicnt"], fix: "applicant.x"),
        Diagnostic(.baselineMissing, at: at(1, 7), length: 1, ["a"]),
        Diagnostic(.unknownKey, at: at(3, 3), length: 1, ["k", "id"], fix: "id"),
        Diagnostic(.wrongShape, at: at(4, 5), length: 8, ["mapping", "list"]),
        Diagnostic(.unboundedRows, at: at(1, 1), length: 4, ["r"], adding: "count: 0..20"),
        Diagnostic(.notReadable, at: SourcePosition(file: "none.yaml", line: 9, column: 4), ["x"]),
    ]

    private static func log(_ findings: [Diagnostic] = findings, _ language: Language = .english, documentation: String? = nil) throws -> JSON {
        let sarif = LintSARIF(language: language, documentation: documentation) { $0 == file ? lines.joined(separator: "\n") : nil }
        // As it is written and read back.
        return try JSON(parsing: sarif.log(of: findings).serialized(.pretty))
    }

    private static func run(_ log: JSON) throws -> JSON { try #require(log["runs"]?.array?.first) }

    @Test("a log says its version, and a run its tool, its language and how columns count (3.13, 3.14)", arguments: Language.allCases)
    func log(_ language: Language) throws {
        let log = try Self.log(Self.findings, language), run = try Self.run(log)
        #expect(log["version"]?.string == "2.1.0" && log["runs"]?.array?.count == 1)
        #expect(run["tool"]?["driver"]?["name"]?.string == "onceonly")
        #expect(run["columnKind"]?.string == "utf16CodeUnits" && run["language"]?.string == language.rawValue)
    }

    @Test("a run without findings has results all the same: none (3.14.23)")
    func empty() throws {
        #expect(try Self.run(Self.log([]))["results"] == [])
    }

    @Test("every code is a rule once, with its words in the language asked for (3.49)", arguments: Language.allCases)
    func rules(_ language: Language) throws {
        let rules = try #require(try Self.run(Self.log([], language))["tool"]?["driver"]?["rules"]?.array)
        #expect(rules.map { $0["id"]?.string } == DiagnosticCode.allCases.map(\.rawValue))
        for (rule, code) in zip(rules, DiagnosticCode.allCases) {
            #expect(rule["shortDescription"]?["text"]?.string == code.title.text(in: language))
            #expect(rule["fullDescription"]?["text"]?.string == code.why.text(in: language))
            for format in ["text", "markdown"] { #expect(rule["help"]?[format]?.string?.contains(code.mend.text(in: language)) == true) }
            #expect(rule["defaultConfiguration"]?["level"]?.string == code.severity.rawValue)
            #expect(rule["helpUri"] == nil)
        }
    }

    @Test("with the address of the reference page each rule links to its place there (3.49.12)")
    func links() throws {
        let rules = try #require(try Self.run(Self.log([], documentation: "https://example.vn/lint.html"))["tool"]?["driver"]?["rules"]?.array)
        #expect(rules.contains { $0["helpUri"]?.string == "https://example.vn/lint.html#f012" })
        #expect(rules.allSatisfy { $0["helpUri"]?.string?.hasPrefix("https://example.vn/lint.html#") == true })
    }

    @Test("a result has its rule, level, message and place (3.27, 3.29)")
    func results() throws {
        let run = try Self.run(Self.log()), rules = run["tool"]?["driver"]?["rules"]?.array ?? []
        let results = try #require(run["results"]?.array)
        #expect(results.count == Self.findings.count)
        for (result, finding) in zip(results, Self.findings) {
            #expect(result["ruleId"]?.string == finding.code.rawValue)
            let index = try #require(result["ruleIndex"]?.number.flatMap { Int($0) })
            #expect(rules[index]["id"]?.string == finding.code.rawValue)
            #expect(result["level"]?.string == finding.severity.rawValue)
            #expect(result["message"]?["text"]?.string == finding.message(in: .english))
            #expect(result["locations"]?.array?.count == 1)
        }
    }

    @Test("a path is a relative reference of RFC 3986")
    func paths() throws {
        let results = try #require(try Self.run(Self.log())["results"]?.array)
        let place = results[0]["locations"]?.array?.first?["physicalLocation"]?["artifactLocation"]
        #expect(place?["uri"]?.string == "FormSchemas/forms/t%E1%BB%9D%20khai.yaml" && place?["uriBaseId"]?.string == "%SRCROOT%")
    }

    @Test("columns count UTF-16 code units from 1, the end one past the last (3.30.2, 3.30.8)", arguments: [
        (0, 28, 38), (1, 7, 8), (2, 4, 5), (3, 5, 13),
    ])
    func columns(_ index: Int, _ start: Int, _ end: Int) throws {
        let results = try #require(try Self.run(Self.log())["results"]?.array)
        let region = results[index]["locations"]?.array?.first?["physicalLocation"]?["region"]
        let line = "\(Self.findings[index].position.line)"
        #expect(region?["startLine"]?.number == line && region?["endLine"]?.number == line)
        #expect(region?["startColumn"]?.number == "\(start)" && region?["endColumn"]?.number == "\(end)")
    }

    @Test("without the file's text a place is its line alone")
    func withoutText() throws {
        let results = try #require(try Self.run(Self.log())["results"]?.array)
        #expect(results[5]["locations"]?.array?.first?["physicalLocation"]?["region"] == ["startLine": .number("9")])
    }

    @Test("a fix replaces exactly what is underlined; what is to be added beside it is no fix (3.55)")
    func fixes() throws {
        let results = try #require(try Self.run(Self.log())["results"]?.array)
        let change = results[0]["fixes"]?.array?.first?["artifactChanges"]?.array?.first, replacement = change?["replacements"]?.array?.first
        #expect(change?["artifactLocation"] == results[0]["locations"]?.array?.first?["physicalLocation"]?["artifactLocation"])
        #expect(replacement?["deletedRegion"] == results[0]["locations"]?.array?.first?["physicalLocation"]?["region"])
        #expect(replacement?["insertedContent"]?["text"]?.string == "applicant.x")
        for other in results.dropFirst() { #expect(other["fixes"] == nil) }
    }
}
