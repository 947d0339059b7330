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

            let dossier = try #require(try JSON(parsing: filed.output)["dossier"]?.string)
            for (call, status, says) in [
                ("show \(dossier)", 0, "dossier \(dossier) was submitted already"), ("show", 2, "name a dossier or its --code"), ("show --code A-1", 2, "no such dossier"),
                ("resume \(dossier) --actor @key.txt", 2, "it can no longer be changed"), ("supplement \(dossier) --field nothing", 2, "the form does not have: nothing"),
                ("supplement \(dossier) --field request.content", 0, "waits for a supplement"), ("complete \(dossier)", 2, "that step cannot be taken"),
                ("resume \(dossier) --actor @key.txt --sandbox province", 0, "asked for once more: request.content"), ("refuse \(dossier) --ground none", 2, "--ground"),
                ("withdraw \(dossier) --actor 015090000123", 2, "no such dossier"), ("refuse \(dossier) --ground incomplete", 0, "was refused"),
                ("show \(dossier) --language vi", 0, "đã bị từ chối"),
            ] {
                let run = try await onceonly("dossier \(call) \(place) --store .onceonly" + (call.contains("--language") ? "" : " --language en"))
                #expect(run.status == Int32(status) && (run.output + run.error).contains(says), "\(call): \(run.output)\(run.error)")
            }
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
            func line(_ more: String) -> String { "{\"form\": \"\(Self.form)\", \"subject\": \"\(keys[0])\", \(more)}" }
            let lines = [
                good[0], "not JSON", "{\"form\": \"\(Self.form)\"}", "{\"form\": \"zzz\", \"subject\": \"\(keys[0])\"}", good[1],
                line("\"answrs\": {}"), line("\"asOf\": 2026"), line("\"asOf\": \"2026-02-30\""), line("\"actor\": 5"), line("\"\(keys[1])\": 1"), "[1]",
            ]
            let arguments = ["prefill", "--batch", "--declarations", Program.package.path, "--sandbox", "province"]
            let run = try await Program.onceonly(arguments, in: folder, input: "\n" + lines.joined(separator: "\n") + "\n")
            let out = try run.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(run.status == 2)
            #expect(out.count == lines.count)
            #expect(out.map { $0["schema"]?.string } == Array(repeating: "onceonly/prefill/1", count: lines.count))
            #expect(out.map { $0["error"] == nil } == [true, false, false, false, true] + Array(repeating: false, count: 6))
            // An empty line counts, as an editor counts it.
            #expect(out.map { $0["line"]?.number } == lines.indices.map { [0, 4].contains($0) ? nil : "\($0 + 2)" })
            #expect(out.suffix(6).map { $0["error"]?.string } == [
                "a line has no member 'answrs'; did you mean 'answers'?", "'asOf' has to be a text", "'2026-02-30' is no date like 2026-11-24",
                "'actor' has to be a text", "a line has members form, subject, actor, answers, asOf and no others", "a line is a JSON object",
            ])
            #expect(!run.error.contains(keys[1]))
            let onlyGood = try await Program.onceonly(arguments, in: folder, input: good.joined(separator: "\n"))
            #expect(onlyGood.status == 0, "\(onlyGood.error)")
        }
    }

    @Test("many lines at once are answered in their order, each for its own person")
    func longBatch() async throws {
        try await Program.withTemporaryFolder { folder in
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "60", "--out", "province"], in: folder).status == 0)
            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let keys = try people.split(separator: "\n").compactMap { try JSON(parsing: String($0))["personal_id_number"]?.string }.prefix(12)
            // More lines than are held at once, and every person again and again.
            let lines = (0..<400).map { $0 % 7 == 3 ? "no JSON" : "{\"form\": \"\(Self.form)\", \"subject\": \"\(keys[$0 % keys.count])\"}" }
            let arguments = ["prefill", "--batch", "--view", "office", "--declarations", Program.package.path, "--sandbox", "province"]
            let run = try await Program.onceonly(arguments, in: folder, input: lines.joined(separator: "\n"))
            let out = try run.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(run.status == 2)
            #expect(out.count == lines.count)
            for (index, answer) in out.enumerated() {
                let number = answer["fields"]?.array?.first { $0["leaf"]?.string == "applicant.personal_id_number" }?["value"]?.string
                let isRight = lines[index] == "no JSON" ? answer["line"]?.number == "\(index + 1)" : number == keys[index % keys.count]
                #expect(isRight, "answer \(index + 1)")
            }
        }
    }

    @Test("whoever waits for an answer before the next line gets it", .timeLimit(.minutes(2)))
    func conversation() async throws {
        try await Program.withTemporaryFolder { folder in
            let (input, output) = (Pipe(), Pipe())
            let process = Process()
            process.executableURL = Program.folder.appending(path: "onceonly")
            process.arguments = ["prefill", "--batch", "--declarations", Program.package.path]
            process.currentDirectoryURL = folder
            process.environment = ["HOME": folder.path, "LANG": "en"]
            (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
            let (chunks, continuation) = AsyncStream.makeStream(of: Data.self)
            output.fileHandleForReading.readabilityHandler = { continuation.yield($0.availableData) }
            try process.run()
            defer { process.terminate() }
            var answers = chunks.makeAsyncIterator()
            for number in 1...3 {
                try input.fileHandleForWriting.write(contentsOf: Data("{\"form\": \"zzz\"}\n".utf8))
                var text = Data()
                while !text.contains(UInt8(ascii: "\n")) { text += try #require(await answers.next()) }
                #expect(try JSON(parsing: String(decoding: text, as: UTF8.self))["line"]?.number == "\(number)")
            }
            output.fileHandleForReading.readabilityHandler = nil
            try input.fileHandleForWriting.close()
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

    @Test("an answer that cannot be read is said with its blank and why, and not what it was")
    func unreadable() async throws {
        try await Program.withTemporaryFolder { folder in
            let long = String(repeating: "a", count: 2_000_000)
            let answers = """
                {"answers": {"request.changes_household": "maybe", "request.content": "\(long)", "applicant.relationship_to_head": 5,
                             "members[r2].member.full_name": "Lý Thị An"},
                 "roles": {"head": {"key": {"personal_id_number": "01509000012", "full_name": "Lý Thị An"}},
                           "dwelling_owner": {"key": {"personal_id": "015090000123"}}},
                 "rows": {"members": [{"row": "r1", "key": {"personal_id_number": "01519000012"}}]}}
                """
            let call = ["prefill", "--form", Self.form, "--subject", "015090000123", "--answers", "-", "--declarations", Program.package.path]
            let province = try await Program.onceonly(["sandbox", "generate", "--people", "5", "--out", "province"], in: folder)
            #expect(province.status == 0)
            let shown = try await Program.onceonly(call + ["--sandbox", "province"], in: folder, input: answers)
            #expect(shown.status == 1, "\(shown.error)")
            for line in [
                "request.changes_household: unknown-code: the code is not in the list of this blank\n", "request.content: too-long: the text is longer than 4000 characters\n",
                "applicant.relationship_to_head: wrong-type: ", "roles.head.personal_id_number: bad-identifier: ", "roles.dwelling_owner: unknown-part: ",
                "rows.members[r1].personal_id_number: bad-identifier: ", "members[r2].member.full_name: unknown-row: there is no such row",
            ] { #expect(shown.error.contains(line), "\(shown.error)") }
            for secret in ["01509000012", "01519000012", "Lý Thị An", "aaaa"] { #expect(!shown.error.contains(secret)) }

            let json = try await Program.onceonly(call + ["--sandbox", "province", "--format", "json"], in: folder, input: answers)
            #expect(json.status == 1)
            let invalid = try #require(try JSON(parsing: json.output)["invalid"]?.array)
            #expect(invalid.first == ["leaf": "applicant.relationship_to_head", "code": "wrong-type"] && invalid.count == 7)

            let fine = #"{"answers": {"request.changes_household": "no"}}"#
            let read = try await Program.onceonly(call + ["--sandbox", "province", "--format", "json"], in: folder, input: fine)
            #expect(read.status == 0 && !read.output.contains("\"invalid\""), "\(read.error)")
        }
    }

    @Test("text is for people: sections by title, codes by label, an address in one line, in either language")
    func text() async throws {
        try await Program.withTemporaryFolder { folder in
            let generated = try await Program.onceonly(["sandbox", "generate", "--people", "60", "--imperfect", "none", "--out", "province"], in: folder)
            #expect(generated.status == 0)
            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let person = try #require(try people.split(separator: "\n").lazy.map { try JSON(parsing: String($0)) }.first { $0["answers"]?["ho-tich-khai-sinh"] != nil })
            let key = try #require(person["personal_id_number"]?.string), answers = try #require(person["answers"]?["ho-tich-khai-sinh"])
            func shown(_ language: String, _ format: String = "text") async throws -> String {
                let run = try await Program.onceonly(
                    ["prefill", "--form", "ho-tich-khai-sinh", "--subject", key, "--answers", "-", "--sandbox", "province", "--declarations", Program.package.path,
                     "--language", language, "--format", format], in: folder, input: answers.serialized(.compact))
                #expect(run.status == 0, "\(run.error)")
                return run.output
            }
            let english = try await shown("en"), vietnamese = try await shown("vi")
            let json = try JSON(parsing: try await shown("en", "json"))
            #expect(!english.contains("{") && !vietnamese.contains("{"))
            // Every code a side sees stands there by its label, under the title of its section.
            let codes = json["fields"]?.array?.filter { $0["leaf"]?.string?.hasSuffix("gender") ?? false && $0["value"] != nil } ?? []
            #expect(!codes.isEmpty)
            #expect(vietnamese.firstMatch(of: /\n {2}[^\n]*: (Nam|Nữ) \[/) != nil && english.firstMatch(of: /\n {2}[^\n]*: ([Mm]ale|[Ff]emale) \[/) != nil)
            #expect(vietnamese.firstMatch(of: /\d\d\/\d\d\/\d{4} \[/) != nil && english.firstMatch(of: /\d{4}-\d\d-\d\d \[/) != nil)
            #expect(vietnamese.contains("Tỉnh Lào Cai") && english.contains("Lào Cai"))
            let titles = english.split(separator: "\n").filter { !$0.hasPrefix(" ") }
            #expect(titles.count > 4 && Set(titles).count == titles.count, "\(titles)")
        }
    }
}
