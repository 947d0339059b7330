import Connectors
import Documents
import Expressions
public import Forms
import Vocabulary

extension SourcingGraph {
    /// - Returns: `nil` where the form has no such field.
    /// - Complexity: O(suppliers of the concept × routes of its role).
    public func explanation(of id: FieldID) -> FieldExplanation? {
        guard let field = checked.form.field(id) else { return nil }
        let coverage = coverage(of: field)
        let meanings = field.authorship.offers.isEmpty ? field.means.all : field.authorship.offers
        var ways: [FieldExplanation.Way] = []
        for meaning in meanings { ways += self.ways(to: meaning, coverage, visiting: []) }
        ways = ways.uniqued
        ways = ways.filter { $0.standing == .used } + ways.filter { $0.standing == .alternative } + ways.filter(\.isWanting)
        return FieldExplanation(
            coverage: coverage, ways: ways, papers: papers(for: meanings), couldHold: ways.isEmpty ? meanings.flatMap { self.places(about: $0.role) }.uniqued : [],
            uses: uses(of: field))
    }

    /// Registers this purpose may ask about the role, with a key some route leads to.
    func places(about role: RoleID) -> [FieldExplanation.Place] {
        var places: [FieldExplanation.Place] = []
        for route in routes.routes(of: role) {
            let keys = routes.keys(after: route, root: role)
            for connector in checked.catalog.connectors where routes.mayAsk(connector.id, about: role) {
                for operation in connector.operations where operation.about == route.kind && routes.isUsable(operation, with: keys) {
                    places.append(.init(connector: connector.id, operation: operation.id))
                }
            }
        }
        return places.uniqued
    }

    private func ways(to meaning: Meaning, _ coverage: FieldCoverage, visiting: Set<Meaning>) -> [FieldExplanation.Way] {
        guard !visiting.contains(meaning), meaning.role != Self.dossier else { return [] }
        let open = RoleRoutes(form: checked.form, catalog: checked.catalog, isGated: false)
        let concepts = [meaning.concept] + checked.vocabulary.memberships(of: meaning.concept).map(\.composite)
        var ways = known(meaning, coverage)
        for kind in checked.form.role(meaning.role)?.kinds ?? [] {
            for concept in concepts {
                for supplier in checked.catalog.suppliers(of: concept, about: kind) where concept == meaning.concept || has(meaning.concept, in: supplier.supply) {
                    ways.append(way(to: Meaning(meaning.role, concept), by: supplier, kind: kind, open, coverage))
                }
            }
        }
        for derivation in checked.vocabulary[meaning.concept]?.derivations ?? [] {
            let inputs: [Meaning] = switch derivation {
            case .firstOf(let concepts): concepts.map { Meaning(meaning.role, $0) }
            case .expression(let expression): expression.meanings.sorted().compactMap { input(of: $0, for: meaning.role) }
            }
            ways += inputs.flatMap { self.ways(to: $0, coverage, visiting: visiting.union([meaning])) }
        }
        return ways
    }

    /// What a way to the subject brings along: a key the sign-in knows, what a list says of its elements.
    private func known(_ meaning: Meaning, _ coverage: FieldCoverage) -> [FieldExplanation.Way] {
        routes.routes(of: meaning.role).compactMap { route in
            let place: FieldExplanation.Place
            if let carried = route.carried.first(where: { $0.concept == meaning.concept && routes.mayRead(meaning.concept, of: meaning.role, from: $0.connector) }) {
                place = .init(connector: carried.connector, operation: carried.operation)
            } else if route.keys.contains(meaning.concept), !route.typed.contains(meaning.concept), let connector = route.connector,
                      connector == .signIn || routes.mayRead(meaning.concept, of: meaning.role, from: connector) {
                place = .init(connector: connector, operation: route.operation)
            } else {
                return nil
            }
            return way(place, reads: meaning, chain: route.chain, missing: [], coverage)
        }
    }

    private func way(to meaning: Meaning, by supplier: Supplier, kind: Kind, _ open: RoleRoutes, _ coverage: FieldCoverage) -> FieldExplanation.Way {
        func reached(_ routes: RoleRoutes) -> RoleRoute? {
            routes.routes(of: meaning.role).first { $0.kind == kind && routes.isUsable(supplier.operation, with: routes.keys(after: $0, root: meaning.role)) }
        }
        let keys = supplier.operation.keys.map { Meaning(meaning.role, $0) }
        var missing: [FieldExplanation.Missing] = []
        let route = reached(routes)
        if !routes.mayRead(meaning.concept, of: meaning.role, from: supplier.connector) { missing.append(.read(meaning)) }
        if route == nil {
            let follows = reached(open) == nil ? [] : unwalked(to: meaning.role)
            missing += follows.isEmpty ? [.key(keys)] : follows
        }
        let chain = (route ?? reached(open))?.chain ?? []
        return way(
            .init(connector: supplier.connector, operation: supplier.operation.id), reads: meaning, chain: chain + keys.filter { !chain.contains($0) },
            missing: missing, coverage)
    }

