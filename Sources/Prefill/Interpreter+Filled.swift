import Connectors
import Documents
import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

extension Interpreter {
    func filling() -> Filling {
        let disclosed = disclosed
        return Filling(
            subjects: filledSubjects(), leaves: allLeaves.map { filled($0, disclosed) },
            documents: checked.demands.map { demand in
                let document = document(demand)
                return FilledDocument(
                    id: demand.id, isRequired: document.isRequired, disposition: document.disposition, by: document.by?.rawValue,
                    reason: document.reason, wasAvailable: document.wasAvailable, isConcealed: isConcealed(demand, disclosed), used: document.used,
                    unused: document.unused, isOwn: isOwn(demand, disclosed))
            },
            asks: asks(disclosed), offers: offers(disclosed), invalid: invalidAnswers(disclosed))
    }

    /// Whether a paper is about nobody but the actor and a proven represented subject.
    private func isOwn(_ demand: DocumentDemand, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> Bool {
        switch resolve(demand.about) {
        case .subject(let subject): disclosed.own.contains(subject)
        case .rows(let rows, _): !rows.isEmpty && rows.allSatisfy { disclosed.own.contains($0.subject) }
        case .nobody, .waiting: false
        }
    }

    private func filledSubjects() -> [FilledSubject] {
        form.roles.flatMap { role -> [FilledSubject] in
            switch resolve(role.id) {
            case .subject(let subject): [filled(subject, role.id, row: nil)]
            case .rows(let rows, _): rows.map { filled($0.subject, role.id, row: $0.row) }
            case .nobody, .waiting: []
            }
        }
    }

    private func filled(_ id: SubjectID, _ role: RoleID, row: RowKey?) -> FilledSubject {
        FilledSubject(role: role, row: row?.name, kind: subjects[id].kind, localID: id.local, key: ownKey(of: id))
    }

    /// The value of the kind's own key, where it is known.
    func ownKey(of id: SubjectID) -> String? {
        let known = subjects.subjects[id.index].keys
        for key in vocabulary.keys[subjects.subjects[id.index].kind] ?? [] {
            // One concept alone is what most are named by.
            if key.count == 1 {
                if let value = known[key[0]]?.value { return value }
                continue
            }
            let parts = key.compactMap { known[$0]?.value }
            if parts.count == key.count { return parts.joined(separator: "/") }
        }
        return nil
    }

    func filled(_ leaf: Leaf, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> FilledLeaf {
        FilledLeaf(
            field: leaf.field.id, leaf: leaf.id, means: leaf.meaning, outcome: leaf.outcome, reason: leaf.reason,
            value: leaf.engine.flatMap { ValueCoding.json($0.value) }, answered: leaf.typed.flatMap(ValueCoding.json), isLocked: leaf.isLocked && leaf.engine != nil,
            disclosure: disclosure(of: leaf, disclosed), source: source(of: leaf), contradicts: contradictions(of: leaf), isVisibilityKnown: leaf.isVisible != nil)
    }

    /// Of the applicant's word too, where it is the one that stands.
    func contradictions(of leaf: Leaf) -> [ConceptID] {
        guard let subject = leaf.subject else { return [] }
        return contradictions(of: leaf.effective(isFinal: isFinal), leaf.meaning.concept, of: subject)
    }

    /// Concealed: what stands in the leaf, and whether anything does, is the register's word about somebody the applicant
    /// may not see, or is computed from it. Such leaves look the same whatever the register said.
    func disclosure(of leaf: Leaf, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> FilledLeaf.Disclosure {
        if leaf.reason != .key, leaf.field.authorship.onlyApplicant == nil, leaf.field.authorship.offers.isEmpty,
           isConcealed(leaf.meaning, row: leaf.row, disclosed, visiting: []) {
            return .concealed
        }
        return switch visibility(of: leaf, disclosed) {
        case .shown: .shown
        case .masked: .masked
        case .office: .office
        }
    }

    func isConcealed(
        _ meaning: Meaning, row: RowKey?, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>), visiting: Set<Meaning>
    ) -> Bool {
        // Most dossiers have nobody the applicant may not see.
        subjects.subjects.contains { isTyped($0.id, disclosed) }
            && isReached(meaning, row: row, visiting: visiting) { isTyped($1, disclosed) && isRead($0, about: subjects[$1].kind) }
    }

    /// Whether something holds of a meaning and one of its subjects, or of what the value would be computed from.
    func isReached(_ meaning: Meaning, row: RowKey?, visiting: Set<Meaning>, _ holds: (Meaning, SubjectID) -> Bool) -> Bool {
        guard !visiting.contains(meaning) else { return false }
        let mine: [SubjectID] = switch meaning.role == Self.dossier ? .nobody : resolve(meaning.role) {
        case .subject(let subject): [subject]
        case .rows(let rows, _): rows.filter { $0.row.group != row?.group || $0.row == row }.map(\.subject)
        case .nobody, .waiting: []
        }
        if mine.contains(where: { holds(meaning, $0) }) { return true }
        let field = checked.field(for: meaning)
        var inputs = field?.authorship.value.map { Array(form.meanings(readBy: $0)) } ?? []
        inputs += catalog.parts(of: meaning.concept, about: mine.map { subjects[$0].kind }).map { Meaning(meaning.role, $0) }
        if meaning.role == Self.dossier { inputs += self.inputs(ofEngine: meaning.concept) }
        for derivation in vocabulary[meaning.concept]?.derivations ?? [] {
            switch derivation {
            case .expression(let expression): inputs += expression.meanings.compactMap { input(of: $0, for: meaning.role) }
            case .firstOf(let concepts): inputs += concepts.map { Meaning(meaning.role, $0) }
            }
        }
        if inputs.isEmpty { return false }
        let further = visiting.union([meaning])
        return inputs.contains { isReached($0, row: row, visiting: further, holds) }
    }

    /// Whether a register may be asked for it and its word is not for everybody: a public concept, a grant to every
    /// applicant, or a name typed to verify the key.
    private func isRead(_ meaning: Meaning, about kind: Kind) -> Bool {
        guard !(vocabulary[meaning.concept]?.disclosure.isPublic ?? false), !(checked.role(meaning.role)?.verify.contains(meaning.concept) ?? false),
              !vocabulary.isKey(meaning.concept, of: kind)
        else { return false }
        return suppliers(of: meaning.concept, about: kind).contains { supplier in
            grant(supplier.connector, meaning.concept, meaning.role).map { $0.disclosure != .applicant } ?? false
        }
    }

    /// Whether a paper's fate tells something about somebody the applicant may not see.
    func isConcealed(_ demand: DocumentDemand, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> Bool {
        guard let kind = catalog.evidence[demand.evidence], !kind.replacedBy.isEmpty, demand.uploadOnly == nil else { return false }
        return [demand.about, demand.toward].compactMap(\.self).contains { role in
            switch resolve(role) {
            case .subject(let subject): isTyped(subject, disclosed)
            case .rows(let rows, _): rows.contains { isTyped($0.subject, disclosed) }
            case .nobody, .waiting: false
            }
        }
    }

    private func source(of leaf: Leaf) -> LeafSource? {
        guard let engine = leaf.engine, !leaf.isTypedOver else { return nil }
        let name: String, operation: String?
        switch engine.origin {
        case .signIn: (name, operation) = (ConnectorID.signIn.rawValue, nil)
        case .register(let connector, let of): (name, operation) = (connector.rawValue, of.rawValue)
        case .document(let kind): (name, operation) = (ConnectorID.documentStore.rawValue, kind.rawValue)
        case .derived, .typed: return nil
        }
        return LeafSource(
            connector: name, operation: operation, path: engine.path, subject: leaf.subject?.local ?? "dossier",
            subjectKind: leaf.subject.map { subjects[$0].kind }, subjectKey: leaf.subject.flatMap(ownKey), recordedAt: engine.recordedAt?.description,
            fetchedAt: engine.fetchedAt)
    }

    /// First what other questions wait for, then form order; optional roles come last and never block.
    private func asks(_ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> [Ask] {
        var first: [Ask] = [], last: [Ask] = []
        var rolesAsked: Set<RoleID> = []
        for role in form.roles {
            guard case .waiting(let wait) = resolve(role.id) else { continue }
            let group = checked.rows(of: role.id)?.group
            let ask: Ask? = switch wait {
            case .key(let keys, _): group.map { Ask(kind: .rows, id: $0.rawValue) } ?? (keys.isEmpty ? nil : Ask(kind: .key, id: role.id.rawValue))
            case .choice(let candidates, let keys):
                candidates.allSatisfy(mayOffer) || !keys.isEmpty || role.acceptsNew || group != nil
                    ? Ask(kind: group == nil ? .role : .rows, id: group?.rawValue ?? role.id.rawValue) : nil
            case .confirmation(let candidate): mayOffer(candidate) ? Ask(kind: .role, id: role.id.rawValue) : nil
            case .failed: role.keys.isEmpty || group != nil ? nil : Ask(kind: .key, id: role.id.rawValue)
            case .fetching, .condition, .nothing: nil
            }
            guard let ask else { continue }
            rolesAsked.insert(role.id)
            let isOptional = role.isOptional || (checked.rows(of: role.id)?.count.lowerBound == 0)
            if isOptional { last.append(ask) } else { first.append(ask) }
        }
        for rows in form.groups where rows.role == nil && state.answers.rows[rows.group.rawValue] == nil {
            let isShown = form.sections.filter { $0.rows?.group == rows.group }.contains { stands($0.visibleIf, row: nil) == true }
            if isShown { first.append(Ask(kind: .rows, id: rows.group.rawValue)) }
        }
        let leaves = allLeaves.filter { leaf in
            leaf.outcome == .open && !leaf.waits && leaf.typed == nil && leaf.change == nil
                && !(leaf.reason == .key && rolesAsked.contains(leaf.meaning.role))
        }
        let papers = form.documents.flatMap { papersToHandIn($0) }
        return first + leaves.map { Ask(kind: .leaf, id: $0.id.rawValue) } + last + papers.map { Ask(kind: .document, id: $0.demand.id) }
    }

    /// Of alternatives, none where one is met without an upload, else those of the first that is demanded.
    private func papersToHandIn(_ requirement: DocumentRequirement) -> [DocumentState] {
        let alternatives: [[DocumentState]] = switch requirement {
        case .one(let demand): [[document(demand)]]
        case .oneOf(let alternatives): alternatives.map { $0.map { document($0) } }
        }
        let demanded = alternatives.filter { $0.contains { $0.isRequired == true } }
        guard let first = demanded.first, !demanded.contains(where: { $0.allSatisfy(\.disposition.isReuse) }) else { return [] }
        return first.filter { $0.isRequired == true && $0.disposition == .upload && !isConcealed($0.demand, disclosed) }
    }

    private func offers(_ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> [Offer] {
        var offers: [Offer] = []
        for role in form.roles {
            let group = checked.rows(of: role.id)?.group
            let candidates: [SubjectID]
            switch resolve(role.id) {
            case .waiting(.choice(let found, _)): candidates = found
            case .waiting(.confirmation(let subject)): candidates = [subject]
            default: continue
            }
            guard !candidates.isEmpty, candidates.allSatisfy(mayOffer) else { continue }
            offers.append(Offer(target: group?.rawValue ?? role.id.rawValue, candidates: candidates.map { candidate in
                (subjects.opaqueName(candidate, prefix: "c"), shown(candidate, role.id, disclosed))
            }))
        }
        for leaf in allLeaves where !leaf.offers.isEmpty && leaf.typed == nil {
            // A value that would be withheld in a blank of its own is not offered either.
            let shown = leaf.offers.filter { visibility(ofInput: $0.meaning, row: leaf.row, disclosed, visiting: []) == .shown }
            let values = shown.compactMap { ValueCoding.json($0.value) }
            if values.isEmpty { continue }
            offers.append(Offer(target: leaf.id.rawValue, candidates: values.enumerated().map { ("\($0.offset + 1)", $0.element) }))
        }
        return offers
    }

    /// Names of the candidates a role waits for: without them nothing could be chosen or confirmed.
    func nameCandidates() {
        for role in form.roles {
            let candidates: [SubjectID]
            switch resolve(role.id) {
            case .waiting(.choice(let found, _)): candidates = found
            case .waiting(.confirmation(let subject)): candidates = [subject]
            default: continue
            }
            for candidate in candidates.prefix(20) where mayOffer(candidate) {
                for name in Self.names where vocabulary[name]?.kinds.contains(subjects[candidate].kind) ?? false { _ = fact(candidate, name, as: role.id) }
            }
        }
    }

    static let names: [ConceptID] = ["full_name", "organisation_name"]

    /// Whom the applicant may not see is not offered (the number of a stranger's parcels is the stranger's), unless
    /// the applicant put that subject into the dossier themselves.
    func mayOffer(_ candidate: SubjectID) -> Bool {
        disclosed.linked.contains(candidate) || form.roles.contains { role in
            guard case .subject(candidate)? = roleStates[role.id] else { return false }
            return true
        }
    }

    /// What is shown of a candidate: what the list itself said, as far as the role may read it and the applicant may see it.
    private func shown(_ candidate: SubjectID, _ role: RoleID, _ disclosed: (own: Set<SubjectID>, linked: Set<SubjectID>)) -> JSON {
        quiet += 1
        defer { quiet -= 1 }
        var shown = JSONObject()
        let concepts = Set(subjects[candidate].carried.keys).union(Self.names)
        for concept in concepts.sorted() {
            guard case .known(let value) = fact(candidate, concept, as: role), let json = ValueCoding.json(value.value) else { continue }
            let meaning = Meaning(role, concept)
            if visibility(of: value, meaning, candidate, row: nil, disclosed, visiting: []) == .shown { shown[concept.rawValue] = json }
        }
        return .object(shown)
    }
}
