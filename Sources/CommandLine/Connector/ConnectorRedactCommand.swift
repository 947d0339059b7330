import ArgumentParser
import Authoring
import Connectors
import Drivers
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing
import Vocabulary

struct ConnectorRedactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact", abstract: said(
            vi: "Thay mọi giá trị trong tệp trả lời bằng giá trị giả cùng dạng.",
            en: "Replaces every value in a reply by a made-up one of the same shape. | Thay mọi giá trị trong tệp trả lời."),
        discussion: said(
            vi: """
                Tệp JSON, XML, CSV hoặc bản ghi của 'connector record'. Nêu --connector (và --operation) thì mã thành mã khác cùng danh mục,
                số định danh vẫn đúng quy tắc; không nêu thì chỉ giữ dạng. Các tệp trong một lệnh được thay nhất quán với nhau.
                """,
            en: """
                A file of JSON, XML or CSV, or one 'connector record' wrote. With --connector (and --operation) codes become other codes of their
                list and identifiers hold to their rule; without, the shape alone is kept. Files of one call are replaced consistently.
                """) + examples("""
                  onceonly connector redact reply.json > sample.json
                  onceonly connector redact citizen.xml household.xml --connector population --out samples
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Các tệp.", en: "The files.")) var files: [String]
    @Option(name: .long, help: .said(vi: "Kết nối đọc các tệp này.", en: "The connector that reads these files.")) var connector: String?
    @Option(name: .long, help: .said(vi: "Câu hỏi mà tệp trả lời.", en: "The operation they answer.")) var operation: String?
    @Option(name: .long, help: .said(vi: "Thư mục để ghi; mặc định là đầu ra chuẩn.", en: "The folder to write to; standard output by default.")) var out: String?

    func run() throws {
        guard out != nil || files.count == 1 else {
            throw CommandFailure.input(vi: "nhiều tệp thì cần --out THƯ_MỤC", en: "several files need --out FOLDER")
        }
        let folder = try common.folder()
        let vocabulary = folder.catalog.vocabulary
        let manifest = try connector.map { try common.manifest($0, in: folder) }
        let asked = try manifest.flatMap { manifest in
            self.operation == nil && manifest.operations.count > 1 ? nil : try common.operation(self.operation, of: manifest)
        }
        var redaction = Redaction(seed: RandomSeed.new(), vocabulary: vocabulary)
        for (file, text) in zip(files, try redacted(asked, manifest, folder.catalog.connectors, &redaction)) {
            guard let out else {
                Output.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
                continue
            }
            let place = URL(filePath: out, directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let target = place.appending(path: URL(filePath: file).lastPathComponent)
            guard target.standardizedFileURL.path != URL(filePath: file).standardizedFileURL.path else {
                throw CommandFailure.input(vi: "--out là thư mục của chính '\(file)'", en: "--out is the folder of '\(file)' itself")
            }
            try Data(text.utf8).write(to: target, options: .atomic)
        }
    }

    /// What a file turned out to be.
    private enum Content {
        case fixture(Fixture)
        case reply(Reply)
    }

    /// - Returns: the new text of each file.
    private func redacted(
        _ operation: Connectors.Operation?, _ manifest: ConnectorManifest?, _ manifests: [ConnectorManifest], _ redaction: inout Redaction
    ) throws -> [String] {
        let contents = try files.map { try content(of: $0, manifest, manifests) }
        // Recordings hold together by their keys: all at once.
        var fixtures = redaction.redacted(contents.compactMap { if case .fixture(let fixture) = $0 { fixture } else { nil } }, of: manifests)[...]
        return contents.map { content in
            switch content {
            case .fixture: (fixtures.popFirst()?.json.serialized(.pretty) ?? "") + "\n"
            case .reply(let reply): SampleText(redaction.redacted(reply, of: operation, in: manifest), separator: manifest?.transport.separator ?? ",").text
            }
        }
    }

    private func content(of file: String, _ manifest: ConnectorManifest?, _ manifests: [ConnectorManifest]) throws -> Content {
        let bytes = try Input.bytes(file)
        if let json = try? JSON(parsing: bytes) {
            return json["schema"]?.string == Fixture.schema ? .fixture(try FixtureFiles.fixture(json, named: file, of: manifests)) : .reply(.json(bytes))
        }
        if (try? Formats.XMLDocument(parsing: bytes)) != nil { return .reply(.xml(bytes)) }
        let encoding = manifest?.transport.encoding.flatMap { TextEncoding(rawValue: $0.lowercased()) } ?? .utf8
        guard let table = try? Table(parsing: bytes, encoding: encoding, separator: manifest?.transport.separator?.first ?? ","), table.columns.count > 1 else {
            throw CommandFailure.input(
                vi: "'\(file)' không phải JSON, XML hay CSV đọc được; 'json check' hoặc 'xml check' cho biết vì sao",
                en: "'\(file)' is no JSON, XML or CSV that can be read; 'json check' or 'xml check' says why")
        }
        try ColumnNames.check(table.columns, of: file)
        return .reply(.rows(Rows(columns: table.columns, rows: table.rows.map { $0.map(Optional.some) })))
    }
}
