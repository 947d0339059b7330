import ConformanceData
import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("onceonly feel")
struct FeelTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        /// Lines of standard output and error, in order.
        let says: [String]

        init(_ arguments: [String], _ status: Int32, _ says: [String]) {
            self.arguments = arguments
            self.status = status
            self.says = says
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    @Test("what it says", arguments: [
        Case(["eval", "1 + 2"], 0, ["3"]), Case(["eval", "-2**2"], 0, ["4"]), Case(["eval", "-a.b + 1"], 0, ["unknown; waits for a.b"]),
        Case(["explain", "a.b and c.d"], 0, [
            "a.b and c.d", "type: boolean", "reads:", "  a.b: any, the value depends on it", "  c.d: any, the value depends on it",
            "holds: for example where a.b = true and c.d = true", "fails: for example where a.b = true and c.d = false", "waits for: a.b, c.d",
        ]), Case(["eval", "1 / 0"], 1, ["null: divisionByZero: /"]), Case(["eval", "a.b > 1"], 0, ["unknown; waits for a.b"]),
        Case(["eval", "mother.age >= 18", "--input", #"{"mother.age": 30}"#], 0, ["true"]),
        Case(["eval", "1 +"], 2, ["FEEL:1:4: error E001 the expression is wrong at '': a value", "  1 | 1 +", "    |    ^"]),
        Case(["eval", "1 +", "--language", "vi"], 2, ["FEEL:1:4: lỗi E001 biểu thức sai ở '': một giá trị", "  1 | 1 +", "    |    ^"]),
        Case(["explain", #"dossier.copy_requested = "yes""#, "--form", "ho-tich-khai-sinh"], 0, [
            #"dossier.copy_requested = "yes""#, "type: boolean", "reads:",
            "  dossier.copy_requested: code of options:copy.requested, the value depends on it",
            #"holds: for example where dossier.copy_requested = "yes""#, #"fails: for example where dossier.copy_requested = "no""#,
            "waits for: dossier.copy_requested",
        ]),
        Case(["explain", "child.date_of_birth <= dossier.submission_date - duration(\"P1D\")", "--form", "ho-tich-khai-sinh", "--language", "vi"], 0, [
            #"child.date_of_birth <= dossier.submission_date - duration("P1D")"#, "kiểu: đúng/sai", "đọc:", "  child.date_of_birth: ngày",
            "  dossier.submission_date: ngày", "đúng: chưa xác định được", "sai: chưa xác định được", "còn chờ: child.date_of_birth, dossier.submission_date",
        ]),
        Case(["explain", #"dossier.copy_requested = "Yes""#, "--form", "ho-tich-khai-sinh"], 1, [
            #"dossier.copy_requested = "Yes""#, "type: boolean", "reads:", "  dossier.copy_requested: code of options:copy.requested",
            "FEEL:1:26: error E004 code list 'options:copy.requested' has no code 'Yes', so this never matches",
            #"  1 | dossier.copy_requested = "Yes""#, "    |                          ^~~~~ write '\"yes\"'", "waits for: dossier.copy_requested",
        ]),
        Case(["eval", "today() + duration(\"P60D\")", "--as-of", "2026-11-24"], 0, ["2027-01-23"]),
        Case(["eval", "now().hour = 8 and today() = date(now())", "--as-of", "2026-11-24T08:30:00+07:00"], 0, ["true"]),
        Case(["eval", "now()", "--as-of", "2026-11-24"], 2, [
            "now() needs an --as-of with a time, such as 2026-11-24T08:00:00+07:00; a date alone says what today() is",
        ]),
        Case(["explain", "now()", "--as-of", "2026-11-24", "--language", "vi"], 2, [
            "now() cần --as-of có cả giờ, chẳng hạn 2026-11-24T08:00:00+07:00; một ngày chỉ cho biết today()",
        ]),
        Case(["eval", "a.b.year", "--input", #"{"a.b": {"type": "date", "value": "1990"}}"#], 0, ["1990"]),
        Case(["eval", "[a.b, rows]", "--input", #"{"a.b": {"type": "date", "value": "1990-05"}, "rows": {"type": "list", "items": [{"type": "date", "value": "1990"}]}}"#], 0, ["[1990-05, [1990]]"]),
        Case(["eval", "a.b = @\"1990-01-01\"", "--input", #"{"a.b": {"type": "date", "value": "1990"}}"#], 0, ["unknown; waits for no answer: a date is known only in part"]),
        Case(["eval", "1", "--input", #"{"a.b": {"type": "date", "value": "1990-13"}}"#], 2, ["--input: 'a.b' is not of the type it names"]),
        Case(["eval", "1", "--input", #"{"a.b": {"type": "date", "value": "10:00:00"}}"#], 2, ["--input: 'a.b' is not of the type it names"]),
        Case(["explain", "dossier.copy_requestd = \"yes\"\n  and applicnt.full_name = \"A\" and count(rows.childs) > 1", "--form", "ho-tich-khai-sinh"], 1, [
            #"dossier.copy_requestd = "yes" and applicnt.full_name = "A" and count(rows.childs) > 1"#, "type: boolean", "reads:", "  applicnt.full_name: string",
            "  dossier.copy_requestd: any", "  rows.childs: any", "FEEL:1:1: error F012 no concept 'copy_requestd' in the vocabulary",
            #"  1 | dossier.copy_requestd = "yes""#, "    | ^~~~~~~~~~~~~~~~~~~~~ write 'dossier.copy_requested'", "FEEL:2:7: error F002 no role 'applicnt' in this form",
            #"  2 |   and applicnt.full_name = "A" and count(rows.childs) > 1"#, "    |       ^~~~~~~~~~~~~~~~~~ write 'applicant.full_name'",
            "FEEL:2:42: error F037 no rows 'childs' in this form", #"  2 |   and applicnt.full_name = "A" and count(rows.childs) > 1"#, "    |                                          ^~~~~~~~~~~",
            "waits for: applicnt.full_name, dossier.copy_requestd",
        ]),
        Case(["explain", "@\"2026-11-24T10:00:00\" < now()", "--as-of", "2026-11-24T10:00:00+07:00", "--language", "vi"], 1, [
            "@\"2026-11-24T10:00:00\" < now()", "kiểu: đúng/sai", "đọc:", "  now(): ngày giờ có múi giờ",
            "FEEL:1:1: lỗi E002 '<' cần ngày giờ có múi giờ, nhưng ở đây là ngày giờ không có múi giờ", "  1 | @\"2026-11-24T10:00:00\" < now()",
            "    | ^~~~~~~~~~~~~~~~~~~~~~ hãy viết '@\"2026-11-24T10:00:00+07:00\"'", "giá trị: null: wrongKind: <",
        ]),
        Case(["eval", "today()"], 2, [
            "FEEL:1:1: error E001 the expression is wrong at 'today': a date of the dossier, such as dossier.submission_date", "  1 | today()", "    | ^~~~~",
        ]),
        Case(["eval", "today()", "--as-of", "2026-11"], 2, ["--as-of needs a date, or a date and time: 2026-11"]),
        Case(["explain", "a.b > today()", "--as-of", "2026-11-24", "--input", #"{"a.b": {"type": "date", "value": "2026-11-25"}}"#], 0, [
            "a.b > today()", "type: boolean", "reads:", "  a.b: date, the value depends on it", "  today(): date",
            "holds: for example where a.b = @\"2000-01-02\" and today() = @\"2000-01-01\"", "fails: for example where a.b = @\"2000-01-01\" and today() = @\"2000-01-01\"", "value: true",
        ]),
        Case(["explain", "today()", "--as-of", "2026-11-24", "--form", "ho-tich-khai-sinh"], 2, [
            "--as-of does not go with --form: a form reads dossier.submission_date",
        ]),
        Case(["explain", "a.b + 1", "--input", #"{"a.b": 2}"#], 0, ["a.b + 1", "type: number", "reads:", "  a.b: number", "value: 3"]),
        Case(["explain", "1", "--form", "ho-tich-khai-sinh", "--rows", "none"], 2, ["form 'ho-tich-khai-sinh' has no rows 'none'"]),
    ])
    func says(_ c: Case) async throws {
        let run = try await Program.onceonly(["feel"] + c.arguments)
        #expect(run.status == c.status)
        #expect((run.output + run.error).split(separator: "\n").map(String.init) == c.says)
    }

    /// What help shows is what a reader tries first.
    @Test("every example of every help runs", arguments: ["eval", "test", "explain"])
    func examplesRun(_ command: String) async throws {
        let cases = #"[{"id": "a", "expression": "1 + 2", "inputs": {}, "expected": {"type": "number", "value": "3"}}]"#
        for language in ["en", "vi_VN.UTF-8"] {
            let help = try await Program.onceonly(["feel", command, "--help"], environment: ["LANG": language])
            let examples = Self.examples(help.output)
            #expect(!examples.isEmpty && examples.allSatisfy { $0.hasPrefix("onceonly feel \(command) ") })
            for example in examples {
                try await Program.withTemporaryFolder { folder in
                    // Files an example names are the reader's own: here are some. A form is looked for among the declarations.
                    try Data(cases.utf8).write(to: folder.appending(path: "cases.json"))
                    let arguments = Self.words(example).dropFirst()
                    let known = try await Program.onceonly(["feel", "test", "cases.json", "--known", "-"], in: folder)
                    try Data(known.output.utf8).write(to: folder.appending(path: "feel-conformance.txt"))
                    let run = try await Program.onceonly(Array(arguments) + (arguments.contains("--form") ? ["--declarations", Program.package.path] : []), in: folder)
                    #expect(run.status == 0 && run.error.isEmpty && !run.output.isEmpty && (command != "eval" || !run.output.contains("null")), "\(example): \(run.output)\(run.error)")
                }
            }
        }
    }

    /// The lines behind "Examples:", up to an empty one; help breaks long lines at spaces.
    private static func examples(_ help: String) -> [String] {
        var examples: [String] = [], isInside = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false).map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if ["Examples:", "Ví dụ:"].contains(line) { isInside = true; continue }
            guard isInside else { continue }
            if line.isEmpty { break }
            if line.hasPrefix("onceonly ") { examples.append(line) } else if let last = examples.popLast() { examples.append(last + " " + line) }
        }
        return examples
    }

    /// A line as a shell cuts it; single quotes hold what is in them together.
    private static func words(_ line: some StringProtocol) -> [String] {
        var words: [String] = [""], isQuoted = false
        for character in line {
            switch character {
            case "'": isQuoted.toggle()
            case " " where !isQuoted: words.append("")
            default: words[words.count - 1].append(character)
            }
        }
        return words.filter { !$0.isEmpty }
    }

    private static let suite = Suites.url("feel/cases.json")

    @Test("the list of failures and skips is what the program prints", .enabled(if: FileManager.default.fileExists(atPath: suite.path), "suites/feel/cases.json is not there"))
    func listIsWhatIsPrinted() async throws {
        let list = "Tests/ExpressionsTests/feel-conformance.txt"
        let run = try await Program.onceonly(["feel", "test", Self.suite.path, "--known", list])
        #expect(run.status == 0 && run.error.isEmpty)
        #expect(run.output == (try String(contentsOf: Program.package.appending(path: list), encoding: .utf8)))
        let json = try JSON(parsing: try await Program.onceonly(["feel", "test", Self.suite.path, "--format", "json"]).output)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(json["failures"]?.array?.count == lines.count { $0.hasPrefix("fails ") })
        #expect(json["tolerated"]?.array?.count == lines.count { $0.hasPrefix("tolerated ") })
        #expect(json["skipped"]?.array?.map { "skipped \($0["id"]?.string ?? "") \($0["reason"]?.string ?? "")" } == lines.filter { $0.hasPrefix("skipped ") })
        #expect(lines[2].hasSuffix("; \(json["null"]?["refused"]?.number ?? "none") of those passed are refused by the parser, \(json["null"]?["patternsRefused"]?.number ?? "none") by the pattern engine"))
    }

    @Test("a list that is not what happens ends with 1")
    func listDiffers() async throws {
        let cases = #"[{"id": "a", "expression": "1 + 2", "inputs": {}, "expected": {"type": "number", "value": "4"}}, {"id": "b", "expression": "1 +", "inputs": {}, "expected": {"type": "null"}}]"#
        try await Program.withTemporaryFolder { folder in
            try Data("fails a the sum is another\n".utf8).write(to: folder.appending(path: "known.txt"))
            let run = try await Program.onceonly(["feel", "test", "-", "--known", "known.txt"], in: folder, input: cases)
            #expect(run.status == 1 && run.output.contains("fails a the sum is another\n") && run.output.contains("1 of those passed are refused by the parser"), "\(run.output)\(run.error)")
            try Data(run.output.utf8).write(to: folder.appending(path: "known.txt"))
            #expect(try await Program.onceonly(["feel", "test", "-", "--known", "known.txt"], in: folder, input: cases).status == 0)
        }
    }

    @Test func explainsForPrograms() async throws {
        let run = try await Program.onceonly(["feel", "explain", #"applicant.relationship_to_subject = "mother" and dossier.copy_requested = "yes""#, "--form", "ho-tich-khai-sinh", "--format", "json"])
        let json = try JSON(parsing: run.output)
        #expect(json["schema"]?.string == "onceonly/feel-explain/1")
        #expect(json["type"]?.string == "boolean")
        #expect(json["reads"]?.array?.compactMap { $0["decides"]?.bool } == [true, true])
        #expect(json["holds"]?["witness"]?.array?.count == 2)
        #expect(json["waitsFor"]?.array?.compactMap(\.string) == ["applicant.relationship_to_subject", "dossier.copy_requested"])
    }
}
