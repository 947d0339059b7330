import CLibXML2

extension XMLDocument {
    /// The nodes a path finds, in the order of the document.
    ///
    /// - Parameter start: the context node; the document where there is none.
    /// - Throws: `.unsupported` where the path gives a string, number or truth value, or namespace nodes; `.limit`
    ///   where it takes more steps than `XMLLimits.operations`.
    public func select(_ path: XPath, from start: XMLNode? = nil) throws(FormatError) -> [XMLNode] {
        let result = try evaluate(path, from: start)
        defer { xmlXPathFreeObject(result) }
        guard result.pointee.type == XPATH_NODESET else {
            throw XPath.failure(.unsupported, "the path gives a value where nodes were asked for")
        }
        return try nodes(of: result)
    }

    /// The string value of the first node a path finds, or of the string, number or truth value it gives.
    ///
    /// - Returns: `nil` where the path finds no node: not an empty text.
    public func value(_ path: XPath, from start: XMLNode? = nil) throws(FormatError) -> String? {
        let result = try evaluate(path, from: start)
        defer { xmlXPathFreeObject(result) }
        if result.pointee.type == XPATH_NODESET { return try nodes(of: result).first?.text }
        guard let text = xmlXPathCastToString(result) else { return nil }
        defer { onceonly_xml_free(text) }
        return String(cString: text)
    }

    private func evaluate(_ path: XPath, from start: XMLNode?) throws(FormatError) -> xmlXPathObjectPtr {
        if let start, start.document !== self {
            throw XPath.failure(.unsupported, "the node to start from is of another document")
        }
        let evaluator: XPathEvaluator
        if let ready = self.evaluator {
            evaluator = ready
        } else {
            evaluator = try XPathEvaluator(document: document, operations: limits.operations)
            self.evaluator = evaluator
        }
        let origin = start?.node ?? UnsafeMutableRawPointer(document).assumingMemoryBound(to: xmlNode.self)
        return try evaluator.evaluate(path, from: origin)
    }

    private func nodes(of result: xmlXPathObjectPtr) throws(FormatError) -> [XMLNode] {
        guard let set = result.pointee.nodesetval, set.pointee.nodeNr > 0 else { return [] }
        xmlXPathNodeSetSort(set)
        var nodes: [XMLNode] = []
        for place in 0..<Int(set.pointee.nodeNr) {
            guard let node = set.pointee.nodeTab[place] else { continue }
            // Namespace nodes belong to the result and die with it.
            guard node.pointee.type != XML_NAMESPACE_DECL else {
                throw XPath.failure(.unsupported, "namespace nodes cannot be selected")
            }
            nodes.append(XMLNode(node: node, document: self))
        }
        return nodes
    }
}

/// The XPath context of one document and the expressions compiled for it.
final class XPathEvaluator {
    private let context: xmlXPathContextPtr
    private let operations: Int
    private var compiled: [XPath: xmlXPathCompExprPtr] = [:]
    private var registered: [String: String] = [:]

    init(document: xmlDocPtr, operations: Int) throws(FormatError) {
        guard let context = xmlXPathNewContext(document) else { throw XPath.failure(.limit, "out of memory") }
        self.context = context
        self.operations = operations
        context.pointee.error = { _, _ in }  // else libxml2 prints
    }

    deinit {
        for expression in compiled.values { xmlXPathFreeCompExpr(expression) }
        xmlXPathFreeContext(context)
    }

    func evaluate(_ path: XPath, from node: xmlNodePtr) throws(FormatError) -> xmlXPathObjectPtr {
        if registered != path.namespaces {
            xmlXPathRegisteredNsCleanup(context)
            for (prefix, uri) in path.namespaces { xmlXPathRegisterNs(context, prefix, uri) }
            registered = path.namespaces
        }
        let expression: xmlXPathCompExprPtr
        if let ready = compiled[path] {
            expression = ready
        } else {
            guard let new = xmlXPathCtxtCompile(context, path.source) else {
                throw XPath.failure(.syntax, "not an XPath 1.0 expression")
            }
            compiled[path] = new
            expression = new
        }
        context.pointee.node = node
        context.pointee.opLimit = UInt(max(1, operations))
        context.pointee.opCount = 0
        guard let result = xmlXPathCompiledEval(expression, context) else {
            if context.pointee.opCount >= context.pointee.opLimit {
                throw XPath.failure(.limit, "more than \(operations) steps")
            }
            throw XPath.failure(.unsupported, "the expression cannot be evaluated here")
        }
        return result
    }
}
