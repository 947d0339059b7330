import CLibXML2

extension XMLDocument {
    /// The document as text, with its texts and attributes exchanged. Comments and processing instructions are left out.
    ///
    /// - Parameter exchange: is given the path of an element or attribute, as `XMLNode.path` has it, and one text in it; white
    ///   space between elements is not asked about.
    /// - Returns: XML 1.0 in UTF-8, well formed whatever `exchange` returns (what XML cannot hold becomes U+FFFD).
    /// - Complexity: O(size + elements × depth), for the paths.
    public func rewritten(_ exchange: (_ path: String, _ text: String) -> String) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        write(root, &text, exchange)
        return text + "\n"
    }

    private func write(_ element: XMLNode, _ out: inout String, _ exchange: (String, String) -> String) {
        let name = Self.qualifiedName(of: element.node)
        out += "<" + name
        var declared = element.node.pointee.nsDef
        while let namespace = declared?.pointee {
            let prefix = namespace.prefix.map { ":" + String(cString: $0) } ?? ""
            out += " xmlns\(prefix)=\"\(Self.escaped(namespace.href.map { String(cString: $0) } ?? "", isAttribute: true))\""
            declared = namespace.next
        }
        for attribute in element.attributes {
            out += " \(Self.qualifiedName(of: attribute.node))=\"\(Self.escaped(exchange(attribute.path, attribute.text), isAttribute: true))\""
        }
        guard let first = element.node.pointee.children else {
            out += "/>"
            return
        }
        out += ">"
        let path = element.path
        for node in sequence(first: first, next: { $0.pointee.next }) {
            switch node.pointee.type {
            case XML_ELEMENT_NODE: write(XMLNode(node: node, document: self), &out, exchange)
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE, XML_ENTITY_REF_NODE:
                let text = XMLNode(node: node, document: self).text
                out += Self.escaped(text.allSatisfy(\.isWhitespace) ? text : exchange(path, text), isAttribute: false)
            default: continue
            }
        }
        out += "</\(name)>"
    }

    private static func qualifiedName(of node: xmlNodePtr) -> String {
        let name = node.pointee.name.map { String(cString: $0) } ?? ""
        return node.pointee.ns?.pointee.prefix.map { String(cString: $0) + ":" + name } ?? name
    }

    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"" where isAttribute: out += "&quot;"
            case "\t" where isAttribute, "\n" where isAttribute, "\r": out += "&#\(scalar.value);"
            case "\t", "\n", " "..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}": out.unicodeScalars.append(scalar)
            default: out += "\u{FFFD}"
            }
        }
        return out
    }
}
