import Connectors
import Documents
import Expressions
import Forms
import Receipts
import Sourcing
import Vocabulary

/// Lays a submission beside its baseline for counting: every leaf of both with its atom, as codes. Design, section 6.
struct SubmissionCount {
    let interpreter: Interpreter
    /// What the dossier counts against.
    let baseline: CountedBaseline
    /// What that one replaced, for the bridge between the two series.
    let replaced: CountedBaseline?
    /// Optional blanks the dossier would have been refused without.
    let blocking: Set<LeafID>

    func fact() -> SubmittedFact {
        let state = interpreter.state
        let form = interpreter.form
        let procedure = interpreter.procedure
        let chosen = chosenLeaves()
        return SubmittedFact(
            form: form.id.rawValue, version: form.identity.version, procedure: procedure ?? form.id.rawValue,
            channel: state.opening.channel.rawValue, isSimulated: state.isSimulated, baseline: baseline.hash,
            baselineStatus: baseline.baseline.status.rawValue, current: currentLeaves() + chosen.leaves, blanks: blanks(of: baseline.baseline),
            documents: DocumentCount(interpreter).documents(), confirmations: chosen.confirmations,
            replaced: replaced.map { .init(baseline: $0.hash, baselineStatus: $0.baseline.status.rawValue, blanks: blanks(of: $0.baseline)) })
    }

    /// What became of a leaf.
    static func outcome(of leaf: Leaf, _ interpreter: Interpreter) -> SubmittedOutcome {
        switch leaf.outcome {
        case .notApplicable: return .notApplicable
        case .outside: return .outside
        case .repeated: return .repeated
        case .prefilled, .derived, .reused:
            switch leaf.change {
            case .dispute: return leaf.isLocked ? .disputed : .corrected
            case .correction: return leaf.outcome == .derived ? .overridden : .corrected
            case nil: break
            }
            return leaf.outcome == .derived ? .derived : leaf.outcome == .reused ? .reused : .prefilled
        case .open:
            return leaf.typed != nil || leaf.change != nil ? .declared : .empty
        }
    }

    // MARK: atoms

    /// `s2.full_name`: the subject local to the dossier and the counting atom; rows tell facts apart only where the row
    /// has no subject of its own.
    func atom(_ meaning: Meaning, subject: SubjectID?, row: RowKey?, of rows: Rows?) -> String {
        let concept = interpreter.vocabulary.atom(of: meaning.concept)
        let head = meaning.role == Interpreter.dossier ? "dossier" : subject?.local ?? "role:\(meaning.role)"
        let hasOwnSubject = rows?.role == meaning.role
        guard let row, let rows, !hasOwnSubject, let number = interpreter.rowIDs(of: rows).firstIndex(of: row) else { return "\(head).\(concept)" }
        return "\(head).\(concept)#\(number + 1)"
    }

    private func atom(_ means: FieldMeaning, partOf: Meaning?, row: RowKey?, of rows: Rows?) -> String {
        if let partOf {
            // A piece in a row is a piece of what its own row's subject is asked, and of one thing across rows where it is another's.
            let own = interpreter.subject(of: partOf.role, row: rows?.role == partOf.role ? row : nil)
            return atom(partOf, subject: own, row: nil, of: nil)
        }
        let subject = interpreter.subject(of: means.role, row: row)
        return atom(means.meaning(for: subject.map { interpreter.subjects[$0].kind }), subject: subject, row: row, of: rows)
    }

    /// The role of whose fact it is; none where it is the dossier's own.
    private func role(_ means: FieldMeaning, partOf: Meaning?) -> String? {
        let role = partOf?.role ?? means.role
        return role == Interpreter.dossier ? nil : role.rawValue
    }

    private func code(_ id: String, row: RowKey?, of rows: Rows?) -> String {
        guard let row, let rows, let number = interpreter.rowIDs(of: rows).firstIndex(of: row) else { return id }
        return "\(id)#\(number + 1)"
    }

    // MARK: the current form

    private func currentLeaves() -> [SubmittedFact.CurrentLeaf] {
        interpreter.form.sections.flatMap { section in
            interpreter.rowIDs(of: section.rows).flatMap { row in
                section.fields.map { current(interpreter.leaf($0, row: row), in: section, row: row) }
            }
        }
    }

