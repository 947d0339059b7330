import Connectors
import Documents
import Expressions
import Forms
import Receipts
import Vocabulary

extension SourcingGraph {
    /// The disposition of every field and paper of the form.
    ///
    /// - Complexity: O(fields × suppliers); a form of fifty blanks takes about a millisecond.
    public func coverage() -> Coverage {
        Coverage(
            form: checked.form.id, version: checked.form.identity.version, fields: checked.form.fields.map(coverage(of:)),
            documents: checked.form.documents.flatMap(\.demands).map(coverage(of:)))
    }

    func coverage(of field: Field) -> FieldCoverage {
        let meaning = field.means.first
        func result(_ disposition: Disposition, _ supply: Sourced? = nil, reason: Reason? = nil) -> FieldCoverage {
            FieldCoverage(
                id: field.id, means: meaning, disposition: disposition, connector: supply?.connector, operation: supply?.operation,
                chain: supply?.chain ?? [], alternatives: supply?.alternatives ?? [], reason: reason, isOutside: field.outside != nil)
        }
        if field.authorship.repeats != nil { return result(.duplicate) }
        if let value = field.authorship.value {
            return result(.derived, Sourced(disposition: .derived, connector: nil, operation: nil, chain: value.meanings.sorted()))
        }
        switch field.authorship.onlyApplicant {
        case .statement: return result(.declare, reason: .statement)
        case .newValue(nil): return result(.declare, reason: .newValue)
        case .newValue(.some), nil: break
        }
        if !field.authorship.offers.isEmpty { return result(.declare, reason: .offer) }
        switch source(of: field) {
        case .supplied(let supply): return result(supply.disposition, supply)
        case .missing(let reason): return result(.declare, reason: reason)
        }
    }

    func coverage(of demand: DocumentDemand) -> DocumentCoverage {
        guard demand.uploadOnly == nil else { return DocumentCoverage(id: demand.id, disposition: .upload, by: nil) }
        return reuse(of: demand)
    }

    /// How a paper would be met if nothing insisted on a fresh upload.
    func reuse(of demand: DocumentDemand) -> DocumentCoverage {
        guard let kind = checked.catalog.evidence[demand.evidence] else {
            return DocumentCoverage(id: demand.id, disposition: .upload, by: nil)
        }
        if let replacement = kind.replacedBy.first(where: { replaces($0, demand) }) {
            return DocumentCoverage(id: demand.id, disposition: .replacedByData, by: replacement.connector)
        }
        if let issuer = issuer(of: kind.id, about: demand.about) {
            return DocumentCoverage(id: demand.id, disposition: .stored, by: issuer.connector.rawValue)
        }
        if kind.isStorable { return DocumentCoverage(id: demand.id, disposition: .stored, by: nil) }
        // Kinds that do instead count as a whole list.
        let stored = kind.substitutes.papers.first { list in !list.isEmpty && list.allSatisfy { checked.catalog.evidence[$0]?.isStorable ?? false } }
        return DocumentCoverage(id: demand.id, disposition: stored == nil ? .upload : .stored, by: stored?.map(\.rawValue).joined(separator: ", "))
    }

    /// Whether the register named by the replacement supplies every concept and relation for this role under a grant.
    func replaces(_ replacement: EvidenceKind.Replacement, _ demand: DocumentDemand) -> Bool {
        let connector = ConnectorID(replacement.connector)
        let concepts = replacement.concepts.allSatisfy { concept in
            guard case .supplied(let supply) = source(of: Meaning(subject(of: concept, demand), concept)) else { return false }
            return supply.connector == connector || supply.alternatives.contains(connector)
        }
        let relations = replacement.relations.allSatisfy { relation in
            routes.mayFollow(relation, from: demand.about, by: connector)
        }
        return concepts && relations && !(replacement.concepts.isEmpty && replacement.relations.isEmpty)
    }

    /// Whose concept it is: of the role the paper ties to, where the concept is of that kind and not of the first.
    private func subject(of concept: ConceptID, _ demand: DocumentDemand) -> RoleID {
        func has(_ role: RoleID) -> Bool {
            checked.form.role(role)?.kinds.contains { checked.vocabulary[concept]?.kinds.contains($0) ?? false } ?? false
        }
        return demand.toward.flatMap { has($0) && !has(demand.about) ? $0 : nil } ?? demand.about
    }
}
