public import Diagnostics
public import Expressions
public import Formats
public import Vocabulary

public struct ConnectorID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }

    /// What the sign-in knows is named as a source of its own.
    public static let signIn = ConnectorID("sign-in")
}

public struct OperationID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// What one register can supply, from which key, over which transport.
public final class ConnectorManifest: Declared {
    public let id: ConnectorID
    public let title: LocalizedText
    public let publisher: String?
    public let legalBasis: String
    public let transport: Transport
    public let operations: [Operation]
    public let places: Places

    init(
        id: ConnectorID, title: LocalizedText, publisher: String?, legalBasis: String, transport: Transport,
        operations: [Operation], places: Places
    ) {
        self.id = id
        self.title = title
        self.publisher = publisher
        self.legalBasis = legalBasis
        self.transport = transport
        self.operations = operations
        self.places = places
    }

    public func operation(_ id: OperationID) -> Operation? { operations.first { $0.id == id } }
}

/// How the register is reached. Addresses and secrets may be references, `${NAME}`, resolved when the driver opens.
public struct Transport: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable { case sql, json, xml, table }

    public let kind: Kind
    /// The service, the database or the file.
    public let address: String
    public let access: Access
    /// A file of the certificates (PEM) its own must stand on, instead of the system's.
    public let trust: String?
    /// Where it stands; a name that resolves to another address is not called.
    public let networks: [Network]
    /// Prefixes used in XPaths.
    public let namespaces: [String: String]
    public let timeout: Duration
    /// Calls the register takes at once.
    public let concurrency: Int
    public let quota: Quota?
    public let encoding: String?
    public let separator: String?
}

/// One question a register answers.
public final class Operation: Declared {
    public let id: OperationID
    public let about: Kind
    public let keys: [ConceptID]
    public let request: Request
    public let record: RecordRule
    /// For answers that come in pages.
    public let pages: Pages?
    /// For registers that are asked about several subjects at once.
    public let batch: Batch?
    /// Where the record's own key stands: a reply is held against the subject it was asked about.
    public let identifies: [ConceptID: FieldPath]
    public let supplies: [Supply]
    /// What it tells nothing of, and only confirms.
    public let verifies: [Verification]
    public let opens: [Opens]
    /// Papers the register itself can hand out.
    public let documents: [EvidenceID]
    public let reply: ReplyRules
    /// Every path that takes data from a reply, as the file has them.
    public let paths: [PlacedPath]
    /// Where its name stands.
    public let position: SourcePosition
    public let places: Places
    /// Asked for every leaf of every dossier.
    private let suppliesByConcept: [ConceptID: Supply]

