import Connectors
public import Expressions
public import Forms
public import Vocabulary

/// A form that passed the catalog checks. Only such a form can be covered, planned or filled.
///
/// Checked once, shared by every dossier, and so never copied.
public final class CheckedForm: Sendable {
    public let form: Form
    /// The catalog with the form's own concepts added to the vocabulary.
    public let catalog: Catalog
    /// The ids of its fields, in form order, as a dossier keeps them.
    public let fieldIDs: [String]
    /// Every demanded paper, alternatives among them, in form order.
    public let demands: [DocumentDemand]
    /// The first field of every meaning, and any further ones; this and the next five are asked for every leaf of every dossier.
    private let fieldsByMeaning: [Meaning: [Field]]
    /// Of these the one that asks it.
    private let askingFields: [Meaning: Field]
    private let fieldsByID: [FieldID: Field]
    private let sectionsByField: [FieldID: Section]
    private let rolesByID: [RoleID: Role]
    private let rowsByRole: [RoleID: Rows]
    /// What conditions read although it may be kept from the applicant's side: who is reached how decides in each dossier.
    public let withheldReads: Set<Meaning>
    /// What its purpose is granted.
    public let grants: PurposeGrants

    init(passing form: Form, in catalog: Catalog) {
        self.form = form
        self.catalog = catalog
        grants = catalog.grants(for: form.administration.purpose)
        fieldIDs = form.fields.map(\.id.rawValue)
        var fields: [Meaning: [Field]] = [:]
        for field in form.fields {
            for meaning in field.means.all { fields[meaning, default: []].append(field) }
        }
        fieldsByMeaning = fields
        askingFields = fields.compactMapValues { fields in fields.first { $0.authorship.repeats == nil } ?? fields.first }
        fieldsByID = Dictionary(form.fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        rolesByID = Dictionary(form.roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        rowsByRole = Dictionary(
            form.sections.compactMap { section in section.rows.flatMap { rows in rows.role.map { ($0, rows) } } }, uniquingKeysWith: { first, _ in first })
        let demands = form.documents.flatMap(\.demands)
        self.demands = demands
        sectionsByField = Dictionary(
            form.sections.flatMap { section in section.fields.map { ($0.id, section) } }, uniquingKeysWith: { first, _ in first })
        let withholding = Withholding(form: form, catalog: catalog)
        let ofPapers = demands.flatMap { catalog.evidence[$0.evidence]?.replacedBy.compactMap(\.condition) ?? [] }
        withheldReads = (form.decidingExpressions + ofPapers).reduce(into: []) { $0.formUnion(form.meanings(readBy: $1).filter(withholding.mayKeep)) }
    }

    public var vocabulary: Vocabulary { catalog.vocabulary }

    public var purpose: String { form.administration.purpose }

    /// The field that asks a meaning: the one that is no repeat, when there is one.
    public func field(for meaning: Meaning) -> Field? { askingFields[meaning] }

    /// Of a repeated id the first in form order, as of `Form.field`.
    public func field(_ id: FieldID) -> Field? { fieldsByID[id] }

    /// Of a repeated id the first in form order, as of `Form.role`.
    public func role(_ id: RoleID) -> Role? { rolesByID[id] }

    /// The rows a role stands in, when it stands in rows.
    public func rows(of role: RoleID) -> Rows? { rowsByRole[role] }

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
