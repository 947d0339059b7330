import Connectors
public import Expressions
public import Forms
public import Vocabulary

/// A form that passed the catalog checks. Only such a form can be covered, planned or filled.
public struct CheckedForm: Sendable {
    public let form: Form
    /// The catalog with the form's own concepts added to the vocabulary.
    public let catalog: Catalog
    /// The first field of every meaning, and any further ones.
    private let fieldsByMeaning: [Meaning: [Field]]
    private let sectionsByField: [FieldID: Section]
    /// What conditions read although it may be kept from the applicant's side: who is reached how decides in each dossier.
    public let withheldReads: Set<Meaning>
    /// What its purpose is granted.
    public let grants: PurposeGrants

    init(passing form: Form, in catalog: Catalog) {
        self.form = form
        self.catalog = catalog
        grants = catalog.grants(for: form.administration.purpose)
        var fields: [Meaning: [Field]] = [:]
        for field in form.fields {
            for meaning in field.means.all { fields[meaning, default: []].append(field) }
        }
        fieldsByMeaning = fields
        sectionsByField = Dictionary(
            form.sections.flatMap { section in section.fields.map { ($0.id, section) } }, uniquingKeysWith: { first, _ in first })
        let withholding = Withholding(form: form, catalog: catalog)
        let ofPapers = form.documents.flatMap(\.demands).flatMap { catalog.evidence[$0.evidence]?.replacedBy.compactMap(\.condition) ?? [] }
        withheldReads = (form.decidingExpressions + ofPapers).reduce(into: []) { $0.formUnion(form.meanings(readBy: $1).filter(withholding.mayKeep)) }
    }

    public var vocabulary: Vocabulary { catalog.vocabulary }

    public var purpose: String { form.administration.purpose }

    /// The field that asks a meaning: the one that is no repeat, when there is one.
    public func field(for meaning: Meaning) -> Field? {
        let fields = fieldsByMeaning[meaning] ?? []
        return fields.first { $0.authorship.repeats == nil } ?? fields.first
    }

    /// Every field of a meaning, in form order.
    public func fields(for meaning: Meaning) -> [Field] { fieldsByMeaning[meaning] ?? [] }

    /// The concept a field has for a subject of this kind.
    public func concept(of field: Field, kind: Kind? = nil) -> Concept? {
        vocabulary[field.means.meaning(for: kind).concept]
    }

    /// The section a field stands in.
    public func section(of field: Field) -> Section? { sectionsByField[field.id] }

    /// The form's own concepts and option lists, from the fields that declare them.
    static func localVocabulary(of form: Form, on base: Vocabulary) -> Vocabulary {
        var concepts: [Concept] = []
        var lists: [CodeList] = []
        var seen: Set<ConceptID> = []
        for field in form.fields {
            guard let type = field.localType, let valueForm = field.local else { continue }
            let id = field.means.first.concept
            let known = base[id]
            if known != nil && field.options.isEmpty { continue }
            guard seen.insert(id).inserted else { continue }
            concepts.append(Concept(
                id: id, kinds: known?.kinds ?? (form.role(field.means.role)?.kinds ?? [.dossier]), type: type, label: field.label,
                form: valueForm, disclosure: known?.disclosure ?? .init(), atom: known?.atom,
                derivations: known?.derivations ?? [], position: field.position))
            if let codes = valueForm.codes { lists.append(CodeList(id: codes, title: field.label, entries: field.options)) }
        }
        return base.adding(concepts: concepts, codeLists: lists)
    }
}
