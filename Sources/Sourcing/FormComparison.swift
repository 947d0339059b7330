import Connectors
import Diagnostics
import Expressions
import Forms
import Receipts
import Vocabulary

/// Lays two versions of a form side by side, blank by blank and paper by paper.
struct FormComparison {
    let old: Form
    let new: Form
    let vocabulary: Vocabulary
    let coverage: (old: Coverage?, new: Coverage?)
    private(set) var changes: [FormDifference.Change] = []

    init(old: Form, new: Form, vocabulary: Vocabulary, coverage: (old: Coverage?, new: Coverage?)) {
        self.old = old
        self.new = new
        self.vocabulary = vocabulary
        self.coverage = coverage
    }

    mutating func compare() {
        compareForms()
        compareFields()
        compareRows()
        comparePapers()
    }

    mutating func note(
        _ subject: FormDifference.Subject, _ kind: FormDifference.Kind, _ direction: FormDifference.Direction, _ before: String? = nil, _ after: String? = nil
    ) {
        changes.append(.init(subject: subject, kind: kind, direction: direction, before: before, after: after))
    }

    private mutating func compareForms() {
        if old.title != new.title { note(.form, .title, .none, old.title.vietnamese, new.title.vietnamese) }
        let (before, after) = (old.administration.purpose, new.administration.purpose)
        // What registers may be read for it changes with it; the sources of the blanks say what that does.
        if before != after { note(.form, .purpose, .none, before, after) }
    }

    private mutating func compareFields() {
        var partner: [FieldID: Field] = [:]
        for field in new.fields { partner[field.id] = old.field(field.id) }
        var left = old.fields.filter { new.field($0.id) == nil }
        for field in new.fields where partner[field.id] == nil {
            guard let index = left.firstIndex(where: { $0.means == field.means && $0.authorship.repeats == nil }) else { continue }
            partner[field.id] = left.remove(at: index)
        }
        for field in new.fields {
            let subject = FormDifference.Subject.field(field.id, label: field.label)
            guard let before = partner[field.id] else {
                note(subject, .added, isDemand(field) ? .more : .none, nil, field.means.first.description)
                continue
            }
            compare(before, field, subject)
        }
        for field in left {
            note(.field(field.id, label: field.label), .dropped, isDemand(field) ? .less : .none, field.means.first.description, nil)
        }
    }

    /// A repeat asks nothing, and what stands outside the count is no demand of information.
    private func isDemand(_ field: Field) -> Bool { field.outside == nil && field.authorship.repeats == nil && field.authorship.value == nil }

    private mutating func compare(_ before: Field, _ after: Field, _ subject: FormDifference.Subject) {
        if before.id != after.id { note(subject, .renamed, .none, before.id.rawValue, after.id.rawValue) }
        if before.means != after.means { note(subject, .meaning, isDemand(after) ? .other : .none, Self.text(before.means), Self.text(after.means)) }
        if before.label != after.label { note(subject, .label, .none, before.label.vietnamese, after.label.vietnamese) }
        let codes = (before.options.map(\.code), after.options.map(\.code))
        if codes.0 != codes.1 { note(subject, .options, .none, codes.0.joined(separator: ", "), codes.1.joined(separator: ", ")) }
        switch (isDemand(before), isDemand(after)) {
        case (false, true): note(subject, .added, .more, Self.standing(before), Self.standing(after))
        case (true, false): note(subject, .dropped, .less, Self.standing(before), Self.standing(after))
        case (true, true), (false, false):
            let weighs = isDemand(after)
            compareRequired(.init(before.demand.required, before.demand.requiredIf), .init(after.demand.required, after.demand.requiredIf), subject, weighs: weighs)
            compareConditions(conditions(of: before, in: old), conditions(of: after, in: new), subject, weighs: weighs)
        }
        compareSources(before, after, subject)
    }

    private static func text(_ means: FieldMeaning) -> String { means.all.map(\.description).joined(separator: ", ") }

