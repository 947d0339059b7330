import ArgumentParser
import Diagnostics
import Documents
import Expressions
import Formats
import Foundation
import OnceOnly
import Sourcing
import Storage
import Vocabulary

struct DocumentsAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: said(
            vi: "Lưu một giấy tờ, hoặc nhiều giấy tờ theo từng dòng.",
            en: "Keeps a document, or one for each line of standard input. | Lưu giấy tờ."),
        discussion: said(
            vi: """
                Dạng tệp đọc từ nội dung, không theo tên; mỗi loại giấy tờ chỉ nhận các dạng đã khai trong 'formats', tối đa 50 MB. Khi lệnh báo \
                xong thì giấy tờ đã nằm trên đĩa. Với --batch, mỗi dòng là {"file", "kind", "subjects": […], "number"?, "issuer"?, "place"?, \
                "issued"?, "validUntil"?, "origin"?, "dossier"?, "purpose"?}, mỗi dòng trả lời một dòng JSON; mã thoát 2 khi có dòng sai.
                """,
            en: """
                What a file is is read from its content, never from its name; a kind takes the formats it declares, up to 50 MB. When the \
                command says so, the document is on disk. With --batch a line is {"file", "kind", "subjects": […], "number"?, "issuer"?, \
                "place"?, "issued"?, "validUntil"?, "origin"?, "dossier"?, "purpose"?}, and each is answered by a line of JSON; exit status 2 \
                where one is wrong.
                """) + examples("""
                  onceonly documents add scan.pdf --kind birth-note --subject child=@key.txt --issued 2026-11-02 --origin digitised-paper
                  onceonly documents add - --kind marital-status-certificate --subject @key.txt --issuer commune_committee --place 02647 < paper.pdf
                  onceonly documents add --batch --store state < lines.jsonl
                """))

    @OptionGroup var options: DocumentStoreOptions

    @Argument(help: .said(vi: "Tệp, hoặc '-' cho đầu vào chuẩn.", en: "The file, or '-' for standard input."))
    var file: String?

    @Flag(name: .long, help: .said(vi: "Mỗi dòng của đầu vào chuẩn là một giấy tờ.", en: "Each line of standard input is a document."))
    var batch = false

    @Option(name: .long, help: .said(vi: "Loại giấy tờ trong FormSchemas/evidence.", en: "The kind, of FormSchemas/evidence."))
    var kind: String?

    @Option(name: .long, help: .said(
        vi: "Giấy tờ nói về ai: [VAI=]SỐ, @TỆP hoặc loại:khái_niệm=giá_trị; nhiều lần được.",
        en: "Whom it is about: [ROLE=]KEY, @FILE or kind:concept=value; may be given several times."))
    var subject: [String] = []

    @Option(name: .long, help: .said(vi: "Số của giấy tờ.", en: "Its number."))
    var number: String?

    @Option(name: .long, help: .said(vi: "Cơ quan cấp, mã trong danh mục authorities.", en: "Its issuer, a code of the list authorities."))
    var issuer: String?

    @Option(name: .long, help: .said(vi: "Mã xã hoặc tỉnh của cơ quan cấp, theo ngày cấp.", en: "The commune's or province's code of its issuer, as of the day of issue."))
    var place: String?

    @Option(name: .long, help: .said(vi: "Ngày cấp.", en: "Day of issue."))
    var issued: String?

    @Option(name: .long, help: .said(vi: "Ngày cuối còn giá trị.", en: "Last day it holds."))
    var validUntil: String?

    @Option(name: .long, help: .said(
        vi: "uploaded, procedure-result, digitised-paper hoặc national-store.", en: "uploaded, procedure-result, digitised-paper or national-store."))
    var origin = DocumentOrigin.uploaded.rawValue

    @Option(name: .long, help: .said(vi: "Hồ sơ có giấy tờ này.", en: "The dossier it came with."))
    var dossier: String?

    @Option(name: .long, help: .said(vi: "Mục đích mà giấy tờ được nhận.", en: "The purpose it was accepted for."))
    var purpose: String?

    @Option(name: .long, help: .said(
        vi: "Kiểm tra chữ ký và người ký theo thư mục này (documents verify, documents signers); không có thì giấy tờ được lưu là chưa kiểm tra, và không được dùng lại nếu loại ấy cần chữ ký.",
        en: "Checks signatures and signers by this folder (documents verify, documents signers); without it a document is kept unchecked, and not reused where its kind wants a signature."))
    var trust: String?

    func run() async throws {
        let folder = try options.common.folder()
        let desk = try trust.map { try SignatureDesk(TrustFolder($0), folder.catalog.vocabulary) }
        desk?.signers.warn()
        guard batch else {
            guard let file, let kind, !subject.isEmpty else {
                throw CommandFailure.input(vi: "cần tệp, --kind và --subject; hoặc --batch", en: "it takes a file, --kind and --subject; or --batch")
            }
            let line = DocumentLine(
                file: file, kind: kind, subjects: subject, number: number, issuer: issuer, place: place, issued: issued, validUntil: validUntil, origin: origin,
                dossier: dossier, purpose: purpose)
            let (deposit, content) = try line.deposit(in: folder, desk)
            let kept = try await options.withStore(making: true) { try await $0.deposit(deposit, content: content) }
            switch options.common.format {
            case .json: Output.json(kept.json(deposit.signature))
            case .text: Output.line(kept.text(deposit.signature, options.common.spoken))
            }
            return
        }
        guard file == nil, kind == nil, subject.isEmpty else {
            throw CommandFailure.input(vi: "với --batch, mọi điều nằm trong từng dòng", en: "with --batch everything stands in the lines")
        }
        let isWhole = try await options.withStore(making: true) { try await Self.addLines(to: $0, folder, desk) }
        if !isWhole { throw ExitCode(2) }
    }

    /// A line that cannot be kept says why, and the rest goes on; a store that can keep nothing ends it.
    private static func addLines(to store: FileDocumentStore, _ folder: DeclarationFolder, _ desk: SignatureDesk?) async throws -> Bool {
        var isWhole = true
        for await (number, text) in InputLines(ahead: 1) {
            do {
                let line = try DocumentLine(text)
                let (deposit, content) = try line.deposit(in: folder, desk)
                let kept = try await store.deposit(deposit, content: content)
                Output.line(kept.json(deposit.signature).serialized(.compact))
            } catch {
                isWhole = false
                let words = CommandFailure(error)?.description ?? "\(error)"
                var answer: JSONObject = ["schema": "onceonly/document/1", "line": .number("\(number)"), "error": .string(words)]
                if let code = (error as? DocumentStoreError)?.code { answer["code"] = .string(code) }
                Output.line(JSON.object(answer).serialized(.compact))
                if let error = error as? DocumentStoreError, error == .full || error == .readOnly { throw error }
            }
        }
        return isWhole
    }
}

