import Declarations
public import Diagnostics
public import Expressions

public struct EvidenceID: DeclaredName {
    public let name: InternedName
    public init(name: InternedName) { self.name = name }
}

/// A kind of document: what it proves, how long it holds, what replaces it. After CCCEV's evidence type.
public final class EvidenceKind: Declared {
    public let id: EvidenceID
    public let title: LocalizedText
    /// Concepts of the subject the paper is about.
    public let proves: [Proof]
    public let issuedBy: [String]
    public let holds: String?
    public let formats: [String]
    /// Data that does instead of the paper, each under its own legal text.
    public let replacedBy: [Replacement]
    /// An authority issued or accepted it, so a stored copy may serve again.
    public let isStorable: Bool
    public let places: Places

    init(
        id: EvidenceID, title: LocalizedText, proves: [Proof], issuedBy: [String], holds: String?, formats: [String],
        replacedBy: [Replacement], isStorable: Bool, places: Places
    ) {
        self.id = id
        self.title = title
        self.proves = proves
        self.issuedBy = issuedBy
        self.holds = holds
        self.formats = formats
        self.replacedBy = replacedBy
        self.isStorable = isStorable
        self.places = places
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
        return EvidenceKind(
            id: EvidenceID(id), title: title, proves: proves, issuedBy: reader.texts(fields["issuedBy"], orOne: true),
            holds: reader.text(fields["holds"]), formats: reader.texts(fields["formats"], orOne: true),
            replacedBy: replacements(fields["replacedBy"], &reader), isStorable: reader.flag(fields["storable"]),
            places: fields.places)
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
