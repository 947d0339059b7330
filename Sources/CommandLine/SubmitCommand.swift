import ArgumentParser
import Diagnostics
import Formats
import OnceOnly
import Prefill
import Receipts

struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Checks a submission against its receipt and accepts it once. | Nộp hồ sơ.",
        discussion: """
            Calls no register. Exit status 1 when the submission is refused; the violations say where and why.

            Example:
              onceonly submit --receipt receipt.json --answers answers.json
            """)

    @OptionGroup var common: CommonOptions

    @Option(name: .long, help: "The folder for keys, dossiers and ledger.")
    var store = ".onceonly"

    @Option(name: .long, help: "The receipt that prefill wrote, or prefill's whole output.")
    var receipt: String

    @Option(name: .long, help: "A JSON file of answers.")
    var answers: String?

    func run() async throws {
        let folder = try common.folder()
        let written = try Input.json(receipt)
        do {
            let receipt = try Receipt(json: written["receipt"] ?? written)
            let given = try answers.map { try Answers(json: Input.json($0)) } ?? Answers()
            let service = try IntakeService(folder, variables: [:], store: store)
            let submitted = try await service.submit(receipt, answers: given)
            await service.close()
            switch common.format {
            case .json: Output.json(submitted.json)
            case .text:
                if submitted.isAccepted {
                    Output.line(common.spoken == .english ? "accepted: dossier \(submitted.dossier)" : "đã nhận: hồ sơ \(submitted.dossier)")
                } else {
                    for violation in submitted.violations { Output.error("\(violation.leaf): \(violation.code.rawValue)\(violation.detail.map { " (\($0))" } ?? "")") }
                }
            }
            if !submitted.isAccepted { throw ExitCode(1) }
        } catch let error as ReceiptFormatError {
            throw CommandFailure.input("not a receipt: \(error.detail)")
        } catch let error as AnswersError {
            throw CommandFailure.input("answers: '\(error.member)' cannot be read")
        } catch let error as IntakeError {
            throw CommandFailure.input("\(error)")
        }
    }
}
