import Connectors
public import Diagnostics
import Documents
import Expressions
public import Forms
import Vocabulary

/// Holds a form against the catalog: every name leads somewhere, every expression speaks of what exists.
public struct FormCheck {
    let form: Form
    let catalog: Catalog
    var findings: [Diagnostic] = []

    /// - Returns: the checked form, `nil` when an error was found, and every finding in order of place.
    public static func check(_ form: Form, in base: Catalog, baseline: Baseline?) -> (checked: CheckedForm?, diagnostics: [Diagnostic]) {
        let catalog = base.with(CheckedForm.localVocabulary(of: form, on: base.vocabulary))
        var check = FormCheck(form: form, catalog: catalog)
        check.checkRoles()
        check.checkFields()
        check.checkRepeatedMeanings()
        check.checkDocuments()
        check.checkPurpose()
        if let baseline { check.checkBaseline(baseline) } else {
            check.findings.append(Diagnostic(.baselineMissing, at: form.identity.position, [form.id.rawValue]))
        }
        guard !check.findings.hasErrors else { return (nil, check.findings.sortedByPosition()) }
        let checked = CheckedForm(passing: form, in: catalog)
        check.checkCycles(checked)
        check.checkSources(SourcingGraph(checked))
        return (check.findings.hasErrors ? nil : checked, check.findings.sortedByPosition())
    }

    private var roleNames: [String] { form.roles.map(\.id.rawValue) + [SourcingGraph.dossier.rawValue] }

    mutating func note(_ code: DiagnosticCode, at position: SourcePosition, length: Int = 1, _ arguments: [String], fix: String? = nil) {
        findings.append(Diagnostic(code, at: position, length: length, arguments, fix: fix))
    }

    /// A meaning must name a role of the form and a concept that kind of subject has.
    mutating func check(_ meaning: Meaning, at position: SourcePosition) {
        let written = meaning.description.unicodeScalars.count
        let kinds: [Kind]
        if meaning.role == SourcingGraph.dossier {
            kinds = [.dossier]
        } else if let role = form.role(meaning.role) {
            kinds = role.kinds
        } else {
            note(.unknownRole, at: position, length: written, [meaning.role.rawValue], fix: nearest(to: meaning.role.rawValue, among: roleNames).map { "\($0).\(meaning.concept)" })
            return
        }
        guard let concept = catalog.vocabulary[meaning.concept] else {
            let near = nearest(to: meaning.concept.rawValue, among: catalog.vocabulary.concepts.keys.map(\.rawValue).sorted())
            note(.unknownConceptInForm, at: position, length: written, [meaning.concept.rawValue], fix: near.map { "\(meaning.role).\($0)" })
            return
        }
        if !concept.kinds.contains(where: kinds.contains) {
            note(.conceptOfOtherKind, at: position, length: written, [
                meaning.concept.rawValue, concept.kinds.map(\.rawValue).joined(separator: ", "), meaning.role.rawValue, kinds.map(\.rawValue).joined(separator: ", "),
            ])
        }
    }

    mutating func check(_ expression: Expression?, at position: SourcePosition) {
        guard let expression else { return }
        for meaning in expression.meanings.sorted() { check(meaning, at: position) }
        for read in expression.heldReads.sorted() where catalog.connector(ConnectorID(read.connector)) == nil {
            note(.unknownConnector, at: position, [read.connector], fix: nearest(to: read.connector, among: catalog.connectors.map(\.id.rawValue)))
        }
        for connector in expression.connectorReads.sorted() where catalog.connector(ConnectorID(connector)) == nil {
            note(.unknownConnector, at: position, [connector], fix: nearest(to: connector, among: catalog.connectors.map(\.id.rawValue)))
        }
        for group in expression.groupReads.sorted() where !form.groups.contains(where: { $0.group.rawValue == group }) {
            note(.unknownGroup, at: position, [group], fix: nearest(to: group, among: form.groups.map(\.group.rawValue)))
        }
        for list in expression.listReads.sorted() where catalog.vocabulary.codeLists[CodeListID(list)] == nil {
            note(.unknownCodeList, at: position, [list], fix: nearest(to: list, among: catalog.vocabulary.codeLists.keys.map(\.rawValue).sorted()))
        }
    }

