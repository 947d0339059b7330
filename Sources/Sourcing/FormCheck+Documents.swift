import Connectors
import Diagnostics
import Documents
import Expressions
import Forms
import Vocabulary

extension FormCheck {
    mutating func checkDocuments() {
        for demand in form.documents.flatMap(\.demands) {
            checkRole(demand.about, at: demand.places["about"])
            if let toward = demand.toward { checkRole(toward, at: demand.places["toward"]) }
            check(demand.requiredIf, at: demand.places["requiredIf"])
            if catalog.evidence[demand.evidence] == nil {
                note(.unknownEvidence, at: demand.places["evidence"], [demand.evidence.rawValue], fix: nearest(to: demand.evidence.rawValue, among: catalog.evidence.keys.map(\.rawValue).sorted()))
            }
        }
    }

    /// Papers demanded anew where something would do instead.
    mutating func checkUploads(_ graph: SourcingGraph) {
        for demand in form.documents.flatMap(\.demands) {
            let reuse = graph.reuse(of: demand)
            if demand.uploadOnly == "", reuse.disposition.isReuse {
                note(.uploadOnlyWithoutText, at: demand.places["uploadOnly"], [reuse.by ?? demand.evidence.rawValue])
            } else {
                checkIdentityCopy(demand, reuse)
            }
        }
    }

    /// The population register replaces every identity paper: no copy is asked for, not even under a text of its own, and no
    /// grant may be wanting that would spare it.
    private mutating func checkIdentityCopy(_ demand: DocumentDemand, _ reuse: DocumentCoverage) {
        guard let kind = catalog.evidence[demand.evidence], catalog.vocabulary.isIdentityPaper(kind), let replacement = kind.replacedBy.first else { return }
        if let text = demand.uploadOnly, !text.isEmpty, reuse.disposition.isReuse {
            note(.identityCopy, at: demand.places["uploadOnly"], [demand.id, replacement.connector])
        } else if demand.uploadOnly == nil, reuse.disposition == .upload {
            note(.identityCopy, at: demand.places["evidence"], [demand.id, replacement.connector])
        }
    }
}

extension Vocabulary {
    /// Whether the paper proves a personal number, alone or as a part of an identity document.
    func isIdentityPaper(_ kind: EvidenceKind) -> Bool {
        kind.proves.contains { proof in
            let parts = self[proof.concept]?.form.parts.map(\.concept) ?? []
            return ([proof.concept] + parts).contains { self[$0]?.form.identifier == .personalID }
        }
    }
}
