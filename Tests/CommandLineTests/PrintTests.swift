import Formats
import Foundation
import ProgramUnderTest
import Testing

@Suite("print from the command line")
struct PrintTests {
    private static let form = "cu-tru-ct01"

    /// A dossier of somebody who never lived, in a store of its own.
    private func withDossier(_ body: (URL, String) async throws -> Void) async throws {
        try await Program.withTemporaryFolder { folder in
            let generated = try await Program.onceonly(["sandbox", "generate", "--people", "40", "--seed", "1", "--out", "province"], in: folder)
            #expect(generated.status == 0)
            let people = try String(contentsOf: folder.appending(path: "province/people.jsonl"), encoding: .utf8)
            let person = try people.split(separator: "\n").lazy.map { try JSON(parsing: String($0)) }.first { $0["answers"]?[Self.form]?["answers"] != nil }
            try Data(try #require(person?["personal_id_number"]?.string).utf8).write(to: folder.appending(path: "key.txt"))
            try Data(try #require(person?["answers"]?[Self.form]).serialized(.compact).utf8).write(to: folder.appending(path: "answers.json"))
            let opened = try await Program.onceonly(
                ["prefill", "--declarations", Program.package.path, "--form", Self.form, "--subject", "@key.txt", "--answers", "answers.json", "--sandbox", "province",
                 "--code", "H38-1", "--format", "json"], in: folder)
            #expect(opened.status == 0, "\(opened.error)")
            try await body(folder, try #require(try JSON(parsing: opened.output)["receipt"]?["dossier"]?.string))
        }
    }

    private func print(_ arguments: String..., in folder: URL) async throws -> Program.Run {
        try await Program.onceonly(["print", Self.form, "--declarations", Program.package.path] + arguments, in: folder)
    }

    private func permissions(_ name: String, _ folder: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.posixPermissions] as? Int
    }

    @Test("a page, a control sheet apart, JSON and a Word file, for their owner alone")
    func prints() async throws {
        try await withDossier { folder, dossier in
            let page = try await print("--dossier", dossier, "--language", "vi", in: folder)
            #expect(page.status == 0 && page.output.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") && page.output.contains("Phiếu kiểm soát nguồn"), "\(page.error)")

            let apart = try await print("--code", "H38-1", "--view", "office", "--out", "form.html", "--control-sheet", "sheet.html", in: folder)
            #expect(apart.status == 0 && apart.output.isEmpty, "\(apart.error)")
            let form = try String(contentsOf: folder.appending(path: "form.html"), encoding: .utf8), sheet = try String(contentsOf: folder.appending(path: "sheet.html"), encoding: .utf8)
            #expect(form.contains("data-blank=\"applicant.full_name\"") && !form.contains("Control sheet"))
            #expect(sheet.contains("Control sheet") && sheet.contains("H38-1") && !sheet.contains("data-blank"))
            for name in ["form.html", "sheet.html"] { #expect(try permissions(name, folder) == 0o600, "\(name)") }

            let json = try JSON(parsing: try await print("--dossier", dossier, "--format", "json", in: folder).output)
            #expect(json["schema"]?.string == "onceonly/print/1" && json["status"]?.string == "draft" && json["code"]?.string == "H38-1")
            let blanks = (json["sections"]?.array ?? []).flatMap { $0["blanks"]?.array ?? [] }
            #expect(blanks.count == 28)
            let name = try #require(blanks.first { $0["id"]?.string == "applicant.full_name" }?["entries"]?.array?.first)
            #expect(name["source"]?["layer"]?.string == "register")

            try Data(Self.template("{{applicant.full_name}} {{aplicant.gender}}")).write(to: folder.appending(path: "template.docx"))
            let word = try await print("--dossier", dossier, "--template", "template.docx", "--out", "filled.docx", "--control-sheet", "sheet.html", in: folder)
            #expect(word.status == 1 && word.error.contains("word/document.xml, paragraph 1: error T001") && word.error.contains("applicant.gender"), "\(word.error)")
            let text = try #require(name["text"]?.string)
            #expect(word.error.contains("warning T002") && !word.error.contains(text))
            #expect(try String(contentsOf: folder.appending(path: "sheet.html"), encoding: .utf8).contains("T002"))
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "filled.docx")))
            let written = try XMLDocument(parsing: ZipArchive(reading: bytes).content(of: "word/document.xml")).root.text
            #expect(written == "\(text) {{aplicant.gender}}")
            #expect(try permissions("filled.docx", folder) == 0o600)
        }
    }

