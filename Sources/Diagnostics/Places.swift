/// A stretch of one line of a declaration: what a finding underlines.
public struct SourceSpan: Sendable, Hashable {
    public let position: SourcePosition
    /// In scalars; 1 where only the start is known.
    public let length: Int

    public init(_ position: SourcePosition, length: Int = 1) {
        self.position = position
        self.length = max(1, length)
    }

    /// Its first place alone.
    public var start: SourceSpan { SourceSpan(position) }
}

/// Where the values of one mapping stand, by key: what a finding about one of them points at.
public struct Places: Sendable, Hashable {
    /// Where the mapping starts.
    public let start: SourcePosition
    private let values: [String: [SourceSpan]]

    /// - Parameter values: by key; the items of a list, or the values of a mapping, one by one.
    public init(start: SourcePosition, values: [String: [SourceSpan]] = [:]) {
        self.start = start
        self.values = values
    }

    /// The value of a key, the first one inside it where it has several; the mapping itself where the key is missing.
    public subscript(key: String) -> SourceSpan { values[key]?.first ?? SourceSpan(start) }

    /// One of the values inside, in the order of the file.
    public subscript(key: String, item: Int) -> SourceSpan {
        guard let items = values[key], items.indices.contains(item) else { return self[key] }
        return items[item]
    }
}

extension Diagnostic {
    public init(_ code: DiagnosticCode, at span: SourceSpan, _ arguments: [String] = [], fix: String? = nil, adding addition: String? = nil) {
        self.init(code, at: span.position, length: span.length, arguments, fix: fix, adding: addition)
    }
}
