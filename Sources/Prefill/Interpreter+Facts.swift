import Connectors
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

extension Interpreter {
    /// What the registers, the sign-in and typed keys say of a concept of a subject, as far as this role may read it.
    func fact(_ subject: SubjectID, _ concept: ConceptID, as role: RoleID) -> Fact {
        let key = FactKey(subject: subject, concept: concept, role: role)
        if let known = facts[key] { return known }
        guard !factsUnderWay.contains(key) else { return .missing(.notHeld) }
        factsUnderWay.append(key)
        defer { factsUnderWay.removeLast() }
        let isUnproven = isUnproven(subject)
        if quiet == 0, !isFinal, !isUnproven { wanted.append((subject, concept, role)) }
        let fact = isUnproven ? unproven(subject, concept) : checked(registered(subject, concept, as: role), concept, of: subject)
        if quiet == 0 || isFinal { facts[key] = fact }
        return fact
    }

    /// A number tells sex and year of birth as they were when it was given: both may have been corrected since. A register that
    /// says otherwise is believed, but its word is not locked, and the office is told.
    private func checked(_ fact: Fact, _ concept: ConceptID, of subject: SubjectID) -> Fact {
        guard case .known(var value) = fact, case .register = value.origin else { return fact }
        value.contradicts = contradictions(of: value.value, concept, of: subject)
        if !value.contradicts.isEmpty { value.isAuthoritative = false }
        return .known(value)
    }

    func contradictions(of value: Value, _ concept: ConceptID, of subject: SubjectID) -> [ConceptID] {
        vocabulary[concept]?.contradictions(of: value) { subjects[subject].keys[$0]?.value } ?? []
    }

    /// A represented person or organisation no record and no proof ties to the actor: nothing is read about them.
    func isUnproven(_ subject: SubjectID) -> Bool {
        subject == represented && subject != actor && subjects[subject].keys.values.allSatisfy { $0.origin == .signIn } && !disclosed.own.contains(subject)
    }

    /// The key the dossier was opened with is known; of everything else, why it is not.
    private func unproven(_ subject: SubjectID, _ concept: ConceptID) -> Fact {
        guard let key = subjects[subject].keys[concept] else { return whyUnproven }
        return .known(keyValue(key.value, concept, .signIn, path: nil))
    }

    /// What one register says, whatever others do.
    func held(_ subject: SubjectID, _ concept: ConceptID, by connector: ConnectorID, as role: RoleID) -> Fact {
        guard !isUnproven(subject) else { return whyUnproven }
        var reason = Reason.notHeld
        for supplier in suppliers(of: concept, about: subjects[subject].kind) where supplier.connector == connector {
            switch reading(of: concept, subject, from: supplier, as: role) {
            case .unasked(let question):
                guard !isFinal else { return .missing(.keyMissing) }
                need(question, concept: supplier.supply.concept)
                return .pending
            case .value(let value): return .known(value.fact)
            case .missing(let why), .keyless(let why): reason = why
            }
        }
        return .missing(reason)
    }

