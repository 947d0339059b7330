public import Connectors
public import Expressions
public import Vocabulary

/// Everything declared, indexed: what could supply a concept, what opens a relation, who may read it.
public struct Catalog: Sendable {
    private let tables: Tables

    public var vocabulary: Vocabulary { tables.vocabulary }
    public var evidence: [EvidenceID: EvidenceKind] { tables.evidence }
    /// In order of their ids.
    public var connectors: [ConnectorManifest] { tables.connectors }
    public var grants: [Grant] { tables.grants }

    /// Made once and shared by all copies: they are looked into for every leaf of every dossier.
    private final class Tables: Sendable {
        let vocabulary: Vocabulary
        let evidence: [EvidenceID: EvidenceKind]
        let connectors: [ConnectorManifest]
        let grants: [Grant]
        /// What supplies a concept, by kind.
        let suppliersByConcept: [Supplied: [Supplier]]
        /// The same, with what supplies a composite the concept is a part of.
        let obtainersByConcept: [Supplied: [Supplier]]
        let openersByRelation: [Opened: [Opener]]
        /// Operations that only confirm, by what they are about.
        let verifiersByKind: [Kind: [Verifier]]
        let connectorsByID: [ConnectorID: ConnectorManifest]
        let issuersByEvidence: [EvidenceID: [(connector: ConnectorID, operation: Operation)]]
        /// In the order of the file.
        let grantsByReader: [String: [PurposeGrants.Reader: [Grant]]]

