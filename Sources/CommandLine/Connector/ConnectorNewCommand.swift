import ArgumentParser
import Authoring
import Connectors
import Diagnostics
import Drivers
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing
import Vocabulary

struct ConnectorNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: said(
            vi: "Viết bản nháp kết nối từ một câu trả lời mẫu hoặc một bảng.",
            en: "Drafts a connector from a sample reply or a table. | Viết bản nháp kết nối từ một câu trả lời mẫu hoặc một bảng."),
        discussion: said(
            vi: """
                Ghi manifest.yaml, cases.yaml và mẫu đã thay mọi giá trị. Điều giống một khái niệm cả về tên lẫn giá trị thì được nối;
                điều chưa chắc đứng đó như chú thích kèm lý do; điều chỉ người viết biết thì được liệt kê.
                """,
            en: """
                Writes manifest.yaml, cases.yaml and the sample with every value replaced. What is like a concept in name and value is bound;
                what is unsure stands there as a comment with the reason; what only the author can know is listed.
                """) + examples("""
                  onceonly connector new tax2 --sample reply.json --about person --key personal_id_number --legal-basis "Luật …"
                  onceonly connector new pupils --sample pupils.csv --about person --key personal_id_number --legal-basis "…"
                  onceonly connector new plots --database land.sqlite --table parcel --about parcel --key parcel_id --legal-basis "…"
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Mã của kết nối mới.", en: "The new connector's id.")) var connector: String

    @Option(name: .long, help: .said(vi: "Câu trả lời mẫu: JSON, XML (cả SOAP) hoặc CSV.", en: "A sample reply: JSON, XML (SOAP too) or CSV.")) var sample: String?
    @Option(name: .long, help: .said(vi: "Tệp SQLite, hoặc postgresql://…", en: "An SQLite file, or postgresql://…")) var database: String?
    @Option(name: .long, help: .said(vi: "Bảng trong cơ sở dữ liệu.", en: "The table of the database.")) var table: String?
    @Option(name: .long, help: .said(vi: "Về loại chủ thể nào.", en: "The kind of subject it is about.")) var about = "person"
    @Option(name: .long, help: .said(vi: "Khái niệm dùng để hỏi.", en: "The concept it is asked by.")) var key: String
    @Option(name: .long, help: .said(vi: "Đường dẫn hoặc cột của khóa trong bản ghi, khi mẫu không cho thấy.", en: "Path or column of the record's own key, where the sample does not tell.")) var identifies: String?
    @Option(name: .long, help: .said(vi: "Văn bản lập ra sổ.", en: "The text the register stands on.")) var legalBasis: String
    @Option(name: .long, help: .said(vi: "Tên sổ; mặc định là mã.", en: "Its title; the id by default.")) var title: String?
    @Option(name: .long, help: .said(vi: "Tên câu hỏi; mặc định là loại chủ thể.", en: "The operation's name; the kind by default.")) var operation: String?
    @Option(name: .long, help: .said(vi: "Đường dẫn của dịch vụ, có {khóa}.", en: "The service's path, with {key} in it.")) var path: String?
    @Option(name: .long, help: .said(vi: "Dấu ngăn cột của CSV.", en: "What separates the columns of CSV.")) var separator = ","
    @Option(name: .long, help: .said(vi: "Thư mục để ghi; mặc định là Connectors của khai báo.", en: "The folder to write into; Connectors of the declarations by default.")) var out: String?

    func run() async throws {
        let folder = try common.folder()
        let vocabulary = folder.catalog.vocabulary
        let kind: Kind = try Input.choice(about, of: "--about")
        var brief = try brief(kind, vocabulary)
        let place = URL(filePath: out ?? common.place.declarations + "/Connectors", directoryHint: .isDirectory).appending(path: connector)
        guard !FileManager.default.fileExists(atPath: place.path) else {
            throw CommandFailure.input(vi: "'\(place.relativePath)' đã có; hãy chọn mã khác", en: "'\(place.relativePath)' is there already; choose another id")
        }
        let (sample, binary) = try await read()
        brief.leftOut = binary
        let draft: ManifestDraft
        do throws(FormatError) {
            draft = try ManifestDraft(brief, sample: sample, vocabulary: vocabulary, ranks: Self.ranks(in: folder.catalog, about: kind), language: common.spoken)
        } catch {
            throw CommandFailure.input(vi: "không đọc được mẫu: \(error.description(in: .vietnamese))", en: "the sample cannot be read: \(error)")
        }
        if let identifies, !draft.paths.contains(identifies) {
            let near = nearest(to: identifies, among: draft.paths)
            throw CommandFailure.input(
                vi: "--identifies '\(identifies)' không có trong mẫu" + (near.map { "; có phải '\($0)'?" } ?? "; có: \(draft.paths.joined(separator: ", "))"),
                en: "--identifies '\(identifies)' is not in the sample" + (near.map { "; did you mean '\($0)'?" } ?? "; there are: \(draft.paths.joined(separator: ", "))"))
        }
        let text = draft.text.replacing("timeout: 2s", with: separator == "," ? "timeout: 2s" : "separator: \(separator.debugDescription)\n  timeout: 2s", maxReplacements: 1)
        let files = try files(draft, text, sample, vocabulary)
        try FileManager.default.createDirectory(at: place.appending(path: "samples"), withIntermediateDirectories: true)
        for (name, content) in files { try Data(content.utf8).write(to: place.appending(path: name), options: .atomic) }
        report(draft, files.map(\.name), place.relativePath)
    }

    private func brief(_ kind: Kind, _ vocabulary: Vocabulary) throws -> ManifestDraft.Brief {
        guard connector.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil else {
            throw CommandFailure.input(vi: "mã kết nối viết như 'tax_office': chữ thường, số và _", en: "an id is written like 'tax_office': small letters, digits and _")
        }
        let keys = vocabulary.concepts.values.filter { $0.kinds.contains(kind) && vocabulary.isKey($0.id, of: kind) }.map(\.id.rawValue).sorted()
        let concept = vocabulary.concepts.values.first { $0.id.rawValue == key }
        guard let concept, concept.kinds.contains(kind) else {
            let near = nearest(to: key, among: keys)
            throw CommandFailure.input(
                vi: "'\(key)' không phải khái niệm của '\(kind.rawValue)'" + (near.map { "; có phải '\($0)'?" } ?? "; khóa của loại này: \(keys.joined(separator: ", "))"),
                en: "'\(key)' is no concept of '\(kind.rawValue)'" + (near.map { "; did you mean '\($0)'?" } ?? "; keys of this kind: \(keys.joined(separator: ", "))"))
        }
        return ManifestDraft.Brief(
            connector: connector, title: title ?? connector, legalBasis: legalBasis, operation: operation ?? kind.rawValue, about: kind, key: concept.id, identifies: identifies, path: path, table: table)
    }

    /// - Returns: the sample, and the columns of bytes that were left out of it.
    private func read() async throws -> (ManifestDraft.Sample, leftOut: [String]) {
        switch (sample, database, table) {
        case (let file?, nil, nil):
            let bytes = try Input.bytes(file)
            if (try? JSON(parsing: bytes)) != nil { return (.json(bytes), []) }
            if (try? Formats.XMLDocument(parsing: bytes)) != nil { return (.xml(bytes), []) }
            guard let mark = separator.first, separator.count == 1, let table = try? Table(parsing: bytes, separator: mark), !table.rows.isEmpty else {
                throw CommandFailure.input(
                    vi: "'\(file)' không phải JSON, XML hay CSV có dòng nào; 'json check' hoặc 'xml check' cho biết vì sao",
                    en: "'\(file)' is no JSON, XML or CSV with a row; 'json check' or 'xml check' says why")
            }
            try ColumnNames.check(table.columns, of: file)
            return (.rows(Rows(columns: table.columns, rows: table.rows.prefix(20).map { $0.map(Optional.some) }), isDatabase: false), [])
        case (nil, let database?, let table?):
            do throws(LookUpFailure) {
                let sample = try await DatabaseSample(at: database, table: DatabaseSample.quotedTable(table), limit: 20)
                guard !sample.rows.rows.isEmpty else { throw LookUpFailure.ambiguous }
                return (.rows(sample.rows, isDatabase: true), sample.binary)
            } catch {
                switch error {
                case .ambiguous: throw CommandFailure.input(vi: "bảng '\(table)' không có dòng nào", en: "table '\(table)' has no row")
                case .unreadable: throw CommandFailure.input(vi: "không đọc được bảng '\(table)'", en: "there is no table '\(table)' that can be read")
                default: throw CommandFailure(status: 3, text: LocalizedText(vi: "không mở được cơ sở dữ liệu", en: "the database cannot be opened"))
                }
            }
        default:
            throw CommandFailure.input(vi: "hãy nêu --sample TỆP, hoặc --database và --table", en: "name --sample FILE, or --database and --table")
        }
    }

    /// Registers that hold a concept already, and the ranks they have.
    private static func ranks(in catalog: Catalog, about kind: Kind) -> [ConceptID: Set<Int>] {
        var ranks: [ConceptID: Set<Int>] = [:]
        for operation in catalog.connectors.flatMap(\.operations) {
            if operation.about == kind { for supply in operation.supplies { ranks[supply.concept, default: []].insert(supply.authority) } }
            for opens in operation.opens where opens.kind == kind { for supply in opens.supplies { ranks[supply.concept, default: []].insert(supply.authority) } }
        }
        return ranks
    }

    /// The manifest, its sample with every value replaced, and a case that says what the one makes of the other.
    private func files(_ draft: ManifestDraft, _ text: String, _ sample: ManifestDraft.Sample, _ vocabulary: Vocabulary) throws -> [(name: String, content: String)] {
        let (read, _) = ManifestReader.manifest(text, file: "manifest.yaml")
        guard let manifest = read, let operation = manifest.operations.first else {
            throw CommandFailure.input(vi: "bản nháp không đọc lại được", en: "the draft does not read back")
        }
        var redaction = Redaction(seed: RandomSeed.new(), vocabulary: vocabulary)
        let reply: Reply = switch sample {
        case .json(let bytes): .json(bytes)
        case .xml(let bytes): .xml(bytes)
        // A sample shows a few rows, not the register.
        case .rows(let rows, _): .rows(Rows(columns: rows.columns, rows: Array(rows.rows.prefix(3))))
        }
        let keys = draft.keyText.map { [operation.keys[0]: $0] } ?? [:]
        let recorded = Fixture(connector: manifest.id, operation: operation.id, keys: keys, isRedacted: false, pages: [.init(status: nil, reply: reply)], made: .null)
        let fixture = redaction.redacted([recorded], of: [manifest])[0]
        let name = "samples/\(operation.id)." + (draft.kind == .json ? "json" : draft.kind == .xml ? "xml" : draft.kind == .sql ? "sql" : "csv")
        let content = SampleText(fixture.pages[0].reply, table: table, separator: separator).text
        var cases = "# " + said(vi: "Ánh xạ đọc ra gì từ mẫu; mọi giá trị là giả.", en: "What the mapping makes of its sample; every value is made up.") + "\n"
        let example = SampleCase(operation: operation.id, sample: name, keys: fixture.keys, places: manifest.places)
        if !keys.isEmpty, let reply = try? SampleCheck(manifest, cases: [], vocabulary: vocabulary, bytes: { _ in Array(content.utf8) }).reply(in: example),
            case .found(let record) = Extraction(of: operation, for: operation.wholeRequest(of: manifest.id, keys: fixture.keys), vocabulary: vocabulary).lookUp(in: reply) {
            cases += "- operation: \(operation.id)\n  sample: \(name)\n  key: {\(operation.keys[0]): \(JSON.string(fixture.keys[operation.keys[0]] ?? "").serialized())}\n"
            let values = record.valuesJSON.members.filter { $0.value["invalid"] == nil }
            cases += values.isEmpty ? "  expects: {}\n" : "  expects:\n" + values.map { "    \($0.key): \(Self.flow($0.value))\n" }.joined()
        } else {
            // Without its key or with several records the sample is only there to look at.
            cases += "[]\n"
        }
        return [("manifest.yaml", text), ("cases.yaml", cases), (name, content)]
    }

    /// A value in YAML's flow style.
    private static func flow(_ json: JSON) -> String {
        switch json {
        case .object(let object): "{" + object.members.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ") + "}"
        case .array(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .null, .bool, .number, .string: json.serialized()
        }
    }

    private func report(_ draft: ManifestDraft, _ files: [String], _ place: String) {
        switch common.format {
        case .json:
            Output.json([
                "schema": "onceonly/connector-new/1", "folder": .string(place), "files": .array(files.map { .string($0) }), "bound": .array(draft.bound.map { .string($0.rawValue) }),
                "unsure": .number("\(draft.unsure)"), "undecided": .array(draft.undecided.map { .string($0.text(in: common.spoken)) }),
            ])
        case .text:
            let isEnglish = common.spoken == .english
            Output.line(isEnglish ? "\(place): \(draft.bound.count) concepts bound, \(draft.unsure) unsure (comments in manifest.yaml)" : "\(place): nối \(draft.bound.count) khái niệm, \(draft.unsure) chưa chắc (chú thích trong manifest.yaml)")
            Output.line(isEnglish ? "Still to be decided:" : "Còn phải quyết định:")
            for item in draft.undecided { Output.line("  " + item.text(in: common.spoken)) }
            Output.line("  " + said(vi: "authority: thứ bậc của sổ này với từng khái niệm (1 quyết định)", en: "authority: this register's rank for each concept (1 decides)"))
            Output.line("  " + said(vi: "Connectors/grants.yaml: mục đích nào được đọc", en: "Connectors/grants.yaml: which purpose may read it"))
            let key = draft.kind == .sql || draft.kind == .table ? " --key @key.txt" : ""
            Output.line((isEnglish ? "Then" : "Sau đó") + ": onceonly lint; onceonly connector try \(connector) --sample \(place)/\(files[files.count - 1])\(key)")
        }
    }
}
