import Connectors
import Diagnostics
import Documents
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

extension Interpreter {
    func value(of expression: Expression, row: RowKey?) -> Value {
        expression.value(in: FormEnvironment(interpreter: self, row: row))
    }

    /// What a condition comes to. Shown or hidden, demanded or not: what follows from it would tell what it read, so on the
    /// applicant's side what is withheld is unknown to it, whatever the register said.
    private func decision(of condition: Expression, row: RowKey?) -> Value {
        guard isGuarded else { return value(of: condition, row: row) }
        return condition.value(in: FormEnvironment(interpreter: self, row: row, isGuarded: true))
    }

    /// Whether conditions are undecided for what is withheld: nothing the applicant says would decide them.
    func isLeftToOffice(_ conditions: [Expression?], row: RowKey?) -> Bool {
        isGuarded && conditions.contains { $0.map { !decision(of: $0, row: row).waitsFor.isDisjoint(with: withheld) } ?? false }
    }

    /// `nil` where it is unknown; an error or none is no ground to show, demand or fill anything.
    func truth(of expression: Expression, row: RowKey?) -> Bool? {
        switch decision(of: expression, row: row) {
        case .boolean(let truth): truth
        case .unknown: nil
        default: false
        }
    }

    /// Whether a blank or a role stands. What nobody can decide (is a year of birth before a day of that year?) waits for
    /// no answer, so it would stand undecided for ever: then it stands, and the applicant decides.
    func stands(_ condition: Expression?, row: RowKey?) -> Bool? {
        guard let condition else { return true }
        if case .unknown(let waits) = decision(of: condition, row: row), waits.isEmpty { return true }
        return truth(of: condition, row: row)
    }

    /// Why conditions are undecided: a register's trouble where no answer helps, else what is still to be answered.
    func whyUndecided(_ conditions: [Expression?], row: RowKey?) -> Reason {
        let waits = conditions.compactMap(\.self).reduce(into: Set<Meaning>()) { $0.formUnion(decision(of: $1, row: row).waitsFor) }
        return Self.strongest(waits.subtracting(withheld).map { troubles[$0] ?? .keyMissing } + [.keyMissing])
    }

    func isTrue(_ condition: Expression?, row: RowKey?) -> Bool? {
        condition.map { truth(of: $0, row: row) } ?? true
    }

    /// What an expression reads: the leaf where a field asks the meaning, else the fact itself.
    func value(of meaning: Meaning, row: RowKey?) -> Value {
        guard let field = checked.field(for: meaning) else { return known(meaning, row: row) }
        return values(of: meaning, in: checked.section(of: field)?.rows, from: row) { read(leaf(field, row: $0), meaning, row: $0 ?? row) }
    }

    /// What an expression sees of a table: the value in its own row where it stands in one, else the list of all rows' values.
    /// Where there is no table there is one value.
    func values(of meaning: Meaning, in rows: Rows?, from row: RowKey?, _ value: (RowKey?) -> Value) -> Value {
        guard let rows else { return value(nil) }
        if let row, row.group == rows.group { return value(row) }
        return isSettled(rows) ? .list(rowIDs(of: rows).map(value)) : .unknown([meaning])
    }

    /// Whether it is known which rows a table has. One nobody wrote in has none only where it is not shown.
    func isSettled(_ rows: Rows) -> Bool {
        if let role = rows.role {
            if case .waiting = resolve(role) { return false }
            return true
        }
        if isFinal || state.answers.rows[rows.group.rawValue] != nil { return true }
        guard groupsUnderWay.insert(rows.group).inserted else { return false }
        defer { groupsUnderWay.remove(rows.group) }
        return form.sections.filter { $0.rows?.group == rows.group }.allSatisfy { stands($0.visibleIf, row: nil) == false }
    }

