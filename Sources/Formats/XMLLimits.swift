/// How much of an XML document is read, and how long an XPath may work on it.
public struct XMLLimits: Sendable, Hashable {
    /// Bytes of the whole document.
    public var bytes: Int
    /// Elements within one another; libxml2 itself stops at 256.
    public var depth: Int
    /// Elements, attributes, comments and processing instructions.
    public var nodes: Int
    /// Attributes of one element, namespace declarations among them.
    public var attributes: Int
    /// Steps one XPath may take before it is given up.
    public var operations: Int

    public init(
        bytes: Int = 8 << 20, depth: Int = 128, nodes: Int = 500_000, attributes: Int = 256, operations: Int = 5_000_000
    ) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.attributes = attributes
        self.operations = operations
    }

    public static let standard = XMLLimits()
}
