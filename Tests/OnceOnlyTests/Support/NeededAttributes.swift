import Connectors
import Documents
import Expressions
import Formats
import Forms
import Prefill
import Sourcing
import Vocabulary

/// What one dossier needs to know of whom, worked out again from its form, the vocabulary, the grants and what stands in the
/// dossier: a second reading of the declarations that shares nothing with planner and interpreter but the evaluator of FEEL.
final class NeededAttributes {
    private let checked: CheckedForm
    private let asOf: PartialDate
    private let coding: ValueCoding
    /// By role, or `role[row]`.
    private var subjects: [String: SubjectName] = [:]
    private var rows: [String: [String]] = [:]
    private var leaves: [String: JSON] = [:]
    /// What registers said of a subject; of nobody twice differently as far as this reading goes.
    private var heard: [SubjectName: [ConceptID: ReadValue]] = [:]
    private var carried: [SubjectName: Set<ConceptID>] = [:]
    private var aliases: [SubjectName: SubjectName] = [:]
    /// Concepts of a subject, each as the role that needs it.
    private var needed: [SubjectName: Set<Need>] = [:]
    private var underWay: Set<String> = []

    private struct Need: Hashable {
        let role: RoleID
        let concept: ConceptID
    }

    init(_ checked: CheckedForm, office: JSON, exchanges: [(request: ConnectorRequest, answer: LookUp)], asOf: PartialDate) {
        self.checked = checked
        self.asOf = asOf
        coding = ValueCoding(checked.vocabulary)
        for (name, json) in office["subjects"]?.object?.members ?? [] {
            guard let kind = json["kind"]?.string, let id = json["id"]?.string else { continue }
            subjects[name] = SubjectName(kind: kind, id: id)
        }
        for field in office["fields"]?.array ?? [] {
            guard let leaf = field["leaf"]?.string else { continue }
            leaves[leaf] = field
            if let open = leaf.firstIndex(of: "["), let close = leaf.firstIndex(of: "]") {
                let row = String(leaf[leaf.index(after: open)..<close]), group = String(leaf[..<open])
                if !(rows[group]?.contains(row) ?? false) { rows[group, default: []].append(row) }
            }
        }
        for (request, answer) in exchanges { note(request, answer) }
        read()
    }

    // MARK: what the registers said

    private func name(of request: ConnectorRequest) -> SubjectName? {
        guard let operation = checked.catalog.connector(request.connector)?.operation(request.operation) else { return nil }
        let direct = name(operation.about, request.keys)
        return direct.map { aliases[$0] ?? $0 }
    }

    private func name(_ kind: Kind, _ keys: [ConceptID: String]) -> SubjectName? {
        let whole = (checked.vocabulary.keys[kind] ?? []).first { $0.allSatisfy { keys[$0] != nil } }
        return whole.map { SubjectName(kind: kind.rawValue, id: $0.compactMap { keys[$0] }.joined(separator: "/")) }
    }

    private func note(_ request: ConnectorRequest, _ answer: LookUp) {
        guard case .found(let record) = answer, let operation = checked.catalog.connector(request.connector)?.operation(request.operation),
            let asked = name(operation.about, request.keys)
        else { return }
        var keys: [ConceptID: String] = [:]
        for (concept, value) in record.values { if case .value(.string(let text), _) = value { keys[concept] = text } }
        // A parcel found by its sheet and number has an id of its own.
        if let own = name(operation.about, keys), own != asked, checked.vocabulary.keys[operation.about]?.first?.allSatisfy({ keys[$0] != nil }) ?? false { aliases[asked] = own }
        let subject = aliases[asked] ?? asked
        heard[subject, default: [:]].merge(record.values) { first, _ in first }
        for link in record.links.values.flatMap(\.links) {
            guard let target = name(link.kind, link.keys) else { continue }
            heard[target, default: [:]].merge(link.values) { first, _ in first }
            for (concept, value) in link.values { if case .value = value { carried[target, default: []].insert(concept) } }
        }
    }

    /// The value of a concept, also as a part of a composite a register gave whole.
    private func value(_ concept: ConceptID, of subject: SubjectName) -> Value? {
        switch heard[subject]?[concept] {
        case .value(let value, _): return value
        case .some(.none(_)): return Value.none
        case .unrecorded, .invalid, nil: break
        }
        for membership in checked.vocabulary.memberships(of: concept) {
            if case .value(.context(let parts), _)? = heard[subject]?[membership.composite], let part = parts[membership.part] { return part }
        }
        guard let kind = Kind(rawValue: subject.kind), let own = checked.vocabulary.keys[kind]?.first(where: { $0 == [concept] }) else { return nil }
        return own.count == 1 && name(kind, [concept: subject.id]) == subject && checked.vocabulary[concept]?.form.identifier?.canonical(subject.id) != nil ? .string(subject.id) : nil
    }

