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
        Case(["eval", "1 + 2"], 0, ["3"]), Case(["eval", "1 / 0"], 1, ["null: divisionByZero: /"]), Case(["eval", "a.b > 1"], 0, ["unknown; waits for a.b"]),
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
        Case(["explain", "a.b + 1", "--input", #"{"a.b": 2}"#], 0, ["a.b + 1", "type: number", "reads:", "  a.b: number", "value: 3"]),
        Case(["explain", "1", "--form", "ho-tich-khai-sinh", "--rows", "none"], 2, ["form 'ho-tich-khai-sinh' has no rows 'none'"]),
    ])
    func says(_ c: Case) async throws {
        let run = try await Program.onceonly(["feel"] + c.arguments)
        #expect(run.status == c.status)
        #expect((run.output + run.error).split(separator: "\n").map(String.init) == c.says)
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
