import Formats
public import Receipts

/// A ledger taken in event by event, in any order: all that its figures are counted from, in memory that grows with its dossiers and
/// with the ways their forms were filled, not with its events.
///
/// A dossier takes some two hundred bytes; one with thousands of look-ups that no other made takes more, in proportion to their number. What two dossiers
/// submitted alike is kept once.
public struct LedgerFold: Sendable {
    /// The periods that can be told apart in it; fixed before the first event.
    public let periods: [Period]

    private(set) var facts = FactTable()
    private(set) var bags = InternedBags()
    /// By place.
    private(set) var names: [LedgerPseudonym] = []
    private(set) var lives: [Life] = []
    /// By period and place.
    private(set) var parts: [[Part]]
    /// Of the submissions of a dossier, whichever of them counts.
    private(set) var filings = InternedBags()
    /// Of how a dossier stood, before it was filed, after its stages.
    private(set) var standings = InternedBags()
    /// By number of a submission: the hour of the first dossier that has it.
    private(set) var firstHours: [Int32: String] = [:]
    /// What an office asked for again, by place: of few dossiers.
    private(set) var askedAgain: [Int32: AskedAgain] = [:]
    /// The hour of the last event; empty without one.
    private(set) var lastHour = ""

    private var places: [LedgerPseudonym: Int32] = [:]
    private var calendar: HourCalendar

    /// What a dossier's events come to over the whole ledger.
    struct Life: Sendable {
        var life = DossierLife()
        var lastHour = ""
        /// Of look-ups.
        var bag: Int32 = 0
        /// Of submissions.
        var filings: Int32 = 0
        /// The form it was opened for; −1 where its opening is not in the ledger.
        var form: Int32 = -1
        /// How it stood last, −1 where nothing says so, and after which stage; and ever.
        var standing: Int32 = -1
        var stage: Int32 = 0
        var stood: Int32 = 0
        /// Who it is about, of this month alone.
        var subject: LedgerPseudonym?
        /// Whether that is somebody whose business it may be to file a form often.
        var isOfBusiness = false
        /// Any of its events is.
        var isSimulated = false
    }

    /// What its events of one period come to.
    struct Part: Sendable {
        var isOpened = false
        var isSimulated = false
        var isReal = false
        var wasLeft = false
        /// When somebody last went on with it, when it was last noted as abandoned, when the submission that counts was.
        var goneOn = ""
        var left = ""
        var hour = ""
        /// −1 for none.
        var submission: Int32 = -1
        /// Submissions that another one of the same dossier replaced.
        var replaced: Int32 = 0
        /// Of look-ups.
        var bag: Int32 = 0
    }

    public init(over periods: [Period] = [.unbounded]) {
        self.periods = periods
        parts = [[Part]](repeating: [], count: periods.count)
        calendar = HourCalendar(periods)
    }

    public init(_ entries: some Sequence<LedgerEntry>, over periods: [Period] = [.unbounded]) {
        self.init(over: periods)
        for entry in entries { add(entry) }
    }

    public mutating func add(_ entry: LedgerEntry) {
        add(note(entry.fact), of: LedgerPseudonym(entry.dossier), about: Self.subject(of: entry.fact), at: entry.hour)
    }

    /// Whom a dossier was opened for, which is no part of what is kept of the fact.
    package static func subject(of fact: LedgerEntry.Fact) -> LedgerPseudonym? {
        if case .opened(let opened) = fact { opened.subject.map { LedgerPseudonym($0) } } else { nil }
    }

    /// Keeps a fact, for any number of events that have it.
    package mutating func note(_ fact: LedgerEntry.Fact) -> FactID { facts.note(fact) }

    /// - Parameters:
    ///   - fact: as `note` gave it.
    ///   - subject: of an opening; that of other events is not looked at.
    package mutating func add(_ fact: FactID, of dossier: LedgerPseudonym, about subject: LedgerPseudonym?, at hour: String) {
        let place = place(of: dossier), fact = facts[fact]
        if lastHour < hour { lastHour = hour }
        live(fact, Int(place), subject, hour)
        if case .supplementRequested(let number) = fact { askedAgain[place, default: AskedAgain()].add(facts.supplement(number)) }
        let isWithin = calendar.isWithin(hour)
        for period in periods.indices where isWithin[period] { count(fact, in: period, Int(place), hour) }
    }

    private mutating func place(of dossier: LedgerPseudonym) -> Int32 {
        if let known = places[dossier] { return known }
        let place = Int32(names.count)
        places[dossier] = place
        names.append(dossier)
        lives.append(Life())
        for period in parts.indices { parts[period].append(Part()) }
        return place
    }

