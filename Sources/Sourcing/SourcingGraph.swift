import Connectors
import Documents
import Expressions
import Forms
import Receipts
import Vocabulary

/// The declarations of one form as a graph: meanings are nodes; operations, derivations, papers and asking lead to them.
///
/// Pure, and independent of the order of declarations. Cycles are cut where they close.
public struct SourcingGraph: Sendable {
    let checked: CheckedForm
    let routes: RoleRoutes

    public init(_ checked: CheckedForm) { self.init(checked, isGated: true) }

    /// - Parameter isGated: false to see what the registers could supply if every grant were given.
    private init(_ checked: CheckedForm, isGated: Bool) {
        self.checked = checked
        routes = RoleRoutes(form: checked.form, catalog: checked.catalog, isGated: isGated)
    }

    private var catalog: Catalog { checked.catalog }
    private var form: Form { checked.form }

    /// How one meaning can be had without asking for it.
    struct Sourced {
        var disposition: Disposition
        var connector: ConnectorID?
        var operation: OperationID?
        var chain: [Meaning]
        var alternatives: [ConnectorID] = []
    }

    enum Found {
        case supplied(Sourced)
        case missing(Reason)
    }

    /// How a meaning is had, or why it is asked: `key` where it is typed to find the subject, `not-granted` where only
    /// a grant is wanting, `not-held` where nothing declared could supply it.
    ///
    /// - Parameter kind: of the subject, where its role has several; otherwise any will do.
    func source(of meaning: Meaning, kind: Kind? = nil) -> Found {
        let found = source(of: meaning, kind: kind, visiting: [])
        guard case .missing(.notHeld) = found, routes.isGated,
              case .supplied = SourcingGraph(checked, isGated: false).source(of: meaning, kind: kind, visiting: [])
        else { return found }
        return .missing(.notGranted)
    }

    /// A field is had only if it is had whatever kind of subject its role turns out to be, of those it is for.
    func source(of field: Field) -> Found {
        let kinds = form.role(field.means.role)?.kinds ?? []
        guard kinds.count > 1 else { return source(of: field.means.first) }
        let found = kinds.filter(field.means.applies).map { source(of: field.means.meaning(for: $0), kind: $0) }
        return found.first { if case .missing = $0 { true } else { false } } ?? found.first ?? source(of: field.means.first)
    }

    /// - Parameter visiting: meanings on the way, so that a cycle ends.
    private func source(of meaning: Meaning, kind: Kind? = nil, visiting: Set<Meaning>) -> Found {
        guard !visiting.contains(meaning) else { return .missing(.notHeld) }
        let visiting = visiting.union([meaning])
        if meaning.role == Self.dossier { return dossierSource(of: meaning, visiting: visiting) }
        var reason = Reason.notHeld
        for route in routes.routes(of: meaning.role) where kind == nil || route.kind == kind {
            switch source(of: meaning, by: route, visiting: visiting) {
            case .supplied(let supply): return .supplied(supply)
            case .missing(.key): reason = .key
            case .missing: break
            }
        }
        if let derived = derivation(of: meaning, kind: kind, visiting: visiting) { return .supplied(derived) }
        if let paper = document(for: meaning) { return .supplied(paper) }
        return .missing(reason)
    }

    static let dossier: RoleID = "dossier"

    /// What the engine itself says of a dossier.
    static let engineSupplied: Set<ConceptID> = [
        "channel", "basis", "submission_date", "submission_place", "receiving_authority", "attachments",
    ]

    private func dossierSource(of meaning: Meaning, visiting: Set<Meaning>) -> Found {
        if Self.engineSupplied.contains(meaning.concept) {
            return .supplied(Sourced(disposition: .derived, connector: nil, operation: nil, chain: []))
        }
        return derivation(of: meaning, visiting: visiting).map { .supplied($0) } ?? .missing(.notHeld)
    }

    private func source(of meaning: Meaning, by route: RoleRoute, visiting: Set<Meaning>) -> Found {
        if route.typed.contains(meaning.concept) { return .missing(.key) }
        if route.keys.contains(meaning.concept), let connector = route.connector, connector == .signIn || isGranted(connector, meaning) {
            return .supplied(Sourced(disposition: .registry, connector: connector, operation: route.operation, chain: route.chain))
        }
        let keys = routes.keys(after: route, root: meaning.role)
        var hits: [Supplier] = []
        for concept in [meaning.concept] + catalog.vocabulary.memberships(of: meaning.concept).map(\.composite) {
            for supplier in catalog.suppliers(of: concept, about: route.kind) where routes.isUsable(supplier.operation, with: keys) {
                if concept != meaning.concept, !has(meaning.concept, in: supplier.supply) { continue }
                if isGranted(supplier.connector, Meaning(meaning.role, concept)) { hits.append(supplier) }
            }
        }
        if let first = hits.first {
            let chain = route.chain + first.operation.keys.map { Meaning(meaning.role, $0) }.filter { !route.chain.contains($0) }
            return .supplied(Sourced(
                disposition: .registry, connector: first.connector, operation: first.operation.id, chain: chain,
                alternatives: hits.dropFirst().map(\.connector).filter { $0 != first.connector }.uniqued))
        }
        if let carried = route.carried.first(where: { $0.concept == meaning.concept && isGranted($0.connector, meaning) }) {
            return .supplied(Sourced(disposition: .registry, connector: carried.connector, operation: carried.operation, chain: route.chain))
        }
        if let composed = composition(of: meaning, by: route, visiting: visiting) { return .supplied(composed) }
        if let supposed = supposed(meaning, by: route, keys) { return .supplied(supposed) }
        return .missing(.notHeld)
    }

