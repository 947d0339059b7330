import Connectors
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

/// Who may see a value on the applicant's side.
enum Visibility: Int, Comparable {
    case shown, masked, office
    static func < (a: Visibility, b: Visibility) -> Bool { a.rawValue < b.rawValue }
}

extension Interpreter {
    /// Subjects the applicant's side may see: the actor, a proven represented subject, and whoever their records lead to;
    /// beside them whoever's own record names one of the first two as parent, child, spouse, holder or representative.
    var disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>) {
        if let known = disclosedBefore, known.links == subjects.links.count { return (known.own, known.linked) }
        let now = disclosedNow
        disclosedBefore = (subjects.links.count, now.own, now.linked)
        return now
    }

    private var disclosedNow: (own: Set<SubjectID>, linked: Set<SubjectID>) {
        let proving = Set(vocabulary.relations.values.filter(\.proves).map(\.id))
        var own: Set<SubjectID> = [actor]
        let isProven = state.opening.proof != nil || subjects.links.contains { link in
            proving.contains(link.relation) && (link.from == represented && link.to == actor || link.from == actor && link.to == represented)
        }
        if isProven { own.insert(represented) }
        var linked = own
        for link in subjects.links where proving.contains(link.relation) && own.contains(link.to) { linked.insert(link.from) }
        var grew = true
        while grew {
            grew = false
            for link in subjects.links where linked.contains(link.from) && linked.insert(link.to).inserted { grew = true }
        }
        return (own, linked)
    }

    /// Whether a leaf's value is shown, masked or for the office alone.
    func visibility(of leaf: Leaf, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> Visibility {
        guard let engine = leaf.engine else {
            // An unproven subject's open leaf says nothing either way.
            return .shown
        }
        return visibility(of: engine, leaf.meaning, leaf.subject, row: leaf.row, disclosed, visiting: [])
    }

    func visibility(
        of value: FactValue, _ meaning: Meaning, _ subject: SubjectID?, row: RowKey?,
        _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>), visiting: Set<Meaning>
    ) -> Visibility {
        switch value.origin {
        case .signIn, .typed: return .shown
        case .register(let connector, _):
            return visibility(meaning, subject, connector: connector, disclosed)
        case .document: return visibility(ofProven: meaning, subject, disclosed)
        case .derived(let inputs):
            // What is computed from withheld data is withheld.
            guard !visiting.contains(meaning) else { return .shown }
            return inputs.map { visibility(ofInput: $0, row: row, disclosed, visiting: visiting.union([meaning])) }.max() ?? .shown
        }
    }

    func visibility(
        ofInput meaning: Meaning, row: RowKey?, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>), visiting: Set<Meaning>
    ) -> Visibility {
        if meaning.role == Self.dossier, checked.field(for: meaning)?.outside != nil || checked.field(for: meaning) == nil {
            guard !visiting.contains(meaning), case .known(let value) = dossierFact(meaning.concept, row: row) else { return .shown }
            return visibility(of: value, meaning, nil, row: row, disclosed, visiting: visiting)
        }
        if let field = checked.field(for: meaning) {
            let rows = checked.section(of: field)?.rows
            return seen(of: rows, from: row).map { row in
                let leaf = self.leaf(field, row: row)
                return leaf.engine.map { visibility(of: $0, meaning, leaf.subject, row: row, disclosed, visiting: visiting) } ?? .shown
            }.max() ?? .shown
        }
        quiet += 1
        defer { quiet -= 1 }
        return seen(of: checked.rows(of: meaning.role), from: row).map { row in
            guard let subject = subject(of: meaning.role, row: row), case .known(let value) = factOrDerived(meaning, subject, row: row) else { return .shown }
            return visibility(of: value, meaning, subject, row: row, disclosed, visiting: visiting)
        }.max() ?? .shown
    }

    /// The rows an expression in `row` sees of a table: its own where it stands in it, else all.
    private func seen(of rows: Rows?, from row: RowKey?) -> [RowKey?] {
        guard let rows, let row, row.group == rows.group else { return rowIDs(of: rows) }
        return [row]
    }

    private func visibility(
        _ meaning: Meaning, _ subject: SubjectID?, connector: ConnectorID, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)
    ) -> Visibility {
        visibility(
            meaning, subject, granted: checked.grants.grant(connector: connector, about: meaning.role, reads: meaning.concept)?.disclosure ?? .auto, disclosed)
    }

    /// What a grant keeps from the applicant's side when a register says it is kept from it when a paper does too.
    private func visibility(
        ofProven meaning: Meaning, _ subject: SubjectID?, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)
    ) -> Visibility {
        let stricter = catalog.connectors.compactMap { checked.grants.grant(connector: $0.id, about: meaning.role, reads: meaning.concept)?.disclosure }
            .filter { $0 == .office || $0 == .masked }
        return ([.auto] + stricter).map { visibility(meaning, subject, granted: $0, disclosed) }.max() ?? .office
    }

    private func visibility(
        _ meaning: Meaning, _ subject: SubjectID?, granted: Grant.Disclosure, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)
    ) -> Visibility {
        guard let subject, let concept = vocabulary[meaning.concept] else { return .office }
        let disclosure = concept.disclosure
        if disclosure.isPublic { return .shown }
        // Data a grant opens to every applicant, such as the directory of public offices.
        if granted == .applicant { return .shown }
        if granted == .office || !disclosed.linked.contains(subject) { return .office }
        switch granted {
        case .office: return .office
        case .masked: return .masked
        case .applicant: return .shown
        case .auto:
            if disclosed.own.contains(subject) { return .shown }
            let isContact = disclosure.isContact || vocabulary.memberships(of: concept.id).contains { vocabulary[$0.composite]?.disclosure.isContact ?? false }
            return isContact && subjects[subject].kind == .person && !isMinor(subject) ? .masked : .shown
        }
    }

    /// Whether a condition on the applicant's side may not use a meaning: what registers may say of it is, or would be, for the
    /// office alone or shown in part. Told by whom it is about, never by what was answered.
    func isWithheld(_ meaning: Meaning, row: RowKey?) -> Bool {
        guard checked.withheldReads.contains(meaning) else { return false }
        let disclosed = disclosed
        return isReached(meaning, row: row, visiting: []) { meaning, subject in
            let isKey = checked.role(meaning.role)?.keys.contains { $0.contains { $0.concept == meaning.concept } } ?? false
            guard !isKey, !(checked.role(meaning.role)?.verify.contains(meaning.concept) ?? false),
                  !(checked.field(for: meaning)?.isAnsweredByApplicant ?? false)
            else { return false }
            let kind = subjects[subject].kind
            let connectors = suppliers(of: meaning.concept, about: kind).map(\.connector) + (subjects[subject].carried[meaning.concept] ?? []).map(\.connector)
            return Set(connectors).contains { grant($0, meaning.concept, meaning.role) != nil && visibility(meaning, subject, connector: $0, disclosed) != .shown }
        }
    }

    /// Whether a meaning is unknown on the applicant's side because its blank or its role hangs on what is withheld.
    func hangsOnWithheld(_ meaning: Meaning, row: RowKey?) -> Bool {
        if rolesForOffice.contains(meaning.role) { return true }
        guard let field = checked.field(for: meaning) else { return false }
        return seen(of: checked.section(of: field)?.rows, from: row).contains { leaf(field, row: $0).isLeftToOffice }
    }

    /// Known to be under eighteen; without a birth date a person counts as an adult.
    private func isMinor(_ subject: SubjectID) -> Bool {
        for role in form.roles where self.subject(of: role.id, row: nil) == subject {
            quiet += 1
            defer { quiet -= 1 }
            if case .known(let born) = fact(subject, Self.birth, as: role.id), case .date(let date) = born.value,
               let grown = date.earliest.adding(months: 18 * 12) {
                return state.asOf.isBefore(grown) == true
            }
        }
        return false
    }

    /// Whether a role's subject was reached only by a key somebody typed.
    func isTyped(_ subject: SubjectID, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> Bool {
        !disclosed.linked.contains(subject) && subjects[subject].newFor == nil
    }

    /// Whether the applicant's side may know how a look-up went: it was about somebody they may see, or asked for what is
    /// everybody's. A refusal, too, would tell that there is something to refuse.
    func mayTell(_ request: ConnectorRequest, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> Bool {
        guard let operation = catalog.connector(request.connector)?.operation(request.operation) else { return false }
        let isLinked = subjects.subjects.contains { subject in
            subject.kind == operation.about && disclosed.linked.contains(subject.id) && operation.keys.allSatisfy { subject.keys[$0]?.value == request.keys[$0] }
        }
        // Whether a guess was right is told about nobody else, whatever it was about.
        if isLinked || !operation.verifies.isEmpty { return isLinked }
        return request.relations.isEmpty && request.concepts.allSatisfy { concept in
            vocabulary[concept]?.disclosure.isPublic ?? false || form.roles.contains { grant(request.connector, concept, $0.id)?.disclosure == .applicant }
        }
    }
}
