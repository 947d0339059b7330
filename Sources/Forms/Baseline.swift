public import Diagnostics
public import Expressions
public import Formats

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
    public let frozen: Frozen?
    public let sections: [BaselineSection]
    public let file: String

    public struct Frozen: Sendable, Hashable {
        public let on: String
        public let by: String
    }

    public var blanks: [Blank] { sections.flatMap(\.blanks) }

    /// What the content hash is taken over: every blank with its meaning and conditions; not its labels, not its layout.
    public var content: JSON {
        var object: JSONObject = ["form": .string(form.rawValue), "text": .string(text)]
        object["sections"] = .array(sections.map(\.content))
        return .object(object)
    }
}

public struct BaselineSection: Sendable, Hashable {
    public let visibleIf: Expression?
    public let rows: Rows?
    public let blanks: [Blank]

    fileprivate var content: JSON {
        var object: JSONObject = [:]
        if let visibleIf { object["visibleIf"] = .string(visibleIf.source) }
        if let rows { object["rows"] = .string(rows.group.rawValue) }
        object["blanks"] = .array(blanks.map(\.content))
        return .object(object)
    }
}

/// One blank of the paper.
public struct Blank: Sendable, Hashable {
    public let id: String
    public let means: FieldMeaning
    public let demand: Field.Demand
    public let partOf: Meaning?
    public let outside: Outside?
    public let position: SourcePosition

    fileprivate var content: JSON {
        var object: JSONObject = ["id": .string(id), "means": .array(means.all.map { .string($0.description) })]
        object["required"] = .bool(demand.required)
        if let condition = demand.requiredIf { object["requiredIf"] = .string(condition.source) }
        if let condition = demand.visibleIf { object["visibleIf"] = .string(condition.source) }
        if let partOf { object["partOf"] = .string(partOf.description) }
        if let outside { object["outside"] = .string("\(outside)") }
        return .object(object)
    }
}