    // MARK: what is needed

    private func read() {
        for role in checked.form.roles {
            evaluate(role.when, row: nil)
            for source in role.sources { evaluate(source.condition, row: nil) }
            for row in rowNames(of: checked.form.rows(of: role.id)) {
                for concept in role.verify { need(role.id, concept, row: row, derives: false) }
            }
        }
        for section in checked.form.sections {
            for row in rowNames(of: section.rows) {
                evaluate(section.visibleIf, row: row)
                for field in section.fields { read(field, row: row, in: section) }
            }
        }
        for check in checked.form.checks { evaluate(check.holds, row: nil) }
        evaluate(checked.form.administration.receivedBy, row: nil)
        for demand in checked.form.documents.flatMap(\.demands) { read(demand) }
    }

    private func rowNames(of rows: Rows?) -> [String?] {
        guard let rows else { return [nil] }
        return self.rows[rows.group.rawValue] ?? []
    }

    private func leaf(_ field: Field, row: String?) -> JSON? {
        guard let row, let group = checked.section(of: field)?.rows?.group else { return leaves[field.id.rawValue] }
        return leaves["\(group)[\(row)].\(field.id)"]
    }

    private func subject(_ role: RoleID, row: String?) -> SubjectName? {
        subjects[role.rawValue] ?? row.flatMap { subjects["\(role)[\($0)]"] }
    }

    private func read(_ field: Field, row: String?, in section: Section) {
        guard let leaf = leaf(field, row: row), let outcome = leaf["outcome"]?.string else { return }
        let conditions = [section.visibleIf, field.demand.visibleIf].compactMap(\.self).map { evaluate($0, row: row) }
        evaluate(field.demand.requiredIf, row: row)
        // Nothing is asked for a blank of which it is open whether it stands.
        guard conditions.allSatisfy(\.waitsFor.isEmpty) else { return }
        guard outcome != "not-applicable" || subject(field.means.role, row: row) != nil, outcome != "outside", outcome != "repeated" else { return }
        // A part that ended before the day is looked for all the same where its blank stands: an old record may still have it.
        let isHidden = [section.visibleIf, field.demand.visibleIf].contains { evaluate($0, row: row) == .boolean(false) }
        if outcome == "not-applicable", isHidden || !isPast(field, row: row) { return }
        if let computation = field.authorship.value {
            evaluate(computation, row: row)
            return
        }
        for offer in field.authorship.offers { _ = value(of: offer, row: row) }
        switch field.authorship.onlyApplicant {
        case .statement, .newValue(nil): return
        case .newValue(let condition?): if evaluate(condition, row: row) != .boolean(false) { return }
        case nil: break
        }
        guard field.authorship.offers.isEmpty else { return }
        let meaning = leaf["means"]?.string.flatMap { Meaning($0) } ?? field.means.first
        need(meaning.role, meaning.concept, row: row, derives: true)
    }

    private func isPast(_ field: Field, row: String?) -> Bool {
        let kind = subject(field.means.role, row: row).flatMap { Kind(rawValue: $0.kind) }
        return checked.vocabulary[field.means.meaning(for: kind).concept]?.form.validTo?.isBefore(asOf) ?? false
    }

    private func need(_ role: RoleID, _ concept: ConceptID, row: String?, derives: Bool) {
        guard underWay.insert("\(role)|\(concept)|\(row ?? "")|\(derives)").inserted else { return }
        guard role != "dossier" else { return derive(role, concept, row: row) }
        guard let subject = subject(role, row: row) else { return }
        needed[subject, default: []].insert(Need(role: role, concept: concept))
        if value(concept, of: subject) != nil { return }
        // From its parts, where no register has it whole.
        let kind = Kind(rawValue: subject.kind)
        let parts = checked.vocabulary[concept]?.form.parts ?? []
        if !parts.isEmpty, kind.map({ checked.catalog.suppliers(of: concept, about: $0).isEmpty }) ?? false {
            for part in parts {
                need(role, part.concept, row: row, derives: false)
                if value(part.concept, of: subject) == nil { break }
            }
            if parts.allSatisfy({ value($0.concept, of: subject) != nil }) { return }
        }
        if derives { derive(role, concept, row: row) }
    }

    private func derive(_ role: RoleID, _ concept: ConceptID, row: String?) {
        for derivation in checked.vocabulary[concept]?.derivations ?? [] {
            switch derivation {
            case .firstOf(let others):
                guard let subject = subject(role, row: row) else { continue }
                for other in others {
                    need(role, other, row: row, derives: false)
                    if let value = value(other, of: subject), value != .none { return }
                }
            case .expression(let expression):
                _ = expression.value(in: Reading(needs: self, row: row, of: role))
            }
        }
    }