    private func read(_ leaf: Leaf, _ meaning: Meaning, row: RowKey?) -> Value {
        switch leaf.outcome {
        case .notApplicable, .outside:
            // A blank that does not stand may still be an input, where its subject is known.
            let value = known(meaning, row: row)
            if case .unknown = value, leaf.typed != nil || isFinal { return leaf.effective(isFinal: isFinal) }
            return value.isUnknown && leaf.outcome == .notApplicable && leaf.subject == nil ? .none : value
        default:
            return leaf.effective(isFinal: isFinal)
        }
    }

    /// A value as expressions read it.
    func read(_ meaning: Meaning, _ value: Value) -> Value { vocabulary[meaning.concept].map { vocabulary.read(value, as: $0) } ?? value }

    /// A meaning no field shows.
    private func known(_ meaning: Meaning, row: RowKey?) -> Value {
        if meaning.role == Self.dossier { return value(of: dossierFact(meaning.concept, row: row), meaning) }
        switch resolve(meaning.role) {
        case .nobody: return .none
        case .waiting: return .unknown([meaning])
        case .rows(let rows, _):
            guard let row, let subject = rows.first(where: { $0.row == row })?.subject else {
                return .list(rows.map { value(of: factOrDerived(Meaning(meaning.role, meaning.concept), $0.subject, row: $0.row), meaning) })
            }
            return value(of: factOrDerived(meaning, subject, row: row), meaning)
        case .subject(let subject): return value(of: factOrDerived(meaning, subject, row: row), meaning)
        }
    }

    func factOrDerived(_ meaning: Meaning, _ subject: SubjectID, row: RowKey?) -> Fact {
        let registered = fact(subject, meaning.concept, as: meaning.role)
        guard case .missing = registered else { return registered }
        return derived(meaning, row: row) ?? registered
    }

    private func value(of fact: Fact, _ meaning: Meaning) -> Value {
        note(fact, of: meaning)
        return switch fact {
        case .known(let value): value.value
        case .pending: .unknown([meaning])
        // At submission nothing more will be learned. A register that failed, knew nothing or may not be read has still not said "none".
        case .missing(let reason): isFinal && reason == .notHeld ? .none : .unknown([meaning])
        }
    }

    /// What no blank asks, or one register alone says, no answer makes known while that register fails.
    fileprivate func note(_ fact: Fact, of meaning: Meaning) {
        guard case .missing(let reason) = fact else { return }
        switch reason {
        case .sourceDown, .timeout, .refused, .wrongSubject, .invalid: troubles[meaning] = reason
        case .statement, .newValue, .key, .offer, .notHeld, .notGranted, .absent, .stale, .conflict, .declined, .keyMissing: break
        }
    }

    /// What the engine itself knows of the dossier.
    func dossierFact(_ concept: ConceptID, row: RowKey?) -> Fact {
        let value: Value? = switch concept.rawValue {
        case "channel": .string(state.opening.channel.rawValue)
        case "basis": .string(state.opening.basis.rawValue)
        case "submission_date": .date(state.asOf)
        case "submission_place": form.administration.receivedBy == nil ? nil : receivingAuthority
        case "receiving_authority": receivingAuthority
        case "attachments": .list(attachments.map { .string(catalog.evidence[$0.evidence]?.title.vietnamese ?? $0.id) })
        default: nil
        }
        switch value {
        case .unknown: return .missing(.keyMissing)
        case .none?, .error: return .missing(.notHeld)
        // The authority is computed from where somebody lives: what is withheld there is withheld here.
        case let value?: return .known(FactValue(value: value, origin: .derived(inputs(ofEngine: concept)), isAuthoritative: true))
        case nil: return derived(Meaning(Self.dossier, concept), row: row) ?? .missing(.notHeld)
        }
    }

    /// The papers to hand in. Whether data does instead of one about a stranger is not told, here either.
    private var attachments: [DocumentDemand] {
        let disclosed = disclosed
        return checked.demands.filter { demand in
            let paper = document(demand)
            return paper.disposition == .upload && paper.isRequired == true && !isConcealed(demand, disclosed)
        }
    }

