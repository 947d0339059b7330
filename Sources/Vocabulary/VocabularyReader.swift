public import Declarations
public import Diagnostics
public import Expressions
import Formats

/// Reads vocabulary files into one `Vocabulary`. Pure: texts come in by name, tables through `table`.
public struct VocabularyReader {
    private var reader = DeclarationReader()
    private var concepts: [Concept] = []
    private var relations: [Relation] = []
    private var codeLists: [CodeList] = []
    private var keys: [Kind: [[ConceptID]]] = [:]
    private var places: [String: SourcePosition] = [:]
    private let table: (String) -> [UInt8]?

    /// - Parameter table: the bytes of a code table named by a vocabulary file; `nil` where there is none.
    public init(table: @escaping (String) -> [UInt8]?) { self.table = table }

    /// Adds one file.
    public mutating func read(_ text: String, file: String) {
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        guard let fields = reader.fields(document.root, allowed: ["keys", "concepts", "relations", "codeLists"]) else { return }
        if let node = fields["keys"] { readKeys(node) }
        if let entries = reader.fields(fields["concepts"]) {
            for name in entries.order { readConcept(name, entries[name], at: entries.position(of: name)) }
        }
        if let entries = reader.fields(fields["relations"]) {
            for name in entries.order { readRelation(name, entries[name], at: entries.position(of: name)) }
        }
        if let entries = reader.fields(fields["codeLists"]) {
            for name in entries.order { readCodeList(name, entries[name], at: entries.position(of: name)) }
        }
    }

    /// The whole, with what is wrong in it, names that lead nowhere included.
    public func finish() -> (vocabulary: Vocabulary, diagnostics: [Diagnostic]) {
        let vocabulary = Vocabulary(concepts: concepts, relations: relations, codeLists: codeLists, keys: keys)
        var diagnostics = reader.diagnostics
        let names = vocabulary.concepts.keys.map(\.rawValue).sorted()
        for concept in concepts {
            for part in concept.form.parts where vocabulary[part.concept] == nil {
                diagnostics.append(Diagnostic(.partWithoutConcept, at: concept.position, [part.concept.rawValue, concept.id.rawValue], fix: nearest(to: part.concept.rawValue, among: names)))
            }
            if vocabulary[concept.atom] == nil {
                diagnostics.append(Diagnostic(.unknownConcept, at: concept.position, [concept.atom.rawValue], fix: nearest(to: concept.atom.rawValue, among: names)))
            }
            if let codes = concept.form.codes, vocabulary.codeLists[codes] == nil {
                diagnostics.append(Diagnostic(.unknownCodeList, at: concept.position, [codes.rawValue], fix: nearest(to: codes.rawValue, among: vocabulary.codeLists.keys.map(\.rawValue))))
            }
            for derivation in concept.derivations { diagnostics += findings(in: derivation, of: concept, vocabulary) }
        }
        for (_, keys) in vocabulary.keys.sorted(by: { $0.key < $1.key }) {
            for id in keys.joined() where vocabulary[id] == nil {
                diagnostics.append(Diagnostic(.unknownConcept, at: .start(of: concepts.first?.position.file ?? "vocabulary"), [id.rawValue]))
            }
        }
        return (vocabulary, diagnostics.sortedByPosition())
    }

    private func findings(in derivation: Concept.Derivation, of concept: Concept, _ vocabulary: Vocabulary) -> [Diagnostic] {
        switch derivation {
        case .firstOf(let sources):
            return sources.filter { vocabulary[$0] == nil }.map { Diagnostic(.unknownConcept, at: concept.position, [$0.rawValue]) }
        case .expression(let expression):
            return expression.meanings.sorted().flatMap { meaning -> [Diagnostic] in
                var found: [Diagnostic] = []
                if meaning.role.rawValue != "subject", vocabulary.relations[RelationID(meaning.role.rawValue)] == nil {
                    found.append(Diagnostic(.unknownRelation, at: concept.position, [meaning.role.rawValue]))
                }
                if vocabulary[meaning.concept] == nil {
                    found.append(Diagnostic(.unknownConcept, at: concept.position, [meaning.concept.rawValue]))
                }
                return found
            }
        }
    }

