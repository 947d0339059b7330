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
        let allowed = ["kind", "from", "when", "optional", "confirm", "verify", "as"]
        guard let fields = reader.fields(node, allowed: allowed) else { return nil }
        let kinds = kinds(reader.required("kind", in: fields))
        let sources = reader.list(reader.required("from", in: fields)).compactMap { source($0) }
        guard !kinds.isEmpty else { return nil }
        return Role(
            id: RoleID(rawValue: name), kinds: kinds, sources: sources, when: reader.expression(fields["when"]),
            isOptional: reader.flag(fields["optional"]), mustConfirm: reader.flag(fields["confirm"]),
            verify: reader.texts(fields["verify"]).map { ConceptID(rawValue: $0) }, states: statedRelation(fields["as"]),
            position: position)
    }

    private mutating func kinds(_ node: YAMLNode?) -> [Kind] {
        var kinds: [Kind] = []
        for item in reader.list(node, orOne: true) {
            if let kind = reader.choice(item, Kind.self) { kinds.append(kind) }
        }
        return kinds
    }

    private mutating func statedRelation(_ node: YAMLNode?) -> Role.StatedRelation? {
        guard let node, let path = path(node), path.steps.count == 1 else { return nil }
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
                reader.note(Diagnostic(.badScalar, at: node.position, length: word.count, [word, "actor | subject | new"], fix: nearest(to: word, among: ["actor", "subject", "new"])))
                return nil
            }
            return RoleSource(content: content, condition: nil, position: node.position)
        }
        guard let fields = reader.fields(node, allowed: ["sameAs", "relation", "pick", "key", "new", "if"]) else { return nil }
        let condition = reader.expression(fields["if"])
        guard let content = content(fields) else {
            reader.note(Diagnostic(.missingKey, at: node.position, ["sameAs | relation | pick | key"]))
            return nil
        }
        return RoleSource(content: content, condition: condition, position: node.position)
    }

    private mutating func content(_ fields: DeclarationReader.Fields) -> RoleSource.Content? {
        if let node = fields["sameAs"] { return reader.text(node).map { .sameAs(RoleID(rawValue: $0)) } }
        if let node = fields["relation"] {
            guard case .mapping = node.content else { return path(node).map { .relation([$0]) } }
            guard let inner = reader.fields(node, allowed: ["all"]) else { return nil }
            return .relation(reader.list(reader.required("all", in: inner)).compactMap { path($0) })
        }
        if let node = fields["pick"] { return .pick(reader.list(node, orOne: true).compactMap { path($0) }) }
        if let node = fields["key"] { return .key(reader.list(node, orOne: true).compactMap { meaning($0) }) }
        if fields["new"] != nil || fields.order.contains("new") { return .new }
        return nil
    }

    mutating func path(_ node: YAMLNode) -> RelationPath? {
        guard let text = reader.text(node) else { return nil }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }), let root = parts.first else {
            reader.note(Diagnostic(.badScalar, at: node.position, length: text.count, [text, "role.relation"]))
            return nil
        }
        return RelationPath(root: RoleID(rawValue: root), steps: parts.dropFirst().map { RelationID($0) }, position: node.position)
    }

    mutating func meaning(_ node: YAMLNode?) -> Meaning? {
        guard let node, let text = reader.text(node) else { return nil }
        guard let meaning = Meaning(text) else {
            reader.note(Diagnostic(.badScalar, at: node.position, length: text.count, [text, "role.concept"]))
            return nil
        }
        return meaning
    }
}
