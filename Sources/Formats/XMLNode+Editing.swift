import CLibXML2

/// Changes to a document, for templates that are filled in. What is taken out stays readable until its document goes: no node a
/// caller still holds ever points at nothing.
extension XMLNode {
    /// The element around this one; `nil` for the outermost, and for what was taken out.
    public var parent: XMLNode? {
        guard let above = node.pointee.parent, above.pointee.type == XML_ELEMENT_NODE else { return nil }
        return XMLNode(node: above, document: document)
    }

    /// Takes an element out of its document, with all inside of it.
    public func remove() {
        guard kind == XML_ELEMENT_NODE, node.pointee.parent != nil else { return }
        xmlUnlinkNode(node)
        document.loose.append(node)
    }

    /// The element with all inside of it once more, in no place yet.
    ///
    /// - Throws: `.tooManyNodes` where the document would have more than its limits allow.
    public func copy() throws(FormatError) -> XMLNode {
        document.copied += weight
        guard document.copied <= document.limits.nodes else {
            throw FormatError(format: .xml, reason: .tooManyNodes, detail: "more than \(document.limits.nodes) nodes")
        }
        guard let copy = xmlDocCopyNode(node, document.document, 1) else {
            throw FormatError(format: .xml, reason: .limit, detail: "out of memory")
        }
        document.loose.append(copy)
        return XMLNode(node: copy, document: document)
    }

    /// Itself and everything inside of it, as `XMLLimits.nodes` counts.
    private var weight: Int { elements.reduce(1 + attributes.count) { $0 + $1.weight } }

    /// Puts an element that is in no place before this one.
    public func insertBefore(_ element: XMLNode) { place(element) { xmlAddPrevSibling(node, $0) } }

    /// Puts an element that is in no place behind this one.
    public func insertAfter(_ element: XMLNode) { place(element) { xmlAddNextSibling(node, $0) } }

    /// Puts an element that is in no place at the end of what is inside this one.
    public func append(_ element: XMLNode) { place(element) { xmlAddChild(node, $0) } }

    private func place(_ element: XMLNode, _ put: (xmlNodePtr) -> xmlNodePtr?) {
        document.loose.removeAll { $0 == element.node }
        if put(element.node) == nil { document.loose.append(element.node) } else { _ = xmlReconciliateNs(document.document, element.node) }
    }

    /// A new element in the namespace of this one, in no place yet.
    ///
    /// - Throws: `.limit` where there is no memory.
    public func element(named name: String) throws(FormatError) -> XMLNode {
        guard let made = xmlNewDocNode(document.document, node.pointee.ns, name, nil) else {
            throw FormatError(format: .xml, reason: .limit, detail: "out of memory")
        }
        document.loose.append(made)
        return XMLNode(node: made, document: document)
    }

    /// Puts one text in the place of all that is inside an element. What XML cannot hold becomes U+FFFD.
    public func replaceContent(with text: String) {
        for element in elements { element.remove() }
        xmlNodeSetContent(node, nil)
        guard !text.isEmpty, let content = xmlNewDocText(document.document, Self.held(text)) else { return }
        if xmlAddChild(node, content) == nil { xmlFreeNode(content) }
    }

    /// - Parameters:
    ///   - namespace: one that is declared where the element stands, or `nil`.
    ///   - value: `nil` takes the attribute away.
    public func setAttribute(_ name: String, namespace: String? = nil, to value: String?) {
        guard kind == XML_ELEMENT_NODE else { return }
        let space = namespace.flatMap { xmlSearchNsByHref(document.document, node, $0) }
        if namespace != nil, space == nil { return }
        if let value {
            xmlSetNsProp(node, space, name, Self.held(value))
        } else if let known = namespace.map({ xmlHasNsProp(node, name, $0) }) ?? xmlHasProp(node, name) {
            xmlRemoveProp(known)
        }
    }

    /// Text of characters XML 1.0 has (section 2.2, Char).
    private static func held(_ text: String) -> String {
        var held = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}": held.append(scalar)
            default: held.append("\u{FFFD}")
            }
        }
        return String(held)
    }
}

extension XMLNode: Hashable {
    public func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

extension XMLDocument {
    /// The document as it is now, in UTF-8, with comments and processing instructions.
    ///
    /// - Throws: `.limit` where libxml2 cannot write it.
    public func serialized() throws(FormatError) -> [UInt8] {
        var memory: UnsafeMutablePointer<xmlChar>?, size: Int32 = 0
        xmlDocDumpMemoryEnc(document, &memory, &size, "UTF-8")
        guard let memory else { throw FormatError(format: .xml, reason: .limit, detail: "the document cannot be written") }
        defer { onceonly_xml_free(memory) }
        return Array(UnsafeBufferPointer(start: memory, count: Int(size)))
    }
}
