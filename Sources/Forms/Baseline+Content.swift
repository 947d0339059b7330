public import Expressions
public import Formats
import Vocabulary

extension Baseline {
    /// What the content hash is taken over: every blank with its meaning, the atom it counts as and its conditions, rows, the
    /// form and the text it stands on. Not its labels, its layout or its status, nor how a condition is spaced or bracketed.
    ///
    /// Atoms stand in it only where they are another concept than the one that is meant: should the vocabulary come to count a
    /// blank otherwise, the content is another, and so is the series.
    ///
    /// - Parameter atom: the counting atom of a concept, ``Vocabulary/atom(of:)``.
    public func content(atom: (ConceptID) -> ConceptID) -> JSON {
        var object: JSONObject = ["form": .string(form.rawValue), "text": .string(text)]
        object["sections"] = .array(sections.map { $0.content(atom) })
        return .object(object)
    }
}

extension BaselineSection {
    fileprivate func content(_ atom: (ConceptID) -> ConceptID) -> JSON {
        var object: JSONObject = [:]
        if let visibleIf { object["visibleIf"] = .string(visibleIf.description) }
        if let rows {
            var table: JSONObject = ["group": .string(rows.group.rawValue), "count": .string("\(rows.count.lowerBound)..\(rows.count.upperBound)")]
            if let role = rows.role { table["of"] = .string(role.rawValue) }
            object["rows"] = .object(table)
        }
        object["blanks"] = .array(blanks.map { $0.content(atom) })
        return .object(object)
    }
}

extension Blank {
    fileprivate func content(_ atom: (ConceptID) -> ConceptID) -> JSON {
        var object: JSONObject = ["id": .string(id), "means": means.content]
        let atoms = (means.all + [partOf].compactMap(\.self)).filter { atom($0.concept) != $0.concept }
        if !atoms.isEmpty {
            object["atoms"] = .object(JSONObject(Set(atoms).map { (key: $0.description, value: .string(atom($0.concept).rawValue)) }.sorted { $0.key < $1.key }))
        }
        object["required"] = .bool(demand.required)
        if let condition = demand.requiredIf { object["requiredIf"] = .string(condition.description) }
        if let condition = demand.visibleIf { object["visibleIf"] = .string(condition.description) }
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
