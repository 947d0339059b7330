import Foundation
import ProgramUnderTest
import Testing

/// A sample and what the draft of it has to have found.
private struct Draft: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    /// Lines of the manifest.
    let says: [String]
    /// Texts of the sample that may stand nowhere in what was written.
    let keepsOut: [String]

    init(_ title: String, _ arguments: String, says: [String], keepsOut: [String] = []) {
        testDescription = title
        self.arguments = arguments.split(separator: " ").map(String.init)
        self.says = says
        self.keepsOut = keepsOut
    }
}

@Suite("connector new drafts what lint passes; record, redact and replay work offline")
struct NewConnectorTests {
    private static let drafts: [Draft] = [
        Draft(
            "from JSON", "--sample Connectors/business/samples/company.json --about organisation --key enterprise_code",
            says: ["kind: json", "identifies: $.enterpriseCode", "tax_code: {at: $.taxCode", "head_office:"], keepsOut: ["Hoa Ban", "5300999014", "Nguyễn Văn Hùng"]),
        Draft(
            "from SOAP", "--sample Connectors/population/samples/citizen.xml --about person --key personal_id_number",
            says: ["kind: xml", "record: /s:Envelope/s:Body/c:TraCuuCongDanResponse/c:CongDan", "identifies: c:SoDinhDanh", "s: \"http://schemas.xmlsoap.org/soap/envelope/\""],
            keepsOut: ["Hoàng Thị Mai", "015194000123"]),
        Draft(
            "from CSV", "--sample Connectors/budget/samples/unit.csv --about organisation --key budget_unit_code", says: ["kind: table", "record: rows"]),
    ]

    private func withDeclarations(_ body: (URL) async throws -> Void) async throws {
        try await Program.withTemporaryFolder { scratch in
            for name in ["FormSchemas", "Connectors"] { try FileManager.default.copyItem(at: Program.package.appending(path: name), to: scratch.appending(path: name)) }
            try await body(scratch)
        }
    }

