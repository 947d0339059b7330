/// The shape of a JSONPath query, RFC 9535 section 2. What is in here is well-typed: the parser lets nothing else by.
struct PathQuery: Sendable {
    /// `@` instead of `$`.
    var isRelative: Bool
    var segments: [PathSegment]

    /// At most one node, whatever the document (section 2.3.5.1).
    var isSingular: Bool {
        segments.allSatisfy { segment in
            guard !segment.isDescendant, segment.selectors.count == 1 else { return false }
            switch segment.selectors[0] {
            case .name, .index: return true
            case .wildcard, .slice, .filter: return false
            }
        }
    }
}

struct PathSegment: Sendable {
    var isDescendant: Bool
    var selectors: [PathSelector]
}

enum PathSelector: Sendable {
    case name(String)
    case wildcard
    case index(Int)
    case slice(start: Int?, end: Int?, step: Int)
    case filter(PathTest)
}

/// An expression that is true or false.
indirect enum PathTest: Sendable {
    case any([PathTest])
    case all([PathTest])
    case not(PathTest)
    case exists(PathQuery)
    case comparison(PathValue, PathComparison, PathValue)
    case match(text: PathValue, pattern: PathPattern, whole: Bool)
}

enum PathComparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// An expression that is a JSON value or Nothing.
indirect enum PathValue: Sendable {
    case literal(JSON)
    /// A singular query, or the argument of `value()`: the value of its only node.
    case query(PathQuery)
    case length(PathValue)
    case count(PathQuery)
}

/// The second argument of `match` and `search`.
enum PathPattern: Sendable {
    /// Written in the query and compiled with it; `nil` where it is no I-Regexp, which matches nothing.
    case fixed(IRegexp?)
    case computed(PathValue)
}
