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
        object["fields"] = .array(leaves.map { $0.json(view) })
        object["documents"] = .array(documents.map { $0.json(view) })
        object["ask"] = .array(asks(view).map { ["kind": .string($0.kind.rawValue), "id": .string($0.id)] })
        object["offers"] = .array(offers.map { offer in
            ["for": .string(offer.target), "candidates": .array(offer.candidates.map { ["id": .string($0.id), "shown": $0.shown] })]
        })
        if let receipt { object["receipt"] = receipt.json }
        return .object(object)
    }

    /// A concealed leaf is never asked on the applicant's side: the asking would tell what the register lacks.
    private func asks(_ view: View) -> [Ask] {
        guard view == .applicant else { return asks }
        let concealed = Set(leaves.filter { $0.disclosure == .concealed }.map(\.leaf.rawValue))
        return asks.filter { $0.kind != .leaf || !concealed.contains($0.id) }
    }

    private func subjectsJSON(_ view: View) -> JSON {
        var object = JSONObject()
        for subject in subjects {
            let id = view == .office ? subject.key ?? subject.localID : subject.localID
            let name = subject.row.map { "\(subject.role)[\($0)]" } ?? subject.role.rawValue
            object[name] = ["kind": .string(subject.kind.rawValue), "id": .string(id)]
        }
        return .object(object)
    }
}

extension FilledLeaf {
    /// What a side sees of the outcome; for a concealed leaf always the same.
    func seen(_ view: View) -> (outcome: Outcome, reason: Reason?) {
        view == .applicant && disclosure == .concealed ? (.prefilled, nil) : (outcome, reason)
    }

    func json(_ view: View) -> JSON {
        let seen = seen(view)
        var object: JSONObject = [
            "id": .string(field.rawValue), "leaf": .string(leaf.rawValue), "means": .string(means.description), "outcome": .string(seen.outcome.rawValue),
        ]
        let isHidden = view == .applicant && disclosure != .shown && (value != nil || disclosure == .concealed)
        if isHidden {
            object["withheld"] = true
            object["locked"] = true
            if disclosure == .masked, let value { object["masked"] = .string(Masking.masked(value)) }
        } else if let value {
            object["value"] = value
            object["locked"] = .bool(isLocked)
            if view == .office, disclosure != .shown { object["withheld"] = true }
        }
        if let answered { object["answered"] = answered }
        if let source, !isHidden { object["source"] = source.json(view) }
        if let reason = seen.reason { object["reason"] = .string(reason.rawValue) }
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

extension FilledDocument {
    fileprivate func json(_ view: View) -> JSON {
        if view == .applicant, isConcealed { return ["id": .string(id), "disposition": "replaced-by-data", "withheld": true] }
        var object: JSONObject = ["id": .string(id), "disposition": .string(disposition.rawValue)]
        if let isRequired { object["required"] = .bool(isRequired) }
        if let by { object["by"] = .string(by) }
        if let reason { object["reason"] = .string(reason.rawValue) }
        return .object(object)
    }
}

/// What the applicant's side sees of a masked value.
enum Masking {
    /// The last two characters of a text of six or more; of an address nothing but that it is there.
    static func masked(_ value: JSON) -> String {
        guard let text = value.string, text.count >= 6 else { return "•••" }
        return "•••" + text.suffix(2)
    }
}