    private func registered(_ subject: SubjectID, _ concept: ConceptID, as role: RoleID) -> Fact {
        var reasons: [Reason] = []
        // Whoever has said that there is no record need not be asked by another key too.
        var keyless: [(connector: ConnectorID, reason: Reason)] = [], knowingNone: Set<ConnectorID> = []
        if let key = subjects[subject].keys[concept] {
            switch key.origin {
            case .signIn: return .known(keyValue(key.value, concept, .signIn, path: nil))
            case .typed: return .known(keyValue(key.value, concept, .typed, path: nil))
            case .register(let connector, let operation, let path):
                if grant(connector, concept, role) != nil {
                    return .known(keyValue(key.value, concept, .register(connector, operation), path: path))
                }
                // Typed for this role, and named by a register for another one: for this role it stays what was typed.
                if isTyped(concept, of: subject, as: role) { return .known(keyValue(key.value, concept, .typed, path: nil)) }
                reasons.append(.notGranted)
            }
        }
        // No register can be asked about somebody none of them has a key for.
        if subjects[subject].newFor != nil { return composed(subject, concept, as: role) ?? .missing(.notHeld) }
        var values: [SourcedValue] = carriedValues(subject, concept, as: role)
        for supplier in suppliers(of: concept, about: subjects[subject].kind) {
            if let best = values.map(\.authority).min(), best <= supplier.supply.authority, isUnasked(supplier, concept, subject) { continue }
            switch reading(of: concept, subject, from: supplier, as: role) {
            case .value(let value): values.append(value)
            case .missing(let reason):
                reasons.append(reason)
                if reason == .absent { knowingNone.insert(supplier.connector) }
            case .keyless(let reason): keyless.append((supplier.connector, reason))
            case .unasked(let question):
                guard !isFinal else {
                    reasons.append(.keyMissing)
                    continue
                }
                need(question, concept: supplier.supply.concept)
                return .pending
            }
        }
        switch settle(values, concept) {
        case .known(let value): return .known(value)
        case .missing(let reason): reasons.append(reason)
        case .pending, nil: break
        }
        if values.isEmpty, let composed = composed(subject, concept, as: role) { return composed }
        return .missing(Self.strongest(reasons + keyless.filter { !knowingNone.contains($0.connector) }.map(\.reason)))
    }

    /// Whether the key was typed to find this subject for the role.
    func isTyped(_ concept: ConceptID, of subject: SubjectID, as role: RoleID) -> Bool {
        choices.contains { choice in
            guard choice.role == role, choice.subject == subject, case .typed(let keys, _) = choice.way else { return false }
            return keys.contains(concept)
        }
    }

    private func keyValue(_ text: String, _ concept: ConceptID, _ origin: Origin, path: String?) -> FactValue {
        FactValue(value: .string(text), origin: origin, path: path, recordedAt: nil, fetchedAt: nil, isAuthoritative: origin != .typed)
    }

    func grant(_ connector: ConnectorID, _ concept: ConceptID, _ role: RoleID) -> Grant? {
        guard let grant = checked.grants.grant(connector: connector, about: role, reads: concept) else { return nil }
        return isInForce(grant) ? grant : nil
    }

    /// A grant by consent holds only while the consent is given.
    func isInForce(_ grant: Grant) -> Bool { grant.basis != .consent || (grant.id.map { state.answers.consents[$0] != nil } ?? false) }

    /// Whether any register may be asked for it on behalf of the role.
    func mayRead(_ concept: ConceptID, about kind: Kind, as role: RoleID) -> Bool {
        suppliers(of: concept, about: kind).contains { grant($0.connector, $0.supply.concept, role) != nil }
    }

    /// Direct suppliers, and those of composites it is a part of.
    func suppliers(of concept: ConceptID, about kind: Kind) -> [Supplier] { catalog.obtainers(of: concept, about: kind) }

    struct SourcedValue {
        var fact: FactValue
        var authority: Int
        var isStale: Bool
    }

    private enum Reading {
        case value(SourcedValue)
        case missing(Reason)
        /// The subject has no key the operation is asked by, and why.
        case keyless(Reason)
        case unasked(ReplyBook.Question)
    }

    private func question(_ supplier: Supplier, _ subject: SubjectID) -> ReplyBook.Question? {
        question(supplier.connector, supplier.operation, subject)
    }

    func question(_ connector: ConnectorID, _ operation: Operation, _ subject: SubjectID) -> ReplyBook.Question? {
        let known = subjects.subjects[subject.index].keys
        let place = QuestionKey(connector: connector, operation: operation.id, subject: subject)
        // A key that is learned never changes again.
        if let asked = questions[place] { return asked }
        var keys: [ConceptID: String] = [:]
        for key in operation.keys {
            guard let value = known[key]?.value else { return nil }
            keys[key] = value
        }
        let question = ReplyBook.Question(connector: connector, operation: operation.id, keys: keys)
        questions[place] = question
        return question
    }

    private func isUnasked(_ supplier: Supplier, _ concept: ConceptID, _ subject: SubjectID) -> Bool {
        guard let question = question(supplier, subject) else { return true }
        return state.replies.reply(to: question, concept: supplier.supply.concept) == nil
    }

