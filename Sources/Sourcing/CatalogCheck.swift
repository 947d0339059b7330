import Connectors
public import Diagnostics
import Expressions
import Vocabulary

/// Holds connectors, grants and kinds of evidence against the vocabulary and one another.
public enum CatalogCheck {
    public static func findings(in catalog: Catalog) -> [Diagnostic] {
        (catalog.connectors.flatMap { findings(in: $0, catalog) } + sameAuthority(catalog) + grants(catalog) + evidence(catalog) + names(catalog) + types(in: catalog))
            .sortedByPosition()
    }

    private static func grants(_ catalog: Catalog) -> [Diagnostic] {
        let relations = catalog.vocabulary.relations.keys.map(\.rawValue).sorted()
        var findings: [Diagnostic] = []
        for grant in catalog.grants {
            guard let connector = catalog.connector(grant.connector) else {
                findings.append(Diagnostic(.unknownConnector, at: grant.places["connector"], [grant.connector.rawValue], fix: nearest(to: grant.connector.rawValue, among: catalog.connectors.map(\.id.rawValue))))
                continue
            }
            let supplied = supplied(by: connector)
            for (place, concept) in grant.reads.enumerated() where !isSupplied(concept, by: supplied, catalog.vocabulary) {
                findings.append(Diagnostic(.grantReadsUnsupplied, at: grant.places["reads", place], [concept.rawValue, grant.connector.rawValue]))
            }
            let confirmed = Set(connector.operations.flatMap { $0.verifies.map(\.concept) })
            for (place, concept) in grant.verifies.enumerated() where !confirmed.contains(concept) {
                findings.append(Diagnostic(.grantVerifiesUnconfirmed, at: grant.places["verifies", place], [concept.rawValue, grant.connector.rawValue]))
            }
            for (place, relation) in grant.follows.enumerated() where catalog.vocabulary.relations[relation] == nil {
                findings.append(Diagnostic(.unknownRelation, at: grant.places["follows", place], [relation.rawValue], fix: nearest(to: relation.rawValue, among: relations)))
            }
        }
        return findings
    }

    /// Data replaces a paper only where the register named supplies all of it.
    private static func findings(in replacement: EvidenceKind.Replacement, of kind: EvidenceKind, _ catalog: Catalog) -> [Diagnostic] {
        guard let connector = catalog.connector(ConnectorID(replacement.connector)) else {
            return [Diagnostic(.unknownConnector, at: replacement.places["connector"], [replacement.connector], fix: nearest(to: replacement.connector, among: catalog.connectors.map(\.id.rawValue)))]
        }
        let supplied = supplied(by: connector), opened = Set(connector.operations.flatMap { $0.opens.map(\.relation) })
        func finding(_ name: String, _ span: SourceSpan) -> Diagnostic {
            Diagnostic(.replacementUnsupplied, at: span, [name, replacement.connector, kind.id.rawValue])
        }
        return replacement.concepts.enumerated().filter { !isSupplied($0.element, by: supplied, catalog.vocabulary) }
            .map { finding($0.element.rawValue, replacement.places["concepts", $0.offset]) }
            + replacement.relations.enumerated().filter { !opened.contains($0.element) }
            .map { finding($0.element.rawValue, replacement.places["relations", $0.offset]) }
    }

    /// Every concept some operation of the register says something about.
    private static func supplied(by connector: ConnectorManifest) -> Set<ConceptID> {
        Set(connector.operations.flatMap { operation in
            operation.supplies.map(\.concept) + operation.opens.flatMap { $0.supplies.map(\.concept) + $0.keys.keys } + operation.keys
        })
    }

    /// Also where a composite brings it, or one of its parts is there.
    private static func isSupplied(_ concept: ConceptID, by supplied: Set<ConceptID>, _ vocabulary: Vocabulary) -> Bool {
        vocabulary.wholesAndParts(of: concept).contains(where: supplied.contains)
    }