/// A document as the command line or a line of a batch names it.
struct DocumentLine {
    let file: String
    let kind: String
    let subjects: [String]
    var number, issuer, place, issued, validUntil: String?
    var origin = DocumentOrigin.uploaded.rawValue
    var dossier, purpose: String?

    private static let members = ["file", "kind", "subjects", "number", "issuer", "place", "issued", "validUntil", "origin", "dossier", "purpose"]

    init(
        file: String, kind: String, subjects: [String], number: String?, issuer: String?, place: String?, issued: String?, validUntil: String?, origin: String,
        dossier: String?, purpose: String?
    ) {
        (self.file, self.kind, self.subjects, self.number) = (file, kind, subjects, number)
        (self.issuer, self.place, self.issued, self.validUntil) = (issuer, place, issued, validUntil)
        (self.origin, self.dossier, self.purpose) = (origin, dossier, purpose)
    }

    init(_ text: String) throws {
        let json: JSON
        do {
            json = try JSON(parsing: text)
        } catch {
            throw CommandFailure.input(vi: "dòng này không phải JSON: \(error.words.vietnamese)", en: "this line is not JSON: \(error.detail)")
        }
        guard let object = json.object, object.keys.allSatisfy(Self.members.contains) else {
            let known = Self.members.joined(separator: ", ")
            throw CommandFailure.input(vi: "mỗi dòng là một đối tượng JSON có các mục: \(known)", en: "a line is a JSON object with members \(known) and no others")
        }
        func member(_ name: String) throws -> String? {
            guard let value = object[name] else { return nil }
            guard let text = value.string else { throw CommandFailure.input(vi: "'\(name)' phải là một chuỗi", en: "'\(name)' has to be a text") }
            return text
        }
        let subjects = (object["subjects"]?.array ?? []).compactMap(\.string)
        guard let file = try member("file"), let kind = try member("kind"), !subjects.isEmpty, subjects.count == object["subjects"]?.array?.count else {
            throw CommandFailure.input(vi: "mỗi dòng cần file, kind và subjects", en: "a line needs file, kind and subjects")
        }
        self.init(
            file: file, kind: kind, subjects: subjects, number: try member("number"), issuer: try member("issuer"), place: try member("place"), issued: try member("issued"),
            validUntil: try member("validUntil"), origin: try member("origin") ?? DocumentOrigin.uploaded.rawValue, dossier: try member("dossier"), purpose: try member("purpose"))
    }