    private func reading(of concept: ConceptID, _ subject: SubjectID, from supplier: Supplier, as role: RoleID) -> Reading {
        guard !supplier.operation.identifies.isEmpty else { return .missing(.notHeld) }
        let question = question(supplier, subject)
        // A composite comes whole: who may read one of its parts alone may not ask for it.
        guard grant(supplier.connector, supplier.supply.concept, role) != nil else {
            // A grant would not help with a subject the register has no key for.
            return .missing(question == nil ? .notHeld : .notGranted)
        }
        guard let question else { return obtainKeys(for: supplier.operation, of: subject, as: role) }
        guard !isDeclined(supplier.operation) else { return .missing(.declined) }
        guard let reply = state.replies.reply(to: question, concept: supplier.supply.concept) else { return .unasked(question) }
        switch reply.result {
        case .absent: return .missing(.absent)
        case .failed(let reason): return .missing(reason)
        case .found(let record):
            guard !isOfAnother(question, from: supplier.operation, subject) else { return .missing(.wrongSubject) }
            let read = record.values[supplier.supply.concept] ?? .unrecorded
            return value(read, concept, supplier: supplier, recordedAt: record.recordedAt, fetchedAt: reply.fetchedAt)
        }
    }

    /// A further key of the subject that another operation yields: a parcel's id from its sheet and number.
    private func obtainKeys(for operation: Operation, of subject: SubjectID, as role: RoleID) -> Reading {
        guard !subjects[subject].keys.isEmpty else { return .keyless(.notHeld) }
        for key in operation.keys where subjects[subject].keys[key] == nil {
            switch fact(subject, key, as: role) {
            case .known(let value):
                guard case .string(let text) = value.value, case .register(let connector, let operation) = value.origin else { return .keyless(.notHeld) }
                subjects.learn(key, text, of: subject, origin: .register(connector, operation, path: value.path))
            case .pending: return .keyless(.keyMissing)
            case .missing(let reason): return .keyless(reason)
            }
        }
        return .keyless(.notHeld)
    }

    private func value(_ read: ReadValue, _ concept: ConceptID, supplier: Supplier, recordedAt: PartialDate?, fetchedAt: String) -> Reading {
        let supply = supplier.supply
        func sourced(_ value: Value, _ path: String) -> Reading {
            .value(SourcedValue(
                fact: FactValue(
                    value: value, origin: .register(supplier.connector, supplier.operation.id), path: path, recordedAt: recordedAt,
                    fetchedAt: fetchedAt, isAuthoritative: supply.authority == 1),
                authority: supply.authority, isStale: isStale(supply, recordedAt: recordedAt)))
        }
        switch read {
        case .unrecorded: return .missing(.absent)
        case .invalid: return .missing(.invalid)
        case .none(let path): return sourced(.none, path)
        case .value(let value, let path):
            let value = vocabulary[supply.concept].map { comparison.current(value, as: $0) } ?? value
            guard supply.concept != concept else { return sourced(value, path) }
            guard case .context(let parts) = value,
                  let name = vocabulary.memberships(of: concept).first(where: { $0.composite == supply.concept })?.part
            else { return .missing(.absent) }
            guard let part = parts[name] else { return .missing(.absent) }
            return sourced(part, path + "#" + name)
        }
    }

    private func isStale(_ supply: Supply, recordedAt: PartialDate?) -> Bool {
        guard let freshFor = supply.freshFor else { return false }
        // A value that must be fresh and does not say when it was recorded cannot be shown to be.
        guard let recorded = recordedAt?.latest,
              let until = recorded.adding(months: freshFor.months)?.adding(days: freshFor.days)
        else { return true }
        return until.isBefore(state.asOf) ?? true
    }

