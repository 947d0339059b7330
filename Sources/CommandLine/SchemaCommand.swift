import ArgumentParser
import Diagnostics
import Formats
import Foundation
import OnceOnly

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: said(
            vi: "JSON Schema cho trình soạn thảo.",
            en: "JSON Schemas for editors, one per kind of file. | JSON Schema cho trình soạn thảo."),
        discussion: said(
            vi: """
                Bản 2020-12, dựng từ các khóa mà bộ đọc nhận. Trình soạn thảo biết YAML sẽ gợi ý khóa và từ, và cho biết
                nghĩa của chúng, khi dòng đầu của tệp ghi
                """,
            en: """
                Draft 2020-12, made from the keys the readers take. An editor that knows YAML offers keys and words, and
                shows what they mean, when the first line of a file says
                """) + "\n\n  # yaml-language-server: $schema=../../docs/schemas/form.schema.json" + examples("""
                  onceonly schema form
                  onceonly schema --all docs/schemas
                """))

    @OptionGroup var speech: SpeechOptions

    @Argument(help: .said(
        vi: "form, baseline, freezers, connector, cases, grants, evidence, signers, tariffs hoặc vocabulary.",
        en: "form, baseline, freezers, connector, cases, grants, evidence, signers, tariffs or vocabulary."))
    var kind: String?

    @Option(name: .long, help: .said(vi: "Ghi mọi schema vào thư mục này.", en: "Writes every schema into this folder."))
    var all: String?

    func run() throws {
        switch (kind, all) {
        case (let kind?, nil):
            let schema: DeclarationSchema = try Input.choice(kind, of: "KIND")
            Output.json(schema.json)
        case (nil, let folder?): try write(into: URL(filePath: folder, directoryHint: .isDirectory))
        case (.some, .some), (nil, nil):
            throw CommandFailure.input(vi: "hãy nêu một loại tệp, hoặc --all THƯ_MỤC", en: "name one kind of file, or --all FOLDER")
        }
    }

    private func write(into folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for schema in DeclarationSchema.allCases {
            try Data((schema.json.serialized(.pretty) + "\n").utf8).write(to: folder.appending(path: schema.fileName), options: .atomic)
        }
        let count = DeclarationSchema.allCases.count
        switch speech.format {
        case .json: Output.json(["schema": "onceonly/schemas/1", "folder": .string(folder.relativePath), "files": .array(DeclarationSchema.allCases.map { .string($0.fileName) })])
        case .text:
            Output.line(speech.spoken == .english ? "\(folder.relativePath): \(count) schemas" : "\(folder.relativePath): \(count) lược đồ")
        }
    }
}
