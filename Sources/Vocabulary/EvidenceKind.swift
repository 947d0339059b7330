import Declarations
public import Diagnostics
public import Expressions

public struct EvidenceID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// A kind of document: what it proves, how long it holds, what replaces it. After CCCEV 2.0's evidence type (SEMIC, Core Criterion
/// and Core Evidence Vocabulary): `proves` is what it supports, `issuedBy` its issuing place, `holds` its validity period.
public final class EvidenceKind: Declared {
    public let id: EvidenceID
    public let title: LocalizedText
    /// Concepts of the subject the paper is about.
    public let proves: [Proof]
    /// Codes of the list `authorities`.
    public let issuedBy: [String]
    /// `nil` where nothing is said: then no earlier copy serves.
    public let holds: EvidenceValidity?
    /// What a file of this kind may be, and its signature.
    public let files: Files
    /// What does instead of this paper: data, or papers of other kinds.
    public let substitutes: Substitutes
    /// An authority issued or accepted it, so a stored copy may serve again.
    public let isStorable: Bool
    public let retention: RetentionRule?
    public let places: Places

    init(
        id: EvidenceID, title: LocalizedText, proves: [Proof], issuedBy: [String], holds: EvidenceValidity?, files: Files,
        substitutes: Substitutes, isStorable: Bool, retention: RetentionRule?, places: Places
    ) {
        self.id = id
        self.title = title
        self.proves = proves
        self.issuedBy = issuedBy
        self.holds = holds
        self.files = files
        self.substitutes = substitutes
        self.isStorable = isStorable
        self.retention = retention
        self.places = places
    }

    /// Data that does instead of the paper, each under its own legal text.
    public var replacedBy: [Replacement] { substitutes.data }

    public struct Files: Sendable, Hashable {
        public let formats: [DocumentFormat]
        /// Where the kind says nothing a file must be signed, by its issuer or by who converted it.
        public let signatures: Set<AcceptedSignature>

        public init(formats: [DocumentFormat], signatures: Set<AcceptedSignature> = [.issuer, .conversion]) {
            self.formats = formats
            self.signatures = signatures
        }

        /// What may be deposited.
        public var storable: [DocumentFormat] { formats.filter { $0 != .paper } }
    }

    public struct Substitutes: Sendable, Hashable {
        public let data: [Replacement]
        /// Each a list of kinds that together do instead; one list is enough (CCCEV: evidence type lists).
        public let papers: [[EvidenceID]]

        init(data: [Replacement], papers: [[EvidenceID]] = []) {
            self.data = data
            self.papers = papers
        }
    }

    public struct Proof: Sendable, Hashable {
        public let kind: Kind
        public let concept: ConceptID
    }

    public struct Replacement: Sendable, Hashable {
        public let concepts: [ConceptID]
        public let relations: [RelationID]
        /// The register's id.
        public let connector: String
        public let legal: String
        public let condition: Expression?
        public let places: Places
    }

    public func proves(_ concept: ConceptID, of kinds: [Kind]) -> Bool {
        proves.contains { $0.concept == concept && kinds.contains($0.kind) }
    }

    /// Reads one file of `FormSchemas/evidence`.
    public static func kind(_ text: String, file: String) -> (kinds: [EvidenceKind], diagnostics: [Diagnostic]) {
        var reader = DeclarationReader()
        let document = YAMLDocument(text, file: file)
        reader.note(document.diagnostics)
        var kinds: [EvidenceKind] = []
        guard let root = document.root else { return ([], reader.diagnostics) }
        for node in reader.list(root, orOne: true) {
            if let kind = read(node, &reader) { kinds.append(kind) }
        }
        return (kinds, reader.diagnostics)
    }

    private static func read(_ node: YAMLNode, _ reader: inout DeclarationReader) -> EvidenceKind? {
        guard let fields = reader.fields(node, as: kindShape),
              let id = reader.text(reader.required("evidence", in: fields)),
              let title = reader.localizedText(reader.required("title", in: fields))
        else { return nil }
        var proves: [Proof] = []
        for item in reader.list(fields["proves"]) {
            guard let text = reader.text(item) else { continue }
            guard let meaning = Meaning(text), let kind = Kind(rawValue: meaning.role.rawValue) else {
                reader.refuse(item, expected: "kind.concept")
                continue
            }
            proves.append(Proof(kind: kind, concept: meaning.concept))
        }
        let formats = reader.choices(fields["formats"], DocumentFormat.self, orOne: true)
        let signatures = reader.choices(fields["signatures"], AcceptedSignature.self, orOne: true)
        let papers = reader.list(fields["alternatives"]).map { reader.texts($0, orOne: true).map { EvidenceID($0) } }
        return EvidenceKind(
            id: EvidenceID(id), title: title, proves: proves, issuedBy: reader.texts(fields["issuedBy"], orOne: true),
            holds: validity(fields["holds"], &reader), files: signatures.isEmpty ? Files(formats: formats) : Files(formats: formats, signatures: Set(signatures)),
            substitutes: Substitutes(data: replacements(fields["replacedBy"], &reader), papers: papers),
            isStorable: reader.flag(fields["storable"]), retention: retention(fields["retention"], &reader), places: fields.places)
    }

    private static func validity(_ node: YAMLNode?, _ reader: inout DeclarationReader) -> EvidenceValidity? {
        guard let node, let text = reader.text(node) else { return nil }
        if let validity = EvidenceValidity(text) { return validity }
        let words = ["until a date", "while no newer one", "per purpose"]
        reader.refuse(node, expected: (words + ["for P6M"]).joined(separator: " | "), fix: nearest(to: text, among: words))
        return nil
    }

    private static func retention(_ node: YAMLNode?, _ reader: inout DeclarationReader) -> RetentionRule? {
        guard let node, let fields = reader.fields(node, as: retentionShape), let legal = reader.requiredText("legal", in: fields) else { return nil }
        guard fields["keep"] != nil || fields["archive"] != nil else {
            reader.note(Diagnostic(.missingKey, at: fields.position, ["archive"]))
            return nil
        }
        let isPermanent = if case .scalar("permanent", _) = fields["archive"]?.content { true } else { false }
        let lasting = isPermanent ? nil : period(fields["archive"], "P10Y | permanent", &reader)
        let archive: RetentionRule.Archive? = isPermanent ? .permanent : lasting.map(RetentionRule.Archive.lasting)
        return RetentionRule(keep: period(fields["keep"], "P5Y", &reader), archive: archive, legal: legal)
    }

    private static func period(_ node: YAMLNode?, _ example: String, _ reader: inout DeclarationReader) -> CalendarPeriod? {
        guard let node, let text = reader.text(node) else { return nil }
        if let period = CalendarPeriod(text) { return period }
        reader.refuse(node, expected: example)
        return nil
    }

    private static func replacements(_ node: YAMLNode?, _ reader: inout DeclarationReader) -> [Replacement] {
        var replacements: [Replacement] = []
        for item in reader.list(node) {
            guard let fields = reader.fields(item, as: replacementShape),
                  let connector = reader.text(reader.required("connector", in: fields)),
                  let legal = reader.requiredText("legal", in: fields)
            else { continue }
            replacements.append(Replacement(
                concepts: reader.texts(fields["concepts"], orOne: true).map { ConceptID(rawValue: $0) },
                relations: reader.texts(fields["relations"], orOne: true).map { RelationID($0) },
                connector: connector, legal: legal, condition: reader.expression(fields["if"]), places: fields.places))
        }
        return replacements
    }
}
