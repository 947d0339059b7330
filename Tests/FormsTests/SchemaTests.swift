import Connectors
import Declarations
import Diagnostics
import Documents
import Formats
import Forms
import Foundation
import OnceOnly
import Sourcing
import Testing
import Vocabulary

/// The schemas editors use are made from the readers' shapes; here they are held against what the readers really do, with
/// another program's validator: Tests/Schemas/validate.py and Python's jsonschema.
@Suite("JSON Schemas for editors")
struct SchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("docs/schemas is what the program writes; ONCEONLY_RECORD=schemas writes it anew", arguments: DeclarationSchema.allCases)
    func committed(_ schema: DeclarationSchema) throws {
        let file = Self.root.appending(path: "docs/schemas/\(schema.fileName)"), made = schema.json.serialized(.pretty) + "\n"
        if ProcessInfo.processInfo.environment["ONCEONLY_RECORD"] == "schemas" {
            try Data(made.utf8).write(to: file)
            Issue.record("recorded \(schema.fileName); read the difference and run again")
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == made)
    }

    @Test("every shipped file is accepted", .enabled(if: Validator.isThere, "python3-jsonschema is missing"))
    func shipped() throws {
        let files = try SchemaDocument.shipped()
        // Who signs is listed beside the roots of each place; what an hour costs is for each province to say.
        #expect(Set(files.map(\.kind)) == Set(DeclarationSchema.allCases).subtracting([.signers, .tariffs]) && files.count > 40)
        for (file, verdict) in zip(files, try Validator.verdicts(files)) { #expect(verdict == "ok", "\(file.name)") }
    }

    @Test("what the schema refuses the reader refuses, and keys and shapes the reader refuses the schema refuses",
          .enabled(if: Validator.isThere, "python3-jsonschema is missing"),
          arguments: DeclarationSchema.allCases.filter { ![.cases, .freezers, .signers, .tariffs].contains($0) })
    func agreesWithTheReader(_ kind: DeclarationSchema) throws {
        let sound = try SchemaDocument.shipped().filter { $0.kind == kind }
        let (whole, broken) = SchemaDocument.faults(in: sound)
        for (document, verdict) in zip(whole, try Validator.verdicts(whole)) {
            #expect(document.findings.isEmpty && verdict == "ok", "\(document.name): \(document.findings) \(verdict)")
        }
        #expect(broken.count >= 20)
        var refused = 0
        for (document, verdict) in zip(broken, try Validator.verdicts(broken)) {
            let codes = document.findings
            if verdict != "ok" {
                refused += 1
                #expect(!codes.isEmpty, "\(document.name): only the schema minds: \(verdict)")
            }
            if !codes.isDisjoint(with: [.unknownKey, .missingKey, .wrongShape]), !document.isAboutNames {
                #expect(verdict != "ok", "\(document.name): only the reader minds: \(codes)")
            }
        }
        #expect(refused * 2 > broken.count)
    }

    @Test("a list of freezers is accepted, and what its reader refuses is refused", .enabled(if: Validator.isThere, "python3-jsonschema is missing"))
    func freezers() throws {
        let key = String(repeating: "A", count: 43) + "="
        let one: JSON = ["name": "Thanh tra", "publicKey": .string(key), "since": "2026-01-01", "until": "2026-12-31"]
        func list(_ change: (inout JSONObject) -> Void) -> JSON {
            var object = one.object ?? [:]
            change(&object)
            return ["freezers": [.object(object)]]
        }
        let documents = [
            list { _ in }, list { $0["until"] = nil }, ["freezers": []], [:], ["freezers": "nobody"], ["freezer": []], list { $0["name"] = nil }, list { $0["publicKey"] = nil },
            list { $0["since"] = nil }, list { $0["publicKey"] = "AAAA" }, list { $0["since"] = "yesterday" }, list { $0["key"] = "x" },
        ].map { SchemaDocument(kind: .freezers, name: "freezers", json: $0) }
        let verdicts = try Validator.verdicts(documents)
        #expect(verdicts.map { $0 == "ok" } == documents.map(\.findings.isEmpty))
        #expect(verdicts.count { $0 == "ok" } == 3)
    }

    @Test("a list of signers is accepted, and what its reader refuses is refused", .enabled(if: Validator.isThere, "python3-jsonschema is missing"))
    func signers() throws {
        let one: JSON = ["authority": "commune_committee", "place": "02647", "certificate": "a.pem"]
        func list(_ change: (inout JSONObject) -> Void) -> JSON {
            var object = one.object ?? [:]
            change(&object)
            return ["signers": [.object(object)]]
        }
        func issued(_ change: (inout JSONObject) -> Void) -> JSON {
            list {
                $0["certificate"] = nil
                $0["issuer"] = "a.pem"
                $0["subject"] = ["organization": "Ủy ban nhân dân phường Lào Cai"]
                change(&$0)
            }
        }
        let documents = [
            list { _ in }, list { $0["place"] = "all" }, list { $0["signs"] = ["issuer", "conversion"] }, list { $0["signs"] = "conversion" }, ["signers": []], issued { _ in },
            issued { $0["since"] = "2026-01-01" },
            [:], ["signers": "nobody"], ["signer": []], list { $0["authority"] = nil }, list { $0["place"] = nil }, list { $0["certificate"] = nil }, list { $0["issuer"] = "a.pem" },
            list { $0["subject"] = ["organization": "A"] }, list { $0["signs"] = "none" }, list { $0["since"] = "yesterday" }, list { $0["days"] = "all" }, issued { $0["subject"] = nil },
            issued { $0["subject"] = ["office": "A"] }, issued { $0["certificate"] = "a.pem" }, issued { $0["subject"] = "A" },
        ].map { SchemaDocument(kind: .signers, name: "signers", json: $0) }
        let verdicts = try Validator.verdicts(documents)
        for (document, verdict) in zip(documents, verdicts) { #expect((verdict == "ok") == document.findings.isEmpty, "\(document.json.serialized()): \(verdict) \(document.findings)") }
        #expect(verdicts.count { $0 == "ok" } == 7)
    }

    @Test("tariffs are accepted, and what their reader refuses is refused", .enabled(if: Validator.isThere, "python3-jsonschema is missing"))
    func tariffs() throws {
        let source: JSON = ["vi": "Định mức thử"]
        let rate: JSON = ["minutes": "1.5", "expense": 2000, "source": source], way: JSON = ["minutes": .number("90"), "source": source, "eachBefore": true]
        let whole: JSONObject = [
            "tariffs": "t", "title": source, "currency": "VND", "wage": ["perHour": 46000, "source": source], "rates": ["field": rate, "paper": rate, "filing": way, "collecting": way],
        ]
        func file(_ change: (inout JSONObject) -> Void) -> JSON {
            var object = whole
            change(&object)
            return .object(object)
        }
        let good = [file { _ in }, file { $0["rates"] = ["field": rate] }, file { $0["rates"] = ["collecting": rate] }]
        let wrong = whole.keys.map { key in file { $0[key] = nil } } + [
            file { $0["rates"] = [:] }, file { $0["rates"] = ["visit": rate] }, file { $0["rates"] = ["field": way] }, file { $0["rates"] = ["field": ["minutes": "1"]] },
            file { $0["rates"] = ["field": ["source": source]] }, file { $0["currency"] = "vnd" }, file { $0["wage"] = ["perHour": -1, "source": source] }, file { $0["wage"] = ["perHour": 1] },
            file { $0["title"] = "Thử" }, file { $0["note"] = "x" }, ["tariffs": "t"], [:],
        ]
        let documents = (good + wrong).map { SchemaDocument(kind: .tariffs, name: "tariffs", json: $0) }
        let verdicts = try Validator.verdicts(documents)
        for (document, verdict) in zip(documents, verdicts) { #expect((verdict == "ok") == document.findings.isEmpty, "\(document.json.serialized()): \(verdict) \(document.findings)") }
        #expect(verdicts.count { $0 == "ok" } == good.count)
    }

    @Test("faults in cases are refused", .enabled(if: Validator.isThere, "python3-jsonschema is missing"))
    func cases() throws {
        let faults: [JSON] = [
            [["sample": "a.json", "expects": "absent"]], [["operation": "a", "expects": "nothing"]], ["operation": "a", "expects": "absent"],
            [["operation": "a", "expects": [:], "keys": [:]]], [["operation": "a", "expects": [:], "key": "1"]],
        ]
        let verdicts = try Validator.verdicts(faults.map { SchemaDocument(kind: .cases, name: "a fault", json: $0) })
        #expect(verdicts.count == faults.count && !verdicts.contains("ok"), "\(verdicts)")
    }
}

/// One file as JSON, which is YAML too: the reader and the validator get the same bytes.
struct SchemaDocument: Sendable {
    let kind: DeclarationSchema
    let name: String
    let json: JSON

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let vocabulary = Result { try DeclarationFolder(root.path).catalog.vocabulary }

    static func shipped() throws -> [SchemaDocument] {
        var files: [(DeclarationSchema, String)] = [(.grants, "Connectors/grants.yaml"), (.freezers, "FormSchemas/freezers.yaml")]
        func names(_ folder: String) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted().map { "\(folder)/\($0)" }
        }
        for (kind, folder) in [(DeclarationSchema.form, "forms"), (.baseline, "baselines"), (.evidence, "evidence"), (.vocabulary, "vocabulary")] {
            files += try names("FormSchemas/\(folder)").filter { $0.hasSuffix(".yaml") }.map { (kind, $0) }
        }
        for folder in try names("Connectors") where !folder.hasSuffix(".yaml") {
            for (kind, file) in [(DeclarationSchema.connector, "manifest.yaml"), (.cases, "cases.yaml")] where FileManager.default.fileExists(atPath: root.appending(path: "\(folder)/\(file)").path) {
                files.append((kind, "\(folder)/\(file)"))
            }
        }
        return try files.map { kind, name in
            let document = YAMLDocument(try String(contentsOf: root.appending(path: name), encoding: .utf8), file: name)
            return SchemaDocument(kind: kind, name: name, json: json(try #require(document.root, "\(name)")))
        }
    }

    /// As an editor sees it, which types plain scalars by YAML 1.2.
    private static func json(_ node: YAMLNode) -> JSON {
        switch node.content {
        case .scalar("true", quoted: false): true
        case .scalar("false", quoted: false): false
        case .scalar(let text, quoted: false) where JSON.isNumber(text): .number(text)
        case .scalar(let text, _): .string(text)
        case .sequence(let items): .array(items.map(json))
        case .mapping(let entries): .object(JSONObject(entries.map { (key: $0.key, value: json($0.value)) }))
        }
    }

    /// What the reader of this kind says of the file alone.
    var findings: Set<DiagnosticCode> {
        let text = json.serialized(.pretty)
        let found: [Diagnostic]
        switch kind {
        case .form: found = FormReader.form(text, file: name).diagnostics
        case .baseline: found = BaselineReader.baseline(text, file: name).diagnostics
        case .freezers: found = FreezerReader.freezers(text, file: name).diagnostics
        case .connector: found = ManifestReader.manifest(text, file: name).diagnostics
        case .grants: found = GrantReader.grants(text, file: name).diagnostics
        case .evidence: found = EvidenceKind.kind(text, file: name).diagnostics
        case .signers: found = (try? Self.vocabulary.get()).map { SignerListReader.list(text, file: name, certificates: ["a.pem": "00"], $0).diagnostics } ?? []
        case .tariffs: found = TariffFile.reading(text, named: name).findings
        case .vocabulary:
            var reader = VocabularyReader { _ in Array("code,vi\n1,Một\n".utf8) }
            reader.read(text, file: name)
            // Names that lead into the other files of the vocabulary are none of one file's business.
            let across: Set<DiagnosticCode> = [.unknownConcept, .unknownCodeList, .unknownRelation, .partWithoutConcept, .unknownCode]
            found = reader.finish().diagnostics.filter { !across.contains($0.code) }
        case .cases: found = []
        }
        return Set(found.map(\.code))
    }

    /// Names inside a file that lead to one another: the keys of an operation and its request, a value and what it reads.
    var isAboutNames: Bool { [".key[]: ", ".request.column: ", ".read: ", ".read.*: "].contains(where: name.contains) }

    /// Every sort of place the files have, as it is, and broken once in each way: a key left out, a key nobody knows, a
    /// value of another shape.
    static func faults(in files: [SchemaDocument]) -> (whole: [SchemaDocument], broken: [SchemaDocument]) {
        var seen: Set<String> = []
        var whole: [SchemaDocument] = [], broken: [SchemaDocument] = []
        for file in files {
            walk(file.json, at: [], sort: "") { path, sort, value in
                guard seen.insert(sort).inserted else { return }
                let (json, path) = pruned(file.json, path[...])
                whole.append(SchemaDocument(kind: file.kind, name: "\(file.name) \(sort): as it is", json: json))
                func add(_ what: String, _ change: (JSON) -> JSON?) {
                    broken.append(SchemaDocument(kind: file.kind, name: "\(file.name) \(sort): \(what)", json: changed(json, path[...], change) ?? .null))
                }
                if !path.isEmpty, case .key = path[path.count - 1] { add("left out") { _ in nil } }
                switch value {
                case .object(var object):
                    object["khôngcókhóanày"] = "x"
                    let more = object
                    add("one key more") { _ in .object(more) }
                    add("a text") { _ in "x" }
                case .array:
                    add("a text") { _ in "x" }
                    add("a mapping") { _ in ["khôngcókhóanày": "x"] }
                default:
                    add("a mapping") { _ in ["khôngcókhóanày": "x"] }
                    add("a list") { _ in [["x"]] }
                    add("another word") { _ in "khôngcótừnày" }
                }
            }
        }
        return (whole, broken)
    }

    /// The file with one record of each list and of each mapping of names, the one on the way: quicker to read.
    private static func pruned(_ json: JSON, _ path: ArraySlice<Step>, sort: String = "") -> (JSON, [Step]) {
        switch json {
        case .array(let items):
            guard items.contains(where: { $0.object != nil || $0.array != nil }), !items.isEmpty else { return (json, Array(path)) }
            var kept = 0
            if case .index(let index)? = path.first { kept = index }
            let (item, rest) = pruned(items[kept], path.dropFirst(), sort: sort + "[]")
            return (.array([item]), path.isEmpty ? [] : [.index(0)] + rest)
        case .object(let object):
            var step: String?
            if case .key(let key)? = path.first { step = key }
            var members = object.members, rest: [Step] = []
            if let first = members.first, name(first.key, in: sort) == "*", members.allSatisfy({ $0.value.object != nil }) {
                members = members.filter { $0.key == step ?? first.key }
            }
            let kept = members.map { member in
                let (value, more) = pruned(member.value, member.key == step ? path.dropFirst() : [], sort: "\(sort).\(name(member.key, in: sort))")
                if member.key == step { rest = more }
                return (key: member.key, value: value)
            }
            return (.object(JSONObject(kept)), step.map { [.key($0)] + rest } ?? [])
        default: return (json, Array(path))
        }
    }

    private enum Step { case key(String), index(Int) }

    /// Visits every node; the sort of a place forgets indexes, so that all fields of a form are one sort.
    private static func walk(_ json: JSON, at path: [Step], sort: String, _ visit: ([Step], String, JSON) -> Void) {
        visit(path, sort, json)
        switch json {
        case .object(let object): for (key, value) in object.members { walk(value, at: path + [.key(key)], sort: "\(sort).\(name(key, in: sort))", visit) }
        case .array(let items): for (index, item) in items.enumerated() { walk(item, at: path + [.index(index)], sort: sort + "[]", visit) }
        default: break
        }
    }

    /// Keys the author chooses are one sort.
    private static func name(_ key: String, in sort: String) -> String {
        let chosen = [".subjects", ".operations", ".supplies", ".opens", ".parts", ".read", ".codes", ".headers", ".column", ".namespaces", ".concepts", ".relations", ".codeLists", ".columns", ".keys", ".identifies"]
        return chosen.contains { sort.hasSuffix($0) } ? "*" : key
    }

    private static func changed(_ json: JSON, _ path: ArraySlice<Step>, _ change: (JSON) -> JSON?) -> JSON? {
        guard let step = path.first else { return change(json) }
        switch (step, json) {
        case (.key(let key), .object(let object)):
            return .object(JSONObject(object.members.compactMap { member in
                guard member.key == key else { return member }
                return changed(member.value, path.dropFirst(), change).map { (key: key, value: $0) }
            }))
        case (.index(let index), .array(let items)):
            return .array(items.enumerated().compactMap { $0 == index ? changed($1, path.dropFirst(), change) : $1 })
        default: return json
        }
    }
}

/// Python's jsonschema, where it is installed.
private enum Validator {
    /// The first on the path that has the module.
    private static let python: String? = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        return (path.split(separator: ":").map { "\($0)/python3" } + ["/usr/bin/python3"]).first { program in
            FileManager.default.isExecutableFile(atPath: program) && (try? run(program, ["-c", "from jsonschema import Draft202012Validator"]))?.status == 0
        }
    }()

    static var isThere: Bool { python != nil }

    static func verdicts(_ documents: [SchemaDocument]) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "schemas-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for schema in DeclarationSchema.allCases { try Data(schema.json.serialized(.pretty).utf8).write(to: folder.appending(path: schema.fileName)) }
        let lines = documents.map { document in
            let line: JSON = ["kind": .string(document.kind.rawValue), "document": document.json]
            return line.serialized(.compact) + "\n"
        }
        try Data(lines.joined().utf8).write(to: folder.appending(path: "documents.jsonl"))
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Schemas/validate.py").standardizedFileURL
        let run = try run(try #require(python), [script.path, folder.path, folder.appending(path: "documents.jsonl").path])
        try #require(run.status == 0, "\(run.error)")
        return run.output.split(separator: "\n").map(String.init)
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
        let process = Process(), output = Pipe(), error = FileManager.default.temporaryDirectory.appending(path: "schemas-\(UUID().uuidString).txt")
        try Data().write(to: error)
        defer { try? FileManager.default.removeItem(at: error) }
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self), (try? String(contentsOf: error, encoding: .utf8)) ?? "")
    }
}