    private mutating func live(_ fact: FactTable.Kept, _ place: Int, _ subject: LedgerPseudonym?, _ hour: String) {
        switch fact {
        case .opened(let form, let hasOperator, let isSimulated, let isOfBusiness):
            if hasOperator { lives[place].life.hasOperator = true }
            if isSimulated { lives[place].isSimulated = true }
            open(place, form, subject, isOfBusiness: isOfBusiness)
        case .lookedUp(let number): lives[place].bag = bags.adding(number, to: lives[place].bag)
        case .submitted(let number, let isSimulated):
            lives[place].life.isSubmitted = true
            if isSimulated { lives[place].isSimulated = true }
            lives[place].filings = filings.adding(number, to: lives[place].filings)
            if firstHours[number].map({ hour < $0 }) ?? true { firstHours[number] = hour }
        case .supplementRequested: lives[place].life.supplements += 1
        case .over: lives[place].life.isOver = true
        case .completed(let isElectronic):
            lives[place].life.isCompleted = true
            if !isElectronic { lives[place].life.isOnPaper = true }
        // That somebody noted how long nothing came is no sign of life.
        case .abandoned: return
        case .standing(let number, let stage): stand(place, number, stage)
        case .staged, .nothing: break
        }
        if lives[place].lastHour < hour { lives[place].lastHour = hour }
    }

    /// A dossier is opened once, however often it is told; of two tellings that differ the one that comes first as a text stands, so that
    /// the order of events decides nothing.
    private mutating func open(_ place: Int, _ form: Int32, _ subject: LedgerPseudonym?, isOfBusiness: Bool) {
        let life = lives[place]
        func text(_ form: Int32, _ subject: LedgerPseudonym?, _ isOfBusiness: Bool) -> (String, String, Int) { (facts.form(form), subject?.text ?? "", isOfBusiness ? 1 : 0) }
        guard life.form < 0 || text(form, subject, isOfBusiness) < text(life.form, life.subject, life.isOfBusiness) else { return }
        (lives[place].form, lives[place].subject, lives[place].isOfBusiness) = (form, subject, isOfBusiness)
    }

    /// The last stage says how a dossier stands; of two tellings of one stage the larger stands, so that the order of events decides nothing.
    private mutating func stand(_ place: Int, _ number: Int32, _ stage: Int32) {
        let life = lives[place]
        lives[place].stood = standings.adding(number, to: life.stood)
        let isLater = stage != life.stage ? stage > life.stage : life.standing < 0 || facts.standing(life.standing) < facts.standing(number)
        if isLater { (lives[place].standing, lives[place].stage) = (number, stage) }
    }

    private mutating func count(_ fact: FactTable.Kept, in period: Int, _ place: Int, _ hour: String) {
        func mark(_ isSimulated: Bool) {
            if isSimulated { parts[period][place].isSimulated = true } else { parts[period][place].isReal = true }
        }
        func goOn() { if parts[period][place].goneOn < hour { parts[period][place].goneOn = hour } }
        switch fact {
        case .opened(_, _, let isSimulated, _):
            parts[period][place].isOpened = true
            goOn()
            mark(isSimulated)
        case .lookedUp(let number): parts[period][place].bag = bags.adding(number, to: parts[period][place].bag)
        case .staged: goOn()
        case .abandoned:
            parts[period][place].wasLeft = true
            if parts[period][place].left < hour { parts[period][place].left = hour }
        case .submitted(let number, let isSimulated):
            mark(isSimulated)
            let earlier = parts[period][place]
            if earlier.submission >= 0 {
                parts[period][place].replaced += 1
                guard counts(number, hour, before: earlier) else { return }
            }
            (parts[period][place].submission, parts[period][place].hour) = (number, hour)
        // What comes of a dossier changes no count of what it asked; what was changed or found, its submission says.
        case .supplementRequested, .over, .completed, .standing, .nothing: break
        }
    }

    /// Which of two submissions of one dossier counts: the later one; in the same hour the one that gave more, then
    /// the one whose text comes last, so that the order of events decides nothing.
    private func counts(_ number: Int32, _ hour: String, before other: Part) -> Bool {
        if hour != other.hour { return hour > other.hour }
        guard number != other.submission else { return false }
        let fact = facts.submission(number), otherFact = facts.submission(other.submission)
        let (given, otherGiven) = (DossierCount(of: fact).strict.low.given, DossierCount(of: otherFact).strict.low.given)
        if given != otherGiven { return given > otherGiven }
        // The dossier and the hour are those of both.
        func text(_ fact: SubmittedFact) -> String { LedgerEntry(dossier: "", hour: hour, fact: .submitted(fact)).json.serialized(.canonical) }
        return text(fact) > text(otherFact)
    }
}

/// Which of some periods an hour is in, worked out once an hour.
private struct HourCalendar: Sendable {
    private let periods: [Period]
    private var known: [String: [Bool]] = [:]
    private var last: (hour: String, isWithin: [Bool])

    init(_ periods: [Period]) {
        self.periods = periods
        last = ("", periods.map { $0.contains(hour: "") })
    }

    mutating func isWithin(_ hour: String) -> [Bool] {
        if hour == last.hour { return last.isWithin }
        let isWithin = known[hour] ?? periods.map { $0.contains(hour: hour) }
        known[hour] = isWithin
        last = (hour, isWithin)
        return isWithin
    }
}
