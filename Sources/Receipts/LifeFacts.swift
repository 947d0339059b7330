/// A further stage of a dossier that is not submitted.
public struct StagedFact: Sendable, Hashable {
    /// The opening is the first.
    public let number: Int
    /// The declarations had changed since the stage before, and its applicant was shown how.
    public let isAcrossVersions: Bool
    /// The office had asked for a supplement.
    public let isSupplement: Bool

    public init(number: Int, isAcrossVersions: Bool, isSupplement: Bool) {
        self.number = number
        self.isAcrossVersions = isAcrossVersions
        self.isSupplement = isSupplement
    }
}

/// What the office asked for once more: names of the form's own fields and papers.
public struct SupplementFact: Sendable, Hashable {
    public let fields: [String]
    public let documents: [String]

    public init(fields: [String], documents: [String]) {
        self.fields = fields
        self.documents = documents
    }
}

/// Why an office refused a dossier; what it writes to the applicant stays with it.
public struct RefusedFact: Sendable, Hashable {
    public enum Ground: String, Sendable, Hashable, CaseIterable {
        /// The law's conditions are not met.
        case conditions
        /// What was asked for was not handed in.
        case incomplete
        /// Another authority decides.
        case competence
        /// A declaration or a paper is not true.
        case untrue
        case other
    }

    public let ground: Ground

    public init(ground: Ground) { self.ground = ground }
}

/// The procedure's result was issued.
public struct CompletedFact: Sendable, Hashable {
    /// As a signed electronic document.
    public let isElectronic: Bool

    public init(isElectronic: Bool) { self.isElectronic = isElectronic }
}
