import Formats
@testable import Measurement
import Receipts

/// What a report counts, read off the rules with every event and every fact at hand: what the fold is held against.
struct SelectionModel {
    struct Submission: Hashable {
        let fact: SubmittedFact
        let life: DossierLife
        let contact: RegisterContact
        let month: String
    }

    /// By dossier.
    private(set) var submissions: [String: Submission] = [:]
    private(set) var apart: [String: Submission] = [:]
    private(set) var hours: [String: String] = [:]
    private(set) var lookUps: [LookedUpFact: Int] = [:]
    private(set) var opened: Set<String> = []
    private(set) var unfinished = 0
    private(set) var abandoned = 0
    private(set) var repeated = 0
    private(set) var hasSimulated = false
    private(set) var isSimulated = false

    init(_ entries: [LedgerEntry], period: Period) {
        let dossiers = Dictionary(grouping: entries, by: \.dossier).mapValues { $0.map(Event.init) }
        let ofPeriod = dossiers.mapValues { $0.filter { period.contains(hour: $0.hour) } }
        func has(_ isSimulated: Bool) -> Set<String> { Set(ofPeriod.filter { $0.value.contains { $0.isSimulated == isSimulated } }.keys) }
        let simulated = has(true), real = has(false).subtracting(simulated)
        let submitted = Set(ofPeriod.filter { $0.value.contains { $0.submission != nil } }.keys)
        let isAboutReal = submitted.isEmpty ? !real.isEmpty : !submitted.isDisjoint(with: real)
        let chosen = isAboutReal ? real : simulated
        hasSimulated = !simulated.isEmpty
        isSimulated = hasSimulated && !isAboutReal
        for (dossier, events) in ofPeriod {
            if !(isAboutReal ? simulated : real).contains(dossier) { for event in events { if let lookUp = event.lookUp { lookUps[lookUp, default: 0] += 1 } } }
            let filed = events.filter { $0.submission != nil }
            let counted = filed.max { Self.precedes($0, $1) }
            if let counted, let fact = counted.submission {
                let submission = Submission(
                    fact: Self.asked(fact, dossiers[dossier] ?? []), life: Self.life(dossiers[dossier] ?? []),
                    contact: RegisterContact((dossiers[dossier] ?? []).compactMap(\.lookUp).map { ($0.connector, $0.result) }),
                    month: String((CalendarSpan.day(ofHour: counted.hour, ahead: 7) ?? counted.hour).prefix(7)))
                if chosen.contains(dossier) { (submissions[dossier], hours[dossier]) = (submission, counted.hour) }
                if isAboutReal, simulated.contains(dossier) { apart[dossier] = submission }
            }
            guard chosen.contains(dossier) else { continue }
            repeated += max(0, filed.count - 1)
            guard events.contains(where: \.isOpening) else { continue }
            opened.insert(dossier)
            guard filed.isEmpty else { continue }
            unfinished += 1
            let left = events.filter(\.isAbandoning).map(\.hour).max(), goneOn = events.filter(\.isGoingOn).map(\.hour).max() ?? ""
            if let left, left >= goneOn { abandoned += 1 }
        }
    }

    private static func precedes(_ a: Event, _ b: Event) -> Bool {
        guard let (fact, other) = a.submission.flatMap({ fact in b.submission.map { (fact, $0) } }) else { return false }
        let (given, otherGiven) = (DossierCount(of: fact).strict.low.given, DossierCount(of: other).strict.low.given)
        func text(_ fact: SubmittedFact) -> String { LedgerEntry(dossier: "d", hour: "h", fact: .submitted(fact)).json.serialized(.canonical) }
        return (a.hour, given, text(fact)) < (b.hour, otherGiven, text(other))
    }

    private static func asked(_ fact: SubmittedFact, _ events: [Event]) -> SubmittedFact {
        let requests = events.compactMap(\.request)
        var again = AskedAgain()
        for request in requests { again.add(request) }
        return requests.isEmpty ? fact : fact.asked(again)
    }

    private static func life(_ events: [Event]) -> DossierLife {
        func any(_ matches: (LedgerEntry.Fact) -> Bool) -> Bool { events.contains { matches($0.fact) } }
        return DossierLife(
            isSubmitted: any { if case .submitted = $0 { true } else { false } }, isOver: any { if case .refused = $0 { true } else { $0 == .withdrawn } },
            hasOperator: any { if case .opened(let fact) = $0 { fact.hasOperator } else { false } }, isCompleted: any { if case .completed = $0 { true } else { false } },
            isOnPaper: any { if case .completed(let fact) = $0 { !fact.isElectronic } else { false } }, supplements: Int32(events.compactMap(\.request).count))
    }

    private struct Event {
        let hour: String
        let fact: LedgerEntry.Fact

        init(_ entry: LedgerEntry) { (hour, fact) = (entry.hour, entry.fact) }

        var isSimulated: Bool? {
            switch fact {
            case .opened(let fact): fact.isSimulated
            case .submitted(let fact): fact.isSimulated
            default: nil
            }
        }
        var submission: SubmittedFact? { if case .submitted(let fact) = fact { fact } else { nil } }
        var lookUp: LookedUpFact? { if case .lookedUp(let fact) = fact { fact } else { nil } }
        var request: SupplementFact? { if case .supplementRequested(let fact) = fact { fact } else { nil } }
        var isOpening: Bool { if case .opened = fact { true } else { false } }
        var isAbandoning: Bool { if case .abandoned = fact { true } else { false } }
        var isGoingOn: Bool { if case .staged = fact { true } else { isOpening } }
    }
}
