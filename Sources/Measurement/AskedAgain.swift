import Receipts

/// What an office asked for once more, in all its requests of one dossier.
struct AskedAgain: Sendable, Hashable {
    private(set) var fields: Set<String> = []
    private(set) var documents: Set<String> = []

    mutating func add(_ fact: SupplementFact) {
        fields.formUnion(fact.fields)
        documents.formUnion(fact.documents)
    }

    /// The field a leaf is of: rows of a group are numbered after `#`.
    fileprivate func names(_ leaf: String) -> Bool { fields.contains(leaf) || fields.contains(String(leaf.prefix { $0 != "#" })) }
}

extension SubmittedFact {
    /// The submission as it counts once the office has asked for more: what it asked for was required, and given by the applicant,
    /// whatever had filled it; a paper it asked for was handed in.
    ///
    /// - Source: design, section 6: A stays open until the result is issued. Or a form could ask little and its office the rest.
    func asked(_ again: AskedAgain) -> SubmittedFact {
        let named = Set(current.filter { again.names($0.leaf) }.map { String($0.leaf.prefix { $0 != "#" }) }).union(current.map(\.leaf))
        // A field that has no blank in this dossier, such as one of a group without rows, is one more thing that was asked.
        let others = again.fields.subtracting(named).sorted().map { field in
            CurrentLeaf(
                leaf: field, atom: "asked-again." + field, required: true, outcome: .empty, isTouched: false, source: nil, isOwnIdentity: false, isEarlier: false, reason: nil,
                isLater: true)
        }
        let papers = again.documents.subtracting(documents.map(\.id)).sorted().map { id in
            DocumentFact(id: id, required: true, disposition: "upload", by: nil, wasAvailable: false, digitized: false, reusedFlag: 0)
        }
        return SubmittedFact(
            form: form, version: version, procedure: procedure, channel: channel, isSimulated: isSimulated, baseline: baseline, baselineStatus: baselineStatus,
            current: current.map { again.names($0.leaf) ? $0.askedAgain : $0 } + others, blanks: blanks,
            documents: documents.map { again.documents.contains($0.id) ? $0.askedAgain : $0 } + papers, confirmations: confirmations, replaced: replaced)
    }
}

extension SubmittedFact.CurrentLeaf {
    /// A filled value keeps its outcome and source: that the register had it right is true of the register.
    fileprivate var askedAgain: Self {
        let outcome: SubmittedOutcome = self.outcome == .outside || self.outcome == .notApplicable ? .empty : self.outcome
        return Self(
            leaf: leaf, atom: atom, required: true, outcome: outcome, isTouched: isTouched, source: source, isOwnIdentity: isOwnIdentity, isEarlier: false, reason: reason,
            isLater: isLater || !outcome.isGiven, role: role)
    }
}

extension SubmittedFact.DocumentFact {
    /// Handed in, although what could have done instead may have been there.
    fileprivate var askedAgain: Self {
        Self(
            id: id, required: true, disposition: "upload", by: nil, wasAvailable: wasAvailable || disposition != "upload", isDeclined: isDeclined, digitized: false, reusedFlag: 0)
    }
}
