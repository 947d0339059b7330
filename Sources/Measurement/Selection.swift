import Receipts

/// The dossiers a report counts: those of its days, real ones apart from simulated ones, each once.
struct Selection: Sendable {
    private let fold: LedgerFold
    private let period: Int
    private let cases: SubmittedCases
    /// Where in the fold the dossiers are that were submitted, and those that were opened, submitted or not.
    private let submittedPlaces: [Int32]
    private let openedPlaces: [Int32]

    /// Opened in the period and never submitted; empty where nobody asks what speaks against the figures.
    let unsubmitted: [UnsubmittedDossiers: Int]
    /// The same of simulated dossiers beside real ones, as they stand.
    let unsubmittedApart: [Standing: Int]
    let lookUps: [(fact: LookedUpFact, times: Int)]
    /// Dossiers submitted.
    let submitted: Int
    /// Dossiers opened.
    var opened: Int { openedPlaces.count }
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
    /// The hour of the ledger's last event; empty without one.
    var lastHour: String { fold.lastHour }

    /// - Parameters:
    ///   - period: which of the fold's.
    ///   - ground: `nil` where nobody asks what speaks against the figures.
    init(_ fold: LedgerFold, period: Int = 0, on ground: IntegrityGround? = nil) {
        self.fold = fold
        self.period = period
        let parts = fold.parts[period]
        func isReal(_ part: LedgerFold.Part) -> Bool { Self.isReal(part) }
        hasSimulated = parts.contains(where: \.isSimulated)
        let aboutReal = Self.isAboutReal(parts)
        let isSimulated = !aboutReal && hasSimulated
        self.isSimulated = isSimulated
        func isChosen(_ part: LedgerFold.Part) -> Bool { aboutReal ? isReal(part) : part.isSimulated }
        let (unsubmitted, standings) = ground.map { UnsubmittedDossiers.all(in: fold, parts, on: $0, isSimulated: isSimulated, where: isChosen) } ?? ([:], [])
        self.unsubmitted = unsubmitted
        unsubmittedApart = aboutReal && hasSimulated && ground != nil ? UnsubmittedDossiers.simulated(in: fold, parts) : [:]
        var cases = SubmittedCases(standingLike: standings), lookUpBags: [Int32: Int] = [:]
        var submittedPlaces: [Int32] = [], openedPlaces: [Int32] = []
        var unfinished = 0, abandoned = 0, repeated = 0
        for (place, part) in parts.enumerated() {
            // A look-up says nothing itself; one of a dossier no other event speaks of goes with the figures.
            if part.bag != 0, !(aboutReal ? part.isSimulated : isReal(part)) { lookUpBags[part.bag, default: 0] += 1 }
            guard isChosen(part) else {
                if aboutReal, part.isSimulated, part.submission >= 0 { cases.add(part, Int32(place), in: fold, ground, isApart: true) }
                continue
            }
            repeated += Int(part.replaced)
            if part.submission >= 0 {
                submittedPlaces.append(Int32(place))
                cases.add(part, Int32(place), in: fold, ground)
            }
            guard part.isOpened else { continue }
            openedPlaces.append(Int32(place))
            guard part.submission < 0 else { continue }
            unfinished += 1
            if part.wasLeft, part.left >= part.goneOn { abandoned += 1 }
        }
        (self.unfinished, self.abandoned, repeatedSubmissions) = (unfinished, abandoned, repeated)
        (self.submittedPlaces, self.openedPlaces, submitted) = (submittedPlaces, openedPlaces, submittedPlaces.count)
        var lookUps: [Int32: Int] = [:]
        for (bag, times) in lookUpBags { for lookUp in fold.bags[bag] { lookUps[lookUp, default: 0] += times } }
        self.lookUps = lookUps.sorted { $0.key < $1.key }.map { (fold.facts.lookUp($0.key), $0.value) }
        self.cases = cases
    }

    /// A dossier with one simulated event is a simulated dossier.
    private static func isReal(_ part: LedgerFold.Part) -> Bool { part.isReal && !part.isSimulated }

    private static func isAboutReal(_ parts: [LedgerFold.Part]) -> Bool {
        parts.contains { isReal($0) && $0.submission >= 0 } || !parts.contains { $0.submission >= 0 } && parts.contains(where: isReal)
    }

    /// Whether the figures of a period would be about simulated dossiers.
    static func isAboutSimulated(_ fold: LedgerFold, period: Int) -> Bool {
        !isAboutReal(fold.parts[period]) && fold.parts[period].contains(where: \.isSimulated)
    }

    /// The submissions that count, those that are alike together.
    func forEachSubmission(_ body: (AlikeDossiers) -> Void) { cases.forEach(in: fold, body) }

    /// Submissions of the other kind where the ledger holds both: simulated ones, which are never added to real ones.
    func forEachSubmissionApart(_ body: (AlikeDossiers) -> Void) { cases.forEach(in: fold, isApart: true, body) }

    /// What the dossiers' submissions say beside their leaves, each once.
    var heads: [FactTable.Head] { cases.heads(in: fold) }

    /// As often as dossiers have them.
    func forEachHead(_ body: (FactTable.Head, _ times: Int) -> Void) { cases.forEachHead(in: fold, body) }

    var headsApart: [FactTable.Head] { cases.heads(in: fold, isApart: true) }

    /// The opened dossiers' lives, and the hours of their last events.
    var openedLives: some Sequence<LedgerFold.Life> { openedPlaces.lazy.map { [lives = fold.lives] in lives[Int($0)] } }

    /// The submitted dossiers in the order of their pseudonyms, to draw from; as numbers, for there may be many.
    var pool: [Int32] { submittedPlaces.sorted { [names = fold.names] in names[Int($0)] < names[Int($1)] } }

    /// One of them: its pseudonym, when the submission that counts was, in UTC, and that submission with what was asked for again.
    func submission(_ number: Int32) -> (dossier: String, hour: String, fact: SubmittedFact) {
        let part = fold.parts[period][Int(number)], fact = fold.facts.submission(part.submission)
        return (fold.names[Int(number)].text, part.hour, fold.askedAgain[number].map(fact.asked) ?? fact)
    }
}
