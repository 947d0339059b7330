import Declarations
import Diagnostics
import Expressions
import Vocabulary

extension FormReader {
    mutating func sections(_ node: YAMLNode?) -> [Section] {
        var sections: [Section] = []
        for item in reader.list(node) {
            guard let fields = reader.fields(item, as: Self.section) else { continue }
            let title = reader.localizedText(reader.required("title", in: fields)) ?? LocalizedText(vi: "")
            _ = reader.localizedText(fields["help"])
            sections.append(Section(
                title: title, visibleIf: reader.expression(fields["visibleIf"]), rows: rows(fields["rows"]),
                fields: reader.list(reader.required("fields", in: fields)).compactMap { field($0) }, places: fields.places))
        }
        return sections
    }

    mutating func rows(_ node: YAMLNode?) -> Rows? {
        guard let node, let fields = reader.fields(node, as: Self.rows),
              let group = reader.text(reader.required("group", in: fields))
        else { return nil }
        guard let countNode = fields["count"], let count = reader.text(countNode) else {
            reader.note(Diagnostic(.unboundedRows, at: node.position, [group], adding: "count: 0..20"))
            return nil
        }
        guard let bounds = bounds(count) else {
            if Self.isOpenEnded(count) {
                reader.note(Diagnostic(.unboundedRows, at: countNode.position, length: countNode.length, [group], fix: "0..20"))
            } else {
                reader.refuse(countNode, expected: "0..20, …, 0..\(Self.mostRows)")
            }
            return nil
        }
        return Rows(
            group: GroupID(group), role: reader.text(fields["of"]).map { RoleID(rawValue: $0) },
            count: bounds, position: node.position)
    }

    private static let mostRows = 200

    /// `0..20`: two whole numbers, the second at least 1.
    private func bounds(_ count: String) -> ClosedRange<Int>? {
        guard let dots = count.firstRange(of: ".."), let low = Int(count[..<dots.lowerBound]), let high = Int(count[dots.upperBound...]),
              count == "\(low)..\(high)", low >= 0, high >= max(1, low), high <= Self.mostRows
        else { return nil }
        return low...high
    }

    /// `0..`, `1..*`, `*`, `many`: an author who means any number.
    private static func isOpenEnded(_ count: String) -> Bool {
        count.hasSuffix("..") || count.contains("*") || count.hasSuffix("..n") || ["many", "n", "unbounded"].contains(count)
    }

    private mutating func field(_ node: YAMLNode) -> Field? {
        guard let fields = reader.fields(node, as: Self.field) else { return nil }
        let id = reader.text(reader.required("id", in: fields))
        let means = fieldMeaning(reader.required("means", in: fields))
        let label = reader.localizedText(reader.required("label", in: fields))
        guard let id, let means, let label else { return nil }
        let options = options(fields["options"])
        let localType = reader.choice(fields["type"], ValueType.self)
        checkLocal(fields, localType)
        let unit = reader.text(fields["unit"])
        let minimum = reader.number(fields["minimum"]), maximum = reader.number(fields["maximum"])
        let local = localType.map { _ in Concept.ValueForm(
            unit: unit, codes: options.isEmpty ? nil : CodeListID("options:" + id), minimum: minimum, maximum: maximum) }
        return Field(
            id: FieldID(id), means: means, label: label, help: reader.localizedText(fields["help"]), demand: demand(fields),
            authorship: .init(
                onlyApplicant: onlyApplicant(fields["onlyApplicant"]),
                repeats: reader.text(fields["repeats"]).map { FieldID($0) },
                offers: reader.list(fields["offers"], orOne: true).compactMap { meaning($0) },
                value: computation(fields), partOf: meaning(fields["partOf"]), ifNone: reader.number(fields["ifNone"])?.description,
                mayBeNone: reader.flag(fields["mayBeNone"])),
            local: local, localType: localType, options: options, outside: outside(fields["outside"]),
            places: fields.places)
    }

