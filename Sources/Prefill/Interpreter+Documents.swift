import Connectors
import Documents
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

/// How one demanded paper is met in one dossier.
struct DocumentState {
    let demand: DocumentDemand
    /// `nil` where its condition is unknown; false also where the role is nobody.
    var isRequired: Bool?
    var disposition: DocumentDisposition
    var by: ConnectorID?
    var reason: Reason?
    /// Reuse was possible, also where the applicant declined it.
    var wasAvailable = false
    /// The stored documents that meet it, one or more for each of its subjects.
    var used: [DocumentRecord] = []
    /// Those officials' facts may fill blanks from: the same, also where the applicant says otherwise than one of them.
    var proving: [DocumentRecord] = []
    /// Those that were looked at and do not, with the reasons.
    var unused: [PaperDecision.Unused] = []

    /// Whether every document that meets it came with another dossier.
    func isEarlier(than dossier: String) -> Bool {
        !used.isEmpty && used.allSatisfy { $0.provenance.dossier != nil && $0.provenance.dossier != dossier }
    }
}

extension Interpreter {
    /// Decides a paper, judged as if its alternatives did not exist.
    func document(_ demand: DocumentDemand) -> DocumentState {
        if let known = documents[demand.id] { return known }
        let state = decided(demand)
        if isInterpreted { documents[demand.id] = state }
        return state
    }

    private func decided(_ demand: DocumentDemand) -> DocumentState {
        var state = DocumentState(demand: demand, isRequired: demand.required, disposition: .upload, reason: .absent)
        if let condition = demand.requiredIf { state.isRequired = truth(of: condition, row: nil) }
        // Whether it is demanded at all is open: nobody is asked for what would replace it. What is known is used.
        let isUndecided = state.isRequired == nil
        if isUndecided { quiet += 1 }
        defer { if isUndecided { quiet -= 1 } }
        let subjects: [SubjectID]
        switch resolve(demand.about) {
        case .nobody:
            state.isRequired = false
            return state
        case .subject(let subject): subjects = [subject]
        case .rows(let rows, _): subjects = rows.map(\.subject)
        case .waiting:
            state.reason = .keyMissing
            return state
        }
        guard state.isRequired != false, demand.uploadOnly == nil, let kind = catalog.evidence[demand.evidence] else {
            state.reason = demand.uploadOnly == nil ? .absent : .statement
            return state
        }
        // The office asked for the paper itself once more: whatever else there is did not satisfy it.
        if self.state.askedAnew.contains(demand.id) { return state }
        var reason = kind.replacedBy.isEmpty ? Reason.notHeld : .absent, isDenied = false
        for replacement in kind.replacedBy {
            switch replaces(replacement, subjects, demand) {
            case .known: return met(state, .replacedByData, by: ConnectorID(replacement.connector))
            // The next one is looked at only where this one will not do: nothing is asked for in vain.
            case .pending:
                state.reason = .keyMissing
                return state
            case .missing(let why):
                reason = why
                isDenied = isDenied || why == .absent || why == .conflict
            }
        }
        for subject in subjects {
            for issuer in catalog.issuers(of: kind.id, about: self.subjects[subject].kind) {
                guard let question = question(issuer.connector, issuer.operation, subject), self.state.replies.record(for: question) != nil,
                    !isOfAnother(question, from: issuer.operation, subject), !isContradicted(kind, subjects)
                else { continue }
                return met(state, .stored, by: issuer.connector)
            }
        }
        state.reason = reason
        return stored(state, kind, subjects, isDenied: isDenied)
    }

    /// What is stored is looked at last: data say how things stand today.
    private func stored(_ state: DocumentState, _ kind: EvidenceKind, _ subjects: [SubjectID], isDenied: Bool) -> DocumentState {
        var state = state
        switch storedPapers(state.demand, kind, subjects, isDenied: isDenied) {
        case .none: return state
        case .pending:
            if !isFinal { state.reason = .keyMissing }
            return state
        case .missing(let why):
            state.reason = why
            return state
        case .decided(let decisions):
            state.unused = decisions.flatMap(\.unused)
            guard decisions.allSatisfy(\.isAvailable) else { return state }
            state.proving = decisions.flatMap(\.used)
            // What is disputed or corrected brings the paper back.
            guard !isContradicted(kind, subjects) else {
                state.reason = .conflict
                return state
            }
            state.used = state.proving
            return met(state, decisions.allSatisfy { $0.disposition == .earlierResult } ? .earlierResult : .stored, by: .documentStore)
        }
    }

