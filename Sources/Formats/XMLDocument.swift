import CLibXML2

/// An XML document, read by libxml2 and held for one synchronous piece of work.
///
/// The one door for XML: nothing is fetched from network or files, a document type declaration is an error (so there
/// are no entities to expand), and size, depth, nodes and attributes are bounded. Not `Sendable`: the tree belongs
/// to the task that read it.
public final class XMLDocument {
    let document: xmlDocPtr
    let limits: XMLLimits
    private let rootElement: xmlNodePtr
    /// Made with the first XPath; see `XMLDocument+XPath.swift`.
    var evaluator: XPathEvaluator?
    /// In no place: taken out, or not put in yet; see `XMLNode+Editing.swift`.
    var loose: [xmlNodePtr] = []
    /// Nodes that were copied, so that copies are bounded like what is read.
    var copied = 0

    /// Reads a document that is well formed by XML 1.0, fifth edition, and by Namespaces in XML 1.0.
    ///
    /// - Parameter bytes: in UTF-8, UTF-16 or a single-byte code page that the document declares.
    /// - Throws: `.documentType`, `.syntax`, `.encoding`, and `.tooLarge`, `.tooDeep`, `.tooManyNodes` by `limits`.
    public init(parsing bytes: [UInt8], limits: XMLLimits = .standard) throws(FormatError) {
        var preflight = try XMLPreflight(bytes, limits: limits)
        try preflight.check()
        let document = try XMLReading.read(bytes)
        guard let root = xmlDocGetRootElement(document) else {
            xmlFreeDoc(document)
            throw FormatError(format: .xml, reason: .syntax, detail: "no root element")
        }
        self.document = document
        self.limits = limits
        rootElement = root
    }

    /// Whether a document is read by an encoding of this name: the one it declares, or that of its byte order mark; UTF-8 where
    /// it has neither.
    ///
    /// - Parameter encoding: in lower case.
    public static func isRead(_ bytes: [UInt8], as encoding: String) -> Bool {
        guard let preflight = try? XMLPreflight(bytes, limits: .standard) else { return false }
        let own = preflight.encoding.lowercased()
        // A byte order mark says which of the two it is.
        return own == encoding || ["ascii", "us-ascii"].contains(own) && encoding == "utf-8" || own.hasPrefix("utf-16") && encoding == "utf-16"
    }

    deinit {
        evaluator = nil  // before the document its context points at
        for node in loose { xmlFreeNode(node) }
        xmlFreeDoc(document)
    }

    /// The outermost element.
    public var root: XMLNode { XMLNode(node: rootElement, document: self) }
}

/// The call into libxml2 and what it says about it.
private enum XMLReading {
    /// libxml2 sets up its tables once, before any thread uses it.
    private static let library: Void = xmlInitParser()

    /// The first error of one reading.
    private final class FirstError {
        var error: FormatError?
    }

    static func read(_ bytes: [UInt8]) throws(FormatError) -> xmlDocPtr {
        _ = library
        guard let context = xmlNewParserCtxt() else {
            throw FormatError(format: .xml, reason: .limit, detail: "out of memory")
        }
        defer { xmlFreeParserCtxt(context) }
        let first = FirstError()
        context.pointee._private = Unmanaged.passUnretained(first).toOpaque()
        context.pointee.sax?.pointee.serror = { data, error in XMLReading.record(data, error) }
        // CDATA as text, as XPath sees it. Without NOENT, DTDLOAD, DTDATTR and XINCLUDE nothing else is opened.
        let options = [XML_PARSE_NONET, XML_PARSE_NOCDATA, XML_PARSE_NOERROR, XML_PARSE_NOWARNING].reduce(0) {
            $0 | $1.rawValue
        }
        let document = withExtendedLifetime(first) {
            bytes.withUnsafeBytes { buffer in
                xmlCtxtReadMemory(
                    context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil,
                    Int32(options))
            }
        }
        guard let document else {
            throw first.error ?? FormatError(format: .xml, reason: .syntax, detail: "not well formed")
        }
        if let refusal = refusal(of: document, context, first.error) {
            xmlFreeDoc(document)
            throw refusal
        }
        return document
    }

