public import Documents
public import Expressions
public import Foundation
public import Vocabulary

/// Keeps documents: their contents, what is known of them, and the proofs that some were destroyed.
public protocol DocumentStore: Sendable {
    /// Keeps a document. When it returns, the document is on disk; when it throws, nothing of it is there to be found.
    ///
    /// The content is taken in pieces as they come. One that is there already is kept once. What it is is read from it; no name is
    /// asked for.
    ///
    /// - Throws: `DocumentStoreError`; what the content throws.
    func deposit<Content: AsyncSequence & Sendable>(_ deposit: Deposit, content: Content) async throws -> Deposited where Content.Element == Data

    /// - Returns: `nil` where there is none.
    /// - Throws: `DocumentStoreError.damaged`.
    func record(_ id: String) async throws -> DocumentRecord?

    /// What is stored about a subject, the latest issued first.
    ///
    /// - Complexity: O(log documents + those found).
    func find(_ query: DocumentQuery) async throws -> FoundDocuments

    /// Hands out a content piece by piece. All of it was authenticated before the first piece is handed out.
    ///
    /// - Throws: `DocumentStoreError.unknownDocument`, `.restricted`, `.damaged`, `.fileMissing`; what `take` throws.
    func read(_ id: String, _ take: (Data) async throws -> Void) async throws

    /// Changes what became of a document: its restriction, verdict, facts, standing.
    ///
    /// - Throws: `DocumentStoreError.unknownDocument`, `.damaged`.
    func amend(_ id: String, _ change: @escaping @Sendable (inout DocumentRecord) -> Void) async throws -> DocumentRecord

    /// Destroys one document, or the data key of a subject and everything that is about it alone, and proves it.
    ///
    /// A document that does not open any longer is destroyed too: nobody could read it.
    ///
    /// - Throws: `DocumentStoreError.archivingDue`, with nothing changed, also where one that would stay for others is to be archived as it
    ///   is; `.unknownDocument`, `.unknownSubject`.
    func erase(_ erasure: Erasure) async throws -> ErasureProof

    /// The documents of the tenant in order of their references, without anything personal.
    ///
    /// - Parameter after: the last reference of the page before; `nil` for the first page.
    func entries(after: String?, limit: Int) async throws -> [DocumentEntry]

    /// Documents whose copies have outlived their use and that no text wants archived any longer.
    func due(on day: PartialDate, limit: Int) async throws -> [String]

    /// In the order they were made.
    func erasureProofs() async throws -> [ErasureProof]

    /// Nothing is under way any longer. The store is not used after it.
    func close() async
}

/// What is to be kept, apart from its content.
public struct Deposit: Sendable {
    public let kind: EvidenceKind
    public let subjects: [DocumentSubject]
    public let particulars: DocumentRecord.Particulars
    public let provenance: DocumentRecord.Provenance
    public let signature: SignatureRecord
    public let facts: [ProvenFact]

    public init(
        kind: EvidenceKind, subjects: [DocumentSubject], particulars: DocumentRecord.Particulars, provenance: DocumentRecord.Provenance,
        signature: SignatureRecord = .unchecked, facts: [ProvenFact] = []
    ) {
        self.kind = kind
        self.subjects = subjects
        self.particulars = particulars
        self.provenance = provenance
        self.signature = signature
        self.facts = facts
    }
}

public struct Deposited: Sendable, Hashable {
    public let id: String
    public let file: DocumentRecord.FileDescription
    /// The content was there already.
    public let isKnownContent: Bool
}

/// Which documents are looked for.
public struct DocumentQuery: Sendable {
    public let subject: DocumentSubject
    public let kind: EvidenceID?
    /// One of these; `nil` for any. `IssuerSuccession.predecessors` gives an issuer with those it followed.
    public let issuers: [Issuer]?
    /// Issued by that day, and not run out by what the paper says itself; the rule of its kind is `DocumentRecord.holds`.
    public let validOn: PartialDate?
    public let includesRestricted: Bool
    public let limit: Int

    public init(
        _ subject: DocumentSubject, kind: EvidenceID? = nil, issuers: [Issuer]? = nil, validOn: PartialDate? = nil, includesRestricted: Bool = false, limit: Int = 100
    ) {
        self.subject = subject
        self.kind = kind
        self.issuers = issuers
        self.validOn = validOn
        self.includesRestricted = includesRestricted
        self.limit = limit
    }

    /// Whether a record is one of those looked for.
    public func finds(_ record: DocumentRecord) -> Bool {
        guard record.isAbout(subject), kind.map({ $0 == record.kind }) ?? true, includesRestricted || record.standing.restriction == nil else { return false }
        if let issuers { guard let issuer = record.particulars.issuer, issuers.contains(issuer) else { return false } }
        guard let validOn else { return true }
        let (issued, last) = (record.particulars.issued, record.particulars.validUntil)
        return issued.map { validOn.isBefore($0) != true } ?? true && last.map { $0.isBefore(validOn) != true } ?? true
    }
}

public struct FoundDocuments: Sendable {
    public let records: [DocumentRecord]
    /// References of rows that are not what was written. They are left out.
    public let damaged: [String]

    public init(records: [DocumentRecord], damaged: [String]) {
        self.records = records
        self.damaged = damaged
    }
}

/// What is to be destroyed, why and by whom.
public struct Erasure: Sendable {
    public let scope: Scope
    public let ground: ErasureProof.Ground
    /// The official, as the office knows them; the proof has a keyed pseudonym.
    public let by: String
    /// Seconds since 1970, UTC.
    public let at: Int

    public enum Scope: Sendable, Hashable {
        case subject(DocumentSubject)
        case document(String)
    }

    public init(_ scope: Scope, ground: ErasureProof.Ground, by: String, at: Int) {
        self.scope = scope
        self.ground = ground
        self.by = by
        self.at = at
    }
}

/// A document as a list may show it to anybody who keeps the store.
public struct DocumentEntry: Sendable, Hashable {
    public let id: String
    public let kind: EvidenceID
    public let issuer: Issuer?
    /// In bytes.
    public let size: Int
    public let depositedOn: PartialDate
    public let isRestricted: Bool
}
