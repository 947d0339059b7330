import Expressions
import Forms
import Sourcing

/// Who the roles are and which rows there are: what was sent must be what came of it, to the last row.
extension Submission {
    func roleViolations(_ interpreter: Interpreter) -> [Violation] {
        var violations: [Violation] = []
        for role in checked.form.roles {
            let state = interpreter.resolve(role.id)
            if let rows = checked.rows(of: role.id) {
                violations += rowViolations(rows, state, interpreter)
                continue
            }
            switch state {
            case .waiting(.key(_, mismatch: true)): violations.append(Violation(.keyMismatch, leaf: role.id.rawValue))
            case .waiting(.confirmation): violations.append(Violation(.role, leaf: role.id.rawValue))
            case .waiting(.choice) where !role.isOptional, .waiting(.key) where !role.isOptional, .waiting(.nothing) where !role.isOptional:
                violations.append(Violation(.role, leaf: role.id.rawValue))
            case .nobody, .subject, .rows, .waiting:
                if interpreter.vainAnswers.contains(role.id) { violations.append(Violation(.role, leaf: role.id.rawValue)) }
            }
        }
        for rows in checked.form.groups where rows.role == nil {
            let sent = interpreter.state.answers.rows[rows.group.rawValue] ?? []
            if isShown(rows, interpreter) {
                if !rows.count.contains(sent.count) { violations.append(count(rows)) }
                // Rows without a subject of their own: whom should such a row name?
                for row in sent where row.subject != nil && row.subject != .new { violations.append(Violation(.rows, leaf: name(row.row, in: rows))) }
            } else if !sent.isEmpty {
                violations.append(Violation(.notApplicable, leaf: rows.group.rawValue))
            }
        }
        return violations
    }

    private func rowViolations(_ rows: Rows, _ state: RoleState, _ interpreter: Interpreter) -> [Violation] {
        let sent = interpreter.state.answers.rows[rows.group.rawValue] ?? []
        switch state {
        case .nobody: return sent.isEmpty ? [] : [Violation(.notApplicable, leaf: rows.group.rawValue)]
        case .subject: return []
        case .rows(let stands, _):
            let names = Set(stands.map(\.row.name))
            // A row that is not among those that stand, or names a subject another row has.
            var violations = sent.filter { !names.contains($0.row) }.map { Violation(.rows, leaf: name($0.row, in: rows)) }
            if !rows.count.contains(stands.count), isShown(rows, interpreter) { violations.append(count(rows)) }
            return violations
        case .waiting(.key(_, mismatch: true)): return [Violation(.keyMismatch, leaf: rows.group.rawValue)]
        case .waiting:
            let isAsked = rows.count.lowerBound > 0 && isShown(rows, interpreter)
            return isAsked || !sent.isEmpty ? [Violation(.rows, leaf: rows.group.rawValue)] : []
        }
    }

    private func name(_ row: String, in rows: Rows) -> String { "\(rows.group)[\(row)]" }

    private func count(_ rows: Rows) -> Violation {
        Violation(.rows, leaf: rows.group.rawValue, detail: "\(rows.count.lowerBound)..\(rows.count.upperBound)")
    }

    private func isShown(_ rows: Rows, _ interpreter: Interpreter) -> Bool {
        checked.form.sections.filter { $0.rows?.group == rows.group }.contains { interpreter.stands($0.visibleIf, row: nil) == true }
    }

    /// Members of the answers that name what the form does not have; leaves are held against the dossier's own.
    func unknownNames(_ answers: Answers) -> [Violation] {
        answers.unknownNames(of: checked).filter { !$0.member.namesLeaves }.map { Violation(.unknownName, leaf: $0.place, detail: $0.nearest) }
    }
}
