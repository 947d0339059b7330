import Connectors
public import Diagnostics
import Expressions
import Vocabulary

/// Holds connectors, grants and kinds of evidence against the vocabulary and one another.
public enum CatalogCheck {
    public static func findings(in catalog: Catalog) -> [Diagnostic] {
        (catalog.connectors.flatMap { findings(in: $0, catalog) } + sameAuthority(catalog) + grants(catalog) + evidence(catalog)).sortedByPosition()
    }

    private static func findings(in connector: ConnectorManifest, _ catalog: Catalog) -> [Diagnostic] {
        let vocabulary = catalog.vocabulary
        let names = vocabulary.concepts.keys.map(\.rawValue).sorted()
        var findings: [Diagnostic] = []
        func unknown(_ id: ConceptID, at position: SourcePosition) {
            findings.append(Diagnostic(.unknownConcept, at: position, length: id.rawValue.count, [id.rawValue], fix: nearest(to: id.rawValue, among: names)))
        }
        for operation in connector.operations {
            for key in operation.keys where vocabulary[key] == nil { unknown(key, at: operation.position) }
            for supply in operation.supplies + operation.opens.flatMap(\.supplies) where vocabulary[supply.concept] == nil {
                unknown(supply.concept, at: supply.position)
            }
            for opens in operation.opens {
                if let relation = vocabulary.relations[opens.relation] {
                    if !relation.from.contains(operation.about) {
                        findings.append(Diagnostic(.relationOfOtherKind, at: opens.position, [
                            opens.relation.rawValue, relation.from.map(\.rawValue).joined(separator: ", "), operation.about.rawValue,
                        ]))
                    }
                } else {
                    findings.append(Diagnostic(.unknownRelation, at: opens.position, [opens.relation.rawValue], fix: nearest(to: opens.relation.rawValue, among: vocabulary.relations.keys.map(\.rawValue).sorted())))
                }
                for key in opens.keys.keys.sorted() where vocabulary[key] == nil { unknown(key, at: opens.position) }
            }
        }
        return findings
    }

    /// Two registers of one rank for a concept: neither decides when they differ.
    private static func sameAuthority(_ catalog: Catalog) -> [Diagnostic] {
        var first: [String: (ConnectorID, Supply)] = [:]
        var findings: [Diagnostic] = []
        for connector in catalog.connectors {
            for operation in connector.operations {
                for supply in operation.supplies {
                    let place = "\(operation.about.rawValue).\(supply.concept)@\(supply.authority)"
                    guard let earlier = first[place] else {
                        first[place] = (connector.id, supply)
                        continue
                    }
                    let isKey = catalog.vocabulary.isKey(supply.concept, of: operation.about)
                    if earlier.0 != connector.id, !isKey {
                        findings.append(Diagnostic(.sameAuthority, at: supply.position, length: supply.concept.rawValue.count, [
                            supply.concept.rawValue, earlier.0.rawValue, connector.id.rawValue, "\(supply.authority)",
                        ]))
                    }
                }
            }
        }
        return findings
    }

    private static func grants(_ catalog: Catalog) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for grant in catalog.grants {
            guard let connector = catalog.connector(grant.connector) else {
                findings.append(Diagnostic(.unknownConnector, at: grant.position, [grant.connector.rawValue], fix: nearest(to: grant.connector.rawValue, among: catalog.connectors.map(\.id.rawValue))))
                continue
            }
            let supplied = supplied(by: connector)
            for concept in grant.reads where !isSupplied(concept, by: supplied, catalog.vocabulary) {
                findings.append(Diagnostic(.grantReadsUnsupplied, at: grant.position, [concept.rawValue, grant.connector.rawValue]))
            }
            for relation in grant.follows where catalog.vocabulary.relations[relation] == nil {
                findings.append(Diagnostic(.unknownRelation, at: grant.position, [relation.rawValue]))
            }
        }
        return findings
    }

    /// Data replaces a paper only where the register named supplies all of it.
    private static func findings(in replacement: EvidenceKind.Replacement, of kind: EvidenceKind, _ catalog: Catalog) -> [Diagnostic] {
        let position = replacement.position
        guard let connector = catalog.connector(ConnectorID(replacement.connector)) else {
            return [Diagnostic(.unknownConnector, at: position, [replacement.connector], fix: nearest(to: replacement.connector, among: catalog.connectors.map(\.id.rawValue)))]
        }
        let supplied = supplied(by: connector), opened = Set(connector.operations.flatMap { $0.opens.map(\.relation) })
        let missing = replacement.concepts.filter { !isSupplied($0, by: supplied, catalog.vocabulary) }.map(\.rawValue)
            + replacement.relations.filter { !opened.contains($0) }.map(\.rawValue)
        return missing.map { Diagnostic(.replacementUnsupplied, at: position, [$0, replacement.connector, kind.id.rawValue]) }
    }

    /// Every concept some operation of the register says something about.
    private static func supplied(by connector: ConnectorManifest) -> Set<ConceptID> {
        Set(connector.operations.flatMap { operation in
            operation.supplies.map(\.concept) + operation.opens.flatMap { $0.supplies.map(\.concept) + $0.keys.keys } + operation.keys
        })
    }

    /// Also where a composite brings it, or one of its parts is there.
    private static func isSupplied(_ concept: ConceptID, by supplied: Set<ConceptID>, _ vocabulary: Vocabulary) -> Bool {
        let parts = vocabulary[concept]?.form.parts.map(\.concept) ?? []
        let composites = vocabulary.memberships(of: concept).map(\.composite)
        return ([concept] + parts + composites).contains(where: supplied.contains)
    }

    private static func evidence(_ catalog: Catalog) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for kind in catalog.evidence.values.sorted(by: { $0.id < $1.id }) {
            for proof in kind.proves where catalog.vocabulary[proof.concept] == nil {
                findings.append(Diagnostic(.unknownConcept, at: kind.position, [proof.concept.rawValue]))
            }
            for replacement in kind.replacedBy { findings += self.findings(in: replacement, of: kind, catalog) }
        }
        return findings
    }
}
