import ArgumentParser
import Diagnostics
import Documents
import OnceOnly
import Storage

struct DocumentsEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: said(
            vi: "Hủy khóa và giấy tờ của một chủ thể, hoặc một giấy tờ, và chứng minh việc đó.",
            en: "Destroys a subject's key and documents, or one document, and proves it. | Hủy giấy tờ và chứng minh."),
        discussion: said(
            vi: """
                Giấy tờ còn là của người khác thì ở lại cho họ, không còn dữ liệu của người bị xóa trong bản ghi. Còn phải lưu trữ theo luật thì \
                không xóa gì, mã thoát 1. Chứng nhận có chữ ký, không có dữ liệu cá nhân; bản sao lưu trước đó phải xóa riêng. Giấy tờ được \
                lưu theo số: người có nhiều số thì nêu từng số.
                """,
            en: """
                A document that is about others too stays for them, without what its record says of the one erased. Where the law still wants \
                one archived nothing is erased, exit status 1. The proof is signed and holds nothing personal; earlier copies of the folder \
                have to be erased by themselves. Papers are filed under numbers: somebody who has several is named by each of them.
                """) + examples("""
                  onceonly documents erase --subject @key.txt --ground subject-request --by official-17
                  onceonly documents erase --document 0f…9a --ground retention-ended --by official-17 --format json
                """))

    @OptionGroup var options: DocumentStoreOptions

    @Option(name: .long, help: .said(vi: "Chủ thể: SỐ, @TỆP hoặc loại:khái_niệm=giá_trị.", en: "The subject: KEY, @FILE or kind:concept=value."))
    var subject: String?

    @Option(name: .long, help: .said(vi: "Mã tham chiếu của một giấy tờ.", en: "One document's reference."))
    var document: String?

    @Option(name: .long, help: .said(
        vi: "subject-request (người dân yêu cầu), retention-ended (hết hạn lưu), court (tòa án) hoặc unlawful (lưu trái luật).",
        en: "subject-request, retention-ended, court or unlawful."))
    var ground: String

    @Option(name: .long, help: .said(vi: "Cán bộ thực hiện.", en: "The official who does it."))
    var by: String

    func run() async throws {
        let ground: ErasureProof.Ground = try Input.choice(ground, of: "--ground")
        let folder = try options.common.folder()
        let scope: Erasure.Scope = switch (subject, document) {
        case (let subject?, nil): .subject(try Input.documentSubject(subject, folder))
        case (nil, let document?): .document(document)
        default: throw CommandFailure.input(vi: "cần --subject hoặc --document, một trong hai", en: "name a --subject or a --document, one of the two")
        }
        let erasure = Erasure(scope, ground: ground, by: by, at: IntakeService.Surroundings().now())
        let proof = try await options.withStore { try await $0.erase(erasure) }
        switch options.common.format {
        case .json: Output.json(proof.json)
        case .text:
            let (documents, kept) = (proof.destroyed.documents.count, proof.keptForOthers)
            Output.line(
                options.common.spoken == .english
                    ? "erased \(documents) documents" + (kept > 0 ? "; \(kept) stay for others they are about" : "") + "; proof \(proof.id)"
                    : "đã xóa \(documents) giấy tờ" + (kept > 0 ? "; \(kept) giấy tờ ở lại cho người khác" : "") + "; chứng nhận \(proof.id)")
        }
    }
}
