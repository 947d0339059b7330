import Receipts

/// Submitted dossiers of which each filed what the others did, and was asked for again what the others were.
///
/// Whoever adds dossiers up takes all of them at once: what a million come to is a sum over some thousand ways to fill a form. What is a
/// matter of the submission alone counts `times`; what came of it beside, `courses` tell apart.
struct AlikeDossiers: Sendable {
    let fact: SubmittedFact
    /// Of one of them.
    let count: DossierCount
    /// How many they are.
    let times: Int
    /// What came of them; they add up to `times`.
    let courses: [Course]

    /// What came of some of them.
    struct Course: Sendable {
        let life: DossierLife
        let contact: RegisterContact
        /// Of the submission: `2026-11`, in Viet Nam.
        let month: String
        /// Whether their subjects filed the form more than a few times that month.
        let crowd: IntegrityGround.Crowd
        /// What their subjects had to give to other forms of the procedure that month, in the order of the names.
        let givenElsewhere: [AskedFact]
        /// Of the ways dossiers stand that were never submitted, those in which these stood once too.
        let stood: [Standing]
        let times: Int
    }
}

/// Submitted dossiers sorted by all that is counted of them.
struct SubmittedCases: Sendable {
    private struct Case: Hashable {
        let submission: Int32
        /// −1 where nothing was asked for again.
        let askedAgain: Int32
        let contact: Int32
        let month: Int32
        let life: DossierLife
        let crowd: IntegrityGround.Crowd
        let givenElsewhere: Int32
        let stood: Int32
        let isApart: Bool
    }

    private var times: [Case: Int] = [:]
    private var contacts = Interned<RegisterContact>()
    private var contactOfBag: [Int32: Int32] = [:]
    private var askedAgain = Interned<AskedAgain>()
    private var months = Interned<String>()
    private var elsewhere = Interned<[AskedFact]>()
    private var standings = Interned<[Int32]>()
    private var standingsOfBag: [Int32: Int32] = [:]
    /// How dossiers stand that were never submitted.
    private let wanted: Set<Int32>
    private var monthOfHour: [String: Int32] = [:]

    /// - Parameter wanted: numbers of standings that are to be told of submitted dossiers too.
    init(standingLike wanted: Set<Int32> = []) { self.wanted = wanted }

    /// - Parameter ground: `nil` where nobody asks what speaks against the figures.
    mutating func add(_ part: LedgerFold.Part, _ place: Int32, in fold: LedgerFold, _ ground: IntegrityGround?, isApart: Bool = false) {
        let life = fold.lives[Int(place)]
        let key = Case(
            submission: part.submission, askedAgain: fold.askedAgain[place].map { askedAgain.number(of: $0) } ?? -1, contact: contact(life.bag, in: fold),
            month: month(part.hour), life: life.life, crowd: ground?.crowd(of: life) ?? .usual,
            givenElsewhere: elsewhere.number(of: ground?.givenElsewhere(life, fold.facts.head(ofSubmission: part.submission)) ?? []),
            stood: stood(life.stood, in: fold), isApart: isApart)
        times[key, default: 0] += 1
    }

    private mutating func contact(_ bag: Int32, in fold: LedgerFold) -> Int32 {
        if let known = contactOfBag[bag] { return known }
        let number = contacts.number(of: RegisterContact(fold.bags[bag].lazy.map { fold.facts.lookUp($0) }.map { ($0.connector, $0.result) }))
        contactOfBag[bag] = number
        return number
    }

    private mutating func stood(_ bag: Int32, in fold: LedgerFold) -> Int32 {
        if let known = standingsOfBag[bag] { return known }
        let number = standings.number(of: Set(fold.standings[bag]).intersection(wanted).sorted())
        standingsOfBag[bag] = number
        return number
    }

    private mutating func month(_ hour: String) -> Int32 {
        if let known = monthOfHour[hour] { return known }
        let number = months.number(of: String((CalendarSpan.day(ofHour: hour, ahead: 7) ?? hour).prefix(7)))
        monthOfHour[hour] = number
        return number
    }

    func forEach(in fold: LedgerFold, isApart: Bool = false, _ body: (AlikeDossiers) -> Void) {
        let sorted = times.filter { $0.key.isApart == isApart }.sorted { ($0.key.submission, $0.key.askedAgain) < ($1.key.submission, $1.key.askedAgain) }
        var start = 0
        while start < sorted.count {
            let first = sorted[start].key
            let end = sorted[start...].firstIndex { $0.key.submission != first.submission || $0.key.askedAgain != first.askedAgain } ?? sorted.endIndex
            let written = fold.facts.submission(first.submission)
            let fact = first.askedAgain < 0 ? written : written.asked(askedAgain[first.askedAgain])
            let courses = sorted[start..<end].map { key, times in
                AlikeDossiers.Course(life: key.life, contact: contacts[key.contact], month: months[key.month], crowd: key.crowd, givenElsewhere: elsewhere[key.givenElsewhere],
                    stood: standings[key.stood].map { fold.facts.standing($0) }, times: times)
            }
            body(AlikeDossiers(fact: fact, count: DossierCount(of: fact), times: courses.reduce(0) { $0 + $1.times }, courses: courses))
            start = end
        }
    }

    /// What stands beside the leaves of the submissions, without a look at those, with how many dossiers have it.
    func forEachHead(in fold: LedgerFold, _ body: (FactTable.Head, _ times: Int) -> Void) {
        for (key, times) in times where !key.isApart { body(fold.facts.head(ofSubmission: key.submission), times) }
    }

    func heads(in fold: LedgerFold, isApart: Bool = false) -> [FactTable.Head] {
        Array(Set(times.keys.filter { $0.isApart == isApart }.map { fold.facts.head(ofSubmission: $0.submission) }))
    }
}
