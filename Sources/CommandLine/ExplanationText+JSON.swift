import Connectors
import Diagnostics
import Documents
import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

extension ExplanationText {
    /// The shape `onceonly/explain/1`.
    var json: JSON {
        let coverage = explanation.coverage
        var object: JSONObject = [
            "schema": "onceonly/explain/1", "form": .string(checked.form.id.rawValue), "version": .string(checked.form.identity.version),
            "field": .string(coverage.id.rawValue), "means": .string(coverage.means.description), "legalBasis": .string(checked.form.administration.legalBasis),
            "purpose": .string(checked.purpose), "required": .bool(field?.demand.required ?? false),
        ]
        if let condition = field?.demand.requiredIf { object["requiredIf"] = .string(condition.description) }
        object["visibleIf"] = .array([section?.visibleIf, field?.demand.visibleIf].compactMap { $0.map { .string($0.description) } })
        object["uses"] = .array(explanation.uses.map(\.json))
        object["disposition"] = .string(coverage.disposition.rawValue)
        if let reason = coverage.reason { object["reason"] = .string(reason.rawValue) }
        if let original = field?.authorship.repeats { object["repeats"] = .string(original.rawValue) }
        if let value = field?.authorship.value { object["value"] = .string(value.description) }
        object["ways"] = .array(explanation.ways.map { json($0) })
        object["papers"] = .array(explanation.papers.map { paper in
            ["id": .string(paper.document.id), "disposition": .string(paper.document.disposition.rawValue), "reusable": .bool(paper.isReusable)]
        })
        object["couldHold"] = .array(explanation.couldHold.map { .object($0.json) })
        return .object(object)
    }

    private func json(_ way: FieldExplanation.Way) -> JSON {
        var object = way.place.json
        object["reads"] = .string(way.reads.description)
        object["chain"] = .array(way.chain.map { .string($0.description) })
        switch way.standing {
        case .used: object["standing"] = "used"
        case .alternative: object["standing"] = "alternative"
        case .wanting(let missing):
            object["standing"] = "wanting"
            object["missing"] = .array(missing.map(\.json))
        }
        if let connector = checked.catalog.connector(way.place.connector) { object["registerBasis"] = .string(connector.legalBasis) }
        if let grant = way.grant {
            object["grant"] = ["basis": .string(grant.basis.rawValue), "legal": .string(grant.legal), "disclose": .string(grant.disclosure.rawValue)]
        }
        object["seenBy"] = .string(way.audience.rawValue)
        return .object(object)
    }
}

extension FieldExplanation.Place {
    fileprivate var json: JSONObject {
        var object: JSONObject = ["connector": .string(connector.rawValue)]
        if let operation { object["operation"] = .string(operation.rawValue) }
        return object
    }
}

extension FieldExplanation.Missing {
    fileprivate var json: JSON {
        switch self {
        case .read(let meaning): ["kind": "read", "means": .string(meaning.description)]
        case .follow(let role, let relation): ["kind": "follow", "role": .string(role.rawValue), "relation": .string(relation.rawValue)]
        case .key(let key): ["kind": "key", "key": .array(key.map { .string($0.description) })]
        }
    }
}

extension FieldExplanation.Use {
    fileprivate var json: JSON {
        let (kind, id): (String, String) = switch self {
        case .visibility(let field): ("visibility", field.rawValue)
        case .requirement(let field): ("requirement", field.rawValue)
        case .value(let field): ("value", field.rawValue)
        case .role(let role): ("role", role.rawValue)
        case .key(let role): ("key", role.rawValue)
        case .paper(let paper): ("paper", paper)
        case .check(let check): ("check", check)
        case .decision(let decision): ("decision", decision)
        }
        return ["kind": .string(kind), "id": .string(id)]
    }
}
