public import Connectors
public import Expressions
public import Vocabulary

/// Everything declared, indexed: what could supply a concept, what opens a relation, who may read it.
public struct Catalog: Sendable {
    public let vocabulary: Vocabulary
    public let evidence: [EvidenceID: EvidenceKind]
    /// In order of their ids.
    public let connectors: [ConnectorManifest]
    public let grants: [Grant]
    /// What supplies a concept, by kind; asked for every leaf of every dossier.
    private let suppliersByConcept: [Pair: [Supplier]]

    private struct Pair: Hashable {
        let concept: ConceptID
        let kind: Kind
    }

    /// For "what would it save if": a register that answers a purpose whatever it asks, and a concept that every register
    /// asked about such a subject would say.
    private var opened: (connector: ConnectorID, purpose: String)?
    private(set) var supposed: Attribute?

    public init(vocabulary: Vocabulary, evidence: [EvidenceKind], connectors: [ConnectorManifest], grants: [Grant]) {
        self.vocabulary = vocabulary
        self.evidence = Dictionary(evidence.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.connectors = connectors.sorted { $0.id < $1.id }
        self.grants = grants
        var suppliers: [Pair: [Supplier]] = [:]
        for connector in self.connectors {
            for operation in connector.operations {
                for supply in operation.supplies {
                    suppliers[Pair(concept: supply.concept, kind: operation.about), default: []].append(
                        Supplier(connector: connector.id, operation: operation, supply: supply))
                }
            }
        }
        suppliersByConcept = suppliers.mapValues { found in
            found.sorted { ($0.supply.authority, $0.connector, $0.operation.id) < ($1.supply.authority, $1.connector, $1.operation.id) }
        }
    }

    public func connector(_ id: ConnectorID) -> ConnectorManifest? { connectors.first { $0.id == id } }

    /// The same catalog with another vocabulary: a form's own concepts added.
    func with(_ vocabulary: Vocabulary) -> Catalog {
        Catalog(vocabulary: vocabulary, evidence: Array(evidence.values), connectors: connectors, grants: grants)
    }

    /// This catalog with one register open to a purpose, about every role.
    func opening(_ connector: ConnectorID, to purpose: String) -> Catalog {
        var catalog = self
        catalog.opened = (connector, purpose)
        return catalog
    }

    func isOpen(_ connector: ConnectorID, to purpose: String) -> Bool { opened.map { $0 == (connector, purpose) } ?? false }

    /// This catalog with one concept more from every register that is asked about such a subject anyway.
    func supposing(_ attribute: Attribute) -> Catalog {
        var catalog = self
        catalog.supposed = attribute
        return catalog
    }

    /// This catalog without one register, for "what hangs on it".
    public func removing(connector: ConnectorID) -> Catalog {
        Catalog(
            vocabulary: vocabulary, evidence: Array(evidence.values), connectors: connectors.filter { $0.id != connector },
            grants: grants.filter { $0.connector != connector })
    }

    /// This catalog without one grant.
    public func removing(grant: Grant) -> Catalog {
        Catalog(vocabulary: vocabulary, evidence: Array(evidence.values), connectors: connectors, grants: grants.filter { $0 != grant })
    }
}

/// An operation that supplies a concept directly.
public struct Supplier: Sendable, Hashable {
    public let connector: ConnectorID
    public let operation: Operation
    public let supply: Supply
}

/// An operation that opens a relation.
public struct Opener: Sendable, Hashable {
    public let connector: ConnectorID
    public let operation: Operation
    public let opens: Opens
}

extension Catalog {
    /// Operations about a kind that supply a concept, the highest authority first.
    public func suppliers(of concept: ConceptID, about kind: Kind) -> [Supplier] {
        suppliersByConcept[Pair(concept: concept, kind: kind)] ?? []
    }

    /// Operations about a kind that open a relation, the one that supplies most beside it first: it is asked anyway, so
    /// the relation costs no call of its own. The order of files and grants decides nothing.
    public func openers(of relation: RelationID, from kind: Kind) -> [Opener] {
        var openers: [Opener] = []
        for connector in connectors {
            for operation in connector.operations where operation.about == kind {
                if let opens = operation.opens(relation) { openers.append(Opener(connector: connector.id, operation: operation, opens: opens)) }
            }
        }
        return openers.sorted {
            (-$0.operation.supplies.count, $0.connector, $0.operation.id) < (-$1.operation.supplies.count, $1.connector, $1.operation.id)
        }
    }

    /// The grant under which a purpose may read a concept about a role from a register.
    ///
    /// Reading a composite covers its parts, and reading every part covers the composite.
    public func grant(for purpose: String, connector: ConnectorID, about role: RoleID, reads concept: ConceptID) -> Grant? {
        let mine = grants.filter { $0.purpose == purpose && $0.connector == connector && $0.about.contains(role) }
        if let direct = mine.first(where: { $0.reads.contains(concept) }) { return direct }
        let composites = vocabulary.memberships(of: concept).map(\.composite)
        return mine.first { grant in composites.contains { grant.reads.contains($0) } }
    }

    /// The grant under which a relation may be walked from a role.
    public func grant(for purpose: String, connector: ConnectorID, about role: RoleID, follows relation: RelationID) -> Grant? {
        grants.first {
            $0.purpose == purpose && $0.connector == connector && $0.about.contains(role) && $0.follows.contains(relation)
        }
    }

    /// Papers a register hands out itself, by kind of subject.
    public func issuers(of evidence: EvidenceID, about kind: Kind) -> [(connector: ConnectorID, operation: Operation)] {
        connectors.flatMap { connector in
            connector.operations.filter { $0.about == kind && $0.documents.contains(evidence) }.map { (connector.id, $0) }
        }
    }
}
