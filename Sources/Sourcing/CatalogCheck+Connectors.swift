import Connectors
import Diagnostics
import Expressions
import Vocabulary

extension CatalogCheck {
    static func findings(in connector: ConnectorManifest, _ catalog: Catalog) -> [Diagnostic] {
        connector.operations.flatMap { operation in
            names(in: operation, catalog) + keys(of: operation, connector, catalog)
                + (operation.supplies + operation.opens.flatMap(\.supplies)).flatMap { decodings(in: $0, catalog.vocabulary) }
        }
    }

    private static func names(in operation: Connectors.Operation, _ catalog: Catalog) -> [Diagnostic] {
        let vocabulary = catalog.vocabulary
        let concepts = vocabulary.concepts.keys.map(\.rawValue).sorted()
        var findings: [Diagnostic] = []
        func unknown(_ id: ConceptID, at span: SourceSpan) {
            findings.append(Diagnostic(.unknownConcept, at: span, [id.rawValue], fix: nearest(to: id.rawValue, among: concepts)))
        }
        func name(_ text: String, _ position: SourcePosition) -> SourceSpan { SourceSpan(position, length: text.unicodeScalars.count) }
        for (place, key) in operation.keys.enumerated() where vocabulary[key] == nil { unknown(key, at: operation.places["key", place]) }
        for supply in operation.supplies + operation.opens.flatMap(\.supplies) where vocabulary[supply.concept] == nil {
            unknown(supply.concept, at: name(supply.concept.rawValue, supply.position))
        }
        for verification in operation.verifies {
            let place = name(verification.concept.rawValue, verification.position)
            guard let concept = vocabulary[verification.concept] else {
                unknown(verification.concept, at: place)
                continue
            }
            if !concept.isOneText { findings.append(Diagnostic(.verifiedNotSent, at: place, [concept.id.rawValue])) }
            findings += codes(verification.codes, verification.codePlaces, as: concept, vocabulary, reserved: [])
        }
        for opens in operation.opens {
            let place = name(opens.relation.rawValue, opens.position)
            if let relation = vocabulary.relations[opens.relation] {
                if !relation.from.contains(operation.about) {
                    findings.append(Diagnostic(.relationOfOtherKind, at: place, [
                        opens.relation.rawValue, relation.from.map(\.rawValue).joined(separator: ", "), operation.about.rawValue,
                    ]))
                }
            } else {
                findings.append(Diagnostic(.unknownRelation, at: place, [opens.relation.rawValue], fix: nearest(to: opens.relation.rawValue, among: vocabulary.relations.keys.map(\.rawValue).sorted())))
            }
            for key in opens.keys.keys.sorted() where vocabulary[key] == nil { unknown(key, at: SourceSpan(opens.position)) }
        }
        for (place, evidence) in operation.documents.enumerated() where catalog.evidence[evidence] == nil {
            findings.append(Diagnostic(.unknownEvidence, at: operation.places["documents", place], [evidence.rawValue], fix: nearest(to: evidence.rawValue, among: catalog.evidence.keys.map(\.rawValue).sorted())))
        }
        return findings
    }

    /// A subject is known by the keys of its kind, by those a relation leads to it with and by the numbers the law gives out;
    /// an operation that asks for another can never be asked.
    private static func keys(of operation: Connectors.Operation, _ connector: ConnectorManifest, _ catalog: Catalog) -> [Diagnostic] {
        let opened = catalog.connectors.flatMap { $0.operations.flatMap(\.opens) }.filter { $0.kind == operation.about }.flatMap(\.keys.keys)
        let known = Set((catalog.vocabulary.keys[operation.about] ?? []).joined()).union(opened)
        return operation.keys.enumerated().filter { !known.contains($0.element) && catalog.vocabulary[$0.element].map { !$0.isGivenOut } ?? false }.map { place, key in
            Diagnostic(.keyNobodySupplies, at: operation.places["key", place], [key.rawValue, operation.about.rawValue])
        }
    }

