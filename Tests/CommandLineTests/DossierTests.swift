import Formats
import Foundation
import ProgramUnderTest
import Testing

/// The commands one after the other, as an intake service without Swift would call them.
@Suite("A dossier from the command line")
struct DossierTests {
    private static let form = "cu-tru-ct01"

    @Test("opened, refused, filed once, counted; a touched ledger is noticed")
    func life() async throws {
        try await Program.withTemporaryFolder { folder in
            @Sendable func onceonly(_ arguments: String, input: String = "") async throws -> Program.Run {
                try await Program.onceonly(arguments.split(separator: " ").map(String.init), in: folder, input: input)
            }
            let place = "--declarations \(Program.package.path)"
            let generated = try await onceonly("sandbox generate --people 40 --seed 1 --out province --format json")
            #expect(generated.status == 0)
            #expect(try JSON(parsing: generated.output)["people"]?.number == "40")

            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let person = try people.split(separator: "\n").lazy.map { try JSON(parsing: String($0)) }.first {
                $0["answers"]?[Self.form]?["answers"] != nil && $0["answers"]?[Self.form]?["rows"] == nil
            }
            let key = try #require(person?["personal_id_number"]?.string)
            let answers = try #require(person?["answers"]?[Self.form])
            try Data(key.utf8).write(to: folder.appending(path: "key.txt"))
            try Data(answers.serialized(.compact).utf8).write(to: folder.appending(path: "answers.json"))

            let prefill = "prefill \(place) --form \(Self.form) --subject @key.txt --sandbox province"
            let shown = try await onceonly(prefill)
            #expect(shown.status == 0 && shown.output.contains("[population]") && shown.output.contains("Still to answer"), "\(shown.error)")

            let opened = try await onceonly(prefill + " --format json")
            #expect(opened.status == 0)
            try Data(opened.output.utf8).write(to: folder.appending(path: "filled.json"))
            let submit = "submit \(place) --receipt filled.json"
            let refused = try await onceonly(submit)
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(refused.error.contains("required: required, and not answered"), "\(refused.error)")
            // Answers that lead to what no register was asked for yet: the dossier is filled with them first.
            let early = try await onceonly(submit + " --answers answers.json")
            #expect(early.status == 1 && early.error.contains("not-filled") && early.error.contains("fill the dossier with them first"), "\(early.error)")
            let filled = try await onceonly(prefill + " --answers answers.json --format json")
            try Data(filled.output.utf8).write(to: folder.appending(path: "filled.json"))
            let filed = try await onceonly(submit + " --answers answers.json --format json")
            #expect(filed.status == 0, "\(filed.output)")
            #expect(try JSON(parsing: filed.output)["accepted"]?.bool == true)
            let again = try await onceonly(submit + " --answers answers.json --language vi")
            #expect(again.status == 1 && again.error.contains("phiếu này đã được nhận trước đó"))

            let report = try await onceonly("report \(place) --html report.html")
            #expect(report.status == 0 && report.output.contains("SIMULATED"))
            #expect(try String(contentsOf: folder.appending(path: "report.html"), encoding: .utf8).contains("</html>"))

            #expect(try await onceonly("ledger verify").status == 0)
            let events = try await onceonly("ledger export")
            #expect(events.status == 0 && !events.output.contains(key))
            let file = folder.appending(path: ".onceonly/ledger.sqlite")
            let bytes = try Data(contentsOf: file)
            let place2 = try #require(bytes.firstRange(of: Data("\"channel\":\"online\"".utf8)))
            var touched = bytes
            touched.replaceSubrange(place2, with: Data("\"channel\":\"posted\"".utf8))
            try touched.write(to: file)
            let verified = try await onceonly("ledger verify")
            #expect(verified.status == 1 && verified.output.contains("does not fit"), "\(verified.output)\(verified.error)")
        }
    }

    @Test("a batch answers every line in order; a bad line says why and spoils no other")
    func batch() async throws {
        try await Program.withTemporaryFolder { folder in
            let generated = try await Program.onceonly(["sandbox", "generate", "--people", "40", "--out", "province"], in: folder)
            #expect(generated.status == 0)
            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let keys = try people.split(separator: "\n").compactMap { line in
                let person = try JSON(parsing: String(line))
                return person["answers"]?[Self.form] == nil ? nil : person["personal_id_number"]?.string
            }.prefix(2)
            let good = keys.map { "{\"form\": \"\(Self.form)\", \"subject\": \"\($0)\"}" }
            let lines = [good[0], "not JSON", "{\"form\": \"\(Self.form)\"}", "{\"form\": \"zzz\", \"subject\": \"\(keys[0])\"}", good[1]]
            let arguments = ["prefill", "--batch", "--declarations", Program.package.path, "--sandbox", "province"]
            let run = try await Program.onceonly(arguments, in: folder, input: lines.joined(separator: "\n") + "\n")
            let out = try run.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(run.status == 2)
            #expect(out.count == lines.count)
            #expect(out.map { $0["schema"]?.string } == Array(repeating: "onceonly/prefill/1", count: lines.count))
            #expect(out.map { $0["error"] == nil } == [true, false, false, false, true])
            let onlyGood = try await Program.onceonly(arguments, in: folder, input: good.joined(separator: "\n"))
            #expect(onlyGood.status == 0, "\(onlyGood.error)")
        }
    }

    @Test("an answer to a blank the form does not have is said, not dropped in silence")
    func strayAnswer() async throws {
        try await Program.withTemporaryFolder { folder in
            let run = try await Program.onceonly(
                ["prefill", "--form", Self.form, "--subject", "015090000123", "--answers", "-", "--declarations", Program.package.path], in: folder,
                input: """
                    {"answers": {"request.contnt": "x"}, "roles": {"hed": "none", "Nguyễn Thị Hoa": "none"}, "rows": {"member": []},
                     "declined": ["leas"], "confirmed": ["015190000123"]}
                    """)
            for line in [
                "answers.request.contnt: unknown-name: the form has no such name; did you mean 'request.content'?",
                "roles.hed: unknown-name: the form has no such name; did you mean 'head'?",
                "rows.member: unknown-name: the form has no such name; did you mean 'members'?",
                "declined.leas: unknown-name: the form has no such name; did you mean 'lease'?",
                // A name that is like none of the form's may be a value in the wrong place.
                "roles.(14 characters): unknown-name: the form has no such name\n", "confirmed.(12 characters): unknown-name",
            ] { #expect(run.error.contains(line), "\(run.error)") }
            #expect(!run.error.contains("Hoa") && !run.error.contains("015190000123"))
        }
    }
}
