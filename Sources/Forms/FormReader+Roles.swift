import Declarations
import Diagnostics
import Expressions
import Vocabulary

extension FormReader {
    mutating func roles(_ node: YAMLNode?) -> [Role] {
        guard let entries = reader.fields(node) else { return [] }
        var roles: [Role] = []
        for name in entries.order {
            if let role = role(name, entries[name], at: entries.position(of: name)) { roles.append(role) }
        }
        return roles
    }

    private mutating func role(_ name: String, _ node: YAMLNode?, at position: SourcePosition) -> Role? {
        guard let fields = reader.fields(node, as: Self.role) else { return nil }
        let kinds = kinds(reader.required("kind", in: fields))
        let sources = filled(reader.required("from", in: fields)).compactMap { source($0) }
        guard !kinds.isEmpty else { return nil }
        return Role(
            id: RoleID(rawValue: name), kinds: kinds, sources: sources, when: reader.expression(fields["when"]),
            isOptional: reader.flag(fields["optional"]), mustConfirm: reader.flag(fields["confirm"]),
            verify: reader.texts(fields["verify"]).map { ConceptID(rawValue: $0) }, states: statedRelation(fields["as"]),
            position: position, places: fields.places)
    }

    private mutating func kinds(_ node: YAMLNode?) -> [Kind] {
        var kinds: [Kind] = []
        for item in reader.list(node, orOne: true) {
            if let kind = reader.choice(item, Kind.self) { kinds.append(kind) }
        }
        return kinds
    }

    /// A list that has to name something.
    mutating func filled(_ node: YAMLNode?, orOne: Bool = false) -> [YAMLNode] {
        let items = reader.list(node, orOne: orOne)
        if let node, case .sequence = node.content, items.isEmpty { reader.note(Diagnostic(.wrongShape, at: node.position, ["list", "nothing"])) }
        return items
    }

    private mutating func statedRelation(_ node: YAMLNode?) -> Role.StatedRelation? {
        guard let node, let path = path(node) else { return nil }
        guard path.steps.count == 1 else {
            reader.refuse(node, expected: "role.relation")
            return nil
        }
        return .init(of: path.root, relation: path.steps[0])
    }

    private mutating func source(_ node: YAMLNode) -> RoleSource? {
        if case .scalar(let word, _) = node.content {
            let content: RoleSource.Content? = switch word {
            case "actor": .actor
            case "subject": .subject
            case "new": .new
            default: nil
            }
            guard let content else {
                reader.refuse(node, expected: "actor | subject | new", fix: nearest(to: word, among: ["actor", "subject", "new"]))
                return nil
            }
            return RoleSource(content: content, condition: nil, places: Places(start: node.position))
        }
        guard let fields = reader.fields(node, as: Self.source) else { return nil }
        let condition = reader.expression(fields["if"])
        let named = fields.order.filter(Self.sourceKeys.contains)
        guard named.count == 1 else {
            let expected = Self.sourceKeys.joined(separator: " | ")
            reader.note(named.isEmpty
                ? Diagnostic(.missingKey, at: node.position, [expected])
                : Diagnostic(.wrongShape, at: node.position, ["one source", named.joined(separator: ", ")]))
            return nil
        }
        return content(fields).map { RoleSource(content: $0, condition: condition, places: fields.places) }
    }

    private mutating func content(_ fields: DeclarationReader.Fields) -> RoleSource.Content? {
        if fields.order.contains("new") { return .new }
        if let node = fields["sameAs"] { return reader.text(node).map { .sameAs(RoleID(rawValue: $0)) } }
        if let node = fields["relation"] {
            guard case .mapping = node.content else { return walk(node).map { .relation([$0]) } }
            guard let inner = reader.fields(node, as: Self.all) else { return nil }
            let paths = filled(reader.required("all", in: inner)).compactMap { walk($0) }
            return paths.isEmpty ? nil : .relation(paths)
        }
        if let node = fields["pick"] {
            let paths = filled(node, orOne: true).compactMap { path($0) }
            return paths.isEmpty ? nil : .pick(paths)
        }
        if let node = fields["key"] {
            let key = filled(node, orOne: true).compactMap { meaning($0) }
            return key.isEmpty ? nil : .key(key)
        }
        for key in Self.sourceKeys where fields.order.contains(key) { _ = reader.required(key, in: fields) }
        return nil
    }

    /// A path that leads from a role to somebody else.
    private mutating func walk(_ node: YAMLNode) -> RelationPath? {
        guard let path = path(node) else { return nil }
        guard !path.steps.isEmpty else {
            reader.refuse(node, expected: "role.relation")
            return nil
        }
        return path
    }

    mutating func path(_ node: YAMLNode) -> RelationPath? {
        guard let text = reader.text(node) else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }), let root = parts.first else {
            reader.refuse(node, expected: "role.relation")
            return nil
        }
        return RelationPath(root: RoleID(rawValue: root), steps: parts.dropFirst().map { RelationID($0) }, position: node.position)
    }

    mutating func meaning(_ node: YAMLNode?) -> Meaning? {
        guard let node, let text = reader.text(node) else { return nil }
        guard let meaning = Meaning(text) else {
            reader.refuse(node, expected: "role.concept")
            return nil
        }
        return meaning
    }
}
