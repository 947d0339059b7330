import Connectors
import Diagnostics
import Expressions
import OnceOnly
import Prefill
import Receipts
import Sourcing

/// The registers that failed while dossiers were opened, and why: every way in which each of them did, once.
struct RegisterFailures: Sendable {
    /// By connector, then by the word the ledger keeps.
    private var reasons: [String: [String: LocalizedText]] = [:]

    init() {}

    /// Of the look-ups this side may know of: how one about somebody else went would tell about them.
    init(of opened: IntakeService.Opened, _ view: View, _ service: IntakeService) {
        for lookUp in opened.lookUps(view) {
            switch lookUp.result {
            // An answer, if not always one that can be used.
            case "found", "absent", "invalid", "ambiguous", "not-asked": continue
            default: note(lookUp.result, of: lookUp.connector, service.setupFailures[lookUp.connector] ?? Self.words(lookUp, service))
            }
        }
    }

    private static func words(_ lookUp: LookedUpFact, _ service: IntakeService) -> LocalizedText {
        let manifest = service.declarations.catalog.connectors.first { $0.id.rawValue == lookUp.connector }
        guard lookUp.result == LookUpFailure.heldBack.rawValue, let quota = manifest?.transport.quota else { return SourceFailure.words(lookUp.result) }
        let (said, calls) = (quota.words, quota.calls == 1 ? "call" : "calls")
        return LocalizedText(
            vi: "bị giữ lại vì hạn mức \(quota.calls) lượt \(said.vietnamese); với --batch có thể tăng --deadline",
            en: "held back by its quota of \(quota.calls) \(calls) \(said.text(in: .english)); a longer --deadline waits for it")
    }

    var isEmpty: Bool { reasons.isEmpty }

    mutating func note(_ result: String, of connector: String, _ why: LocalizedText) { reasons[connector, default: [:]][result] = why }

    mutating func formUnion(_ other: RegisterFailures) {
        for (connector, why) in other.reasons { reasons[connector, default: [:]].merge(why) { first, _ in first } }
    }

    /// With what the registers' desks know by now: one that mixed people up is not asked any more, and has not failed to answer since.
    func looked(at service: IntakeService) async -> RegisterFailures {
        var told = self
        for connector in reasons.keys {
            guard let id = ConnectorID(known: connector), let health = await service.health(of: id), health.isSuspended else { continue }
            told.noteSuspension(of: connector, after: health.wrongSubjects)
        }
        return told
    }

    /// - Parameter count: replies about another subject.
    mutating func noteSuspension(of connector: String, after count: Int) {
        reasons[connector]?["down"] = nil
        note("suspended", of: connector, LocalizedText(
            vi: "không được hỏi nữa: \(count) lần trả lời về chủ thể khác; hãy xem lại sổ này", en: "is not asked any more: \(count) replies about another subject; look at this register"))
    }

    /// In order of connectors, each with all that went wrong.
    func lines(_ language: Language) -> [String] {
        reasons.sorted { $0.key < $1.key }.flatMap { connector, why in
            var texts: [String] = []
            for (_, reason) in why.sorted(by: { $0.key < $1.key }) where !texts.contains(reason.text(in: language)) { texts.append(reason.text(in: language)) }
            return texts.map { "\(connector): \($0)" }
        }
    }

    func report(_ language: Language) { for line in lines(language) { Output.error(line) } }
}

extension Quota {
    /// `a minute`, `every 30 seconds`.
    fileprivate var words: LocalizedText {
        switch per {
        case .seconds(1): LocalizedText(vi: "mỗi giây", en: "a second")
        case .seconds(60): LocalizedText(vi: "mỗi phút", en: "a minute")
        case .seconds(3600): LocalizedText(vi: "mỗi giờ", en: "an hour")
        case .seconds(24 * 3600): LocalizedText(vi: "mỗi ngày", en: "a day")
        default:
            per.milliseconds % 1000 == 0
                ? LocalizedText(vi: "mỗi \(per.milliseconds / 1000) giây", en: "every \(per.milliseconds / 1000) seconds")
                : LocalizedText(vi: "mỗi \(per.milliseconds) mili giây", en: "every \(per.milliseconds) milliseconds")
        }
    }
}
