import Connectors
import Expressions
import Forms
import Vocabulary

/// One way a role's subject can be known, from the declarations alone.
struct RoleRoute: Hashable {
    let kind: Kind
    /// Keys known once the route is taken.
    var keys: Set<ConceptID>
    /// Which of them the applicant types, names typed to verify included.
    var typed: Set<ConceptID>
    /// What supplies the keys that are not typed.
    var connector: ConnectorID?
    var operation: OperationID?
    /// What leads there, in order.
    var chain: [Meaning]
    /// What a list says of its elements itself.
    var carried: [CarriedSupply]
    var isNew: Bool

    struct CarriedSupply: Hashable {
        let connector: ConnectorID
        let operation: OperationID
        let concept: ConceptID
    }
}

/// Works out the routes of every role of a form. Cycles between roles end the route that closes them.
struct RoleRoutes {
    let form: Form
    let catalog: Catalog
    /// Whether grants are asked for; without, every register answers every purpose.
    let isGated: Bool

    private func isFree(_ connector: ConnectorID) -> Bool { !isGated || catalog.isOpen(connector, to: form.administration.purpose) }

    func mayRead(_ concept: ConceptID, of role: RoleID, from connector: ConnectorID) -> Bool {
        isFree(connector) || catalog.grant(for: form.administration.purpose, connector: connector, about: role, reads: concept) != nil
    }

    /// Whether the purpose reads anything at all about the role from the register.
    func mayAsk(_ connector: ConnectorID, about role: RoleID) -> Bool {
        isFree(connector) || catalog.grants.contains {
            $0.purpose == form.administration.purpose && $0.connector == connector && $0.about.contains(role) && !$0.reads.isEmpty
        }
    }

    func mayFollow(_ relation: RelationID, from role: RoleID, by connector: ConnectorID) -> Bool {
        isFree(connector) || catalog.grant(for: form.administration.purpose, connector: connector, about: role, follows: relation) != nil
    }

    /// The routes of a role, in the order of its sources; the engine role `dossier` has none.
    func routes(of role: RoleID) -> [RoleRoute] { routes(of: role, visiting: []) }

    private func routes(of id: RoleID, visiting: Set<RoleID>) -> [RoleRoute] {
        guard let role = form.role(id), !visiting.contains(id) else { return [] }
        let visiting = visiting.union([id])
        var routes: [RoleRoute] = []
        for source in role.sources {
            for route in self.routes(of: source, role: role, visiting: visiting) where !routes.contains(route) {
                routes.append(route)
            }
        }
        return routes
    }

    private func routes(of source: RoleSource, role: Role, visiting: Set<RoleID>) -> [RoleRoute] {
        switch source.content {
        case .actor, .subject:
            return role.kinds.compactMap { kind in
                guard let key = catalog.vocabulary.keys[kind]?.first else { return nil }
                return RoleRoute(
                    kind: kind, keys: Set(key), typed: [], connector: .signIn, operation: nil,
                    chain: [], carried: [], isNew: false)
            }
        case .sameAs(let other):
            return routes(of: other, visiting: visiting).filter { role.kinds.contains($0.kind) }
        case .relation(let paths):
            let reached = paths.map { self.routes(along: $0, visiting: visiting) }
            guard let first = reached.first, reached.allSatisfy({ !$0.isEmpty }) else { return [] }
            return first.filter { role.kinds.contains($0.kind) }
        case .pick(let paths):
            return paths.flatMap { self.routes(along: $0, visiting: visiting) }.filter { role.kinds.contains($0.kind) }
        case .key(let meanings):
            let typed = Set(meanings.map(\.concept))
            return role.kinds.filter { kind in typed.allSatisfy { catalog.vocabulary[$0]?.kinds.contains(kind) ?? false } }.map { kind in
                RoleRoute(
                    kind: kind, keys: typed, typed: typed.union(role.verify), connector: nil, operation: nil, chain: meanings,
                    carried: [], isNew: false)
            }
        case .new:
            return role.kinds.map {
                RoleRoute(kind: $0, keys: [], typed: [], connector: nil, operation: nil, chain: [], carried: [], isNew: true)
            }
        }
    }

    private func routes(along path: RelationPath, visiting: Set<RoleID>) -> [RoleRoute] {
        var reached = routes(of: path.root, visiting: visiting)
        for step in path.steps {
            var next: [RoleRoute] = []
            for route in reached {
                let openers = catalog.openers(of: step, from: route.kind)
                for opener in openers where isUsable(opener.operation, with: keys(after: route, root: path.root)) {
                    guard mayFollow(step, from: path.root, by: opener.connector) else { continue }
                    let key = opener.operation.keys.map { Meaning(path.root, $0) }
                    let target = RoleRoute(
                        kind: opener.opens.kind, keys: Set(opener.opens.keys.keys), typed: [], connector: opener.connector,
                        operation: opener.operation.id,
                        chain: route.chain + (route.chain.isEmpty ? key : []) + [Meaning(path.root, ConceptID(step.rawValue))],
                        carried: opener.opens.supplies.map { .init(connector: opener.connector, operation: opener.operation.id, concept: $0.concept) },
                        isNew: false)
                    if !next.contains(target) { next.append(target) }
                }
            }
            reached = next
        }
        return reached
    }

    /// The keys of a route with those that granted look-ups by them yield: a parcel's id from its sheet and number.
    func keys(after route: RoleRoute, root role: RoleID) -> Set<ConceptID> {
        var keys = route.keys
        guard !keys.isEmpty else { return keys }
        var grew = true
        while grew {
            grew = false
            for alternative in catalog.vocabulary.keys[route.kind] ?? [] {
                for key in alternative where !keys.contains(key) {
                    let found = catalog.suppliers(of: key, about: route.kind).contains { supplier in
                        isUsable(supplier.operation, with: keys) && mayRead(key, of: role, from: supplier.connector)
                    }
                    if found {
                        keys.insert(key)
                        grew = true
                    }
                }
            }
        }
        return keys
    }

    func isUsable(_ operation: Operation, with keys: Set<ConceptID>) -> Bool {
        !operation.identifies.isEmpty && operation.keys.allSatisfy(keys.contains)
    }
}
