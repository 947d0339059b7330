import Foundation
import ProgramUnderTest
import Testing

/// A call, how it must end, and what it must say, in English or Vietnamese.
struct Call: Sendable, CustomTestStringConvertible {
    let title: String
    let arguments: [String]
    let status: Int32
    let says: String
    var input = ""
    var environment: [String: String] = [:]
    /// What must not be said: personal keys stay out of messages.
    var keepsToItself: String?

    init(
        _ title: String, _ call: String, _ status: Int32, _ says: String, input: String = "", environment: [String: String] = [:], keepsToItself: String? = nil
    ) {
        self.title = title
        arguments = call.split(separator: " ").map(String.init)
        self.status = status
        self.says = says
        self.input = input
        self.environment = environment
        self.keepsToItself = keepsToItself
    }

    var testDescription: String { title }
}

/// Nobody's.
private let key = "015090000123"

/// Signed by nobody.
private let receipt = """
    {"schema": "onceonly/receipt/1", "id": "0", "dossier": "0", "subject": "0", "form": "f", "version": "1", "issuedAt": 1, "expiresAt": 2,
     "pins": {}, "leaves": [], "documents": [], "signature": "0"}
    """

@Suite("Exit status and messages: 0 done, 1 findings, 2 bad usage or input, 3 a source failed")
struct ExitStatusTests {
    private static let calls: [Call] = [
        // commands and options
        Call("help is no error", "--help", 0, ""),
        Call("a misspelled command is told as such", "prefil --form cu-tru-ct01", 2, "did you mean 'prefill'?"),
        Call("so is one below it", "sandbox generat", 2, "did you mean 'generate'?"),
        Call("a command like no other names them all", "fly", 2, "there are: lint, coverage"),
        Call("a misspelled option is told as such", "prefill --frm x", 2, "Did you mean '--form'?"),
        Call("an option without its value", "prefill --form", 2, "Missing value for '--form"),
        Call("a word outside a closed list names the list", "prefill --form cu-tru-ct01 --subject \(key) --channel onlin", 2, "--channel takes online, counter, post; did you mean 'online'?"),
        Call("so does a view", "prefill --form cu-tru-ct01 --subject \(key) --view ofice", 2, "did you mean 'office'?"),
        Call("so does a basis", "prefill --form cu-tru-ct01 --subject \(key) --basis me", 2, "--basis takes self, representation, assisted, paper"),
        // folders and files
        Call("a folder without declarations", "lint --declarations nowhere", 2, "no folder 'FormSchemas' in 'nowhere'; name the folder of declarations with --declarations"),
        Call("a file that is not there", "lint nosuch.yaml", 2, "cannot read 'nosuch.yaml'"),
        Call("a draft that is not there", "coverage nosuch.yaml", 2, "cannot read 'nosuch.yaml'"),
        Call("a draft that is no form", "coverage -", 2, "is no form that can be read", input: "full_name: nothing\n"),
        Call("a finding", "lint -", 1, "-:1:1: error", input: "form: draft\n"),
        Call("no store yet: a mistyped folder is no new one", "submit --receipt - --store nowhere", 2, "there is no store in 'nowhere'; name the folder prefill used", input: receipt),
        Call("no ledger yet", "report --store nowhere", 2, "there is no ledger in 'nowhere'"),
        Call("nothing to verify", "ledger verify --store nowhere", 2, "there is no ledger in 'nowhere'"),
        Call("nothing to export", "ledger export --store nowhere", 2, "there is no ledger in 'nowhere'"),
        Call("nothing to sign", "ledger checkpoint --store nowhere", 2, "there is no ledger in 'nowhere'"),
        Call("no key of a ledger", "ledger key --store nowhere", 2, "there is no store in 'nowhere'"),
        Call("a tenant that names no file", "ledger verify --tenant a/b", 2, "a tenant's name has"),
        Call("days out of order", "report --from 2026-12-31 --to 2026-01-01", 2, "--from and --to are days like 2026-11-24, in order"),
        Call("no province there", "prefill --form cu-tru-ct01 --subject \(key) --sandbox nowhere", 2, "holds no generated province; run 'onceonly sandbox generate' first"),
        Call("a store that cannot be", "prefill --form cu-tru-ct01 --subject \(key) --store /dev/null/store", 2, "the store '/dev/null/store' cannot be used"),
        Call("a province of nobody", "sandbox generate --people 0 --out x", 2, "a whole number, 1 to 1000000"),
        Call("a number below its range", "sandbox generate --people -5 --out x", 2, "'-5' is invalid for '--people <people>': it takes a whole number, 1 to 1000000"),
        Call("a seed below none", "sandbox generate --seed -1 --out x", 2, "'--seed <seed>': it takes a whole number, 0 to 18446744073709551615"),
        Call("so in the demo, in Vietnamese", "demo --people -5 --language vi", 2, "giá trị '-5' không hợp lệ cho '--people <people>': cần một số nguyên từ 1 đến 1000000"),
        Call("no port is below none", "sandbox serve nowhere --port -1", 2, "'--port <port>': it takes a whole number, 0 to 65535"),
        Call("nor above the last", "sandbox serve nowhere --port 99999", 2, "'99999' is invalid for '--port <port>': it takes a whole number, 0 to 65535"),
        Call("an imperfection nobody has, in Vietnamese", "sandbox generate --imperfect stael --out x --language vi", 2, "tỉnh giả lập: không có khiếm khuyết 'stael': all, none"),
        Call("a day before the merger, in Vietnamese", "sandbox generate --as-of 2019-01-01 --out x", 2, "hãy chọn từ 2026-01-01", environment: ["LANG": "vi_VN.UTF-8"]),
        Call("a province that cannot be written", "sandbox generate --people 1 --out /dev/null/x", 2, "cannot read or write"),
        Call("a province that is not there", "sandbox serve nowhere", 2, "run 'onceonly sandbox generate' first"),
        // forms and keys
        Call("an unknown form has a nearest name", "coverage cu-tru-ct0", 2, "no form 'cu-tru-ct0'; did you mean 'cu-tru-ct01'?"),
        Call("so it has when it is to be filled", "prefill --form cu-tru-ct0 --subject \(key)", 2, "did you mean 'cu-tru-ct01'?"),
        Call("a form like no other names them all", "coverage zzz", 2, "there are: bhxh-tk1-ts, btxh-tro-giup-xa-hoi-1d, cu-tru-ct01"),
        Call("a form and a key are needed", "prefill --form cu-tru-ct01", 2, "prefill needs --form and --subject"),
        Call("a key that is none, and is not repeated", "prefill --form cu-tru-ct01 --subject 01509000012", 2, "--subject is no valid key", keepsToItself: "01509000012"),
        Call("nor for the actor", "prefill --form cu-tru-ct01 --subject \(key) --actor 0150900001", 2, "--actor is no valid key", keepsToItself: "0150900001"),
        Call("a key file that is not there", "prefill --form cu-tru-ct01 --subject @nokey", 2, "cannot read 'nokey'"),
        Call("a key from standard input", "prefill --form cu-tru-ct01 --subject -", 2, "--subject is no valid key", input: "12\n"),
        Call("a day that is none", "prefill --form cu-tru-ct01 --subject \(key) --as-of 2026-02-30", 2, "'2026-02-30' is no date like 2026-11-24"),
        // what authors are told
        Call("a misspelled field has a nearest name", "explain cu-tru-ct01 aplicant.phone", 2, "has no field 'aplicant.phone'; did you mean 'applicant.phone'?"),
        Call("the end of a field's name is enough to find it", "explain cu-tru-ct01 phone --language vi", 2, "không có ô 'phone'; có phải 'applicant.phone'?"),
        Call("a field of a form that is not there", "explain zzz phone", 2, "no form 'zzz'"),
        Call("two versions that ask the same", "diff cu-tru-ct01 cu-tru-ct01", 0, ""),
        Call("a version that is not there", "diff cu-tru-ct01 nosuch.yaml", 2, "cannot read 'nosuch.yaml'"),
        Call("a version that is no form", "diff - cu-tru-ct01", 2, "is no form that can be read", input: "full_name: nothing\n"),
        Call("coverage of one form or of all", "coverage cu-tru-ct01 --summary", 2, "name a form, or --summary"),
        Call("a kind of file without a schema", "schema forms", 2, "KIND takes form, baseline, freezers, connector, cases, grants, evidence, signers, tariffs, vocabulary; did you mean 'form'?"),
        Call("one schema or all of them", "schema", 2, "name one kind of file, or --all FOLDER"),
        // answers and receipts
        Call("answers that are no JSON say where", "prefill --form cu-tru-ct01 --subject \(key) --answers -", 2, "-:2:13: this is not JSON", input: "{\n \"answers\": x}"),
        Call("a misspelled member has a nearest name", "prefill --form cu-tru-ct01 --subject \(key) --answers -", 2, "no member 'answer'; did you mean 'answers'?", input: "{\"answer\": {}}"),
        Call("a member of the wrong shape", "prefill --form cu-tru-ct01 --subject \(key) --answers -", 2, "'roles' does not have the shape it needs", input: "{\"roles\": []}"),
        Call("answers that are no object", "prefill --form cu-tru-ct01 --subject \(key) --answers -", 2, "answers: the document has to be an object", input: "[1]"),
        Call("a correction of the wrong shape names its blank", "prefill --form cu-tru-ct01 --subject \(key) --answers -", 2, "'corrections.applicant.phone' does not have the shape it needs: {\"value\": …", input: "{\"corrections\": {\"applicant.phone\": {\"valeu\": 1}}}"),
        Call("a name in the place of a blank is not repeated", "prefill --form cu-tru-ct01 --subject \(key) --answers -", 2, "'disputes.(14 characters)' does not have the shape", input: "{\"disputes\": {\"Nguyễn Thị Hoa\": 1}}", keepsToItself: "Hoa"),
        Call("a member a row does not have", "prefill --form cu-tru-ct01 --subject \(key) --answers -", 2, "'rows.members[r1]' does not have the shape it needs", input: "{\"rows\": {\"members\": [{\"row\": \"r1\", \"candidat\": \"c1\"}]}}"),
        Call("cases that are no JSON say where", "feel test -", 2, "-:1:2: this is not JSON", input: "[x"),
        Call("a case that lacks its expression says which", "feel test -", 2, "-, case 1, expression: this is missing; it takes a list of {id, expression", input: "[{\"id\": \"a\"}]"),
        Call("something that is no receipt", "submit --receipt -", 2, "this is no receipt", input: "{}"),
        Call("a receipt of no JSON", "submit --receipt -", 2, "-:1:1: this is not JSON", input: "receipt"),
        // languages
        Call("the locale chooses the language", "coverage cu-tru-ct0", 2, "không có biểu mẫu 'cu-tru-ct0'; có phải 'cu-tru-ct01'?", environment: ["LANG": "vi_VN.UTF-8"]),
        Call("an empty LC_ALL says nothing", "coverage cu-tru-ct0", 2, "did you mean", environment: ["LC_ALL": ""]),
        Call("LC_ALL goes before LANG", "coverage cu-tru-ct0", 2, "có phải", environment: ["LC_ALL": "vi_VN.UTF-8"]),
        Call("the option goes before the locale", "coverage cu-tru-ct0 --language vi", 2, "có phải"),
        Call("an unknown option", "lint --frmat json", 2, "Lỗi: không có tùy chọn '--frmat'; có phải '--format'?", environment: ["LANG": "vi_VN.UTF-8"]),
        Call("a bad value of a closed list", "lint --format jsn", 2, "Lỗi: giá trị 'jsn' không hợp lệ cho '--format <format>'; có: 'text', 'json', 'sarif'", environment: ["LANG": "vi_VN.UTF-8"]),
        Call("a value that is missing", "prefill --form", 2, "Lỗi: thiếu giá trị cho '--form <form>'\nTrợ giúp:", environment: ["LANG": "vi_VN.UTF-8"]),
        Call("an argument that is missing", "diff --language vi", 2, "Lỗi: thiếu tham số '<old>'"),
        Call("where to read more", "diff --language=vi", 2, "Xem 'onceonly diff --help' để biết thêm."),
        Call("a key where none is expected is not repeated", "prefill \(key) --form cu-tru-ct01", 2, "Unexpected argument (12 digits)", keepsToItself: key),
        Call("an argument too many", "report x --language=vi", 2, "Lỗi: thừa tham số 'x'"),
        Call("also where the call itself is wrong", "prefil --language vi", 2, "không có lệnh 'prefil'; có phải 'prefill'?"),
        // reports
        Call("a threshold is for what is published", "report --k 20", 2, "--k and --suppressions go with --public alone"),
        Call("and is never lowered", "report --public --k 9 --language vi", 2, "--k không được dưới 10"),
        Call("a length of time that is none", "prefill --batch --deadline 1d", 2, "it takes a length of time like 500ms, 10s, 10m or 1h"),
        Call("what is wrong with JSON, in Vietnamese", "json check - --language vi", 1, "JSON 1:6: cú pháp: chỗ này phải là một giá trị", input: #"{"a":}"#),
        Call("and with XML", "xml check - --language vi", 1, "thẻ đóng không khớp thẻ mở (libxml2 error 76)", input: "<a></b>"),
        Call("in English as ever", "xml check -", 1, "an end tag that is not the one of its element (libxml2 error 76)", input: "<a></b>"),
        // registers
        Call("an address that is not set is named", "prefill --form cu-tru-ct01 --subject \(key)", 3, "population: variable POPULATION_URL is not set"),
        Call("in Vietnamese too", "prefill --form cu-tru-ct01 --subject \(key) --language vi", 3, "population: chưa đặt biến môi trường POPULATION_URL"),
        Call(
            "a register nobody answers for", "prefill --form cu-tru-ct01 --subject \(key)", 3, "population: does not answer",
            environment: ["POPULATION_URL": "http://127.0.0.1:9", "POPULATION_TOKEN": "t"]),
    ]

    @Test("a call ends and speaks as its reader needs", arguments: calls)
    func ends(_ call: Call) async throws {
        try await Program.withTemporaryFolder { folder in
            var arguments = call.arguments
            // Nothing is read from or left in the package itself.
            if let command = arguments.first, ["prefill", "submit"].contains(command), !arguments.contains("--store") { arguments += ["--store", folder.path + "/store"] }
            if ["lint", "coverage", "explain", "diff", "prefill", "submit", "report"].contains(arguments.first ?? ""), !arguments.contains("--declarations") {
                arguments += ["--declarations", Program.package.path]
            }
            let run = try await Program.onceonly(arguments, in: folder, input: call.input, environment: call.environment)
            #expect(run.status == call.status, "\(run.error)")
            #expect(call.says.isEmpty || run.error.contains(call.says), "\(run.error)")
            if let secret = call.keepsToItself { #expect(!run.error.contains(secret) && !run.output.contains(secret)) }
            let isRefused = call.status == 2
            #expect(!isRefused || run.output.isEmpty, "bad input leaves standard output empty")
        }
    }

    @Test("the demo removes no file that no demo wrote")
    func foreignStore() async throws {
        try await Program.withTemporaryFolder { folder in
            func put(_ path: String) throws -> URL {
                let file = folder.appending(path: path)
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("kept".utf8).write(to: file)
                return file
            }
            // Each: what stands there before, beside a province or not.
            for (index, files) in [["store/notes.txt"], ["store/keys.json"], ["report.html"], ["province/province.json", "store/keys.json", "store/notes.txt"]].enumerated() {
                let kept = try files.map { try put("\(index)/\($0)") }
                let run = try await Program.onceonly(["demo", "--people", "1", "--dossiers", "1", "--out", "\(folder.path)/\(index)"])
                #expect(run.status == 2 && run.error.contains("holds files that no demo wrote") && run.error.contains("--out"), "\(run.error)")
                for file in kept { #expect(try String(contentsOf: file, encoding: .utf8) == "kept") }
            }
        }
    }

    @Test("a call that is refused leaves no store behind")
    func leavesNothing() async throws {
        try await Program.withTemporaryFolder { folder in
            let submitted = try await Program.onceonly(["submit", "--declarations", Program.package.path, "--receipt", "-", "--store", "stor"], in: folder, input: receipt)
            #expect(submitted.status == 2)
            for arguments in [["--form", "cu-tru-ct0", "--subject", key], ["--form", "cu-tru-ct01", "--subject", "1"]] {
                let run = try await Program.onceonly(["prefill", "--declarations", Program.package.path] + arguments, in: folder)
                #expect(run.status == 2)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }

    @Test("every command says in both languages what it does, and shows an example", arguments: [
        "", "lint", "coverage", "explain", "diff", "schema", "prefill", "submit", "report", "ledger verify", "ledger checkpoint", "ledger key", "ledger access", "ledger abandoned", "ledger export", "sandbox generate", "sandbox serve", "demo",
    ])
    func help(_ command: String) async throws {
        let run = try await Program.onceonly(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(run.status == 0 && run.error.isEmpty)
        #expect(run.output.contains("Example"))
        #expect(run.output.contains("onceonly \(command)"))
        // What it does stands before the first empty line, Vietnamese after a bar.
        let overview = run.output.components(separatedBy: "\n\n")[0]
        #expect(overview.contains("|"), "\(overview)")
    }

    @Test("in Vietnamese, help has no English left", arguments: [
        "", "lint", "coverage", "explain", "diff", "schema", "prefill", "submit", "report", "ledger verify", "ledger checkpoint", "ledger key", "ledger access", "ledger abandoned", "ledger export", "sandbox generate", "sandbox serve",
        "demo", "feel eval", "feel test", "feel explain", "jsonpath test", "json check", "xml check",
        "dossier show", "dossier resume", "dossier supplement", "dossier refuse", "dossier withdraw", "dossier complete",
    ])
    func vietnameseHelp(_ command: String) async throws {
        let run = try await Program.onceonly(command.split(separator: " ").map(String.init) + ["--help"], environment: ["LANG": "vi_VN.UTF-8"])
        #expect(run.status == 0 && run.output.hasPrefix("TÓM TẮT:") && run.output.contains("CÁCH GỌI:"))
        for english in [" the ", " is ", " of ", "Show ", "Example", "default:", "values:", "OPTIONS", "See '", "|"] { #expect(!run.output.contains(english), "\(run.output)") }
    }

    @Test("json check judges by RFC 8259, and notes what a register's reply may not have")
    func repeatedKeys() async throws {
        let run = try await Program.onceonly(["json", "check", "-", "--format", "json", "--language", "en"], input: #"{"a": 1, "a": 2}"#)
        #expect(run.status == 0 && run.output.contains(#""accepted": true"#) && run.output.contains(#""reason": "duplicateKey""#), "\(run.output)")
        let text = try await Program.onceonly(["json", "check", "-", "--language", "en"], input: #"{"a": 1, "a": 2}"#)
        #expect(text.status == 0 && text.output == "-: accepted\n" && text.error.hasPrefix("note: as a register's reply it would be refused:"), "\(text.output)\(text.error)")
        let broken = try await Program.onceonly(["json", "check", "-", "--language", "en"], input: #"{"a": 1, "a": 2,}"#)
        #expect(broken.status == 1)
    }

    @Test("a version that asks more ends with 1, the way back with 0")
    func asksMore() async throws {
        let text = try String(contentsOf: Program.package.appending(path: "FormSchemas/forms/cu-tru-ct01.yaml"), encoding: .utf8)
        let draft = text.replacing("en: \"6. E-mail\"\n", with: "en: \"6. E-mail\"\n        required: true\n")
        #expect(draft != text)
        let there = try await Program.onceonly(["diff", "cu-tru-ct01", "-", "--format", "json"], input: draft)
        #expect(there.status == 1 && there.output.contains("\"asksMore\": true"), "\(there.output) \(there.error)")
        let back = try await Program.onceonly(["diff", "-", "cu-tru-ct01"], input: draft)
        #expect(back.status == 0 && back.output.contains("Asks less"), "\(back.output) \(back.error)")
    }

    @Test("lint reads the shipped declarations and finds nothing")
    func clean() async throws {
        let run = try await Program.onceonly(["lint"])
        #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
        #expect(run.output.wholeMatch(of: /\d+ forms, \d+ connectors: 0 errors, 0 warnings\n/) != nil, "\(run.output)")
    }

    @Test("a draft outside the folder is read as if it stood there, before the form of that id")
    func draft() async throws {
        let name = "FormSchemas/forms/cu-tru-ct01.yaml"
        let text = try String(contentsOf: Program.package.appending(path: name), encoding: .utf8)
        let good = try await Program.onceonly(["lint", "-"], input: text)
        #expect(good.status == 0, "\(good.error)")
        let broken = try await Program.onceonly(["lint", "-"], input: text.replacing("applicant.full_name", with: "applicant.full_nam"))
        #expect(broken.status == 1 && broken.error.contains("write 'applicant.full_name'"), "\(broken.error)")
        let covered = try await Program.onceonly(["coverage", "-"], input: text.replacing("applicant.full_name", with: "applicant.full_nam"))
        #expect(covered.status == 2 && covered.error.contains("form 'cu-tru-ct01' has errors"), "\(covered.error)")
    }
}