    private func read(_ demand: DocumentDemand) {
        let condition = demand.requiredIf.map { evaluate($0, row: nil) }
        // While it is open whether the paper is demanded, nobody is asked for what would replace it.
        guard condition == nil || condition == .boolean(true), demand.uploadOnly == nil, let kind = checked.catalog.evidence[demand.evidence] else { return }
        let about = [demand.about].filter { subjects[$0.rawValue] != nil }.map { _ in String?.none } + rowNames(of: checked.form.rows(of: demand.about)).filter { $0 != nil }
        guard !about.isEmpty, demand.toward.map({ subjects[$0.rawValue] != nil }) ?? true else {
            for replacement in kind.replacedBy { evaluate(replacement.condition, row: nil) }
            return
        }
        for replacement in kind.replacedBy {
            if let condition = replacement.condition, evaluate(condition, row: nil) != .boolean(true) { continue }
            if about.allSatisfy({ replaces(replacement, demand, row: $0) }) { return }
        }
    }

    /// Whether every concept the replacement needs of this subject is there; the first one that is not ends it.
    private func replaces(_ replacement: EvidenceKind.Replacement, _ demand: DocumentDemand, row: String?) -> Bool {
        for concept in replacement.concepts {
            var role = demand.about
            let kinds = (checked.vocabulary[concept]?.kinds ?? []).map(\.rawValue)
            if let toward = demand.toward, let other = subject(toward, row: nil), let own = subject(role, row: row), kinds.contains(other.kind), !kinds.contains(own.kind) { role = toward }
            guard let subject = subject(role, row: role == demand.about ? row : nil) else { return false }
            let row = role == demand.about ? row : nil
            need(role, concept, row: row, derives: false)
            var found = value(concept, of: subject)
            if found == nil {
                for case .firstOf(let others) in checked.vocabulary[concept]?.derivations ?? [] {
                    for other in others where found == nil {
                        need(role, other, row: row, derives: false)
                        found = value(other, of: subject)
                    }
                }
            }
            if found == nil || found == Value.none { return false }
        }
        return replacement.relations.isEmpty
    }

    // MARK: conditions

    @discardableResult
    private func evaluate(_ expression: Expression?, row: String?) -> Value {
        expression?.value(in: Reading(needs: self, row: row, of: nil)) ?? .none
    }

    fileprivate func value(of meaning: Meaning, row: String?) -> Value {
        guard let field = checked.field(for: meaning) else { return known(meaning, row: row) }
        let isInRows = checked.section(of: field)?.rows != nil
        if isInRows, row == nil { return .list(rowNames(of: checked.section(of: field)?.rows).map { value(of: field, meaning, row: $0) }) }
        return value(of: field, meaning, row: isInRows ? row : nil)
    }

    private func value(of field: Field, _ meaning: Meaning, row: String?) -> Value {
        guard let leaf = leaf(field, row: row) else { return .unknown([meaning]) }
        let outcome = leaf["outcome"]?.string
        if outcome == "not-applicable" || outcome == "outside" {
            let known = known(meaning, row: row)
            if !known.isUnknown { return known }
        }
        if outcome == "not-applicable" { return .none }
        let concept = checked.vocabulary[meaning.concept]
        let word = leaf["locked"]?.bool == true ? leaf["value"] : leaf["answered"] ?? leaf["value"]
        return word.flatMap { word in concept.flatMap { try? coding.value(word, as: $0) } } ?? .unknown([meaning])
    }

    private func known(_ meaning: Meaning, row: String?) -> Value {
        if meaning == Meaning("dossier", "submission_date") { return .date(asOf) }
        if meaning == Meaning("dossier", "channel") { return .string("online") }
        if meaning.role != "dossier", subject(meaning.role, row: row) == nil {
            let all = rowNames(of: checked.form.rows(of: meaning.role)).compactMap(\.self)
            return all.isEmpty ? .unknown([meaning]) : .list(all.map { known(meaning, row: $0) })
        }
        need(meaning.role, meaning.concept, row: row, derives: true)
        return subject(meaning.role, row: row).flatMap { value(meaning.concept, of: $0) } ?? .unknown([meaning])
    }

    private struct Reading: Environment {
        let needs: NeededAttributes
        let row: String?
        /// The role a derivation of the vocabulary is about.
        let of: RoleID?

        func value(of meaning: Meaning) -> Value {
            guard let of else { return needs.value(of: meaning, row: row) }
            if meaning.role == "subject" { return needs.value(of: Meaning(of, meaning.concept), row: row) }
            let relation = RelationID(meaning.role.rawValue)
            let stated = needs.checked.form.roles.first { $0.states == .init(of: of, relation: relation) }
            return stated.map { needs.value(of: Meaning($0.id, meaning.concept), row: row) } ?? .unknown([meaning])
        }

