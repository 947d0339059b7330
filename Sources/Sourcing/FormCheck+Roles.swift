import Connectors
import Diagnostics
import Expressions
import Forms
import Vocabulary

extension FormCheck {
    mutating func checkRoles() {
        for role in form.roles {
            let before = findings.count
            check(role)
            if findings[before...].hasErrors { faultyRoles.insert(role.id) }
        }
        for rows in form.groups { if let role = rows.role { checkRole(role, at: SourceSpan(rows.position)) } }
    }

    private mutating func check(_ role: Role) {
        let before = findings.count
        check(role.when, at: role.places["when"])
        for source in role.sources {
            check(source.condition, at: source.places["if"])
            switch source.content {
            case .actor, .subject, .new: break
            case .sameAs(let other): checkRole(other, at: source.places["sameAs"])
            case .relation(let paths), .pick(let paths): paths.forEach { check($0) }
            case .key(let meanings): check(key: meanings, of: role, at: source)
            }
        }
        let isTypedPerson = role.kinds.contains(.person) && !role.keys.isEmpty && role.verify.isEmpty
        if isTypedPerson { note(.personKeyUnverified, at: role.name, [role.id.rawValue], adding: "verify: [full_name]") }
        // Of a role that cannot be found at all it is no further mistake that nobody verifies it.
        let isSound = !findings[before...].hasErrors
        for (place, concept) in role.verify.enumerated() {
            check(Meaning(role.id, concept), at: role.places["verify", place])
            if isSound, !role.keys.isEmpty, catalog.vocabulary[concept] != nil, !isVerifiable(concept, of: role) {
                if let (register, others) = confirmedOnlyWith(concept, of: role) {
                    let more = others.map { "'\($0)'" }.joined(separator: ", ")
                    note(.verifiedWithMore, at: role.places["verify", place], [role.id.rawValue, concept.rawValue, register.rawValue, more])
                } else {
                    note(.verifiedByNobody, at: role.places["verify", place], [role.id.rawValue, concept.rawValue])
                }
            }
        }
        if let states = role.states {
            checkRole(states.of, at: role.places["as"])
            if catalog.vocabulary.relations[states.relation] == nil { note(.unknownRelation, at: role.places["as"], [states.relation.rawValue]) }
        }
    }

    /// Whether a granted register tells the concept of the role's subjects, whole or in parts, or confirms it.
    private func isVerifiable(_ concept: ConceptID, of role: Role) -> Bool {
        let purpose = form.administration.purpose
        // Without any grant it is one mistake, which is said where the purpose stands.
        guard catalog.grants.contains(where: { $0.purpose == purpose }) else { return true }
        func isTold(_ concept: ConceptID, _ kind: Kind) -> Bool {
            catalog.obtainers(of: concept, about: kind).contains {
                catalog.grant(for: purpose, connector: $0.connector, about: role.id, reads: $0.supply.concept) != nil
            }
        }
        return role.kinds.contains { kind in
            let parts = catalog.parts(of: concept, about: [kind])
            return isTold(concept, kind) || !parts.isEmpty && parts.allSatisfy { isTold($0, kind) } || catalog.verifiers(about: kind).contains { verifier in
                // All it confirms is asked at once: all of it must be typed, and granted.
                verifier.concepts.contains(concept) && verifier.concepts.allSatisfy {
                    role.verify.contains($0) && catalog.grant(for: purpose, connector: verifier.connector, about: role.id, verifies: $0) != nil
                }
            }
        }
    }

    /// What is wanting for the register that wants least of all that may confirm the concept, but only with others at once.
    private func confirmedOnlyWith(_ concept: ConceptID, of role: Role) -> (register: ConnectorID, others: [ConceptID])? {
        func isGranted(_ concept: ConceptID, _ verifier: Verifier) -> Bool {
            catalog.grant(for: form.administration.purpose, connector: verifier.connector, about: role.id, verifies: concept) != nil
        }
        let found = role.kinds.flatMap { catalog.verifiers(about: $0) }.filter { $0.concepts.contains(concept) && isGranted(concept, $0) }
        let wanting = found.map { verifier in (verifier.connector, verifier.concepts.filter { !role.verify.contains($0) || !isGranted($0, verifier) }.sorted()) }
        return wanting.min { ($0.1.count, $0.0) < ($1.1.count, $1.0) }
    }

    private mutating func check(_ path: RelationPath) {
        let written = SourceSpan(path.position, length: path.description.count)
        guard let root = form.role(path.root) else {
            checkRole(path.root, at: written)
            return
        }
        var kinds = root.kinds
        for step in path.steps {
            guard let relation = catalog.vocabulary.relations[step] else {
                note(.unknownRelation, at: written, [step.rawValue], fix: nearest(to: step.rawValue, among: catalog.vocabulary.relations.keys.map(\.rawValue).sorted()).map { near in
                    path.description.replacing(step.rawValue, with: near)
                })
                return
            }
            guard relation.from.contains(where: kinds.contains) else {
                note(.relationOfOtherKind, at: written, [
                    step.rawValue, relation.from.map(\.rawValue).joined(separator: ", "), kinds.map(\.rawValue).joined(separator: ", "),
                ])
                return
            }
            kinds = relation.to
        }
    }

    private mutating func check(key meanings: [Meaning], of role: Role, at source: RoleSource) {
        for (place, meaning) in meanings.enumerated() { check(meaning, at: source.places["key", place]) }
        let typed = Set(meanings.map(\.concept))
        let isKey = role.kinds.contains { kind in (catalog.vocabulary.keys[kind] ?? []).contains { Set($0) == typed } }
        if !isKey {
            note(.keyNobodyKnows, at: source.places["key"], [meanings.map(\.description).joined(separator: ", "), role.kinds.map(\.rawValue).joined(separator: ", ")])
        }
    }

    /// Roles every source of which ends: no granted register opens the relation, and nothing can be typed instead.
    mutating func checkReach(_ graph: SourcingGraph) {
        let purpose = form.administration.purpose
        // Without any grant it is one mistake, which has been said.
        guard catalog.grants.contains(where: { $0.purpose == purpose }) else { return }
        var unreached: Set<RoleID> = faultyRoles
        for role in form.roles where !unreached.contains(role.id) && graph.routes.routes(of: role.id).isEmpty {
            let leansOnUnreached = role.sources.contains { !$0.roots.isDisjoint(with: unreached) || !$0.roots.isSubset(of: Set(form.roles.map(\.id))) }
            unreached.insert(role.id)
            if !leansOnUnreached { note(.roleNobodyReaches, at: role.name, [role.id.rawValue]) }
        }
    }
}

extension Role {
    /// Where its name stands.
    var name: SourceSpan { SourceSpan(position, length: id.rawValue.unicodeScalars.count) }
}

extension RoleSource {
    /// The roles it starts from.
    var roots: Set<RoleID> {
        switch content {
        case .actor, .subject, .new, .key: []
        case .sameAs(let other): [other]
        case .relation(let paths), .pick(let paths): Set(paths.map(\.root))
        }
    }
}
