import ArgumentParser
import Diagnostics
import Documents
import Expressions
import Formats
import OnceOnly
import Sourcing
import Storage
import Vocabulary

struct DocumentsFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: said(
            vi: "Tìm giấy tờ của một chủ thể còn giá trị vào một ngày.",
            en: "Finds a subject's documents that hold on a day. | Tìm giấy tờ của một chủ thể."),
        discussion: said(
            vi: """
                Bản cấp sau cùng đứng trước. Với --issuer, giấy của cơ quan mà cơ quan ấy kế tục cũng được tìm. Bản bị hạn chế xử lý không \
                được tìm thấy. Mã thoát 1 khi có dòng dữ liệu bị sửa.
                """,
            en: """
                The latest issued comes first. With --issuer papers of those whose duties it took over are found too. What is restricted is \
                not found. Exit status 1 where a row was tampered with.
                """) + examples("""
                  onceonly documents find --subject @key.txt --kind marital-status-certificate
                  onceonly documents find --subject @key.txt --kind birth-note --issuer health_facility --valid-on 2026-11-29 --format json
                  onceonly documents find --subject parcel:parcel_id=P1 --kind land-certificate
                """))

    @OptionGroup var options: DocumentStoreOptions

    @Option(name: .long, help: .said(vi: "Giấy tờ nói về ai: SỐ, @TỆP hoặc loại:khái_niệm=giá_trị.", en: "Whom it is about: KEY, @FILE or kind:concept=value."))
    var subject: String

    @Option(name: .long, help: .said(vi: "Loại giấy tờ.", en: "The kind."))
    var kind: String?

    @Option(name: .long, help: .said(vi: "Cơ quan cấp nay có thẩm quyền.", en: "The issuer whose duty it is now."))
    var issuer: String?

    @Option(name: .long, help: .said(vi: "Mã xã hoặc tỉnh của cơ quan ấy.", en: "Its commune's or province's code."))
    var place: String?

    @Option(name: .long, help: .said(vi: "Còn giá trị vào ngày này; mặc định hôm nay.", en: "Holds on this day; today by default."))
    var validOn: String?

    @Option(name: .long, help: .said(vi: "Nhiều nhất bao nhiêu bản.", en: "At most so many."), transform: WholeNumber.from(1...1000))
    var limit = 100

    func run() async throws {
        let folder = try options.common.folder()
        let day = try validOn.map(Input.date) ?? DocumentStoreOptions.today()
        let issuer = try Input.issuer(issuer, place: place, on: day, folder)
        let query = DocumentQuery(
            try Input.documentSubject(subject, folder), kind: try kind.map { try Input.evidence($0, folder).id },
            issuers: issuer.map { IssuerSuccession(folder.catalog.vocabulary).predecessors(of: $0) }, validOn: day, limit: limit)
        let found = try await options.withStore { try await $0.find(query) }
        // What the paper says itself is not all: the rule of its kind decides, and a newer one takes its place where that rule says so.
        let holding = Set(found.records.current.map(\.id))
        let records = found.records.filter { record in
            let rule = folder.catalog.evidence[record.kind]?.holds
            return record.holds(on: day, under: rule, for: record.provenance.purpose) && (rule != .whileNoNewer || holding.contains(record.id))
        }
        switch options.common.format {
        case .json:
            Output.json([
                "schema": "onceonly/documents/1", "documents": .array(records.map(\.json)), "damaged": .array(found.damaged.map { .string($0) }),
            ])
        case .text:
            for record in records { Output.line(record.line(folder, options.common.spoken)) }
            if records.isEmpty { Output.line(options.common.spoken == .english ? "none found" : "không tìm thấy") }
        }
        if !found.damaged.isEmpty {
            let list = found.damaged.joined(separator: ", ")
            Output.error(said(vi: "dòng dữ liệu bị sửa, không dùng: \(list)", en: "rows that were tampered with, not used: \(list)"))
            throw ExitCode(1)
        }
    }
}

struct DocumentsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: said(
            vi: "Xem một giấy tờ; ghi nội dung ra tệp.",
            en: "Shows a document; writes its content to a file. | Xem một giấy tờ."),
        discussion: said(
            vi: "Nội dung được kiểm tra trọn vẹn trước khi byte đầu tiên được ghi.", en: "All of the content is authenticated before the first byte is written.")
            + examples("""
                  onceonly documents show 0f…9a
                  onceonly documents show 0f…9a --output paper.pdf
                """))

    @OptionGroup var options: DocumentStoreOptions

    @Argument(help: .said(vi: "Mã tham chiếu của giấy tờ.", en: "The document's reference."))
    var document: String

    @Option(name: .long, help: .said(vi: "Ghi nội dung ra tệp này; tệp phải chưa có.", en: "Writes the content to this file, which must not be there."))
    var output: String?

    func run() async throws {
        let folder = try options.common.folder()
        try await options.withStore { store in
            guard let record = try await store.record(document) else { throw DocumentStoreError.unknownDocument }
            if let output {
                let file = try NewFile(output)
                do { try await store.read(document) { try file.append($0) } } catch {
                    file.discard()
                    throw error
                }
            }
            switch options.common.format {
            case .json:
                var object = record.json.object ?? [:]
                object["schema"] = "onceonly/document/1"
                Output.json(.object(object))
            case .text:
                Output.line(record.line(folder, options.common.spoken))
                for line in record.details(folder, options.common.spoken) { Output.line("  " + line) }
            }
        }
    }
}

struct DocumentsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: said(
            vi: "Liệt kê giấy tờ của cơ quan, không có dữ liệu cá nhân.",
            en: "Lists an authority's documents, without anything personal. | Liệt kê giấy tờ."),
        discussion: examples(isAlone: true, """
              onceonly documents list --store state
              onceonly documents list --after 0f…9a --limit 1000 --format json
              onceonly documents list --due
            """))

    @OptionGroup var options: DocumentStoreOptions

    @Option(name: .long, help: .said(vi: "Tiếp sau mã này.", en: "Goes on after this reference."))
    var after: String?

    @Option(name: .long, help: .said(vi: "Nhiều nhất bao nhiêu bản.", en: "At most so many."), transform: WholeNumber.from(1...10_000))
    var limit = 100

    @Flag(name: .long, help: .said(vi: "Chỉ mã của những bản hết hạn lưu, xóa được.", en: "Only references of copies that have outlived their use and may be erased."))
    var due = false

    func run() async throws {
        let today = try DocumentStoreOptions.today()
        try await options.withStore { store in
            if due {
                let ids = try await store.due(on: today, limit: limit)
                switch options.common.format {
                case .json: Output.json(["schema": "onceonly/documents-due/1", "documents": .array(ids.map { .string($0) })])
                case .text: for id in ids { Output.line(id) }
                }
                return
            }
            let entries = try await store.entries(after: after, limit: limit)
            switch options.common.format {
            case .json: Output.json(["schema": "onceonly/documents-list/1", "documents": .array(entries.map(\.json))])
            case .text:
                for entry in entries {
                    let restricted = entry.isRestricted ? said(vi: "  hạn chế xử lý", en: "  restricted") : ""
                    Output.line("\(entry.id)  \(entry.kind)  \(entry.size)  \(entry.depositedOn)\(restricted)")
                }
            }
        }
    }
}

extension DocumentEntry {
    fileprivate var json: JSON {
        [
            "id": .string(id), "kind": .string(kind.rawValue), "issuer": issuer.map { .string($0.name) } ?? .null, "size": .number("\(size)"),
            "depositedOn": .string("\(depositedOn)"), "restricted": .bool(isRestricted),
        ]
    }
}
