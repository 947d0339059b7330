import Foundation
import Formats
import ProgramUnderTest
import Testing

/// Nobody's.
private let key = "015190000123", other = "015090000456"

@Suite("Documents from the command line")
struct DocumentsTests {
    @Test("kept, found, shown, listed, erased; what goes wrong is told with its code and without a key")
    func life() async throws {
        try await Program.withTemporaryFolder { folder in
            @Sendable func documents(_ call: String, input: String = "") async throws -> Program.Run {
                let arguments = ["documents"] + call.split(separator: " ").map(String.init) + ["--declarations", Program.package.path]
                return try await Program.onceonly(arguments, in: folder, input: input)
            }
            func json(_ run: Program.Run) throws -> JSON { try JSON(parsing: run.output) }
            try Data("%PDF-1.7\nmột\n%%EOF\n".utf8).write(to: folder.appending(path: "one.png"))
            try Data("%PDF-1.7\ncụt\n".utf8).write(to: folder.appending(path: "cut.pdf"))
            try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]).write(to: folder.appending(path: "picture.pdf"))
            try Data(key.utf8).write(to: folder.appending(path: "key.txt"))

            let early = try await documents("find --subject @key.txt")
            #expect(early.status == 2 && early.error.contains("there are no documents in '.onceonly'"))

            // Whatever it is called.
            let add = "add one.png --kind marital-status-certificate --subject @key.txt --number 12 --issuer commune_committee --place 02635 --issued 2025-06-30"
            let kept = try await documents(add + " --format json")
            #expect(kept.status == 0, "\(kept.error)")
            let id = try #require(try json(kept)["id"]?.string)
            #expect(try json(kept)["format"]?.string == "pdf" && json(kept)["knownContent"]?.bool == false)
            let again = try await documents("add - --kind building-permit --subject \(other) --subject applicant=\(key) --issued 2026-11-01 --language vi", input: "%PDF-1.7\nmột\n%%EOF\n")
            #expect(again.status == 0 && again.output.contains("nội dung đã có"), "\(again.error)")

            for (call, status, says) in [
                ("add cut.pdf --kind birth-note --subject \(key)", 2, "cut off (format-unknown)"),
                ("add picture.pdf --kind birth-note --subject \(key)", 2, "the file's content is png; this kind takes pdf, xml (format-not-accepted)"),
                ("add one.png --kind hiv-certificate --subject \(key)", 2, "(kind-not-stored)"),
                ("add one.png --kind birth-notes --subject \(key)", 2, "did you mean 'birth-note'?"),
                ("add none.pdf --kind birth-note --subject \(key)", 2, "cannot read 'none.pdf'"),
                ("add one.png --kind birth-note", 2, "it takes a file, --kind and --subject"),
                ("add one.png --kind birth-note --subject 12", 2, "--subject is no valid key of a person or organisation"),
                ("add one.png --kind birth-note --subject stranger_role=\(key)", 2, "no form has that role"),
                ("add one.png --kind birth-note --subject parcel:parcel=\(key)", 2, "a key of 'parcel' is written parcel:parcel_id=…"),
                (
                    "add one.png --kind birth-note --subject \(key) --issuer commune_committee --place 02635 --issued 2026-01-01", 2,
                    "there was no 'commune_committee' in '02635' on 2026-01-01"
                ),
                ("add one.png --kind birth-note --subject \(key) --origin scan", 2, "--origin takes uploaded, procedure-result, digitised-paper, national-store"),
                ("show 00", 2, "no such document (unknown-document)"),
                ("erase --subject 015090000999 --ground court --by o", 2, "nothing is kept about this subject (unknown-subject)"),
                ("erase --subject \(key) --ground why --by o", 2, "--ground takes subject-request"),
                ("erase --ground court --by o", 2, "name a --subject or a --document"),
                ("erase --document 00 --ground court --by o", 2, "(unknown-document)"),
            ] {
                let run = try await documents(call)
                #expect(run.status == Int32(status) && run.error.contains(says), "\(call): \(run.status) \(run.error)")
                #expect(!run.error.contains(key) && run.output.isEmpty)
            }

