import ArgumentParser
import Diagnostics
import Formats
import OnceOnly
import Prefill
import Receipts

struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: said(vi: "Nộp hồ sơ.", en: "Checks a submission against its receipt and accepts it once. | Nộp hồ sơ."),
        discussion: said(
            vi: """
                Không hỏi sổ nào: câu trả lời dẫn tới việc hỏi thêm sổ thì đưa cho prefill trước.
                Mã thoát 1 khi hồ sơ bị từ chối; các vi phạm nêu rõ ở đâu và vì sao.
                """,
            en: """
                Calls no register: answers that lead to further look-ups are given to prefill first.
                Exit status 1 when the submission is refused; the violations say where and why.
                """) + examples("""
                  onceonly prefill --form cu-tru-ct01 --subject @key.txt --answers answers.json --format json > filled.json
                  onceonly submit --receipt filled.json --answers answers.json
                """))

    @OptionGroup var common: CommonOptions

    @OptionGroup var place: StoreOption

    @Option(name: .long, help: .said(vi: "Kết quả của prefill --format json, hoặc riêng phiếu.", en: "What prefill --format json wrote, or the receipt alone."))
    var receipt: String

    @Option(name: .long, help: .said(
        vi: "applicant (những gì bên người khai được thấy) hoặc office (cơ quan).",
        en: "applicant (what the applicant's side may see) or office."))
    var view = "applicant"

    @Option(name: .long, help: .said(vi: "Tệp JSON gồm các câu trả lời; '-' đọc đầu vào chuẩn.", en: "A JSON file of answers; '-' reads standard input."))
    var answers: String?

    func run() async throws {
        let view: View = try Input.choice(view, of: "--view")
        let folder = try common.folder()
        let written = try Input.json(receipt)
        let receipt = try Receipt(json: written["receipt"] ?? written)
        let given = try answers.map { try Answers(json: Input.json($0)) } ?? Answers()
        try place.requireExisting()
        // No variables: submission asks no register.
        let service = try place.service(folder, variables: [:])
        let submitted: IntakeService.Submitted
        do {
            submitted = try await service.submit(receipt, answers: given)
            await service.close()
        } catch {
            await service.close()
            throw error
        }
        switch common.format {
        case .json: Output.json(submitted.json(view))
        case .text:
            for violation in submitted.violations { Output.error(sentence(violation)) }
            if submitted.isAccepted {
                Output.line(common.spoken == .english ? "accepted: dossier \(submitted.dossier)" : "đã nhận: hồ sơ \(submitted.dossier)")
            }
        }
        if !submitted.isAccepted { throw ExitCode(1) }
    }

    private func sentence(_ violation: Violation) -> String {
        let detail = violation.detail.map { " (\($0))" } ?? ""
        return "\(violation.leaf): \(violation.code.rawValue)\(detail): \(violation.code.words.text(in: common.spoken))"
    }
}
