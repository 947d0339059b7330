import Connectors
import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

extension Interpreter {
    /// One field on one row, computed once.
    func leaf(_ field: Field, row: RowKey?) -> Leaf {
        let key = LeafKey(field: field.id, row: row)
        if let known = leaves[key] { return known }
        let leaf = blankLeaf(field, row: row)
        guard !leavesUnderWay.contains(key) else {
            leaf.outcome = .open
            leaf.reason = .keyMissing
            leaf.waits = true
            return leaf
        }
        leavesUnderWay.append(key)
        defer { leavesUnderWay.removeLast() }
        fill(leaf)
        readAnswers(leaf)
        if quiet == 0 || isFinal { leaves[key] = leaf }
        return leaf
    }

    /// The name of a leaf: `field`, or `group[row].field`.
    func leafID(_ field: Field, row: RowKey?) -> LeafID {
        row.map { LeafID("\($0.group)[\($0.name)].\(field.id)") } ?? LeafID(field.id.rawValue)
    }

    private func blankLeaf(_ field: Field, row: RowKey?) -> Leaf {
        let subject = self.subject(of: field.means.role, row: row)
        let meaning = field.means.meaning(for: subject.map { subjects[$0].kind })
        return Leaf(
            id: leafID(field, row: row), field: field, row: row, meaning: meaning, concept: vocabulary[meaning.concept],
            subject: subject, outcome: .open)
    }

    private func fill(_ leaf: Leaf) {
        let section = checked.section(of: leaf.field)
        leaf.isVisible = stands(section?.visibleIf, row: leaf.row).and(stands(leaf.field.demand.visibleIf, row: leaf.row))
        leaf.isRequired = leaf.field.demand.required ? true : leaf.field.demand.requiredIf.map { truth(of: $0, row: leaf.row) } ?? false
        if leaf.isRequired == nil, isLeftToOffice([leaf.field.demand.requiredIf], row: leaf.row) { leaf.isRequired = false }
        if let subject = leaf.subject, !leaf.field.means.applies(to: subjects[subject].kind) { leaf.isVisible = false }
        if leaf.isVisible == false { return settle(leaf, .notApplicable) }
        if leaf.field.outside != nil { return fillOutside(leaf) }
        guard leaf.isVisible == true else {
            let conditions = [section?.visibleIf, leaf.field.demand.visibleIf]
            leaf.isLeftToOffice = isLeftToOffice(conditions, row: leaf.row)
            return wait(leaf, whyUndecided(conditions, row: leaf.row))
        }
        if let computation = leaf.field.authorship.value, !isNobody(leaf.meaning.role) { return compute(leaf, computation) }
        guard leaf.meaning.role == Self.dossier || leaf.subject != nil else { return fillWithoutSubject(leaf) }
        if let original = leaf.field.authorship.repeats, followsOriginal(original, leaf) { return }
        fillVisible(leaf)
    }

    static let dossier: RoleID = "dossier"

    private func settle(_ leaf: Leaf, _ outcome: Outcome, _ reason: Reason? = nil) {
        leaf.outcome = outcome
        leaf.reason = reason
    }

    private func wait(_ leaf: Leaf, _ reason: Reason) {
        settle(leaf, .open, reason)
        leaf.waits = true
    }

    /// The role is nobody, or not known yet: then a leaf that is part of the key is the one to ask.
    private func fillWithoutSubject(_ leaf: Leaf) {
        let role = leaf.meaning.role
        switch resolve(role) {
        case .nobody: settle(leaf, .notApplicable)
        case .subject, .rows: wait(leaf, .keyMissing)
        case .waiting(let wait):
            let keys: [[Meaning]] = switch wait {
            case .key(let keys, _), .choice(_, let keys): keys
            case .failed: checked.role(role)?.keys ?? []
            case .fetching, .condition, .confirmation, .nothing: []
            }
            let verified = checked.role(role)?.verify ?? []
            let isKey = keys.contains { $0.contains(leaf.meaning) }, isVerified = !keys.isEmpty && verified.contains(leaf.meaning.concept)
            // A name that may not be compared finds nobody.
            if case .failed(.notGranted) = wait, isVerified, !isKey { return settle(leaf, .open, .notGranted) }
            if isKey || isVerified, leaf.row == nil { return settle(leaf, .open, .key) }
            if case .failed(let reason) = wait { return self.wait(leaf, reason) }
            leaf.isLeftToOffice = rolesForOffice.contains(role)
            if checked.role(role)?.isOptional ?? false, isFinal { return settle(leaf, .notApplicable) }
            self.wait(leaf, .keyMissing)
        }
    }

    /// Outside fields are not counted and no register is asked for them; what is known anyway stands in them.
    private func fillOutside(_ leaf: Leaf) {
        settle(leaf, .outside)
        quiet += 1
        defer { quiet -= 1 }
        guard leaf.meaning.role == Self.dossier || leaf.subject != nil else { return }
        if case .known(let value) = answer(leaf) { leaf.engine = value }
    }