    func inputs(ofEngine concept: ConceptID) -> [Meaning] {
        Self.placesOfReceipt.contains(concept) ? (form.administration.receivedBy.map { form.meanings(readBy: $0).sorted() } ?? []) : []
    }

    private static let placesOfReceipt: [ConceptID] = ["receiving_authority", "submission_place"]

    private var receivingAuthority: Value {
        guard let expression = form.administration.receivedBy else { return .none }
        return value(of: expression, row: nil)
    }

    /// Derivations of the vocabulary, in order; `nil` where none applies.
    func derived(_ meaning: Meaning, row: RowKey?) -> Fact? {
        var waits = false
        for derivation in vocabulary[meaning.concept]?.derivations ?? [] {
            switch derivation {
            case .firstOf(let concepts):
                guard let subject = subject(of: meaning.role, row: row) else { continue }
                var reason: Reason?
                for concept in concepts {
                    switch fact(subject, concept, as: meaning.role) {
                    case .known(let value) where value.value != .none: return .known(value)
                    case .pending: return .pending
                    // Only what is not on file makes way for the next: what could not be had may be there, and is another fact.
                    case .missing(let why) where why == .absent || why == .notHeld: reason = reason ?? why
                    case .missing(let why): return .missing(why)
                    case .known: break
                    }
                }
                if let reason { return .missing(reason) }
            case .expression(let expression):
                // Of a company no personal number is to be waited for.
                if let subject = subject(of: meaning.role, row: row), !vocabulary.speaks(expression, of: subjects[subject].kind) { continue }
                let result = expression.value(in: DerivationEnvironment(interpreter: self, role: meaning.role, row: row))
                switch result {
                case .unknown: waits = true
                case .none, .error: continue
                default:
                    let inputs = expression.meanings.compactMap { input(of: $0, for: meaning.role) }.sorted()
                    return .known(FactValue(
                        value: typedAsConcept(result, vocabulary[meaning.concept]), origin: .derived(inputs), isAuthoritative: false))
                }
            }
        }
        return waits ? .missing(.keyMissing) : nil
    }

    func input(of meaning: Meaning, for role: RoleID) -> Meaning? { form.input(of: meaning, for: role) }
}

/// What a form's expressions see.
private struct FormEnvironment: Environment {
    let interpreter: Interpreter
    let row: RowKey?
    /// Whether what is withheld from the applicant's side is unknown here.
    var isGuarded = false

    func value(of meaning: Meaning) -> Value { guarded(meaning) { interpreter.read(meaning, interpreter.value(of: meaning, row: row)) } }

    /// What is read is looked up all the same: the office needs it.
    private func guarded(_ meaning: Meaning, _ read: () -> Value) -> Value {
        let value = read()
        guard isGuarded else { return value }
        if interpreter.isWithheld(meaning, row: row) || value.isUnknown && interpreter.hangsOnWithheld(meaning, row: row) {
            interpreter.withheld.insert(meaning)
            return .unknown([meaning])
        }
        return value
    }

    func rows(of group: String) -> Value {
        guard let rows = interpreter.form.groups.first(where: { $0.group.rawValue == group }) else { return .error(EvaluationError(.unavailable, group)) }
        let fields = interpreter.form.sections.filter { $0.rows?.group == rows.group }.flatMap(\.fields)
        guard interpreter.isSettled(rows) else { return .unknown(Set(fields.map(\.means.first))) }
        return .list(interpreter.rowIDs(of: rows).map { row in
            var entries: [String: Value] = [:]
            for field in fields {
                let leaf = interpreter.leaf(field, row: row)
                let inRow = FormEnvironment(interpreter: interpreter, row: row, isGuarded: isGuarded)
                entries[leaf.meaning.concept.rawValue] = inRow.guarded(leaf.meaning) { interpreter.read(leaf.meaning, leaf.effective(isFinal: interpreter.isFinal)) }
            }
            return .context(entries)
        })
    }

