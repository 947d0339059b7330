public import Connectors
import Documents
public import Expressions
public import Forms
public import Receipts
public import Vocabulary

/// What the registers do for all forms together, and what one more grant or one more attribute would do. By design, from
/// the declarations alone.
///
/// Fields outside the count are left out. A saved field is one that need not be declared.
public struct CoverageSummary: Sendable, Hashable {
    /// In order of their ids.
    public let forms: [Coverage]
    /// The sign-in first, then the registers by id.
    public let registers: [RegisterSaving]
    /// What would save most, first; nothing that would save nothing.
    public let grants: [GrantGain]
    public let attributes: [AttributeGain]

    /// Why fields are asked, the commonest reason first.
    public var reasons: [(reason: Reason, fields: Int)] {
        let asked = forms.flatMap(\.core).compactMap(\.reason)
        return Reason.allCases.map { reason in (reason, asked.count { $0 == reason }) }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
    }

    public struct RegisterSaving: Sendable, Hashable {
        public let connector: ConnectorID
        /// Fields it fills or leads to, and papers it makes needless.
        public let fields: Int
        public let papers: Int
        /// Of these, what would be asked without it, whatever is read from elsewhere.
        public let fieldsAlone: Int
        public let papersAlone: Int
        public let forms: [FormID]
    }

    /// A purpose that may read a register about all its roles: what it would read.
    public struct GrantGain: Sendable, Hashable {
        public let purpose: String
        public let connector: ConnectorID
        public let saved: [SavedField]
        public let savedPapers: Int
        /// What the grant has to name for it.
        public let reads: [Meaning]
    }

    /// A register asked anyway that would say one concept more.
    public struct AttributeGain: Sendable, Hashable {
        public let attribute: Attribute
        public let saved: [SavedField]
        /// Operations that are asked about such subjects already.
        public let places: [FieldExplanation.Place]
    }

    public struct SavedField: Sendable, Hashable {
        public let form: FormID
        public let field: FieldID
    }
}

/// A concept of a kind of subject.
public struct Attribute: Sendable, Hashable, Comparable {
    public let kind: Kind
    public let concept: ConceptID

    public static func < (a: Attribute, b: Attribute) -> Bool { (a.kind, a.concept) < (b.kind, b.concept) }
}

extension CoverageSummary {
    /// - Parameter forms: checked against one catalog.
    /// - Complexity: O(forms × (registers + purposes × registers + concepts nobody holds)) coverages of a form.
    public init(of forms: some Sequence<CheckedForm>) {
        let forms = forms.sorted { $0.form.id < $1.form.id }
        let coverages = forms.map { SourcingGraph($0).coverage() }
        let pairs = Array(zip(forms, coverages))
        self.forms = coverages
        let known = Set(forms.first?.catalog.connectors.map(\.id) ?? [])
        let connectors = known.sorted()
        registers = ([.signIn] + connectors).map { Self.saving(of: $0, pairs) }
        grants = connectors.flatMap { connector in pairs.grouped { $0.0.purpose }.compactMap { Self.gain(purpose: $0, connector, $1) } }
            .sorted { ($0.saved.count, $0.savedPapers, $1.purpose, $1.connector) > ($1.saved.count, $1.savedPapers, $0.purpose, $0.connector) }
        let unheld = Set(pairs.flatMap { Self.unheld(in: $0, $1) }).sorted()
        attributes = unheld.compactMap { Self.gain($0, pairs) }
            .sorted { $0.saved.count == $1.saved.count ? $0.attribute < $1.attribute : $0.saved.count > $1.saved.count }
    }

    private typealias Pair = (CheckedForm, Coverage)

