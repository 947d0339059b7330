public import Diagnostics

/// Turns nodes into typed values and collects what is wrong on the way; never stops at the first mistake.
///
/// Every method answers `nil` (or an empty collection) where the node cannot be read as asked, after noting why.
public struct DeclarationReader: Sendable {
    public private(set) var diagnostics: [Diagnostic] = []

    public init() {}

    /// The entries of one mapping, by key.
    public struct Fields: Sendable {
        public let position: SourcePosition
        let entries: [String: YAMLNode.Entry]
        public let order: [String]

        public subscript(_ key: String) -> YAMLNode? {
            guard let value = entries[key]?.value, !value.isEmptyScalar else { return nil }
            return value
        }

        /// Where the key itself stands; the mapping's place where the key is missing.
        public func position(of key: String) -> SourcePosition { entries[key]?.keyPosition ?? position }

        /// Where the values stand: the items of a list and the values of a mapping inside it one by one.
        public var places: Places {
            Places(start: position, values: entries.mapValues { entry in
                let inner: [SourceSpan] = switch entry.value.content {
                case .scalar: []
                case .sequence(let items): items.map(\.span)
                case .mapping(let entries): entries.map(\.value.span)
                }
                return inner.isEmpty ? [entry.value.span] : inner
            })
        }
    }