    func after(_ meaning: Meaning) -> Value {
        let field = interpreter.checked.fields(for: meaning).first { if case .newValue = $0.authorship.onlyApplicant { true } else { false } }
        guard let field else { return .unknown([meaning]) }
        let after = interpreter.values(of: meaning, in: interpreter.checked.section(of: field)?.rows, from: row) {
            let leaf = interpreter.leaf(field, row: $0)
            return leaf.typed.map { interpreter.read(meaning, $0) } ?? (interpreter.isFinal && !leaf.isLeftToOffice ? .none : .unknown([meaning]))
        }
        if isGuarded, after.isUnknown, interpreter.hangsOnWithheld(meaning, row: row) { interpreter.withheld.insert(meaning) }
        return after
    }

    func held(_ meaning: Meaning, by connector: String) -> Value { guarded(meaning) { registered(meaning, by: connector) } }

    private func registered(_ meaning: Meaning, by connector: String) -> Value {
        interpreter.values(of: meaning, in: interpreter.checked.rows(of: meaning.role), from: row) { row in
            guard let subject = interpreter.subject(of: meaning.role, row: row) else { return .unknown([meaning]) }
            let held = interpreter.held(subject, meaning.concept, by: ConnectorID(connector), as: meaning.role)
            interpreter.note(held, of: meaning)
            switch held {
            case .known(let value): return interpreter.read(meaning, value.value)
            case .pending: return .unknown([meaning])
            // Somebody else's record under the subject's number says nothing of the subject: the register holds none of them.
            case .missing(.absent), .missing(.wrongSubject): return .none
            case .missing: return .unknown([meaning])
            }
        }
    }

    func isDown(_ connector: String) -> Value {
        interpreter.state.replies.isDown(ConnectorID(connector)).map { .boolean($0) } ?? .boolean(false)
    }

    func label(of code: Value, in list: String) -> Value { interpreter.label(of: code, in: list) }

    func lookup(_ column: String, of code: Value, in list: String) -> Value { interpreter.lookup(column, of: code, in: list) }

    func words(for value: Value) -> Value { Interpreter.words(for: value) }

    var sumSkipsNone: Bool { interpreter.isFinal }

    var patterns: (any PatternEngine)? { XPathPatterns() }
}

/// What a derivation of the vocabulary sees: one subject and those its relations lead to.
private struct DerivationEnvironment: Environment {
    let interpreter: Interpreter
    let role: RoleID
    let row: RowKey?

    func value(of meaning: Meaning) -> Value {
        guard let input = interpreter.input(of: meaning, for: role) else { return .unknown([meaning]) }
        return interpreter.read(input, interpreter.value(of: input, row: row))
    }

    func label(of code: Value, in list: String) -> Value { interpreter.label(of: code, in: list) }

    func lookup(_ column: String, of code: Value, in list: String) -> Value { interpreter.lookup(column, of: code, in: list) }

    func words(for value: Value) -> Value { Interpreter.words(for: value) }

    var patterns: (any PatternEngine)? { XPathPatterns() }
}

extension Interpreter {
    func label(of code: Value, in list: String) -> Value {
        guard case .string(let code) = code, let entry = vocabulary.codeLists[CodeListID(list)]?.entry(code, at: state.asOf) else {
            return .error(EvaluationError(.unavailable, list))
        }
        return .string(entry.label.vietnamese)
    }

    func lookup(_ column: String, of code: Value, in list: String) -> Value {
        guard case .string(let code) = code, let found = vocabulary.codeLists[CodeListID(list)]?.entry(code, at: state.asOf)?.columns[column], !found.isEmpty else {
            return .error(EvaluationError(.unavailable, list))
        }
        return .string(found)
    }

    static func words(for value: Value) -> Value {
        switch value {
        case .number(let number): VietnameseWords.words(for: number).map { .string($0) } ?? .error(EvaluationError(.unavailable, "words"))
        case .date(let date): .string(VietnameseWords.words(for: date))
        default: .error(EvaluationError(.unavailable, "words"))
        }
    }
}