    /// - Parameter sort: what is declared; a concept and a relation may have one name.
    private mutating func declare(_ sort: String, _ name: String, at position: SourcePosition) -> Bool {
        if let earlier = places[sort + " " + name] {
            reader.note(Diagnostic(.declaredTwice, at: position, length: name.count, [name, earlier.description]))
            return false
        }
        places[sort + " " + name] = position
        return true
    }

    private mutating func readKeys(_ node: YAMLNode) {
        guard let entries = reader.fields(node) else { return }
        for name in entries.order {
            guard let kind = kind(name, at: entries.position(of: name)) else { continue }
            var alternatives: [[ConceptID]] = []
            for item in reader.list(entries[name]) {
                alternatives.append(reader.texts(item, orOne: true).map { ConceptID(rawValue: $0) })
            }
            keys[kind] = alternatives
        }
    }

    private mutating func kind(_ name: String, at position: SourcePosition) -> Kind? {
        if let kind = Kind(rawValue: name) { return kind }
        reader.note(Diagnostic(.unknownKind, at: position, length: name.count, [name], fix: nearest(to: name, among: Kind.allCases.map(\.rawValue))))
        return nil
    }

    private mutating func kinds(_ node: YAMLNode?) -> [Kind] {
        reader.list(node, orOne: true).compactMap { item in
            reader.text(item).flatMap { kind($0, at: item.position) }
        }
    }

    private mutating func readConcept(_ name: String, _ node: YAMLNode?, at position: SourcePosition) {
        let allowed = ["kind", "type", "label", "synonyms", "atom", "sensitivity", "public", "contact", "identity", "unit", "codes", "identifier", "many", "parts", "derivations", "validTo", "source"]
        guard declare("concept", name, at: position), let fields = reader.fields(node, allowed: allowed) else { return }
        let kinds = kinds(reader.required("kind", in: fields))
        guard let type = reader.choice(reader.required("type", in: fields), ValueType.self),
              let label = reader.localizedText(reader.required("label", in: fields)), !kinds.isEmpty
        else { return }
        concepts.append(Concept(
            id: ConceptID(rawValue: name), kinds: kinds, type: type, label: label,
            form: .init(
                unit: reader.text(fields["unit"]), codes: reader.text(fields["codes"]).map(CodeListID.init(rawValue:)),
                identifier: reader.choice(fields["identifier"], IdentifierType.self), many: reader.flag(fields["many"]),
                parts: parts(fields["parts"]), validTo: date(fields["validTo"])),
            disclosure: .init(
                sensitivity: reader.choice(fields["sensitivity"], Sensitivity.self) ?? .basic,
                isPublic: reader.flag(fields["public"]), isContact: reader.flag(fields["contact"]),
                isIdentity: reader.flag(fields["identity"])),
            atom: reader.text(fields["atom"]).map { ConceptID(rawValue: $0) },
            derivations: derivations(fields["derivations"]),
            synonyms: reader.texts(fields["synonyms"]), position: position))
    }

    private mutating func parts(_ node: YAMLNode?) -> [Concept.Part] {
        guard let fields = reader.fields(node) else { return [] }
        var parts: [Concept.Part] = []
        for name in fields.order {
            if let concept = reader.text(fields[name]) { parts.append(.init(name: name, concept: ConceptID(rawValue: concept))) }
        }
        return parts
    }

    private mutating func derivations(_ node: YAMLNode?) -> [Concept.Derivation] {
        var derivations: [Concept.Derivation] = []
        for item in reader.list(node) {
            if case .mapping = item.content {
                guard let fields = reader.fields(item, allowed: ["firstOf"]) else { continue }
                derivations.append(.firstOf(reader.texts(reader.required("firstOf", in: fields)).map { ConceptID(rawValue: $0) }))
            } else if let expression = reader.expression(item) {
                derivations.append(.expression(expression))
            }
        }
        return derivations
    }