    public mutating func note(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    public mutating func note(_ more: some Sequence<Diagnostic>) { diagnostics.append(contentsOf: more) }

    /// Reads a mapping and refuses keys outside `allowed`, naming the nearest one.
    public mutating func fields(_ node: YAMLNode?, allowed: [String]) -> Fields? {
        guard let fields = fields(node) else { return nil }
        let torn = torn(fields, allowed: allowed)
        for key in fields.order where !allowed.contains(key) && !torn.contains(key) {
            note(Diagnostic(
                .unknownKey, at: fields.position(of: key), length: key.unicodeScalars.count,
                [key, allowed.joined(separator: ", ")], fix: nearest(to: key, among: allowed)))
        }
        return fields
    }

    /// `{vi: Ông, bà}`: inside brackets a comma ends the label, and the rest of it reads as keys without values. It is said
    /// once, where the label begins.
    private mutating func torn(_ fields: Fields, allowed: [String]) -> Set<String> {
        var torn: Set<String> = []
        var label: (text: String, start: SourcePosition, end: Int, isTorn: Bool)?
        for key in fields.order {
            guard let entry = fields.entries[key] else { continue }
            let column = entry.keyPosition.column
            if let open = label, !allowed.contains(key), entry.value.isEmptyScalar, entry.keyPosition.line == open.start.line,
               (1...3).contains(column - open.end) {
                let blanks = String(repeating: " ", count: column - open.end - 1)
                label = (open.text + "," + blanks + key, open.start, column + key.unicodeScalars.count, true)
                torn.insert(key)
                continue
            }
            note(torn: label)
            label = nil
            if case .scalar(let text, quoted: false) = entry.value.content, !text.isEmpty {
                label = (text, entry.value.position, entry.value.position.column + entry.value.length, false)
            }
        }
        note(torn: label)
        return torn
    }

    private mutating func note(torn label: (text: String, start: SourcePosition, end: Int, isTorn: Bool)?) {
        guard let label, label.isTorn else { return }
        note(Diagnostic(.quoteThis, at: label.start, length: label.end - label.start.column, fix: YAMLNode.quoted(label.text)))
    }

    /// Reads a mapping whose keys are names chosen by the author.
    public mutating func fields(_ node: YAMLNode?) -> Fields? {
        guard let node else { return nil }
        guard case .mapping(let entries) = node.content else {
            wrongShape(node, expected: "mapping")
            return nil
        }
        return Fields(
            position: node.position,
            entries: Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first }),
            order: entries.map(\.key))
    }

    /// The value of a key that must be there.
    public mutating func required(_ key: String, in fields: Fields) -> YAMLNode? {
        if let value = fields[key] { return value }
        note(Diagnostic(.missingKey, at: fields.position, [key]))
        return nil
    }

    /// The text of a key that must be there and say something: `legalBasis: ""` names no law.
    public mutating func requiredText(_ key: String, in fields: Fields) -> String? {
        guard let node = required(key, in: fields), let text = text(node) else { return nil }
        guard text.contains(where: { !$0.isWhitespace }) else {
            note(Diagnostic(.missingKey, at: node.span, [key]))
            return nil
        }
        return text
    }

    /// A list; a single value where `orOne` allows it counts as a list of one.
    public mutating func list(_ node: YAMLNode?, orOne: Bool = false) -> [YAMLNode] {
        guard let node else { return [] }
        if case .sequence(let items) = node.content { return items }
        if orOne { return [node] }
        wrongShape(node, expected: "list")
        return []
    }

    /// The text of a scalar, as written.
    public mutating func text(_ node: YAMLNode?) -> String? {
        guard let node else { return nil }
        if case .scalar(let text, _) = node.content { return text }
        if case .brackets(let written) = node.writing {
            note(Diagnostic(.quoteThis, at: node.position, length: node.length, fix: YAMLNode.quoted(written)))
        } else {
            wrongShape(node, expected: "text")
        }
        return nil
    }

    public mutating func texts(_ node: YAMLNode?, orOne: Bool = false) -> [String] {
        var texts: [String] = []
        for item in list(node, orOne: orOne) {
            if let text = text(item) { texts.append(text) }
        }
        return texts
    }

    /// `true` or `false`, nothing else: `yes` and `no` are words here.
    public mutating func flag(_ node: YAMLNode?, default fallback: Bool = false) -> Bool {
        guard let node, let text = text(node) else { return fallback }
        switch text {
        case "true": return true
        case "false": return false
        default:
            let meant = ["yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"][text.lowercased()]
            refuse(node, expected: "true/false", fix: meant)
            return fallback
        }
    }

    public mutating func integer(_ node: YAMLNode?, in range: ClosedRange<Int>) -> Int? {
        guard let node, let text = text(node) else { return nil }
        guard let number = Int(text), "\(number)" == text, range.contains(number) else {
            refuse(node, expected: "\(range.lowerBound)…\(range.upperBound)")
            return nil
        }
        return number
    }

    /// One word of a closed set.
    public mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ node: YAMLNode?, _ type: Choice.Type) -> Choice? {
        guard let node, let text = text(node) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let allowed = Choice.allCases.map(\.rawValue)
        refuse(node, expected: allowed.joined(separator: " | "), fix: nearest(to: text, among: allowed))
        return nil
    }

    /// Words of a closed set, one by one.
    public mutating func choices<Choice: RawRepresentable<String> & CaseIterable>(_ node: YAMLNode?, _ type: Choice.Type, orOne: Bool = false) -> [Choice] {
        var choices: [Choice] = []
        for item in list(node, orOne: orOne) {
            if let choice = choice(item, type) { choices.append(choice) }
        }
        return choices
    }

    /// A text per language tag; Vietnamese required, and what is given is not blank.
    public mutating func localizedText(_ node: YAMLNode?) -> LocalizedText? {
        guard let node, let fields = fields(node, allowed: Language.allCases.map(\.rawValue)) else { return nil }
        guard let vietnamese = spoken(required("vi", in: fields)) else { return nil }
        return LocalizedText(vi: vietnamese, en: spoken(fields["en"]))
    }

    private mutating func spoken(_ node: YAMLNode?) -> String? {
        guard let node, let text = text(node) else { return nil }
        guard text.contains(where: { !$0.isWhitespace }) else {
            wrongShape(node, expected: "text", found: "nothing")
            return nil
        }
        return text
    }

    /// Notes that a scalar is not what was expected, with its whole length.
    public mutating func refuse(_ node: YAMLNode, expected: String, fix: String? = nil) {
        let text = if case .scalar(let text, _) = node.content { text } else { node.shape }
        note(Diagnostic(.badScalar, at: node.position, length: node.length, [text, expected], fix: fix))
    }

    private mutating func wrongShape(_ node: YAMLNode, expected: String, found: String? = nil) {
        note(Diagnostic(.wrongShape, at: node.position, length: node.length, [expected, found ?? (node.isEmptyScalar ? "nothing" : node.shape)]))
    }
}