        func after(_ meaning: Meaning) -> Value {
            let field = needs.checked.fields(for: meaning).first { if case .newValue = $0.authorship.onlyApplicant { true } else { false } }
            guard let field, let answered = needs.leaf(field, row: row)?["answered"], let concept = needs.checked.vocabulary[meaning.concept] else { return .unknown([meaning]) }
            return (try? needs.coding.value(answered, as: concept)) ?? .unknown([meaning])
        }

        func held(_ meaning: Meaning, by connector: String) -> Value {
            needs.need(meaning.role, meaning.concept, row: row, derives: false)
            return .unknown([meaning])
        }

        func rows(of group: String) -> Value { .unknown([]) }
        func isDown(_ connector: String) -> Value { .boolean(false) }
        func label(of code: Value, in list: String) -> Value { .string("x") }

        func lookup(_ column: String, of code: Value, in list: String) -> Value {
            guard case .string(let code) = code else { return .unknown([]) }
            return needs.checked.vocabulary.codeLists[CodeListID(list)]?.entry(code, at: needs.asOf)?.columns[column].map { .string($0) } ?? .none
        }

        func words(for value: Value) -> Value { .string("x") }
    }

    // MARK: what may be asked for it

    private func isGranted(_ connector: ConnectorID, _ role: RoleID, _ concept: ConceptID) -> Bool {
        let names = [concept] + checked.vocabulary.memberships(of: concept).map(\.composite)
        return checked.catalog.grants.contains { grant in
            grant.purpose == checked.purpose && grant.connector == connector && grant.about.contains(role) && grant.basis == .law && grant.reads.contains { names.contains($0) }
        }
    }

    struct Attributes: Equatable {
        var concepts: Set<ConceptID> = []
        /// Asked to tell candidates apart that were not chosen in the end, or to find a further key.
        var optional: Set<ConceptID> = []
    }

    /// Needed ∩ granted of what the operation of a question supplies.
    func attributes(for request: ConnectorRequest, relations: Set<RelationID>) -> Attributes {
        var attributes = Attributes()
        guard let operation = checked.catalog.connector(request.connector)?.operation(request.operation) else { return attributes }
        let subject = name(of: request)
        for need in subject.flatMap({ needed[$0] }) ?? [] {
            // By itself where the operation has it so, else with the whole it is a part of; a key that was used is known.
            let whole = checked.vocabulary.memberships(of: need.concept).map(\.composite)
            for concept in operation.supply(need.concept) == nil ? whole : [need.concept] where operation.supply(concept) != nil {
                if isGranted(request.connector, need.role, concept), request.keys[need.concept] == nil { attributes.concepts.insert(concept) }
            }
        }
        for relation in relations {
            let reached = checked.form.roles.filter { role in
                role.sources.contains { source in
                    switch source.content {
                    case .relation(let paths), .pick(let paths): paths.contains { $0.steps.last == relation }
                    case .actor, .subject, .sameAs, .key, .new: false
                    }
                }
            }
            for supply in operation.opens(relation)?.supplies ?? [] where reached.contains(where: { isGranted(request.connector, $0.id, supply.concept) }) {
                attributes.concepts.insert(supply.concept)
            }
        }
        // What the list said that led to the subject need not be asked again.
        attributes.optional.formUnion(subject.flatMap { carried[$0] } ?? [])
        for role in checked.form.roles where role.kinds.contains(operation.about) {
            for concept in ["full_name", "organisation_name"] + (checked.vocabulary.keys[operation.about] ?? []).flatMap(\.self) where isGranted(request.connector, role.id, concept) {
                attributes.optional.insert(concept)
            }
        }
        return attributes
    }

    /// Whether some role, paper or proof of this form leads over the relation, and a grant lets it.
    func mayFollow(_ relation: RelationID, by connector: ConnectorID) -> Bool {
        let walked = checked.form.roles.flatMap { role in
            role.sources.flatMap { source -> [RelationID] in
                switch source.content {
                case .relation(let paths), .pick(let paths): paths.flatMap(\.steps)
                case .actor, .subject, .sameAs, .key, .new: []
                }
            }
        }
        let papers = checked.form.documents.flatMap(\.demands).flatMap { checked.catalog.evidence[$0.evidence]?.replacedBy ?? [] }.flatMap(\.relations)
        let isNeeded = walked.contains(relation) || papers.contains(relation) || checked.vocabulary.relations[relation]?.proves ?? false
        return isNeeded && checked.catalog.grants.contains { $0.purpose == checked.purpose && $0.connector == connector && $0.follows.contains(relation) }
    }
}
