public import Expressions
public import Vocabulary

/// How long one document is kept: the rule of its kind, counted from the day it was deposited.
public struct Retention: Sendable, Hashable {
    /// The last day a copy is of use; `nil` where the rule sets none.
    public let keepUntil: PartialDate?
    public let archive: Archive?
    public let legal: String
    /// An archive took it over on this day: what the law wanted kept is kept there.
    public var archivedOn: PartialDate?

    public enum Archive: Sendable, Hashable {
        /// The last day it must be there.
        case until(PartialDate)
        case permanent
    }

    public init(keepUntil: PartialDate?, archive: Archive?, legal: String, archivedOn: PartialDate? = nil) {
        self.keepUntil = keepUntil
        self.archive = archive
        self.legal = legal
        self.archivedOn = archivedOn
    }

    /// - Returns: `nil` where a period leads beyond the calendar.
    public init?(_ rule: RetentionRule, from deposited: PartialDate) {
        var keepUntil: PartialDate?
        if let keep = rule.keep {
            guard let last = keep.after(deposited) else { return nil }
            keepUntil = last
        }
        switch rule.archive {
        case nil: self.init(keepUntil: keepUntil, archive: nil, legal: rule.legal)
        case .permanent: self.init(keepUntil: keepUntil, archive: .permanent, legal: rule.legal)
        case .lasting(let period):
            guard let last = period.after(deposited) else { return nil }
            self.init(keepUntil: keepUntil, archive: .until(last), legal: rule.legal)
        }
    }

    /// Whether the law still wants the document here on a day.
    public func forbidsErasure(on day: PartialDate) -> Bool {
        guard archivedOn == nil else { return false }
        return switch archive {
        case nil: false
        case .permanent: true
        case .until(let last): last.isBefore(day) != true
        }
    }

    /// Whether a copy has outlived its use and nothing else holds it.
    public func isDue(on day: PartialDate) -> Bool { keepUntil?.isBefore(day) == true && !forbidsErasure(on: day) }
}
