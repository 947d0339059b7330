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

    /// - Throws: `.syntax` at a column of the query, `.unsupported` for a function RFC 9535 does not have,
    ///   `.limit`, `.tooDeep` or `.tooLarge` for a query that could multiply the nodes of a document without bound.
    public init(_ source: String) throws(FormatError) {
        var parser = JSONPathParser(source)
        query = try parser.parse()
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

    /// Whether the document has another shape than the query was written for: a list or a text where the query names a member,
    /// anything but a list where it counts elements. RFC 9535 finds nothing there; that it is nothing nobody has said. Null
    /// and a member that is missing contradict nothing.
    public func contradicts(_ document: JSON) -> Bool {
        PathEvaluation(root: document, tracksPaths: false).contradicts(query, from: document)
    }
}

extension JSONPath: Hashable {
    public static func == (left: Self, right: Self) -> Bool { ExactString.same(left.source, right.source) }
    public func hash(into hasher: inout Hasher) { hasher.combine(ExactString(source)) }
}

extension JSONPath: CustomStringConvertible {
    public var description: String { source }
}