    @Test(arguments: drafts)
    private func draftsWhatLintPasses(_ draft: Draft) async throws {
        try await withDeclarations { folder in
            let made = try await Program.onceonly(["connector", "new", "drafted", "--legal-basis", "Luật mẫu"] + draft.arguments, in: folder)
            #expect(made.status == 0, "\(made.error)")
            #expect(made.output.contains("Still to be decided:"))
            let written = folder.appending(path: "Connectors/drafted")
            let manifest = try String(contentsOf: written.appending(path: "manifest.yaml"), encoding: .utf8)
            for line in draft.says { #expect(manifest.contains(line), "\(line)\n\(manifest)") }
            for name in try FileManager.default.subpathsOfDirectory(atPath: written.path) {
                let text = (try? String(contentsOf: written.appending(path: name), encoding: .utf8)) ?? ""
                for kept in draft.keepsOut { #expect(!text.contains(kept)) }
            }
            let lint = try await Program.onceonly(["lint", "Connectors/drafted"], in: folder)
            #expect(lint.status == 0, "\(lint.error)\n\(manifest)")
            // What it wrote reads as its own case says.
            let again = try await Program.onceonly(["connector", "new", "drafted", "--legal-basis", "Luật"] + draft.arguments, in: folder)
            #expect(again.status == 2 && again.error.contains("is there already"))
        }
    }

    @Test func aTableOfADatabaseIsDraftedToo() async throws {
        try await withDeclarations { folder in
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "20", "--seed", "3", "--out", "province"], in: folder).status == 0)
            let arguments = ["connector", "new", "plots", "--database", "province/land.sqlite", "--table", "parcel", "--about", "parcel", "--key", "parcel_id", "--legal-basis", "Luật"]
            let made = try await Program.onceonly(arguments, in: folder)
            #expect(made.status == 0, "\(made.error)")
            let manifest = try String(contentsOf: folder.appending(path: "Connectors/plots/manifest.yaml"), encoding: .utf8)
            #expect(manifest.contains("kind: sql") && manifest.contains(#"query: 'select * from "parcel" where "id" = :parcel_id'"#) && manifest.contains("identifies: id"))
            let lint = try await Program.onceonly(["lint", "Connectors/plots"], in: folder)
            #expect(lint.status == 0, "\(lint.error)\n\(manifest)")
        }
    }

    @Test func whatWasRecordedAnswersOfflineAndHoldsNobody() async throws {
        try await withDeclarations { folder in
            #expect(try await Program.onceonly(["sandbox", "generate", "--people", "30", "--seed", "3", "--out", "province"], in: folder).status == 0)
            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let keys = people.split(separator: "\n").prefix(4).compactMap { $0.matches(of: /"personal_id_number":"(\d{12})"/).last.map { String($0.1) } }
            #expect(keys.count == 4)
            let record = try await Program.onceonly(
                ["connector", "record", "population.citizen", "civil_status.marital_status", "--keys", "-", "--sandbox", "province"], in: folder, input: keys.joined(separator: "\n"))
            #expect(record.status == 0, "\(record.error)")
            #expect(record.output.contains("8 recordings"))
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: "recordings").path).filter { $0.hasSuffix(".json") }
            #expect(files.count == 8)
            var synthetic: String?
            for name in files {
                let text = try String(contentsOf: folder.appending(path: "recordings/\(name)"), encoding: .utf8)
                for key in keys { #expect(!text.contains(key)) }
                synthetic = synthetic ?? text.firstMatch(of: /"personal_id_number": "(\d{12})"/).map { String($0.1) }
            }
            let replay = try await Program.onceonly(["connector", "replay", "recordings"], in: folder)
            #expect(replay.status == 0 && replay.output.contains("8 recordings, 0 differences"))
            let trial = try await Program.onceonly(["connector", "try", "population", "citizen", "--key", "-", "--replay", "recordings"], in: folder, input: synthetic ?? "")
            #expect(trial.status == 0 && trial.output.hasPrefix("citizen: found"), "\(trial.output)\(trial.error)")
            // A manifest that changes its mind is told.
            let manifest = folder.appending(path: "Connectors/population/manifest.yaml")
            let changed = try String(contentsOf: manifest, encoding: .utf8).replacing("full_name: {at: c:HoVaTen, authority: 1}", with: "full_name: {at: c:TenGoiKhac, authority: 1}", maxReplacements: 1)
            try changed.write(to: manifest, atomically: true, encoding: .utf8)
            let differs = try await Program.onceonly(["connector", "replay", "recordings"], in: folder)
            #expect(differs.status == 1 && differs.output.contains("full_name"))
        }
    }

    private static let calls: [Call] = [
        Call("a sample that is none", "connector new x --sample Package.swift --key personal_id_number --legal-basis L", 2, "is no JSON, XML or CSV"),
        Call("neither sample nor table", "connector new x --key personal_id_number --legal-basis L", 2, "name --sample FILE, or --database and --table"),
        Call("a key that is no concept", "connector new x --sample Connectors/business/samples/company.json --about organisation --key enterprise_cod --legal-basis L", 2, "did you mean 'enterprise_code'?"),
        Call(
            "a key that stands nowhere in the sample", "connector new x --sample Connectors/budget/samples/unit.csv --about organisation --key budget_unit_code --identifies ma_si --legal-basis L", 2,
            "did you mean 'ma_so'?"),
        Call("a table whose first line is somebody", "connector redact -", 2, "does not look like names of columns", input: "Hoàng Thị Mai,07/03/1994\nLê Lan,01/02/1990\n", keepsToItself: "Mai"),
        Call("an id as ids are not written", "connector new Big-Id --sample x.json --key personal_id_number --legal-basis L", 2, "an id is written like 'tax_office'"),
        Call("no recordings yet", "connector replay nowhere", 2, "'onceonly connector record' writes one"),
        Call("a replay in a form's place", "prefill --form cu-tru-ct01 --subject 015090000123 --replay nowhere", 2, "there is no folder 'nowhere'"),
        Call(
            "a recording that is none, in the language that is spoken", "connector redact -", 2, "không phải bản ghi: thiếu connector",
            input: #"{"schema": "onceonly/fixture/1", "connector": "land"}"#, environment: ["LANG": "vi"]),
        Call("a register that is not there is told once, however many keys there are", "connector record population.citizen --keys -", 3, "POPULATION_URL is not set", input: "1\n2\n"),
        Call("no keys to record by", "connector record population.citizen --keys -", 2, "the file of keys holds none"),
        Call("several files and nowhere to put them", "connector redact a.json b.json", 2, "several files need --out FOLDER"),
        Call("a redacted reply holds nobody", "connector redact Connectors/business/samples/company.json --connector business --operation company", 0, "enterpriseCode", keepsToItself: "Hoa Ban"),
        Call("so does one no connector is named for", "connector redact Connectors/population/samples/household.xml", 0, "SoHoGiaDinh", keepsToItself: "Hoàng Thị Mai"),
        Call("so does a table", "connector redact Connectors/budget/samples/unit.csv", 0, ","),
    ]

    @Test(arguments: calls)
    func endsAndSays(_ call: Call) async throws {
        let run = try await Program.onceonly(call.arguments, input: call.input, environment: call.environment)
        #expect(run.status == call.status, "\(run.error)")
        #expect((run.output + run.error).contains(call.says), "\(run.output)\n\(run.error)")
        if let kept = call.keepsToItself { #expect(!(run.output + run.error).contains(kept)) }
    }
}