    func current(_ leaf: Leaf, in section: Section, row: RowKey?) -> SubmittedFact.CurrentLeaf {
        let outcome = Self.outcome(of: leaf, interpreter)
        let isTouched = outcome.isGiven || interpreter.state.answers.answers[leaf.id] != nil
        return SubmittedFact.CurrentLeaf(
            leaf: code(leaf.field.id.rawValue, row: row, of: section.rows),
            atom: atom(leaf.field.means, partOf: leaf.field.authorship.partOf, row: row, of: section.rows),
            required: (leaf.isRequired == true || blocking.contains(leaf.id) || outcome == .declared && isKey(leaf)) && outcome != .notApplicable, outcome: outcome, isTouched: isTouched,
            source: source(of: leaf, outcome), isOwnIdentity: isOwnIdentity(leaf), isEarlier: isEarlier(leaf, outcome),
            reason: leaf.outcome == .open ? leaf.reason : nil, isLater: outcome == .empty && leaf.isRequired == true,
            role: role(leaf.field.means, partOf: leaf.field.authorship.partOf))
    }

    /// A key typed in a blank of the form is what the register is asked by: it counts like one typed beside the form.
    private func isKey(_ leaf: Leaf) -> Bool {
        leaf.reason == .key || leaf.subject.map { interpreter.isTyped(leaf.meaning.concept, of: $0, as: leaf.meaning.role) } ?? false
    }

    private func source(of leaf: Leaf, _ outcome: SubmittedOutcome) -> String? {
        // A corrected or disputed value keeps its register: that is how the register's quality is told.
        guard outcome != .declared, let engine = leaf.engine else { return nil }
        switch engine.origin {
        case .signIn: return ConnectorID.signIn.rawValue
        case .register(let connector, _): return connector.rawValue
        case .document: return ConnectorID.documentStore.rawValue
        // A constant in a blank's place answers nothing: it has no source.
        case .derived: return leaf.field.authorship.value?.isConstant ?? false ? nil : "derived"
        case .typed: return nil
        }
    }

    /// A fact of another dossier that stood: an official read it from a document that came with that one.
    private func isEarlier(_ leaf: Leaf, _ outcome: SubmittedOutcome) -> Bool {
        guard outcome == .reused, case .document = leaf.engine?.origin, let id = leaf.engine?.path else { return false }
        let dossier = interpreter.state.papers?.records.first { $0.id == id }?.provenance.dossier
        return dossier != nil && dossier != interpreter.state.id
    }

    private func isOwnIdentity(_ leaf: Leaf) -> Bool {
        guard leaf.subject == interpreter.actor else { return false }
        let atom = interpreter.vocabulary.atom(of: leaf.meaning.concept)
        return leaf.concept?.disclosure.isIdentity ?? false || interpreter.vocabulary[atom]?.disclosure.isIdentity ?? false
    }

    /// Typed keys, names typed to verify, and rows or subjects picked: each costs what it stands for. A subject that is
    /// in the dossier anyway is a confirmation.
    func chosenLeaves() -> (leaves: [SubmittedFact.CurrentLeaf], confirmations: Int) {
        var leaves: [SubmittedFact.CurrentLeaf] = []
        var confirmations = 0
        func given(_ leaf: String, _ atom: String, _ choice: Interpreter.Choice) {
            leaves.append(.init(
                leaf: leaf, atom: atom, required: true, outcome: .declared, isTouched: true, source: nil, isOwnIdentity: false, isEarlier: false,
                reason: .key, role: choice.role.rawValue))
        }
        for choice in interpreter.choices.sorted(by: { ($0.role, $0.row?.name ?? "") < ($1.role, $1.row?.name ?? "") }) {
            let rows = interpreter.form.rows(of: choice.role)
            let name = code(choice.role.rawValue, row: choice.row, of: rows)
            switch choice.way {
            case .confirmed: confirmations += 1
            case .typed(let keys, let verified):
                for key in keys where interpreter.checked.field(for: Meaning(choice.role, key)) == nil || choice.row != nil {
                    given("\(name).@key.\(key)", "\(choice.subject.local).\(interpreter.vocabulary.atom(of: key))", choice)
                }
                for concept in verified { given("\(name).@verify.\(concept)", "\(choice.subject.local).\(interpreter.vocabulary.atom(of: concept))", choice) }
            case .picked:
                if isElsewhere(choice) { confirmations += 1 } else { given("\(name).@pick", "\(choice.subject.local).@pick", choice) }
            }
        }
        return (leaves, confirmations)
    }

