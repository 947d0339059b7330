import Expressions
import Formats
import Forms
import Receipts
import Sourcing
import Vocabulary

/// What a draft holds of roles and rows that are nobody yet: the words of whoever typed them, in the places they were typed for.
extension StandingReading {
    /// The rows of a table: those that stand, else those that were put down. One that names nobody, or somebody another row has, is in
    /// the dossier all the same.
    func rows(of rows: Rows?) -> [RowKey?] {
        let standing = interpreter.rowIDs(of: rows)
        guard let rows, let role = rows.role else { return standing }
        switch interpreter.resolve(role) {
        case .nobody, .subject: return standing
        case .waiting, .rows: break
        }
        let answered = (interpreter.state.answers.rows[rows.group.rawValue] ?? []).map { RowKey(group: rows.group, name: $0.row) }
        // A list a register gave has names of its own; what was put down instead of it is past.
        return standing.allSatisfy { row in answered.contains { $0 == row } } ? answered : standing
    }

    /// A blank on a row that is nobody yet: what was typed in it, or as the row's key.
    func waiting(_ leaf: Leaf) -> StandingLeaf {
        let typed = isMoved(leaf) ? nil : (leaf.change?.value ?? leaf.typed).flatMap(ValueCoding.json)
        guard leaf.outcome != .notApplicable, let own = typed ?? keyWord(for: leaf) else {
            return StandingLeaf(leaf, outcome: leaf.outcome == .notApplicable ? .notApplicable : .empty, reason: leaf.reason, value: nil)
        }
        return StandingLeaf(leaf, outcome: .declared, reason: typed == nil ? .key : leaf.reason, value: own)
    }

    /// Typed for somebody else than the key that stands in the row now.
    private func isMoved(_ leaf: Leaf) -> Bool {
        guard let bound = interpreter.state.answeredFor[leaf.id], let subject = named(leaf.meaning.role, row: leaf.row) else { return false }
        return bound != interpreter.subjects.fingerprint(subject)
    }

    /// Whom a row names, whether it was found or not. The reading of a table ends at its first row that is nobody.
    private func named(_ role: RoleID, row: RowKey?) -> SubjectID? {
        func chosen() -> SubjectID? { interpreter.choices.first { $0.role == role && $0.row == row }?.subject }
        if let chosen = chosen() { return chosen }
        guard let declared = interpreter.form.role(role), let key = typedKey(of: role, row: row) else { return nil }
        interpreter.quiet += 1
        defer { interpreter.quiet -= 1 }
        _ = interpreter.byKey(key, declared, row: row)
        return chosen()
    }

    /// The part of a key that was typed for the role or row of a blank, while it has found nobody.
    func keyWord(for leaf: Leaf) -> JSON? {
        guard leaf.outcome != .notApplicable, leaf.subject == nil, leaf.typed == nil,
              let key = typedKey(of: leaf.meaning.role, row: leaf.row), let written = key[leaf.meaning.concept.rawValue]
        else { return nil }
        return read(written, as: leaf.meaning.concept)
    }

    private func typedKey(of role: RoleID, row: RowKey?) -> [String: JSON]? {
        let answer = interpreter.form.rows(of: role).map { rows in
            interpreter.state.answers.rows[rows.group.rawValue]?.first { RowKey(group: rows.group, name: $0.row) == row }?.subject
        } ?? interpreter.state.answers.roles[role.rawValue]
        guard case .key(let typed)? = answer else { return nil }
        return typed
    }

    /// As the register would write it; as it was written where that does not read, which may be why nobody was found.
    func read(_ written: JSON, as concept: ConceptID) -> JSON? {
        guard written.string?.isEmpty != true, !written.isNull else { return nil }
        if let of = interpreter.vocabulary[concept], let value = try? interpreter.coding.value(written, as: of) { return ValueCoding.json(value) }
        return written.string.map { .string($0) }
    }

    // MARK: keys without a blank

    var typedKeys: [StandingLeaf] {
        interpreter.form.roles.sorted { $0.id < $1.id }.flatMap { role -> [StandingLeaf] in
            let rows: [RowKey?] = interpreter.form.rows(of: role.id).map { self.rows(of: $0) } ?? [nil]
            return rows.flatMap { typedKeys(of: role, row: $0) }
        }
    }

    /// A key that found somebody, else all that was typed to find them.
    private func typedKeys(of role: Role, row: RowKey?) -> [StandingLeaf] {
        let choice = interpreter.choices.first { $0.role == role.id && $0.row == row }
        let found = interpreter.subject(of: role.id, row: row)
        var keys: [(concept: ConceptID, value: JSON)] = []
        if let choice, found == choice.subject {
            guard case .typed(let concepts, _) = choice.way else { return [] }
            keys = concepts.compactMap { concept in interpreter.subjects[choice.subject].keys[concept].map { (concept, .string($0.value)) } }
        } else if found == nil {
            keys = unmet(role, row: row)
        }
        return keys.filter { interpreter.checked.field(for: Meaning(role.id, $0.concept)) == nil }.map { concept, value in
            let name = row.map { "\($0.group)[\($0.name)]" } ?? role.id.rawValue
            return StandingLeaf(
                field: FieldID("\(role.id).@key.\(concept)"), leaf: LeafID("\(name).@key.\(concept)"), group: row?.group, row: row?.name,
                means: Meaning(role.id, concept), outcome: .declared, reason: .key, value: value, registered: nil, isWithheld: false, masked: nil, source: nil)
        }
    }

    private func unmet(_ role: Role, row: RowKey?) -> [(concept: ConceptID, value: JSON)] {
        switch interpreter.resolve(role.id) {
        case .nobody, .subject: return []
        case .waiting, .rows: break
        }
        var typed = typedKey(of: role.id, row: row) ?? [:]
        if row == nil, typed.isEmpty {
            for key in role.keys {
                for meaning in key {
                    let leaf = Interpreter.keyLeaf(role.id, meaning.concept, of: key)
                    if let written = interpreter.state.answers.word(for: leaf) { typed[meaning.concept.rawValue] = written }
                }
            }
        }
        return typed.sorted { $0.key < $1.key }.compactMap { name, written in
            guard let concept = ConceptID(known: name), let value = read(written, as: concept) else { return nil }
            return (concept, value)
        }
    }
}
