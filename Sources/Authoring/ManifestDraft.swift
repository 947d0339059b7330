public import Connectors
public import Diagnostics
public import Drivers
public import Expressions
public import Formats
public import Vocabulary

/// The first manifest of a register, drawn from one of its replies.
///
/// What is like a concept in name and value is bound; what is only a little like one stands there as a comment with the reason; what
/// only the author can know is listed as still to be decided.
public struct ManifestDraft: Sendable {
    /// What the author says; everything else is drawn from the sample.
    public struct Brief: Sendable {
        public let connector: String
        public let title: String
        public let legalBasis: String
        public let operation: String
        public let about: Kind
        public let key: ConceptID
        /// Where the record's own key stands, from the record; `nil` where the sample has to tell.
        public let identifies: String?
        /// Path of the service, with `{key}`; `nil` leaves it to be decided.
        public let path: String?
        /// The table of a database.
        public let table: String?
        /// Columns of it that hold bytes: they are no part of the sample, and the query may not ask for them.
        public var leftOut: [String] = []

        public init(connector: String, title: String, legalBasis: String, operation: String, about: Kind, key: ConceptID, identifies: String? = nil, path: String? = nil, table: String? = nil) {
            self.connector = connector
            self.title = title
            self.legalBasis = legalBasis
            self.operation = operation
            self.about = about
            self.key = key
            self.identifies = identifies
            self.path = path
            self.table = table
        }
    }

    public enum Sample: Sendable {
        case json([UInt8])
        case xml([UInt8])
        /// - Parameters: the rows of a table; whether it is a file of comma-separated values or a database.
        case rows(Rows, isDatabase: Bool)
    }

    /// `manifest.yaml`.
    public let text: String
    /// What only the author can know, for whoever reads the command's output.
    public let undecided: [LocalizedText]
    /// Concepts that were bound.
    public let bound: [ConceptID]
    /// How many proposals stand there as comments.
    public let unsure: Int
    public let kind: Transport.Kind
    /// The key that stands in the sample; `nil` where none was found.
    public let keyText: String?
    /// Where a key may stand: the paths of the record's values.
    public let paths: [String]

    /// - Parameters:
    ///   - ranks: authorities other registers have for a concept already: two of one rank decide nothing.
    ///   - language: of the comments.
    /// - Throws: `FormatError` where the sample cannot be parsed.
    public init(_ brief: Brief, sample: Sample, vocabulary: Vocabulary, ranks: [ConceptID: Set<Int>], language: Language) throws(FormatError) {
        var prefixes: [String: String] = [:]
        let root: SampleTree
        switch sample {
        case .json(let bytes): (root, kind) = (SampleTree(try JSON(parsing: bytes)), .json)
        case .xml(let bytes): (root, kind) = (SampleTree(try XMLDocument(parsing: bytes).root, prefixes: &prefixes), .xml)
        case .rows(let rows, let isDatabase): (root, kind) = (SampleTree(columns: rows.columns, rows: rows.rows), isDatabase ? .sql : .table)
        }
        var drawing = ManifestDrawing(brief, kind: kind, prefixes: prefixes, vocabulary: vocabulary, ranks: ranks, language: language)
        drawing.draw(root)
        text = drawing.lines.joined(separator: "\n") + "\n"
        undecided = drawing.undecided
        bound = drawing.bound
        unsure = drawing.unsure
        keyText = drawing.keyText
        paths = drawing.paths
    }
}