    /// A repeat says what its original says; where the original does not stand, or is about somebody else, it takes its
    /// place.
    private func followsOriginal(_ id: FieldID, _ leaf: Leaf) -> Bool {
        guard let original = checked.field(id) else { return false }
        let group = checked.section(of: original)?.rows?.group
        guard group == nil || group == leaf.row?.group else { return false }
        let row = group == nil ? nil : leaf.row
        let first = self.leaf(original, row: row)
        // Where the blank is another role's, the paper asks twice only while both roles are one subject.
        guard original.means.role == leaf.meaning.role || first.subject == leaf.subject else { return false }
        guard first.outcome != .notApplicable, first.outcome != .outside else { return false }
        settle(leaf, .repeated)
        leaf.repeated = first.id
        leaf.isLocked = true
        let value = first.effective(isFinal: isFinal)
        if !value.isUnknown {
            leaf.engine = first.engine ?? FactValue(value: value, origin: .typed, isAuthoritative: false)
            leaf.isTypedOver = leaf.engine?.value != value
            leaf.engine?.value = value
        }
        return true
    }

    private func isNobody(_ role: RoleID) -> Bool {
        guard role != Self.dossier, case .nobody = resolve(role) else { return false }
        return true
    }

    /// A computation needs no subject of its own: the number of new parcels stands outside their rows.
    private func compute(_ leaf: Leaf, _ computation: Expressions.Expression) {
        let computed = value(of: computation, row: leaf.row)
        switch computed {
        case .unknown:
            leaf.isLeftToOffice = isGuarded && form.meanings(readBy: computation).contains { hangsOnWithheld($0, row: leaf.row) }
            wait(leaf, .keyMissing)
        // A computation that yields nothing is no value: the applicant is asked.
        case .none, .error: settle(leaf, .open, .notHeld)
        default:
            leaf.engine = FactValue(value: typedAsConcept(computed, leaf.concept), origin: .derived(form.meanings(readBy: computation).sorted()), isAuthoritative: true)
            leaf.isLocked = true
            settle(leaf, .derived)
        }
    }

    private func fillVisible(_ leaf: Leaf) {
        let authorship = leaf.field.authorship
        leaf.offers = authorship.offers.map { ($0, value(of: $0, row: leaf.row)) }.filter { !$0.1.isUnknown && !$0.1.isNull }
        if isPast(leaf.concept), !authorship.offers.isEmpty || authorship.onlyApplicant != nil { return settle(leaf, .notApplicable) }
        switch authorship.onlyApplicant {
        case .statement: return settle(leaf, .open, .statement)
        case .newValue(nil): return settle(leaf, .open, .newValue)
        case .newValue(let condition?):
            switch truth(of: condition, row: leaf.row) {
            case true?: return settle(leaf, .open, .newValue)
            case nil:
                leaf.isLeftToOffice = isLeftToOffice([condition], row: leaf.row)
                return wait(leaf, .keyMissing)
            case false?: break
            }
        case nil: break
        }
        if !authorship.offers.isEmpty { return settle(leaf, .open, .offer) }
        switch answer(leaf) {
        case .pending: wait(leaf, .keyMissing)
        case .missing where isPast(leaf.concept): settle(leaf, .notApplicable)
        case .missing(let reason):
            settle(leaf, .open, reason)
            leaf.waits = reason == .keyMissing && !isFinal
        case .known(let value):
            // A register's "there is none" leaves a blank that must be filled open.
            if value.value == .none, leaf.isRequired != false { return settle(leaf, .open, .absent) }
            if value.origin == .typed {
                leaf.typed = value.value
                return settle(leaf, .open, isNamedUnread(leaf) ? .notGranted : .key)
            }
            leaf.engine = value
            if case .derived = value.origin { return settle(leaf, .derived) }
            // It was so when the paper was issued: shown, never locked.
            if case .document = value.origin { return settle(leaf, .reused) }
            leaf.isLocked = value.isAuthoritative
            settle(leaf, .prefilled)
        }
    }

    /// Registers first, then derivations of the vocabulary.
    func answer(_ leaf: Leaf) -> Fact {
        let meaning = leaf.meaning
        if meaning.role == Self.dossier { return dossierFact(meaning.concept, row: leaf.row) }
        guard let subject = leaf.subject else { return .missing(.keyMissing) }
        let registered = fact(subject, meaning.concept, as: meaning.role)
        guard case .missing(let reason) = registered else { return registered }
        let derived = derived(meaning, row: leaf.row)
        switch derived {
        case .known?, .pending?: return derived ?? registered
        case .missing?, nil: break
        }
        if Self.mayFollow(reason) {
            let proven = proven(meaning, subject)
            if let value = proven.value { return .known(value) }
            if proven.isDeclined { return .missing(.declined) }
        }
        return derived ?? .missing(reasonBehind(reason, meaning, subject))
    }