            // The commune it was issued by has become another, whose papers it is among now.
            let find = "find --subject @key.txt --kind marital-status-certificate --format json"
            for (more, count) in [(" --valid-on 2025-12-01", 1), (" --valid-on 2025-12-01 --issuer commune_committee --place 02647", 1), (" --valid-on 2025-12-01 --issuer commune_committee --place 02671", 0), (" --valid-on 2026-01-01", 0)] {
                let found = try await documents(find + more)
                #expect(try found.status == 0 && json(found)["documents"]?.array?.count == count, "\(more) \(found.error)")
            }
            let shown = try await documents("show \(id) --output copy.pdf")
            #expect(shown.status == 0 && shown.output.contains("issuer: commune_committee/02635@2004-07-08"), "\(shown.output)\(shown.error)")
            #expect(try String(contentsOf: folder.appending(path: "copy.pdf"), encoding: .utf8) == "%PDF-1.7\nmột\n%%EOF\n")
            #expect(try await documents("show \(id) --output copy.pdf").status == 2)
            let list = try await documents("list")
            #expect(list.output.split(separator: "\n").count == 2 && !list.output.contains(key) && list.output.contains("marital-status-certificate"))

            let erased = try await documents("erase --subject @key.txt --ground subject-request --by official-17 --format json")
            #expect(try erased.status == 0 && json(erased)["destroyed"]?["documents"]?.array == [.string(id)] && json(erased)["keptForOthers"]?.number == "1")
            #expect(!erased.output.contains(key) && !erased.output.contains("official-17"))
            #expect(try await documents("list").output.split(separator: "\n").count == 1)
            // The folder is a store still.
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.onceonly").sorted() == ["documents", "keys.json"])
        }
    }

    @Test("a batch answers every line in order; a bad one says why and spoils no other")
    func batch() async throws {
        try await Program.withTemporaryFolder { folder in
            try Data("%PDF-1.7\nmột\n%%EOF\n".utf8).write(to: folder.appending(path: "one.pdf"))
            func line(_ members: String) -> String { "{\"file\": \"one.pdf\", \"kind\": \"birth-note\", \"subjects\": [\"\(key)\"]\(members)}" }
            let lines = [
                line(""), "not JSON", "[1]", line(", \"colour\": 1"), line(", \"issued\": 2026"), line(", \"issued\": \"2026-11-02\", \"origin\": \"digitised-paper\""),
                "{\"file\": \"none.pdf\", \"kind\": \"birth-note\", \"subjects\": [\"\(key)\"]}", "{\"file\": \"one.pdf\", \"kind\": \"hiv-certificate\", \"subjects\": [\"\(key)\"]}",
                "{\"file\": \"one.pdf\", \"kind\": \"birth-note\", \"subjects\": []}", line(""),
            ]
            let run = try await Program.onceonly(
                ["documents", "add", "--batch", "--declarations", Program.package.path], in: folder, input: lines.joined(separator: "\n") + "\n")
            let answers = try run.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(run.status == 2 && answers.count == lines.count)
            #expect(answers.map { $0["id"] != nil } == [true, false, false, false, false, true, false, false, false, true], "\(run.output)")
            #expect(answers.compactMap { $0["line"]?.number } == ["2", "3", "4", "5", "7", "8", "9"])
            #expect(answers[7]["code"]?.string == "kind-not-stored" && !run.output.contains(key))
            let whole = try await Program.onceonly(["documents", "add", "--batch", "--declarations", Program.package.path], in: folder, input: line("") + "\n")
            #expect(whole.status == 0)
            let both = try await Program.onceonly(["documents", "add", "one.pdf", "--batch", "--declarations", Program.package.path], in: folder)
            #expect(both.status == 2 && both.error.contains("with --batch everything stands in the lines"))
        }
    }
}
