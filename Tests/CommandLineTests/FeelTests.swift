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
        Case(["eval", "today() + duration(\"P60D\")", "--as-of", "2026-11-24"], 0, ["2027-01-23"]),
        Case(["eval", "now().hour = 8 and today() = date(now())", "--as-of", "2026-11-24T08:30:00+07:00"], 0, ["true"]),
        Case(["eval", "now()", "--as-of", "2026-11-24"], 1, ["null: unknownName: now()"]),
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
