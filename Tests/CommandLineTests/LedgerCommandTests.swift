import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("The ledger on the command line")
struct LedgerCommandTests {
    @Test("an auditor with the public key sees what a chain made anew hides; a person sees what was read about them")
    func audit() async throws {
        try await Program.withTemporaryFolder { folder in
            let generated = try await Program.onceonly(["sandbox", "generate", "--people", "40", "--out", "province"], in: folder)
            #expect(generated.status == 0)
            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let keys = try people.split(separator: "\n").compactMap { line in
                let person = try JSON(parsing: String(line))
                return person["forms"]?.array?.contains("cu-tru-ct01") == true ? person["personal_id_number"]?.string : nil
            }
            let key = try #require(keys.first), declarations = ["--declarations", Program.package.path]
            func onceonly(_ arguments: String, input: String = "", needsDeclarations: Bool = false) async throws -> Program.Run {
                try await Program.onceonly(arguments.split(separator: " ").map(String.init) + (needsDeclarations ? declarations : []), in: folder, input: input)
            }
            for person in keys.prefix(2) {
                let filled = try await onceonly("prefill --form cu-tru-ct01 --subject - --sandbox province --checkpoints elsewhere", input: person, needsDeclarations: true)
                #expect(filled.status == 0, "\(filled.error)")
            }
            // Each command published when it was done.
            let shown = try await onceonly("ledger key")
            #expect(shown.status == 0 && shown.output.contains("in use"))
            try shown.output.write(to: folder.appending(path: "auditor.txt"), atomically: true, encoding: .utf8)
            let good = try await onceonly("ledger verify --key auditor.txt --checkpoints elsewhere")
            #expect(good.status == 0 && good.output.contains("all good") && good.output.contains("; 0 after it"), "\(good.output)\(good.error)")
            let unchecked = try await onceonly("ledger verify --checkpoints elsewhere")
            #expect(unchecked.status == 0 && unchecked.output.contains("checkpoints were not checked"))
            #expect(try await onceonly("ledger verify").output.split(separator: "\n").count == 1)
            #expect(try await onceonly("ledger verify --key auditor.txt").error.contains("no checkpoint was published there"))
            #expect(try await onceonly("ledger verify --key province/people.jsonl --checkpoints elsewhere").status == 2)

            let access = try await onceonly("ledger access --subject - --format json", input: key, needsDeclarations: true)
            let records = try #require(try JSON(parsing: access.output)["records"]?.array)
            #expect(records.first?["event"] == "opened" && records.contains { $0["connector"] == "population" && $0["purpose"]?.string != nil })
            for person in keys { #expect(!access.output.contains(person)) }
            #expect(try await onceonly("ledger access --subject -", input: key, needsDeclarations: true).output.contains("population.citizen"))
            #expect(try await onceonly("ledger access --subject -", input: keys[keys.count - 1], needsDeclarations: true).output.contains("nothing about this person"))
            #expect(try await onceonly("ledger abandoned --after 30-days --checkpoints elsewhere", needsDeclarations: true).output == "0 dossiers noted as abandoned\n")
            #expect(try await onceonly("ledger abandoned --after 40-days", needsDeclarations: true).status == 2)

            // Who has no second place gets one in the store.
            let checkpoint = try await onceonly("ledger checkpoint --format json")
            #expect(try checkpoint.status == 0 && JSON(parsing: checkpoint.output)["schema"] == "onceonly/ledger-checkpoint/1")
            #expect(FileManager.default.fileExists(atPath: folder.path + "/.onceonly/checkpoints/main.checkpoints.jsonl"))

            // Checkpoints of before the rotation verify with what is shown after it.
            #expect(try await onceonly("keys rotate").status == 0)
            try await onceonly("ledger key --format json").output.write(to: folder.appending(path: "auditor.json"), atomically: true, encoding: .utf8)
            #expect(try await onceonly("ledger verify --key auditor.json --checkpoints elsewhere").status == 0)

            // The last event taken away, and its number with it.
            let script = "import sqlite3; d = sqlite3.connect('.onceonly/ledger.sqlite'); d.execute('DROP TRIGGER events_never_go'); "
                + "d.execute('DELETE FROM events WHERE sequence = (SELECT max(sequence) FROM events)'); d.execute('UPDATE sqlite_sequence SET seq = seq - 1'); d.commit()"
            #expect(try await Program.run(URL(filePath: "/usr/bin/python3"), ["-c", script], in: folder).status == 0)
            #expect(try await onceonly("ledger verify").status == 0)
            let cut = try await onceonly("ledger verify --key auditor.txt --checkpoints elsewhere --format json")
            let found = try JSON(parsing: cut.output)
            #expect(cut.status == 1 && found["findings"]?[0]?["kind"] == "truncated" && found["firstBad"] == found["checkpointed"] && found["tail"] == 0)
            #expect(try await onceonly("ledger checkpoint --checkpoints elsewhere").status == 1)
        }
    }
}
