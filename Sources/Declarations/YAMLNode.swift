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
    let writing: Writing

    public init(_ content: Content, at position: SourcePosition) {
        self.init(content, at: position, writing: .asIs)
    }

    init(_ content: Content, at position: SourcePosition, writing: Writing) {
        self.content = content
        self.position = position
        self.writing = writing
    }

    /// How a node stands in its file: what it takes to find a scalar of its text there.
    enum Writing: Sendable, Hashable {
        /// A scalar on one line, its text as it stands, between quotes or not.
        case asIs
        /// A quoted scalar on one line with escapes: what stands between the quotes.
        case escaped(String, quote: Unicode.Scalar)
        /// A block of lines: where its first one starts.
        case block(SourcePosition)
        /// A list or mapping on one line, in brackets or of one entry: what would have to be quoted to make it a text.
        case brackets(String)
        /// Over several lines, or no scalar.
        case other
    }

    /// A text in double quotes, as YAML reads it back.
    static func quoted(_ text: String) -> String { LabelRepair.quoted(Array(text.unicodeScalars)) }

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

    /// How many scalars of its line the node takes up; 1 where it is no scalar of one line.
    public var length: Int {
        switch (content, writing) {
        case (.scalar(let text, let quoted), .asIs): max(1, text.unicodeScalars.count + (quoted ? 2 : 0))
        case (_, .escaped(let raw, _)): raw.unicodeScalars.count + 2
        case (_, .brackets(let raw)): raw.unicodeScalars.count
        default: 1
        }
    }

    /// Where it stands, and how much of its line it takes up.
    public var span: SourceSpan { SourceSpan(position, length: length) }

    /// Where a scalar of the node's text stands in the file; the node's own place where that cannot be told.
    ///
    /// - Parameter offset: in Unicode scalars from the start of the text.
    public func position(at offset: Int) -> SourcePosition {
        guard case .scalar(let text, let quoted) = content else { return position }
        switch writing {
        case .asIs: return position.advanced(by: offset + (quoted ? 1 : 0))
        case .escaped(let raw, let quote):
            return position.advanced(by: 1 + Self.rawOffset(of: offset, in: Array(raw.unicodeScalars), quote: quote))
        case .block(let start):
            let before = text.unicodeScalars.prefix(offset)
            let lines = before.count { $0 == "\n" }
            let column = before.reversed().prefix { $0 != "\n" }.count
            return SourcePosition(file: start.file, line: start.line + lines, column: start.column + column)
        case .brackets, .other: return position
        }
    }

    /// Escapes take more room in the file than in the text: `''`, `\"`, `\u1EA1`.
    private static func rawOffset(of offset: Int, in raw: [Unicode.Scalar], quote: Unicode.Scalar) -> Int {
        var at = 0
        for _ in 0..<offset where at < raw.count {
            switch (quote, raw[at], at + 1 < raw.count ? raw[at + 1] : nil) {
            case ("'", "'", _): at += 2
            case ("\"", "\\", "x"): at += 4
            case ("\"", "\\", "u"): at += 6
            case ("\"", "\\", "U"): at += 10
            case ("\"", "\\", _): at += 2
            default: at += 1
            }
        }
        return at
    }
}
