import Connectors
import Expressions
import Formats
import Vocabulary

/// Records as they are kept with the dossier: values keep their type, so that nothing is guessed on the way back.
enum RecordCoding {
    static func json(_ record: Record) -> JSON {
        var object: JSONObject = ["identifiedBy": keys(record.identifiedBy), "values": values(record.values)]
        var links = JSONObject()
        for (relation, list) in record.links.sorted(by: { $0.key < $1.key }) {
            links[relation.rawValue] = [
                "complete": .bool(list.isComplete), "readable": .bool(list.isReadable),
                "links": .array(list.links.map { ["kind": .string($0.kind.rawValue), "keys": keys($0.keys), "values": values($0.values)] }),
            ]
        }
        object["links"] = .object(links)
        if let recordedAt = record.recordedAt { object["recordedAt"] = .string(recordedAt.description) }
        return .object(object)
    }

    static func record(_ source: StoredMembers) throws(DossierFormatError) -> Record {
        var links: [RelationID: LinkList] = [:]
        for (relation, list) in source.json["links"]?.object?.members ?? [] {
            var items: [Link] = []
            for item in list["links"]?.array ?? [] {
                let item = StoredMembers(json: item)
                guard let kind = Kind(rawValue: try item.text("kind")) else { throw DossierFormatError(member: "kind") }
                items.append(Link(kind: kind, keys: item.keys("keys"), values: try values(item.json["values"])))
            }
            links[RelationID(relation)] = LinkList(links: items, isComplete: list["complete"]?.bool ?? false, isReadable: list["readable"]?.bool ?? true)
        }
        return Record(
            identifiedBy: source.keys("identifiedBy"), values: try values(source.json["values"]), links: links,
            recordedAt: source.json["recordedAt"]?.string.flatMap { PartialDate($0) })
    }

    private static func keys(_ keys: [ConceptID: String]) -> JSON {
        var object = JSONObject()
        for (concept, value) in keys.sorted(by: { $0.key < $1.key }) { object[concept.rawValue] = .string(value) }
        return .object(object)
    }

    private static func values(_ values: [ConceptID: ReadValue]) -> JSON {
        var object = JSONObject()
        for (concept, value) in values.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .value(let value, let path): object[concept.rawValue] = ["path": .string(path), "value": typed(value)]
            case .none(let path): object[concept.rawValue] = ["path": .string(path), "none": true]
            case .invalid(let path): object[concept.rawValue] = ["path": .string(path), "invalid": true]
            case .unrecorded: object[concept.rawValue] = [:]
            }
        }
        return .object(object)
    }

    private static func values(_ json: JSON?) throws(DossierFormatError) -> [ConceptID: ReadValue] {
        var values: [ConceptID: ReadValue] = [:]
        for (concept, item) in json?.object?.members ?? [] {
            let path = item["path"]?.string ?? ""
            if let value = item["value"] {
                values[ConceptID(concept)] = .value(try untyped(value), path: path)
            } else if item["none"] != nil {
                values[ConceptID(concept)] = .none(path: path)
            } else {
                values[ConceptID(concept)] = item["invalid"] != nil ? .invalid(path: path) : .unrecorded
            }
        }
        return values
    }

    private static func typed(_ value: Value) -> JSON {
        switch value {
        case .boolean(let flag): return .bool(flag)
        case .number(let number): return ["number": .string(number.description)]
        case .date(let date): return ["date": .string(date.description)]
        case .string(let text): return .string(text)
        case .list(let items): return .array(items.map(typed))
        case .context(let entries):
            var object = JSONObject()
            for (key, value) in entries.sorted(by: { $0.key < $1.key }) { object[key] = typed(value) }
            return ["parts": .object(object)]
        default: return ["none": true]
        }
    }

    private static func untyped(_ json: JSON) throws(DossierFormatError) -> Value {
        switch json {
        case .bool(let flag): return .boolean(flag)
        case .string(let text): return .string(text)
        case .array(let items):
            var values: [Value] = []
            for item in items { values.append(try untyped(item)) }
            return .list(values)
        default: break
        }
        if let number = json["number"]?.string.flatMap({ Number($0) }) { return .number(number) }
        if let date = json["date"]?.string.flatMap({ PartialDate($0) }) { return .date(date) }
        if json["none"] != nil { return .none }
        guard let parts = json["parts"]?.object else { throw DossierFormatError(member: "value") }
        var entries: [String: Value] = [:]
        for (key, value) in parts.members { entries[key] = try untyped(value) }
        return .context(entries)
    }
}