    private func met(_ state: DocumentState, _ disposition: DocumentDisposition, by connector: ConnectorID) -> DocumentState {
        var met = state
        met.wasAvailable = true
        if self.state.answers.declined.contains(state.demand.id) {
            met.reason = .declined
            return met
        }
        met.disposition = disposition
        met.by = connector
        met.reason = nil
        return met
    }

    /// Data replaces a paper only if the settled value is the one the dossier uses.
    private func replaces(_ replacement: EvidenceKind.Replacement, _ subjects: [SubjectID], _ demand: DocumentDemand) -> Fact {
        if let condition = replacement.condition, truth(of: condition, row: nil) != true { return .missing(.notHeld) }
        let connector = ConnectorID(replacement.connector)
        let toward = demand.toward.flatMap { subject(of: $0, row: nil) }
        if demand.toward != nil, toward == nil { return .missing(.keyMissing) }
        var last: FactValue?
        for subject in subjects {
            for concept in replacement.concepts {
                let (owner, role) = owner(of: concept, subject, toward, demand)
                if isChanged(concept, of: owner) { return .missing(.conflict) }
                switch factWithDerivations(owner, concept, as: role) {
                case .known(let value):
                    guard case .register(connector, _) = value.origin else { return .missing(.notHeld) }
                    guard value.value != .none else { return .missing(.absent) }
                    last = value
                case let other: return other
                }
            }
            for relation in replacement.relations {
                switch links(of: subject, relation, root: demand.about) {
                case .found(let found, _):
                    // A registered parent proves nothing about a head who is somebody else.
                    guard toward.map(found.contains) ?? !found.isEmpty else { return .missing(.absent) }
                    last = last ?? FactValue(value: .boolean(true), origin: .register(connector, OperationID("")), isAuthoritative: true)
                case .pending: return .pending
                case .failed(let reason), .nothing(let reason): return .missing(reason)
                }
            }
        }
        return last.map { .known($0) } ?? .missing(.notHeld)
    }

    /// Whose concept it is: the subject the paper ties to, where the concept is of that kind and not of the first.
    private func owner(of concept: ConceptID, _ subject: SubjectID, _ toward: SubjectID?, _ demand: DocumentDemand) -> (SubjectID, RoleID) {
        guard let kinds = vocabulary[concept]?.kinds, let toward, let role = demand.toward,
              kinds.contains(subjects[toward].kind), !kinds.contains(subjects[subject].kind)
        else { return (subject, demand.about) }
        return (toward, role)
    }

    /// `firstOf` derivations keep the source of what filled them, so they replace papers too.
    private func factWithDerivations(_ subject: SubjectID, _ concept: ConceptID, as role: RoleID) -> Fact {
        let registered = fact(subject, concept, as: role)
        guard case .missing(let reason) = registered else { return registered }
        for case .firstOf(let concepts) in vocabulary[concept]?.derivations ?? [] {
            for other in concepts {
                let found = fact(subject, other, as: role)
                if case .missing(let why) = found, why == .absent || why == .notHeld { continue }
                return found
            }
        }
        return .missing(reason)
    }

    /// Whether the applicant says otherwise, in any blank about this subject: under whichever role, on whichever row.
    func isChanged(_ concept: ConceptID, of subject: SubjectID) -> Bool {
        let changed = Set(state.answers.disputes.keys).union(state.answers.corrections.keys)
        guard !changed.isEmpty else { return false }
        let related = Set([concept] + (vocabulary[concept]?.form.parts.map(\.concept) ?? []) + vocabulary.memberships(of: concept).map(\.composite))
        return form.sections.contains { section in
            section.fields.contains { field in
                guard field.means.all.contains(where: { related.contains($0.concept) }) else { return false }
                return rowIDs(of: section.rows).contains { row in
                    changed.contains(leafID(field, row: row)) && self.subject(of: field.means.role, row: row) == subject
                }
            }
        }
    }
}
