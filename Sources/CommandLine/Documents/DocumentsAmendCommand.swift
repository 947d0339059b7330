import ArgumentParser
import Diagnostics
import Documents
import Expressions
import Formats
import OnceOnly
import Storage

struct DocumentsAmendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: said(
            vi: "Ghi nhận giấy tờ bị thu hồi, bị hạn chế xử lý, hoặc đã chuyển lưu trữ.",
            en: "Records that a document was revoked, is restricted, or was archived. | Ghi nhận thay đổi của giấy tờ."),
        discussion: said(
            vi: """
                Giấy bị thu hồi từ ngày ấy không được dùng lại nữa, kể cả trong hồ sơ đã mở mà chưa nộp. Giấy bị hạn chế xử lý vẫn được giữ, \
                không được đọc và không được dùng lại, tới khi gỡ bằng --lift. Giấy đã chuyển lưu trữ thì không còn cản việc xóa ở đây.
                """,
            en: """
                A document that was revoked is not reused from that day, in no dossier that is opened but not submitted either. One that is \
                restricted is kept, and neither read nor reused until --lift. One an archive took over no longer stands in the way of an erasure here.
                """) + examples("""
                  onceonly documents amend 0f…9a --revoked 2026-11-29
                  onceonly documents amend 0f…9a --restrict contested
                  onceonly documents amend 0f…9a --lift
                  onceonly documents amend 0f…9a --archived 2026-11-29 --format json
                """))

    @OptionGroup var options: DocumentStoreOptions

    @Argument(help: .said(vi: "Mã tham chiếu của giấy tờ.", en: "The document's reference."))
    var document: String

    @Option(name: .long, help: .said(vi: "Bị thu hồi từ ngày này; 'never' nếu ghi nhầm.", en: "Revoked from this day on; 'never' where that was a mistake."))
    var revoked: String?

    @Option(name: .long, help: .said(
        vi: "Hạn chế xử lý vì: contested (người dân không thừa nhận), requested (người dân yêu cầu) hoặc inquiry (đang xác minh).",
        en: "Restricts processing: contested, requested or inquiry."))
    var restrict: String?

    @Flag(name: .long, help: .said(vi: "Gỡ hạn chế xử lý.", en: "Lifts the restriction."))
    var lift = false

    @Option(name: .long, help: .said(vi: "Đã chuyển lưu trữ vào ngày này.", en: "An archive took it over on this day."))
    var archived: String?

    func run() async throws {
        let folder = try options.common.folder()
        guard revoked != nil || restrict != nil || lift || archived != nil, restrict == nil || !lift else {
            throw CommandFailure.input(
                vi: "cần --revoked, --restrict hoặc --lift, hoặc --archived", en: "it takes --revoked, --restrict or --lift, or --archived")
        }
        let today = try DocumentStoreOptions.today()
        let ground: DocumentStanding.Restriction.Ground? = try restrict.map { try Input.choice($0, of: "--restrict") }
        let revokedOn = revoked == "never" ? nil : try revoked.map(Input.date)
        let archivedOn = try archived.map(Input.date)
        let record = try await options.withStore { [revoked, lift] store in
            guard let known = try await store.record(document) else { throw DocumentStoreError.unknownDocument }
            guard archivedOn == nil || known.standing.retention != nil else {
                throw CommandFailure.input(vi: "loại giấy tờ này không có quy định lưu giữ", en: "its kind has no rule of retention")
            }
            return try await store.amend(document) { record in
                if revoked != nil { record.standing.revokedOn = revokedOn }
                if let ground { record.standing.restriction = .init(ground: ground, since: today) }
                if lift { record.standing.restriction = nil }
                if let archivedOn { record.standing.retention?.archivedOn = archivedOn }
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
