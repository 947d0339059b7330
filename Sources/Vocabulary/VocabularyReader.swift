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
    private var keyPlaces: [(ConceptID, SourcePosition)] = []
    private var places: [String: SourcePosition] = [:]
    private let table: (String) -> [UInt8]?

    /// - Parameter table: the bytes of a code table named by a vocabulary file; `nil` where there is none.
    public init(table: @escaping (String) -> [UInt8]?) { self.table = table }

    /// Adds one file.
    public mutating func read(_ text: String, file: String) {
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        guard let fields = reader.fields(document.root, as: Self.shape) else { return }
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
            for (place, part) in concept.form.parts.enumerated() where vocabulary[part.concept] == nil {
                diagnostics.append(Diagnostic(.partWithoutConcept, at: concept.places["parts", place], [part.concept.rawValue, concept.id.rawValue], fix: nearest(to: part.concept.rawValue, among: names)))
            }
            if vocabulary[concept.atom] == nil {
                diagnostics.append(Diagnostic(.unknownConcept, at: concept.places["atom"], [concept.atom.rawValue], fix: nearest(to: concept.atom.rawValue, among: names)))
            }
            if let codes = concept.form.codes, vocabulary.codeLists[codes] == nil {
                diagnostics.append(Diagnostic(.unknownCodeList, at: concept.places["codes"], [codes.rawValue], fix: nearest(to: codes.rawValue, among: vocabulary.codeLists.keys.map(\.rawValue))))
            }
            for (place, check) in concept.checks.enumerated() where vocabulary[check.number] == nil {
                diagnostics.append(Diagnostic(.unknownConcept, at: concept.places["checks", place].start, [check.number.rawValue], fix: nearest(to: check.number.rawValue, among: names)))
            }
            for (place, derivation) in concept.derivations.enumerated() {
                diagnostics += findings(in: derivation, at: concept.places["derivations", place].start, vocabulary)
            }
        }
        for (id, position) in keyPlaces where vocabulary[id] == nil {
            diagnostics.append(Diagnostic(.unknownConcept, at: position, length: id.rawValue.unicodeScalars.count, [id.rawValue], fix: nearest(to: id.rawValue, among: names)))
        }
        return (vocabulary, diagnostics.sortedByPosition())
    }

    private func findings(in derivation: Concept.Derivation, at span: SourceSpan, _ vocabulary: Vocabulary) -> [Diagnostic] {
        switch derivation {
        case .firstOf(let sources):
            return sources.filter { vocabulary[$0] == nil }.map { Diagnostic(.unknownConcept, at: span, [$0.rawValue]) }
        case .expression(let expression):
            return expression.meanings.sorted().flatMap { meaning -> [Diagnostic] in
                var found: [Diagnostic] = []
                if meaning.role.rawValue != "subject", vocabulary.relations[RelationID(meaning.role.rawValue)] == nil {
                    found.append(Diagnostic(.unknownRelation, at: span, [meaning.role.rawValue]))
                }
                if vocabulary[meaning.concept] == nil {
                    found.append(Diagnostic(.unknownConcept, at: span, [meaning.concept.rawValue]))
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
            let position = entries.position(of: name)
            guard declare("keys", name, at: position), let kind = kind(name, at: position) else { continue }
            var alternatives: [[ConceptID]] = []
            for item in reader.list(entries[name]) {
                var key: [ConceptID] = []
                for part in reader.list(item, orOne: true) {
                    guard let text = reader.text(part) else { continue }
                    key.append(ConceptID(rawValue: text))
                    keyPlaces.append((ConceptID(rawValue: text), part.position))
                }
                alternatives.append(key)
            }
            keys[kind] = alternatives
        }
    }

    private mutating func kind(_ name: String, at position: SourcePosition) -> Kind? {
        if let kind = Kind(rawValue: name) { return kind }
        reader.note(Diagnostic(.unknownKind, at: position, length: name.unicodeScalars.count, [name], fix: nearest(to: name, among: Kind.allCases.map(\.rawValue))))
        return nil
    }

    private mutating func kinds(_ node: YAMLNode?) -> [Kind] {
        reader.list(node, orOne: true).compactMap { item in
            reader.text(item).flatMap { kind($0, at: item.position) }
        }
    }

    private mutating func readConcept(_ name: String, _ node: YAMLNode?, at position: SourcePosition) {
        guard declare("concept", name, at: position), let fields = reader.fields(node, as: Self.concept) else { return }
        let kinds = kinds(reader.required("kind", in: fields))
        guard let type = reader.choice(reader.required("type", in: fields), ValueType.self),
              let label = reader.localizedText(reader.required("label", in: fields)), !kinds.isEmpty
        else { return }
        _ = reader.text(fields["source"])
        // What a type cannot do without.
        switch type {
        case .choice: _ = reader.required("codes", in: fields)
        case .identifier: _ = reader.required("identifier", in: fields)
        case .address, .composite: _ = reader.required("parts", in: fields)
        case .text, .number, .date, .tick: break
        }
        concepts.append(Concept(
            id: ConceptID(rawValue: name), kinds: kinds, type: type, label: label,
            form: .init(
                unit: reader.text(fields["unit"]), codes: reader.text(fields["codes"]).map(CodeListID.init(rawValue:)),
                identifier: reader.choice(fields["identifier"], IdentifierType.self), many: reader.flag(fields["many"]),
                parts: parts(fields["parts"]), validTo: date(fields["validTo"]), minimum: reader.number(fields["minimum"]),
                maximum: reader.number(fields["maximum"]), isCurrent: reader.flag(fields["current"]),
                placeholders: placeholders(fields["placeholders"]), isNotFuture: isNotFuture(fields["notFuture"], type)),
            disclosure: .init(
                sensitivity: reader.choice(fields["sensitivity"], Sensitivity.self) ?? .basic,
                isPublic: reader.flag(fields["public"]), isContact: reader.flag(fields["contact"]),
                isIdentity: reader.flag(fields["identity"])),
            atom: reader.text(fields["atom"]).map { ConceptID(rawValue: $0) },
            derivations: derivations(fields["derivations"]), checks: checks(fields["checks"]),
            synonyms: reader.texts(fields["synonyms"]), position: position, places: fields.places))
    }

    /// Days of any year: `01-01`.
    private mutating func placeholders(_ node: YAMLNode?) -> [String] {
        reader.list(node).compactMap { item in
            guard let text = reader.text(item) else { return nil }
            guard PartialDate("2000-" + text)?.isFull ?? false else {
                reader.refuse(item, expected: "01-01 | 12-31")
                return nil
            }
            return text
        }
    }

    /// Only a day can lie in the future.
    private mutating func isNotFuture(_ node: YAMLNode?, _ type: ValueType) -> Bool {
        guard let node, type != .date else { return reader.flag(node) }
        reader.refuse(node, expected: "type: date")
        return false
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
                guard let fields = reader.fields(item, as: Self.firstOf) else { continue }
                derivations.append(.firstOf(reader.texts(reader.required("firstOf", in: fields)).map { ConceptID(rawValue: $0) }))
            } else if let expression = reader.expression(item) {
                derivations.append(.expression(expression))
            }
        }
        return derivations
    }

    private mutating func checks(_ node: YAMLNode?) -> [Concept.Check] {
        reader.list(node).compactMap { item in
            guard let fields = reader.fields(item, as: Self.check), let number = reader.text(reader.required("number", in: fields)),
                  let told = reader.choice(reader.required("tells", in: fields), Concept.Check.Told.self)
            else { return nil }
            return Concept.Check(number: ConceptID(rawValue: number), tells: told)
        }
    }

    private mutating func readRelation(_ name: String, _ node: YAMLNode?, at position: SourcePosition) {
        guard declare("relation", name, at: position),
              let fields = reader.fields(node, as: Self.relation)
        else { return }
        let from = kinds(reader.required("from", in: fields)), to = kinds(reader.required("to", in: fields))
        for end in ["from", "to"] {
            if case .sequence(let kinds)? = fields[end]?.content, kinds.isEmpty { reader.note(Diagnostic(.missingKey, at: position, [end])) }
        }
        guard let cardinality = reader.choice(reader.required("cardinality", in: fields), Relation.Cardinality.self),
              let label = reader.localizedText(reader.required("label", in: fields))
        else { return }
        relations.append(Relation(
            id: RelationID(name), from: from, to: to, cardinality: cardinality,
            proves: reader.flag(fields["proves"]), label: label, position: position))
    }

    private mutating func readCodeList(_ name: String, _ node: YAMLNode?, at position: SourcePosition) {
        guard declare("codes", name, at: position),
              let fields = reader.fields(node, as: Self.codeList),
              let title = reader.localizedText(reader.required("title", in: fields))
        else { return }
        var entries: [(CodeList.Entry, SourcePosition)] = []
        for item in reader.list(fields["codes"]) {
            if let entry = readCode(item) { entries.append((entry, item.position)) }
        }
        if let node = fields["table"], let name = reader.text(node) { entries += tableEntries(name, at: node.position) }
        _ = reader.text(fields["source"])
        checkCodes(entries, of: name)
        codeLists.append(CodeList(id: CodeListID(name), title: title, entries: entries.map(\.0)))
    }

    private mutating func readCode(_ item: YAMLNode) -> CodeList.Entry? {
        guard let code = reader.fields(item, as: Self.code),
              let written = reader.text(reader.required("code", in: code)), let vi = reader.text(reader.required("vi", in: code))
        else { return nil }
        var columns: [String: String] = [:]
        if let more = reader.fields(code["columns"]) {
            for column in more.order { columns[column] = reader.text(more[column]) }
        }
        return .init(
            code: written, label: LocalizedText(vi: vi, en: reader.text(code["en"])),
            validFrom: date(code["validFrom"]), validTo: date(code["validTo"]), columns: columns, takesText: reader.flag(code["text"]))
    }

    /// A code means one thing at a time, and a closed one is succeeded by a code of the list.
    private mutating func checkCodes(_ entries: [(CodeList.Entry, SourcePosition)], of list: String) {
        var earlier: [String: [(CodeList.Entry, SourcePosition)]] = [:]
        let codes = Set(entries.map(\.0.code))
        for (entry, position) in entries {
            if let (_, place) = earlier[entry.code]?.first(where: { $0.0.overlaps(entry) }) {
                reader.note(Diagnostic(.declaredTwice, at: position, [entry.code, place.description]))
            }
            earlier[entry.code, default: []].append((entry, position))
            if let successor = entry.columns["successor"], !successor.isEmpty, !codes.contains(successor) {
                reader.note(Diagnostic(.unknownCode, at: position, [successor, list], fix: nearest(to: successor, among: codes.sorted())))
            }
        }
    }

    private mutating func date(_ node: YAMLNode?) -> PartialDate? {
        guard let node, let text = reader.text(node) else { return nil }
        guard let date = PartialDate(text), date.isFull else {
            reader.refuse(node, expected: "yyyy-MM-dd")
            return nil
        }
        return date
    }

    private mutating func tableEntries(_ name: String, at position: SourcePosition) -> [(CodeList.Entry, SourcePosition)] {
        guard let bytes = table(name) else {
            reader.note(Diagnostic(.notReadable, at: position, [name]))
            return []
        }
        do {
            let table = try Table(parsing: bytes)
            let missing = ["code", "vi"].filter { !table.columns.contains($0) }
            for column in missing { reader.note(Diagnostic(.missingKey, at: .start(of: name), [column])) }
            guard missing.isEmpty else { return [] }
            return table.rows.indices.compactMap { index in
                // The first line has the names; a field over several lines would shift what follows.
                let place = SourcePosition(file: name, line: index + 2, column: 1)
                return tableEntry(table.row(index), at: place).map { ($0, place) }
            }
        } catch {
            reader.note(Diagnostic(.notReadable, at: position, ["\(name): \(error.description)"]))
            return []
        }
    }

    private mutating func tableEntry(_ row: [String: String], at place: SourcePosition) -> CodeList.Entry? {
        var row = row
        guard let code = row.removeValue(forKey: "code"), !code.isEmpty, let vi = row.removeValue(forKey: "vi"), !vi.isEmpty else {
            reader.note(Diagnostic(.missingKey, at: place, ["code, vi"]))
            return nil
        }
        let en = row.removeValue(forKey: "en").flatMap { $0.isEmpty ? nil : $0 }
        var dates: [String: PartialDate] = [:]
        for column in ["validFrom", "validTo"] {
            guard let text = row.removeValue(forKey: column), !text.isEmpty else { continue }
            guard let date = PartialDate(text), date.isFull else {
                reader.note(Diagnostic(.badScalar, at: place, [text, "yyyy-MM-dd"]))
                return nil
            }
            dates[column] = date
        }
        return CodeList.Entry(
            code: code, label: LocalizedText(vi: vi, en: en), validFrom: dates["validFrom"], validTo: dates["validTo"], columns: row)
    }
}

extension DeclarationReader {
    /// A number; noted where the scalar is none.
    public mutating func number(_ node: YAMLNode?) -> Number? {
        guard let node, let written = text(node) else { return nil }
        guard let number = Number(written) else {
            refuse(node, expected: "a number")
            return nil
        }
        return number
    }

    /// A FEEL expression; a syntax error is noted at its place inside the scalar.
    public mutating func expression(_ node: YAMLNode?) -> Expression? {
        guard let node, let source = text(node) else { return nil }
        do {
            return try Expression(source, origin: node.origin(of: source))
        } catch {
            note(Diagnostic(.expressionSyntax, at: node.position(at: error.offset), length: error.length, [error.found, error.expected]))
            return nil
        }
    }
}

extension YAMLNode {
    /// Where the text of a scalar stands, scalar by scalar.
    fileprivate func origin(of text: String) -> ExpressionOrigin {
        ExpressionOrigin(length: text.unicodeScalars.count) { position(at: $0) }
    }
}