    /// What libxml2 lets by and this door does not.
    private static func refusal(of document: xmlDocPtr, _ context: xmlParserCtxtPtr, _ error: FormatError?)
        -> FormatError?
    {
        if document.pointee.intSubset != nil || document.pointee.extSubset != nil {
            return FormatError(format: .xml, reason: .documentType, detail: "a document type declaration")
        }
        if context.pointee.wellFormed == 0 || context.pointee.nsWellFormed == 0 {
            return error ?? FormatError(format: .xml, reason: .syntax, detail: "not well formed")
        }
        if let encoding = document.pointee.encoding, !XMLPreflight.isAccepted(encoding: String(cString: encoding)) {
            return FormatError(format: .xml, reason: .encoding, detail: "an encoding that is not accepted here")
        }
        return nil
    }

    /// Called by libxml2 in place of printing; its message is not kept, it quotes the document.
    private static func record(_ data: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?) {
        guard let data, let error = error?.pointee, error.level != XML_ERR_WARNING else { return }
        guard let owner = data.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private else { return }
        let first = Unmanaged<FirstError>.fromOpaque(owner).takeUnretainedValue()
        guard first.error == nil else { return }
        let isEncoding = [
            XML_ERR_INVALID_ENCODING, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_UNKNOWN_ENCODING, XML_I18N_CONV_FAILED,
        ].contains { $0.rawValue == UInt32(bitPattern: error.code) }
        let isNamespace = error.domain == Int32(XML_FROM_NAMESPACE.rawValue)
        first.error = FormatError(
            format: .xml, reason: isEncoding ? .encoding : .syntax, line: error.line > 0 ? Int(error.line) : nil,
            column: error.int2 > 0 ? Int(error.int2) : nil,
            detail: (rules[error.code] ?? "not \(isNamespace ? "namespace-" : "")well formed") + " (libxml2 error \(error.code))")
    }

    /// The rules documents break most, by the codes of libxml2; its own words quote the document.
    private static let rules: [Int32: String] = [
        (XML_ERR_DOCUMENT_EMPTY, "the document is empty, or does not begin with '<'"), (XML_ERR_DOCUMENT_END, "something stands after the root element"),
        (XML_ERR_EXTRA_CONTENT, "something stands after the root element"), (XML_ERR_TAG_NAME_MISMATCH, "an end tag that is not the one of its element"),
        (XML_ERR_TAG_NOT_FINISHED, "a tag that is not closed"), (XML_ERR_LTSLASH_REQUIRED, "a tag that is not closed"), (XML_ERR_GT_REQUIRED, "a '>' was expected"),
        (XML_ERR_UNDECLARED_ENTITY, "an entity that is not declared"), (XML_ERR_ENTITYREF_SEMICOL_MISSING, "a reference without its semicolon"),
        (XML_ERR_INVALID_CHAR, "a character XML does not have"), (XML_ERR_INVALID_CHARREF, "a reference to no character"),
        (XML_ERR_INVALID_DEC_CHARREF, "a reference to no character"), (XML_ERR_INVALID_HEX_CHARREF, "a reference to no character"),
        (XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "an attribute without a value"), (XML_ERR_ATTRIBUTE_NOT_STARTED, "an attribute value without quotes"),
        (XML_ERR_ATTRIBUTE_NOT_FINISHED, "an attribute value that is not closed"), (XML_ERR_ATTRIBUTE_REDEFINED, "an attribute that is written twice"),
        (XML_ERR_LT_IN_ATTRIBUTE, "a '<' in an attribute value"), (XML_ERR_NAME_REQUIRED, "a name was expected"), (XML_ERR_SPACE_REQUIRED, "a space was expected"),
        (XML_ERR_COMMENT_NOT_FINISHED, "a comment that is not closed"), (XML_ERR_CDATA_NOT_FINISHED, "CDATA that is not closed"),
        (XML_ERR_PI_NOT_FINISHED, "an instruction that is not closed"), (XML_ERR_MISPLACED_CDATA_END, "']]>' outside of CDATA"),
        (XML_ERR_RESERVED_XML_NAME, "a declaration that is not at the start"), (XML_NS_ERR_UNDEFINED_NAMESPACE, "a prefix that no namespace is declared for"),
    ].reduce(into: [:]) { rules, rule in rules[Int32(bitPattern: rule.0.rawValue)] = rule.1 }
}