        init(vocabulary: Vocabulary, evidence: [EvidenceKind], connectors unordered: [ConnectorManifest], grants: [Grant]) {
            let connectors = unordered.sorted { $0.id < $1.id }
            self.vocabulary = vocabulary
            self.evidence = Dictionary(evidence.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            self.connectors = connectors
            self.grants = grants
            let suppliers = Catalog.suppliers(connectors)
            suppliersByConcept = suppliers
            obtainersByConcept = Catalog.obtainers(suppliers, vocabulary)
            openersByRelation = Catalog.openers(connectors)
            verifiersByKind = Catalog.verifiers(connectors)
            connectorsByID = Dictionary(unordered.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            var issuers: [EvidenceID: [(connector: ConnectorID, operation: Operation)]] = [:]
            for connector in connectors {
                for operation in connector.operations {
                    for evidence in Set(operation.documents) { issuers[evidence, default: []].append((connector.id, operation)) }
                }
            }
            issuersByEvidence = issuers
            var readers: [String: [PurposeGrants.Reader: [Grant]]] = [:]
            for grant in grants {
                for role in Set(grant.about) { readers[grant.purpose, default: [:]][PurposeGrants.Reader(connector: grant.connector, role: role), default: []].append(grant) }
            }
            grantsByReader = readers
        }
    }

    private struct Supplied: Hashable {
        let concept: ConceptID
        let kind: Kind

        func _rawHashValue(seed: Int) -> Int { concept._rawHashValue(seed: kind._rawHashValue(seed: seed)) }
    }

    private struct Opened: Hashable {
        let relation: RelationID
        let kind: Kind
    }

    /// For "what would it save if": a register that answers a purpose whatever it asks, and a concept that every register
    /// asked about such a subject would say.
    private var opened: (connector: ConnectorID, purpose: String)?
    private(set) var supposed: Attribute?

    public init(vocabulary: Vocabulary, evidence: [EvidenceKind], connectors: [ConnectorManifest], grants: [Grant]) {
        tables = Tables(vocabulary: vocabulary, evidence: evidence, connectors: connectors, grants: grants)
    }

    private static func suppliers(_ connectors: [ConnectorManifest]) -> [Supplied: [Supplier]] {
        var suppliers: [Supplied: [Supplier]] = [:]
        for connector in connectors {
            for operation in connector.operations {
                for supply in operation.supplies {
                    suppliers[Supplied(concept: supply.concept, kind: operation.about), default: []].append(
                        Supplier(connector: connector.id, operation: operation, supply: supply))
                }
            }
        }
        return suppliers.mapValues { found in
            found.sorted { ($0.supply.authority, $0.connector, $0.operation.id) < ($1.supply.authority, $1.connector, $1.operation.id) }
        }
    }

    /// At one authority, what supplies the concept itself comes before what supplies a composite around it.
    private static func obtainers(_ suppliers: [Supplied: [Supplier]], _ vocabulary: Vocabulary) -> [Supplied: [Supplier]] {
        var obtainers: [Supplied: [Supplier]] = [:]
        for kind in Set(suppliers.keys.map(\.kind)) {
            for concept in vocabulary.concepts.keys {
                let whole = vocabulary.memberships(of: concept).flatMap { suppliers[Supplied(concept: $0.composite, kind: kind)] ?? [] }
                guard !whole.isEmpty else { continue }
                let all = (suppliers[Supplied(concept: concept, kind: kind)] ?? []) + whole
                obtainers[Supplied(concept: concept, kind: kind)] = all.sorted {
                    ($0.supply.authority, $0.supply.concept != concept ? 1 : 0) < ($1.supply.authority, $1.supply.concept != concept ? 1 : 0)
                }
            }
        }
        return obtainers
    }

    /// One that confirms more at once comes first: it is one call instead of several.
    private static func verifiers(_ connectors: [ConnectorManifest]) -> [Kind: [Verifier]] {
        var verifiers: [Kind: [Verifier]] = [:]
        for connector in connectors {
            for operation in connector.operations where !operation.verifies.isEmpty && !operation.identifies.isEmpty {
                verifiers[operation.about, default: []].append(Verifier(connector: connector.id, operation: operation))
            }
        }
        return verifiers.mapValues { found in
            found.sorted { (-$0.operation.verifies.count, $0.connector, $0.operation.id) < (-$1.operation.verifies.count, $1.connector, $1.operation.id) }
        }
    }

    private static func openers(_ connectors: [ConnectorManifest]) -> [Opened: [Opener]] {
        var openers: [Opened: [Opener]] = [:]
        for connector in connectors {
            for operation in connector.operations {
                for opens in operation.opens {
                    let key = Opened(relation: opens.relation, kind: operation.about)
                    // The first of an operation counts, as it does where one operation is read.
                    guard !(openers[key] ?? []).contains(where: { $0.connector == connector.id && $0.operation.id == operation.id }) else { continue }
                    openers[key, default: []].append(Opener(connector: connector.id, operation: operation, opens: opens))
                }
            }
        }
        return openers.mapValues { found in
            found.sorted {
                (-$0.operation.supplies.count, $0.connector, $0.operation.id) < (-$1.operation.supplies.count, $1.connector, $1.operation.id)
            }
        }
    }

    public func connector(_ id: ConnectorID) -> ConnectorManifest? { tables.connectorsByID[id] }

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

/// An operation that only confirms what was typed.
public struct Verifier: Sendable, Hashable {
    public let connector: ConnectorID
    public let operation: Operation
    /// All it is asked to confirm, at once.
    public var concepts: [ConceptID] { operation.verifies.map(\.concept) }
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
        tables.suppliersByConcept[Supplied(concept: concept, kind: kind)] ?? []
    }

    /// The same, and operations that supply a composite the concept is a part of, the highest authority first.
    public func obtainers(of concept: ConceptID, about kind: Kind) -> [Supplier] {
        tables.obtainersByConcept[Supplied(concept: concept, kind: kind)] ?? suppliers(of: concept, about: kind)
    }

    /// What a composite is put together from where no register supplies it whole; nothing for any other concept.
    public func parts(of concept: ConceptID, about kinds: [Kind]) -> [ConceptID] {
        guard let parts = vocabulary[concept]?.form.parts, !parts.isEmpty, kinds.contains(where: { suppliers(of: concept, about: $0).isEmpty }) else { return [] }
        return parts.map(\.concept)
    }

    /// Operations about a kind that open a relation, the one that supplies most beside it first: it is asked anyway, so
    /// the relation costs no call of its own. The order of files and grants decides nothing.
    public func openers(of relation: RelationID, from kind: Kind) -> [Opener] {
        tables.openersByRelation[Opened(relation: relation, kind: kind)] ?? []
    }

    /// The grant under which a purpose may read a concept about a role from a register.
    ///
    /// Reading a composite covers its parts, and reading every part covers the composite.
    public func grant(for purpose: String, connector: ConnectorID, about role: RoleID, reads concept: ConceptID) -> Grant? {
        grants(for: purpose).grant(connector: connector, about: role, reads: concept)
    }

    /// The grant under which a relation may be walked from a role.
    public func grant(for purpose: String, connector: ConnectorID, about role: RoleID, follows relation: RelationID) -> Grant? {
        grants(for: purpose).grant(connector: connector, about: role, follows: relation)
    }

    /// Everything one purpose is granted.
    public func grants(for purpose: String) -> PurposeGrants { PurposeGrants(tables.grantsByReader[purpose] ?? [:], vocabulary) }

    /// Operations about a kind that only confirm, those that confirm most at once first.
    public func verifiers(about kind: Kind) -> [Verifier] { tables.verifiersByKind[kind] ?? [] }

    /// The grant under which a register may be asked whether a typed value is right.
    public func grant(for purpose: String, connector: ConnectorID, about role: RoleID, verifies concept: ConceptID) -> Grant? {
        grants(for: purpose).grant(connector: connector, about: role, verifies: concept)
    }

    /// Papers a register hands out itself, by kind of subject.
    public func issuers(of evidence: EvidenceID, about kind: Kind) -> [(connector: ConnectorID, operation: Operation)] {
        (tables.issuersByEvidence[evidence] ?? []).filter { $0.operation.about == kind }
    }
}
