import CLibXML2

/// A node of a document: an element, an attribute, a text, a comment, a processing instruction or the document.
///
/// It keeps its document alive.
public struct XMLNode {
    let node: xmlNodePtr
    let document: XMLDocument

    /// The name without its prefix; empty for texts, comments and the document.
    public var localName: String {
        switch kind {
        case XML_ELEMENT_NODE, XML_ATTRIBUTE_NODE, XML_PI_NODE: node.pointee.name.map { String(cString: $0) } ?? ""
        default: ""
        }
    }

    /// The URI the name belongs to, `nil` for none.
    public var namespace: String? {
        guard kind == XML_ELEMENT_NODE || kind == XML_ATTRIBUTE_NODE else { return nil }
        return node.pointee.ns?.pointee.href.map { String(cString: $0) }
    }

    /// The string value as XPath 1.0 section 5 defines it: for an element, all text inside of it.
    public var text: String {
        guard let content = xmlNodeGetContent(node) else { return "" }
        defer { onceonly_xml_free(content) }
        return String(cString: content)
    }

    /// The value of an attribute of this element; `nil` where it has none of the name.
    ///
    /// - Parameter namespace: the URI of the attribute's prefix; attributes without a prefix have none.
    public func attribute(_ name: String, namespace: String? = nil) -> String? {
        guard kind == XML_ELEMENT_NODE else { return nil }
        let value = namespace.map { xmlGetNsProp(node, name, $0) } ?? xmlGetNoNsProp(node, name)
        guard let value else { return nil }
        defer { onceonly_xml_free(value) }
        return String(cString: value)
    }

    /// The elements directly inside this one, in order.
    public var elements: [XMLNode] {
        guard kind == XML_ELEMENT_NODE || kind == XML_DOCUMENT_NODE else { return [] }
        return sequence(first: node.pointee.children, next: { $0?.pointee.next }).lazy
            .prefix { $0 != nil }.compactMap { $0 }.filter { $0.pointee.type == XML_ELEMENT_NODE }
            .map { XMLNode(node: $0, document: document) }
    }

    /// The attributes of an element, in document order; declarations of namespaces are none.
    public var attributes: [XMLNode] {
        guard kind == XML_ELEMENT_NODE, let first = node.pointee.properties else { return [] }
        return sequence(first: first, next: { $0.pointee.next }).map { attribute in
            attribute.withMemoryRebound(to: xmlNode.self, capacity: 1) { XMLNode(node: $0, document: document) }
        }
    }

    var kind: xmlElementType { node.pointee.type }
}

extension XMLNode: Equatable {
    /// The same node of the same document.
    public static func == (left: XMLNode, right: XMLNode) -> Bool { left.node == right.node }
}

// MARK: - Paths

extension XMLNode {
    /// An absolute XPath that finds this node and no other, whatever prefixes the reader has:
    /// `/*[local-name()='Envelope'][1]/*[local-name()='Body'][1]/@*[local-name()='id'][1]`.
    public var path: String {
        if kind == XML_DOCUMENT_NODE { return "/" }
        var steps: [String] = []
        var place: xmlNodePtr? = node
        while let current = place, current.pointee.type != XML_DOCUMENT_NODE {
            steps.append(Self.step(to: current))
            place = current.pointee.parent
        }
        return steps.reversed().map { "/" + $0 }.joined()
    }

    private static func step(to node: xmlNodePtr) -> String {
        var position = 1
        var before = node.pointee.prev  // of an attribute, the attribute before it
        while let sibling = before {
            if isAlike(sibling, node) { position += 1 }
            before = sibling.pointee.prev
        }
        let name = node.pointee.name.map { String(cString: $0) } ?? ""
        let test =
            switch node.pointee.type {
            case XML_ELEMENT_NODE: "*[local-name()='\(name)']"
            case XML_ATTRIBUTE_NODE: "@*[local-name()='\(name)']"
            case XML_COMMENT_NODE: "comment()"
            case XML_PI_NODE: "processing-instruction()"
            default: "text()"
            }
        return "\(test)[\(position)]"
    }

    private static func isAlike(_ left: xmlNodePtr, _ right: xmlNodePtr) -> Bool {
        guard left.pointee.type == right.pointee.type else { return false }
        switch left.pointee.type {
        case XML_ELEMENT_NODE, XML_ATTRIBUTE_NODE: return xmlStrEqual(left.pointee.name, right.pointee.name) != 0
        default: return true
        }
    }
}
