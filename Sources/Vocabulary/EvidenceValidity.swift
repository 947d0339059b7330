/// How long a kind of paper holds.
public enum EvidenceValidity: Sendable, Hashable, CustomStringConvertible {
    /// Until the day the paper itself names.
    case untilDate
    /// Until the authority issues another of its kind about the same subjects.
    case whileNoNewer
    /// So long after it was issued.
    case lasting(CalendarPeriod)
    /// For the purpose it was made for, and no other.
    case perPurpose

    /// Reads `until a date`, `while no newer one`, `for P6M` or `per purpose`.
    public init?(_ text: String) {
        switch text {
        case "until a date": self = .untilDate
        case "while no newer one": self = .whileNoNewer
        case "per purpose": self = .perPurpose
        default:
            guard text.hasPrefix("for "), let period = CalendarPeriod(String(text.dropFirst(4))) else { return nil }
            self = .lasting(period)
        }
    }

    public var description: String {
        switch self {
        case .untilDate: "until a date"
        case .whileNoNewer: "while no newer one"
        case .lasting(let period): "for \(period)"
        case .perPurpose: "per purpose"
        }
    }
}

/// How long papers of a kind are kept, and under which text.
public struct RetentionRule: Sendable, Hashable {
    /// A copy is of use for so long after it was deposited; `nil`: as long as it may serve.
    public let keep: CalendarPeriod?
    /// No copy is erased before.
    public let archive: Archive?
    public let legal: String

    public enum Archive: Sendable, Hashable {
        /// So long after it was deposited.
        case lasting(CalendarPeriod)
        case permanent
    }

    public init(keep: CalendarPeriod?, archive: Archive?, legal: String) {
        self.keep = keep
        self.archive = archive
        self.legal = legal
    }
}
