import Diagnostics
import Expressions
import Forms
import Vocabulary

/// What the conditions of a form can and cannot come to, decided by reasoning: nothing is reported that is not proved.
extension FormCheck {
    /// Called when the types are checked: what is not well typed is left out, here and where it stands beside others.
    mutating func checkReasoning() {
        for site in form.sites(catalog.vocabulary) where !illTyped.contains(site.expression) {
            if site.wanted == .boolean { checkAlone(site) }
            checkTable(site)
        }
        for section in form.sections {
            for field in section.fields { checkTogether(field, in: section) }
        }
        for decision in form.decisions where !illTyped.contains(decision.value) { checkReads(of: decision) }
    }

    private func typing(_ group: GroupID?) -> FormTyping { FormTyping(form: form, vocabulary: catalog.vocabulary, group: group) }

    /// A condition that never or always holds. Where something hangs on it that is then never shown, that is the finding.
    private mutating func checkAlone(_ site: ExpressionSite) {
        let reasoner = Reasoner([site.expression], in: typing(site.group))
        if reasoner.satisfy([.holds(0)]).isImpossible {
            if let shown = site.shows { note(.neverShown, at: site.span, [shown]) } else { note(.neverHolds, at: site.span, [site.key]) }
        } else if reasoner.satisfy([.fails(0)]).isImpossible {
            note(.alwaysHolds, at: site.span, [site.key])
        }
    }

    // MARK: Two conditions

    /// Conditions of a field beside those of the section and the role it hangs on: each may hold, but not both, or one adds
    /// nothing to the other.
    private mutating func checkTogether(_ field: Field, in section: Section) {
        let outer = [section.visibleIf, form.role(field.means.role)?.when].compactMap(\.self).filter { !readsRows($0, of: section) }
        let shown = outer + [field.demand.visibleIf].compactMap(\.self)
        guard illTyped.isDisjoint(with: shown + [field.demand.requiredIf].compactMap(\.self)) else { return }
        let world = typing(section.rows?.group)
        if shown.count > 1, excludes(shown, world) {
            note(.neverVisible, at: SourceSpan(field.position), [field.id.rawValue])
            return
        }
        if let visibleIf = field.demand.visibleIf, !outer.isEmpty, implies(outer, visibleIf, world) {
            note(.impliedCondition, at: place(of: visibleIf, field), ["visibleIf", field.id.rawValue])
        }
        if let requiredIf = field.demand.requiredIf, !shown.isEmpty, excludes(shown + [requiredIf], world) {
            note(.requiredNeverVisible, at: place(of: requiredIf, field), [field.id.rawValue])
        }
    }

    private func place(of condition: Expression, _ field: Field) -> SourceSpan {
        SourceSpan(condition.origin?.position(at: 0) ?? field.position, length: condition.source.unicodeScalars.count)
    }

    /// A condition over the whole table speaks of lists where one in the row speaks of a value: they are not held together.
    private func readsRows(_ condition: Expression, of section: Section) -> Bool {
        guard let rows = section.rows else { return false }
        let asked = form.sections.filter { $0.rows?.group == rows.group }.flatMap(\.fields).flatMap(\.means.all)
        return !condition.meanings.isDisjoint(with: asked)
    }

    /// Whether conditions each of which may hold never hold together.
    private func excludes(_ conditions: [Expression], _ world: FormTyping) -> Bool {
        let reasoner = Reasoner(conditions, in: world)
        guard reasoner.satisfy(conditions.indices.map { .holds($0) }).isImpossible else { return false }
        return conditions.indices.allSatisfy { !reasoner.satisfy([.holds($0)]).isImpossible }
    }

    /// Whether a condition that may fail holds wherever the others do.
    private func implies(_ outer: [Expression], _ inner: Expression, _ world: FormTyping) -> Bool {
        let reasoner = Reasoner(outer + [inner], in: world)
        guard reasoner.satisfy(outer.indices.map { .holds($0) } + [.fails(outer.count)]).isImpossible else { return false }
        return !reasoner.satisfy([.fails(outer.count)]).isImpossible && !reasoner.satisfy(outer.indices.map { .holds($0) }).isImpossible
    }

    // MARK: Decisions

    /// What a decision reads without depending on it is asked in vain.
    private mutating func checkReads(of decision: Form.Decision) {
        let reasoner = Reasoner([decision.value], in: typing(nil))
        for meaning in decision.value.meanings.sorted() where reasoner.dependence(of: 0, on: meaning).isImpossible {
            note(.decisionIndependent, at: SourceSpan(decision.places.start), [decision.id, meaning.description])
        }
    }

    private mutating func checkTable(_ site: ExpressionSite) {
        let reasoner = Reasoner([site.expression], in: typing(site.group))
        guard let table = reasoner.table(0) else { return }
        var used: [Int] = []
        for rule in 0..<table.ruleCount {
            if table.use(of: rule).isImpossible {
                note(.ruleNeverFires, at: SourceSpan(site.position(at: table.offset(of: rule))), ["\(rule + 1)"])
            } else {
                used.append(rule)
            }
        }
        if case .possible(let witness) = table.gap() {
            note(.tableGap, at: SourceSpan(site.position(at: 0)), [witness.description])
        }
        for (place, second) in used.enumerated() {
            for first in used[..<place] {
                guard case .possible(let witness)? = table.overlap(first, second) else { continue }
                note(.tableOverlap, at: SourceSpan(site.position(at: table.offset(of: second))), ["\(first + 1)", "\(second + 1)", witness.description])
            }
        }
    }
}

extension Reasoner.Answer {
    fileprivate var isImpossible: Bool { if case .impossible = self { true } else { false } }
}