    private func carriedValues(_ subject: SubjectID, _ concept: ConceptID, as role: RoleID) -> [SourcedValue] {
        let carried = subjects[subject].carried[concept] ?? []
        return carried.compactMap { carried in
            guard grant(carried.connector, concept, role) != nil else { return nil }
            let value: Value, path: String
            switch carried.value {
            case .value(let read, let at): (value, path) = (vocabulary[concept].map { comparison.current(read, as: $0) } ?? read, at)
            case .none(let at): (value, path) = (.none, at)
            case .unrecorded, .invalid: return nil
            }
            return SourcedValue(
                fact: FactValue(
                    value: value, origin: .register(carried.connector, carried.operation), path: path, recordedAt: nil,
                    fetchedAt: carried.fetchedAt, isAuthoritative: carried.supply.authority == 1),
                authority: carried.supply.authority, isStale: isStale(carried.supply, recordedAt: nil))
        }
    }

    /// Agreement strengthens; disagreement goes to authority, then freshness; if neither decides, the field is asked.
    private func settle(_ values: [SourcedValue], _ concept: ConceptID) -> Fact? {
        guard !values.isEmpty, let meaning = vocabulary[concept] else { return nil }
        // One voice has nobody to differ from.
        if values.count == 1 { return values[0].isStale ? .missing(.stale) : .known(values[0].fact) }
        let fresh = values.filter { !$0.isStale }
        guard let best = fresh.map(\.authority).min() else { return .missing(.stale) }
        let deciding = fresh.filter { $0.authority == best }
        // Nor have several that say the same to the letter.
        if values.dropFirst().allSatisfy({ $0.fact.value == values[0].fact.value }) { return .known(deciding[0].fact) }
        let spoken = Set(deciding.map { comparison.key($0.fact.value, as: meaning) })
        var chosen = deciding[0].fact
        if spoken.count > 1 {
            let dated = deciding.compactMap { value in value.fact.recordedAt.map { (value, $0) } }
            guard dated.count == deciding.count,
                  let newest = dated.first(where: { candidate in dated.allSatisfy { $0.1 == candidate.1 || $0.1.isBefore(candidate.1) == true } }),
                  dated.filter({ $0.1 == newest.1 }).count == 1
            else { return .missing(.conflict) }
            chosen = newest.0.fact
        }
        let key = comparison.key(chosen.value, as: meaning)
        chosen.disagreeing = values.compactMap { value in
            guard comparison.key(value.fact.value, as: meaning) != key, case .register(let connector, _) = value.fact.origin else { return nil }
            return connector
        }
        return .known(chosen)
    }

    /// A composite from its parts, where no register supplies it whole. Why it has none is why a part has none.
    private func composed(_ subject: SubjectID, _ concept: ConceptID, as role: RoleID) -> Fact? {
        let parts = vocabulary[concept]?.form.parts ?? []
        guard !parts.isEmpty, catalog.suppliers(of: concept, about: subjects[subject].kind).isEmpty else { return nil }
        var entries: [String: Value] = [:]
        var first: FactValue?
        var reasons: [Reason] = []
        for part in parts {
            switch fact(subject, part.concept, as: role) {
            case .known(let value):
                entries[part.name] = value.value
                first = first ?? value
            case .pending: return .pending
            case .missing(let reason): reasons.append(reason)
            }
        }
        guard reasons.isEmpty, var whole = first else { return .missing(Self.strongest(reasons)) }
        whole.value = .context(entries)
        return .known(whole)
    }

    /// The reason that says most: what befell an answer, then a grant that is wanting, then an absence. One register's "no such
    /// record" is no word of those that may not be read, so it is the reason only where every register that could know was asked.
    static func strongest(_ reasons: [Reason]) -> Reason {
        let order: [Reason] = [.sourceDown, .timeout, .refused, .wrongSubject, .conflict, .invalid, .stale, .declined, .keyMissing, .notGranted, .absent]
        return order.first { reasons.contains($0) } ?? .notHeld
    }

    /// The applicant declined the paper this operation hands out, so what it says is not used either.
    private func isDeclined(_ operation: Operation) -> Bool {
        guard !operation.documents.isEmpty, !state.answers.declined.isEmpty else { return false }
        return checked.demands.contains {
            operation.documents.contains($0.evidence) && state.answers.declined.contains($0.id)
        }
    }
}