    /// Whether what a stored document says may stand where the registers say nothing: nobody holds it, no grant reads it for this
    /// purpose (the form demands the paper itself by law), or nobody answered. Where they answered that there is no such thing, differ, or
    /// said something that is out of date, wrong or about another, a paper of an earlier day decides nothing.
    private static func mayFollow(_ reason: Reason) -> Bool {
        switch reason {
        case .notHeld, .notGranted, .sourceDown, .timeout, .refused: true
        case .statement, .newValue, .key, .offer, .absent, .stale, .conflict, .invalid, .wrongSubject, .declined, .keyMissing: false
        }
    }

    /// A subject made anew because a register that holds such things knew none: the register's word is the reason.
    private func reasonBehind(_ reason: Reason, _ meaning: Meaning, _ subject: SubjectID) -> Reason {
        guard reason == .notHeld, subjects[subject].newFor != nil, let why = fellThrough[meaning.role] else { return reason }
        return mayRead(meaning.concept, about: subjects[subject].kind, as: meaning.role) ? why : reason
    }

    /// A typed key of somebody a register offered for this very role: it would be filled, might the register be read for it.
    private func isNamedUnread(_ leaf: Leaf) -> Bool {
        guard let subject = leaf.subject, let role = checked.role(leaf.meaning.role), case .register? = subjects[subject].keys[leaf.meaning.concept]?.origin else { return false }
        return offered(role).contains(subject)
    }

    /// A part that no longer exists on the as-of day, such as a district: none, never asked.
    private func isPast(_ concept: Concept?) -> Bool {
        concept?.form.validTo.flatMap { $0.isBefore(state.asOf) } ?? false
    }

    func typedAsConcept(_ value: Value, _ concept: Concept?) -> Value {
        if case .string(let text) = value, concept?.type == .identifier { return .string((concept?.form.identifier ?? .none).canonical(text) ?? text) }
        return value
    }

    /// Puts the applicant's layer beside the engine's.
    private func readAnswers(_ leaf: Leaf) {
        guard let concept = leaf.concept, leaf.outcome != .notApplicable else { return }
        if let bound = state.answeredFor[leaf.id], let subject = leaf.subject, bound != subjects.fingerprint(subject) {
            leaf.isMoved = true
            return
        }
        func read(_ written: JSON) throws(ValueFault) -> Value {
            // A key is written as the register knows it: old parcels stand under old communes.
            let isKey = checked.role(leaf.meaning.role)?.keys.contains { $0.contains(leaf.meaning) } ?? false
            return isKey ? try coding.value(written, as: concept) : try self.written(written, as: concept, beside: leaf.engine?.value)
        }
        if let change = state.disputes(leaf.id) ?? state.corrections(leaf.id) {
            do {
                let value = try read(change.json)
                leaf.change = change.isDispute ? .dispute(value) : .correction(value)
            } catch { leaf.fault = error }
        }
        if leaf.typed != nil, state.answers.answers[leaf.id] == .string("") { leaf.contradictsKey = true }
        guard let written = state.answers.word(for: leaf.id) else { return }
        do {
            let value = try read(written)
            if let key = leaf.typed { leaf.contradictsKey = !comparison.areEqual(value, key, as: concept) } else { leaf.typed = value }
        } catch { leaf.fault = error }
    }
}

extension Interpreter {
    /// What somebody writes today. A closed code stands only where the registered value has it already: sending that back, or
    /// correcting the street beside it, writes no old code anew.
    private func written(_ json: JSON, as concept: Concept, beside registered: Value?) throws(ValueFault) -> Value {
        do {
            return try writing.value(json, as: concept)
        } catch {
            guard error == .closedCode, let registered else { throw error }
            let value = try coding.value(json, as: concept)
            if comparison.areEqual(value, registered, as: concept) { return value }
            guard case .context(let parts) = value, case .context(let known) = registered else { throw error }
            for part in concept.form.parts {
                guard let written = parts[part.name], written != known[part.name], let of = vocabulary[part.concept], let json = ValueCoding.json(written) else { continue }
                _ = try writing.value(json, as: of)
            }
            return value
        }
    }
}

extension DossierState {
    fileprivate func disputes(_ leaf: LeafID) -> (json: JSON, isDispute: Bool)? { answers.disputes[leaf].map { ($0.value, true) } }
    fileprivate func corrections(_ leaf: LeafID) -> (json: JSON, isDispute: Bool)? { answers.corrections[leaf].map { ($0.value, false) } }
}

extension Bool? {
    /// Kleene's and.
    func and(_ other: Bool?) -> Bool? {
        if self == false || other == false { return false }
        if self == nil || other == nil { return nil }
        return true
    }
}
