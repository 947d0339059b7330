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

struct DocumentsRecheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recheck", abstract: said(
            vi: "Đối chiếu lại người ký của mọi giấy tờ đã lưu với danh sách người ký.",
            en: "Holds the signers of everything kept against the list of signers anew. | Đối chiếu lại người ký của giấy tờ đã lưu."),
        discussion: said(
            vi: """
                Chạy sau khi sửa signers.yaml, và một lần cho kho lập trước khi có danh sách này. Giấy đang đạt chỉ đối chiếu lại người ký. \
                Giấy chưa đạt, chưa kiểm tra, hoặc lưu trước khi có danh sách thì kiểm tra lại cả tệp; điều đã biết chỉ thay bằng kết luận \
                chắc chắn. Tệp của giấy bị hạn chế xử lý không được đọc: giấy ấy có thể không còn đạt, không thể nay mới đạt.
                """,
            en: """
                To be run after signers.yaml was changed, and once for a store that is older than the list. What passes is held against the \
                list alone. What does not, was never checked, or is older than the list is checked whole; what was known gives way to what \
                is certain. The file of what is restricted is not read: it may pass no longer, it cannot pass for the first time.
                """) + examples("""
                  onceonly documents recheck --trust trust
                  onceonly documents recheck --trust trust --store state --format json
                """))

    @OptionGroup var options: DocumentStoreOptions

    @Option(name: .long, help: .said(vi: "Thư mục có roots/, signers/, signers.yaml.", en: "The folder with roots/, signers/, signers.yaml."))
    var trust: String

    func run() async throws {
        let folder = try options.common.folder()
        let desk = try SignatureDesk(TrustFolder(trust), folder.catalog.vocabulary)
        desk.signers.warn()
        let today = try DocumentStoreOptions.today()
        let outcome = try await options.withStore { store in
            var outcome = Outcome(), after: String?
            while true {
                let page = try await store.entries(after: after, limit: Self.page)
                for entry in page { try await Self.recheck(entry, in: store, folder, desk, today, &outcome) }
                guard page.count == Self.page, let last = page.last else { return outcome }
                after = last.id
            }
        }
        switch options.common.format {
        case .json: Output.json(outcome.json)
        case .text: Output.line(outcome.text(options.common.spoken))
        }
        if !outcome.unread.isEmpty { throw ExitCode(1) }
    }

    private static let page = 1000

    private static func recheck(
        _ entry: DocumentEntry, in store: FileDocumentStore, _ folder: DeclarationFolder, _ desk: SignatureDesk, _ today: PartialDate, _ outcome: inout Outcome
    ) async throws {
        guard let kind = folder.catalog.evidence[entry.kind] else {
            outcome.unread.append(entry.id)
            return
        }
        do {
            while let record = try await store.record(entry.id) {
                let known = record.signature, issuer = record.particulars.issuer, origin = record.provenance.origin
                let found: SignatureRecord
                if known.verdict == .passed {
                    found = desk.judged(known, issuer: issuer, from: origin, as: kind)
                } else {
                    var content: [UInt8] = []
                    content.reserveCapacity(record.file.size)
                    try await store.read(entry.id) { content += $0 }
                    found = desk.rechecked(
                        known, with: desk.record(of: content, issuer: issuer, from: origin, as: kind, at: IntakeService.Surroundings().now(), on: today))
                }
                // What somebody else found meanwhile is not written over: it is looked at anew.
                let amended = found == known ? record : try await store.amend(entry.id) { if $0.signature == known { $0.signature = found } }
                guard amended.signature == found else { continue }
                outcome.note(entry.id, known, found)
                return
            }
            // It was erased meanwhile, and is nobody's loss.
        } catch DocumentStoreError.unknownDocument {
            return
        } catch DocumentStoreError.restricted {
            outcome.restricted += 1
        } catch let error as DocumentStoreError where [.damaged, .fileMissing].contains(error) {
            outcome.unread.append(entry.id)
        }
    }

    struct Outcome {
        var checked = 0
        /// Those that pass now and did not, and the other way round.
        var gained: [String] = [], lost: [String] = []
        /// How many do not pass, by the reason's code.
        var reasons: [String: Int] = [:]
        /// Their files would have to be read, and may not be.
        var restricted = 0
        /// Their row or file is damaged, or their kind is declared no longer.
        var unread: [String] = []

        mutating func note(_ id: String, _ known: SignatureRecord, _ found: SignatureRecord) {
            checked += 1
            if found.verdict == .passed {
                if known.verdict != .passed { gained.append(id) }
                return
            }
            if known.verdict == .passed { lost.append(id) }
            reasons[found.reason ?? found.verdict.rawValue, default: 0] += 1
        }

        var json: JSON {
            func ids(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
            return [
                "schema": "onceonly/documents-recheck/1", "checked": .number("\(checked)"), "gained": ids(gained), "lost": ids(lost),
                "notPassed": .object(JSONObject(reasons.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON.number("\($0.value)")) })),
                "restricted": .number("\(restricted)"), "unread": ids(unread),
            ]
        }

        func text(_ language: Language) -> String {
            let reasons = reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let isEnglish = language == .english
            var lines = [
                isEnglish
                    ? "\(checked) documents: \(gained.count) pass now that did not, \(lost.count) no longer do; \(restricted) restricted, their files not read"
                    : "\(checked) giấy tờ: \(gained.count) nay đạt, \(lost.count) không còn đạt; \(restricted) bị hạn chế xử lý, không đọc tệp"
            ]
            if !reasons.isEmpty { lines.append((isEnglish ? "not passed: " : "chưa đạt: ") + reasons) }
            lines += gained.map { "+ \($0)" } + lost.map { "- \($0)" }
            lines += unread.map { (isEnglish ? "cannot be read: " : "không đọc được: ") + $0 }
            return lines.joined(separator: "\n")
        }
    }
}
