import Diagnostics
import OnceOnly
import Prefill
import Receipts

/// The registers that failed while a dossier was opened, and why.
struct RegisterFailures: Sendable {
    private var reasons: [String: LocalizedText] = [:]

    init() {}

    /// Of the look-ups this side may know of: how one about somebody else went would tell about them.
    init(of opened: IntakeService.Opened, _ view: View, _ service: IntakeService) {
        for lookUp in opened.lookUps(view) {
            switch lookUp.result {
            // An answer, if not always one that can be used.
            case "found", "absent", "invalid", "ambiguous", "not-asked": continue
            default: reasons[lookUp.connector] = service.setupFailures[lookUp.connector] ?? SourceFailure.words(lookUp.result)
            }
        }
    }

    var isEmpty: Bool { reasons.isEmpty }

    mutating func formUnion(_ other: RegisterFailures) { reasons.merge(other.reasons) { first, _ in first } }

    func report(_ language: Language) {
        for (connector, why) in reasons.sorted(by: { $0.key < $1.key }) { Output.error("\(connector): \(why.text(in: language))") }
    }
}
