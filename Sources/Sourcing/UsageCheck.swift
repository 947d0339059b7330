import Connectors
public import Diagnostics
import Expressions
public import Forms
import Vocabulary

/// Holds what is declared against what is used: grants no form needs, concepts nobody speaks of, versions that overlap.
public enum UsageCheck {
    /// - Parameters:
    ///   - forms: every form that could be read.
    ///   - checked: those without an error; a purpose is judged only when all its forms are among them, since a name that
    ///     leads nowhere may be a use misspelt.
    public static func findings(in catalog: Catalog, forms: [Form], checked: [CheckedForm], baselines: [Baseline]) -> [Diagnostic] {
        var findings = versions(of: forms) + grants(catalog, forms, checked)
        if checked.count == forms.count { findings += concepts(catalog, forms, baselines) }
        return findings.sortedByPosition()
    }

    // MARK: Versions

    /// On every day at most one version of a form holds.
    private static func versions(of forms: [Form]) -> [Diagnostic] {
        let sorted = forms.sorted { ($0.id, $0.identity.file) < ($1.id, $1.identity.file) }
        return sorted.indices.compactMap { place -> Diagnostic? in
            let form = sorted[place]
            guard let earlier = sorted[..<place].first(where: { $0.id == form.id && $0.identity.overlaps(form.identity) }) else { return nil }
            return Diagnostic(.overlappingVersions, at: form.identity.places["validFrom"], [form.id.rawValue, earlier.identity.file])
        }
    }

    // MARK: Grants

    private static func grants(_ catalog: Catalog, _ forms: [Form], _ checked: [CheckedForm]) -> [Diagnostic] {
        var needs: [FormID: FormNeeds] = [:]
        return catalog.grants.flatMap { grant -> [Diagnostic] in
            let readers = forms.filter { $0.administration.purpose == grant.purpose }
            guard !readers.isEmpty else { return [Diagnostic(.grantWithoutForm, at: grant.places["purpose"], [grant.purpose])] }
            let sound = checked.filter { $0.purpose == grant.purpose }
            guard sound.count == readers.count else { return [] }
            for form in sound where needs[form.form.id] == nil { needs[form.form.id] = FormNeeds(form) }
            return excess(of: grant, sound.compactMap { form in needs[form.form.id].map { (form, $0) } })
        }
    }

    /// What a grant names and no form of its purpose has use for.
    private static func excess(of grant: Grant, _ forms: [(form: CheckedForm, needs: FormNeeds)]) -> [Diagnostic] {
        func finding(_ name: String, _ key: String, _ place: Int) -> Diagnostic {
            Diagnostic(.grantTooWide, at: grant.places[key, place], [name, grant.purpose])
        }
        let roles = grant.about.enumerated().filter { role in !forms.contains { $0.form.form.role(role.element) != nil } }.map { finding($0.element.rawValue, "about", $0.offset) }
        let concepts = grant.reads.enumerated().filter { concept in
            !forms.contains { entry in grant.about.contains { entry.needs.needs(concept.element, of: $0, entry.form.vocabulary) } }
        }.map { finding($0.element.rawValue, "reads", $0.offset) }
        let verified = grant.verifies.enumerated().filter { concept in
            !forms.contains { entry in grant.about.contains { entry.form.form.role($0)?.verify.contains(concept.element) ?? false } }
        }.map { finding($0.element.rawValue, "verifies", $0.offset) }
        let relations = grant.follows.enumerated().filter { relation in
            !forms.contains { entry in grant.about.contains { entry.needs.relations.contains(.init(role: $0, relation: relation.element)) } }
        }.map { finding($0.element.rawValue, "follows", $0.offset) }
        // A grant for roles that do not exist needs nothing of what it names.
        return roles.count == grant.about.count ? roles : roles + concepts + verified + relations
    }

    // MARK: Concepts

    /// A concept counts as used where a form, a baseline, a register, a grant, a paper or a key names it, or another used
    /// concept is made of it.
    private static func concepts(_ catalog: Catalog, _ forms: [Form], _ baselines: [Baseline]) -> [Diagnostic] {
        let vocabulary = catalog.vocabulary
        var open = named(in: catalog) + forms.flatMap(named) + baselines.flatMap(named)
        var used: Set<ConceptID> = []
        while let concept = open.popLast() {
            guard used.insert(concept).inserted, let known = vocabulary[concept] else { continue }
            open += known.form.parts.map(\.concept) + [known.atom]
            for derivation in known.derivations {
                switch derivation {
                case .firstOf(let sources): open += sources
                case .expression(let expression): open += expression.meanings.map(\.concept)
                }
            }
        }
        return vocabulary.concepts.values.filter { !used.contains($0.id) }.map { concept in
            Diagnostic(.unusedConcept, at: concept.name, [concept.id.rawValue])
        }
    }

    private static func named(in catalog: Catalog) -> [ConceptID] {
        let operations = catalog.connectors.flatMap(\.operations)
        let supplied = operations.flatMap { $0.inputs + ($0.supplies + $0.opens.flatMap(\.supplies)).map(\.concept) + $0.opens.flatMap(\.keys.keys) }
        let proven = catalog.evidence.values.flatMap { $0.proves.map(\.concept) + $0.replacedBy.flatMap(\.concepts) }
        return supplied + proven + catalog.grants.flatMap { $0.reads + $0.verifies } + catalog.vocabulary.keys.values.joined().joined() + SourcingGraph.engineSupplied
    }

    private static func named(in form: Form) -> [ConceptID] {
        let asked = form.fields.flatMap { $0.means.all + $0.authorship.offers + [$0.authorship.partOf].compactMap(\.self) }
        let typed = form.roles.flatMap { role in role.keys.joined().map(\.concept) + role.verify }
        return (asked + form.expressions.flatMap(\.meanings)).map(\.concept) + typed
    }

    private static func named(in baseline: Baseline) -> [ConceptID] {
        let asked = baseline.blanks.flatMap { $0.means.all + [$0.partOf].compactMap(\.self) }
        let conditions = baseline.sections.map(\.visibleIf) + baseline.blanks.flatMap { [$0.demand.requiredIf, $0.demand.visibleIf] }
        return (asked + conditions.compactMap(\.self).flatMap(\.meanings)).map(\.concept)
    }
}

extension Form.Identity {
    /// Whether some day has both.
    func overlaps(_ other: Form.Identity) -> Bool {
        func ends(_ a: Form.Identity, before b: Form.Identity) -> Bool { a.validTo.map { $0.isBefore(b.validFrom) == true } ?? false }
        return !ends(self, before: other) && !ends(other, before: self)
    }
}
