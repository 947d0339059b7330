public import Diagnostics
public import Expressions
public import Formats
import Vocabulary

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
    public let places: Places

    public struct Frozen: Sendable, Hashable {
        public let on: String
        public let by: String
        /// SHA-256 over the canonical JSON of `content` as it was on that day; a baseline that no longer has it was changed.
        public let hash: String?
        public let places: Places
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
    /// As the paper has it; `nil` where nobody wrote it down.
    public let title: LocalizedText?
    public let visibleIf: Expression?
    public let rows: Rows?
    public let blanks: [Blank]
    public let places: Places

    fileprivate var content: JSON {
        var object: JSONObject = [:]
        if let visibleIf { object["visibleIf"] = .string(visibleIf.source) }
        if let rows {
            var table: JSONObject = ["group": .string(rows.group.rawValue), "count": .string("\(rows.count.lowerBound)..\(rows.count.upperBound)")]
            if let role = rows.role { table["of"] = .string(role.rawValue) }
            object["rows"] = .object(table)
        }
        object["blanks"] = .array(blanks.map(\.content))
        return .object(object)
    }
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

    fileprivate var content: JSON {
        var object: JSONObject = ["id": .string(id), "means": means.content]
        object["required"] = .bool(demand.required)
        if let condition = demand.requiredIf { object["requiredIf"] = .string(condition.source) }
        if let condition = demand.visibleIf { object["visibleIf"] = .string(condition.source) }
        if let partOf { object["partOf"] = .string(partOf.description) }
        if let outside { object["outside"] = outside.content }
        return .object(object)
    }
}

extension FieldMeaning {
    /// By kind, where there are kinds: their order in the file says nothing.
    fileprivate var content: JSON {
        guard !byKind.isEmpty else { return .string(first.description) }
        return .object(JSONObject(byKind.sorted { $0.key < $1.key }.map { (key: $0.key.rawValue, value: .string($0.value.description)) }))
    }
}

extension Outside {
    fileprivate var content: JSON {
        switch self {
        case .boilerplate: "boilerplate"
        case .consent: "consent"
        case .signature: "signature"
        case .office: "office"
        case .waived(let text): ["waived": .string(text)]
        }
    }
}
