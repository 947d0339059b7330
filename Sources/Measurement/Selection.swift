import Formats
import Receipts

/// The events a report counts: those of its days, real ones apart from simulated ones, each dossier once.
struct Selection: Sendable {
    /// One submission per dossier, sorted by pseudonym.
    let submissions: [(dossier: String, fact: SubmittedFact)]
    /// When the submission that counts was, by dossier; UTC.
    let hours: [String: String]
    /// Submissions of the other kind where the ledger holds both: simulated ones, which are never added to real ones.
    let simulatedApart: [(dossier: String, fact: SubmittedFact)]
    let lookUps: [LookedUpFact]
    /// The dossiers the figures are about, submitted or not.
    let chosen: Set<String>
    /// Of these, the ones opened.
    let openedDossiers: Set<String>
    /// Distinct dossiers opened.
    let opened: Int
    /// Of these, how many were not submitted.
    let unfinished: Int
    /// Of the unfinished ones, those noted as abandoned that nobody went on with after that.
    let abandoned: Int
    /// Submissions left out because a later one of the same dossier counts.
    let repeatedSubmissions: Int
    /// Whether any event of these days is simulated.
    let hasSimulated: Bool
    /// Whether the figures are about simulated dossiers.
    let isSimulated: Bool

    init(_ entries: [LedgerEntry], period: Period) {
        var last: [String: (hour: String, fact: SubmittedFact)] = [:]
        var opened: Set<String> = []
        var lookUps: [(dossier: String, fact: LookedUpFact)] = []
        var simulated: Set<String> = []
        var real: Set<String> = []
        var replaced: [String: Int] = [:]
        // What is asked again later counts, whenever that is: a request after the period is about a dossier in it.
        var askedAgain: [String: AskedAgain] = [:]
        for entry in entries { if case .supplementRequested(let fact) = entry.fact { askedAgain[entry.dossier, default: AskedAgain()].add(fact) } }
        var left: [String: String] = [:], goneOn: [String: String] = [:]
        for entry in entries where period.contains(hour: entry.hour) {
            switch entry.fact {
            case .opened(let fact):
                opened.insert(entry.dossier)
                goneOn[entry.dossier] = max(goneOn[entry.dossier] ?? "", entry.hour)
                if fact.isSimulated { simulated.insert(entry.dossier) } else { real.insert(entry.dossier) }
            case .lookedUp(let fact):
                lookUps.append((entry.dossier, fact))
            case .submitted(let fact):
                if fact.isSimulated { simulated.insert(entry.dossier) } else { real.insert(entry.dossier) }
                if let earlier = last[entry.dossier] {
                    replaced[entry.dossier, default: 0] += 1
                    guard Self.counts(entry.hour, fact, before: earlier.hour, earlier.fact, of: entry.dossier) else { continue }
                }
                last[entry.dossier] = (entry.hour, fact)
            case .staged: goneOn[entry.dossier] = max(goneOn[entry.dossier] ?? "", entry.hour)
            case .abandoned: left[entry.dossier] = max(left[entry.dossier] ?? "", entry.hour)
            // What comes of a dossier changes no count of what it asked; what was changed or found, its submission says.
            case .documents, .corrected, .disputed, .supplementRequested, .refused, .withdrawn, .completed: break
            }
        }
        // A dossier with one simulated event is a simulated dossier.
        real.subtract(simulated)
        let submitted = Set(last.keys)
        let aboutReal = !submitted.isDisjoint(with: real) || (submitted.isEmpty && !real.isEmpty)
        let chosen = aboutReal ? real : simulated
        func submissions(of dossiers: Set<String>) -> [(dossier: String, fact: SubmittedFact)] {
            last.filter { dossiers.contains($0.key) }.sorted { $0.key < $1.key }
                .map { dossier, submission in (dossier, askedAgain[dossier].map { submission.fact.asked($0) } ?? submission.fact) }
        }
        self.submissions = submissions(of: chosen)
        hours = last.mapValues(\.hour)
        simulatedApart = aboutReal ? submissions(of: simulated) : []
        // A look-up says nothing itself; one of a dossier no other event speaks of goes with the figures.
        let others = aboutReal ? simulated : real
        self.lookUps = lookUps.filter { !others.contains($0.dossier) }.map(\.fact)
        self.chosen = chosen
        openedDossiers = opened.intersection(chosen)
        self.opened = openedDossiers.count
        let drafts = openedDossiers.subtracting(submitted)
        unfinished = drafts.count
        abandoned = drafts.count { dossier in left[dossier].map { $0 >= goneOn[dossier] ?? "" } ?? false }
        repeatedSubmissions = replaced.reduce(0) { chosen.contains($1.key) ? $0 + $1.value : $0 }
        hasSimulated = !simulated.isEmpty
        isSimulated = !aboutReal && hasSimulated
    }

    /// Which of two submissions of one dossier counts: the later one; in the same hour the one that gave more, then
    /// the one whose text comes last, so that the order of events decides nothing.
    private static func counts(
        _ hour: String, _ fact: SubmittedFact, before otherHour: String, _ other: SubmittedFact, of dossier: String
    ) -> Bool {
        if hour != otherHour { return hour > otherHour }
        let (given, otherGiven) = (DossierCount(of: fact).strict.low.given, DossierCount(of: other).strict.low.given)
        if given != otherGiven { return given > otherGiven }
        func text(_ fact: SubmittedFact) -> String {
            LedgerEntry(dossier: dossier, hour: hour, fact: .submitted(fact)).json.serialized(.canonical)
        }
        return text(fact) > text(other)
    }
}
