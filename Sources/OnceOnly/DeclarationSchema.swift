import Connectors
import Declarations
import Diagnostics
import Documents
public import Formats
import Forms
import Vocabulary

/// The kinds of files people write, each with a JSON Schema for editors, made from the shape its reader follows.
public enum DeclarationSchema: String, Sendable, CaseIterable {
    case form, baseline, freezers, connector, cases, grants, evidence, signers, tariffs, vocabulary

    private var shape: Shape {
        switch self {
        case .form: .record(FormReader.shape)
        case .baseline: .record(BaselineReader.shape)
        case .freezers: .record(FreezerReader.shape)
        case .connector: .record(ManifestReader.shape)
        case .cases: ManifestReader.cases
        case .grants: .record(GrantReader.shape)
        case .evidence: EvidenceKind.shape
        case .signers: .record(SignerListReader.shape)
        case .tariffs: .record(TariffFile.shape)
        case .vocabulary: .record(VocabularyReader.shape)
        }
    }

    private var title: LocalizedText {
        switch self {
        case .form: LocalizedText(vi: "Biểu mẫu", en: "A form")
        case .baseline: LocalizedText(vi: "Bản gốc của biểu mẫu", en: "A baseline")
        case .freezers: LocalizedText(vi: "Người được chốt bản gốc", en: "Who may freeze baselines")
        case .connector: LocalizedText(vi: "Kết nối tới một sổ", en: "A connector's manifest")
        case .cases: LocalizedText(vi: "Ca kiểm thử của kết nối", en: "A connector's cases")
        case .grants: LocalizedText(vi: "Quyền đọc sổ", en: "Grants")
        case .evidence: LocalizedText(vi: "Loại giấy tờ", en: "A kind of evidence")
        case .signers: LocalizedText(vi: "Ai ký thay cơ quan nào", en: "Who signs for which authority")
        case .tariffs: LocalizedText(vi: "Định mức thời gian và chi phí", en: "Tariffs of time and cost")
        case .vocabulary: LocalizedText(vi: "Từ vựng", en: "Vocabulary")
        }
    }

    public var fileName: String { "\(rawValue).schema.json" }

    /// Draft 2020-12. It refuses nothing but what the reader refuses too, apart from three habits an editor should
    /// correct: quotes around `true`, `false` and numbers, and keys without a value.
    public var json: JSON {
        var writer = SchemaWriter()
        let root = writer.schema(of: shape)
        var object: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string(fileName), "title": .string(SchemaWriter.both(title)),
        ]
        for (key, value) in root.object?.members ?? [] { object[key] = value }
        object["$defs"] = .object(JSONObject(writer.definitions.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }))
        return .object(object)
    }
}

/// Writes shapes as JSON Schema; records stand once each, under `$defs`.
private struct SchemaWriter {
    private(set) var definitions: [String: JSON] = [:]

    /// One line for both languages: an editor knows but one description.
    static func both(_ text: LocalizedText) -> String { "\(text.vietnamese) | \(text.text(in: .english))" }

    mutating func schema(of shape: Shape) -> JSON {
        switch shape {
        // YAML gives `00037` and `1` another type than their reader does.
        case .text: return define("text") { _ in ["type": ["string", "number", "boolean"]] }
        case .matching(let pattern): return ["type": "string", "pattern": .string(pattern)]
        case .day: return ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
        case .expression: return define("expression") { _ in ["type": ["string", "number", "boolean"], "description": "FEEL"] }
        case .flag: return ["type": "boolean"]
        case .number: return ["type": ["number", "string"]]
        case .integer(let range): return ["type": "integer", "minimum": .number("\(range.lowerBound)"), "maximum": .number("\(range.upperBound)")]
        case .choice(let words): return ["enum": .array(words.map { .string($0) })]
        case .localized: return define("localizedText") { _ in Self.localized }
        case .list(let item, let isOne, let isFilled):
            let inner = schema(of: item)
            var list: JSONObject = ["type": "array", "items": inner]
            if isFilled { list["minItems"] = .number("1") }
            return isOne ? ["anyOf": [.object(list), inner]] : .object(list)
        case .names(let value, let words):
            var object: JSONObject = ["type": "object", "additionalProperties": schema(of: value)]
            if let words { object["propertyNames"] = ["enum": .array(words.map { .string($0) })] }
            return .object(object)
        case .record(let record): return define(record.name) { $0.schema(of: record) }
        case .reference(let name): return Self.reference(name)
        case .either(let shapes): return ["anyOf": .array(shapes.map { schema(of: $0) })]
        case .anything: return true
        }
    }

    private static func reference(_ name: String) -> JSON { ["$ref": .string("#/$defs/\(name)")] }

    private mutating func define(_ name: String, _ make: (inout SchemaWriter) -> JSON) -> JSON {
        if definitions[name] == nil {
            definitions[name] = true  // what contains itself finds it here
            definitions[name] = make(&self)
        }
        return Self.reference(name)
    }

    private static let localized: JSON = [
        "type": "object", "additionalProperties": false, "required": ["vi"],
        "properties": .object(JSONObject(Language.allCases.map { (key: $0.rawValue, value: ["type": ["string", "number", "boolean"], "pattern": "\\S"]) })),
    ]

    private mutating func schema(of record: RecordShape) -> JSON {
        var properties = JSONObject()
        for key in record.keys {
            var property = schema(of: key.shape).object ?? [:]
            property["description"] = .string(Self.both(key.says))
            properties[key.name] = .object(property)
        }
        var object: JSONObject = ["type": "object", "additionalProperties": false, "properties": .object(properties)]
        let required = record.keys.filter(\.isRequired).map { JSON.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        let rules = record.rules.map(Self.schema)
        if !rules.isEmpty { object["allOf"] = .array(rules) }
        return .object(object)
    }

    private static func schema(of rule: RecordShape.Rule) -> JSON {
        func has(_ key: String) -> JSON { ["required": [.string(key)]] }
        switch rule {
        case .one(let keys, let isOnly): return [isOnly ? "oneOf" : "anyOf": .array(keys.map(has))]
        case .needs(let key, let other):
            let needed: JSONObject = JSONObject([(key: other, value: JSON.array([.string(key)]))])
            return ["dependentRequired": .object(needed)]
        case .when(let key, let words, let needed):
            let choice: JSON = ["enum": .array(words.map { .string($0) })]
            let condition: JSONObject = ["properties": .object(JSONObject([(key: key, value: choice)])), "required": [.string(key)]]
            return ["if": .object(condition), "then": has(needed)]
        }
    }
}