    private static func decodings(in supply: Supply, _ vocabulary: Vocabulary) -> [Diagnostic] {
        guard let concept = vocabulary[supply.concept] else { return [] }
        return decodings(in: supply.reading, of: concept, vocabulary)
    }

    private static func decodings(in reading: Supply.Reading, of concept: Concept, _ vocabulary: Vocabulary) -> [Diagnostic] {
        switch reading {
        case .parts(let parts):
            return parts.flatMap { part in
                let own = concept.form.parts.first { $0.name == part.name }.flatMap { vocabulary[$0.concept] }
                return own.map { decodings(in: part.reading, of: $0, vocabulary) } ?? []
            }
        case .at(_, let decoding), .computed(_, _, let decoding):
            return codes(decoding.codes, decoding.codePlaces, as: concept, vocabulary, reserved: Supply.Decoding.reserved) + unit(of: decoding, as: concept)
        }
    }

    /// A register's code must be told as a code of the concept's own list.
    private static func codes(_ codes: [String: String], _ places: Places?, as concept: Concept, _ vocabulary: Vocabulary, reserved: Set<String>) -> [Diagnostic] {
        guard let id = concept.form.codes, let list = vocabulary.codeLists[id] else { return [] }
        return codes.sorted { $0.key < $1.key }.filter { !list.knows($0.value) && !reserved.contains($0.value) }.map { code, target in
            let near = nearest(to: target, among: Set(list.entries.map(\.code)).sorted())
            return Diagnostic(.unknownCodeInMapping, at: places?[code] ?? SourceSpan(concept.position), [target, id.rawValue], fix: near)
        }
    }

    /// What comes out of a mapping stands in the concept's unit.
    private static func unit(of decoding: Supply.Decoding, as concept: Concept) -> [Diagnostic] {
        guard let unit = decoding.unit, unit.name != concept.form.unit else { return [] }
        return [Diagnostic(.otherUnit, at: unit.place, [unit.name, concept.id.rawValue, concept.form.unit ?? "nothing"])]
    }

    /// Two registers of one rank for a concept: neither decides when they differ. What a list says of its elements counts too.
    static func sameAuthority(_ catalog: Catalog) -> [Diagnostic] {
        var first: [String: ConnectorID] = [:]
        var findings: [Diagnostic] = []
        for connector in catalog.connectors {
            for operation in connector.operations {
                let supplies = operation.supplies.map { (operation.about, $0) } + operation.opens.flatMap { opens in opens.supplies.map { (opens.kind, $0) } }
                for (kind, supply) in supplies where !catalog.vocabulary.isKey(supply.concept, of: kind) {
                    let place = "\(kind.rawValue).\(supply.concept)@\(supply.authority)"
                    guard let earlier = first[place] else {
                        first[place] = connector.id
                        continue
                    }
                    guard earlier != connector.id else { continue }
                    findings.append(Diagnostic(.sameAuthority, at: supply.position, length: supply.concept.rawValue.unicodeScalars.count, [
                        supply.concept.rawValue, earlier.rawValue, connector.id.rawValue, "\(supply.authority)",
                    ]))
                }
            }
        }
        return findings
    }
}

extension Concept {
    /// Whether a value is written as one text.
    fileprivate var isOneText: Bool {
        switch type {
        case .text, .number, .date, .choice, .identifier: !form.many
        case .tick, .address, .composite: false
        }
    }

    /// A number the law gives out stands on a paper of its holder; an address to reach somebody by does not name them.
    fileprivate var isGivenOut: Bool {
        switch form.identifier {
        case .personalID, .oldID, .taxCode, .enterprise, .socialInsurance, .healthCard, .budgetUnit, .landCertificate, .dossier: true
        case .procedure, .phone, .email, .some(.none), nil: false
        }
    }
}
