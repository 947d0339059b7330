import Diagnostics
import Expressions
import Forms

extension FormCheck {
    /// Fields none of which can be shown or computed before another of them: a value computed from itself, two fields
    /// each shown only if the other says so, a role that exists only if a field about it says so.
    ///
    /// Roles that wait for each other and derivations of the vocabulary that lead back are no mistakes: the first in form
    /// order is asked, and a derivation ends where it closes.
    mutating func checkCycles(_ checked: CheckedForm) {
        let waits = Waits(checked)
        var done: Set<FieldID> = []
        for field in form.fields where !done.contains(field.id) {
            var found: [[FieldID]] = []
            waits.visit(field.id, way: [], &done, &found)
            for cycle in found { note(cycle) }
        }
    }

    /// At the field that comes first in the form; the message names the fields of the cycle alone, in their order.
    private mutating func note(_ cycle: [FieldID]) {
        let order = form.fields.map(\.id)
        guard let start = cycle.indices.min(by: { order.firstIndex(of: cycle[$0]) ?? 0 < order.firstIndex(of: cycle[$1]) ?? 0 }),
              let first = form.field(cycle[start])
        else { return }
        let names = cycle[start...] + cycle[...start]
        note(.cycle, at: first.places["id"], [names.map(\.rawValue).joined(separator: " → ")])
    }
}

/// Which fields must be settled before a field can be shown or computed.
private struct Waits {
    private let before: [FieldID: [FieldID]]

    init(_ checked: CheckedForm) {
        var before: [FieldID: [FieldID]] = [:]
        for section in checked.form.sections {
            for field in section.fields {
                var conditions = [section.visibleIf, field.demand.visibleIf, field.authorship.value, checked.form.role(field.means.role)?.when]
                if case .newValue(let condition) = field.authorship.onlyApplicant { conditions.append(condition) }
                let read = conditions.compactMap(\.self).flatMap { Self.reads($0, checked) }
                before[field.id] = ([field.authorship.repeats].compactMap(\.self) + read).uniqued
            }
        }
        self.before = before
    }

    private static func reads(_ expression: Expression, _ checked: CheckedForm) -> [FieldID] {
        let named = expression.meanings.sorted().compactMap { checked.field(for: $0)?.id }
        let listed = checked.form.sections.filter { section in
            section.rows.map { expression.groupReads.contains($0.group.rawValue) } ?? false
        }
        return named + listed.flatMap(\.fields).map(\.id)
    }

    /// Depth first; a field met again on the way closes a cycle.
    func visit(_ field: FieldID, way: [FieldID], _ done: inout Set<FieldID>, _ cycles: inout [[FieldID]]) {
        if let start = way.firstIndex(of: field) {
            cycles.append(Array(way[start...]))
            return
        }
        guard !done.contains(field) else { return }
        for next in before[field] ?? [] { visit(next, way: way + [field], &done, &cycles) }
        done.insert(field)
    }
}
