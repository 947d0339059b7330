import Receipts

/// Dossiers that were opened and never submitted: a side figure, part of no reduction.
public struct Drafts: Sendable, Hashable {
    /// Days without an event after which a draft counts as abandoned.
    public static let abandonedAfterDays = 30

    /// The day of the ledger's last event, in Viet Nam; ages are counted up to it. `nil` for an empty ledger.
    public let asOf: String?
    /// Dossiers opened in the period.
    public let opened: Int
    /// Of these, those without a submission up to the end of the ledger, and neither refused nor withdrawn.
    public let open: Int
    /// Refused or withdrawn before they were submitted.
    public let closed: Int
    /// The open ones by days since their last event.
    public let ages: [Age]
    /// How much lower the strict headline would be, were all of them counted, whatever their age, as the submitted dossiers were that once
    /// stood as they do, or at their worst where none did or more than a tenth of theirs are settled; and all of them at their worst. `nil` where
    /// withheld or nothing was measured.
    public internal(set) var effect: Headline
    public internal(set) var worst: Headline

    public struct Age: Sendable, Hashable {
        public let from: Int
        /// The last day of the class; `nil` for the last class.
        public let to: Int?
        public let dossiers: Int
    }

    public var abandoned: Int { ages.reduce(0) { $1.from >= Self.abandonedAfterDays ? $0 + $1.dossiers : $0 } }

    /// Numerator: open drafts without an event for 30 days. Denominator: dossiers opened in the period.
    public var abandonedShare: Double? { opened > 0 ? Double(abandoned) / Double(opened) : nil }

    static let classes: [(from: Int, to: Int?)] = [(0, 6), (7, 29), (30, 89), (90, nil)]

    init(_ selection: Selection, moving dropped: DroppedDossiers) {
        (effect, worst) = (dropped.effect, dropped.worst)
        opened = selection.opened
        asOf = CalendarSpan.day(ofHour: selection.lastHour, ahead: 7)
        var counts = [Int](repeating: 0, count: Self.classes.count)
        var closed = 0, drafts = DraftAges(asOf: selection.lastHour)
        for opened in selection.openedLives where !opened.life.isSubmitted {
            if opened.life.isOver {
                closed += 1
                continue
            }
            let age = drafts.days(since: opened.lastHour)
            if let place = Self.classes.firstIndex(where: { $0.to.map { age <= $0 } ?? true }) { counts[place] += 1 }
        }
        self.closed = closed
        open = counts.reduce(0, +)
        ages = zip(Self.classes, counts).map { Age(from: $0.from, to: $0.to, dossiers: $1) }
    }
}

/// How many days ago hours of the ledger were, worked out once an hour: there may be a million drafts.
struct DraftAges {
    private let now: Int
    private var days: [String: Int] = [:]

    /// - Parameter hour: the ledger's last.
    init(asOf hour: String) { now = CalendarSpan.day(ofHour: hour, ahead: 7).flatMap(CalendarSpan.number(ofDay:)) ?? 0 }

    mutating func days(since hour: String) -> Int {
        if let known = days[hour] { return known }
        let age = now - (CalendarSpan.day(ofHour: hour, ahead: 7).flatMap(CalendarSpan.number(ofDay:)) ?? now)
        days[hour] = age
        return age
    }
}