    /// Units and options belong to a question of this form alone, and a choice among nothing is none.
    private mutating func checkLocal(_ fields: DeclarationReader.Fields, _ type: ValueType?) {
        if type == .choice { _ = reader.required("options", in: fields) }
        guard fields["type"] == nil else { return }
        for key in ["options", "unit", "minimum", "maximum"] where fields[key] != nil {
            reader.note(Diagnostic(.missingKey, at: fields.position(of: key), length: key.utf8.count, ["type"]))
        }
    }

    /// A computation: an expression under `value`, or a decision table under `table`.
    mutating func computation(_ fields: DeclarationReader.Fields) -> Expression? {
        guard fields.order.contains("table") else { return reader.expression(fields["value"]) }
        if fields.order.contains("value") {
            reader.note(Diagnostic(.wrongShape, at: fields.position(of: "table"), length: 5, ["one source", "value, table"]))
        }
        return reader.decisionTable(reader.required("table", in: fields))
    }

    mutating func demand(_ fields: DeclarationReader.Fields) -> Field.Demand {
        let requiredIf = reader.expression(fields["requiredIf"])
        return Field.Demand(
            required: reader.flag(fields["required"]), requiredIf: requiredIf, visibleIf: reader.expression(fields["visibleIf"]))
    }

    mutating func fieldMeaning(_ node: YAMLNode?) -> FieldMeaning? {
        guard let node else { return nil }
        guard case .mapping = node.content else { return meaning(node).map { FieldMeaning($0) } }
        guard let entries = reader.fields(node, allowed: Kind.allCases.map(\.rawValue)) else { return nil }
        if entries.order.isEmpty { reader.note(Diagnostic(.wrongShape, at: node.position, ["role.concept", "nothing"])) }
        var byKind: [Kind: Meaning] = [:]
        var first: Meaning?
        for name in entries.order {
            guard let kind = Kind(rawValue: name), let meaning = meaning(entries[name]) else { continue }
            byKind[kind] = meaning
            first = first ?? meaning
        }
        return first.map { FieldMeaning($0, byKind: byKind) }
    }

    private mutating func options(_ node: YAMLNode?) -> [CodeList.Entry] {
        var options: [CodeList.Entry] = []
        for item in reader.list(node) {
            guard let fields = reader.fields(item, as: Self.option),
                  let code = reader.text(reader.required("code", in: fields)),
                  let vi = reader.text(reader.required("vi", in: fields))
            else { continue }
            if options.contains(where: { $0.code == code }) {
                reader.note(Diagnostic(.declaredTwice, at: item.position, [code, node?.position.description ?? ""]))
                continue
            }
            options.append(.init(
                code: code, label: LocalizedText(vi: vi, en: reader.text(fields["en"])), takesText: reader.flag(fields["text"])))
        }
        return options
    }

    private mutating func onlyApplicant(_ node: YAMLNode?) -> OnlyApplicant? {
        guard let node else { return nil }
        if case .mapping = node.content {
            guard let fields = reader.fields(node, as: Self.newValue) else { return nil }
            return .newValue(reader.expression(reader.required("newValue", in: fields)))
        }
        guard let word = reader.text(node) else { return nil }
        switch word {
        case "statement": return .statement
        case "newValue": return .newValue(nil)
        default:
            reader.refuse(node, expected: "statement | newValue", fix: nearest(to: word, among: ["statement", "newValue"]))
            return nil
        }
    }

    mutating func outside(_ node: YAMLNode?) -> Outside? {
        guard let node else { return nil }
        if case .mapping = node.content {
            guard let fields = reader.fields(node, as: Self.waived) else { return nil }
            return reader.text(reader.required("waived", in: fields)).map { .waived($0) }
        }
        guard let word = reader.text(node) else { return nil }
        switch word {
        case "boilerplate": return .boilerplate
        case "consent": return .consent
        case "signature": return .signature
        case "office": return .office
        default:
            let words = ["boilerplate", "consent", "signature", "office"]
            reader.refuse(node, expected: words.joined(separator: " | "), fix: nearest(to: word, among: words))
            return nil
        }
    }
}
