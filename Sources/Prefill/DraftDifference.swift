import Expressions
public import Formats
import Forms
public import Receipts
public import Sourcing

/// What changed for a draft between the declarations it was last filled under and those in force now. Codes, no values.
public struct DraftDifference: Sendable, Hashable {
    public let fromVersion: String
    public let toVersion: String
    /// Which of `form`, `vocabulary`, `connectors` and `grants` are others now.
    public let changed: [String]
    /// The pins it leads to: a draft is taken over to these and no others.
    public let pins: [String: String]
    public let addedFields: [String]
    public let removedFields: [String]
    /// Answers to blanks the form does not have any more; they are dropped.
    public let droppedAnswers: [LeafID]

    public var json: JSON {
        func list(_ items: [String]) -> JSON { .array(items.map { .string($0) }) }
        return [
            "schema": "onceonly/difference/1", "from": .string(fromVersion), "to": .string(toVersion), "changed": list(changed),
            "addedFields": list(addedFields), "removedFields": list(removedFields), "droppedAnswers": list(droppedAnswers.map(\.rawValue)),
        ]
    }
}

extension DossierState {
    /// - Returns: `nil` where the draft was filled under these very declarations.
    public func difference(to checked: CheckedForm, pins now: [String: String]) -> DraftDifference? {
        guard now != pins || checked.form.identity.version != version else { return nil }
        let names = checked.fieldIDs
        let parts = Set(pins.keys).union(now.keys).filter { pins[$0] != now[$0] }
        let said = answers.leaves
        return DraftDifference(
            fromVersion: version, toVersion: checked.form.identity.version, changed: parts.sorted(), pins: now,
            addedFields: names.filter { !fields.contains($0) }, removedFields: fields.filter { !names.contains($0) },
            droppedAnswers: said.filter { !Answers.isNamed($0, in: checked) }.sorted())
    }

    /// The draft under other declarations: what was said stays, as far as the form still asks it; what registers said is asked
    /// again, under the grants that hold now.
    public func crossing(to checked: CheckedForm, by difference: DraftDifference) -> DossierState {
        var state = DossierState(
            id: id, opening: opening, form: form, version: difference.toVersion, pins: difference.pins, asOf: asOf, isSimulated: isSimulated, salt: salt,
            naming: naming)
        state.answers = answers
        for leaf in difference.droppedAnswers {
            state.answers.answers[leaf] = nil
            state.answers.corrections[leaf] = nil
            state.answers.disputes[leaf] = nil
        }
        state.answeredFor = answeredFor.filter { !difference.droppedAnswers.contains($0.key) }
        state.typedKeys = typedKeys
        state.closedKeys = closedKeys
        state.supplement = supplement
        state.askedAnew = askedAnew
        state.stage = stage
        state.fields = checked.fieldIDs
        return state
    }
}

extension Answers {
    fileprivate var leaves: Set<LeafID> { Set(answers.keys).union(corrections.keys).union(disputes.keys) }
}
