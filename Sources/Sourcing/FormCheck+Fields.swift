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
        checkRepeats()
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

    private mutating func checkRepeats() {
        for section in form.sections {
            for field in section.fields {
                guard let original = field.authorship.repeats else { continue }
                guard let first = form.sections.lazy.compactMap({ section in section.fields.first { $0.id == original }.map { (section, $0) } }).first else {
                    note(.repeatsUnknownField, at: field.places["repeats"], [original.rawValue], fix: nearest(to: original.rawValue, among: form.fields.map(\.id.rawValue).sorted()))
                    continue
                }
                if let facts = otherFacts(first.1, in: first.0, than: field, in: section) {
                    note(.repeatsOtherFact, at: field.places["repeats"], [original.rawValue, facts.first, facts.repeated])
                }
            }
        }
    }

    /// What a field asks and the one it repeats, where those can never be one fact: of another concept or counting atom, of roles
    /// that are never one subject, or of rows that tell them apart.
    private func otherFacts(_ first: Field, in place: Section, than repeated: Field, in section: Section) -> (first: String, repeated: String)? {
        func kinds(_ role: RoleID) -> [Kind] { role == SourcingGraph.dossier ? [.dossier] : form.role(role)?.kinds ?? [] }
        let (firstKinds, repeatedKinds) = (kinds(first.means.role), kinds(repeated.means.role))
        // Said already: nobody knows the role, or the concept.
        guard !firstKinds.isEmpty, !repeatedKinds.isEmpty, (first.means.all + repeated.means.all).allSatisfy({ catalog.vocabulary[$0.concept] != nil }) else { return nil }
        let shared = firstKinds.filter { repeatedKinds.contains($0) }
        // A blank outside of rows, or of other ones, has no row to repeat; rows of a role's own subjects are told apart by these.
        func rows(_ field: Field, _ section: Section) -> GroupID? { section.rows.flatMap { $0.role == field.means.role || field.authorship.partOf != nil ? nil : $0.group } }
        let isOfOtherRow = place.rows.map { $0.group != section.rows?.group } ?? false || rows(first, place) != rows(repeated, section)
        func whole(_ field: Field, _ meaning: Meaning) -> Meaning { field.authorship.partOf ?? meaning }
        for kind in shared.isEmpty ? firstKinds : shared {
            guard shared.isEmpty || first.means.applies(to: kind) && repeated.means.applies(to: kind) else { continue }
            let (said, again) = (first.means.meaning(for: kind), repeated.means.meaning(for: kind))
            let (wholeOfSaid, wholeOfAgain) = (whole(first, said), whole(repeated, again))
            // Whether two roles are one subject is told where they are found; a piece of what a third role is asked is not looked at there.
            let isOneSubject = wholeOfSaid.role == wholeOfAgain.role || !shared.isEmpty && wholeOfSaid.role == said.role && wholeOfAgain.role == again.role
            let isOneAtom = said.concept == again.concept && catalog.vocabulary.atom(of: wholeOfSaid.concept) == catalog.vocabulary.atom(of: wholeOfAgain.concept)
            if isOneSubject, isOneAtom, !isOfOtherRow { continue }
            func words(_ meaning: Meaning, _ section: Section) -> String { meaning.description + (section.rows.map { " [\($0.group)]" } ?? "") }
            return (words(wholeOfSaid, place), words(wholeOfAgain, section))
        }
        return nil
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