    private mutating func readRelation(_ name: String, _ node: YAMLNode?, at position: SourcePosition) {
        guard declare("relation", name, at: position),
              let fields = reader.fields(node, allowed: ["from", "to", "cardinality", "proves", "label"])
        else { return }
        let from = kinds(reader.required("from", in: fields)), to = kinds(reader.required("to", in: fields))
        guard let cardinality = reader.choice(reader.required("cardinality", in: fields), Relation.Cardinality.self),
              let label = reader.localizedText(reader.required("label", in: fields))
        else { return }
        relations.append(Relation(
            id: RelationID(name), from: from, to: to, cardinality: cardinality,
            proves: reader.flag(fields["proves"]), label: label, position: position))
    }

    private mutating func readCodeList(_ name: String, _ node: YAMLNode?, at position: SourcePosition) {
        guard declare("codes", name, at: position),
              let fields = reader.fields(node, allowed: ["title", "codes", "table", "source"]),
              let title = reader.localizedText(reader.required("title", in: fields))
        else { return }
        var entries: [CodeList.Entry] = []
        for item in reader.list(fields["codes"]) {
            guard let code = reader.fields(item, allowed: ["code", "vi", "en", "validFrom", "validTo", "text", "columns"]),
                  let written = reader.text(reader.required("code", in: code)), let vi = reader.text(reader.required("vi", in: code))
            else { continue }
            var columns: [String: String] = [:]
            if let more = reader.fields(code["columns"]) {
                for column in more.order { columns[column] = reader.text(more[column]) }
            }
            entries.append(.init(
                code: written, label: LocalizedText(vi: vi, en: reader.text(code["en"])),
                validFrom: date(code["validFrom"]), validTo: date(code["validTo"]), columns: columns, takesText: reader.flag(code["text"])))
        }
        if let node = fields["table"], let name = reader.text(node) { entries += tableEntries(name, at: node.position) }
        codeLists.append(CodeList(id: CodeListID(name), title: title, entries: entries))
    }

    private mutating func date(_ node: YAMLNode?) -> PartialDate? {
        guard let node, let text = reader.text(node) else { return nil }
        guard let date = PartialDate(text), date.isFull else {
            reader.note(Diagnostic(.badScalar, at: node.position, length: text.count, [text, "yyyy-MM-dd"]))
            return nil
        }
        return date
    }

    private mutating func tableEntries(_ name: String, at position: SourcePosition) -> [CodeList.Entry] {
        guard let bytes = table(name) else {
            reader.note(Diagnostic(.notReadable, at: position, [name]))
            return []
        }
        do {
            let table = try Table(parsing: bytes)
            return table.rows.indices.map { index in
                var row = table.row(index)
                let code = row.removeValue(forKey: "code") ?? ""
                let vi = row.removeValue(forKey: "vi") ?? code
                let en = row.removeValue(forKey: "en")
                let from = row.removeValue(forKey: "validFrom"), to = row.removeValue(forKey: "validTo")
                return CodeList.Entry(
                    code: code, label: LocalizedText(vi: vi, en: en.flatMap { $0.isEmpty ? nil : $0 }),
                    validFrom: from.flatMap { PartialDate($0) }, validTo: to.flatMap { PartialDate($0) }, columns: row)
            }
        } catch {
            reader.note(Diagnostic(.notReadable, at: position, ["\(name): \(error.reason) \(error.detail)"]))
            return []
        }
    }
}

extension DeclarationReader {
    /// A FEEL expression; a syntax error is noted at its place inside the scalar.
    public mutating func expression(_ node: YAMLNode?) -> Expression? {
        guard let node, let source = text(node) else { return nil }
        do {
            return try Expression(source)
        } catch {
            let quoted = if case .scalar(_, quoted: true) = node.content { 1 } else { 0 }
            note(Diagnostic(.expressionSyntax, at: node.position.advanced(by: error.offset + quoted), [error.found, error.expected]))
            return nil
        }
    }
}