    private mutating func checkRoles() {
        for role in form.roles {
            check(role.when, at: role.position)
            for source in role.sources {
                check(source.condition, at: source.position)
                switch source.content {
                case .actor, .subject, .new: break
                case .sameAs(let other): checkRole(other, at: source.position)
                case .relation(let paths), .pick(let paths): paths.forEach { check($0) }
                case .key(let meanings): check(key: meanings, of: role, at: source.position)
                }
            }
            let isTypedPerson = role.kinds.contains(.person) && !role.keys.isEmpty && role.verify.isEmpty
            if isTypedPerson { note(.personKeyUnverified, at: role.position, length: role.id.rawValue.count, [role.id.rawValue], fix: "verify: [full_name]") }
            if let states = role.states {
                checkRole(states.of, at: role.position)
                if catalog.vocabulary.relations[states.relation] == nil { note(.unknownRelation, at: role.position, [states.relation.rawValue]) }
            }
        }
        for rows in form.groups { if let role = rows.role { checkRole(role, at: rows.position) } }
    }

    private mutating func checkRole(_ id: RoleID, at position: SourcePosition) {
        if form.role(id) == nil {
            note(.unknownRole, at: position, [id.rawValue], fix: nearest(to: id.rawValue, among: roleNames))
        }
    }

    private mutating func check(_ path: RelationPath) {
        guard let root = form.role(path.root) else {
            checkRole(path.root, at: path.position)
            return
        }
        var kinds = root.kinds
        for step in path.steps {
            guard let relation = catalog.vocabulary.relations[step] else {
                note(.unknownRelation, at: path.position, length: path.description.count, [step.rawValue], fix: nearest(to: step.rawValue, among: catalog.vocabulary.relations.keys.map(\.rawValue).sorted()))
                return
            }
            guard relation.from.contains(where: kinds.contains) else {
                note(.relationOfOtherKind, at: path.position, length: path.description.count, [
                    step.rawValue, relation.from.map(\.rawValue).joined(separator: ", "), kinds.map(\.rawValue).joined(separator: ", "),
                ])
                return
            }
            kinds = relation.to
        }
    }

    private mutating func check(key meanings: [Meaning], of role: Role, at position: SourcePosition) {
        for meaning in meanings { check(meaning, at: position) }
        let typed = Set(meanings.map(\.concept))
        let isKey = role.kinds.contains { kind in (catalog.vocabulary.keys[kind] ?? []).contains { Set($0) == typed } }
        if !isKey {
            note(.keyNobodyKnows, at: position, [meanings.map(\.description).joined(separator: ", "), role.kinds.map(\.rawValue).joined(separator: ", ")])
        }
    }

    private mutating func checkFields() {
        var seen: [FieldID: Field] = [:]
        for section in form.sections {
            check(section.visibleIf, at: section.position)
            for field in section.fields {
                if let earlier = seen[field.id] {
                    note(.duplicateField, at: field.position, [field.id.rawValue, "\(earlier.position.line)"])
                }
                seen[field.id] = field
                check(field)
            }
        }
        for field in form.fields {
            guard let original = field.authorship.repeats else { continue }
            if seen[original] == nil {
                note(.repeatsUnknownField, at: field.position, [original.rawValue], fix: nearest(to: original.rawValue, among: seen.keys.map(\.rawValue).sorted()))
            }
        }
        for check in form.checks { self.check(check.holds, at: check.position) }
        for decision in form.decisions { check(decision.value, at: decision.position) }
        check(form.administration.receivedBy, at: form.identity.position)
    }

    private mutating func check(_ field: Field) {
        for meaning in field.means.all {
            let isLocal = meaning.role == SourcingGraph.dossier && catalog.vocabulary[meaning.concept] == nil
            if isLocal, field.localType == nil {
                note(.typeMissing, at: field.meansPosition, length: meaning.description.count, [meaning.concept.rawValue])
            } else {
                check(meaning, at: field.meansPosition)
            }
        }
        check(field.demand.requiredIf, at: field.position)
        check(field.demand.visibleIf, at: field.position)
        check(field.authorship.value, at: field.position)
        if case .newValue(let condition?) = field.authorship.onlyApplicant { check(condition, at: field.position) }
        for offer in field.authorship.offers { check(offer, at: field.position) }
    }

    private mutating func checkRepeatedMeanings() {
        var asked: [Meaning: Field] = [:]
        for section in form.sections {
            for field in section.fields where field.authorship.repeats == nil {
                let meaning = field.means.first
                if let earlier = asked[meaning] {
                    note(.askedTwice, at: field.meansPosition, length: meaning.description.count, [meaning.description, earlier.id.rawValue], fix: "repeats: \(earlier.id)")
                } else {
                    asked[meaning] = field
                }
            }
        }
    }