    private static func template(_ text: String) throws -> [UInt8] {
        let types = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" \
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
            """
        let document = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>\(text)</w:t></w:r></w:p></w:body></w:document>"
        return try ZipArchive.archive(of: [("[Content_Types].xml", Array(types.utf8)), ("word/document.xml", Array(document.utf8))])
    }

    @Test("what cannot be printed says why, and writes nothing")
    func refused() async throws {
        try await withDossier { folder, dossier in
            try Data("no archive".utf8).write(to: folder.appending(path: "bad.docx"))
            // What stands where a file is to go, and is none: a pipe as any device would be.
            #expect(mkfifo(folder.appending(path: "pipe").path, 0o600) == 0)
            try FileManager.default.createSymbolicLink(atPath: folder.appending(path: "link.html").path, withDestinationPath: "answers.json")
            let cases: [([String], String)] = [
                ([], "name the dossier by --dossier or --code"), (["--dossier", "ffff"], "no such dossier"), (["--code", "H38-2"], "no such dossier"),
                (["--dossier", dossier, "--view", "all"], "--view takes applicant, office"), (["--dossier", dossier, "--format", "docx"], "--format docx and --template go together"),
                (["--dossier", dossier, "--template", "bad.docx", "--out", "x.docx"], "bad.docx: the template cannot be read"),
                (["--dossier", dossier, "--template", "none.docx", "--out", "x.docx"], "cannot read 'none.docx'"),
                (["--dossier", dossier, "--template", "bad.docx"], "a Word file needs --out"), (["--dossier", dossier, "--store", "elsewhere"], "there is no store in 'elsewhere'"),
                (["--dossier", dossier, "--out", "none/form.html"], "cannot write 'none/form.html'"),
                (["--dossier", dossier, "--out", "province"], "'province' is no regular file"), (["--dossier", dossier, "--out", "pipe"], "'pipe' is no regular file"),
                (["--dossier", dossier, "--out", "link.html"], "'link.html' is no regular file"),
                (["--dossier", dossier, "--out", "form.html", "--control-sheet", "./form.html"], "are different files"),
                (["--dossier", dossier, "--template", "bad.docx", "--out", "bad.docx"], "are different files"),
                (["--dossier", dossier, "--format", "json", "--control-sheet", "sheet.html"], "--control-sheet does not go with --format json"),
            ]
            for (arguments, says) in cases {
                let run = try await Program.onceonly(["print", Self.form, "--declarations", Program.package.path, "--language", "en"] + arguments, in: folder)
                #expect(run.status == 2 && run.error.contains(says) && run.output.isEmpty, "\(arguments): \(run.error)")
            }
            let other = try await Program.onceonly(["print", "ho-tich-khai-sinh", "--declarations", Program.package.path, "--dossier", dossier], in: folder)
            #expect(other.status == 2 && other.error.contains("this dossier is of form 'cu-tru-ct01', not 'ho-tich-khai-sinh'"), "\(other.error)")
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "x.docx").path))
            func type(_ name: String) throws -> FileAttributeType? {
                try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[.type] as? FileAttributeType
            }
            #expect(try type("link.html") == .typeSymbolicLink && type("province") == .typeDirectory && type("pipe") != .typeRegular)
        }
    }
}