    private static func standing(_ field: Field) -> String {
        if let repeats = field.authorship.repeats { return "repeats \(repeats)" }
        if let value = field.authorship.value { return "= \(value)" }
        switch field.outside {
        case .boilerplate: return "boilerplate"
        case .consent: return "consent"
        case .signature: return "signature"
        case .office: return "office"
        case .waived: return "waived"
        case nil: return field.means.first.description
        }
    }

    mutating func compareRequired(_ was: Requirement, _ now: Requirement, _ subject: FormDifference.Subject, weighs: Bool) {
        guard was != now else { return }
        let direction: FormDifference.Direction = was.rank == now.rank ? .other : was.rank < now.rank ? .more : .less
        note(subject, .required, weighs ? direction : .none, was.text, now.text)
    }

    /// Conditions that all must hold: one more asks fewer people, one fewer asks more.
    private mutating func compareConditions(_ before: [Expression], _ after: [Expression], _ subject: FormDifference.Subject, weighs: Bool) {
        let (was, now) = (Set(before), Set(after))
        guard was != now else { return }
        let direction: FormDifference.Direction = was.isSubset(of: now) ? .less : now.isSubset(of: was) ? .more : .other
        func text(_ conditions: [Expression]) -> String? { conditions.isEmpty ? nil : conditions.map(\.description).joined(separator: " and ") }
        note(subject, .condition, weighs ? direction : .none, text(before), text(after))
    }

    private func conditions(of field: Field, in form: Form) -> [Expression] {
        let section = form.sections.first { section in section.fields.contains { $0.id == field.id } }
        return [form.role(field.means.role)?.when, section?.visibleIf, field.demand.visibleIf].compactMap(\.self)
    }

    /// A blank a register filled and none fills now is asked more, though the form's words are the same.
    private mutating func compareSources(_ before: Field, _ after: Field, _ subject: FormDifference.Subject) {
        guard isDemand(before), isDemand(after), let was = coverage.old?.fields.first(where: { $0.id == before.id }),
              let now = coverage.new?.fields.first(where: { $0.id == after.id })
        else { return }
        guard was.sourceWords != now.sourceWords else { return }
        let isAsked = (was.disposition == .declare, now.disposition == .declare)
        let direction: FormDifference.Direction = isAsked.0 == isAsked.1 ? .none : isAsked.1 ? .more : .less
        note(subject, .source, direction, was.sourceWords, now.sourceWords)
    }

    private mutating func compareRows() {
        for rows in new.groups {
            guard let before = old.groups.first(where: { $0.group == rows.group }), before.count != rows.count else { continue }
            let (low, high) = (rows.count.lowerBound - before.count.lowerBound, rows.count.upperBound - before.count.upperBound)
            // How many rows there may be at most demands nothing; how many there must be does.
            let direction: FormDifference.Direction = low > 0 ? .more : low < 0 ? .less : .none
            if low != 0 || high != 0 { note(.rows(rows.group), .rows, direction, Self.text(before.count), Self.text(rows.count)) }
        }
    }

    private static func text(_ count: ClosedRange<Int>) -> String { "\(count.lowerBound)..\(count.upperBound)" }
}

/// How strongly a blank or paper is demanded.
struct Requirement: Hashable {
    let condition: Expression?
    /// 0 never, 1 sometimes, 2 always.
    let rank: Int

    init(_ required: Bool, _ condition: Expression?) {
        self.condition = required ? nil : condition
        rank = required ? 2 : condition == nil ? 0 : 1
    }

    /// `nil` for never.
    var text: String? { rank == 2 ? "always" : condition?.description }
}

extension FieldCoverage {
    /// What fills it, or why it is asked: `registry population`, `declare statement`.
    fileprivate var sourceWords: String {
        [disposition.rawValue, connector?.rawValue, reason?.rawValue].compactMap(\.self).joined(separator: " ")
    }
}
