import Documents
import Expressions
public import Formats
import Forms
public import Receipts
import Vocabulary

extension FilledForm {
    public static let schema = "onceonly/prefill/1"

    /// The output of one side. In the applicant's view withheld leaves carry no value, no source and no path, and
    /// concealed ones look the same whatever the register said.
    public func json(_ view: View, receipt: Receipt?) -> JSON {
        var object: JSONObject = ["schema": .string(Self.schema), "form": .string(form.rawValue), "version": .string(version)]
        var pins = JSONObject()
        for (name, hash) in self.pins.sorted(by: { $0.key < $1.key }) { pins[name] = .string(hash) }
        object["pins"] = .object(pins)
        object["asOf"] = .string(asOf.description)
        object["view"] = .string(view.rawValue)
        object["subjects"] = subjectsJSON(view)
        let seen = seen(by: view)
        object["fields"] = .array(seen.leaves.map { $0.json(view) })
        object["documents"] = .array(seen.documents.map(\.json))
        object["ask"] = .array(seen.asks.map { ["kind": .string($0.kind.rawValue), "id": .string($0.id)] })
        object["offers"] = .array(offers(view).map { offer in
            ["for": .string(offer.target), "candidates": .array(offer.candidates.map { ["id": .string($0.id), "shown": $0.shown] })]
        })
        if !invalid(view).isEmpty { object["invalid"] = .array(invalid(view).map(\.json)) }
        if let receipt { object["receipt"] = receipt.json }
        return .object(object)
    }

    private func subjectsJSON(_ view: View) -> JSON {
        var object = JSONObject()
        for subject in filling(view).subjects {
            let id = view == .office ? subject.key ?? subject.localID : subject.localID
            let name = subject.row.map { "\(subject.role)[\($0)]" } ?? subject.role.rawValue
            object[name] = ["kind": .string(subject.kind.rawValue), "id": .string(id)]
        }
        return .object(object)
    }
}

extension SeenLeaf {
    fileprivate func json(_ view: View) -> JSON {
        var object: JSONObject = [
            "id": .string(field.rawValue), "leaf": .string(leaf.rawValue), "means": .string(means.description), "outcome": .string(outcome.rawValue),
        ]
        if let value {
            object["value"] = value
            object["locked"] = .bool(isLocked)
        }
        if isWithheld { object["withheld"] = true }
        if isHidden {
            object["locked"] = true
            if let masked { object["masked"] = .string(masked) }
        }
        if let answered { object["answered"] = answered }
        if let source { object["source"] = source.json(view) }
        if !contradicts.isEmpty { object["contradicts"] = .array(contradicts.map { .string($0.rawValue) }) }
        if let reason { object["reason"] = .string(reason.rawValue) }
        return .object(object)
    }
}

extension LeafSource {
    fileprivate func json(_ view: View) -> JSON {
        var object: JSONObject = ["connector": .string(connector)]
        if let operation { object["operation"] = .string(operation) }
        if let path { object["path"] = .string(path) }
        let id = view == .office ? subjectKey ?? subject : subject
        object["subject"] = ["kind": .string(subjectKind?.rawValue ?? "dossier"), "id": .string(id)]
        if let recordedAt { object["recordedAt"] = .string(recordedAt) }
        if let fetchedAt { object["fetchedAt"] = .string(fetchedAt) }
        return .object(object)
    }
}

extension SeenPaper {
    /// Without anything that is not this side's to see.
    public var json: JSON {
        var object: JSONObject = ["document": .string(document), "kind": .string(kind.rawValue), "origin": .string(origin.rawValue)]
        if let number = particulars?.number { object["number"] = .string(number) }
        if let issuer = particulars?.issuer { object["issuer"] = .string(issuer.name) }
        if let issued { object["issued"] = .string("\(issued)") }
        if let last = particulars?.validUntil { object["validUntil"] = .string("\(last)") }
        if let dossier { object["dossier"] = .string(dossier) }
        if !obstacles.isEmpty { object["reasons"] = .array(obstacles.map { .string($0.rawValue) }) }
        return .object(object)
    }
}

extension SeenDocument {
    fileprivate var json: JSON {
        var object: JSONObject = ["id": .string(id), "disposition": .string(disposition.rawValue)]
        if isWithheld { object["withheld"] = true }
        if let isRequired { object["required"] = .bool(isRequired) }
        if let by { object["by"] = .string(by) }
        if let reason { object["reason"] = .string(reason.rawValue) }
        if !reused.isEmpty { object["reused"] = .array(reused.map(\.json)) }
        if !candidates.isEmpty { object["candidates"] = .array(candidates.map(\.json)) }
        return .object(object)
    }
}
