import Declarations
public import Diagnostics
public import Expressions
public import Vocabulary

/// Which purpose may read which concepts about which role from which register, on which legal basis, and who sees them.
public final class Grant: Declared {
    public enum Basis: String, Sendable, Hashable, CaseIterable { case law, consent }
    public enum Disclosure: String, Sendable, Hashable, CaseIterable { case auto, applicant, masked, office }

    public let id: String?
    public let purpose: String
    public let connector: ConnectorID
    public let about: [RoleID]
    public let reads: [ConceptID]
    /// What a register may be asked to confirm, yes or no; a grant to read does not cover it, nor it reading.
    public let verifies: [ConceptID]
    /// Relations that may be walked from these roles.
    public let follows: [RelationID]
    public let basis: Basis
    public let legal: String
    public let disclosure: Disclosure
    public let places: Places
    /// Asked for every leaf of every dossier.
    private let readable: Set<ConceptID>

    init(
        id: String?, purpose: String, connector: ConnectorID, about: [RoleID], reads: [ConceptID], verifies: [ConceptID] = [], follows: [RelationID],
        basis: Basis, legal: String, disclosure: Disclosure, places: Places
    ) {
        self.id = id
        self.purpose = purpose
        self.connector = connector
        self.about = about
        self.reads = reads
        self.verifies = verifies
        self.follows = follows
        self.basis = basis
        self.legal = legal
        self.disclosure = disclosure
        self.places = places
        readable = Set(reads)
    }

    public func mayRead(_ concept: ConceptID) -> Bool { readable.contains(concept) }

    public var position: SourcePosition { places.start }
}

/// Reads `grants.yaml`.
public enum GrantReader {
    public static func grants(_ text: String, file: String) -> (grants: [Grant], diagnostics: [Diagnostic]) {
        var reader = DeclarationReader()
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        guard let fields = reader.fields(document.root, as: shape) else { return ([], reader.diagnostics) }
        var grants: [Grant] = []
        for item in reader.list(reader.required("grants", in: fields)) {
            if let grant = grant(item, &reader) { grants.append(grant) }
        }
        return (grants, reader.diagnostics.sortedByPosition())
    }

    private static func grant(_ node: YAMLNode, _ reader: inout DeclarationReader) -> Grant? {
        guard let fields = reader.fields(node, as: grant),
              let purpose = reader.text(reader.required("purpose", in: fields)),
              let connector = reader.text(reader.required("connector", in: fields))
        else { return nil }
        guard let legal = reader.text(fields["legal"]), !legal.isEmpty else {
            reader.note(Diagnostic(.grantWithoutLegalBasis, at: node.position))
            return nil
        }
        // Consent is never left to a default: a grant says on which of the two it stands.
        let basis = reader.choice(reader.required("basis", in: fields), Grant.Basis.self)
        let about = reader.list(reader.required("about", in: fields), orOne: true)
        if let node = fields["about"], about.isEmpty { reader.note(Diagnostic(.wrongShape, at: node.position, ["list", "nothing"])) }
        let reads = reader.texts(fields["reads"], orOne: true), verifies = reader.texts(fields["verifies"], orOne: true), follows = reader.texts(fields["follows"], orOne: true)
        if reads.isEmpty, verifies.isEmpty, follows.isEmpty { reader.note(Diagnostic(.missingKey, at: node.position, ["reads"])) }
        let disclosure = fields["disclose"].map { reader.choice($0, Grant.Disclosure.self) } ?? .auto
        // A misspelt restriction must not open what it was written to close.
        guard let basis, let disclosure else { return nil }
        return Grant(
            id: reader.text(fields["id"]), purpose: purpose, connector: ConnectorID(connector),
            about: about.compactMap { reader.text($0) }.map { RoleID(rawValue: $0) },
            reads: reads.map { ConceptID(rawValue: $0) }, verifies: verifies.map { ConceptID(rawValue: $0) }, follows: follows.map { RelationID($0) },
            basis: basis, legal: legal, disclosure: disclosure, places: fields.places)
    }
}
