/// A kind of foreign text this room reads.
public enum Format: String, Sendable, Hashable, CaseIterable {
    case json = "JSON"
    case jsonPath = "JSONPath"
    case pattern = "pattern"
    case xml = "XML"
    case xPath = "XPath"
    case csv = "CSV"
    case zip = "ZIP"
}

/// Why a document, a path or a pattern was refused at the door.
///
/// Positions are facts of the text as it arrived. `detail` names the rule that was broken and never quotes the
/// document, so an error may be logged where the document may not.
public struct FormatError: Error, Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The text does not follow the grammar of its format.
        case syntax
        /// A member of an object or a column of a table is named twice.
        case duplicateKey
        /// Nested deeper than the limits allow.
        case tooDeep
        /// More bytes than the limits allow.
        case tooLarge
        /// More values, elements, attributes or rows than the limits allow.
        case tooManyNodes
        /// The bytes are not text in an encoding that is accepted here.
        case encoding
        /// An XML document with a document type declaration.
        case documentType
        /// Evaluation was given up: it would have cost more than the limits allow.
        case limit
        /// Well-formed, but nothing this door can serve: an unknown function, prefix or separator.
        case unsupported
    }

    public let format: Format
    public let reason: Reason
    /// Counted from 1; `nil` where the error belongs to no one line.
    public let line: Int?
    /// Counted from 1, in Unicode scalars; for XML as libxml2 counts.
    public let column: Int?
    /// The rule that was broken, in English, without a word of the document; `words` has it in both languages.
    public let detail: String

    public init(format: Format, reason: Reason, line: Int? = nil, column: Int? = nil, detail: String) {
        self.format = format
        self.reason = reason
        self.line = line
        self.column = column
        self.detail = detail
    }
}

extension FormatError: CustomStringConvertible {
    /// `JSON 3:14: syntax: a comma or the end of the object was expected`
    public var description: String {
        let place = line.map { line in " \(line)" + (column.map { ":\($0)" } ?? "") } ?? ""
        return "\(format.rawValue)\(place): \(reason.rawValue): \(detail)"
    }
}
