/// A JSONPath query, all of RFC 9535: every selector, filters, and the functions `length`, `count`, `match`,
/// `search` and `value` with their types checked when the query is read.
public struct JSONPath: Sendable {
    /// A value a query found, and where.
    public struct Node: Sendable {
        public let path: NormalizedPath
        public let value: JSON

        public init(path: NormalizedPath, value: JSON) {
            self.path = path
            self.value = value
        }
    }

    public let source: String
    let query: PathQuery
    private let single: SinglePath?

    /// - Throws: `.syntax` at a column of the query, `.unsupported` for a function RFC 9535 does not have,
    ///   `.limit`, `.tooDeep` or `.tooLarge` for a query that could multiply the nodes of a document without bound.
    public init(_ source: String) throws(FormatError) {
        var parser = JSONPathParser(source)
        query = try parser.parse()
        single = SinglePath(query)
        self.source = source
    }

    /// Whether the query finds at most one value in any document: only names and indexes.
    public var isSingular: Bool { query.isSingular }

    /// The values found, in the order of RFC 9535 (members of objects in the order of the document); a value can be
    /// found more than once.
    public func nodes(in document: JSON) -> [Node] {
        PathEvaluation(root: document, tracksPaths: true).nodes(of: query, from: document)
    }

    /// The values found, in the same order, without their places: cheaper.
    public func values(in document: JSON) -> [JSON] {
        PathEvaluation(root: document, tracksPaths: false).nodes(of: query, from: document).map(\.value)
    }

    /// What a query of names and places counted from the front finds: at most one value, in one walk.
    public enum Found: Sendable {
        /// The value, and its normalized path from the document down, without the `$`.
        case value(JSON, path: String)
        case nothing
        /// See `contradicts`.
        case contradicted
    }

    /// - Returns: `nil` for a query that may find several values.
    public func found(in document: JSON) -> Found? { single?.found(in: document) }

    /// Whether the document has another shape than the query was written for: a list or a text where the query names a member,
    /// anything but a list where it counts elements. RFC 9535 finds nothing there; that it is nothing nobody has said. Null
    /// and a member that is missing contradict nothing.
    public func contradicts(_ document: JSON) -> Bool {
        PathEvaluation(root: document, tracksPaths: false).contradicts(query, from: document)
    }

    /// Whether the document says what stands at the query's place, be it that nothing does: by a value, by null on the way there,
    /// by a list without elements or without one that a filter takes, by leaving out the last member of names alone. Another
    /// member that is missing says nothing, for it may have another name now; nor does an element without what a filter compares.
    ///
    /// - Parameter byNull: whether null says that nothing is there.
    public func isAnswered(in document: JSON, byNull: Bool = true) -> Bool {
        PathEvaluation(root: document, tracksPaths: false).isAnswered(query, from: document, byNull: byNull)
    }
}

extension JSONPath: Hashable {
    public static func == (left: Self, right: Self) -> Bool { ExactString.same(left.source, right.source) }
    public func hash(into hasher: inout Hasher) { hasher.combine(ExactString(source)) }
}

extension JSONPath: CustomStringConvertible {
    public var description: String { source }
}

/// A query of names and places counted from the front: its normalized path is plain from the query.
private struct SinglePath: Sendable {
    private let steps: [NormalizedPath.Step]
    private let path: String

    init?(_ query: PathQuery) {
        guard query.isSingular, !query.isRelative else { return nil }
        var steps: [NormalizedPath.Step] = []
        for segment in query.segments {
            switch segment.selectors[0] {
            case .name(let name): steps.append(.name(name))
            case .index(let index) where index >= 0: steps.append(.index(index))
            case .index, .wildcard, .slice, .filter: return nil
            }
        }
        self.steps = steps
        path = String(NormalizedPath(steps: steps).description.dropFirst())
    }

    func found(in document: JSON) -> JSONPath.Found {
        var value = document
        for step in steps {
            switch (step, value) {
            case (_, .null): return .nothing
            case (.name(let name), .object(let object)):
                guard let member = object[name] else { return .nothing }
                value = member
            case (.index(let index), .array(let elements)):
                guard index < elements.count else { return .nothing }
                value = elements[index]
            case (.name, _), (.index, _): return .contradicted
            }
        }
        return .value(value, path: path)
    }
}
