import CLibXML2

/// An XPath 1.0 expression with the prefixes it may use, checked when it is made.
public struct XPath: Sendable {
    private static let longest = 4_096
    private static let deepest = 64

    public let source: String
    /// Prefix to URI.
    public let namespaces: [String: String]

    /// - Throws: `.syntax`, `.unsupported` for a prefix that is not in the table, a variable, or a function XPath 1.0
    ///   does not have (libxml2 would only notice when a document brings it there), `.tooLarge`, `.tooDeep`.
    public init(_ source: String, namespaces: [String: String] = [:]) throws(FormatError) {
        guard source.utf8.count <= Self.longest else {
            throw Self.failure(.tooLarge, "longer than \(Self.longest) bytes")
        }
        for (prefix, uri) in namespaces where prefix.isEmpty || uri.isEmpty || (prefix + uri).utf8.contains(0) {
            throw Self.failure(.unsupported, "a prefix and its URI cannot be empty")
        }
        self.source = source
        self.namespaces = namespaces
        try Self.check(Array(source.unicodeScalars), prefixes: Set(namespaces.keys))
        guard let context = xmlXPathNewContext(nil) else { throw Self.failure(.limit, "out of memory") }
        defer { xmlXPathFreeContext(context) }
        context.pointee.error = { _, _ in }  // else libxml2 prints
        guard let compiled = xmlXPathCtxtCompile(context, source) else {
            let place = Int(context.pointee.lastError.int1)
            throw Self.failure(.syntax, "not an XPath 1.0 expression", column: place >= 0 ? place + 1 : nil)
        }
        xmlXPathFreeCompExpr(compiled)
    }

    static func failure(_ reason: FormatError.Reason, _ detail: String, column: Int? = nil) -> FormatError {
        FormatError(format: .xPath, reason: reason, line: column.map { _ in 1 }, column: column, detail: detail)
    }

    /// The core library of XPath 1.0 section 4, the node tests, and the operators that can stand before a `(`.
    private static let callable: Set<String> = [
        "last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with",
        "contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space", "translate",
        "boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round", "comment", "text",
        "processing-instruction", "node", "and", "or", "div", "mod",
    ]

    /// Looks at names and brackets outside of string literals; the grammar itself is libxml2's to check.
    private static func check(_ scalars: [Unicode.Scalar], prefixes: Set<String>) throws(FormatError) {
        var at = 0
        var depth = 0
        while at < scalars.count {
            let scalar = scalars[at]
            switch scalar {
            case "\u{00}":
                throw failure(.syntax, "a zero character", column: at + 1)
            case "'", "\"":
                at = scalars[(at + 1)...].firstIndex(of: scalar) ?? scalars.count - 1
            case "$":
                throw failure(.unsupported, "there are no variables here", column: at + 1)
            case "(", "[":
                depth += 1
                guard depth <= deepest else { throw failure(.tooDeep, "nested deeper than \(deepest)", column: at + 1) }
            case ")", "]":
                depth -= 1
            case let first where startsName(first):
                let start = at
                at = endOfName(in: scalars, from: at)
                try check(name: start..<at, in: scalars, prefixes: prefixes)
                continue
            default:
                break
            }
            at += 1
        }
    }

    private static func check(
        name range: Range<Int>, in scalars: [Unicode.Scalar], prefixes: Set<String>
    ) throws(FormatError) {
        var name = ""
        name.unicodeScalars.append(contentsOf: scalars[range])
        let after = range.upperBound
        if after + 1 < scalars.count, scalars[after] == ":", scalars[after + 1] == "*" || startsName(scalars[after + 1])
        {
            guard prefixes.contains(name) || name == "xml" else {
                throw failure(.unsupported, "a prefix that is not declared", column: range.lowerBound + 1)
            }
            return
        }
        guard scalars[after...].first(where: { !$0.properties.isWhitespace }) == "(" else { return }
        let before = scalars[..<range.lowerBound].suffix(2)
        let isLocalPart = before.last == ":" && !before.elementsEqual([":", ":"])
        guard !isLocalPart, callable.contains(name) else {
            throw failure(.unsupported, "XPath 1.0 has no such function", column: range.lowerBound + 1)
        }
    }

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_": true
        default: scalar.value >= 0x80
        }
    }

    private static func endOfName(in scalars: [Unicode.Scalar], from start: Int) -> Int {
        scalars[start...].firstIndex { scalar in
            !(startsName(scalar) || "0"..."9" ~= scalar || scalar == "-" || scalar == ".")
        } ?? scalars.count
    }
}

extension XPath: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        ExactString.same(left.source, right.source) && left.namespaces == right.namespaces
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(ExactString(source))
        hasher.combine(namespaces)
    }
}
