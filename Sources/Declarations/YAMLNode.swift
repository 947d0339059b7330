public import Diagnostics

/// One node of a declaration, with its place. Scalars stay text: the schema types them, never YAML.
public struct YAMLNode: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        case scalar(String, quoted: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    public struct Entry: Sendable, Hashable {
        public let key: String
        public let keyPosition: SourcePosition
        public let value: YAMLNode
    }

    public let content: Content
    public let position: SourcePosition

    public init(_ content: Content, at position: SourcePosition) {
        self.content = content
        self.position = position
    }

    /// What a person would call this shape.
    public var shape: String {
        switch content {
        case .scalar: "scalar"
        case .sequence: "list"
        case .mapping: "mapping"
        }
    }

    public var isEmptyScalar: Bool {
        if case .scalar(let text, quoted: false) = content { return text.isEmpty || text == "~" || text == "null" }
        return false
    }
}
