import ArgumentParser
import Diagnostics
import Expressions
import Formats
import Forms
import Measurement
import OnceOnly
import Sourcing
import Storage

struct BaselineShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: said(
            vi: "Một bản gốc: ô, điều kiện, mã băm, ai chốt, và trọng số từ hồ sơ.",
            en: "One baseline: blanks, conditions, hash, who froze it, and weights from dossiers. | Một bản gốc: ô, điều kiện, mã băm, ai chốt."),
        discussion: said(
            vi: """
                Với --store: mỗi ô được bao nhiêu hồ sơ bắt buộc, để ngỏ, không rõ, và bao nhiêu có giá trị. Số dưới 10, và số làm lộ
                số đó, để trống.
                """,
            en: """
                With --store: of how many dossiers each blank was demanded, left open or not known, and how many had a value for it.
                Counts below 10, and those that would give them away, are left out.
                """) + examples("""
                  onceonly baseline show cu-tru-ct01
                  onceonly baseline show cu-tru-ct01 --store state --format json
                """))

    @OptionGroup var common: CommonOptions

    @Argument(help: .said(vi: "Mã bản gốc.", en: "The baseline's id."))
    var id: String

    @Option(name: .long, help: .said(vi: "Thư mục có sổ cái, cho trọng số.", en: "The folder of a ledger, for the weights."))
    var store: String?

    func run() async throws {
        let folder = try common.folder()
        let baseline = try folder.requiredBaseline(id)
        var weights: BaselineWeights?
        if let store {
            let fold = try await SQLiteLedger(path: StoreOption.ledgerPath(in: store)).foldedTelling(in: common.spoken)
            weights = BaselineWeights(of: fold, baseline: folder.measured.hash(of: baseline))
        }
        let text = BaselineText(baseline: baseline, folder: folder, weights: weights, language: common.spoken)
        switch common.format {
        case .json: Output.json(text.json)
        case .text:
            for finding in text.flags { Output.error(finding.text(in: common.spoken)) }
            Output.line(text.text)
        }
    }
}
