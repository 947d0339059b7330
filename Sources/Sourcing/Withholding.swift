import Connectors
public import Expressions
public import Forms
import Vocabulary

/// What of a form may be kept from the applicant's side, by the declarations alone: rather too much than too little, for who is
/// reached how is known in a dossier only.
struct Withholding {
    let form: Form
    let catalog: Catalog

    /// Whether a register may be read for the meaning, or for what it is computed from, whose word may be for the office alone
    /// or shown in part only.
    func mayKeep(_ meaning: Meaning) -> Bool { mayKeep(meaning, visiting: []) }

    private func mayKeep(_ meaning: Meaning, visiting: Set<Meaning>) -> Bool {
        guard !visiting.contains(meaning) else { return false }
        if isRead(meaning) { return true }
        return inputs(of: meaning).contains { mayKeep($0, visiting: visiting.union([meaning])) }
    }

    /// Whether it may be read about somebody the applicant named by a key: nothing says that they may see it.
    func mayBeOfAStranger(_ meaning: Meaning) -> Bool {
        guard let role = form.role(meaning.role), isNamedByKey(role.id, visiting: []) else { return false }
        // What was typed to find and to verify the subject is known to whoever typed it.
        return !role.keys.contains { $0.contains { $0.concept == meaning.concept } } && !role.verify.contains(meaning.concept)
    }

    private func isRead(_ meaning: Meaning) -> Bool {
        guard let role = form.role(meaning.role), let concept = catalog.vocabulary[meaning.concept], !concept.disclosure.isPublic,
              !form.fields.contains(where: { $0.means.all.contains(meaning) && $0.isAnsweredByApplicant })
        else { return false }
        let read = Set([concept.id] + catalog.vocabulary.memberships(of: concept.id).map(\.composite))
        let grants = catalog.grants.filter { grant in
            grant.purpose == form.administration.purpose && grant.about.contains(role.id) && grant.reads.contains(where: read.contains)
        }
        return grants.contains { grant in
            switch grant.disclosure {
            case .applicant: false
            case .office, .masked: true
            case .auto: mayBeOfAStranger(meaning) || isContactOfAnother(concept, role)
            }
        }
    }

    private func isContactOfAnother(_ concept: Concept, _ role: Role) -> Bool {
        let isContact = concept.disclosure.isContact
            || catalog.vocabulary.memberships(of: concept.id).contains { catalog.vocabulary[$0.composite]?.disclosure.isContact ?? false }
        return isContact && role.kinds.contains(.person) && !isOwn(role.id, visiting: [])
    }

    /// Whether the role is whoever acts or is acted for, however it comes about.
    private func isOwn(_ id: RoleID, visiting: Set<RoleID>) -> Bool {
        guard let role = form.role(id), !visiting.contains(id) else { return false }
        return role.sources.allSatisfy { source in
            switch source.content {
            case .actor, .subject: true
            case .sameAs(let other): isOwn(other, visiting: visiting.union([id]))
            case .relation, .pick, .key, .new: false
            }
        }
    }

    /// A relation from somebody named by a key is not walked: it leads to nobody.
    private func isNamedByKey(_ id: RoleID, visiting: Set<RoleID>) -> Bool {
        guard let role = form.role(id), !visiting.contains(id) else { return false }
        let visiting = visiting.union([id])
        return role.sources.contains { source in
            switch source.content {
            case .key: true
            case .sameAs(let other): isNamedByKey(other, visiting: visiting)
            case .relation(let paths), .pick(let paths): paths.contains { $0.steps.isEmpty && isNamedByKey($0.root, visiting: visiting) }
            case .actor, .subject, .new: false
            }
        }
    }

    /// A role, and those that are found through it: where it is nobody, so are they.
    func roles(through id: RoleID) -> Set<RoleID> {
        var found: Set<RoleID> = [id]
        var grew = true
        while grew {
            grew = false
            for role in form.roles where !found.contains(role.id) {
                let leads = role.sources.contains { source in
                    switch source.content {
                    case .sameAs(let other): found.contains(other)
                    case .relation(let paths), .pick(let paths): paths.contains { found.contains($0.root) }
                    case .actor, .subject, .key, .new: false
                    }
                }
                if leads, found.insert(role.id).inserted { grew = true }
            }
        }
        return found
    }

    /// What a computation of the form, of the vocabulary or of the engine makes it from.
    private func inputs(of meaning: Meaning) -> [Meaning] {
        var inputs = form.fields.filter { $0.means.all.contains(meaning) }.flatMap { $0.authorship.value.map { form.meanings(readBy: $0).sorted() } ?? [] }
        if meaning.role == SourcingGraph.dossier, meaning.concept == "receiving_authority" || meaning.concept == "submission_place" {
            inputs += form.administration.receivedBy.map { form.meanings(readBy: $0).sorted() } ?? []
        }
        inputs += catalog.parts(of: meaning.concept, about: form.role(meaning.role)?.kinds ?? []).map { Meaning(meaning.role, $0) }
        for derivation in catalog.vocabulary[meaning.concept]?.derivations ?? [] {
            switch derivation {
            case .firstOf(let concepts): inputs += concepts.map { Meaning(meaning.role, $0) }
            case .expression(let expression): inputs += expression.meanings.sorted().compactMap { form.input(of: $0, for: meaning.role) }
            }
        }
        return inputs
    }
}

extension Form {
    /// What a derivation of the vocabulary reads, for one role: `subject.x` is the role's own concept, `<relation>.x` that of the
    /// role the form states the relation leads to.
    public func input(of meaning: Meaning, for role: RoleID) -> Meaning? {
        if meaning.role == SourcingGraph.subject { return Meaning(role, meaning.concept) }
        let relation = RelationID(meaning.role.rawValue)
        return roles.first { $0.states == .init(of: role, relation: relation) }.map { Meaning($0.id, meaning.concept) }
    }

    /// What decides whether a blank, a role or a paper stands or is demanded, and whose value counts.
    var decidingExpressions: [Expression] {
        let ofRoles = roles.flatMap { role in [role.when] + role.sources.map(\.condition) }
        let ofFields = fields.flatMap { field -> [Expression?] in
            let changes: Expression? = if case .newValue(let condition) = field.authorship.onlyApplicant { condition } else { nil }
            return [field.demand.requiredIf, field.demand.visibleIf, changes]
        }
        return (ofRoles + sections.map(\.visibleIf) + ofFields + documents.flatMap(\.demands).map(\.requiredIf)).compactMap(\.self)
    }
}

extension Field {
    /// Whether the value is the applicant's own word, whatever registers say.
    public var isAnsweredByApplicant: Bool {
        if !authorship.offers.isEmpty { return true }
        return authorship.onlyApplicant == .statement
    }
}