    /// What a register would say that is asked about the subject anyway, where the catalog supposes it.
    private func supposed(_ meaning: Meaning, by route: RoleRoute, _ keys: Set<ConceptID>) -> Sourced? {
        guard let attribute = catalog.supposed, attribute.kind == route.kind, attribute.concept == meaning.concept else { return nil }
        for connector in catalog.connectors where routes.mayAsk(connector.id, about: meaning.role) {
            if let operation = connector.operations.first(where: { $0.about == route.kind && routes.isUsable($0, with: keys) }) {
                return Sourced(disposition: .registry, connector: connector.id, operation: operation.id, chain: route.chain)
            }
        }
        return nil
    }

    /// Whether a composite's supply brings this part.
    func has(_ part: ConceptID, in supply: Supply) -> Bool {
        guard case .parts(let parts) = supply.reading else { return true }
        let names = catalog.vocabulary.memberships(of: part).filter { $0.composite == supply.concept }.map(\.part)
        return parts.contains { names.contains($0.name) }
    }

    /// A composite is had when its required parts are, each from a register.
    private func composition(of meaning: Meaning, by route: RoleRoute, visiting: Set<Meaning>) -> Sourced? {
        guard let parts = catalog.vocabulary[meaning.concept]?.form.parts, !parts.isEmpty else { return nil }
        var last: Sourced?
        for part in parts {
            let inner = Meaning(meaning.role, part.concept)
            guard !visiting.contains(inner), case .supplied(let supply) = source(of: inner, by: route, visiting: visiting.union([inner])) else { return nil }
            last = supply
        }
        return last
    }

    private func isGranted(_ connector: ConnectorID, _ meaning: Meaning) -> Bool {
        routes.mayRead(meaning.concept, of: meaning.role, from: connector)
    }

    /// A derivation of the vocabulary whose every input is had or asked anyway.
    private func derivation(of meaning: Meaning, kind: Kind? = nil, visiting: Set<Meaning>) -> Sourced? {
        for derivation in catalog.vocabulary[meaning.concept]?.derivations ?? [] {
            switch derivation {
            case .firstOf(let concepts):
                for concept in concepts {
                    if case .supplied(let supply) = source(of: Meaning(meaning.role, concept), visiting: visiting) { return supply }
                    // What a register holds and may not be read for does not make way for the next.
                    if routes.isGated, case .supplied = SourcingGraph(checked, isGated: false).source(of: Meaning(meaning.role, concept), visiting: visiting) { break }
                }
            case .expression(let expression):
                guard kind.map({ catalog.vocabulary.speaks(expression, of: $0) }) ?? true else { continue }
                let inputs = expression.meanings.sorted().map { input(of: $0, for: meaning.role) }
                guard inputs.allSatisfy({ input in input.map { isHad($0, visiting: visiting) } ?? false }) else { continue }
                let chain = inputs.compactMap(\.self)
                var supply = Sourced(disposition: .derived, connector: nil, operation: nil, chain: chain)
                if let first = chain.first, case .supplied(let inner) = source(of: first, visiting: visiting) {
                    supply.connector = inner.connector
                    supply.operation = inner.operation
                }
                return supply
            }
        }
        return nil
    }

    func input(of meaning: Meaning, for role: RoleID) -> Meaning? { form.input(of: meaning, for: role) }

    static let subject: RoleID = "subject"

    private func isHad(_ meaning: Meaning, visiting: Set<Meaning>) -> Bool {
        if case .supplied = source(of: meaning, visiting: visiting) { return true }
        return checked.field(for: meaning) != nil
    }

    /// The operation that hands out a paper, where a way to the role leads to its key and the purpose may ask it at all.
    func issuer(of evidence: EvidenceID, about role: RoleID) -> (connector: ConnectorID, operation: Operation)? {
        for route in routes.routes(of: role) {
            let keys = routes.keys(after: route, root: role)
            let issuers = catalog.issuers(of: evidence, about: route.kind)
            if let issuer = issuers.first(where: { routes.isUsable($0.operation, with: keys) && routes.mayAsk($0.connector, about: role) }) { return issuer }
        }
        return nil
    }

    /// A demanded paper about the role that proves the concept and that an authority can hand out again.
    private func document(for meaning: Meaning) -> Sourced? {
        guard let role = form.role(meaning.role) else { return nil }
        for demand in form.documents.flatMap(\.demands) where demand.about == meaning.role {
            guard let kind = catalog.evidence[demand.evidence], kind.proves(meaning.concept, of: role.kinds) else { continue }
            let issuer = issuer(of: kind.id, about: role.id)
            if kind.isStorable || issuer != nil {
                return Sourced(disposition: .document, connector: issuer?.connector, operation: issuer?.operation.id, chain: [])
            }
        }
        return nil
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in order.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