    private mutating func checkDocuments() {
        for demand in form.documents.flatMap(\.demands) {
            checkRole(demand.about, at: demand.position)
            if let toward = demand.toward { checkRole(toward, at: demand.position) }
            check(demand.requiredIf, at: demand.position)
            if catalog.evidence[demand.evidence] == nil {
                note(.unknownEvidence, at: demand.position, [demand.evidence.rawValue], fix: nearest(to: demand.evidence.rawValue, among: catalog.evidence.keys.map(\.rawValue).sorted()))
            }
        }
    }

    private mutating func checkPurpose() {
        let purpose = form.administration.purpose
        if !catalog.grants.contains(where: { $0.purpose == purpose }) {
            let known = Set(catalog.grants.map(\.purpose)).sorted()
            note(.purposeWithoutGrant, at: form.administration.purposePosition, length: purpose.count, [purpose], fix: nearest(to: purpose, among: known))
        }
    }

    /// A piece of what the baseline asks as one thing must name a thing the baseline asks.
    private mutating func checkPieces(_ baseline: Baseline) {
        func atom(_ meaning: Meaning) -> Meaning { Meaning(meaning.role, catalog.vocabulary.atom(of: meaning.concept)) }
        let asked = Set(baseline.blanks.flatMap(\.means.all).map(atom))
        let pieces = form.fields.map { ($0.authorship.partOf, $0.position) } + baseline.blanks.map { ($0.partOf, $0.position) }
        for case (let whole?, let position) in pieces where !asked.contains(atom(whole)) {
            note(.partOfUnknown, at: position, [whole.description], fix: nearest(to: whole.description, among: Set(baseline.blanks.map(\.means.first.description)).sorted()))
        }
    }

    private mutating func checkBaseline(_ baseline: Baseline) {
        checkPieces(baseline)
        for section in baseline.sections {
            check(section.visibleIf, at: .start(of: baseline.file))
            for blank in section.blanks {
                for meaning in blank.means.all { check(meaning, at: blank.position) }
                check(blank.demand.requiredIf, at: blank.position)
                check(blank.demand.visibleIf, at: blank.position)
            }
        }
    }

    /// What only the sourcing graph can tell: statements a register contradicts, uploads it makes needless,
    /// conditions that would disclose withheld data.
    private mutating func checkSources(_ graph: SourcingGraph) {
        for field in form.fields where field.authorship.onlyApplicant == .statement {
            for meaning in field.means.all {
                guard case .supplied(let sourced) = graph.source(of: meaning), sourced.disposition == .registry, let connector = sourced.connector else { continue }
                note(.statementContradicted, at: field.position, [field.id.rawValue, connector.rawValue, meaning.description])
            }
        }
        for demand in form.documents.flatMap(\.demands) where demand.uploadOnly == "" {
            let reuse = graph.reuse(of: demand)
            if reuse.disposition.isReuse { note(.uploadOnlyWithoutText, at: demand.position, [reuse.by ?? demand.evidence.rawValue]) }
        }
        for section in form.sections {
            for field in section.fields {
                for condition in [section.visibleIf, field.demand.visibleIf].compactMap(\.self) {
                    for meaning in condition.meanings.sorted() where graph.mayBeWithheld(meaning) {
                        note(.withheldCondition, at: field.position, [field.id.rawValue, meaning.description])
                    }
                }
            }
        }
    }
}

extension SourcingGraph {
    /// Whether every route to the role goes through a typed key, so that its data may be for the office alone.
    func mayBeWithheld(_ meaning: Meaning) -> Bool {
        let routes = routes.routes(of: meaning.role).filter { !$0.isNew }
        guard !routes.isEmpty, routes.allSatisfy({ !$0.typed.isEmpty }) else { return false }
        if routes.contains(where: { $0.typed.contains(meaning.concept) }) { return false }
        let isOpen = checked.catalog.grants.contains { grant in
            grant.purpose == checked.purpose && grant.disclosure == .applicant && grant.about.contains(meaning.role) && grant.reads.contains(meaning.concept)
        }
        return !isOpen && !(checked.vocabulary[meaning.concept]?.disclosure.isPublic ?? false)
    }
}