    func deposit(in folder: DeclarationFolder, _ desk: SignatureDesk?) throws -> (Deposit, FileContent) {
        let today = try DocumentStoreOptions.today()
        let issued = try issued.map(Input.date)
        let issuer = try Input.issuer(issuer, place: place, on: issued ?? today, folder)
        let kind = try Input.evidence(kind, folder), origin: DocumentOrigin = try Input.choice(origin, of: "--origin")
        let checked = try desk.map { desk in
            let bytes = try Input.signedFile(file)
            let signature = desk.record(of: bytes, issuer: issuer, from: origin, as: kind, at: IntakeService.Surroundings().now(), on: today)
            return (signature: signature, content: Data(bytes))
        }
        let deposit = Deposit(
            kind: kind, subjects: try subjects.map { try Input.documentSubject($0, folder) },
            particulars: .init(number: number, issuer: issuer, issued: issued, validUntil: try validUntil.map(Input.date)),
            provenance: .init(origin: origin, dossier: dossier, purpose: purpose, depositedOn: today),
            signature: checked?.signature ?? .unchecked)
        return (deposit, FileContent(path: file, read: checked?.content))
    }
}

extension Deposited {
    /// - Parameter signature: what checking it came to; told where somebody looked.
    func json(_ signature: SignatureRecord) -> JSON {
        var object: JSONObject = [
            "schema": "onceonly/document/1", "id": .string(id), "format": .string(file.format.rawValue), "size": .number("\(file.size)"), "sha256": .string(file.sha256),
            "knownContent": .bool(isKnownContent),
        ]
        if signature.verdict != .unchecked {
            object["signature"] = ["verdict": .string(signature.verdict.rawValue), "reason": signature.reason.map { .string($0) } ?? .null]
        }
        return .object(object)
    }

    func text(_ signature: SignatureRecord, _ language: Language) -> String {
        let checked = signature.verdict == .unchecked ? "" : (language == .english ? "\n  signatures: " : "\n  chữ ký: ") + signature.line(language)
        return text(language) + checked
    }

    private func text(_ language: Language) -> String {
        let known = isKnownContent ? (language == .english ? ", content known" : ", nội dung đã có") : ""
        return language == .english ? "kept \(id): \(file.format.rawValue), \(file.size) bytes\(known)" : "đã lưu \(id): \(file.format.rawValue), \(file.size) byte\(known)"
    }
}
