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
                Chạy sau khi sửa signers.yaml hoặc bỏ một chứng thư gốc, khi có CRL mới, và một lần cho kho lập trước khi có danh sách này. Mọi \
                tệp đều được đọc lại. Giấy đang đạt thì không còn đạt khi người ký bị rút khỏi danh sách, gốc không còn được tin, chứng thư bị thu \
                hồi từ trước ngày đã kiểm tra, hoặc tệp không qua được kiểm tra vì lý do khác ngoài hết hạn và thiếu CRL. Giấy chưa đạt, chưa kiểm \
                tra, hoặc lưu trước khi có danh sách thì điều đã biết chỉ thay bằng kết luận chắc chắn. Tệp của giấy bị hạn chế xử lý không được \
                đọc: giấy ấy có thể không còn đạt, không thể nay mới đạt.
                """,
            en: """
                To be run after signers.yaml was changed or a root taken out, with new revocation lists, and once for a store that is older than \
                the list. Every file is read. What passes does so no longer where its signer was struck off, its root is not trusted any more, its \
                certificate was revoked before the day it was checked, or its file fails for anything but an expired certificate and missing \
                revocation lists. What does not pass, was never checked, or is older than the list has what was known give way to what is \
                certain. The file of what is restricted is not read: it may pass no longer, it cannot pass for the first time.
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
        let now = IntakeService.Surroundings().now(), evidence = folder.catalog.evidence
        let recheck = try await options.withStore { try await SignatureRecheck.run($0, evidence, desk, at: now, on: today) }
        switch options.common.format {
        case .json: Output.json(recheck.json)
        case .text: Output.line(recheck.text(options.common.spoken))
        }
        if !recheck.unread.isEmpty { throw ExitCode(1) }
    }
}

extension SignatureRecheck {
    fileprivate var json: JSON {
        func ids(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
        return [
            "schema": "onceonly/documents-recheck/1", "checked": .number("\(checked)"), "gained": ids(gained), "lost": ids(lost),
            "notPassed": .object(JSONObject(reasons.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON.number("\($0.value)")) })),
            "restricted": .number("\(restricted)"), "unread": ids(unread),
        ]
    }

    fileprivate func text(_ language: Language) -> String {
        let reasons = reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let isEnglish = language == .english
        var lines = [
            isEnglish
                ? "\(checked) documents: \(gained.count) can be reused now that could not, \(lost.count) no longer can; \(restricted) restricted, their files not read"
                : "\(checked) giấy tờ: \(gained.count) nay dùng lại được, \(lost.count) không còn; \(restricted) bị hạn chế xử lý, không đọc tệp"
        ]
        if !reasons.isEmpty { lines.append((isEnglish ? "not passed: " : "chưa đạt: ") + reasons) }
        lines += gained.map { "+ \($0)" } + lost.map { "- \($0)" }
        lines += unread.map { (isEnglish ? "cannot be read: " : "không đọc được: ") + $0 }
        return lines.joined(separator: "\n")
    }
}
