@testable import CommandLine
import Diagnostics
import Formats
import Foundation
import GRDB
import Prefill
import ProgramUnderTest
import Staging
import Testing

/// The connector commands and the batch against a service that answers as a test says.
@Suite("connector commands tell what forms would be filled with, and why not", .timeLimit(.minutes(5)))
struct ConnectorCommandTests {
    private static let key = "015090000123", other = "015090000456"

    private static func reply(_ id: String?) -> String {
        "{\"taxpayer\": {\(id.map { "\"personalId\": \"\($0)\", " } ?? "")\"taxCode\": \"\(key)\", \"status\": \"00\", \"updatedAt\": \"2026-01-02T03:04:05\"}}"
    }

    /// Declarations with the tax register, its cases, its quota and what marks its tax codes as they are given.
    private static func withDeclarations(cases: String? = nil, quota: String? = nil, mark: String? = nil, _ body: (URL) async throws -> Void) async throws {
        try await Program.withTemporaryFolder { folder in
            for name in ["FormSchemas", "Connectors"] { try FileManager.default.copyItem(at: Program.package.appending(path: name), to: folder.appending(path: name)) }
            let place = folder.appending(path: "Connectors/tax")
            if let cases { try cases.write(to: place.appending(path: "cases.yaml"), atomically: true, encoding: .utf8) }
            let manifest = place.appending(path: "manifest.yaml")
            var text = try String(contentsOf: manifest, encoding: .utf8)
            if let quota { text = text.replacing("  timeout: 2s", with: "  timeout: 2s\n  quota: \(quota)", maxReplacements: 1) }
            if let mark { text = text.replacing("tax_code: {at: $.taxCode,", with: "tax_code: {at: $.taxCode, invalidWhen: \(mark),", maxReplacements: 1) }
            try text.write(to: manifest, atomically: true, encoding: .utf8)
            try await body(folder)
        }
    }

    private static func environment(_ url: String, _ language: String = "en") -> [String: String] { ["TAX_URL": url, "TAX_TOKEN": "t-secret", "LANG": language] }

    @Test("a reply about somebody else, or about nobody, is none", arguments: [
        (other, "the register answered about another subject", "✗ the record's key is not the one it was asked by", "wrong-subject"),
        (nil, "a record without its key", "✗ the record has no key of its own", "unreadable"),
    ] as [(String?, String, String, String)])
    func strangers(_ id: String?, _ says: String, _ points: String, _ result: String) async throws {
        let server = try await CannedServer.answering(.http(200, Self.reply(id)))
        let environment = Self.environment(server.url)
        try await Self.withDeclarations { folder in
            let trial = try await Program.onceonly(["connector", "try", "tax", "taxpayer", "--key", "-"], in: folder, input: Self.key, environment: environment)
            #expect(trial.status == 1 && trial.output.contains(says) && trial.output.contains(points), "\(trial.output)\(trial.error)")
            let check = try await Program.onceonly(["connector", "check", "tax"], in: folder, environment: environment)
            #expect(check.status == 3 && check.output.contains("reachable ✓, answers ✗ (") && check.output.contains(says), "\(check.output)\(check.error)")
            for redacting in [[], ["--as-is"]] {
                let record = try await Program.onceonly(
                    ["connector", "record", "tax.taxpayer", "--keys", "-", "--out", "kept\(redacting.count)"] + redacting, in: folder, input: Self.key, environment: environment)
                #expect(record.status == 1 && record.error.contains(says), "\(record.output)\(record.error)")
                let kept = try String(contentsOf: folder.appending(path: "kept\(redacting.count)/tax/taxpayer-001.json"), encoding: .utf8)
                #expect(try JSON(parsing: kept)["made"]?["result"]?.string == result)
                #expect(!record.error.contains(Self.key) && !record.error.contains(Self.other))
                #expect(try await Program.onceonly(["connector", "replay", "kept\(redacting.count)"], in: folder).status == 0)
            }
        }
        await server.close()
    }

    @Test("a reply about whom was asked is one, however the key is written", arguments: [key, "015 090 000 123"])
    func found(_ key: String) async throws {
        let server = try await CannedServer.answering(.http(200, Self.reply(Self.key)))
        let trial = try await Program.onceonly(["connector", "try", "tax", "taxpayer", "--key", "-"], input: key, environment: Self.environment(server.url))
        #expect(trial.output.hasPrefix("taxpayer: found") && !trial.output.contains("✗ the record's key"), "\(trial.output)\(trial.error)")
        await server.close()
    }

    @Test("a value the record itself doubts is told with what says so, and is not what a form would be filled with", arguments: [
        ("{at: $.status, is: [\"00\"]}", "the record says at $.status that this value must not be used", "bản ghi tự nói ở $.status rằng không được dùng giá trị này", "doubted"),
        ("{at: $.inquiry}", nil, nil, nil),
        ("{at: $.inquiry, is: [open]}", "nothing stands at $.inquiry", "bản ghi không nói gì ở $.inquiry", "unsaid"),
    ] as [(String, String?, String?, String?)])
    func marked(_ mark: String, _ english: String?, _ vietnamese: String?, _ word: String?) async throws {
        let server = try await CannedServer.answering(.http(200, Self.reply(Self.key)))
        try await Self.withDeclarations(mark: mark) { folder in
            func trial(_ language: String, _ format: [String] = []) async throws -> Program.Run {
                try await Program.onceonly(
                    ["connector", "try", "tax", "taxpayer", "--key", "-"] + format, in: folder, input: Self.key, environment: Self.environment(server.url, language))
            }
            for (language, says) in [("en", english), ("vi", vietnamese)] {
                let run = try await trial(language)
                #expect(run.status == (says == nil ? 0 : 1) && run.output.contains("✗ \(says ?? "")") == (says != nil), "\(run.output)\(run.error)")
            }
            let json = try JSON(parsing: try await trial("en", ["--format", "json"]).output)
            let said = json.serialized(.compact)
            #expect(word.map { said.contains("\"\($0)\"") } ?? (!said.contains("\"doubted\"") && !said.contains("\"unsaid\"")), "\(said)")
        }
        await server.close()
    }

    @Test("why there is no answer is told, in both languages and without address or secret", arguments: [
        (.http(500, "{}"), "the register answered with an error: HTTP 500", "sổ báo lỗi: HTTP 500", 3),
        (.http(302, headers: ["Location: http://127.0.0.1:1/x"]), "the register redirects (HTTP 302)", "sổ chuyển hướng (HTTP 302)", 3),
        (.http(200, "{\"taxpayer\": 1 2}"), "JSON 1:16: syntax: a comma or the end of the object was expected", "JSON 1:16: cú pháp: chỗ này phải là dấu phẩy", 1),
    ] as [(CannedServer.Answer, String, String, Int32)])
    func causes(_ answer: CannedServer.Answer, _ english: String, _ vietnamese: String, _ status: Int32) async throws {
        let server = try await CannedServer.answering(answer)
        for (language, says) in [("en", english), ("vi", vietnamese)] {
            let environment = Self.environment(server.url, language)
            let trial = try await Program.onceonly(["connector", "try", "tax", "taxpayer", "--key", "-"], input: Self.key, environment: environment)
            #expect(trial.status == status && trial.output.contains(says), "\(trial.output)\(trial.error)")
            let check = try await Program.onceonly(["connector", "check", "tax"], environment: environment)
            #expect(check.status == 3 && check.output.contains(says), "\(check.output)\(check.error)")
            for run in [trial, check] { for kept in [server.url, "t-secret", Self.key] { #expect(!(run.output + run.error).contains(kept)) } }
        }
        await server.close()
        let refused = try await Program.onceonly(["connector", "try", "tax", "taxpayer", "--key", "-", "--format", "json"], input: Self.key, environment: Self.environment(server.url))
        #expect(refused.status == 3 && refused.output.contains("\"kind\": \"connection-refused\"") && refused.output.contains("\"mappings\": []"), "\(refused.output)")
    }

    @Test("without a case a register is looked for, not asked", arguments: ["[]\n", "- operation: taxpayer\n  sample: samples/taxpayer.json\n"])
    func noCase(_ cases: String) async throws {
        let server = try await CannedServer.answering(.http(404))
        try await Self.withDeclarations(cases: cases) { folder in
            let check = try await Program.onceonly(["connector", "check", "tax"], in: folder, environment: Self.environment(server.url))
            #expect(check.status == 0 && check.output.contains("configured ✓, reachable ✓, answers – (no case with a key to ask with; add one to cases.yaml)"), "\(check.output)\(check.error)")
            #expect(server.requests.allSatisfy { $0.hasPrefix("HEAD / ") })
            await server.close()
            let gone = try await Program.onceonly(["connector", "check", "tax"], in: folder, environment: Self.environment(server.url))
            #expect(gone.status == 3 && gone.output.contains("configured ✓, reachable ✗ (the connection was refused"), "\(gone.output)")
        }
    }

    @Test("a table with pictures is drafted without them, and the draft reads it")
    func pictures() async throws {
        try await Self.withDeclarations { folder in
            let database = folder.appending(path: "pupils.sqlite").path
            let queue = try DatabaseQueue(path: database)
            try await queue.write { try $0.execute(sql: """
                create table pupil (so_dinh_danh text, ho_ten text, photo blob);
                insert into pupil values ('015090000123', 'Nguyễn Văn Mẫu', x'89504e47'), ('015090000456', 'Lê Thị Thử', null);
                """) }
            try queue.close()
            let arguments = ["connector", "new", "pupils", "--database", database, "--table", "pupil", "--about", "person", "--key", "personal_id_number", "--legal-basis", "Luật"]
            let drafted = try await Program.onceonly(arguments, in: folder)
            #expect(drafted.status == 0, "\(drafted.error)")
            let manifest = try String(contentsOf: folder.appending(path: "Connectors/pupils/manifest.yaml"), encoding: .utf8)
            #expect(manifest.contains("# columns that hold bytes are left out, nothing can be read from them: photo") && !manifest.contains("select *"), "\(manifest)")
            let lint = try await Program.onceonly(["lint", "Connectors/pupils"], in: folder)
            #expect(lint.status == 0, "\(lint.error)")
            let trial = try await Program.onceonly(["connector", "try", "pupils", "--key", "-"], in: folder, input: Self.key, environment: ["PUPILS_DB": database])
            #expect(trial.output.contains("person: found"), "\(trial.output)\(trial.error)")
        }
    }

    @Test("a batch says that a quota held it back, and that a register is not asked any more")
    func batchSummary() async throws {
        let keys = (0..<6).map { "01509000010\($0)" }
        let lines = keys.map { "{\"form\": \"thue-05-dk-tct\", \"subject\": \"\($0)\"}" }.joined(separator: "\n")
        let server = try await CannedServer.answering(.http(200, Self.reply(Self.other)))
        try await Self.withDeclarations { folder in
            let run = try await Program.onceonly(["prefill", "--batch"], in: folder, input: lines, environment: Self.environment(server.url))
            #expect(run.error.contains("tax: answered about another subject") && run.error.firstMatch(of: /tax: is not asked any more: [3-6] replies about another subject/) != nil, "\(run.error)")
            #expect(!run.error.contains("tax: does not answer"))
        }
        try await Self.withDeclarations(quota: "{calls: 2, per: 1m}") { folder in
            let absent = try await CannedServer.answering(.http(404))
            let run = try await Program.onceonly(
                ["prefill", "--batch", "--deadline", "10s"], in: folder, input: lines, environment: Self.environment(absent.url))
            await absent.close()
            #expect(run.error.contains("tax: held back by its quota of 2 calls a minute") && !run.error.contains("tax: does not answer"), "\(run.error)")
            #expect(run.status == 3)
        }
        await server.close()
    }

    @Test("a batch waits an hour for a dossier's registers, a single call ten seconds, or as long as it is told", arguments: [
        (nil, false, Duration.seconds(10)), (nil, true, .seconds(3600)), ("90s", true, .seconds(90)), ("500ms", true, .milliseconds(500)), ("2m", false, .seconds(120)),
        ("24h", true, .seconds(24 * 3600)),
    ] as [(String?, Bool, Duration)])
    func deadlines(_ text: String?, _ isBatch: Bool, _ total: Duration) throws {
        #expect(PrefillCommand.policy(try text.map(WaitDuration.parsed), isBatch: isBatch).total == total)
    }

    @Test(arguments: ["", "10", "s", "0s", "-1s", "1.5s", "25h", "1d", "99999999999999999999s"])
    func noDeadline(_ text: String) { #expect(throws: CommandFailure.self) { try WaitDuration.parsed(text) } }

    @Test("a line of a batch that is no JSON is refused in the language that is spoken")
    func badLine() async throws {
        try await Self.withDeclarations { folder in
            let run = try await Program.onceonly(["prefill", "--batch", "--language", "vi"], in: folder, input: "{\"form\":}\n")
            #expect(run.status == 2 && run.output.contains("dòng này không phải JSON: chỗ này phải là một giá trị"), "\(run.output)\(run.error)")
        }
    }

    @Test("a register that failed in several ways is told with each, once")
    func everyReason() {
        var (first, second) = (RegisterFailures(), RegisterFailures())
        first.note("timeout", of: "tax", SourceFailure.words("timeout"))
        second.note("wrong-subject", of: "tax", SourceFailure.words("wrong-subject"))
        second.note("down", of: "tax", SourceFailure.words("down"))
        second.note("down", of: "land", SourceFailure.words("down"))
        first.formUnion(second)
        #expect(first.lines(.english) == ["land: does not answer", "tax: does not answer", "tax: took too long", "tax: answered about another subject"])
        first.noteSuspension(of: "tax", after: 3)
        #expect(first.lines(.vietnamese).last == "tax: trả lời về chủ thể khác")
        #expect(first.lines(.english).contains("tax: is not asked any more: 3 replies about another subject; look at this register") && !first.lines(.english).contains("tax: does not answer"))
    }
}
