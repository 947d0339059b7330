import Declarations
import Diagnostics
import Expressions
import Vocabulary

extension ManifestReader {
    mutating func supplies(_ node: YAMLNode?) -> [Supply] {
        guard let entries = reader.fields(node) else { return [] }
        var supplies: [Supply] = []
        for name in entries.order {
            if let supply = supply(name, entries[name], at: entries.position(of: name)) { supplies.append(supply) }
        }
        return supplies
    }

    private mutating func supply(_ name: String, _ node: YAMLNode?, at position: SourcePosition) -> Supply? {
        guard let fields = reader.fields(node, as: Self.supply), let reading = reading(fields) else { return nil }
        var freshFor: CalendarPeriod?
        if let node = fields["freshFor"], let text = reader.text(node) {
            freshFor = CalendarPeriod(text)
            if freshFor == nil { reader.refuse(node, expected: "P2Y | P6M | P30D") }
        }
        return Supply(
            concept: ConceptID(rawValue: name), reading: reading, authority: reader.integer(fields["authority"], in: 1...9) ?? 5,
            freshFor: freshFor, cacheFor: cacheFor(fields), isComplete: reader.flag(fields["complete"]),
            invalidWhen: mark(fields["invalidWhen"]), position: position)
    }

    /// What says that one value must not be used. Its path takes nothing from a reply, and has to be found in a sample like any other:
    /// a mark that stands elsewhere would let every value pass.
    private mutating func mark(_ node: YAMLNode?) -> ReplyRules.Condition? {
        guard let node, let fields = reader.fields(node, as: Self.mark), let path = path(reader.required("at", in: fields)) else { return nil }
        return .init(statuses: [], path: path, values: reader.texts(fields["is"], orOne: true))
    }

    private mutating func cacheFor(_ fields: DeclarationReader.Fields) -> Duration? {
        duration(fields["cacheFor"], upTo: .seconds(24 * 3600), example: "30s | 10m | 1h")
    }

    private mutating func reading(_ fields: DeclarationReader.Fields) -> Supply.Reading? {
        let ways = ["at", "parts", "value"].filter { fields[$0] != nil }
        guard ways.count <= 1 else {
            reader.note(Diagnostic(.wrongShape, at: fields.position, ["one source", ways.joined(separator: ", ")]))
            return nil
        }
        if let node = fields["parts"] {
            guard let entries = reader.fields(node) else { return nil }
            var parts: [Supply.Part] = []
            for name in entries.order {
                guard let inner = reader.fields(entries[name], as: Self.supply), let reading = reading(inner) else { continue }
                parts.append(.init(name: name, reading: reading, invalidWhen: mark(inner["invalidWhen"])))
            }
            return .parts(parts)
        }
        if let node = fields["value"] {
            guard let expression = reader.expression(node) else { return nil }
            var reads: [String: FieldPath] = [:]
            if let entries = reader.fields(fields["read"]) {
                for name in entries.order { reads[name] = path(entries[name]) }
            }
            checkReads(of: expression, at: node, declared: fields["read"].flatMap { reader.fields($0)?.order } ?? [])
            return .computed(expression, reads: reads, decoding(fields))
        }
        guard let path = path(reader.required("at", in: fields)) else { return nil }
        return .at(path, decoding(fields))
    }

    /// What an expression reads and nobody reads for it would be unknown for ever.
    private mutating func checkReads(of expression: Expression, at node: YAMLNode, declared: [String]) {
        for meaning in expression.meanings.sorted() {
            if meaning.role.rawValue == "read", declared.contains(meaning.concept.rawValue) { continue }
            let known = declared.map { "read." + $0 }
            reader.note(Diagnostic(
                .unknownKey, at: node.position, length: node.length, [meaning.description, known.joined(separator: ", ")],
                fix: nearest(to: meaning.description, among: known)))
        }
    }

    private mutating func decoding(_ fields: DeclarationReader.Fields) -> Supply.Decoding {
        var codes: [String: String] = [:]
        var codePlaces: Places?
        // The name of a code list means that the register writes our codes: the concept's own list checks them.
        if let node = fields["codes"] {
            if case .mapping = node.content, let entries = reader.fields(node) {
                codePlaces = entries.places
                for code in entries.order { codes[code] = reader.text(reader.required(code, in: entries)) }
            } else {
                _ = reader.text(node)
            }
        }
        var separator: String?
        if let list = reader.fields(fields["list"], as: Self.separated) { separator = reader.text(list["separator"]) }
        return .init(
            codes: codes, codePlaces: codePlaces, format: format(fields["format"]), partial: reader.flag(fields["partial"]), separator: separator,
            unit: reader.text(fields["unit"]).map { .init(name: $0, place: fields.places["unit"]) })
    }

    /// A layout that is none would read nothing, for ever.
    mutating func format(_ node: YAMLNode?) -> String? {
        guard let node, let text = reader.text(node) else { return nil }
        if DateLayout(text) == nil { reader.refuse(node, expected: "dd/MM/yyyy | yyyyMMdd | yyyy-MM-dd'T'HH:mm:ssXXX") }
        return text
    }

    mutating func opens(_ node: YAMLNode?) -> [Opens] {
        guard let entries = reader.fields(node) else { return [] }
        var opens: [Opens] = []
        for name in entries.order {
            guard let fields = reader.fields(entries[name], as: Self.opens),
                  let kind = reader.choice(reader.required("kind", in: fields), Kind.self)
            else { continue }
            let list = reading(from: .record) { $0.path(fields["list"]) }
            let keys = reading(from: .element(of: list)) { $0.keyPaths($0.reader.required("key", in: fields)) }
            let supplies = reading(from: .element(of: list)) { $0.supplies(fields["supplies"]) }
            opens.append(Opens(
                relation: RelationID(name), kind: kind, keys: keys, list: list, isComplete: reader.flag(fields["complete"]),
                cacheFor: cacheFor(fields), supplies: supplies, position: entries.position(of: name)))
        }
        return opens
    }
}
