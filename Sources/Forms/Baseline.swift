public import Diagnostics
public import Expressions

/// The form as it was before the work began, frozen: what a dossier would have had to say on paper.
public struct Baseline: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable, CaseIterable {
        case inForce = "in-force"
        case provisional
    }

    public let id: String
    public let form: FormID
    public let status: Status
    /// The text the baseline stands on.
    public let text: String
    /// The baseline of the same form this one stands in the place of: it begins a new series, and figures of the two are
    /// compared by their bridge alone.
    public let replaces: String?
    public let frozen: Frozen?
    public let sections: [BaselineSection]
    public let file: String
    public let places: Places

    public struct Frozen: Sendable, Hashable {
        public let on: String
        public let by: String
        /// SHA-256 over the canonical JSON of ``Baseline/content(atom:)`` as it was on that day; a baseline that no longer has it was changed.
        public let hash: String?
        public let places: Places
    }

    public var blanks: [Blank] { sections.flatMap(\.blanks) }
}

public struct BaselineSection: Sendable, Hashable {
    /// As the paper has it; `nil` where nobody wrote it down.
    public let title: LocalizedText?
    public let visibleIf: Expression?
    public let rows: Rows?
    public let blanks: [Blank]
    public let places: Places
}

/// One blank of the paper.
public struct Blank: Sendable, Hashable {
    public let id: String
    public let means: FieldMeaning
    /// The words beside it on the paper; `nil` where they are those of the form's field.
    public let label: LocalizedText?
    public let demand: Field.Demand
    public let partOf: Meaning?
    public let outside: Outside?
    public let places: Places
}