    private static func evidence(_ catalog: Catalog) -> [Diagnostic] {
        let names = catalog.vocabulary.concepts.keys.map(\.rawValue).sorted()
        var findings: [Diagnostic] = []
        for kind in catalog.evidence.values.sorted(by: { $0.id < $1.id }) {
            for (place, proof) in kind.proves.enumerated() where catalog.vocabulary[proof.concept] == nil {
                let near = nearest(to: proof.concept.rawValue, among: names).map { "\(proof.kind.rawValue).\($0)" }
                findings.append(Diagnostic(.unknownConcept, at: kind.places["proves", place], [proof.concept.rawValue], fix: near))
            }
            for replacement in kind.replacedBy { findings += self.findings(in: replacement, of: kind, catalog) }
            findings += files(of: kind, catalog) + alternatives(to: kind, catalog)
        }
        return findings
    }

    /// Who may issue it, and whether what is to be stored can be.
    private static func files(of kind: EvidenceKind, _ catalog: Catalog) -> [Diagnostic] {
        let authorities = catalog.vocabulary.codeLists[CodeList.authorities]
        let known = Set(authorities?.entries.map(\.code) ?? [])
        var findings = kind.issuedBy.enumerated().filter { !known.contains($0.element) }.map { place, authority in
            Diagnostic(.unknownAuthority, at: kind.places["issuedBy", place], [authority], fix: nearest(to: authority, among: known.sorted()))
        }
        if kind.isStorable, kind.files.storable.isEmpty { findings.append(Diagnostic(.storableWithoutFile, at: kind.places["storable"], [kind.id.rawValue])) }
        return findings
    }

    /// Kinds that do instead are kinds there are, and not the one they stand for, at any remove.
    private static func alternatives(to kind: EvidenceKind, _ catalog: Catalog) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for (place, list) in kind.substitutes.papers.enumerated() {
            for paper in list where catalog.evidence[paper] == nil {
                findings.append(Diagnostic(.unknownEvidence, at: kind.places["alternatives", place], [paper.rawValue], fix: nearest(to: paper.rawValue, among: catalog.evidence.keys.map(\.rawValue).sorted())))
            }
            guard let circle = list.lazy.compactMap({ way(from: $0, to: kind.id, catalog, [kind.id]) }).first else { continue }
            findings.append(Diagnostic(.alternativesGoRound, at: kind.places["alternatives", place], [kind.id.rawValue, circle.map(\.rawValue).joined(separator: " → ")]))
        }
        return findings
    }

    private static func way(from paper: EvidenceID, to goal: EvidenceID, _ catalog: Catalog, _ gone: [EvidenceID]) -> [EvidenceID]? {
        if paper == goal { return gone + [goal] }
        // A circle that leaves the goal out is told at its own members.
        guard !gone.contains(paper), let kind = catalog.evidence[paper] else { return nil }
        return kind.substitutes.papers.joined().lazy.compactMap { way(from: $0, to: goal, catalog, gone + [paper]) }.first
    }

    /// Names every file may use, each sort among its own.
    private static func names(_ catalog: Catalog) -> [Diagnostic] {
        typealias Name = (text: String, span: SourceSpan)
        func name(_ text: String, at position: SourcePosition) -> Name { (text, SourceSpan(position, length: text.unicodeScalars.count)) }
        let sorts: [[Name]] = [
            catalog.vocabulary.concepts.values.map { ($0.id.rawValue, $0.name) },
            catalog.vocabulary.relations.values.map { name($0.id.rawValue, at: $0.position) },
            catalog.evidence.values.map { ($0.id.rawValue, $0.places["evidence"]) },
            catalog.connectors.map { ($0.id.rawValue, $0.places["connector"]) },
        ]
        return sorts.flatMap { sort -> [Diagnostic] in
            let names = sort.sorted { $0.span.position < $1.span.position }
            return LikeNames.pairs(in: names.map(\.text)).map { pair in
                Diagnostic(.namesAlike, at: names[pair.name].span, [names[pair.name].text, names[pair.earlier].text, names[pair.earlier].span.position.description])
            }
        }
    }
}

extension Vocabulary {
    /// The concept itself, the parts it has and the composites it is a part of.
    func wholesAndParts(of concept: ConceptID) -> [ConceptID] {
        [concept] + (self[concept]?.form.parts.map(\.concept) ?? []) + memberships(of: concept).map(\.composite)
    }
}