    /// Whether the subject would be in the dossier without this choice. Of roles that pick the same one the first pays, and a
    /// role that is by declaration whoever was chosen here is no other way in.
    private func isElsewhere(_ choice: Interpreter.Choice) -> Bool {
        if choice.subject == interpreter.actor || choice.subject == interpreter.represented { return true }
        let roles = interpreter.form.roles
        let here = roles.firstIndex { $0.id == choice.role } ?? roles.endIndex
        return roles.indices.contains { index in
            let role = roles[index]
            guard role.id != choice.role, case .subject(choice.subject) = interpreter.resolve(role.id),
                  !role.sources.contains(where: { $0.content == .sameAs(choice.role) })
            else { return false }
            let isPicked = interpreter.choices.contains { $0.role == role.id && $0.subject == choice.subject && $0.way == .picked }
            return index < here || !isPicked
        }
    }

    // MARK: the baseline

    /// Replays this dossier's values on the frozen form: which of its blanks stood on this applicant's path.
    func blanks(of baseline: Baseline) -> [SubmittedFact.BaselineLeaf] {
        baseline.sections.flatMap { section -> [SubmittedFact.BaselineLeaf] in
            let rows = section.rows.flatMap { rows in interpreter.form.groups.first { $0.group == rows.group } ?? rows }
            // A replaced baseline may have a table the form has no more: how many rows it would have is not known now.
            if let rows, !interpreter.form.groups.contains(where: { $0.group == rows.group }), rows.role.map({ interpreter.form.role($0) == nil }) ?? true {
                return section.blanks.compactMap { $0.outside == nil ? undecided($0) : nil }
            }
            return interpreter.rowIDs(of: rows).flatMap { row in
                section.blanks.compactMap { blank($0, in: section, row: row, of: rows) }
            }
        }
    }

    /// A blank of which nothing in the dossier says whether it stood on the path.
    private func undecided(_ blank: Blank) -> SubmittedFact.BaselineLeaf {
        let isDemanded = blank.demand.required || blank.demand.requiredIf != nil
        return .init(
            leaf: blank.id, atom: atom(blank.means, partOf: blank.partOf, row: nil, of: nil), demand: isDemanded ? .unknown : .optional,
            role: role(blank.means, partOf: blank.partOf))
    }

    private func blank(_ blank: Blank, in section: BaselineSection, row: RowKey?, of rows: Rows?) -> SubmittedFact.BaselineLeaf? {
        guard blank.outside == nil else { return nil }
        // A replaced baseline may know somebody the form knows no more: whether it demanded anything of them is not known now.
        guard blank.means.role == Interpreter.dossier || interpreter.form.role(blank.means.role) != nil else { return undecided(blank) }
        if case .nobody = interpreter.resolve(blank.means.role), blank.means.role != Interpreter.dossier { return nil }
        if let subject = interpreter.subject(of: blank.means.role, row: row), !blank.means.applies(to: interpreter.subjects[subject].kind) { return nil }
        let isVisible = interpreter.isTrue(section.visibleIf, row: row).and(interpreter.isTrue(blank.demand.visibleIf, row: row))
        if isVisible == false { return nil }
        let isRequired: Bool? = blank.demand.required ? true : blank.demand.requiredIf.map { interpreter.truth(of: $0, row: row) } ?? false
        let demand: BaselineDemand = switch isVisible.and(isRequired) {
        case true?: .required
        case false?: .optional
        case nil: .unknown
        }
        return .init(
            leaf: code(blank.id, row: row, of: rows), atom: atom(blank.means, partOf: blank.partOf, row: row, of: rows), demand: demand,
            role: role(blank.means, partOf: blank.partOf))
    }
}

extension Expression {
    /// Reads nothing of the dossier, whatever it comes to.
    fileprivate var isConstant: Bool { meanings.isEmpty && groupReads.isEmpty && connectorReads.isEmpty && freeNames.isEmpty }
}