    init(
        id: OperationID, about: Kind, keys: [ConceptID], request: Request, record: RecordRule, pages: Pages?, batch: Batch? = nil,
        identifies: [ConceptID: FieldPath], supplies: [Supply], verifies: [Verification], opens: [Opens], documents: [EvidenceID],
        reply: ReplyRules, paths: [PlacedPath], position: SourcePosition, places: Places
    ) {
        self.id = id
        self.about = about
        self.keys = keys
        self.request = request
        self.record = record
        self.pages = pages
        self.batch = batch
        self.identifies = identifies
        self.supplies = supplies
        self.verifies = verifies
        self.opens = opens
        self.documents = documents
        self.reply = reply
        self.paths = paths
        self.position = position
        self.places = places
        suppliesByConcept = Dictionary(supplies.map { ($0.concept, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Everything a request is made of: the keys, and what is to be confirmed.
    public var inputs: [ConceptID] { keys + verifies.map(\.concept) }

    public func supply(_ concept: ConceptID) -> Supply? { suppliesByConcept[concept] }

    public func opens(_ relation: RelationID) -> Opens? { opens.first { $0.relation == relation } }

    /// How an answer goes on.
    public struct Pages: Sendable, Hashable {
        /// The input of the request that stands for the page, beside the keys.
        public static let input = ConceptID("page")

        /// What it is in the first request.
        public let first: String
        /// Where a reply says what it is in the next one; it was the last where nothing stands there.
        public let next: FieldPath
        /// More pages than this are no answer.
        public let most: Int
    }

    public struct RecordRule: Sendable, Hashable {
        public enum Many: Sendable, Hashable {
            /// More than one record is no answer about one subject.
            case reject
            case list
            /// The first record for which the condition holds.
            case firstBy(Expression)
        }

        public let path: FieldPath?
        public let many: Many
    }
}

/// What is sent; the only inputs of a template are the keys, escaped for the format.
public struct Request: Sendable, Hashable {
    public let method: String
    public let path: String
    public let headers: [String: String]
    public let body: String?
    public let action: String?
    public let query: String?
    /// For tables: which column holds which key.
    public let columns: [ConceptID: String]
}

/// Where a value stands in a reply.
public enum FieldPath: Sendable, Hashable {
    case json(JSONPath)
    case xml(XPath)
    case column(String)

    public var text: String {
        switch self {
        case .json(let path): path.source
        case .xml(let path): path.source
        case .column(let name): name
        }
    }
}

/// A path and where it stands in the manifest.
public struct PlacedPath: Sendable, Hashable {
    /// What the path starts from.
    public enum Base: Sendable, Hashable {
        case document, record
        /// An element of a list in a record, of a record itself where a relation has no list.
        case element(of: FieldPath?)
    }

    public let path: FieldPath
    public let base: Base
    public let span: SourceSpan
}

/// How one concept is read from a record.
public final class Supply: Declared {
    public let concept: ConceptID
    public let reading: Reading
    /// Rank among registers that hold the concept: 1 decides.
    public let authority: Int
    /// How long after it was recorded the value may be used.
    public let freshFor: CalendarPeriod?
    /// How long after it was fetched the value may be used for another dossier without asking again; not at all where `nil`.
    public let cacheFor: Duration?
    /// Finding nothing here means there is none.
    public let isComplete: Bool
    /// When this value must not be used, whatever the rest of the record is worth.
    public let invalidWhen: ReplyRules.Condition?
    public let position: SourcePosition

    init(
        concept: ConceptID, reading: Reading, authority: Int, freshFor: CalendarPeriod?, cacheFor: Duration?, isComplete: Bool,
        invalidWhen: ReplyRules.Condition? = nil, position: SourcePosition
    ) {
        self.concept = concept
        self.reading = reading
        self.authority = authority
        self.freshFor = freshFor
        self.cacheFor = cacheFor
        self.isComplete = isComplete
        self.invalidWhen = invalidWhen
        self.position = position
    }

    public indirect enum Reading: Sendable, Hashable {
        case at(FieldPath, Decoding)
        case parts([Part])
        /// FEEL over `read.<name>`.
        case computed(Expression, reads: [String: FieldPath], Decoding)
    }

    public struct Part: Sendable, Hashable {
        public let name: String
        public let reading: Reading
        /// When this part must not be used, and with it the whole.
        public let invalidWhen: ReplyRules.Condition?
    }

    /// From the register's spelling to ours.
    public struct Decoding: Sendable, Hashable {
        /// Register code → vocabulary code; `none` and `unknown` are reserved targets.
        public let codes: [String: String]
        /// Where the targets stand, by register code.
        public let codePlaces: Places?
        public let format: String?
        /// The same, read once; `nil` for a format that is none.
        public let layout: DateLayout?
        public let partial: Bool
        public let separator: String?
        /// What the register counts in, where the manifest says it: nothing is converted.
        public let unit: Unit?

        public static let reserved: Set<String> = ["none", "unknown"]

        public init(codes: [String: String] = [:], codePlaces: Places? = nil, format: String? = nil, partial: Bool = false, separator: String? = nil, unit: Unit? = nil) {
            self.codes = codes
            self.codePlaces = codePlaces
            self.format = format
            layout = format.map { DateLayout($0) } ?? .ours
            self.partial = partial
            self.separator = separator
            self.unit = unit
        }
    }

    /// A unit by its word, and where the manifest says it.
    public struct Unit: Sendable, Hashable {
        public let name: String
        public let place: SourceSpan

        public init(name: String, place: SourceSpan) {
            self.name = name
            self.place = place
        }
    }
}

/// A relation an operation opens.
public final class Opens: Declared {
    public let relation: RelationID
    public let kind: Kind
    public let keys: [ConceptID: FieldPath]
    /// Where the elements stand; `nil` for a relation to one subject.
    public let list: FieldPath?
    public let isComplete: Bool
    /// As for a supply: for where the relation leads.
    public let cacheFor: Duration?
    /// What the list itself says about each element.
    public let supplies: [Supply]
    public let position: SourcePosition

    init(
        relation: RelationID, kind: Kind, keys: [ConceptID: FieldPath], list: FieldPath?, isComplete: Bool,
        cacheFor: Duration?, supplies: [Supply], position: SourcePosition
    ) {
        self.relation = relation
        self.kind = kind
        self.keys = keys
        self.list = list
        self.isComplete = isComplete
        self.cacheFor = cacheFor
        self.supplies = supplies
        self.position = position
    }

    func supply(_ concept: ConceptID) -> Supply? { supplies.first { $0.concept == concept } }
}

/// What a reply says about itself.
public struct ReplyRules: Sendable, Hashable {
    public let notFound: Condition?
    public let refusedWhen: Condition?
    public let invalidWhen: Condition?
    public let recordedAt: FieldPath?
    public let recordedFormat: String?
    /// The same, read once; `nil` for a format that is none.
    public let recordedLayout: DateLayout?

    init(notFound: Condition?, refusedWhen: Condition?, invalidWhen: Condition?, recordedAt: FieldPath?, recordedFormat: String?) {
        self.notFound = notFound
        self.refusedWhen = refusedWhen
        self.invalidWhen = invalidWhen
        self.recordedAt = recordedAt
        self.recordedFormat = recordedFormat
        recordedLayout = recordedFormat.map { DateLayout($0) } ?? .ours
    }

    public struct Condition: Sendable, Hashable {
        public let statuses: [Int]
        public let path: FieldPath?
        /// The values that count; empty: that something stands there at all.
        public let values: [String]
    }
}
