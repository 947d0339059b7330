import Formats

/// The shape of a reply: what stands in it, under which name, with the texts found there. Elements of a list are laid over one another.
struct SampleTree: Sendable {
    let name: String
    /// How a path goes on to it: `.name`, `['na me']`, `c:Name`, `@name`, a column.
    let step: String
    /// Texts that stand there; empty for what has members of its own.
    var texts: [String] = []
    var isList = false
    var members: [SampleTree] = []

    var isLeaf: Bool { members.isEmpty }

    /// Leaves under it, those of lists too.
    var leaves: Int { isLeaf ? 1 : members.reduce(0) { $0 + $1.leaves } }

    // MARK: JSON

    init(_ json: JSON, name: String = "$", step: String = "$") {
        self.init(name: name, step: step)
        switch json {
        case .null, .bool, .number, .string: texts = [json.string ?? json.number ?? json.bool.map { $0 ? "true" : "false" } ?? ""].filter { !$0.isEmpty }
        case .array(let items):
            isList = true
            for item in items.prefix(20) { merge(SampleTree(item, name: name, step: step)) }
        case .object(let object):
            members = object.members.map { SampleTree($0.value, name: $0.key, step: Self.step(to: $0.key)) }
        }
    }

    private static func step(to name: String) -> String {
        let isPlain = name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil
        let last = NormalizedPath(steps: [.name(name)]).description.dropFirst()
        return isPlain ? "." + name : String(last)
    }

    // MARK: XML

    /// - Parameter prefixes: what namespaces are called in paths; new ones are added.
    init(_ element: XMLNode, prefixes: inout [String: String]) {
        self.init(name: element.localName, step: Self.step(to: element, &prefixes))
        for attribute in element.attributes where attribute.namespace != "http://www.w3.org/2001/XMLSchema-instance" {
            members.append(SampleTree(name: attribute.localName, step: "@" + Self.step(to: attribute, &prefixes), texts: [attribute.text].filter { !$0.isEmpty }))
        }
        for child in element.elements {
            let tree = SampleTree(child, prefixes: &prefixes)
            if let place = members.firstIndex(where: { $0.step == tree.step }) {
                members[place].isList = true
                members[place].merge(tree)
            } else {
                members.append(tree)
            }
        }
        if element.elements.isEmpty, !element.text.trimmed.isEmpty { texts = [element.text.trimmed] }
    }

    private static func step(to node: XMLNode, _ prefixes: inout [String: String]) -> String {
        guard let namespace = node.namespace, !namespace.isEmpty else { return node.localName }
        if let prefix = prefixes[namespace] { return "\(prefix):\(node.localName)" }
        let isEnvelope = namespace.hasSuffix("/envelope/") || namespace.hasSuffix("soap-envelope")
        let taken = Set(prefixes.values)
        let prefix = ((isEnvelope ? ["s"] : []) + ["c", "d", "e", "f", "g"] + (1...99).map { "n\($0)" }).first { !taken.contains($0) } ?? "n"
        prefixes[namespace] = prefix
        return "\(prefix):\(node.localName)"
    }

    // MARK: Rows

    init(columns: [String], rows: [[String?]]) {
        self.init(name: "rows", step: "rows")
        members = columns.enumerated().map { place, column in
            SampleTree(name: column, step: column, texts: rows.compactMap { $0[place] }.filter { !$0.isEmpty })
        }
    }

    private init(name: String, step: String, texts: [String] = []) {
        self.name = name
        self.step = step
        self.texts = texts
    }

    private mutating func merge(_ other: SampleTree) {
        texts += other.texts
        for member in other.members {
            if let place = members.firstIndex(where: { $0.step == member.step }) { members[place].merge(member) } else { members.append(member) }
        }
    }
}

extension String {
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