    private func way(
        _ place: FieldExplanation.Place, reads: Meaning, chain: [Meaning], missing: [FieldExplanation.Missing], _ coverage: FieldCoverage
    ) -> FieldExplanation.Way {
        let grant = checked.catalog.grant(for: checked.purpose, connector: place.connector, about: reads.role, reads: reads.concept)
        let isUsed = missing.isEmpty && place.connector == coverage.connector && place.operation == coverage.operation
        return .init(
            place: place, reads: reads, chain: chain, standing: missing.isEmpty ? (isUsed ? .used : .alternative) : .wanting(missing),
            grant: grant, audience: audience(of: reads, grant, place))
    }

    /// Relations on the way to a role that some register opens and no grant lets this purpose walk.
    private func unwalked(to role: RoleID, visiting: Set<RoleID> = []) -> [FieldExplanation.Missing] {
        guard !visiting.contains(role), let sources = checked.form.role(role)?.sources else { return [] }
        let visiting = visiting.union([role])
        var missing: [FieldExplanation.Missing] = []
        for source in sources {
            switch source.content {
            case .actor, .subject, .key, .new: break
            case .sameAs(let other): missing += unwalked(to: other, visiting: visiting)
            case .relation(let paths), .pick(let paths):
                for path in paths {
                    missing += unwalked(to: path.root, visiting: visiting)
                    for step in path.steps where !checked.catalog.connectors.contains(where: { checked.catalog.grant(for: checked.purpose, connector: $0.id, about: path.root, follows: step) != nil }) {
                        missing.append(.follow(path.root, step))
                    }
                }
            }
        }
        return missing.uniqued
    }

    /// By design: in a dossier the record itself decides whether somebody is linked to the applicant.
    private func audience(of meaning: Meaning, _ grant: Grant?, _ place: FieldExplanation.Place) -> FieldExplanation.Audience {
        let concept = checked.vocabulary[meaning.concept]
        if place.connector == .signIn || concept?.disclosure.isPublic ?? false { return .applicant }
        switch grant?.disclosure ?? .auto {
        case .applicant: return .applicant
        case .office: return .office
        case .masked: return .masked
        case .auto:
            if Withholding(form: checked.form, catalog: checked.catalog).mayBeOfAStranger(meaning) { return .linked }
            let own = checked.form.role(meaning.role)?.sources.contains { $0.content == .actor || $0.content == .subject } ?? false
            let isContact = concept?.disclosure.isContact ?? false
                || checked.vocabulary.memberships(of: meaning.concept).contains { checked.vocabulary[$0.composite]?.disclosure.isContact ?? false }
            return isContact && !own && checked.form.role(meaning.role)?.kinds.contains(.person) ?? false ? .masked : .applicant
        }
    }

    private func papers(for meanings: [Meaning]) -> [FieldExplanation.PaperWay] {
        checked.form.documents.flatMap(\.demands).compactMap { demand in
            let proven = meanings.contains { meaning in
                demand.about == meaning.role && checked.form.role(meaning.role).map { checked.catalog.evidence[demand.evidence]?.proves(meaning.concept, of: $0.kinds) ?? false } ?? false
            }
            guard proven, let kind = checked.catalog.evidence[demand.evidence] else { return nil }
            return .init(document: coverage(of: demand), isReusable: kind.isStorable || issuer(of: kind.id, about: demand.about) != nil)
        }
    }

    private func uses(of field: Field) -> [FieldExplanation.Use] {
        let form = checked.form, meanings = Set(field.means.all)
        func reads(_ expression: Expression?) -> Bool { expression.map { !$0.meanings.isDisjoint(with: meanings) } ?? false }
        var uses: [FieldExplanation.Use] = []
        for section in form.sections {
            for other in section.fields {
                if other.id != field.id, reads(section.visibleIf) || reads(other.demand.visibleIf) { uses.append(.visibility(of: other.id)) }
                if other.id != field.id, reads(other.demand.requiredIf) { uses.append(.requirement(of: other.id)) }
                if other.id != field.id, reads(other.authorship.value) { uses.append(.value(of: other.id)) }
            }
        }
        for role in form.roles {
            if reads(role.when) || role.sources.contains(where: { reads($0.condition) }) { uses.append(.role(role.id)) }
            let typed = Set(role.keys.flatMap(\.self)).union(role.verify.map { Meaning(role.id, $0) })
            if !typed.isDisjoint(with: meanings) { uses.append(.key(of: role.id)) }
        }
        for demand in form.documents.flatMap(\.demands) where reads(demand.requiredIf) { uses.append(.paper(demand.id)) }
        for check in form.checks where reads(check.holds) { uses.append(.check(check.id)) }
        for decision in form.decisions where reads(decision.value) { uses.append(.decision(decision.id)) }
        return uses
    }
}

extension FieldExplanation.Way {
    fileprivate var isWanting: Bool { if case .wanting = standing { true } else { false } }
}
