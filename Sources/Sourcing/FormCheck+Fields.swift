import Diagnostics
import Expressions
import Forms
import Vocabulary

extension FormCheck {
    mutating func checkFields() {
        var seen: [FieldID: Field] = [:]
        for section in form.sections {
            check(section.visibleIf, at: section.places["visibleIf"])
            for field in section.fields {
                if let earlier = seen[field.id] {
                    note(.duplicateField, at: field.places["id"], [field.id.rawValue, "\(earlier.position.line)"])
                }
                seen[field.id] = field
                check(field)
            }
        }
        for field in form.fields {
            guard let original = field.authorship.repeats else { continue }
            if seen[original] == nil {
                note(.repeatsUnknownField, at: field.places["repeats"], [original.rawValue], fix: nearest(to: original.rawValue, among: seen.keys.map(\.rawValue).sorted()))
            }
        }
        for check in form.checks { self.check(check.holds, at: check.places["holds"]) }
        for decision in form.decisions { check(decision.value, at: decision.places["value"]) }
        for procedure in form.administration.procedures { check(procedure.when, at: procedure.places["when"]) }
        check(form.administration.receivedBy, at: form.identity.places["receivedBy"])
    }

    private mutating func check(_ field: Field) {
        for meaning in field.means.all {
            let isLocal = meaning.role == SourcingGraph.dossier && catalog.vocabulary[meaning.concept] == nil
            if isLocal, field.localType == nil {
                note(.typeMissing, at: field.places["means"], [meaning.concept.rawValue])
            } else {
                check(meaning, at: field.places["means"])
            }
        }
        check(field.demand.requiredIf, at: field.places["requiredIf"])
        check(field.demand.visibleIf, at: field.places["visibleIf"])
        check(field.authorship.value, at: field.places["value"])
        if case .newValue(let condition?) = field.authorship.onlyApplicant { check(condition, at: field.places["onlyApplicant"]) }
        for (place, offer) in field.authorship.offers.enumerated() { check(offer: offer, of: field, at: field.places["offers", place]) }
    }

    /// What is offered must be a value the field can take: of its type, and from its code list.
    private mutating func check(offer: Meaning, of field: Field, at span: SourceSpan) {
        check(offer, at: span)
        guard let offered = catalog.vocabulary[offer.concept], let own = catalog.vocabulary[field.means.first.concept] else { return }
        func form(_ concept: Concept) -> String { concept.form.codes?.rawValue ?? concept.type.rawValue }
        if offered.type != own.type || offered.form.codes != own.form.codes {
            note(.offerOfOtherForm, at: span, [offer.description, form(offered), field.id.rawValue, form(own)])
        }
    }

    mutating func checkRepeatedMeanings() {
        var asked: [Meaning: Field] = [:]
        for field in form.fields where field.authorship.repeats == nil {
            let meaning = field.means.first
            if let earlier = asked[meaning] {
                note(.askedTwice, at: field.places["means"], [meaning.description, earlier.id.rawValue], adding: "repeats: \(earlier.id)")
            } else {
                asked[meaning] = field
            }
        }
    }

    /// Names of one kind that are taken for one another.
    mutating func checkNames() {
        typealias Name = (text: String, span: SourceSpan)
        let kinds: [[Name]] = [
            form.fields.map { ($0.id.rawValue, $0.places["id"]) },
            form.roles.map { ($0.id.rawValue, $0.name) },
            form.groups.map { ($0.group.rawValue, SourceSpan($0.position)) },
            form.documents.flatMap(\.demands).map { ($0.id, $0.places["id"]) },
            form.checks.map { ($0.id, $0.places["id"]) },
            form.decisions.map { ($0.id, $0.places["id"]) },
            form.fields.filter { $0.localType != nil }.map { ($0.means.first.concept.rawValue, $0.places["means"]) },
        ]
        for names in kinds {
            for pair in LikeNames.pairs(in: names.map(\.text)) {
                note(.namesAlikeInForm, at: names[pair.name].span, [names[pair.name].text, names[pair.earlier].text])
            }
        }
    }

    /// Conditions that are false whatever is known: nothing they hold is ever shown. These are told beside other errors; what takes
    /// reasoning waits until every expression is well typed.
    mutating func checkVisibility() {
        func isNeverTrue(_ condition: Expression?) -> Bool { condition?.value(in: EmptyEnvironment()) == .boolean(false) }
        for role in form.roles where isNeverTrue(role.when) { note(.neverShown, at: role.places["when"], [role.id.rawValue]) }
        for section in form.sections {
            if isNeverTrue(section.visibleIf) {
                note(.neverShown, at: section.places["visibleIf"], [section.fields.map(\.id.rawValue).joined(separator: ", ")])
            } else {
                for field in section.fields where isNeverTrue(field.demand.visibleIf) { note(.neverShown, at: field.places["visibleIf"], [field.id.rawValue]) }
            }
        }
    }
}