    private static func saving(of connector: ConnectorID, _ pairs: [Pair]) -> RegisterSaving {
        var fields = 0, papers = 0, fieldsAlone = 0, papersAlone = 0
        var forms: [FormID] = []
        for (checked, coverage) in pairs {
            let without = connector == .signIn ? coverage : SourcingGraph(checked.with(checked.catalog.removing(connector: connector))).coverage()
            let hanging = zip(coverage.fields, without.fields).map { $0.disposition != .declare && $1.disposition == .declare }
            let filled = zip(coverage.fields, hanging).count { !$0.isOutside && ($1 || $0.connector == connector && $0.disposition != .declare) }
            let demanded = zip(coverage.documents, without.documents).map { $0.disposition.isReuse && !$1.disposition.isReuse }
            let spared = zip(coverage.documents, demanded).count { $1 || $0.by == connector.rawValue && $0.disposition.isReuse }
            fields += filled
            papers += spared
            fieldsAlone += zip(coverage.fields, hanging).count { !$0.isOutside && $1 }
            papersAlone += demanded.count { $0 }
            if filled + spared > 0 { forms.append(checked.form.id) }
        }
        return RegisterSaving(connector: connector, fields: fields, papers: papers, fieldsAlone: fieldsAlone, papersAlone: papersAlone, forms: forms)
    }

    /// Fields that are asked with the declarations as they are and not with others.
    private static func saved(_ before: Coverage, _ after: Coverage) -> [FieldCoverage] {
        zip(before.fields, after.fields).filter { !$0.isOutside && $0.disposition == .declare && $1.disposition != .declare }.map { $1 }
    }

    private static func gain(purpose: String, _ connector: ConnectorID, _ pairs: [Pair]) -> GrantGain? {
        var fields: [SavedField] = [], papers = 0
        var reads: [Meaning] = []
        for (checked, coverage) in pairs {
            let after = SourcingGraph(checked.with(checked.catalog.opening(connector, to: purpose))).coverage()
            let gained = saved(coverage, after)
            fields += gained.map { SavedField(form: checked.form.id, field: $0.id) }
            papers += zip(coverage.documents, after.documents).count { !$0.disposition.isReuse && $1.disposition.isReuse }
            reads += gained.filter { $0.connector == connector }.map(\.means)
        }
        guard fields.count + papers > 0 else { return nil }
        return GrantGain(purpose: purpose, connector: connector, saved: fields, savedPapers: papers, reads: reads.uniqued)
    }

    /// What the form asks because no register says it.
    private static func unheld(in checked: CheckedForm, _ coverage: Coverage) -> [Attribute] {
        coverage.core.filter { $0.reason == .notHeld }.flatMap { field in
            (checked.form.role(field.means.role)?.kinds ?? []).map { kind in
                Attribute(kind: kind, concept: (checked.form.field(field.id)?.means.meaning(for: kind) ?? field.means).concept)
            }
        }
    }

    private static func gain(_ attribute: Attribute, _ pairs: [Pair]) -> AttributeGain? {
        var fields: [SavedField] = [], places: [FieldExplanation.Place] = []
        for (checked, coverage) in pairs where unheld(in: checked, coverage).contains(attribute) {
            let graph = SourcingGraph(checked.with(checked.catalog.supposing(attribute)))
            let gained = saved(coverage, graph.coverage())
            fields += gained.map { SavedField(form: checked.form.id, field: $0.id) }
            for role in Set(gained.map(\.means.role)).sorted() {
                places += graph.places(about: role).filter { place in
                    checked.catalog.connector(place.connector)?.operations.contains { $0.id == place.operation && $0.about == attribute.kind } ?? false
                }
            }
        }
        return fields.isEmpty ? nil : AttributeGain(attribute: attribute, saved: fields, places: places.uniqued)
    }
}

extension CheckedForm {
    /// The same form with other declarations around it; findings they would leave are none of this question.
    func with(_ catalog: Catalog) -> CheckedForm { CheckedForm(passing: form, in: catalog) }
}

extension Sequence {
    /// The elements by a key, in order of the keys.
    fileprivate func grouped<Key: Hashable & Comparable>(_ key: (Element) -> Key) -> [(Key, [Element])] {
        Dictionary(grouping: self, by: key).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
